// What a client asks before it goes on: a job store, and a limiter that several clients share.
#include <jimeng/client/basic_client.hpp>

#include "../media/pictures.hpp"
#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/emulator.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/testing/memory_job_store.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_recording)

using namespace script;
using jimeng::client_errc;
using jimeng::condition;
using jimeng::job_event;
using jimeng::job_standing;
using jimeng::verdict;

namespace {

constexpr char const* id = "7392616336519610409";

jimeng::text_to_image_v40 const a_cat{.prompt = "a cat", .size = jimeng::size<1024, 1024>};

/// A journal in memory. It can refuse one kind of event, by an error or by an exception.
struct toy_store : jimeng::job_store {
    std::vector<job_event> events;
    job_event::kind refuses = job_event::kind::final;
    bool is_broken = false;
    bool throws = false;

    jimeng::error_code record(job_event const& event) override
    {
        if (is_broken && event.what == refuses && throws) throw std::runtime_error{"the disk is gone"};
        if (is_broken && event.what == refuses) return client_errc::disk_full;
        events.push_back(event);
        return {};
    }
    std::string released{};
    void release(std::string_view job) noexcept override { (released += job) += ' '; }
    [[nodiscard]] std::string order() const
    {
        std::string text;
        for (auto const& event : events)
            text += std::string{to_string(event.what)} + ' ';
        return text;
    }
};

struct recorded : fixture {
    std::shared_ptr<toy_store> store = std::make_shared<toy_store>();
    jimeng_tests::scratch_folder folder;
    int completions = 0;

