// What every job store owes to whoever goes on with a job, whatever it keeps its events in.
#ifndef JIMENG_TESTS_STORE_CONFORMANCE_HPP
#define JIMENG_TESTS_STORE_CONFORMANCE_HPP

#include <jimeng/net/job_store.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace store_conformance {

using jimeng::client_errc;
using jimeng::job_event;
using jimeng::verdict;
using kind = job_event::kind;

/// A store under test, and how it is read.
struct store_under_test {
    jimeng::job_store& store;
    std::function<std::vector<job_event>(std::string const& job)> read;
};

inline job_event event_of(std::string job, kind what, int attempt = 0)
{
    job_event event;
    event.what = what;
    event.job = std::move(job);
    event.at = std::chrono::system_clock::time_point{std::chrono::milliseconds{1'764'177'600'123}};
    event.attempt = attempt;
    return event;
}

inline job_event final_of(std::string job, verdict submitted)
{
    auto event = event_of(std::move(job), kind::final);
    event.submitted = submitted;
    return event;
}

inline void names_tell_jobs_apart(store_under_test const& it)
{
    auto const now = std::chrono::system_clock::time_point{};
    BOOST_TEST(it.store.name_job("", now) != it.store.name_job("", now));
    BOOST_TEST(it.store.name_job("row 7", now) == it.store.name_job("row 7", now + std::chrono::hours{1}));
    BOOST_TEST(it.store.name_job("row 7", now) != it.store.name_job("row 8", now));
    BOOST_TEST(!it.store.name_job("row 7", now).empty());
}

inline void events_are_kept_in_their_order(store_under_test const& it)
{
    auto const job = it.store.name_job("", {});
    for (auto const what : {kind::intent, kind::sending, kind::accepted, kind::done, kind::saved, kind::final})
        BOOST_TEST(!it.store.record(event_of(job, what)).failed());
    auto const events = it.read(job);
    BOOST_TEST_REQUIRE(events.size() == 6U);
    for (std::size_t i = 0; i != 6; ++i)
        BOOST_TEST((events[i].what == static_cast<kind>(i)));
}

/// One by one, from each standing: which jobs may be submitted again under their name.
inline void a_job_that_may_be_paid_is_not_begun_again(store_under_test const& it)
{
    struct row {
        std::vector<job_event> before;
        bool again;
    };
    auto const job = [&] { return it.store.name_job("", {}); };
    auto const a = job(), b = job(), c = job(), d = job(), e = job(), f = job(), g = job();
    row const rows[] = {
        {{event_of(a, kind::intent)}, true},
        {{event_of(b, kind::intent), event_of(b, kind::sending)}, false},
        {{event_of(c, kind::intent), event_of(c, kind::sending), event_of(c, kind::accepted)}, false},
        {{event_of(d, kind::intent), event_of(d, kind::sending), final_of(d, verdict::not_sent)}, true},
        {{event_of(e, kind::intent), event_of(e, kind::sending), final_of(e, verdict::unknown)}, false},
        {{event_of(f, kind::intent), event_of(f, kind::sending), final_of(f, verdict::accepted)}, false},
        {{event_of(g, kind::intent), event_of(g, kind::sending), event_of(g, kind::intent, 1)}, true},
    };
    for (auto const& [before, again] : rows)
        BOOST_TEST_CONTEXT(before.size() << " events, the last one '" << to_string(before.back().what) << '\'')
        {
            for (auto const& event : before)
                BOOST_TEST(!it.store.record(event).failed());
            auto const& name = before.front().job;
            it.store.release(name);
            auto const ec = it.store.record(event_of(name, kind::intent));
            BOOST_TEST((ec == (again ? jimeng::error_code{} : make_error_code(client_errc::job_exists))));
            BOOST_TEST(it.read(name).size() == before.size() + (again ? 1 : 0));
            it.store.release(name);
        }
}

inline void one_operation_at_a_time_begins_a_job(store_under_test const& it)
{
    auto const job = it.store.name_job("twice", {});
    BOOST_TEST(!it.store.record(event_of(job, kind::intent)).failed());
    BOOST_TEST((it.store.record(event_of(job, kind::intent)) == client_errc::job_locked));
    it.store.release(job);
    BOOST_TEST(!it.store.record(event_of(job, kind::intent)).failed());
    it.store.release(job);
}

/// The one that began the job may have been cut off from it, or never have begun it at all.
inline void only_who_began_a_job_may_send_it(store_under_test const& it)
{
    auto const job = it.store.name_job("", {});
    auto const refused = [&] {
        auto const before = it.read(job).size();
        BOOST_TEST((it.store.record(event_of(job, kind::sending)) == client_errc::job_locked));
        BOOST_TEST((it.store.record(event_of(job, kind::intent, 1)) == client_errc::job_locked));
        BOOST_TEST(it.read(job).size() == before);
        it.store.release(job);
    };
    refused();
    BOOST_TEST(!it.store.record(event_of(job, kind::intent)).failed());
    it.store.release(job);
    refused();
    BOOST_TEST(!it.store.record(event_of(job, kind::intent)).failed());
    for (auto const what : {kind::sending, kind::accepted})
        BOOST_TEST(!it.store.record(event_of(job, what)).failed());
    it.store.release(job);
    refused();
    BOOST_TEST(!it.store.record(event_of(job, kind::done)).failed()); // which sends nothing
    refused();
    BOOST_TEST(!it.store.record(final_of(job, verdict::not_sent)).failed());
    refused();
}

inline void threads_that_begin_one_job_are_one_that_does_and_many_that_do_not(store_under_test const& it)
{
    auto const job = it.store.name_job("threads", {});
    std::atomic<int> begun = 0, refused = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 8; ++i)
            threads.emplace_back([&] {
                if (it.store.record(event_of(job, kind::intent)).failed())
                    ++refused;
                else
                    begun += it.store.record(event_of(job, kind::sending)).failed() ? 0 : 1;
            });
    }
    BOOST_TEST(begun == 1);
    BOOST_TEST(refused == 7);
    it.store.release(job);
    BOOST_TEST((it.store.record(event_of(job, kind::intent)) == client_errc::job_exists));
}

inline void every_store(store_under_test const& it)
{
    names_tell_jobs_apart(it);
    events_are_kept_in_their_order(it);
    a_job_that_may_be_paid_is_not_begun_again(it);
    one_operation_at_a_time_begins_a_job(it);
    only_who_began_a_job_may_send_it(it);
    threads_that_begin_one_job_are_one_that_does_and_many_that_do_not(it);
}

} // namespace store_conformance

#endif
