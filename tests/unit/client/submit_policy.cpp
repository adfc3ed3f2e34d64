#include <jimeng/client/submit_policy.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_submit_policy)

using namespace script;
using jimeng::client_errc;
using jimeng::submit_policy;
using reason = jimeng::submit_policy::reason;
using jimeng::verdict;

namespace {

jimeng::text_to_image_v40 const a_cat{.prompt = "a cat"};

struct patient : fixture {
    patient() : patient{submit_policy{.attempts = 4}} {}
    explicit patient(submit_policy const& policy)
    {
        auto how = options();
        how.submit = policy;
        client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    }
};

struct slow : patient {
    slow() : patient{submit_policy{.attempts = 4, .network = {2s, 60s}}} {}
};

/// Signs like somebody who never looks at what is there already.
struct adding_signer {
    void sign(jimeng::http_request& request, std::chrono::sys_seconds) const
    {
        request.headers.push_back({"X-Signed", "yes"});
    }
};

/// Takes requests that others keep, and remembers where their bodies lie.
struct sharing_transport : jimeng::testing::scripted_transport {
    sharing_transport() : scripted_transport{} {}
    std::vector<void const*> bodies;
    std::vector<std::size_t> headers;
    bool hoards = false;
    std::vector<std::shared_ptr<jimeng::http_request const>> hoard;

    void async_exchange(jimeng::http_request request, jimeng::exchange_options how, jimeng::exchange_callback done)
    {
        scripted_transport::async_exchange(std::move(request), std::move(how), std::move(done));
    }
    void async_exchange(std::shared_ptr<jimeng::http_request const> request, jimeng::exchange_options how,
                        jimeng::exchange_callback done)
    {
        bodies.push_back(request->body.data());
        headers.push_back(request->headers.size());
        if (hoards) hoard.push_back(request);
        scripted_transport::async_exchange(*request, std::move(how), std::move(done));
    }
    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const& how,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        if (request.target.find("Submit") != std::string::npos) bodies.push_back(request.body.data());
        return scripted_transport::exchange(request, how, ec, details);
    }
};

static_assert(jimeng::shares_requests<jimeng::beast_transport> && jimeng::shares_requests<sharing_transport>);
static_assert(!jimeng::shares_requests<jimeng::testing::scripted_transport>);

} // namespace

