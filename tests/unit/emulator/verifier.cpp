#include <jimeng/emulator/verifier.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/evp.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_verifier)

namespace emulator = jimeng::emulator;
namespace json = boost::json;

namespace {

std::string base64_decoded(std::string_view text)
{
    std::string bytes(text.size() / 4 * 3, '\0');
    auto const* const in = reinterpret_cast<unsigned char const*>(text.data());
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    if (text.empty() || EVP_DecodeBlock(out, in, static_cast<int>(text.size())) < 0) return {};
    while (text.ends_with('=')) {
        bytes.pop_back();
        text.remove_suffix(1);
    }
    return bytes;
}

std::string text_of(json::value const& v)
{
    return json::value_to<std::string>(v);
}

json::value wire_vectors()
{
    std::ifstream file{JIMENG_TEST_DATA "/volc-v4-wire.json"};
    std::stringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
}

emulator::received_request request_of(json::value const& v)
{
    emulator::received_request request;
    request.method = text_of(v.at("method"));
    request.target = text_of(v.at("target"));
    for (auto const& header : v.at("headers").as_array())
        request.headers.push_back({text_of(header.at(0)), text_of(header.at(1))});
    request.body = base64_decoded(text_of(v.at("body_base64")));
    return request;
}

/// A captured request that is valid, to be damaged.
emulator::received_request captured(std::string& secret)
{
    auto const vectors = wire_vectors();
    auto const& v = vectors.at("requests").at(3);
    secret = text_of(v.at("secret_access_key"));
    return request_of(v);
}

std::string code_after(void (*damage)(emulator::received_request&))
{
    std::string secret;
    auto request = captured(secret);
    damage(request);
    auto const result = emulator::verify_signature(request, secret);
    BOOST_TEST(!result.valid);
    return result.error_code;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_captured_request_gets_its_verdict)
{
    auto const vectors = wire_vectors();
    std::size_t checked = 0;
    for (auto const& v : vectors.at("requests").as_array()) {
        BOOST_TEST_CONTEXT(text_of(v.at("id")))
        {
            auto const result = emulator::verify_signature(request_of(v), text_of(v.at("secret_access_key")));
            BOOST_TEST(result.valid == v.at("expect_valid").as_bool());
            BOOST_TEST(result.error_code.empty() == result.valid);
            if (result.valid) {
                BOOST_TEST(result.canonical_request == text_of(v.at("canonical_request")));
                BOOST_TEST(result.string_to_sign == text_of(v.at("string_to_sign")));
            }
            ++checked;
        }
    }
    BOOST_TEST(checked == 51U);
}

BOOST_AUTO_TEST_CASE(default_ports_are_accepted_in_both_readings_and_sorted_values_are_not)
{
    auto const vectors = wire_vectors();
    std::size_t hosts = 0;
    for (auto const& v : vectors.at("ambiguous").as_array()) {
        bool const about_host = text_of(v.at("note")).starts_with("Host:");
        auto const result = emulator::verify_signature(request_of(v), text_of(v.at("secret_access_key")));
        BOOST_TEST(result.valid == about_host);
        if (result.valid) BOOST_TEST(result.canonical_request == text_of(v.at("canonical_request_signed")));
        hosts += about_host ? 1 : 0;
    }
    BOOST_TEST(hosts == 3U);
}

BOOST_AUTO_TEST_CASE(missing_and_malformed_parts_have_their_own_codes)
{
    using emulator::received_request;
    BOOST_TEST(code_after([](received_request& r) {
                   std::erase_if(r.headers, [](auto& h) { return h.name == "Authorization"; });
               }) == "MissingAuthenticationToken");
    BOOST_TEST(code_after([](received_request& r) { jimeng::set_header(r.headers, "Authorization", "Bearer abc"); }) ==
               "InvalidAuthorization");
    BOOST_TEST(code_after([](received_request& r) {
                   jimeng::set_header(r.headers, "Authorization", "HMAC-SHA256 Credential=a/b");
               }) == "InvalidCredential");
    BOOST_TEST(code_after([](received_request& r) {
                   jimeng::set_header(r.headers, "Authorization",
                                      "HMAC-SHA256 Credential=a/20261122/cn-north-1/cv/request, SignedHeaders=host");
               }) == "MissingSignature");
    BOOST_TEST(code_after([](received_request& r) {
                   jimeng::set_header(r.headers, "Authorization",
                                      "HMAC-SHA256 Credential=a/20261122/cn-north-1/cv/request, Signature=0");
               }) == "InvalidAuthorization");
    BOOST_TEST(code_after([](received_request& r) {
                   std::erase_if(r.headers, [](auto& h) { return h.name == "X-Date"; });
               }) == "MissingRequestInfo");
    BOOST_TEST(code_after([](received_request& r) { jimeng::set_header(r.headers, "X-Date", "20261121T000000Z"); }) ==
               "InvalidCredential");
    BOOST_TEST(code_after([](received_request& r) { r.body += ' '; }) == "SignatureDoesNotMatch");
    BOOST_TEST(code_after([](received_request& r) {
                   std::erase_if(r.headers, [](auto& h) { return h.name == "Host"; });
               }) == "SignatureDoesNotMatch");
}

BOOST_AUTO_TEST_CASE(the_claimed_key_is_read_without_a_check)
{
    std::string secret;
    auto const request = captured(secret);
    BOOST_TEST(emulator::claimed_access_key_id(request.headers) == "AKEXAMPLEFAKE0000000000000000001");
    BOOST_TEST(emulator::claimed_access_key_id({}).empty());
    BOOST_TEST(emulator::claimed_access_key_id(
                   {{"Authorization", "HMAC-SHA256 Credential=a/k/20261122/r/s/request"}}) == "a/k");
}

BOOST_AUTO_TEST_CASE(hostile_text_is_survived_and_the_secret_never_shown)
{
    std::string secret;
    auto request = captured(secret);
    for (std::string const target : {"", "?", "/%", "/%zz?%=%1&&=&+", "/?a=%00\xff&\n"}) {
        request.target = target;
        auto const result = emulator::verify_signature(request, secret);
        BOOST_TEST(!result.valid);
        BOOST_TEST(result.canonical_request.find(secret) == std::string::npos);
        BOOST_TEST(result.message.find(secret) == std::string::npos);
    }
    for (std::string const value :
         {"HMAC-SHA256 ", "HMAC-SHA256 ,,,", "HMAC-SHA256 Credential=////, SignedHeaders=;;;, Signature=,",
          "HMAC-SHA256 Credential=a/20261122/r/s/request, SignedHeaders=;;host;, Signature=zz"}) {
        jimeng::set_header(request.headers, "Authorization", value);
        BOOST_TEST(!emulator::verify_signature(request, secret).valid);
    }
}

BOOST_AUTO_TEST_SUITE_END()
