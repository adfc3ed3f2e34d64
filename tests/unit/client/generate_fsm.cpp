#include <jimeng/client/detail/generate_fsm.hpp>

#include "script.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_generate_fsm)

using namespace script;
using jimeng::client_errc;
using jimeng::gateway_errc;
using jimeng::service_errc;
using jimeng::verdict;

BOOST_FIXTURE_TEST_CASE(the_straight_way_is_submit_query_query_done, fixture)
{
    script()
        .answer(200, accepted())
        .answer(200, state("in_queue"))
        .answer(200, state("generating"))
        .answer(200, links(R"("https://a.example/1.png")"));
    auto const pictures = generate();
    BOOST_TEST(!ec.failed());
    BOOST_TEST(pictures.size() == 1U);
    BOOST_TEST(pictures.at(0).url == "https://a.example/1.png");
    BOOST_TEST((details.submitted == verdict::accepted));
    BOOST_TEST(details.task_id == "7392616336519610409");
    std::vector<std::chrono::nanoseconds> const wanted{1s, 250ms, 312'500us};
    BOOST_TEST((script().waits() == wanted));
    BOOST_TEST(script().calls().at(0).fresh_connection);
    BOOST_TEST(!script().calls().at(1).fresh_connection);
}

BOOST_FIXTURE_TEST_CASE(every_call_is_a_signed_post_of_the_documented_action, fixture)
{
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    generate();
    auto const& submit = script().calls().at(0).request;
    BOOST_TEST(submit.method == "POST");
    BOOST_TEST(submit.target == "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31");
    BOOST_TEST(submit.body == R"({"req_key":"jimeng_t2i_v40","prompt":"a cat","size":4194304})");
    auto const& query = script().calls().at(1).request;
    BOOST_TEST(query.target == "/?Action=CVSync2AsyncGetResult&Version=2022-08-31");
    BOOST_TEST(query.body ==
               R"({"req_key":"jimeng_t2i_v40","req_json":"{\"return_url\":true}","task_id":"7392616336519610409"})");
    for (auto const& call : script().calls())
        BOOST_TEST(jimeng::find_header(call.request.headers, "Authorization")
                       ->starts_with("HMAC-SHA256 Credential=AKTESTTESTTEST/"));
}

BOOST_AUTO_TEST_CASE(row_16_and_41_whatever_happens_a_submit_is_sent_once_and_its_verdict_is_told)
{
    struct row {
        jimeng::error_code failure;
        int status;
        std::string body;
        verdict wanted;
        jimeng::error_code error;
    };
    std::vector<row> const rows{
        {client_errc::resolve_failed, 0, "", verdict::not_sent, client_errc::resolve_failed},
        {client_errc::connect_refused, 0, "", verdict::not_sent, client_errc::connect_refused},
        {client_errc::tls_untrusted, 0, "", verdict::not_sent, client_errc::tls_untrusted},
        {client_errc::send_incomplete, 0, "", verdict::not_sent, client_errc::send_incomplete},
        {client_errc::cancelled_before_send, 0, "", verdict::not_sent, client_errc::cancelled_before_send},
        {client_errc::read_timeout, 0, "", verdict::unknown, client_errc::submit_unknown},
        {client_errc::reset, 0, "", verdict::unknown, client_errc::submit_unknown},
        {client_errc::closed, 0, "", verdict::unknown, client_errc::submit_unknown},
        {client_errc::truncated, 0, "", verdict::unknown, client_errc::submit_unknown},
        {client_errc::cancelled, 0, "", verdict::unknown, client_errc::submit_unknown},
        {client_errc::bad_http, 0, "", verdict::unknown, client_errc::submit_unknown},
        {jimeng::error_code{5, boost::system::generic_category()}, 0, "", verdict::unknown,
         client_errc::submit_unknown},
        {{}, 502, "<html>Bad Gateway</html>", verdict::unknown, client_errc::submit_unknown},
        {{}, 503, "", verdict::unknown, client_errc::submit_unknown},
        {{}, 302, "", verdict::unknown, client_errc::submit_unknown},
        {{}, 200, "{}", verdict::unknown, client_errc::submit_unknown},
        {{}, 200, R"({"code":10000,"data":null})", verdict::unknown, client_errc::submit_unknown},
        {{}, 200, R"({"code":10000,"data":{"task_id":7.5e30}})", verdict::unknown, client_errc::submit_unknown},
        {{}, 200, R"({"code":"10000","data":{}})", verdict::unknown, client_errc::submit_unknown},
        {{}, 400, refusal(50411), verdict::rejected, service_errc::input_image_refused},
        {{}, 429, refusal(50429), verdict::rejected, service_errc::rate_limited},
        {{}, 429, refusal(50430), verdict::rejected, service_errc::concurrency_limited},
        {{}, 500, refusal(50500), verdict::unknown, service_errc::internal_error},
        {{}, 500, refusal(50501), verdict::unknown, service_errc::internal_rpc_error},
        {{}, 400, refusal(50520), verdict::unknown, service_errc::review_failed},
        {{}, 400, refusal(50521), verdict::unknown, service_errc::copyright_words_failed},
        {{}, 400, refusal(50522), verdict::unknown, service_errc::copyright_images_failed},
        {{}, 400, refusal(50999), verdict::unknown, {50999, jimeng::service_category()}},
        {{}, 401, gateway("SignatureDoesNotMatch"), verdict::rejected, gateway_errc::signature_does_not_match},
        {{}, 429, gateway("FlowLimitExceeded"), verdict::rejected, gateway_errc::flow_limit_exceeded},
        {{}, 500, gateway("InternalError"), verdict::unknown, gateway_errc::internal_error},
        {{}, 504, gateway("InternalServiceTimeout"), verdict::unknown, gateway_errc::internal_service_timeout},
        {{}, 400, gateway("NobodyKnowsThis"), verdict::unknown, gateway_errc::unknown},
    };
    for (auto const& [failure, status, body, wanted, error] : rows) {
        fixture f;
        if (failure.failed())
            f.script().fail(failure);
        else
            f.script().answer(status, body);
        auto const pictures = f.generate();
        BOOST_TEST_CONTEXT("failure " << failure.message() << ", HTTP " << status << ' ' << body)
        {
            BOOST_TEST(f.submits() == 1U);
            BOOST_TEST(f.script().calls().size() == 1U);
            BOOST_TEST(pictures.empty());
            BOOST_TEST((f.ec == error));
            BOOST_TEST(to_string(f.details.submitted) == to_string(wanted));
            if (wanted == verdict::unknown) BOOST_TEST(f.details.client_message.find("console") != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(row_13_and_15_a_transient_failure_of_a_query_never_ends_a_paid_task)
{
    std::vector<std::function<void(jimeng::testing::scripted_transport&)>> const passing{
        [](auto& s) { s.fail(client_errc::read_timeout); },
        [](auto& s) { s.fail(client_errc::reset); },
        [](auto& s) { s.fail(client_errc::connect_refused); },
        [](auto& s) { s.fail(client_errc::resolve_failed); },
        [](auto& s) { s.fail(client_errc::truncated); },
        [](auto& s) { s.answer(502, "<html></html>"); },
        [](auto& s) { s.answer(503, ""); },
        [](auto& s) { s.answer(408, "x"); },
        [](auto& s) { s.answer(200, "not json"); },
        [](auto& s) { s.answer(429, refusal(50429)); },
        [](auto& s) { s.answer(429, refusal(50430)); },
        [](auto& s) { s.answer(500, refusal(50500)); },
        [](auto& s) { s.answer(500, refusal(50501)); },
        [](auto& s) { s.answer(504, gateway("InternalServiceTimeout")); },
        [](auto& s) { s.answer(429, gateway("FlowLimitExceeded")); },
        [](auto& s) { s.answer(503, gateway("ServiceUnavailableTemp")); },
    };
    for (auto const& fail : passing) {
        fixture f;
        f.script().answer(200, accepted());
        fail(f.script());
        fail(f.script());
        f.script().answer(200, links(R"("https://a.example/1.png")"));
        BOOST_TEST(f.generate().size() == 1U);
        BOOST_TEST(!f.ec.failed());
        BOOST_TEST(f.submits() == 1U);
    }
}

BOOST_FIXTURE_TEST_CASE(row_34_an_internal_error_for_a_minute_ends_the_task, fixture)
{
    script().answer(200, accepted());
    for (int i = 0; i != 60; ++i)
        script().answer(500, refusal(i % 2 == 0 ? 50500 : 50501));
    generate();
    BOOST_TEST((ec == service_errc::internal_error || ec == service_errc::internal_rpc_error));
    BOOST_TEST(script().calls().size() < 60U);
    BOOST_TEST((since_first_query() >= 60s && since_first_query() < 65s));
    BOOST_TEST(details.task_id == "7392616336519610409");
}

BOOST_FIXTURE_TEST_CASE(row_17_unreadable_answers_for_a_minute_end_the_wait_and_not_the_task, fixture)
{
    script().answer(200, accepted());
    for (int i = 0; i != 60; ++i)
        script().answer(200, "x");
    generate();
    BOOST_TEST((ec == client_errc::waiting_failed));
    BOOST_TEST((ec == jimeng::condition::resumable));
    BOOST_TEST((details.cause == client_errc::bad_json));
    BOOST_TEST((since_first_query() >= 60s && since_first_query() < 65s));
    BOOST_TEST(details.task_id == "7392616336519610409");
}

BOOST_AUTO_TEST_CASE(row_32_and_33_a_refusing_code_ends_the_task)
{
    for (int const code : {50411, 50412, 50413, 50511, 50512, 50518, 50519, 50215}) {
        fixture f;
        f.script().answer(200, accepted()).answer(400, refusal(code));
        f.generate();
        BOOST_TEST(f.ec.value() == code);
        BOOST_TEST((f.ec.category() == jimeng::service_category()));
        BOOST_TEST(f.script().calls().size() == 2U);
        BOOST_TEST((f.details.submitted == verdict::accepted));
    }
}

BOOST_AUTO_TEST_CASE(a_right_that_is_missing_closes_the_way_and_not_the_task)
{
    for (int const code : {50400, 50402})
        for (bool const once : {false, true}) {
            fixture f;
            auto const known = jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse("77"));
            f.script().answer(400, refusal(code));
            if (once)
                f.client.query(known, f.ec, f.details);
            else
                f.client.wait(known, {.download = false}, f.ec, f.details);
            BOOST_TEST((f.ec == client_errc::waiting_failed));
            BOOST_TEST((f.ec == jimeng::condition::resumable));
            BOOST_TEST((f.details.cause == jimeng::error_code{code, jimeng::service_category()}));
            BOOST_TEST(f.details.task_id == "77");
            BOOST_TEST(f.script().calls().size() == 1U);
        }
}

BOOST_AUTO_TEST_CASE(a_review_that_broke_down_for_a_minute_ends_the_task)
{
    for (int const code : {50520, 50521, 50522}) {
        fixture f;
        f.script().answer(200, accepted());
        for (int i = 0; i != 60; ++i)
            f.script().answer(400, refusal(code));
        f.generate();
        BOOST_TEST(f.ec.value() == code);
        BOOST_TEST((f.since_first_query() >= 60s && f.since_first_query() < 65s));
    }
}

BOOST_FIXTURE_TEST_CASE(row_37_not_found_is_believed_after_a_minute_of_nothing_else, fixture)
{
    script().answer(200, accepted());
    for (int i = 0; i != 60; ++i)
        script().answer(200, state("not_found"));
    generate();
    BOOST_TEST((ec == client_errc::task_lost));
    BOOST_TEST((since_first_query() >= 60s && since_first_query() < 65s));
}

BOOST_FIXTURE_TEST_CASE(row_37_not_found_that_passes_is_forgotten, fixture)
{
    script().answer(200, accepted()).answer(200, state("not_found")).answer(200, state("generating"));
    script()
        .answer(200, state("not_found"))
        .answer(200, state("not_found"))
        .answer(200, links(R"("https://a.example/1.png")"));
    BOOST_TEST(generate().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(waiting_for_a_foreign_id_believes_not_found_after_a_minute_too, fixture)
{
    for (int i = 0; i != 60; ++i)
        script().answer(200, state("not_found"));
    client.wait(jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse("1")), ec, details);
    BOOST_TEST((ec == client_errc::task_lost));
    BOOST_TEST((since_first_query() >= 60s && since_first_query() < 65s));
    BOOST_TEST((details.submitted == verdict::none));
}

BOOST_FIXTURE_TEST_CASE(row_38_expired_ends_the_task, fixture)
{
    script().answer(200, accepted()).answer(200, state("expired"));
    generate();
    BOOST_TEST((ec == client_errc::task_expired));
    BOOST_TEST(details.client_message.find("7392616336519610409") != std::string::npos);
    BOOST_TEST(details.client_message.find("was accepted 0 min ago") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(row_39_done_without_pictures_is_no_success, fixture)
{
    script().answer(200, accepted()).answer(200, state("done"));
    BOOST_TEST(generate().empty());
    BOOST_TEST((ec == client_errc::empty_result));
}

BOOST_FIXTURE_TEST_CASE(row_22_an_unknown_status_is_waited_for_and_then_named, fixture)
{
    script().answer(200, accepted());
    for (int i = 0; i != 60; ++i)
        script().answer(200, state("paused"));
    generate();
    BOOST_TEST((ec == client_errc::still_running));
    BOOST_TEST((ec == jimeng::condition::resumable));
    BOOST_TEST(details.client_message.find("paused") != std::string::npos);
    BOOST_TEST(script().calls().size() == 61U);
    BOOST_TEST(submits() == 1U);
}

BOOST_FIXTURE_TEST_CASE(the_deadline_ends_waiting_and_not_the_task, fixture)
{
    auto patient = options();
    patient.poll.deadline = 5s;
    scripted_client hasty{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, patient};
    hasty.transport().answer(200, accepted());
    for (int i = 0; i != 20; ++i)
        hasty.transport().answer(200, state("generating"));
    hasty.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.download = false}, ec, details);
    BOOST_TEST((ec == client_errc::still_running));
    BOOST_TEST(hasty.transport().calls().size() == 9U); // the submit, and queries after 1, 1.25, 1.56 ... 4.77 s
    BOOST_TEST(details.task_id == "7392616336519610409");
    auto const& calls = hasty.transport().calls();
    BOOST_TEST((calls.front().timeout == 10s)); // of a submit, whose answer may have been paid
    for (std::size_t i = 1; i != calls.size(); ++i)
        BOOST_TEST(calls[i].timeout <= 5s);
}

BOOST_FIXTURE_TEST_CASE(a_stop_while_waiting_ends_it_with_the_id_kept, fixture)
{
    script().answer(200, accepted());
    for (int i = 0; i != 9; ++i)
        script().answer(200, state("generating"));
    std::stop_source source;
    int seen = 0;
    generate({.download = false,
              .on_progress =
                  [&](jimeng::progress const& now) {
                      if (now.at == jimeng::progress::stage::waiting && ++seen == 3) source.request_stop();
                  },
              .stop = source.get_token()});
    BOOST_TEST((ec == client_errc::cancelled));
    BOOST_TEST(details.task_id == "7392616336519610409");
    BOOST_TEST(script().calls().size() == 4U);
}

BOOST_FIXTURE_TEST_CASE(base64_results_become_bytes, fixture)
{
    // a 1x1 PNG
    std::string const png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    script()
        .answer(200, accepted())
        .answer(200, R"({"code":10000,"data":{"status":"done","image_urls":null,"binary_data_base64":[")" + png +
                         R"(","%%%"]}})");
    auto const pictures = generate({.results = {.return_url = false}});
    BOOST_TEST((ec == client_errc::partly_saved));
    BOOST_TEST(pictures.size() == 2U);
    BOOST_TEST(pictures.at(0).width == 1U);
    BOOST_TEST((pictures.at(0).format == jimeng::picture_format::png));
    BOOST_TEST(pictures.at(1).bytes.empty());
    BOOST_TEST(details.client_message.find("1 of 2") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_link_that_died_leaves_the_others_and_says_so, fixture)
{
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")")).answer(403, "");
    auto const pictures = generate({});
    BOOST_TEST((ec == client_errc::partly_saved));
    BOOST_TEST(pictures.size() == 1U);
    BOOST_TEST(pictures.at(0).url == "https://a.example/1.png");
    auto const& fetch = script().calls().at(2).request;
    BOOST_TEST(fetch.method == "GET");
    BOOST_TEST(jimeng::find_header(fetch.headers, "Authorization") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(row_39_more_links_than_are_documented_are_taken_up_to_a_hundred, fixture)
{
    auto const many = [](int count) {
        std::string urls = R"("https://a.example/0.png")";
        for (int i = 1; i != count; ++i)
            urls += R"(,"https://a.example/)" + std::to_string(i) + R"(.png")";
        return links(urls);
    };
    script().answer(200, accepted()).answer(200, many(16));
    BOOST_TEST(generate().size() == 16U);
    BOOST_TEST(details.client_message.empty());
    script().answer(200, accepted()).answer(200, many(150));
    BOOST_TEST(generate().size() == 100U);
    BOOST_TEST(!ec.failed());
}

BOOST_AUTO_TEST_CASE(row_29_throttling_makes_the_next_poll_later)
{
    using waits = std::vector<std::chrono::nanoseconds>;
    auto const waits_with = [](jimeng::poll_policy policy) {
        auto with = options();
        with.poll = policy;
        scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, with};
        client.transport()
            .answer(200, accepted())
            .answer(429, refusal(50429))
            .answer(200, state("generating"))
            .answer(200, links(R"("https://a.example/1.png")"));
        jimeng::error_code ec;
        jimeng::diagnostics details;
        client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.download = false}, ec, details);
        return client.transport().waits();
    };
    BOOST_TEST((waits_with({.interval = 2s}) == waits{1s, 4s, 2s}));
    auto const growing = waits_with({});
    BOOST_TEST((growing.size() == 3U && growing[1] >= 2s && growing[1] < 2900ms && growing[2] < 1s));
}

BOOST_FIXTURE_TEST_CASE(waits_count_from_the_acceptance_and_not_from_the_submit, fixture)
{
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    generate({.download = false, .on_progress = [&](jimeng::progress const& now) {
                  if (now.at == jimeng::progress::stage::submitting) script().clock().advance(30s);
              }});
    BOOST_TEST((script().waits() == std::vector<std::chrono::nanoseconds>{1s}));
}

BOOST_FIXTURE_TEST_CASE(waiting_for_a_known_id_asks_at_once, fixture)
{
    script().answer(200, state("generating")).answer(200, state("generating"));
    script().answer(200, links(R"("https://a.example/1.png")"));
    client.wait(jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse("1")), {.download = false}, ec,
                details);
    BOOST_TEST((script().waits() == std::vector<std::chrono::nanoseconds>{1s, 250ms}));
}

BOOST_FIXTURE_TEST_CASE(row_53_a_clock_that_is_set_back_makes_no_wait_shorter, fixture)
{
    script().answer(200, accepted());
    for (int i = 0; i != 60; ++i)
        script().answer(200, state("generating"));
    generate({.download = false, .on_progress = [&](jimeng::progress const& now) {
                  if (now.at == jimeng::progress::stage::waiting) script().clock().advance(-1s);
              }});
    auto const waits = script().waits();
    BOOST_TEST(waits.size() == 60U);
    BOOST_TEST(std::is_sorted(waits.begin() + 1, waits.end()));
    BOOST_TEST((waits.back() == 4s));
}

BOOST_FIXTURE_TEST_CASE(the_raw_answer_is_kept, fixture)
{
    auto const answer = links(R"("https://a.example/1.png")");
    script().answer(200, accepted()).answer(200, answer);
    generate();
    BOOST_TEST(details.answer == answer);
}

BOOST_AUTO_TEST_CASE(an_odd_answer_to_a_query_is_asked_again_and_counted)
{
    std::vector<std::function<void(jimeng::testing::scripted_transport&)>> const odd{
        [](auto& s) { s.answer(200, R"({"error":"proxy"})"); },
        [](auto& s) { s.answer(302, ""); },
        [](auto& s) { s.answer(400, gateway("NobodyKnowsThis")); },
        [](auto& s) { s.answer(200, R"({"code":10000,"data":null})"); },
        [](auto& s) { s.fail(client_errc::bad_http); },
        [](auto& s) { s.answer(200, std::string(100, '[')); },
    };
    for (auto const& answer : odd) {
        fixture f;
        f.script().answer(200, accepted());
        answer(f.script());
        answer(f.script());
        f.script().answer(200, links(R"("https://a.example/1.png")"));
        BOOST_TEST(f.generate().size() == 1U);
        fixture g;
        g.script().answer(200, accepted());
        for (int i = 0; i != 60; ++i)
            answer(g.script());
        g.generate();
        BOOST_TEST((g.ec == client_errc::waiting_failed));
        BOOST_TEST(g.details.cause.failed());
        BOOST_TEST((g.since_first_query() >= 60s && g.since_first_query() < 65s));
    }
}

BOOST_AUTO_TEST_CASE(a_query_that_could_not_be_sent_in_time_is_asked_again)
{
    for (auto const code :
         {client_errc::deadline_before_send, client_errc::connect_timeout, client_errc::send_incomplete}) {
        fixture f;
        f.script()
            .answer(200, accepted())
            .fail(code)
            .fail(code)
            .fail(code)
            .fail(code)
            .answer(200, links(R"("https://a.example/1.png")"));
        BOOST_TEST(f.generate().size() == 1U);
        BOOST_TEST(!f.ec.failed());
    }
}

BOOST_AUTO_TEST_CASE(an_observer_that_throws_ends_the_operation_and_loses_nothing)
{
    using stage = jimeng::progress::stage;
    for (auto const when : {stage::submitting, stage::accepted, stage::waiting}) {
        fixture f;
        f.script().answer(200, accepted());
        for (int i = 0; i != 5; ++i)
            f.script().answer(200, state("generating"));
        f.generate({.on_progress = [&](jimeng::progress const& now) {
            if (now.at == when) throw std::runtime_error{"enough"};
        }});
        bool const before = when == stage::submitting;
        BOOST_TEST((f.ec == (before ? client_errc::cancelled_before_send : client_errc::cancelled)));
        BOOST_TEST(f.submits() == (before ? 0U : 1U));
        BOOST_TEST((f.details.submitted == (before ? verdict::not_sent : verdict::accepted)));
        BOOST_TEST(f.details.task_id == (before ? "" : "7392616336519610409"));
        BOOST_TEST(f.details.client_message.find("enough") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(an_id_that_came_is_an_accepted_task_whatever_stands_around_it)
{
    for (std::string const answer :
         {R"({"code":50500,"data":{"task_id":"7123"},"message":"Internal Error"})",
          R"({"code":50411,"data":{"task_id":"7123"}})", R"({"code":"10000","data":{"task_id":"7123"}})"}) {
        fixture f;
        f.script().answer(500, answer).answer(200, links(R"("https://a.example/1.png")"));
        BOOST_TEST_CONTEXT(answer)
        {
            BOOST_TEST(f.generate().size() == 1U);
            BOOST_TEST(!f.ec.failed());
            BOOST_TEST(f.details.task_id == "7123");
            BOOST_TEST((f.details.submitted == verdict::accepted));
            fixture g;
            g.script().answer(500, answer);
            auto const task = g.client.submit(jimeng::text_to_image_v40{.prompt = "a cat"}, g.ec, g.details);
            BOOST_TEST(!g.ec.failed());
            BOOST_TEST(task.id.text() == "7123");
            BOOST_TEST(g.details.cause.failed());
        }
    }
}

BOOST_AUTO_TEST_CASE(row_20_and_41_an_id_that_came_before_the_answer_broke_off_is_an_accepted_task)
{
    auto const whole = accepted("7123");
    for (auto const broken : {client_errc::truncated, client_errc::reset, client_errc::read_stalled,
                              client_errc::read_timeout, client_errc::too_large, client_errc::bad_http,
                              client_errc::send_incomplete, client_errc::cancelled, client_errc::transport_threw})
        for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
            bool const has_id = cut > whole.find("7123") + 4;
            fixture f;
            f.script()
                .fail(broken, whole.substr(0, cut), {.client_message = "it broke off"})
                .answer(200, links(R"("https://a.example/1.png")"));
            auto const pictures = f.generate();
            BOOST_TEST_CONTEXT(make_error_code(broken).message() << " after " << whole.substr(0, cut))
            {
                BOOST_TEST(pictures.size() == (has_id ? 1U : 0U));
                BOOST_TEST((f.details.submitted == verdict::accepted) == has_id);
                BOOST_TEST(f.details.task_id == (has_id ? "7123" : ""));
                BOOST_TEST(f.submits() == 1U);
            }
            if (!has_id) continue;
            fixture g;
            g.script().fail(broken, whole.substr(0, cut), {.client_message = "it broke off"});
            auto const task = g.client.submit(jimeng::text_to_image_v40{.prompt = "a cat"}, g.ec, g.details);
            BOOST_TEST(!g.ec.failed());
            BOOST_TEST(task.id.text() == "7123");
            BOOST_TEST((g.details.cause == broken));
            BOOST_TEST(g.details.client_message.empty());
        }
}

BOOST_FIXTURE_TEST_CASE(an_answer_to_a_query_that_is_whole_counts_whatever_ended_the_connection, fixture)
{
    script()
        .answer(200, accepted())
        .fail(client_errc::truncated, state("generating"))
        .fail(client_errc::truncated, R"({"code":10000,"data":{"status":"done","image_urls":["https://a.exam)")
        .fail(client_errc::truncated, links(R"("https://a.example/1.png")"));
    BOOST_TEST(generate().size() == 1U);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(details.http_status == 200);
    BOOST_TEST(script().calls().size() == 4U);
}

BOOST_FIXTURE_TEST_CASE(links_that_are_no_urls_are_not_passed_on, fixture)
{
    std::string const urls = "\"javascript:alert(1)\",\"https://a.example/1.png\",\"https://a.example/ <x>\"";
    script().answer(200, accepted()).answer(200, links(urls));
    auto const pictures = generate();
    BOOST_TEST((ec == client_errc::partly_saved));
    BOOST_TEST(pictures.size() == 3U);
    BOOST_TEST(pictures.at(0).url.empty());
    BOOST_TEST(pictures.at(1).url == "https://a.example/1.png");
    BOOST_TEST(pictures.at(2).url.empty());
    for (auto const* const named : {"picture 1: link: is not an absolute", "picture 3: link: is not an absolute"})
        BOOST_TEST(details.client_message.find(named) != std::string::npos, details.client_message);
}

BOOST_AUTO_TEST_CASE(for_ever_is_no_overflow)
{
    auto patient = options();
    patient.poll.deadline = std::chrono::milliseconds::max();
    patient.call_timeout = std::chrono::milliseconds::max();
    scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, patient};
    client.transport()
        .answer(200, accepted())
        .answer(200, state("generating"))
        .answer(200, links(R"("https://a.example/1.png")"));
    jimeng::error_code ec;
    jimeng::diagnostics details;
    BOOST_TEST(client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.download = false}, ec, details).size() ==
               1U);
    for (auto const& call : client.transport().calls())
        BOOST_TEST((call.timeout > std::chrono::hours{24}));
}

BOOST_AUTO_TEST_CASE(a_grace_without_end_believes_nothing)
{
    for (bool const gap : {false, true}) {
        auto patient = options();
        (gap ? patient.poll.sighting_gap : patient.poll.grace) = std::chrono::milliseconds::max();
        scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, patient};
        client.transport().answer(200, accepted());
        for (int i = 0; i != 60; ++i)
            client.transport().answer(200, state("not_found"));
        jimeng::error_code ec;
        jimeng::diagnostics details;
        client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details);
        BOOST_TEST((ec == client_errc::still_running), ec.message());
        BOOST_TEST(client.transport().calls().size() == 61U);
    }
}

namespace {

/// Plays a script, and lets the whole time limit pass in each download.
struct dripping_transport {
    jimeng::testing::scripted_transport script{};
    std::chrono::nanoseconds dripped{};

    auto now() const { return script.now(); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop) { script.wait(duration, std::move(stop)); }
    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const& options,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        if (request.method == "POST") return script.exchange(request, options, ec, details);
        dripped += options.timeout;
        script.clock().advance(options.timeout);
        ec = client_errc::read_timeout;
        return {};
    }
};

std::chrono::nanoseconds dripped_by(std::string const& host, std::string const& others,
                                    jimeng::generate_options const& how = {})
{
    jimeng::basic_client<jimeng::hmac_sha256_signer<>, dripping_transport> client{jimeng::hmac_sha256_signer{keys()},
                                                                                  dripping_transport{}, options()};
    std::string urls = "\"https://" + host + "/0.png\"";
    for (int i = 1; i != 15; ++i)
        urls += ",\"https://" + others + (others == host ? "" : std::to_string(i)) + "/" + std::to_string(i) + ".png\"";
    client.transport().script.answer(200, accepted()).answer(200, links(urls));
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto const pictures = client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, how, ec, details);
    BOOST_TEST((ec == client_errc::partly_saved));
    BOOST_TEST(pictures.size() == 15U);
    BOOST_TEST(pictures.at(14).url.ends_with("/14.png"));
    BOOST_TEST(details.client_message.find("picture 15: ") != std::string::npos, details.client_message);
    return client.transport().dripped;
}

} // namespace

BOOST_AUTO_TEST_CASE(hosts_that_drip_hold_nobody_for_longer_than_all_downloads_may_take)
{
    BOOST_TEST((dripped_by("a.example", "a.example") <= std::chrono::minutes{15}));
    BOOST_TEST((dripped_by("a.example", "b.example") <= std::chrono::minutes{15}));
    BOOST_TEST((dripped_by("a.example", "a.example", {.download_timeout = std::chrono::minutes{1}}) <=
                std::chrono::minutes{1}));
    auto const all = std::chrono::milliseconds::max();
    BOOST_TEST((dripped_by("a.example", "a.example", {.download_timeout = all}) <=
                std::chrono::minutes{10} + 14 * std::chrono::seconds{30}));
}

BOOST_AUTO_TEST_CASE(a_host_that_let_the_time_pass_gets_one_short_chance_for_each_other_picture)
{
    for (auto const silence : {client_errc::read_timeout, client_errc::connect_timeout, client_errc::reset}) {
        fixture f;
        std::string urls = R"("https://a.example/0.png")";
        for (int i = 1; i != 5; ++i)
            urls += R"(,"https://a.example/)" + std::to_string(i) + R"(.png")";
        urls += R"(,"https://b.example/5.png")";
        f.script().answer(200, accepted()).answer(200, links(urls));
        for (int i = 0; i != 60; ++i)
            f.script().fail(silence);
        auto const pictures = f.generate({});
        BOOST_TEST((f.ec == client_errc::partly_saved));
        BOOST_TEST(pictures.size() == 6U);
        BOOST_TEST(pictures.at(4).url == "https://a.example/4.png");
        auto const fetches = f.script().calls().size() - 2;
        BOOST_TEST(fetches == (silence == client_errc::reset ? 60U : 10U + 4U + 10U));
    }
}

BOOST_AUTO_TEST_SUITE_END()
