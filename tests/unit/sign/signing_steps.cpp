#include <jimeng/sign/signing_steps.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(test_signing_steps)

namespace {

using jimeng::compute_steps;
using jimeng::credentials;
using jimeng::header_profile;
using jimeng::secret;
using jimeng::signing_input;
using namespace std::string_literals;

constexpr std::chrono::sys_seconds now{std::chrono::seconds{1749975330}};
constexpr char hash_of_nothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

credentials keys(std::string token = {})
{
    return {"AKEXAMPLEFAKE0000000000000000001", secret{"ZmFrZS1zZWNyZXQtZm9yLXRlc3QtdmVjdG9ycy0wMDE="}, secret{token}};
}

signing_input submit(std::string_view body)
{
    return {"POST",
            "/",
            {{"Action", "CVSync2AsyncSubmitTask"}, {"Version", "2022-08-31"}},
            {{"Host", "visual.volcengineapi.com"}, {"Content-Type", "application/json"}},
            body};
}

std::string refusal(signing_input const& input, credentials const& with, jimeng::signing_scope const& scope = {})
{
    try {
        auto const steps = compute_steps(input, with, now, scope);
        return "signed: " + steps.signature;
    } catch (std::invalid_argument const& complaint) {
        return complaint.what();
    }
}

BOOST_AUTO_TEST_CASE(a_published_signature_is_computed)
{
    // The first vector of tests/data/volc-v4-signatures.json; replay_vectors checks them all.
    auto const steps = compute_steps(
        submit(R"({"req_key":"jimeng_t2i_v40","prompt":"a red fox in the snow","width":2048,"height":2048})"), keys(),
        now);
    BOOST_TEST(steps.payload_sha256 == "cfeb2100e97b91d0357cb2a056321a933ad1d7b6bc7fffc3feb264e1ec61e475");
    BOOST_TEST(steps.signed_headers == "content-type;host;x-content-sha256;x-date");
    BOOST_TEST(steps.signature == "233bb8732ad76202a809dacb70d288e408437673e9843b2c2df4518d221c124e");
}

BOOST_AUTO_TEST_CASE(an_empty_body_has_a_hash_too)
{
    auto const steps = compute_steps(submit({}), keys(), now);
    BOOST_TEST(steps.payload_sha256 == hash_of_nothing);
    BOOST_TEST(steps.canonical_request.ends_with("\n"s + hash_of_nothing));
}

BOOST_AUTO_TEST_CASE(the_profile_decides_what_is_added)
{
    auto const added = [](header_profile profile) {
        auto input = submit("{}");
        jimeng::set_header(input.headers, "content-type", "");
        input.headers.pop_back();
        std::string names;
        for (auto const& header : compute_steps(input, keys("tok"), now, {}, profile).headers_added)
            names += header.name + ' ';
        return names;
    };
    BOOST_TEST(added(header_profile::content_type) == "Content-Type X-Date X-Content-Sha256 X-Security-Token ");
    BOOST_TEST(added(header_profile::no_content_type) == "X-Date X-Content-Sha256 X-Security-Token ");
    BOOST_TEST(added(header_profile::hash_and_date_only) == "X-Date X-Content-Sha256 X-Security-Token ");
    BOOST_TEST(added(header_profile::host_and_date_only) == "X-Date X-Security-Token ");
}

BOOST_AUTO_TEST_CASE(the_body_is_signed_where_no_header_carries_its_hash)
{
    auto const signed_body = [](std::string_view body) {
        return compute_steps(submit(body), keys(), now, {}, header_profile::host_and_date_only);
    };
    BOOST_TEST(signed_body("a").signed_headers == "host;x-date");
    BOOST_TEST(signed_body("a").signature != signed_body("b").signature);
}

BOOST_AUTO_TEST_CASE(headers_of_an_earlier_attempt_do_not_count)
{
    auto input = submit("{}");
    input.headers.push_back({"x-date", "20200101T000000Z"});
    input.headers.push_back({"X-CONTENT-SHA256", hash_of_nothing});
    BOOST_TEST(compute_steps(input, keys(), now).authorization ==
               compute_steps(submit("{}"), keys(), now).authorization);
}

BOOST_AUTO_TEST_CASE(an_ipv6_host_keeps_its_port)
{
    auto input = submit("{}");
    jimeng::set_header(input.headers, "Host", "[2001:80::1]:8080");
    auto const steps = compute_steps(input, keys(), now);
    BOOST_TEST(steps.canonical_request.find("\nhost:[2001:80::1]:8080\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(control_characters_are_refused_by_the_name_of_their_place)
{
    auto const with_header = [](std::string name, std::string value) {
        auto input = submit("{}");
        input.headers.push_back({std::move(name), std::move(value)});
        return refusal(input, keys());
    };
    BOOST_TEST(with_header("X-Note", "a\tb").starts_with("signed: "));
    for (auto const& bad : {"a\rb"s, "a\nb"s, "a\0b"s, "a\x7f"s, "\x1b[31m"s})
        BOOST_TEST(with_header("X-Note", bad) == "header X-Note holds a control character: remove it");
    BOOST_TEST(with_header("X-Note\nhost", "v") == "header name holds a control character: remove it");
    auto method = submit("{}");
    method.method = "POST\n/";
    BOOST_TEST(refusal(method, keys()) == "method holds a control character: remove it");
    BOOST_TEST(refusal(submit("{}"), keys("a\r\nb")) == "security token holds a control character: remove it");
    auto broken = keys();
    broken.access_key_id += '\n';
    BOOST_TEST(refusal(submit("{}"), broken) == "access key id holds a control character: remove it");
    BOOST_TEST(refusal(submit("{}"), keys(), {"a\n", "b"}) == "region holds a control character: remove it");
    BOOST_TEST(refusal(submit("{}"), keys(), {"a", "b\n"}) == "service holds a control character: remove it");
}

BOOST_AUTO_TEST_CASE(a_signed_header_may_not_be_listed_twice)
{
    auto input = submit("{}");
    input.headers.push_back({"Accept", "a"});
    input.headers.push_back({"Accept", "b"});
    BOOST_TEST(refusal(input, keys()).starts_with("signed: "));
    input.headers.push_back({"X-Note", "a"});
    input.headers.push_back({"x-note", "b"});
    BOOST_TEST(refusal(input, keys()) == "header X-Note is listed twice: give a signed header once");
}

BOOST_AUTO_TEST_CASE(the_input_is_read_from_the_encoded_request)
{
    jimeng::http_request request;
    request.method = "PUT";
    request.origin = {"http", "2001:80::1", 8080};
    request.target = "/a%20b?q=1%2B2+3&Flag";
    request.headers = {{"HOST", "elsewhere"}, {"X-Note", "n"}};
    request.body = "body";
    auto const input = jimeng::signing_input_of(request);
    BOOST_TEST(input.method == "PUT");
    BOOST_TEST(input.path == "/a b");
    BOOST_TEST((input.query == jimeng::query_pairs{{"q", "1+2 3"}, {"Flag", ""}}));
    BOOST_TEST(*jimeng::find_header(input.headers, "host") == "[2001:80::1]:8080");
    BOOST_TEST(input.headers.size() == 2U);
    BOOST_TEST(input.body == "body");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
