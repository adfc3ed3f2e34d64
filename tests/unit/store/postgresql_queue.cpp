#include <jimeng/store/postgresql_queue.hpp>

#include "conformance.hpp"
#include "postgresql_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <thread>

using jimeng::job_event;
using jimeng::leased_job;
using jimeng::postgresql_queue;
using jimeng::queue_outcome;
using store_conformance::event_of;
using kind = job_event::kind;
using lesson = queue_outcome::lesson;

namespace {

std::vector<jimeng::queued_job> jobs(int count, std::int64_t pictures = 1)
{
    std::vector<jimeng::queued_job> all;
    for (int i = 0; i != count; ++i) {
        auto const id = std::to_string(i);
        all.push_back({"job-" + id, "/out", id, "{\"prompt\":\"" + id + "\"}", pictures, 0});
    }
    return all;
}

struct fixture : jimeng_tests::postgresql_fixture {
    /// Another worker.
    postgresql_queue queue() const { return {open(), "studio"}; }

    fixture() { first.limit({.tasks = 100, .submits_per_second = 1000.0}); }

    std::shared_ptr<jimeng::postgresql_job_store> store = open();
    postgresql_queue first{store, "studio"};
};

void submit(jimeng::job_store& store, leased_job const& one)
{
    for (auto const what : {kind::intent, kind::sending, kind::accepted})
        BOOST_TEST(!store.record(event_of(one.job.name, what)).failed());
}

queue_outcome done_with(std::int64_t pictures)
{
    return {.status = "done", .told = "{}\n", .paid_pictures = pictures, .learned = lesson::well};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(test_postgresql_queue, fixture)

BOOST_AUTO_TEST_CASE(jobs_come_in_their_order_once_and_with_all_they_need)
{
    BOOST_TEST(first.enqueue(jobs(3)) == 3);
    BOOST_TEST(first.enqueue(jobs(4)) == 1);
    auto second = queue();
    auto const a = first.lease(2), b = second.lease(5);
    BOOST_TEST_REQUIRE(a.size() == 2U);
    BOOST_TEST_REQUIRE(b.size() == 2U);
    BOOST_TEST(a[0].job.name == "job-0");
    BOOST_TEST(a[1].job.body == R"({"prompt":"1"})");
    BOOST_TEST(a[1].job.folder == "/out");
    BOOST_TEST(b[0].job.id == "2");
    BOOST_TEST((b[0].is_new && b[0].may_send));
    BOOST_TEST(first.lease(5).empty());
    BOOST_TEST(first.finish(a[0], done_with(1)));
    BOOST_TEST(!first.finish(a[0], done_with(1)));
    BOOST_TEST(first.enqueue(jobs(1)) == 0); // it is done
    auto const now = first.state();
    BOOST_TEST(now.done == 1);
    BOOST_TEST(now.running == 3);
    BOOST_TEST(now.workers == 2);
    BOOST_TEST(now.paid_pictures == 1);
    BOOST_TEST(now.reserved_pictures == 3);
    BOOST_TEST(first.outcomes("/out") == std::vector<std::string>{"{}\n"}, boost::test_tools::per_element());
    BOOST_TEST(first.outcomes("/elsewhere").empty());
}

BOOST_AUTO_TEST_CASE(a_line_that_changed_takes_the_place_of_the_one_that_waits)
{
    first.enqueue(jobs(2));
    auto changed = jobs(1);
    changed[0].name = "job-0-changed";
    BOOST_TEST(first.enqueue(changed) == 1);
    std::set<std::string> names;
    for (auto const& one : first.lease(9))
        names.insert(one.job.name);
    BOOST_TEST((names == std::set<std::string>{"job-0-changed", "job-1"}));
}

BOOST_AUTO_TEST_CASE(a_worker_that_was_away_too_long_sends_nothing_and_its_word_counts_for_nothing)
{
    first.enqueue(jobs(1));
    auto const mine = first.lease(1);
    BOOST_TEST(!store->record(event_of("job-0", kind::intent)).failed());
    expire("job-0");
    auto const other = open();
    postgresql_queue second{other, "studio"};
    auto const theirs = second.lease(1);
    BOOST_TEST_REQUIRE(theirs.size() == 1U);
    BOOST_TEST((store->record(event_of("job-0", kind::sending)) == jimeng::client_errc::job_locked));
    BOOST_TEST(!first.finish(mine[0], done_with(1)));
    BOOST_TEST(!first.give_back(mine[0]));
    submit(*other, theirs[0]);
    BOOST_TEST(second.finish(theirs[0], done_with(1)));
    BOOST_TEST(first.state().paid_pictures == 1);
    BOOST_TEST(first.state().reserved_pictures == 0);
}

BOOST_AUTO_TEST_CASE(a_submit_that_may_have_left_is_held_and_stays_counted)
{
    first.enqueue(jobs(1, 3));
    auto const mine = first.lease(1);
    BOOST_TEST(!store->record(event_of("job-0", kind::intent)).failed());
    BOOST_TEST(!store->record(event_of("job-0", kind::sending)).failed());
    expire("job-0");
    auto second = queue();
    BOOST_TEST(second.lease(1).empty());
    BOOST_TEST(second.state().unknown == 1);
    BOOST_TEST(second.state().running == 0);
    BOOST_TEST(second.state().reserved_pictures == 3);
    BOOST_TEST(!store->record(event_of("job-0", kind::accepted)).failed()); // its worker only slept
    BOOST_TEST(second.state().unknown == 0);
    BOOST_TEST(first.finish(mine[0], done_with(2)));
    BOOST_TEST(second.state().paid_pictures == 2);
}

BOOST_AUTO_TEST_CASE(what_is_unknown_begins_anew_only_when_somebody_says_so)
{
    first.enqueue(jobs(2, 3));
    auto const mine = first.lease(1);
    BOOST_TEST(!store->record(event_of("job-0", kind::intent)).failed());
    BOOST_TEST(!store->record(event_of("job-0", kind::sending)).failed());
    BOOST_TEST(first.begin_anew({"job-0", "job-1"}, true, true) == 0); // its worker is there
    expire("job-0");
    BOOST_TEST(first.begin_anew({"job-0"}, true, false) == 0);
    BOOST_TEST(first.begin_anew({"job-0"}, false, true) == 1);
    BOOST_TEST(first.state().paid_pictures == 3);
    BOOST_TEST((store->record(event_of("job-0", kind::accepted)) == jimeng::client_errc::job_locked));
    auto const other = open();
    postgresql_queue second{other, "studio"};
    auto const again = second.lease(2);
    BOOST_TEST_REQUIRE(again.size() == 2U);
    BOOST_TEST(again[1].job.name == "job-0"); // behind those that waited
    BOOST_TEST((!again[1].is_new && again[1].may_send));
    submit(*other, again[1]);
}

BOOST_AUTO_TEST_CASE(what_was_accepted_goes_on_with_another_worker)
{
    first.enqueue(jobs(2));
    auto const mine = first.lease(1);
    submit(*store, mine[0]);
    BOOST_TEST(first.give_back(mine[0]));
    auto second = queue();
    auto const theirs = second.lease(1);
    BOOST_TEST_REQUIRE(theirs.size() == 1U);
    BOOST_TEST(theirs[0].job.name == "job-0");
    BOOST_TEST(theirs[0].fence == mine[0].fence + 1);
    BOOST_TEST((!theirs[0].is_new && !theirs[0].may_send));
    BOOST_TEST(first.state().reserved_pictures == 1);
    BOOST_TEST(second.give_back(second.lease(1).at(0))); // the other one, of which nothing has left
    BOOST_TEST(first.state().ready == 1);
    BOOST_TEST(first.state().reserved_pictures == 1);
}

BOOST_AUTO_TEST_CASE(a_job_that_ended_and_was_not_settled_is_settled_by_another)
{
    first.enqueue(jobs(1));
    auto const mine = first.lease(1);
    submit(*store, mine[0]);
    BOOST_TEST(!store->record(event_of("job-0", kind::final)).failed());
    expire("job-0");
    auto second = queue();
    auto const theirs = second.lease(1);
    BOOST_TEST_REQUIRE(theirs.size() == 1U);
    BOOST_TEST(!first.finish(mine[0], done_with(1)));
    BOOST_TEST(second.finish(theirs[0], done_with(1)));
    BOOST_TEST(first.state().paid_pictures == 1);
}

BOOST_AUTO_TEST_CASE(tasks_at_once_are_those_of_the_account)
{
    first.limit({.tasks = 3});
    first.enqueue(jobs(9));
    auto second = queue();
    auto const a = first.lease(2), b = second.lease(9);
    BOOST_TEST(a.size() == 2U);
    BOOST_TEST(b.size() == 1U);
    BOOST_TEST(first.lease(1).empty());
    submit(*store, a[0]);
    BOOST_TEST(second.lease(1).empty()); // accepted: it runs at the service
    BOOST_TEST(!store->record(event_of(a[0].job.name, kind::done)).failed());
    BOOST_TEST(second.lease(9).size() == 1U); // its results are fetched, which takes no place
}

BOOST_AUTO_TEST_CASE(the_rate_is_that_of_the_account)
{
    first.limit({.submits_per_second = 2.0});
    first.enqueue(jobs(20));
    connect().carry_out("UPDATE jimeng.account SET tokens = 0, counted_at = clock_timestamp()");
    auto second = queue();
    auto const began = std::chrono::steady_clock::now();
    std::size_t got = 0;
    while (got < 6) {
        got += first.lease(9).size() + second.lease(9).size();
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    BOOST_TEST(took >= 2.4); // six at two a second, with two that may come together
}

BOOST_AUTO_TEST_CASE(too_many_tasks_is_a_lesson_for_all_and_forgotten_again)
{
    first.limit({.tasks = 3});
    first.enqueue(jobs(20));
    auto const all = first.lease(3);
    BOOST_TEST(first.finish(all[0], {.learned = lesson::tasks, .again_after = std::chrono::hours{1}}));
    auto second = queue();
    BOOST_TEST(second.state().tasks == 2);
    BOOST_TEST(second.lease(3).empty());
    BOOST_TEST(first.finish(all[1], done_with(1)));
    BOOST_TEST(second.lease(3).empty()); // it was said to wait
    connect().carry_out("UPDATE jimeng.account SET held_until = clock_timestamp()");
    BOOST_TEST(second.lease(3).size() == 1U);
    BOOST_TEST(first.finish(all[2], done_with(1)));
    for (int i = 0; i != 2; ++i)
        for (auto const& one : second.lease(2))
            BOOST_TEST(second.finish(one, done_with(1)));
    BOOST_TEST(first.state().tasks == 3);
}

BOOST_AUTO_TEST_CASE(too_many_requests_halves_the_rate_for_all)
{
    first.limit({.submits_per_second = 8.0});
    first.enqueue(jobs(2));
    BOOST_TEST(first.finish(first.lease(1).at(0), {.learned = lesson::submits}));
    BOOST_TEST(queue().state().rate == 4.0);
    BOOST_TEST(queue().state().most_rate == 8.0);
}

BOOST_AUTO_TEST_CASE(a_budget_is_kept_with_jobs_in_flight)
{
    first.limit({.pictures = 10});
    first.enqueue(jobs(5, 4));
    auto second = queue();
    auto const a = first.lease(1), b = second.lease(9);
    BOOST_TEST_REQUIRE(a.size() == 1U);
    BOOST_TEST_REQUIRE(b.size() == 1U); // a third might cost too much
    BOOST_TEST(second.lease(9).empty());
    BOOST_TEST(second.state().beyond_budget == 3);
    BOOST_TEST(first.finish(a[0], done_with(1))); // three fewer than feared
    auto const c = first.lease(9);
    BOOST_TEST(c.size() == 1U);
    BOOST_TEST(first.finish(c[0], done_with(4)));
    BOOST_TEST(second.finish(b[0], done_with(4)));
    BOOST_TEST(first.lease(9).empty());
    BOOST_TEST(first.state().paid_pictures == 9);
    first.limit({.pictures = 13});
    BOOST_TEST(first.lease(9).size() == 1U);
}

/// Threads with a connection each, all after the same jobs.
BOOST_AUTO_TEST_CASE(of_many_that_lease_each_job_has_one)
{
    first.limit({.tasks = 1000, .submits_per_second = 100000.0});
    first.enqueue(jobs(200));
    std::mutex mutex;
    std::vector<std::string> names;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 8; ++i)
            threads.emplace_back([&] {
                auto mine = queue();
                for (auto some = mine.lease(7); !some.empty(); some = mine.lease(7)) {
                    std::lock_guard const lock{mutex};
                    for (auto const& one : some)
                        names.push_back(one.job.name);
                }
            });
    }
    BOOST_TEST(names.size() == 200U);
    BOOST_TEST((std::set<std::string>{names.begin(), names.end()}.size()) == 200U);
}

BOOST_AUTO_TEST_SUITE_END()
