#include <jimeng/emulator/detail/gateway.hpp>

#include "calls.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_gateway)

using namespace calls;

namespace {

std::string const body = json::serialize(small("a cat"));

reply answered(emulator::received_request const& request, time_point at = noon)
{
    emulator::service service;
    auto result = answer_to(service, request, at);
    BOOST_TEST(service.counts().accepted_submits == (result.status == 200 ? 1U : 0U));
    return result;
}

void check(emulator::received_request const& request, std::string const& code, int status)
{
    auto const result = answered(request);
    BOOST_TEST(result.gateway_code() == code);
    BOOST_TEST(result.status == status);
}

} // namespace

BOOST_AUTO_TEST_CASE(the_query_is_checked_first)
{
    check({"POST", "/", {}, {}}, "MissingParameter", 400);
    check({"POST", "/?Action=CVSync2AsyncSubmitTask", {}, {}}, "MissingParameter", 400);
    check({"POST", "/?Version=2022-08-31", {}, {}}, "MissingParameter", 400);
    check({"POST", "/?Action=&Version=2022-08-31", {}, {}}, "MissingParameter", 400);
    check({"POST", "/?Action=CVProcess&Version=2022-08-31", {}, {}}, "InvalidActionOrVersion", 404);
    check({"POST", "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-30", {}, {}}, "InvalidActionOrVersion", 404);
    check(signed_call("/x?Action=CVSync2AsyncSubmitTask&Version=2022-08-31", body), "InvalidActionOrVersion", 404);
}

BOOST_AUTO_TEST_CASE(signer_and_gateway_read_a_plus_alike)
{
    for (std::string const more : {"&A=1+2", "&A=1%202&B=+", "&A+B=1%2B2", "&+", "&A=%2B+"})
        BOOST_TEST(answered(signed_call(std::string{submit_target} + more, body)).status == 200, more);
    auto request = signed_call(std::string{submit_target} + "&A=1+2", body);
    request.target = std::string{submit_target} + "&A=1%202"; // another spelling of the same
    BOOST_TEST(answered(request).status == 200);
    request.target = std::string{submit_target} + "&A=1%2B2";
    check(request, "SignatureDoesNotMatch", 401);
}

BOOST_AUTO_TEST_CASE(the_authorization_is_checked_next)
{
    auto const changed = [](std::string_view name, std::string_view value) {
        auto request = signed_call(submit_target, body);
        jimeng::set_header(request.headers, name, value);
        return request;
    };
    check({"POST", std::string{submit_target}, {}, {}}, "MissingAuthenticationToken", 401);
    check(changed("Authorization", ""), "MissingAuthenticationToken", 401);
    check(changed("Authorization", "Bearer x"), "InvalidAuthorization", 400);
    check(changed("Authorization", "HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0"), "InvalidCredential",
          400);
    check(changed("Authorization", "HMAC-SHA256 Credential=a/20260304/cn-north-1/cv/request, SignedHeaders=host"),
          "MissingSignature", 401);
    auto undated = signed_call(submit_target, body);
    std::erase_if(undated.headers, [](auto const& h) { return h.name == "X-Date"; });
    check(undated, "MissingRequestInfo", 400);
}

BOOST_AUTO_TEST_CASE(key_and_scope_are_checked)
{
    auto other = keys();
    other.access_key_id = "AKSOMEONEELSE";
    check(signed_call(submit_target, body, noon, other), "InvalidAccessKey", 401);
    jimeng::signing_scope scope;
    scope.service = "iam";
    check(signed_call(submit_target, body, noon, keys(), scope), "ServiceNotFound", 404);
    scope = {};
    scope.region = "cn-beijing";
    check(signed_call(submit_target, body, noon, keys(), scope), "InvalidCredential", 400);
}

BOOST_AUTO_TEST_CASE(a_signature_lives_15_minutes_to_both_sides)
{
    auto const request = signed_call(submit_target, body);
    for (auto const off : {-900s, -1s, 0s, 900s})
        BOOST_TEST(answered(request, noon + off).status == 200);
    for (auto const off : {-901s, 901s, 86400s}) {
        auto const stale = answered(request, noon + off);
        BOOST_TEST(stale.gateway_code() == "InvalidTimestamp");
        BOOST_TEST(stale.status == 400);
    }
    auto const longer = signed_call(std::string{submit_target} + "&X-Expires=3600", body);
    BOOST_TEST(answered(longer, noon + 3600s).status == 200);
    BOOST_TEST(answered(longer, noon + 3601s).gateway_code() == "InvalidTimestamp");
    auto const shorter = signed_call(std::string{submit_target} + "&X-Expires=10", body);
    BOOST_TEST(answered(shorter, noon + 11s).gateway_code() == "InvalidTimestamp");
}

