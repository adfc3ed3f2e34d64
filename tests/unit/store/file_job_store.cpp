#include <jimeng/store/file_job_store.hpp>

#include "../media/pictures.hpp"
#include "conformance.hpp"

#include <jimeng/store/detail/lock_owner.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_file_job_store)

using jimeng::client_errc;
using jimeng::file_job_store;
using jimeng::job_event;
using jimeng::job_standing;
using store_conformance::event_of;
using kind = job_event::kind;

namespace {

struct fixture {
    jimeng_tests::scratch_folder scratch;

    [[nodiscard]] jimeng::job_folder folder() const
    {
        jimeng::error_code ec;
        jimeng::diagnostics details;
        return jimeng::job_folder::open((scratch / "jobs").string(), ec, details).value();
    }
    [[nodiscard]] std::filesystem::path file_of(std::string const& job) const
    {
        return scratch / ("jobs/" + job + ".jsonl");
    }
};

/// Runs it in a process of its own. Returns its exit status, or minus the signal that ended it.
template <class Body>
int in_a_process(Body const& body)
{
    auto const child = ::fork();
    BOOST_TEST_REQUIRE(child >= 0);
    if (child == 0) ::_exit(body());
    int status = 0;
    BOOST_TEST_REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

BOOST_AUTO_TEST_CASE(it_is_a_job_store_like_any_other)
{
    fixture f;
    file_job_store store{f.folder()};
    store_conformance::every_store({store, [&](std::string const& job) { return f.folder().read(job).events; }});
}

BOOST_AUTO_TEST_CASE(only_the_owner_may_read_what_it_writes)
{
    fixture f;
    file_job_store store{f.folder()};
    BOOST_TEST(!store.record(event_of("a", kind::intent)).failed());
    BOOST_TEST((std::filesystem::status(f.file_of("a")).permissions() ==
                (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_name_that_leads_elsewhere_is_refused)
{
    fixture f;
    file_job_store store{f.folder()};
    for (std::string const& name : {std::string{}, std::string{"../a"}, std::string{"a/b"}, std::string{"A"},
                                    std::string{"a\0b", 3}, std::string(101, 'a')})
        BOOST_TEST((store.record(event_of(name, kind::intent)) == client_errc::bad_path));
    BOOST_TEST(f.folder().names().empty());
}

BOOST_AUTO_TEST_CASE(row_45_a_job_goes_on_where_a_killed_process_left_it)
{
    fixture f;
    auto const ended = in_a_process([&] {
        file_job_store store{f.folder()};
        for (auto const what : {kind::intent, kind::sending, kind::accepted})
            if (store.record(event_of("a", what)).failed()) return 1;
        ::kill(::getpid(), SIGKILL);
        return 2;
    });
    BOOST_TEST(ended == -SIGKILL);
    BOOST_TEST((f.folder().read("a").standing() == job_standing::accepted));
    BOOST_TEST(!f.folder().is_locked("a"));
    file_job_store store{f.folder()};
    BOOST_TEST((store.record(event_of("a", kind::intent)) == client_errc::job_exists));
    BOOST_TEST(!store.record(event_of("a", kind::done)).failed());
    BOOST_TEST(!store.record(event_of("a", kind::final)).failed());
    BOOST_TEST(f.folder().read("a").events.size() == 5U);
    BOOST_TEST(f.folder().read("a").next_number == 5U);
}

BOOST_AUTO_TEST_CASE(row_43_and_53_of_many_processes_with_one_key_one_begins_the_job)
{
    fixture f;
    constexpr int processes = 10;
    std::vector<pid_t> children;
    for (int i = 0; i != processes; ++i) {
        auto const child = ::fork();
        BOOST_TEST_REQUIRE(child >= 0);
        if (child == 0) {
            file_job_store store{f.folder()};
            auto const job = store.name_job("row 7", {});
            auto const ec = store.record(event_of(job, kind::intent));
            if (ec.failed()) ::_exit(ec == client_errc::job_exists || ec == client_errc::job_locked ? 7 : 1);
            ::_exit(store.record(event_of(job, kind::sending)).failed() ? 1 : 0);
        }
        children.push_back(child);
    }
    int begun = 0, refused = 0;
    for (auto const child : children) {
        int status = 0;
        BOOST_TEST_REQUIRE(::waitpid(child, &status, 0) == child);
        begun += WEXITSTATUS(status) == 0 ? 1 : 0;
        refused += WEXITSTATUS(status) == 7 ? 1 : 0;
    }
    BOOST_TEST(begun == 1);
    BOOST_TEST(refused == processes - 1);
    auto const history = f.folder().read(jimeng::job_name_of_key("row 7"));
    BOOST_TEST(history.events.size() == 2U);
}

BOOST_AUTO_TEST_CASE(row_53_the_process_that_goes_on_with_a_job_is_named_and_one_that_is_gone_is_not)
{
    fixture f;
    int ready[2];
    BOOST_TEST_REQUIRE(::pipe(ready) == 0);
    auto const child = ::fork();
    BOOST_TEST_REQUIRE(child >= 0);
    if (child == 0) {
        file_job_store store{f.folder()};
        bool const held = !store.record(event_of("a", kind::intent)).failed();
        if (!held || ::write(ready[1], "x", 1) != 1) ::_exit(1);
        for (;;)
            ::pause();
    }
    char byte = 0;
    BOOST_TEST(::read(ready[0], &byte, 1) == 1);
    file_job_store store{f.folder()};
    BOOST_TEST((store.hold("a") == client_errc::job_locked));
    BOOST_TEST(f.folder().owner_of("a") == child);
    BOOST_TEST(f.folder().owner_of("b") == 0);
    BOOST_TEST(f.folder().owner_of("../a") == 0);
    ::kill(child, SIGKILL);
    int status = 0;
    BOOST_TEST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST(f.folder().owner_of("a") == 0);
    BOOST_TEST(!store.hold("a").failed());
    BOOST_TEST(f.folder().owner_of("a") == ::getpid());
    ::close(ready[0]);
    ::close(ready[1]);
}

BOOST_AUTO_TEST_CASE(row_53_only_a_lock_that_is_held_on_the_file_names_a_process)
{
    fixture f;
    static_cast<void>(f.folder());
    struct stat file {};
    BOOST_TEST_REQUIRE(::stat(f.scratch.path().c_str(), &file) == 0);
    auto const place = jimeng::detail::name_in_locks(file);
    auto const mine = std::to_string(::getpid());
    auto const owner = [&](std::string const& line) {
        std::istringstream locks{"1: POSIX  ADVISORY  WRITE 1 fe:00:1 0 EOF\n" + line + '\n'};
        return jimeng::detail::lock_owner(file, locks);
    };
    BOOST_TEST(owner("2: FLOCK  ADVISORY  WRITE " + mine + ' ' + place + " 0 EOF") == ::getpid());
    std::string const mine_here = mine + ' ' + place + " 0 EOF", flock = "2: FLOCK  ADVISORY  WRITE ";
    for (auto const& line : std::vector<std::string>{
             flock + "999999999 " + place + " 0 EOF", flock + "0 " + place + " 0 EOF", flock + "-1 " + place + " 0 EOF",
             "2: -> FLOCK  ADVISORY  WRITE " + mine_here, flock + mine + ' ' + place + "1 0 EOF",
             "2: POSIX  ADVISORY  WRITE " + mine_here, flock + mine, "nonsense", ""})
        BOOST_TEST(owner(line) == 0, line);
}

BOOST_AUTO_TEST_CASE(half_a_line_is_cut_before_the_next_one_is_written)
{
    fixture f;
    {
        file_job_store store{f.folder()};
        BOOST_TEST(!store.record(event_of("a", kind::intent)).failed());
    }
    std::ofstream{f.file_of("a"), std::ios::app | std::ios::binary} << R"({"v":1,"n":1,"ev":"sen)";
    file_job_store store{f.folder()};
    BOOST_TEST(!store.record(event_of("a", kind::intent)).failed());
    BOOST_TEST(!store.record(event_of("a", kind::sending)).failed());
    auto const history = f.folder().read("a");
    BOOST_TEST(history.events.size() == 3U);
    BOOST_TEST(history.damaged_lines == 0U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_no_half_line_and_the_job_goes_on_once_there_is_room)
{
    fixture f;
    auto const ended = in_a_process([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        file_job_store store{f.folder()};
        if (store.record(event_of("a", kind::intent)).failed()) return 1;
        rlimit limit{};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        auto const most = limit.rlim_max;
        limit.rlim_cur = std::filesystem::file_size(f.file_of("a")) + 20; // in the middle of the next line
        ::setrlimit(RLIMIT_FSIZE, &limit);
        if (store.record(event_of("a", kind::sending)) != client_errc::disk_full) return 2;
        if (f.folder().read("a").events.size() != 1 || f.folder().read("a").damaged_lines != 0) return 3;
        limit.rlim_cur = most;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        return store.record(event_of("a", kind::sending)).failed() ? 4 : 0;
    });
    BOOST_TEST(ended == 0);
    BOOST_TEST(f.folder().read("a").events.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_job_whose_intent_found_no_room_may_begin_once_there_is_some)
{
    fixture f;
    auto const ended = in_a_process([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        file_job_store store{f.folder()};
        if (store.hold("a").failed()) return 1;
        rlimit limit{};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        auto const most = limit.rlim_max;
        limit.rlim_cur = 5;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        if (store.record(event_of("a", kind::intent)) != client_errc::disk_full) return 2;
        limit.rlim_cur = most;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        return store.record(event_of("a", kind::intent)).failed() ? 3 : 0;
    });
    BOOST_TEST(ended == 0);
    BOOST_TEST(f.folder().read("a").events.size() == 1U);
}

BOOST_AUTO_TEST_CASE(only_what_is_over_is_forgotten_where_that_was_asked_for)
{
    fixture f;
    file_job_store store{f.folder()};
    auto const over = {kind::intent, kind::sending, kind::accepted, kind::done, kind::saved, kind::final};
    for (auto const last : over) {
        for (auto const what : over) {
            BOOST_TEST(!store.record(event_of("a", what)).failed());
            if (what == last) break;
        }
        if (last != kind::final) BOOST_TEST((f.folder().forget_over("a") == client_errc::job_locked));
        store.release("a");
        auto const ec = f.folder().forget_over("a");
        BOOST_TEST((last == kind::final ? !ec.failed() : ec == client_errc::job_exists));
        BOOST_TEST(f.folder().names().size() == (last == kind::final ? 0U : 1U));
        if (last != kind::final) BOOST_TEST(!f.folder().forget("a").failed());
    }
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_gone_or_cannot_be_written_is_an_error_and_no_crash)
{
    fixture f;
    file_job_store store{f.folder()};
    BOOST_TEST(!store.record(event_of("a", kind::intent)).failed());
    std::filesystem::remove_all(f.scratch / "jobs");
    BOOST_TEST(store.record(event_of("b", kind::intent)).failed());
    BOOST_TEST((store.record(event_of("b", kind::intent)) == client_errc::file_io));
}

BOOST_AUTO_TEST_CASE(names_without_a_key_tell_when_the_job_began)
{
    fixture f;
    file_job_store store{f.folder()};
    auto const name =
        store.name_job("", std::chrono::sys_days{std::chrono::year{2026} / 11 / 26} + std::chrono::hours{17});
    BOOST_TEST(name.starts_with("20261126-170000-"));
    BOOST_TEST(name.size() == 28U);
    BOOST_TEST(store.name_job("row 7", {}) == jimeng::job_name_of_key("row 7"));
    BOOST_TEST(store.folder().path() == f.folder().path());
}

BOOST_AUTO_TEST_CASE(who_holds_a_job_is_the_one_that_may_begin_it)
{
    fixture f;
    file_job_store mine{f.folder()}, other{f.folder()};
    BOOST_TEST(!mine.hold("a").failed());
    BOOST_TEST(f.folder().is_locked("a"));
    BOOST_TEST((other.hold("a") == client_errc::job_locked));
    BOOST_TEST((other.record(event_of("a", kind::intent)) == client_errc::job_locked));
    BOOST_TEST(!mine.record(event_of("a", kind::intent)).failed());
    BOOST_TEST((mine.record(event_of("a", kind::intent)) == client_errc::job_locked));
    mine.release("a");
    BOOST_TEST(!other.hold("a").failed());
    BOOST_TEST((mine.hold("../a") == client_errc::bad_path));
    BOOST_TEST(!mine.hold("never-begun").failed());
    mine.release("never-begun");
    BOOST_TEST((f.folder().names() == std::vector<std::string>{"a"}));
}

BOOST_AUTO_TEST_CASE(a_job_that_is_set_aside_stays_what_it_is_and_its_name_is_free)
{
    fixture f;
    for (int i = 0; i != 2; ++i) {
        file_job_store store{f.folder()};
        BOOST_TEST(!store.record(event_of("a", kind::intent)).failed());
        BOOST_TEST(!store.record(event_of("a", kind::sending)).failed());
        BOOST_TEST((f.folder().set_aside("a") == client_errc::job_locked));
        store.release("a");
        BOOST_TEST(!f.folder().set_aside("a").failed());
    }
    BOOST_TEST((f.folder().names() == std::vector<std::string>{"a-1", "a-2"}));
    BOOST_TEST((f.folder().read("a-2").standing() == job_standing::unknown));
    for (auto const& name : f.folder().names()) {
        BOOST_TEST(f.folder().read(name).began_as == "a");
        for (auto const& event :
             f.folder().read(name).events) // who goes on with it writes nothing into another's journal
            BOOST_TEST(event.job == name);
    }
    BOOST_TEST((f.folder().set_aside("a") == client_errc::file_io));
}

BOOST_AUTO_TEST_CASE(what_ended_well_is_not_told_otherwise_later)
{
    fixture f;
    file_job_store store{f.folder()};
    for (auto const what : {kind::intent, kind::sending, kind::accepted, kind::done, kind::saved, kind::final})
        BOOST_TEST(!store.record(event_of("a", what)).failed());
    auto lost = event_of("a", kind::final);
    lost.error = client_errc::task_lost;
    BOOST_TEST(!store.record(lost).failed());
    auto const history = f.folder().read("a");
    BOOST_TEST(!history.last().error.failed());
    BOOST_TEST(history.events.size() == 6U);
}

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_read_is_no_job_that_was_not_sent)
{
    fixture f;
    static_cast<void>(f.folder());
    std::filesystem::create_directory(f.file_of("a")); // whatever stands there, it cannot be read as a file
    auto const history = f.folder().read("a");
    BOOST_TEST(history.unreadable);
    BOOST_TEST((history.standing() == job_standing::unknown));
    BOOST_TEST((f.folder().read("nobody").standing() == job_standing::not_sent));
}

BOOST_AUTO_TEST_SUITE_END()
