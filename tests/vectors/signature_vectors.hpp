#ifndef JIMENG_TESTS_VECTORS_SIGNATURE_VECTORS_HPP
#define JIMENG_TESTS_VECTORS_SIGNATURE_VECTORS_HPP

#include "vector_json.hpp"

#include <jimeng/core/url.hpp>
#include <jimeng/sign.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::testing {

/// One vector of a file with the format `volc-v4-signatures`.
struct signature_vector {
    std::string id;
    std::string profile;
    std::string scheme;
    std::string host;
    std::string body;
    signing_input input; ///< Views `body`: a vector stays where it was made.
    credentials keys;
    signing_scope scope;
    std::chrono::sys_seconds now;
    std::string date;
    json::object const* expect = nullptr;
};

inline void read_request(json::object const& request, signature_vector& vector)
{
    vector.scheme = text(request, "scheme");
    vector.host = text(request, "host");
    vector.body = base64_decoded(text(request, "body_base64"));
    vector.input.method = text(request, "method");
    vector.input.path = text(request, "path");
    vector.input.headers = headers_of(array(request, "headers"));
    vector.input.body = vector.body;
    for_each_pair(array(request, "query"), [&](std::string name, std::string value) {
        vector.input.query.emplace_back(std::move(name), std::move(value));
    });
}

inline void read_vector(json::object const& source, signature_vector& vector)
{
    vector.id = text(source, "id");
    vector.profile = text(source, "profile");
    read_request(object(source, "request"), vector);
    auto const& keys = object(source, "credentials");
    vector.keys = {text(keys, "access_key_id"), secret{text(keys, "secret_access_key")},
                   secret{text(keys, "session_token")}};
    vector.scope = {text(source, "region"), text(source, "service")};
    vector.now = std::chrono::sys_seconds{std::chrono::seconds{member(source, "unix_time").to_number<long long>()}};
    vector.date = text(source, "date");
    vector.expect = &object(source, "expect");
}

inline std::optional<header_profile> profile_named(std::string_view name)
{
    if (name == "content-type") return header_profile::content_type;
    if (name == "no-content-type") return header_profile::no_content_type;
    if (name == "hash-and-date-only") return header_profile::hash_and_date_only;
    if (name == "host-and-date-only") return header_profile::host_and_date_only;
    return std::nullopt;
}

inline std::string as_text(http_headers const& headers)
{
    std::string lines;
    for (auto const& header : headers)
        lines += header.name + ": " + header.value + '\n';
    return lines;
}

/// The first step that differs, in the order in which a signature is made.
inline std::string compared_steps(signature_vector const& vector, signing_steps const& steps)
{
    std::array<std::pair<char const*, std::string const*>, 8> const before_the_key{
        {{"payload_sha256", &steps.payload_sha256},
         {"canonical_uri", &steps.canonical_uri},
         {"canonical_query", &steps.canonical_query},
         {"signed_headers", &steps.signed_headers},
         {"canonical_request", &steps.canonical_request},
         {"canonical_request_sha256", &steps.canonical_request_sha256},
         {"credential_scope", &steps.credential_scope},
         {"string_to_sign", &steps.string_to_sign}}};
    auto const& expect = *vector.expect;
    for (auto const& [name, computed] : before_the_key)
        if (auto found = compared(name, text(expect, name), *computed); !found.empty()) return found;
    signing_key const key{vector.keys.secret_access_key, std::string_view{vector.date}.substr(0, 8), vector.scope};
    auto found = compared("signing_key_hex", text(expect, "signing_key_hex"), to_hex(key.reveal()));
    if (found.empty()) found = compared("signature", text(expect, "signature"), steps.signature);
    if (found.empty()) found = compared("authorization", text(expect, "authorization"), steps.authorization);
    if (!found.empty()) return found;
    return compared("headers_added", as_text(headers_of(array(expect, "headers_added"))), as_text(steps.headers_added));
}

/// The request as a client would hand it to the signer; none where an origin cannot say the host.
inline std::optional<http_request> as_request(signature_vector const& vector)
{
    auto const url = vector.scheme + "://" + vector.host;
    auto const parts = parse_url(url);
    if (!parts || !parts->target.empty()) return std::nullopt;
    http_request request;
    request.method = vector.input.method;
    request.origin = {vector.scheme, std::string{parts->host}, parts->port};
    request.target = make_target(vector.input.path, vector.input.query);
    for (auto const& header : vector.input.headers)
        if (!detail::equal_ignoring_case(header.name, "Host")) request.headers.push_back(header);
    request.body = vector.body;
    return request;
}

/// The same signature once more through a signer, which has only the encoded request to start from; and again through
/// what the signer remembers of it.
template <class Hash>
std::string compared_signer(signature_vector const& vector)
{
    auto request = as_request(vector);
    if (!request || vector.profile != "content-type") return {};
    hmac_sha256_signer<Hash> const signer{vector.keys, vector.scope};
    signer.sign(*request, vector.now);
    signer.sign(*request, vector.now + std::chrono::hours{24});
    signer.sign(*request, vector.now);
    auto const value = [&](std::string const& name) {
        auto const* found = find_header(request->headers, name);
        return found == nullptr ? "(no header " + name + ")" : *found;
    };
    for (auto const& header : headers_of(array(*vector.expect, "headers_added")))
        if (auto found = compared("the signer's " + header.name, header.value, value(header.name)); !found.empty())
            return found;
    return compared("the signer's authorization", text(*vector.expect, "authorization"), value("Authorization"));
}

inline std::string replayed_signature(signature_vector const& vector)
{
    auto const profile = profile_named(vector.profile);
    if (!profile) return "profile \"" + vector.profile + "\" is unknown";
    if (auto found = compared("date", vector.date, basic_date(vector.now)); !found.empty()) return found;
    try {
        auto const steps = compute_steps(vector.input, vector.keys, vector.now, vector.scope, *profile);
        auto found = compared_steps(vector, steps);
        if (found.empty()) found = compared_signer<openssl_sha256>(vector);
        return found.empty() ? compared_signer<native_sha256>(vector) : found;
    } catch (std::invalid_argument const& refusal) {
        return std::string{"refused: "} + refusal.what();
    }
}

inline tally replay_uri_encoding(json::object const& file)
{
    tally result;
    auto const* group = file.if_contains("uri_encoding");
    if (group == nullptr) return result;
    for (auto const& item : array(group->as_object(), "vectors")) {
        auto const& vector = item.as_object();
        auto const input = text(vector, "input");
        auto const output = text(vector, "output");
        auto found = compared("output", output, uri_encode(input, member(vector, "encode_slash").as_bool()));
        if (found.empty()) found = compared("decoded output", input, uri_decode(output));
        result.add("uri_encoding of " + input, found);
    }
    return result;
}

inline tally replay_signatures(json::object const& file)
{
    tally result;
    for (auto const& item : array(file, "vectors")) {
        signature_vector vector;
        read_vector(item.as_object(), vector);
        result.add(vector.id, replayed_signature(vector));
    }
    return result;
}

} // namespace jimeng::testing

#endif