BOOST_AUTO_TEST_CASE(dates_that_are_none_are_refused)
{
    for (auto const* const date : {"20260304", "20260304T120000", "20260304T1200000", "20260304T250000Z",
                                   "20260304T126000Z", "20260304 120000Z"}) {
        auto request = signed_call(submit_target, body);
        jimeng::set_header(request.headers, "X-Date", date);
        check(request, "InvalidTimestamp", 400);
    }
    for (auto const* const day : {"99991231", "00000101", "20260230"}) {
        auto request = signed_call(submit_target, body);
        jimeng::set_header(request.headers, "X-Date", std::string{day} + "T000000Z");
        jimeng::set_header(request.headers, "Authorization",
                           "HMAC-SHA256 Credential=" + keys().access_key_id + '/' + day +
                               "/cn-north-1/cv/request, SignedHeaders=host, Signature=0");
        check(request, "InvalidTimestamp", 400);
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_signature_shows_what_was_computed)
{
    auto request = signed_call(submit_target, body);
    request.body += ' ';
    auto const refused = answered(request);
    BOOST_TEST(refused.gateway_code() == "SignatureDoesNotMatch");
    BOOST_TEST(refused.status == 401);
    auto const message = refused.gateway_message();
    BOOST_TEST(
        message.find("POST\n/\nAction=CVSync2AsyncSubmitTask&Version=2022-08-31\ncontent-type:application/json\n") !=
        std::string::npos);
    BOOST_TEST(message.find("HMAC-SHA256\n20260304T120000Z\n20260304/cn-north-1/cv/request\n") != std::string::npos);
    BOOST_TEST(message.find(std::string{keys().secret_access_key.reveal()}) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_token_is_sent_and_signed_or_not_wanted)
{
    emulator::service_options options;
    options.keys.security_token = jimeng::secret{"a-token"};
    emulator::service service{options};
    BOOST_TEST(answer_to(service, signed_call(submit_target, body)).gateway_code() == "InvalidSecretToken");
    BOOST_TEST(answer_to(service, signed_call(submit_target, body, noon, options.keys)).code() == 10000);
    auto unsigned_token = signed_call(submit_target, body);
    unsigned_token.headers.push_back({"X-Security-Token", "a-token"});
    auto const refused = answer_to(service, unsigned_token);
    BOOST_TEST(refused.gateway_code() == "InvalidSecretToken");
    BOOST_TEST(refused.status == 401);
    auto other = options.keys;
    other.security_token = jimeng::secret{"b-token"};
    BOOST_TEST(answer_to(service, signed_call(submit_target, body, noon, other)).gateway_code() ==
               "InvalidSecretToken");
    check(signed_call(submit_target, body, noon, options.keys), "InvalidSecretToken", 401);
}

BOOST_AUTO_TEST_CASE(only_posts_are_served)
{
    check(signed_call(submit_target, "", noon, keys(), {}, "GET"), "MethodNotAllowed", 405);
    check(signed_call(submit_target, body, noon, keys(), {}, "PUT"), "MethodNotAllowed", 405);
}

/// A call whose signature covers exactly these headers, made from the steps that the signing guide names.
emulator::received_request signed_over(std::vector<std::string> const& names, std::string const& hash = {},
                                       std::string_view what = body)
{
    using jimeng::emulator::detail::hex_of;
    using jimeng::emulator::detail::hmac_of;
    using jimeng::emulator::detail::sha256_of;
    emulator::received_request request{"POST", std::string{submit_target}, {}, std::string{what}};
    request.headers = {
        {"Host", "127.0.0.1:8080"}, {"Content-Type", "application/json"}, {"X-Date", "20260304T120000Z"}};
    if (!hash.empty()) request.headers.push_back({"X-Content-Sha256", hash});
    std::string lines, list;
    for (auto const& name : names) {
        lines += name + ':' + *jimeng::find_header(request.headers, name) + '\n';
        list += (list.empty() ? "" : ";") + name;
    }
    std::string const scope = "20260304/cn-north-1/cv/request";
    auto const canonical = "POST\n/\nAction=CVSync2AsyncSubmitTask&Version=2022-08-31\n" + lines + '\n' + list + '\n' +
                           hex_of(sha256_of(request.body));
    auto const text = "HMAC-SHA256\n20260304T120000Z\n" + scope + '\n' + hex_of(sha256_of(canonical));
    auto key = hmac_of(keys().secret_access_key.reveal(), "20260304");
    for (auto const* const part : {"cn-north-1", "cv", "request"})
        key = hmac_of(key, part);
    request.headers.push_back({"Authorization", "HMAC-SHA256 Credential=" + keys().access_key_id + '/' + scope +
                                                    ", SignedHeaders=" + list +
                                                    ", Signature=" + hex_of(hmac_of(key, text))});
    return request;
}

BOOST_AUTO_TEST_CASE(every_set_of_signed_headers_is_judged_as_documented)
{
    auto const hash = jimeng::emulator::detail::hex_of(jimeng::emulator::detail::sha256_of(body));
    std::vector<std::string> const all{"content-type", "host", "x-content-sha256", "x-date"};
    unsigned accepted = 0;
    for (unsigned set = 1; set != 16; ++set)
        for (bool const with_hash : {false, true}) {
            std::vector<std::string> names;
            for (unsigned i = 0; i != 4; ++i)
                if ((set >> i & 1) != 0) names.push_back(all[i]);
            bool const type = (set & 1) != 0, host = (set & 2) != 0, sum = (set & 4) != 0, date = (set & 8) != 0;
            if (sum && !with_hash) continue;
            bool const good = date && sum == with_hash && (host || (sum && !type));
            auto const answer = answered(signed_over(names, with_hash ? hash : ""));
            BOOST_TEST(answer.status == (good ? 200 : 401), set << with_hash);
            if (!good) BOOST_TEST(answer.gateway_code() == "SignatureDoesNotMatch");
            accepted += good;
        }
    BOOST_TEST(accepted == 5U); // host and date with and without type, the same with the hash, and the npm client's
}

BOOST_AUTO_TEST_CASE(the_message_names_the_header_that_is_not_signed)
{
    BOOST_TEST(answered(signed_over({"host"})).gateway_message() == "SignedHeaders does not name x-date");
    BOOST_TEST(answered(signed_over({"x-date"})).gateway_message() == "SignedHeaders does not name host");
    BOOST_TEST(answered(signed_over({"content-type"})).gateway_message() == "SignedHeaders does not name x-date");
}

BOOST_AUTO_TEST_CASE(a_signed_hash_that_is_not_the_bodys_is_refused)
{
    auto const other = jimeng::emulator::detail::hex_of(jimeng::emulator::detail::sha256_of("another body"));
    check(signed_over({"host", "x-content-sha256", "x-date"}, other), "SignatureDoesNotMatch", 401);
}

BOOST_AUTO_TEST_CASE(the_npm_clients_signature_is_refused_where_the_host_must_be_signed)
{
    auto const hash = jimeng::emulator::detail::hex_of(jimeng::emulator::detail::sha256_of(body));
    emulator::service_options strict;
    strict.host_must_be_signed = true;
    emulator::service service{strict};
    BOOST_TEST(answer_to(service, signed_over({"x-content-sha256", "x-date"}, hash)).status == 401);
    BOOST_TEST(answer_to(service, signed_over({"host", "x-content-sha256", "x-date"}, hash)).status == 200);
}

BOOST_AUTO_TEST_CASE(hostile_requests_are_answered)
{
    emulator::service service;
    for (std::string const target :
         {"", "?", "*", "/?", "//?%", "/pictures", "/?Action=%00&Version=%ff", "http://h/?Action=a"}) {
        auto const response = service.handle({"\xff", target, {{"", ""}, {"Authorization", "\xff\n"}}, "\0"}, noon);
        BOOST_TEST(response.status >= 400);
        BOOST_TEST(response.status < 500);
    }
}

BOOST_AUTO_TEST_SUITE_END()
