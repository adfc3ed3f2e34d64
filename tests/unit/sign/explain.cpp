#include <jimeng/sign/explain.hpp>

#include <jimeng/sign/hmac_sha256_signer.hpp>
#include <jimeng/sign/signing_key.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(test_explain)

namespace {

using jimeng::credentials;
using jimeng::http_request;
using jimeng::secret;

constexpr std::chrono::sys_seconds now{std::chrono::seconds{1749975330}};

credentials keys(std::string id = "AKLTexampleexample")
{
    return {std::move(id), secret{"the-secret-access-key"}, secret{"the-security-token"}};
}

http_request submit()
{
    http_request request;
    request.origin.host = "visual.volcengineapi.com";
    request.target = "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = "{}";
    return request;
}

bool contains(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

BOOST_AUTO_TEST_CASE(every_step_is_shown)
{
    auto const text = jimeng::explain(submit(), keys(), now);
    BOOST_TEST(contains(text, "SHA-256 of 2 bytes"));
    BOOST_TEST(contains(text, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
    BOOST_TEST(contains(text, "\n    Action=CVSync2AsyncSubmitTask&Version=2022-08-31\n"));
    BOOST_TEST(contains(text, "\n    host:visual.volcengineapi.com\n"));
    BOOST_TEST(contains(text, "\n    HMAC-SHA256\n    20250615T081530Z\n    20250615/cn-north-1/cv/request\n"));
    BOOST_TEST(contains(text, "\n    content-type;host;x-content-sha256;x-date;x-security-token\n"));
    BOOST_TEST(text.back() == '\n');
}

BOOST_AUTO_TEST_CASE(it_tells_the_signature_that_the_signer_makes)
{
    auto request = submit();
    jimeng::hmac_sha256_signer{keys(), {"cn-beijing", "iam"}}.sign(request, now);
    auto const sent = *jimeng::find_header(request.headers, "Authorization");
    auto const signature = sent.substr(sent.rfind('=') + 1);
    BOOST_TEST(signature.size() == 64U);
    BOOST_TEST(contains(jimeng::explain(submit(), keys(), now, {"cn-beijing", "iam"}), "Signature=" + signature));
    BOOST_TEST(!contains(jimeng::explain(submit(), keys(), now), signature));
}

BOOST_AUTO_TEST_CASE(no_secret_is_in_the_text)
{
    jimeng::signing_key const key{keys().secret_access_key, "20250615", {}};
    auto const text = jimeng::explain(submit(), keys(), now);
    BOOST_TEST(!contains(text, "the-secret-access-key"));
    BOOST_TEST(!contains(text, "the-security-token"));
    BOOST_TEST(!contains(text, jimeng::to_hex(key.reveal())));
    BOOST_TEST(contains(text, "\n    x-security-token:****\n"));
    BOOST_TEST(contains(text, "\n    X-Security-Token: ****\n"));
}

BOOST_AUTO_TEST_CASE(a_token_given_as_a_header_is_hidden_too)
{
    auto request = submit();
    request.headers.push_back({"x-security-token", "token-of-the-request"});
    auto own = keys();
    own.security_token = {};
    BOOST_TEST(!contains(jimeng::explain(request, own, now), "token-of-the-request"));
    BOOST_TEST(!contains(jimeng::explain(request, keys(), now), "token-of-the-request"));
}

BOOST_AUTO_TEST_CASE(the_access_key_id_is_shortened)
{
    auto const text = jimeng::explain(submit(), keys(), now);
    BOOST_TEST(contains(text, "Credential=AKLT\xE2\x80\xA6****/20250615/"));
    BOOST_TEST(!contains(text, "AKLTe"));
    BOOST_TEST(contains(jimeng::explain(submit(), keys("shortid"), now), "Credential=****/20250615/"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_signed_cannot_be_explained)
{
    auto request = submit();
    request.headers.push_back({"X-Note", "a\x1b[31m"});
    BOOST_CHECK_THROW(static_cast<void>(jimeng::explain(request, keys(), now)), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