    recorded()
    {
        auto how = options();
        how.store = store;
        restart(how);
    }
    void restart(jimeng::client_options const& how)
    {
        client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    }
    /// With both forms of driver.
    jimeng::pictures make(bool blocking, jimeng::generate_options const& how)
    {
        if (blocking) return ++completions, client.generate(a_cat, how, ec, details);
        jimeng::pictures made;
        client.async_generate(a_cat, how, details, [&](jimeng::error_code failed, jimeng::pictures all) {
            ++completions;
            ec = failed;
            made = std::move(all);
        });
        BOOST_TEST(completions == 0);
        script().run();
        return made;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(every_step_is_recorded_before_the_next_one_is_taken)
{
    for (bool const blocking : {true, false}) {
        recorded f;
        f.script().answer(200, accepted()).answer(200, state("generating"));
        f.script().answer(200, links(R"("https://a.example/1.png","https://a.example/2.png")"));
        f.script().answer(200, jimeng_tests::small_png("1")).answer(200, jimeng_tests::small_png("2"));
        auto const made = f.make(blocking, {.output = (f.folder / "cat.png").string(), .job_key = "row 7"});
        BOOST_TEST(!f.ec.failed(), f.details.client_message);
        BOOST_TEST(f.completions == 1);
        BOOST_TEST(f.details.client_message.empty());
        BOOST_TEST(f.store->order() == "intent sending accepted done saved saved final ");
        auto const& events = f.store->events;
        auto const body = f.script().calls().at(0).request.body;
        for (auto const& event : events) {
            BOOST_TEST(event.key == "row 7");
            BOOST_TEST(event.req_key == "jimeng_t2i_v40");
            BOOST_TEST(event.body_sha256 == jimeng::to_hex(jimeng::sha256(body)));
            BOOST_TEST(event.task_id == (event.what < job_event::kind::accepted ? "" : id));
        }
        BOOST_TEST((events[3].urls == std::vector<std::string>{"https://a.example/1.png", "https://a.example/2.png"}));
        for (std::size_t i : {0U, 1U}) {
            BOOST_TEST(events[4 + i].index == i);
            BOOST_TEST(events[4 + i].path == made.at(i).saved.path);
            BOOST_TEST(events[4 + i].file_sha256 == made.at(i).saved.sha256);
        }
        BOOST_TEST((events[6].submitted == verdict::accepted && !events[6].error.failed()));
    }
}

BOOST_AUTO_TEST_CASE(row_48_and_51_a_store_that_refuses_what_comes_before_the_money_prevents_the_submit)
{
    for (bool const blocking : {true, false})
        for (bool const throws : {true, false})
            for (auto const at : {job_event::kind::intent, job_event::kind::sending}) {
                recorded f;
                f.store->is_broken = true;
                f.store->throws = throws;
                f.store->refuses = at;
                f.script().answer(200, accepted());
                f.make(blocking, {});
                BOOST_TEST_CONTEXT((blocking ? "blocking" : "asynchronous")
                                   << ' ' << to_string(at) << ": " << f.details.client_message)
                {
                    BOOST_TEST(f.completions == 1);
                    BOOST_TEST((f.ec == client_errc::not_recorded && f.ec == condition::not_sent));
                    BOOST_TEST((f.details.submitted == verdict::not_sent));
                    BOOST_TEST((f.details.cause == (throws ? client_errc::not_recorded : client_errc::disk_full)));
                    BOOST_TEST(f.script().steps_left() == 1U); // the service saw nothing
                    auto const words = f.details.client_message;
                    BOOST_TEST(words.find(to_string(at)) != std::string::npos);
                    BOOST_TEST(words.find(throws ? "the disk is gone" : "disk is full") != std::string::npos);
                }
            }
}

BOOST_AUTO_TEST_CASE(row_49_a_store_that_fails_after_the_money_was_spent_loses_neither_id_nor_pictures)
{
    using kind = job_event::kind;
    for (bool const blocking : {true, false})
        for (bool const throws : {true, false})
            for (auto const at : {kind::accepted, kind::done, kind::saved, kind::final}) {
                recorded f;
                f.store->is_broken = true;
                f.store->throws = throws;
                f.store->refuses = at;
                f.script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
                f.script().answer(200, jimeng_tests::small_png("1"));
                auto const made = f.make(blocking, {.output = (f.folder / "cat.png").string()});
                BOOST_TEST_CONTEXT((blocking ? "blocking" : "asynchronous")
                                   << ' ' << to_string(at) << ": " << f.details.client_message)
                {
                    BOOST_TEST(!f.ec.failed());
                    BOOST_TEST(f.details.task_id == id);
                    BOOST_TEST(made.task.id.text() == id);
                    BOOST_TEST(made.size() == 1U);
                    BOOST_TEST((f.details.cause == client_errc::not_recorded));
                    BOOST_TEST(f.details.client_message.find(std::string{"did not take '"} +
                                                             std::string{to_string(at)}) != std::string::npos);
                }
            }
}

// A transport should end the exchange when it is told to; where one does not, the money is gone and the id counts.
BOOST_AUTO_TEST_CASE(an_id_that_came_all_the_same_is_kept)
{
    struct deaf : jimeng::testing::scripted_transport {
        deaf() : scripted_transport{} {}
        jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options how,
                                       jimeng::error_code& failed, jimeng::diagnostics& words)
        {
            if (how.before_first_byte) (void)how.before_first_byte();
            how.before_first_byte = nullptr;
            return scripted_transport::exchange(request, how, failed, words);
        }
    };
    auto how = options();
    auto const store = std::make_shared<toy_store>();
    store->is_broken = true;
    store->refuses = job_event::kind::sending;
    how.store = store;
    jimeng::basic_client client{jimeng::hmac_sha256_signer{keys()}, deaf{}, how};
    client.transport().answer(200, accepted());
    jimeng::error_code ec;
    jimeng::diagnostics details;
    BOOST_TEST(client.submit(a_cat, ec, details).id.text() == id);
    BOOST_TEST(!ec.failed());
    BOOST_TEST((details.submitted == verdict::accepted));
    BOOST_TEST(store->order() == "intent accepted ");
}

BOOST_FIXTURE_TEST_CASE(a_submit_alone_keeps_its_id_though_the_store_does_not, recorded)
{
    store->is_broken = true;
    store->refuses = job_event::kind::accepted;
    script().answer(200, accepted());
    auto const made = client.submit(a_cat, ec, details);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(made.id.text() == id);
    BOOST_TEST(details.client_message.find("accepted") != std::string::npos);
    BOOST_TEST(store->order() == "intent sending ");
}

BOOST_AUTO_TEST_CASE(the_last_event_tells_the_truth_about_the_money)
{
    struct row {
        std::function<void(jimeng::testing::scripted_transport&)> script;
        std::string order;
        job_standing standing;
        verdict submitted;
    };
    std::vector<row> const rows{
        {[](auto& s) { s.fail_call(1, client_errc::connect_refused); }, "intent final ", job_standing::not_sent,
         verdict::not_sent},
        {[](auto& s) { s.answer(400, refusal(50411)); }, "intent sending final ", job_standing::over,
         verdict::rejected},
        {[](auto& s) { s.fail(client_errc::reset); }, "intent sending final ", job_standing::unknown, verdict::unknown},
        {[](auto& s) { s.answer(200, accepted()).answer(400, refusal(50511)); }, "intent sending accepted final ",
         job_standing::over, verdict::accepted},
        {[](auto& s) { s.answer(200, accepted()); }, "intent sending accepted ", job_standing::accepted,
         verdict::none}, // still running
    };
    for (auto const& [prepare, order, standing, submitted] : rows) {
        recorded f;
        prepare(f.script());
        f.make(true, {.download = false});
        BOOST_TEST(f.store->order() == order);
        auto const& last = f.store->events.back();
        BOOST_TEST((standing_after(last) == standing));
        BOOST_TEST((last.submitted == submitted));
        if (last.what == job_event::kind::final) BOOST_TEST((last.error == f.ec));
    }
}

namespace {

/// Sends without asking whether it may.
struct deaf_transport {
    jimeng::http_response exchange(jimeng::http_request const&, jimeng::exchange_options const&, jimeng::error_code&,
                                   jimeng::diagnostics&)
    {
        return {200, {}, accepted()};
    }
};

struct unsigned_requests {
    void sign(jimeng::http_request&, std::chrono::sys_seconds) const {}
};

} // namespace

BOOST_AUTO_TEST_CASE(a_transport_that_asks_nobody_is_told_of)
{
    auto const store = std::make_shared<toy_store>();
    jimeng::client_options how;
    how.store = store;
    jimeng::basic_client client{unsigned_requests{}, deaf_transport{}, how};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    BOOST_TEST(!client.submit(a_cat, ec, details).id.empty());
    BOOST_TEST(!ec.failed());
    BOOST_TEST(store->order() == "intent accepted ");
    BOOST_TEST(details.client_message.find("before_first_byte") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_job_is_gone_on_with_from_its_last_event, recorded)
{
    script().answer(200, accepted());
    make(true, {.download = false});
    BOOST_TEST((ec == client_errc::still_running));
    auto const last = store->events.back();
    BOOST_TEST_REQUIRE((standing_after(last) == job_standing::accepted));
    auto const paid = jimeng::task::of(last);
    BOOST_TEST_REQUIRE(paid.has_value());
    store->events.clear();
    script().answer(200, links(R"("https://a.example/1.png")"));
    BOOST_TEST(client.wait(*paid, {.download = false, .job_key = last.key}, ec, details).size() == 1U);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(store->order() == "done final ");
    BOOST_TEST(store->events.front().task_id == id);
    BOOST_TEST(!jimeng::task::of(job_event{}).has_value());
}

BOOST_AUTO_TEST_CASE(a_task_that_was_submitted_and_is_waited_for_is_one_job)
{
    recorded f;
    auto const store = std::make_shared<jimeng::testing::memory_job_store>();
    auto how = options();
    how.store = store;
    f.restart(how);
    f.script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    auto const made = f.client.submit(a_cat, f.ec, f.details);
    BOOST_TEST(made.job == "job-1");
    BOOST_TEST(f.client.wait(made, {.download = false}, f.ec, f.details).task.job == "job-1");
    BOOST_TEST(!f.ec.failed());
    auto const events = store->events("job-1");
    BOOST_TEST_REQUIRE(events.size() == 5U);
    BOOST_TEST((events.back().what == job_event::kind::final));
    BOOST_TEST(jimeng::task::of(events.back())->job == "job-1");
    BOOST_TEST(store->events("job-2").empty());
}

BOOST_AUTO_TEST_CASE(a_job_that_was_submitted_before_is_refused_in_one_sentence)
{
    recorded f;
    auto const store = std::make_shared<jimeng::testing::memory_job_store>();
    auto how = options();
    how.store = store;
    f.restart(how);
    f.script().answer(400, refusal(50411));
    f.make(true, {.job_key = "K"});
    BOOST_TEST((f.ec == jimeng::service_errc::input_image_refused));
    f.make(true, {.job_key = "K"});
    BOOST_TEST((f.ec == client_errc::not_recorded && f.details.cause == client_errc::job_exists));
    BOOST_TEST(f.details.client_message ==
               "job 'K' was submitted before; ask the store how it stands, or take another key");
    BOOST_TEST(store->events("key-K").size() == 3U);
}

// Its results may be fetched by another process, which needs the job.
BOOST_FIXTURE_TEST_CASE(a_wait_that_ends_before_the_job_does_lets_it_go, recorded)
{
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    script().fail(client_errc::reset);
    auto const made = client.submit(a_cat, {.job = "a"}, ec, details);
    BOOST_TEST(store->released == "a ");
    client.wait(made, ec, details);
    BOOST_TEST((ec == client_errc::partly_saved));
    BOOST_TEST(store->order() == "intent sending accepted done ");
    BOOST_TEST(store->released == "a a ");
}

BOOST_FIXTURE_TEST_CASE(a_repeated_submit_goes_back_to_its_intent, recorded)
{
    auto how = options();
    how.store = store;
    how.submit.attempts = 2;
    restart(how);
    script().answer(429, refusal(50430)).answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    make(true, {.download = false});
    BOOST_TEST(!ec.failed());
    BOOST_TEST(store->order() == "intent sending intent sending accepted done final ");
    BOOST_TEST(store->events[0].body_sha256 == store->events[2].body_sha256);
}

BOOST_FIXTURE_TEST_CASE(a_query_asks_no_store, recorded)
{
    script().answer(200, state("generating"));
    client.query(jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse("1")), ec, details);
    BOOST_TEST(store->events.empty());
}

// Over sockets: `sending` is the last thing before the first byte.
BOOST_AUTO_TEST_CASE(over_sockets_the_service_sees_nothing_of_a_submit_that_was_not_recorded)
{
    jimeng::emulator::service_options const service{};
    jimeng::emulator::background_server server{service};
    auto const store = std::make_shared<toy_store>();
    auto how = options();
    how.endpoint = server.url();
    how.store = store;
    for (bool const broken : {true, false})
        for (bool const blocking : {true, false}) {
            store->events.clear();
            store->is_broken = broken;
            store->refuses = job_event::kind::sending;
            boost::asio::io_context io;
            jimeng::client client{jimeng::hmac_sha256_signer{service.keys}, jimeng::beast_transport{io.get_executor()},
                                  how};
            jimeng::error_code ec;
            jimeng::diagnostics details;
            if (blocking)
                client.submit(a_cat, ec, details);
            else
                client.async_submit(a_cat, details, [&](jimeng::error_code failed, jimeng::task) { ec = failed; });
            io.run();
            BOOST_TEST((ec == (broken ? make_error_code(client_errc::not_recorded) : jimeng::error_code{})));
            BOOST_TEST(store->order() == (broken ? "intent " : "intent sending accepted "));
        }
    BOOST_TEST(server.counts().accepted_submits == 2U);
}

namespace {

/// So many tasks at once, of all clients together; who comes too early asks again.
struct toy_limiter : jimeng::limiter {
    int free = 1;
    int most = 0, running = 0;
    std::string log;
    int left = 0;
    jimeng::error_code refuses{};
    bool throws = false;
    int paces = 0; ///< How many times it is only a pace that is kept.
    std::chrono::nanoseconds again_after = 1s;

    jimeng::admission ask(use what, std::uint64_t, time_point, double) override
    {
        if (throws) throw std::runtime_error{"no table of limits"};
        if (refuses.failed()) return jimeng::admission::refuse(refuses);
        if (what == use::task && free == 0)
            return jimeng::admission::after(
                again_after, 1, paces-- > 0 ? jimeng::error_code{} : make_error_code(client_errc::limit_reached),
                "one task at a time");
        log += what == use::task ? 'T' : 'C';
        if (what == use::task) --free, most = std::max(most, ++running);
        return jimeng::admission::now();
    }
    void leave(use, std::uint64_t) noexcept override { ++left; }
    void release(use what, jimeng::error_code const& outcome, time_point) noexcept override
    {
        log += what == use::task ? 't' : 'c';
        if (outcome.failed()) log += outcome == condition::throttled ? '!' : '-';
        if (what == use::call) return;
        ++free;
        --running;
    }
};

struct limited : fixture {
    std::shared_ptr<toy_limiter> limit = std::make_shared<toy_limiter>();
    jimeng::client_options how = options();

    limited()
    {
        how.admission = limit;
        client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(a_limiter_admits_the_task_and_each_query_and_hears_their_ends, limited)
{
    script().answer(200, accepted()).answer(429, refusal(50429));
    script().answer(200, links(R"("https://a.example/1.png")"));
    BOOST_TEST(generate().size() == 1U);
    BOOST_TEST(limit->log == "TCc!Cct");
    BOOST_TEST(limit->running == 0);
}

BOOST_AUTO_TEST_CASE(clients_that_share_a_limiter_wait_for_each_other)
{
    jimeng::emulator::service_options const service{.queries_until_done = 2};
    jimeng::emulator::loopback_transport transport{std::make_shared<jimeng::emulator::service>(service)};
    auto const limit = std::make_shared<toy_limiter>();
    auto how = options();
    how.admission = limit;
    using emulated_client = jimeng::basic_client<jimeng::hmac_sha256_signer<>, jimeng::emulator::loopback_transport>;
    std::vector<std::unique_ptr<emulated_client>> clients;
    int made = 0;
    for (int i = 0; i != 3; ++i) {
        clients.push_back(std::make_unique<emulated_client>(jimeng::hmac_sha256_signer{service.keys}, transport, how));
        clients.back()->async_generate(a_cat, {.download = false}, [&](jimeng::error_code ec, jimeng::pictures all) {
            BOOST_TEST(!ec.failed());
            made += static_cast<int>(all.size());
        });
    }
    transport.run();
    BOOST_TEST(made == 3);
    BOOST_TEST(limit->most == 1);
    BOOST_TEST(limit->running == 0);
    BOOST_TEST(limit.use_count() == 5); // this one, the options and three clients
}

BOOST_FIXTURE_TEST_CASE(a_submit_that_is_not_admitted_sends_nothing, limited)
{
    for (jimeng::error_code const why :
         {make_error_code(client_errc::disk_full), make_error_code(client_errc::cancelled_before_send)}) {
        limit->refuses = why;
        generate();
        BOOST_TEST(script().calls().empty());
        BOOST_TEST((ec == condition::not_sent));
        BOOST_TEST(
            (ec == (why == client_errc::disk_full ? client_errc::not_admitted : client_errc::cancelled_before_send)));
        BOOST_TEST((details.submitted == verdict::not_sent));
        BOOST_TEST((details.cause == why));
        BOOST_TEST(limit->log.empty());
    }
}

BOOST_FIXTURE_TEST_CASE(what_is_never_admitted_is_not_sent_when_patience_ends_and_says_why, limited)
{
    limit->free = 0;
    how.poll.deadline = 30s;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    generate();
    BOOST_TEST(script().calls().empty());
    BOOST_TEST((ec == client_errc::not_admitted));
    BOOST_TEST((details.submitted == verdict::not_sent));
    BOOST_TEST((details.cause == condition::throttled));
    BOOST_TEST(details.client_message.find("one task at a time; waiting for it would pass the deadline") !=
                   std::string::npos,
               details.client_message);
    BOOST_TEST((script().waits() == std::vector<std::chrono::nanoseconds>(30, 1s))); // in virtual time, with no thread
    BOOST_TEST(limit->left == 1);
}

BOOST_FIXTURE_TEST_CASE(an_observer_hears_once_that_a_submit_is_held_and_may_end_it, limited)
{
    how.submit.attempts = 2;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    script().answer(429, refusal(50430)).answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    std::string heard;
    limit->free = 0;
    auto const observer = [&](jimeng::progress const& now) {
        using stage = jimeng::progress::stage;
        heard += now.at == stage::submitting ? 'S'
                 : now.at == stage::held     ? 'h'
                 : now.at == stage::accepted ? 'A'
                                             : '.';
        if (now.at != stage::held) return;
        bool const by_limiter = now.next_try == 1s; // else by the refusal
        heard += by_limiter ? 'l' : 'r';
        BOOST_TEST((now.why == (by_limiter ? make_error_code(client_errc::limit_reached)
                                           : make_error_code(jimeng::service_errc::concurrency_limited))));
        if (script().waits().size() == 0) script().runtime().call_after(3s, {}, [&](bool, auto) { limit->free = 1; });
    };
    client.async_generate(a_cat, {.download = false, .on_progress = observer}, details,
                          [&](jimeng::error_code failed, jimeng::pictures) { ec = failed; });
    script().run();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(heard == "ShlShrSA.");

    limit->free = 0;
    generate({.on_progress = [&](jimeng::progress const& now) {
        if (now.at == jimeng::progress::stage::held) throw std::runtime_error{"no time"};
    }});
    BOOST_TEST((ec == client_errc::cancelled_before_send));
    BOOST_TEST((details.submitted == verdict::not_sent));
    BOOST_TEST(details.client_message.find("no time") != std::string::npos);
}

// A pace is no reason to say anything; that it becomes a wait for others is.
BOOST_FIXTURE_TEST_CASE(an_observer_hears_once_more_where_there_is_a_reason, limited)
{
    limit->free = 0;
    limit->paces = 2;
    limit->again_after = 20ms;
    std::string heard;
    auto const observer = [&](jimeng::progress const& now) {
        if (now.at == jimeng::progress::stage::held) heard += now.why.failed() ? 'r' : 'p';
        if (now.why.failed()) script().runtime().call_after(1s, {}, [&](bool, auto) { limit->free = 1; });
    };
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    client.async_generate(a_cat, {.download = false, .on_progress = observer}, details,
                          [&](jimeng::error_code failed, jimeng::pictures) { ec = failed; });
    script().run();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(heard == "pr");
    limit->free = 0;
    limit->paces = 1'000'000;
    how.poll.deadline = 1s;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    generate();
    BOOST_TEST((ec == client_errc::not_admitted && details.cause == client_errc::limit_reached));
}

BOOST_FIXTURE_TEST_CASE(a_limiter_that_would_have_to_be_asked_after_the_deadline_is_not_waited_for, limited)
{
    limit->free = 0;
    limit->again_after = 2h;
    generate();
    BOOST_TEST((ec == client_errc::not_admitted));
    BOOST_TEST(script().waits().empty());
    limit->throws = true;
    generate();
    BOOST_TEST((ec == client_errc::not_admitted));
    BOOST_TEST(details.client_message.find("no table of limits") != std::string::npos, details.client_message);
}

BOOST_FIXTURE_TEST_CASE(a_stop_ends_the_wait_for_an_admission, limited)
{
    limit->free = 0;
    std::stop_source stop;
    int calls = 0;
    client.async_generate(a_cat, {.download = false, .stop = stop.get_token()}, details,
                          [&](jimeng::error_code failed, jimeng::pictures) {
                              ++calls;
                              ec = failed;
                          });
    for (int i = 0; i != 3; ++i)
        script().poll();
    stop.request_stop();
    script().run();
    BOOST_TEST(calls == 1);
    BOOST_TEST((ec == client_errc::cancelled_before_send));
    BOOST_TEST((details.submitted == verdict::not_sent));
    BOOST_TEST(script().calls().empty());
    BOOST_TEST(limit->left == 1);
}

// Whoever hears of a task may act on it, and be killed: the store has it by then.
BOOST_FIXTURE_TEST_CASE(an_observer_hears_of_a_task_when_the_store_has_it, limited)
{
    auto const store = std::make_shared<jimeng::testing::memory_job_store>();
    how.store = store;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    std::size_t events = 0;
    auto const observer = [&](jimeng::progress const& now) {
        if (now.at == jimeng::progress::stage::accepted) events = store->events("key-K").size();
    };
    client.async_generate(a_cat, {.download = false, .on_progress = observer, .job_key = "K"}, details,
                          [&](jimeng::error_code failed, jimeng::pictures) { ec = failed; });
    script().run();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(events == 3U); // intent, sending, accepted
}

BOOST_FIXTURE_TEST_CASE(who_is_refused_a_job_does_not_let_go_of_it, limited)
{
    auto const store = std::make_shared<jimeng::testing::memory_job_store>();
    how.submit.attempts = 2;
    how.store = store;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    script().answer(429, refusal(50430)).answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    jimeng::error_code second_ec, third_ec;
    jimeng::diagnostics second, third;
    auto const observer = [&](jimeng::progress const& now) {
        if (now.at != jimeng::progress::stage::held) return; // the first one waits, its job begun
        auto const generate_too = [&](jimeng::error_code& to, jimeng::diagnostics& words) {
            client.async_generate(a_cat, {.download = false, .job_key = "K"}, words,
                                  [&](jimeng::error_code failed, jimeng::pictures) { to = failed; });
        };
        script().runtime().call_after(1ms, {}, [&, generate_too](bool, auto) { generate_too(second_ec, second); });
        script().runtime().call_after(2ms, {}, [&, generate_too](bool, auto) { generate_too(third_ec, third); });
    };
    client.async_generate(a_cat, {.download = false, .on_progress = observer, .job_key = "K"}, details,
                          [&](jimeng::error_code failed, jimeng::pictures) { ec = failed; });
    script().run();
    BOOST_TEST(!ec.failed(), details.client_message);
    for (auto const& [failed, words] : {std::pair{second_ec, second}, std::pair{third_ec, third}}) {
        BOOST_TEST((failed == client_errc::not_recorded && words.cause == client_errc::job_locked));
        BOOST_TEST((words.submitted == verdict::not_sent));
    }
    BOOST_TEST(script().steps_left() == 0U);
    BOOST_TEST(store->events("key-K").size() == 7U); // intent and sending twice, accepted, done, final
}

BOOST_FIXTURE_TEST_CASE(a_submit_that_was_refused_and_not_admitted_again_ends_with_the_refusal, limited)
{
    auto const store = std::make_shared<toy_store>();
    how.submit.attempts = 2;
    how.store = store;
    how.poll.deadline = 30s;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    script().answer(429, refusal(50430));
    generate({.download = false, .on_progress = [&](jimeng::progress const& now) {
                  if (now.at == jimeng::progress::stage::submitting && now.attempt == 1) limit->free = 0;
              }});
    BOOST_TEST((ec == jimeng::service_errc::concurrency_limited));
    BOOST_TEST((details.submitted == verdict::rejected));
    BOOST_TEST((details.cause == client_errc::limit_reached));
    BOOST_TEST(store->order() == "intent sending intent final ");
    BOOST_TEST((standing_after(store->events.back()) ==
                job_standing::not_sent)); // not unknown, and another time it may be taken
}

BOOST_FIXTURE_TEST_CASE(a_task_that_is_only_submitted_goes_on_and_one_that_is_done_is_over_before_its_downloads,
                        limited)
{
    script().answer(200, accepted());
    client.submit(a_cat, ec, details);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(limit->log == "Tt-"); // it goes on at the service
    script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    generate({.on_progress = [&](jimeng::progress const& now) {
        if (now.at == jimeng::progress::stage::downloading) BOOST_TEST(limit->running == 0);
    }});
    BOOST_TEST(limit->log == "Tt-TCct");
}

BOOST_FIXTURE_TEST_CASE(a_query_that_is_not_admitted_ends_no_task, limited)
{
    script().answer(200, accepted());
    generate({.download = false, .on_progress = [&](jimeng::progress const& now) {
                  if (now.at == jimeng::progress::stage::accepted) limit->refuses = client_errc::file_io;
              }});
    BOOST_TEST((ec == client_errc::still_running || ec == client_errc::waiting_failed));
    BOOST_TEST((ec == condition::resumable));
    BOOST_TEST((details.cause == client_errc::file_io));
    BOOST_TEST(details.task_id == id);
    BOOST_TEST(limit->log == "Tt-"); // it goes on at the service
}

BOOST_AUTO_TEST_CASE(a_client_that_goes_gives_back_what_it_was_admitted)
{
    jimeng::emulator::service_options const service{.queries_until_done = 5};
    jimeng::emulator::loopback_transport transport{std::make_shared<jimeng::emulator::service>(service)};
    auto const limit = std::make_shared<toy_limiter>();
    auto how = options();
    how.admission = limit;
    {
        jimeng::basic_client client{jimeng::hmac_sha256_signer{service.keys}, transport, how};
        client.async_generate(a_cat, {.download = false}, [](jimeng::error_code, jimeng::pictures) {});
        for (int i = 0; i != 3; ++i)
            transport.runtime().poll();
        BOOST_TEST(limit->running == 1);
    }
    transport.run();
    BOOST_TEST(limit->running == 0);
}

BOOST_AUTO_TEST_CASE(row_20_the_store_keeps_the_answer_that_nobody_can_ask_for_again)
{
    std::string const odd_id = R"({"code":10000,"data":{"task_id":1e30}})";
    std::string const twice = R"({"code":10000,"data":{"task_id":"7","task_id":"8"}})";
    std::string const page = "<html>" + std::string(10'000, 'x');
    std::string const nothing = state("done");
    struct {
        std::string submit, query;
        job_event::kind at;
        std::string kept;
    } const cases[] = {
        {odd_id, {}, job_event::kind::final, odd_id},         {page, {}, job_event::kind::final, page.substr(0, 4096)},
        {twice, nothing, job_event::kind::accepted, twice},   {accepted(), nothing, job_event::kind::final, nothing},
        {refusal(50411), {}, job_event::kind::final, {}}, // its code tells all, and it may repeat what was sent
        {accepted(), nothing, job_event::kind::accepted, {}},
    };
    for (auto const& [submit, query, at, kept] : cases) {
        recorded f;
        f.script().answer(200, submit);
        if (!query.empty()) f.script().answer(200, query);
        static_cast<void>(f.make(true, {.download = false}));
        auto const& events = f.store->events;
        auto const found = std::find_if(events.begin(), events.end(), [&](auto const& one) { return one.what == at; });
        BOOST_TEST_REQUIRE((found != events.end()));
        BOOST_TEST(found->answer == kept, submit);
    }
}

BOOST_AUTO_TEST_SUITE_END()