BOOST_AUTO_TEST_CASE(each_reason_has_waits_of_its_own_and_a_random_share_of_them_is_waited)
{
    struct row {
        reason why;
        std::vector<std::chrono::milliseconds> longest;
        int least_percent;
    };
    row const rows[] = {
        {reason::network, {200ms, 400ms, 800ms, 1600ms, 3200ms, 6400ms, 10s, 10s}, 0},
        {reason::rate, {1s, 2s, 4s, 8s, 16s, 20s, 20s}, 25},
        {reason::tasks, {2s, 4s, 8s, 16s, 32s, 60s, 60s}, 25},
    };
    submit_policy const policy;
    for (auto const& [why, longest, least] : rows)
        for (std::size_t i = 0; i != longest.size(); ++i) {
            auto const wait = [&, why = why](double random) {
                return policy.wait_before(why, static_cast<int>(i) + 1, random);
            };
            BOOST_TEST((wait(0.5) == longest[i] / 2));
            BOOST_TEST((wait(0.0) == longest[i] * least / 100));
            BOOST_TEST((wait(0.75) == longest[i] * 3 / 4));
            BOOST_TEST((wait(-1.0) == wait(0.0) && wait(std::nan("")) == wait(0.0) && wait(2.0) == longest[i]));
        }
    BOOST_TEST((policy.wait_before(reason::tasks, 2'000'000'000, 0.5) == 30s));
    BOOST_TEST((policy.wait_before(reason::none, 1, 0.5) == 0s));
}

BOOST_AUTO_TEST_CASE(reasons_follow_from_what_became_of_the_submit)
{
    BOOST_TEST((submit_policy::reason_for(verdict::not_sent, client_errc::connect_refused) == reason::network));
    BOOST_TEST((submit_policy::reason_for(verdict::not_sent, client_errc::tls_untrusted) == reason::none));
    BOOST_TEST((submit_policy::reason_for(verdict::rejected, jimeng::service_errc::rate_limited) == reason::rate));
    BOOST_TEST(
        (submit_policy::reason_for(verdict::rejected, jimeng::gateway_errc::flow_limit_exceeded) == reason::rate));
    BOOST_TEST(
        (submit_policy::reason_for(verdict::rejected, jimeng::service_errc::concurrency_limited) == reason::tasks));
    BOOST_TEST((submit_policy::reason_for(verdict::unknown, jimeng::service_errc::rate_limited) == reason::none));
    BOOST_TEST(
        (submit_policy::reason_for(verdict::rejected, jimeng::service_errc::input_text_refused) == reason::none));
    BOOST_TEST(jimeng::wait_for_account.repeats(1'000'000, 1'000'000, reason::tasks));
    BOOST_TEST(!jimeng::wait_for_account.repeats(8, 8, reason::network));
    BOOST_TEST(jimeng::wait_for_account.repeats(1'000'000, 7, reason::network));
}

BOOST_AUTO_TEST_CASE(nothing_is_repeated_unless_it_is_asked_for)
{
    fixture f;
    f.script().fail(client_errc::connect_refused).answer(200, accepted());
    f.generate();
    BOOST_TEST(f.submits() == 1U);
    BOOST_TEST((f.ec == client_errc::connect_refused));
    BOOST_TEST(!submit_policy{}.repeats(1, 1, reason::network));
}

BOOST_FIXTURE_TEST_CASE(what_cost_nothing_is_sent_again_with_growing_waits, slow)
{
    script().runtime().set_random(0.5);
    script().fail(client_errc::connect_refused).fail(client_errc::resolve_failed).answer(429, refusal(50430));
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    BOOST_TEST(generate().size() == 1U);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(submits() == 4U);
    BOOST_TEST((script().waits() == std::vector<std::chrono::nanoseconds>{1s, 2s, 1s, 1100ms}));
    auto const& calls = script().calls();
    for (std::size_t i = 1; i != 4; ++i) {
        BOOST_TEST(calls[i].request.body == calls[0].request.body);
        BOOST_TEST(calls[i].request.headers.size() == calls[0].request.headers.size());
        BOOST_TEST(*jimeng::find_header(calls[i].request.headers, "X-Date") !=
                   *jimeng::find_header(calls[0].request.headers, "X-Date")); // signed anew
        BOOST_TEST(calls[i].fresh_connection);
    }
}

BOOST_AUTO_TEST_CASE(what_may_have_been_accepted_or_cannot_pass_is_never_sent_again)
{
    struct row {
        jimeng::error_code failure;
        int status;
        std::string body;
    };
    std::vector<row> const rows{
        {client_errc::read_timeout, 0, ""},
        {client_errc::reset, 0, ""},
        {client_errc::closed, 0, ""},
        {client_errc::cancelled, 0, ""},
        {client_errc::transport_threw, 0, ""},
        {client_errc::tls_untrusted, 0, ""},
        {client_errc::cancelled_before_send, 0, ""},
        {client_errc::deadline_before_send, 0, ""},
        {{}, 200, "{}"},
        {{}, 503, ""},
        {{}, 400, refusal(50411)},
        {{}, 500, refusal(50500)},
        {{}, 401, gateway("SignatureDoesNotMatch")},
        {{}, 504, gateway("InternalServiceTimeout")},
        {{}, 200, R"({"code":50430,"data":{"task_id":"77"}})"}, // refused, and yet there is an id
    };
    for (auto const& [failure, status, body] : rows) {
        patient f;
        if (failure.failed())
            f.script().fail(failure);
        else
            f.script().answer(status, body);
        f.script().answer(200, links(R"("https://a.example/1.png")"));
        f.generate();
        BOOST_TEST_CONTEXT("failure " << failure.message() << ", HTTP " << status << ' ' << body)
        BOOST_TEST(f.submits() == 1U);
    }
}

BOOST_FIXTURE_TEST_CASE(attempts_and_patience_have_an_end, patient)
{
    for (int i = 0; i != 9; ++i)
        script().answer(429, refusal(50429));
    generate();
    BOOST_TEST(submits() == 4U);
    BOOST_TEST((ec == jimeng::service_errc::rate_limited));
    BOOST_TEST((details.submitted == verdict::rejected));

    auto how = options();
    how.submit.attempts = 100;
    how.poll.deadline = 20s;
    scripted_client hasty{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    for (int i = 0; i != 50; ++i)
        hasty.transport().fail(client_errc::connect_refused);
    hasty.generate(a_cat, {.download = false}, ec, details);
    BOOST_TEST((ec == client_errc::connect_refused));
    BOOST_TEST(hasty.transport().calls().size() == 8U);
}

BOOST_AUTO_TEST_CASE(a_wait_that_would_pass_the_deadline_is_not_begun)
{
    auto how = options();
    how.submit = jimeng::wait_for_account;
    how.poll.deadline = 100s;
    scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    client.transport().runtime().set_random(0.999);
    for (int i = 0; i != 50; ++i)
        client.transport().answer(429, refusal(50430));
    auto const start = client.transport().now();
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.generate(a_cat, {.download = false}, ec, details);
    BOOST_TEST((ec == jimeng::service_errc::concurrency_limited));
    BOOST_TEST(client.transport().calls().size() == 6U); // at 0, 2, 6, 14, 30 and 62 s; the next wait has 60
    BOOST_TEST((client.transport().now() - start < 63s));
}

BOOST_AUTO_TEST_CASE(a_submit_that_leaves_right_before_the_deadline_has_time_for_its_answer)
{
    auto how = options();
    how.submit = jimeng::wait_for_account;
    how.poll.deadline = 2'500ms;
    for (auto const& [longest, last] : {std::pair{120'000ms, 10'000ms}, std::pair{4'000ms, 4'000ms}}) {
        how.call_timeout = longest;
        scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
        client.transport().runtime().set_random(0.999);
        for (int i = 0; i != 5; ++i)
            client.transport().answer(429, refusal(50430));
        jimeng::error_code ec;
        jimeng::diagnostics details;
        client.generate(a_cat, {.download = false}, ec, details);
        BOOST_TEST((ec == jimeng::service_errc::concurrency_limited));
        BOOST_REQUIRE(client.transport().calls().size() == 2U); // at 0 and 2 s
        BOOST_TEST((client.transport().calls().back().timeout == last));
    }
}

BOOST_AUTO_TEST_CASE(row_31_the_answer_may_ask_for_a_longer_wait_and_garbage_for_none)
{
    struct row {
        char const* asks;
        std::chrono::nanoseconds waits;
    };
    row const rows[] = {
        {"0", 250ms},
        {"5", 5s},
        {"1000000000000", 60'250ms},
        {"99999999999999999999999999", 60'250ms},
        {"-1", 250ms},
        {"NaN", 250ms},
        {"1e3", 250ms},
        {"", 250ms},
        {"Thu, 01 Jan 1970 00:00:00 GMT", 250ms},
        {"Fri, 31 Dec 9999 23:59:59 GMT", 60'250ms},
        {"Fri, 32 Dec 9999 23:59:59 GMT", 250ms},
        {"soon", 250ms},
    };
    for (auto const& [asks, waits] : rows)
        BOOST_TEST_CONTEXT("Retry-After: " << asks)
        {
            patient f;
            f.script().answer(429, refusal(50429), {{"retry-after", asks}}).answer(200, accepted());
            f.script().answer(200, links(R"("https://a.example/1.png")"));
            f.generate();
            BOOST_TEST(!f.ec.failed());
            BOOST_TEST((f.script().waits().at(0) == waits), f.script().waits().at(0).count());
        }
}

BOOST_AUTO_TEST_CASE(a_client_whose_submits_fail_in_a_row_sends_them_once_until_others_succeed)
{
    auto how = options();
    how.submit = jimeng::wait_for_account;
    scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto const fail_one = [&] { // the script is empty: nobody is there
        auto const before = client.transport().calls().size();
        client.submit(a_cat, ec, details);
        BOOST_TEST((ec == client_errc::connect_refused));
        return client.transport().calls().size() - before;
    };
    for (int i = 0; i != 5; ++i)
        BOOST_TEST(fail_one() == 8U); // seven repeats each: 490 of 500
    BOOST_TEST(fail_one() == 1U);
    BOOST_TEST(details.client_message.find("not sent again") != std::string::npos, details.client_message);
    for (int i = 0; i != 4; ++i) { // each gives one back
        client.transport().answer(200, accepted());
        client.submit(a_cat, ec, details);
    }
    BOOST_TEST(fail_one() == 2U);
}

BOOST_FIXTURE_TEST_CASE(a_stop_ends_the_wait_for_another_attempt, patient)
{
    std::stop_source stop;
    script().fail(client_errc::connect_refused).answer(200, accepted());
    int calls = 0;
    client.async_generate(a_cat, {.download = false, .stop = stop.get_token()}, details,
                          [&](jimeng::error_code failed, jimeng::pictures) {
                              ++calls;
                              ec = failed;
                          });
    script().poll(); // the first attempt; the wait has begun
    stop.request_stop();
    script().run();
    BOOST_TEST(calls == 1);
    BOOST_TEST(submits() == 1U);
    BOOST_TEST((ec == client_errc::cancelled_before_send));
    BOOST_TEST((details.submitted == verdict::not_sent));
}

BOOST_AUTO_TEST_CASE(a_kept_body_is_not_copied_and_each_attempt_begins_unsigned)
{
    auto how = options();
    how.submit.attempts = 3;
    for (bool const blocking : {true, false}) {
        jimeng::basic_client client{adding_signer{}, sharing_transport{}, how};
        auto& transport = client.transport();
        transport.fail(client_errc::connect_refused).fail(client_errc::connect_refused).answer(200, accepted());
        jimeng::error_code ec = client_errc::bad_json;
        jimeng::diagnostics details;
        if (blocking)
            client.submit(a_cat, ec, details);
        else
            client.async_submit(a_cat, details, [&](jimeng::error_code failed, jimeng::task) { ec = failed; });
        transport.run();
        BOOST_TEST(!ec.failed());
        BOOST_TEST_REQUIRE(transport.bodies.size() == 3U);
        BOOST_TEST((transport.bodies[0] == transport.bodies[1] && transport.bodies[0] == transport.bodies[2]));
        for (auto const& call : transport.calls())
            BOOST_TEST(call.request.headers.size() == 2U); // the content's type, and one signature
    }
}

BOOST_AUTO_TEST_CASE(a_request_that_a_transport_still_holds_is_left_alone)
{
    auto how = options();
    how.submit.attempts = 2;
    jimeng::basic_client client{adding_signer{}, sharing_transport{}, how};
    auto& transport = client.transport();
    transport.hoards = true;
    transport.fail(client_errc::connect_refused).answer(200, accepted());
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.async_submit(a_cat, details, [&](jimeng::error_code failed, jimeng::task) { ec = failed; });
    transport.run();
    BOOST_TEST(!ec.failed());
    BOOST_TEST_REQUIRE(transport.hoard.size() == 2U);
    BOOST_TEST((transport.hoard[0] != transport.hoard[1]));
    BOOST_TEST(transport.hoard[0]->headers.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
