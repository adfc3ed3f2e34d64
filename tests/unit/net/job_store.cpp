#include <jimeng/net/job_store.hpp>

#include <jimeng/net/run.hpp>
#include <jimeng/testing.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_job_store)

using namespace jimeng;
using kind = job_event::kind;

namespace {

struct vector_store : job_store {
    std::vector<kind> events;
    error_code record(job_event const& event) override
    {
        if (event.key == "throw") throw std::runtime_error{"no table"};
        events.push_back(event.what);
        return event.key == "refuse" ? make_error_code(client_errc::disk_full) : error_code{};
    }
};

/// Answers from elsewhere, and twice: the second answer counts for nothing.
struct late_store : job_store {
    std::vector<std::function<void(error_code)>> waiting;
    error_code record(job_event const&) override { return client_errc::bad_json; }
    void async_record(job_event, std::function<void(error_code)> done) override { waiting.push_back(std::move(done)); }
};

/// Asks its store once.
struct asks : operation {
    std::shared_ptr<job_store> store;
    std::string key;
    int steps = 0;
    action_result answer;

    next_action resume(action_result result) override
    {
        if (++steps == 2) answer = std::move(result);
        next_action action;
        if (steps != 1) return action;
        action.what = next_action::kind::record;
        action.store = store;
        job_event event;
        event.key = key;
        action.event = std::make_shared<job_event>(event);
        return action;
    }
};

void no_sign(http_request&, std::chrono::system_clock::time_point)
{
    BOOST_ERROR("nothing is signed");
}

} // namespace

BOOST_AUTO_TEST_CASE(the_last_event_says_what_may_be_done)
{
    auto const after = [](kind what, jimeng::verdict submitted = jimeng::verdict::none) {
        jimeng::job_event last;
        last.what = what;
        last.submitted = submitted;
        return standing_after(last);
    };
    BOOST_TEST((after(kind::intent) == job_standing::not_sent));
    BOOST_TEST((after(kind::sending) == job_standing::unknown));
    for (auto const paid : {kind::accepted, kind::done, kind::saved})
        BOOST_TEST((after(paid) == job_standing::accepted));
    for (auto const told : {jimeng::verdict::none, jimeng::verdict::rejected, jimeng::verdict::accepted})
        BOOST_TEST((after(kind::final, told) == job_standing::over));
    // What was refused for the sake of the moment or of the keys may be taken another time.
    for (auto const& [why, standing] :
         {std::pair{make_error_code(service_errc::concurrency_limited), job_standing::not_sent},
          std::pair{make_error_code(gateway_errc::signature_does_not_match), job_standing::not_sent},
          std::pair{make_error_code(client_errc::cancelled_before_send), job_standing::not_sent},
          std::pair{make_error_code(service_errc::input_text_refused), job_standing::over}}) {
        job_event last;
        last.what = kind::final;
        last.submitted = jimeng::verdict::rejected;
        last.error = why;
        BOOST_TEST((standing_after(last) == standing));
    }
    // A report that was written down leaves no less to do than a crash in the same moment.
    BOOST_TEST((after(kind::final, jimeng::verdict::unknown) == job_standing::unknown));
    BOOST_TEST((after(kind::final, jimeng::verdict::not_sent) == job_standing::not_sent));
    std::string names;
    for (auto const what : {kind::intent, kind::sending, kind::accepted, kind::done, kind::saved, kind::final})
        names += std::string{to_string(what)} + ' ';
    BOOST_TEST(names == "intent sending accepted done saved final ");
}

BOOST_AUTO_TEST_CASE(both_drivers_ask_and_tell_the_answer)
{
    auto const store = std::make_shared<vector_store>();
    for (std::string const key : {"take", "refuse", "throw"})
        for (bool const blocking : {true, false}) {
            testing::scripted_transport transport;
            auto const op = std::make_shared<asks>();
            op->store = store;
            op->key = key;
            int finished = 0;
            if (blocking)
                run(*op, transport, no_sign);
            else
                async_run(op, transport, no_sign, [&] { ++finished; });
            BOOST_TEST(finished == 0);
            transport.run();
            BOOST_TEST(finished == (blocking ? 0 : 1));
            BOOST_TEST(op->steps == 2);
            auto const wanted = key == "take"     ? error_code{}
                                : key == "refuse" ? make_error_code(client_errc::disk_full)
                                                  : make_error_code(client_errc::not_recorded);
            BOOST_TEST((op->answer.error == wanted));
            BOOST_TEST(op->answer.details.client_message == (key == "throw" ? "no table" : ""));
        }
    BOOST_TEST(store->events.size() == 4U);
}

BOOST_AUTO_TEST_CASE(an_answer_may_come_later_and_counts_once)
{
    auto const store = std::make_shared<late_store>();
    testing::scripted_transport transport;
    auto const op = std::make_shared<asks>();
    op->store = store;
    int finished = 0;
    async_run(op, transport, no_sign, [&] { ++finished; });
    transport.run();
    BOOST_TEST_REQUIRE(store->waiting.size() == 1U);
    BOOST_TEST(op->steps == 1);
    store->waiting[0](client_errc::disk_full);
    store->waiting[0]({});
    BOOST_TEST(op->steps == 1); // on the transport, not here
    transport.run();
    BOOST_TEST(op->steps == 2);
    BOOST_TEST(finished == 1);
    BOOST_TEST((op->answer.error == client_errc::disk_full));
    store->waiting.clear(); // they hold the operation, which holds the store
}

BOOST_AUTO_TEST_SUITE_END()
