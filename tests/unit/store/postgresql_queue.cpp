#include <jimeng/store/postgresql_queue.hpp>

#include <jimeng/store/detail/postgresql_schema.hpp>

#include "conformance.hpp"
#include "postgresql_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <mutex>
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
    BOOST_TEST(theirs[0].fence > mine[0].fence);
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

/// Its events are of a taking that the database knows nothing of any more: none may count for the next one.
BOOST_AUTO_TEST_CASE(a_taking_that_a_crash_took_away_is_never_mistaken_for_the_next)
{
    first.enqueue(jobs(1));
    auto const gone = open();
    submit(*gone, postgresql_queue{gone, "studio"}.lease(1).at(0));
    expire("job-0");
    remember();
    auto const mine = first.lease(1);
    BOOST_TEST_REQUIRE(mine.size() == 1U);
    for (auto const what : {kind::done, kind::saved})
        BOOST_TEST(!store->record(event_of("job-0", what)).failed());
    crash();
    BOOST_TEST(first.lease(1).empty()); // it is at work with it, and does not know
    BOOST_TEST((store->record(event_of("job-0", kind::final)) == jimeng::client_errc::job_locked));
    BOOST_TEST(!first.finish(mine[0], done_with(1)));
    expire("job-0");
    auto const again = first.lease(1);
    BOOST_TEST_REQUIRE(again.size() == 1U);
    BOOST_TEST(again[0].fence != mine[0].fence);
    BOOST_TEST(store->read("job-0").events.size() == 3U);
    for (auto const what : {kind::done, kind::saved, kind::final})
        BOOST_TEST(!store->record(event_of("job-0", what)).failed());
    BOOST_TEST(store->read("job-0").events.size() == 6U);
    BOOST_TEST(!first.finish(mine[0], done_with(1)));
    BOOST_TEST(first.finish(again[0], done_with(1)));
    BOOST_TEST(first.state().paid_pictures == 1);
}

BOOST_AUTO_TEST_CASE(no_number_of_a_taking_is_given_twice)
{
    first.enqueue(jobs(1));
    remember();
    std::set<std::int64_t> numbers;
    for (int i = 0; i != 100; ++i) {
        for (auto const& one : first.lease(1)) {
            BOOST_TEST(numbers.insert(one.fence).second);
            crash();
            BOOST_TEST(!first.finish(one, done_with(1)));
        }
    }
    BOOST_TEST(numbers.size() == 100U);
}

BOOST_AUTO_TEST_CASE(a_worker_that_slept_and_gets_its_own_job_anew_sends_it_once)
{
    first.enqueue(jobs(1));
    auto const slept = first.lease(1);
    BOOST_TEST(!store->record(event_of("job-0", kind::intent)).failed());
    expire("job-0");
    BOOST_TEST(first.lease(1).empty()); // what it began is not over here
    BOOST_TEST((store->record(event_of("job-0", kind::sending)) == jimeng::client_errc::job_locked));
    BOOST_TEST(!first.give_back(slept[0]));
    std::vector<leased_job> again;
    while (again.empty()) // a hang is ended by the test's limit
        again = first.lease(1);
    submit(*store, again[0]);
    BOOST_TEST(first.finish(again[0], done_with(1)));
    BOOST_TEST(first.state().reserved_pictures == 0);
}

