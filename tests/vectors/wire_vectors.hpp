#ifndef JIMENG_TESTS_VECTORS_WIRE_VECTORS_HPP
#define JIMENG_TESTS_VECTORS_WIRE_VECTORS_HPP

#include "vector_json.hpp"

#include <jimeng/emulator/verifier.hpp>

#include <string>

namespace jimeng::testing {

inline emulator::verification verified(json::object const& source)
{
    emulator::received_request request;
    request.method = text(source, "method");
    request.target = text(source, "target");
    request.headers = headers_of(array(source, "headers"));
    request.body = base64_decoded(text(source, "body_base64"));
    return emulator::verify_signature(request, text(source, "secret_access_key"));
}

inline std::string replayed_request(json::object const& source)
{
    auto const answer = verified(source);
    bool const valid = member(source, "expect_valid").as_bool();
    if (answer.valid != valid)
        return valid ? "refused with " + answer.error_code + ": " + answer.message : "accepted, but it is not valid";
    if (!valid) return answer.error_code.empty() ? "refused without an error code" : std::string{};
    auto found = compared("canonical_request", text(source, "canonical_request"), answer.canonical_request);
    if (!found.empty()) return found;
    return compared("string_to_sign", text(source, "string_to_sign"), answer.string_to_sign);
}

inline tally replay_wire(json::object const& file)
{
    tally result;
    for (auto const& item : array(file, "requests"))
        result.add(text(item.as_object(), "id"), replayed_request(item.as_object()));
    return result;
}

/// Whether the two readings of a request differ in the port of the host; the others differ in documented rules.
inline bool is_about_the_port(json::object const& source)
{
    for (auto const& header : headers_of(array(source, "headers")))
        if (detail::equal_ignoring_case(header.name, "Host"))
            return header.value.ends_with(":80") || header.value.ends_with(":443");
    return false;
}

/// Requests with two readings: both readings of a default port must be accepted, the rest is reported only.
inline tally replay_ambiguous(json::object const& file)
{
    tally result;
    if (!file.contains("ambiguous")) return result;
    for (auto const& item : array(file, "ambiguous")) {
        auto const& source = item.as_object();
        auto const answer = verified(source);
        auto const verdict = answer.valid ? std::string{"accepted"} : "refused with " + answer.error_code;
        auto const label = "ambiguous " + text(source, "client") + ' ' + text(source, "target");
        if (is_about_the_port(source))
            result.add(label, answer.valid ? std::string{} : verdict);
        else
            std::cout << "noted: " << label << ": " << verdict << '\n';
    }
    return result;
}

} // namespace jimeng::testing

#endif
