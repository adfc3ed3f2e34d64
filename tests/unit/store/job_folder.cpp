#include <jimeng/store/job_folder.hpp>

#include "../media/pictures.hpp"

#include <jimeng/store/file_job_store.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

BOOST_AUTO_TEST_SUITE(test_job_folder)

using jimeng::client_errc;
using jimeng::job_event;
using jimeng::job_folder;
using kind = job_event::kind;

namespace {

struct fixture {
    jimeng_tests::scratch_folder scratch;
    jimeng::error_code ec;
    jimeng::diagnostics details;

    std::optional<job_folder> open(std::string const& name)
    {
        return job_folder::open((scratch / name).string(), ec, details);
    }
    job_folder jobs() { return open("jobs").value(); }
};

job_event event_of(std::string job, kind what, std::string task_id = {}, int at = 0)
{
    job_event event;
    event.what = what;
    event.job = std::move(job);
    event.task_id = std::move(task_id);
    event.at = std::chrono::system_clock::time_point{std::chrono::seconds{at}};
    return event;
}

mode_t mode_of(std::filesystem::path const& path)
{
    struct stat there {};
    BOOST_TEST_REQUIRE(::stat(path.c_str(), &there) == 0);
    return there.st_mode & 0777;
}

} // namespace

BOOST_AUTO_TEST_CASE(missing_folders_are_made_for_their_owner_alone)
{
    fixture f;
    auto const old = ::umask(0);
    auto const folder = f.open("state/jimeng/jobs");
    ::umask(old);
    BOOST_TEST_REQUIRE(folder.has_value());
    for (char const* name : {"state", "state/jimeng", "state/jimeng/jobs"})
        BOOST_TEST(mode_of(f.scratch / name) == 0700U);
    BOOST_TEST(f.open("state/jimeng/jobs").has_value()); // it is there now
}

BOOST_AUTO_TEST_CASE(a_folder_that_others_may_use_is_refused_with_the_remedy)
{
    fixture f;
    static_cast<void>(f.jobs());
    for (mode_t const mode : {0750U, 0701U, 0770U, 0777U}) {
        std::filesystem::permissions(f.scratch / "jobs", static_cast<std::filesystem::perms>(mode));
        BOOST_TEST(!f.open("jobs").has_value());
        BOOST_TEST((f.ec == client_errc::not_private));
        BOOST_TEST(f.details.client_message.find("chmod 700") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_folder_is_refused)
{
    fixture f;
    jimeng_tests::put(f.scratch / "file", "x");
    for (std::string const name : {"file", "file/below", "\x1b[2J/\0x"}) {
        if (name == "\x1b[2J/") continue;
        BOOST_TEST(!f.open(name).has_value());
        BOOST_TEST((f.ec == client_errc::file_io));
    }
    BOOST_TEST(!job_folder::open("", f.ec, f.details).has_value());
    BOOST_TEST((f.ec == client_errc::file_io));
    BOOST_TEST(!job_folder::open(std::string{"a\0b", 3}, f.ec, f.details).has_value());
    BOOST_TEST(f.details.client_message.find('\0') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(jobs_are_listed_by_name_and_what_is_no_journal_is_not)
{
    fixture f;
    jimeng::file_job_store store{f.jobs()};
    for (char const* name : {"20260102-000000-b", "20260101-000000-a", "key-1"})
        BOOST_TEST(!store.record(event_of(name, kind::intent)).failed());
    jimeng_tests::put(f.scratch / "jobs/Other.jsonl", "x");
    jimeng_tests::put(f.scratch / "jobs/notes.txt", "x");
    jimeng_tests::put(f.scratch / "jobs/.jsonl", "x");
    BOOST_TEST((f.jobs().names() == std::vector<std::string>{"20260101-000000-a", "20260102-000000-b", "key-1"}));
    BOOST_TEST(f.jobs().read("key-1").events.size() == 1U);
    for (char const* name : {"", "nobody", "../jobs/key-1", "/etc/passwd", "Other"})
        BOOST_TEST(f.jobs().read(name).events.empty());
}

BOOST_AUTO_TEST_CASE(a_task_leads_to_its_latest_job)
{
    fixture f;
    jimeng::file_job_store store{f.jobs()};
    BOOST_TEST(!store.record(event_of("a", kind::accepted, "7392616336519610409", 5)).failed());
    BOOST_TEST(!store.record(event_of("b", kind::accepted, "7392616336519610409", 9)).failed());
    BOOST_TEST(!store.record(event_of("c", kind::accepted, "1234", 99)).failed());
    auto const found = f.jobs().find_task("7392616336519610409");
    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST(found->name == "b");
    BOOST_TEST(!f.jobs().find_task("99").has_value());
}

BOOST_AUTO_TEST_CASE(a_job_that_somebody_goes_on_with_cannot_be_forgotten)
{
    fixture f;
    auto const jobs = f.jobs();
    {
        jimeng::file_job_store store{f.jobs()};
        BOOST_TEST(!store.record(event_of("a", kind::intent)).failed());
        BOOST_TEST(jobs.is_locked("a"));
        BOOST_TEST((jobs.forget("a") == client_errc::job_locked));
        BOOST_TEST(jobs.read("a").events.size() == 1U);
    }
    BOOST_TEST(!jobs.is_locked("a"));
    BOOST_TEST(!jobs.forget("a").failed());
    BOOST_TEST(jobs.names().empty());
    BOOST_TEST((jobs.forget("a") == client_errc::file_io));
    BOOST_TEST((jobs.forget("../a") == client_errc::file_io));
}

BOOST_AUTO_TEST_CASE(a_link_or_a_pipe_in_the_place_of_a_journal_is_not_followed)
{
    fixture f;
    auto const jobs = f.jobs();
    std::filesystem::create_symlink("/etc/passwd", f.scratch / "jobs/link.jsonl");
    BOOST_TEST(::mkfifo((f.scratch / "jobs/pipe.jsonl").c_str(), 0600) == 0);
    jimeng::file_job_store store{f.jobs()};
    for (char const* name : {"link", "pipe"}) {
        BOOST_TEST(jobs.read(name).events.empty());
        if (std::string{name} == "link") BOOST_TEST(store.record(event_of(name, kind::intent)).failed());
    }
}

BOOST_AUTO_TEST_CASE(a_key_has_one_name_everywhere)
{
    BOOST_TEST(jimeng::job_name_of_key("row 7") == jimeng::job_name_of_key("row 7"));
    BOOST_TEST(jimeng::job_name_of_key("row 7") != jimeng::job_name_of_key("row 8"));
    BOOST_TEST(jimeng::job_name_of_key("").starts_with("key-"));
    BOOST_TEST(jimeng::job_name_of_key("row 7").size() == 36U);
}

BOOST_AUTO_TEST_SUITE_END()