BOOST_AUTO_TEST_CASE(whoever_is_gone_loses_its_jobs_when_its_lease_ends)
{
    first.enqueue(jobs(3));
    {
        postgresql_queue gone{open(std::chrono::seconds{1}), "studio"};
        BOOST_TEST(gone.lease(2).size() == 2U);
    }
    std::set<std::string> names;
    while (names.size() != 3) { // a hang is ended by the test's limit
        for (auto const& one : first.lease(3))
            BOOST_TEST(names.insert(one.job.name).second);
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

BOOST_AUTO_TEST_CASE(a_turn_settles_what_has_ended_and_gives_its_place_to_others)
{
    first.limit({.tasks = 2, .pictures = 5});
    first.enqueue(jobs(5, 2));
    auto const begun = first.turn({}, 9).jobs;
    BOOST_TEST_REQUIRE(begun.size() == 2U);
    BOOST_TEST(first.turn({{begun[1], {.again_after = std::chrono::hours{1}}}}, 0).counts == std::vector<bool>{true},
               boost::test_tools::per_element());
    auto stale = begun[0];
    ++stale.fence;
    auto const next = first.turn({{stale, done_with(2)}, {begun[0], done_with(1)}}, 9);
    BOOST_TEST((next.counts == std::vector<bool>{false, true}));
    BOOST_TEST_REQUIRE(next.jobs.size() == 2U); // four pictures with those of the first
    BOOST_TEST(next.jobs[0].job.id == "2");
    BOOST_TEST(next.jobs[1].job.id == "3");
    auto const now = first.state();
    BOOST_TEST(now.running == 2);
    BOOST_TEST(now.done == 1);
    BOOST_TEST(now.paid_pictures == 1);
    BOOST_TEST(now.reserved_pictures == 4);
    BOOST_TEST(now.beyond_budget == 2);
    BOOST_TEST(first.outcomes().size() == 1U);
    BOOST_TEST(first.turn({{next.jobs[0], done_with(0)}, {next.jobs[1], done_with(1)}}, 0).jobs.empty());
    BOOST_TEST(first.state().paid_pictures == 2);
}

BOOST_AUTO_TEST_CASE(a_queue_of_version_1_goes_on_with_its_jobs_and_its_workers)
{
    auto to = connect();
    to.carry_out("DROP SCHEMA jimeng CASCADE; CREATE SCHEMA jimeng; CREATE TABLE jimeng.version (version int NOT NULL);"
                 "INSERT INTO jimeng.version VALUES (1)");
    to.carry_out(jimeng::detail::postgresql_version_1);
    to.carry_out("SELECT jimeng.limit_account('studio', 3, 1000, 9, NULL);"
                 "SELECT jimeng.enqueue('studio', '{a,b,c,d}', '{f,f,f,f}', '{a,b,c,d}', '{x,x,x,x}', '{1,1,1,1}', "
                 "'{0,0,0,0}'); SELECT count(*) FROM jimeng.lease('studio', 'old', 2, 30)");
    postgresql_queue now{open(), "studio"};
    BOOST_TEST(to.ask("SELECT version FROM jimeng.version").number(0, "version") == 2);
    BOOST_TEST(now.state().running == 2);
    auto const mine = now.lease(9);
    BOOST_TEST_REQUIRE(mine.size() == 1U); // of three tasks at once
    BOOST_TEST(mine[0].job.name == "c");
    BOOST_TEST(to.ask("SELECT jimeng.finish('a', 'old', 1, NULL, 'done', '{}', 1, 0, 'well') AS mine").flag(0, "mine"));
    BOOST_TEST(
        !to.ask("SELECT jimeng.finish('b', 'old', 7, NULL, 'done', '{}', 1, 0, 'well') AS mine").flag(0, "mine"));
    auto const theirs = to.ask("SELECT * FROM jimeng.lease('studio', 'old', 9, 30)");
    BOOST_TEST_REQUIRE(theirs.size() == 1);
    BOOST_TEST(theirs.text(0, "name") == "d");
    BOOST_TEST(now.finish(mine[0], done_with(1)));
    BOOST_TEST(now.state().paid_pictures == 2);
    BOOST_TEST(now.state().reserved_pictures == 2);
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

/// Far from a limit at first and near it in the end.
BOOST_AUTO_TEST_CASE(of_many_that_lease_and_finish_a_budget_is_kept_to_the_picture)
{
    first.limit({.tasks = 40, .submits_per_second = 100000.0, .pictures = 450});
    first.enqueue(jobs(600));
    std::atomic<int> finished{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 8; ++i)
            threads.emplace_back([&, i] {
                auto mine = queue();
                std::vector<jimeng::settled_job> ended;
                while (finished < 450) {
                    auto const turn = mine.turn(ended, i % 2 == 0 ? 1 : 7);
                    for (bool const counts : turn.counts)
                        finished += counts ? 1 : 0;
                    ended.clear();
                    for (auto const& one : turn.jobs)
                        ended.push_back({one, done_with(1)});
                }
            });
    }
    auto const now = first.state();
    BOOST_TEST(now.paid_pictures == 450);
    BOOST_TEST(now.reserved_pictures == 0);
    BOOST_TEST(now.beyond_budget == 150);
    BOOST_TEST(first.lease(9).empty());
    BOOST_TEST(connect().ask("SELECT jobs_running AS n FROM jimeng.account").number(0, "n") == 0);
}

BOOST_AUTO_TEST_CASE(of_many_that_lease_no_more_than_the_tasks_at_once_run)
{
    first.limit({.tasks = 20, .submits_per_second = 100000.0});
    first.enqueue(jobs(100));
    std::atomic<std::size_t> got{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 8; ++i)
            threads.emplace_back([&] {
                auto mine = queue();
                for (int round = 0; round != 10; ++round)
                    got += mine.lease(3).size();
            });
    }
    BOOST_TEST(got == 20U);
    BOOST_TEST(first.state().running == 20);
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
