#include <jimeng/sign/hmac_sha256_signer.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using jimeng::credentials;
using jimeng::find_header;
using jimeng::hmac_sha256_signer;
using jimeng::http_request;
using jimeng::secret;

static_assert(std::is_copy_assignable_v<hmac_sha256_signer> && std::is_copy_constructible_v<hmac_sha256_signer>);
static_assert(!std::is_convertible_v<credentials, hmac_sha256_signer>);

constexpr std::chrono::sys_seconds now{std::chrono::seconds{1749975330}};

credentials keys(std::string_view token = {})
{
    return {"AKEXAMPLEFAKE0000000000000000001", secret{"ZmFrZS1zZWNyZXQtZm9yLXRlc3QtdmVjdG9ycy0wMDE="}, secret{token}};
}

http_request submit()
{
    http_request request;
    request.origin.host = "visual.volcengineapi.com";
    request.target = "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"req_key":"jimeng_t2i_v40","prompt":"a red fox in the snow","width":2048,"height":2048})";
    return request;
}

std::string header(http_request const& request, std::string_view name)
{
    auto const* value = find_header(request.headers, name);
    return value == nullptr ? "(none)" : *value;
}

std::string signature(http_request request, std::chrono::sys_seconds when = now)
{
    hmac_sha256_signer{keys()}.sign(request, when);
    return header(request, "authorization");
}

BOOST_AUTO_TEST_SUITE(test_hmac_sha256_signer)

BOOST_AUTO_TEST_CASE(a_published_request_gets_its_published_headers)
{
    auto request = submit();
    hmac_sha256_signer{keys()}.sign(request, now);
    BOOST_TEST(request.headers.size() == 4U);
    BOOST_TEST(header(request, "X-Date") == "20250615T081530Z");
    BOOST_TEST(header(request, "X-Content-Sha256") ==
               "cfeb2100e97b91d0357cb2a056321a933ad1d7b6bc7fffc3feb264e1ec61e475");
    BOOST_TEST(header(request, "Authorization") ==
               "HMAC-SHA256 Credential=AKEXAMPLEFAKE0000000000000000001/20250615/cn-north-1/cv/request, "
               "SignedHeaders=content-type;host;x-content-sha256;x-date, "
               "Signature=233bb8732ad76202a809dacb70d288e408437673e9843b2c2df4518d221c124e");
}

BOOST_AUTO_TEST_CASE(a_security_token_is_sent_and_signed)
{
    auto request = submit();
    hmac_sha256_signer{keys("token-text")}.sign(request, now);
    BOOST_TEST(header(request, "X-Security-Token") == "token-text");
    BOOST_TEST(header(request, "Authorization").find("x-date;x-security-token,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(whatever_is_sent_is_signed)
{
    auto const original = signature(submit());
    auto changed = [&](auto change) {
        auto request = submit();
        change(request);
        return signature(std::move(request)) != original;
    };
    BOOST_TEST(changed([](http_request& r) { r.method = "PUT"; }));
    BOOST_TEST(changed([](http_request& r) { r.body += ' '; }));
    BOOST_TEST(changed([](http_request& r) { r.target = "/x?Action=CVSync2AsyncSubmitTask&Version=2022-08-31"; }));
    BOOST_TEST(changed([](http_request& r) { r.target += "&a=1"; }));
    BOOST_TEST(changed([](http_request& r) { r.origin.port = 8443; }));
    BOOST_TEST(changed([](http_request& r) { r.origin.host = "other.example"; }));
    BOOST_TEST(changed([](http_request& r) { r.headers.front().value += "; charset=utf-8"; }));
    BOOST_TEST(changed([](http_request& r) { r.headers.push_back({"X-Note", "n"}); }));
    BOOST_TEST(!changed([](http_request& r) { r.headers.push_back({"Accept", "*/*"}); }));
    BOOST_TEST(signature(submit(), now + std::chrono::seconds{1}) != original);
}

BOOST_AUTO_TEST_CASE(signing_again_replaces_the_first_signature)
{
    auto request = submit();
    hmac_sha256_signer const signer{keys("token-text")};
    signer.sign(request, now - std::chrono::hours{24});
    signer.sign(request, now);
    auto fresh = submit();
    signer.sign(fresh, now);
    BOOST_TEST((request.headers == fresh.headers));
}

BOOST_AUTO_TEST_CASE(a_missing_content_type_is_added_because_it_is_signed)
{
    auto request = submit();
    request.headers.clear();
    hmac_sha256_signer{keys()}.sign(request, now);
    BOOST_TEST(header(request, "Content-Type") == "application/x-www-form-urlencoded; charset=utf-8");
}

BOOST_AUTO_TEST_CASE(method_target_and_body_stay_as_they_are)
{
    auto request = submit();
    request.target = "/a%2fb?x=%7e&y=1+2";
    auto const before = request;
    hmac_sha256_signer{keys()}.sign(request, now);
    BOOST_TEST(request.method == before.method);
    BOOST_TEST(request.target == before.target);
    BOOST_TEST(request.body == before.body);
    BOOST_TEST((request.origin == before.origin));
}

BOOST_AUTO_TEST_CASE(a_refused_request_is_left_unchanged)
{
    auto request = submit();
    request.headers.push_back({"X-Note", "a\r\nX-Evil: 1"});
    auto const before = request.headers;
    BOOST_CHECK_THROW(hmac_sha256_signer{keys()}.sign(request, now), std::invalid_argument);
    BOOST_TEST((request.headers == before));
}

BOOST_AUTO_TEST_CASE(keys_that_no_header_can_hold_are_refused_at_once)
{
    auto const names_the_part_only = [](std::invalid_argument const& complaint) {
        return std::string_view{complaint.what()} == "security token holds a control character: remove it";
    };
    BOOST_CHECK_EXCEPTION(hmac_sha256_signer{keys("pri\nvate")}, std::invalid_argument, names_the_part_only);
    BOOST_CHECK_THROW((hmac_sha256_signer{keys(), {"cn\r", "cv"}}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(the_scope_can_be_chosen)
{
    auto request = submit();
    hmac_sha256_signer const signer{keys(), {"cn-beijing", "iam"}};
    signer.sign(request, now);
    BOOST_TEST(signer.scope().service == "iam");
    BOOST_TEST(header(request, "Authorization").find("/20250615/cn-beijing/iam/request,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(several_threads_share_one_signer)
{
    hmac_sha256_signer const signer{keys()};
    auto const expected = signature(submit());
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (auto& result : found)
        threads.emplace_back([&signer, &result] {
            auto request = submit();
            for (int i = 0; i != 20; ++i)
                signer.sign(request, now);
            result = header(request, "Authorization");
        });
    for (auto& thread : threads)
        thread.join();
    for (auto const& result : found)
        BOOST_TEST(result == expected);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
