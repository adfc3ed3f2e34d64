#include <jimeng/net/file_slots.hpp>

#include <jimeng/net/account_limiter.hpp>

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_file_slots)

using namespace jimeng;
using namespace std::chrono_literals;

namespace {

struct folder {
    std::string path = (std::filesystem::temp_directory_path() / "jimeng-slots-XXXXXX").string();
    folder() { BOOST_TEST_REQUIRE(::mkdtemp(path.data()) != nullptr); }
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;
    ~folder() { std::filesystem::remove_all(path); }

    [[nodiscard]] std::string name() const { return path + "/limits"; }
};

std::unique_ptr<file_slots> opened(std::string const& folder, int slots)
{
    error_code ec;
    diagnostics details;
    auto made = file_slots::open(folder, slots, ec, details);
    BOOST_TEST_REQUIRE(!ec.failed(), details.client_message);
    return made;
}

/// Takes a place as everybody has to: under the lock.
bool takes(file_slots& slots)
{
    error_code ec;
    BOOST_TEST_REQUIRE(slots.try_lock(ec));
    bool const took = slots.take();
    slots.unlock();
    return took;
}

pid_t child(std::function<void()> const& what)
{
    auto const id = ::fork();
    if (id != 0) return id;
    what();
    ::_exit(0);
}

void say(int file, std::string const& words)
{
    if (::write(file, words.data(), words.size()) != static_cast<ssize_t>(words.size())) ::_exit(1);
}

/// One task after the other, each for as long as it takes to say so twice.
void work(std::string const& where, std::string const& log, int tasks)
{
    error_code ec;
    diagnostics details;
    account_limiter limit{{1, 1e6, 1e6}, file_slots::open(where, 1, ec, details)};
    int const file = ::open(log.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    auto const me = std::to_string(::getpid());
    std::uint64_t ticket = 0;
    while (tasks != 0) {
        auto const said = limit.ask(limiter::use::task, ticket, std::chrono::steady_clock::now(), 0.0);
        ticket = said.ticket;
        if (said.what == admission::kind::refused) ::_exit(1);
        if (said.what == admission::kind::admitted) {
            say(file, "begins " + me + '\n');
            std::this_thread::sleep_for(1ms);
            say(file, "ends " + me + '\n');
            limit.release(limiter::use::task, {}, std::chrono::steady_clock::now());
            ticket = 0;
            --tasks;
        }
        std::this_thread::sleep_for(100us);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(a_folder_is_made_for_its_owner_only)
{
    folder const f;
    opened(f.name(), 2);
    struct stat found {};
    BOOST_TEST(::stat(f.name().c_str(), &found) == 0);
    BOOST_TEST((found.st_mode & 0777) == 0700U);
    for (char const* const name : {"/state", "/slot-1", "/slot-2"}) {
        BOOST_TEST(::stat((f.name() + name).c_str(), &found) == 0, name);
        BOOST_TEST((found.st_mode & 0777) == 0600U);
    }
    BOOST_TEST(opened(f.name(), 0)->size() == 1);
    BOOST_TEST(opened(f.name(), 1'000'000)->size() == 256);
}

BOOST_AUTO_TEST_CASE(a_folder_that_others_may_use_or_that_is_none_is_refused_with_its_name)
{
    folder const f;
    error_code ec;
    diagnostics details;
    ::mkdir(f.name().c_str(), 0700);
    ::chmod(f.name().c_str(), 0750);
    BOOST_TEST((file_slots::open(f.name(), 1, ec, details) == nullptr));
    BOOST_TEST((ec == client_errc::bad_path));
    BOOST_TEST(details.client_message.find(f.name() + " cannot hold the shared limits: it must be yours") !=
                   std::string::npos,
               details.client_message);
    std::ofstream{f.path + "/file"} << "x";
    for (std::string const& other : {f.path + "/file", f.path + "/no/parent"}) {
        BOOST_TEST((file_slots::open(other, 1, ec, details) == nullptr));
        BOOST_TEST((ec == client_errc::file_io));
    }
    ::mkdir((f.path + "/links").c_str(), 0700);
    std::filesystem::create_symlink(f.path + "/file", f.path + "/links/state");
    BOOST_TEST((file_slots::open(f.path + "/links", 1, ec, details) == nullptr));
    BOOST_TEST((ec == client_errc::file_io));
}

BOOST_AUTO_TEST_CASE(places_are_taken_once_and_seen_by_all)
{
    folder const f;
    auto const one = opened(f.name(), 2);
    auto other = opened(f.name(), 2);
    BOOST_TEST((takes(*one) && takes(*other)));
    BOOST_TEST((!takes(*one) && !takes(*other)));
    BOOST_TEST((one->taken() == 2 && other->taken() == 2));
    one->give_back();
    one->give_back(); // it has no other
    BOOST_TEST((one->taken() == 1 && other->taken() == 1));
    BOOST_TEST(takes(*other));
    other.reset();
    BOOST_TEST(one->taken() == 0);
}

BOOST_AUTO_TEST_CASE(one_has_the_lock_and_reads_what_was_written_last)
{
    folder const f;
    auto const one = opened(f.name(), 1), other = opened(f.name(), 1);
    error_code ec;
    BOOST_TEST((one->try_lock(ec) && !other->try_lock(ec) && !ec.failed()));
    one->write("a long word", ec);
    one->write("a word", ec);
    one->unlock();
    BOOST_TEST((other->try_lock(ec) && other->read(ec) == "a word" && !ec.failed()));
}

BOOST_AUTO_TEST_CASE(a_place_is_free_when_its_owner_was_killed)
{
    folder const f;
    int told[2];
    BOOST_TEST_REQUIRE(::pipe(told) == 0);
    auto const owner = child([&] {
        error_code ec;
        diagnostics details;
        auto const slots = file_slots::open(f.name(), 1, ec, details);
        bool const took = slots->try_lock(ec) && slots->take(); // and it keeps the lock too
        say(told[1], took ? "y" : "n");
        for (;;)
            ::pause();
    });
    char took = 0;
    BOOST_TEST((::read(told[0], &took, 1) == 1 && took == 'y'));
    auto const slots = opened(f.name(), 1);
    error_code ec;
    BOOST_TEST((slots->taken() == 1 && !slots->try_lock(ec)));
    ::kill(owner, SIGKILL);
    ::waitpid(owner, nullptr, 0);
    BOOST_TEST((slots->try_lock(ec) && slots->taken() == 0 && slots->take()));
    ::close(told[0]);
    ::close(told[1]);
}

BOOST_AUTO_TEST_CASE(tasks_of_eight_processes_with_one_place_never_overlap)
{
    folder const f;
    auto const log = f.path + "/log";
    std::ofstream{log} << "";
    std::vector<pid_t> workers;
    for (int i = 0; i != 8; ++i)
        workers.push_back(child([&] { work(f.name(), log, 10); }));
    for (auto const worker : workers) {
        int status = 1;
        ::waitpid(worker, &status, 0);
        BOOST_TEST(status == 0);
    }
    std::ifstream said{log};
    std::string word, who, running;
    int tasks = 0;
    while (said >> word >> who) {
        BOOST_TEST((word == "begins" ? running.empty() : running == who));
        running = word == "begins" ? who : "";
        tasks += word == "begins" ? 1 : 0;
    }
    BOOST_TEST(tasks == 80);
}

BOOST_AUTO_TEST_SUITE_END()
