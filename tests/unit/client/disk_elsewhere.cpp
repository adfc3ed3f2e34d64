// Operations that wait for the disk on another thread: the journal and the files of results, while others go on.
#include <jimeng/client/basic_client.hpp>

#include "../../support/failing_new_class.hpp"
#include "../media/pictures.hpp"
#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/emulator.hpp>
#include <jimeng/store.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace script;
using jimeng::client_errc;
using jimeng::condition;
using jimeng::job_event;
using jimeng::job_standing;

namespace {

std::atomic<std::thread::id> loop_thread{};
std::atomic<int> syncs_on_the_loop{0}, syncs_elsewhere{0};

int synced(int number)
{
    ++(std::this_thread::get_id() == loop_thread.load() ? syncs_on_the_loop : syncs_elsewhere);
    return number;
}

} // namespace

/// In the place of the system's, for this program.
extern "C" int fdatasync(int descriptor)
{
    return static_cast<int>(::syscall(SYS_fdatasync, synced(descriptor)));
}
extern "C" int fsync(int descriptor)
{
    return static_cast<int>(::syscall(SYS_fsync, synced(descriptor)));
}

namespace {

jimeng::text_to_image_v30 const a_cat{.prompt = "a cat", .size = jimeng::size<512, 512>};

/// What a step of the journal does before it is done.
struct slow_store : jimeng::job_store {
    explicit slow_store(jimeng::job_folder folder) : files{std::move(folder)} {}

    std::string name_job(std::string_view key, std::chrono::system_clock::time_point now) override
    {
        return files.name_job(key, now);
    }
    jimeng::error_code record(job_event const& event) override
    {
        if (before) before(event);
        return files.record(event);
    }
    void release(std::string_view job) noexcept override
    {
        files.release(job);
        ++releases;
    }

    jimeng::file_job_store files;
    std::atomic<int> releases{0};
    std::function<void(job_event const&)> before;
};

/// A service on a port, one thread for the network and two for the disk.
struct apart {
    jimeng_tests::scratch_folder folder;
    jimeng::emulator::service_options service{.queries_until_done = 1};
    jimeng::emulator::background_server server{service};
    boost::asio::io_context io{1};
    boost::asio::thread_pool disk{2};
    std::shared_ptr<slow_store> store;
    std::atomic<int> answers{0};
    bool over = false;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    jimeng::pictures made;

    apart()
    {
        jimeng::error_code failed;
        jimeng::diagnostics words;
        store = std::make_shared<slow_store>(*jimeng::job_folder::open(folder / "jobs", failed, words));
        loop_thread = std::this_thread::get_id();
        syncs_on_the_loop = syncs_elsewhere = 0;
    }
    ~apart() { loop_thread = std::thread::id{}; }

    [[nodiscard]] jimeng::client client(bool with_disk = true)
    {
        auto how = options();
        how.endpoint = server.url();
        how.poll.interval = 1ms;
        if (with_disk) {
            how.store = store;
            how.disk = [this](auto work) { boost::asio::post(disk, std::move(work)); };
        }
        return jimeng::client{jimeng::hmac_sha256_signer{service.keys}, jimeng::beast_transport{io.get_executor()},
                              how};
    }
    void start(jimeng::client& one, jimeng::generate_options const& how)
    {
        one.async_generate(a_cat, how, details, [this](jimeng::error_code failed, jimeng::pictures all) {
            BOOST_TEST((std::this_thread::get_id() == loop_thread.load()));
            ec = failed;
            made = std::move(all);
            over = true;
        });
    }
    /// The other operations of the loop.
    void keep_asking(jimeng::client& other, jimeng::task const& which)
    {
        other.async_query(which, [this, &other, which](jimeng::error_code failed, jimeng::task_state const&) {
            BOOST_TEST(!failed.failed());
            ++answers;
            if (!over) keep_asking(other, which);
        });
    }
    [[nodiscard]] job_standing standing() const
    {
        auto const names = store->files.folder().names();
        return names.empty() ? job_standing::not_sent : store->files.folder().read(names.front()).standing();
    }
};

using jimeng_tests::failing_new;

/// With memory for a number of allocations, and none for the one after them.
template <class Result, class... Arguments>
std::function<Result(Arguments...)> armed(std::function<Result(Arguments...)> call, std::size_t* left)
{
    return [left, call = std::move(call)](Arguments... arguments) {
        failing_new const short_of_memory{failing_new::never, left};
        return call(std::forward<Arguments>(arguments)...);
    };
}

/// Scripted, with memory enough for itself: one allocation of what it calls fails.
struct short_transport {
    jimeng::testing::scripted_transport script;
    std::size_t* left;

    void async_exchange(jimeng::http_request request, jimeng::exchange_options how, jimeng::exchange_callback done)
    {
        failing_new::stop();
        if (how.async_before_first_byte) how.before_first_byte = asking(std::move(how.async_before_first_byte));
        if (how.sink) how.sink = armed(std::move(how.sink), left);
        if (how.on_head) how.on_head = armed(std::move(how.on_head), left);
        script.async_exchange(std::move(request), std::move(how), armed(std::move(done), left));
    }
    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, jimeng::wait_callback done)
    {
        failing_new::stop();
        script.async_wait(duration, std::move(stop), armed(std::move(done), left));
    }
    [[nodiscard]] auto now() const { return script.now(); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop) { script.wait(duration, std::move(stop)); }

private:
    /// As a transport does that knows how; what is at the disk is done at once.
    std::function<jimeng::error_code()> asking(std::function<void(std::function<void(jimeng::error_code)>)> ask)
    {
        return [ask = armed(std::move(ask), left)] {
            jimeng::error_code said = client_errc::send_incomplete;
            try {
                ask([&said](jimeng::error_code ec) { said = ec; });
            } catch (std::bad_alloc const&) { // nothing leaves
            }
            return said;
        };
    }
};

/// One operation in which one allocation fails, if there are so many.
struct short_of_memory {
    static constexpr char const* id = "7392616336519610409";
    std::size_t left;
    int calls = 0;
    bool refused = false; ///< By an exception, when it was started.
    std::size_t sent = 0, fetched = 0;
    jimeng::error_code ec;
    jimeng::diagnostics details;

    explicit short_of_memory(std::size_t n) : left{n}
    {
        auto how = options();
        how.store = std::make_shared<jimeng::testing::memory_job_store>();
        how.disk = [](auto work) { work(); };
        using short_client = jimeng::basic_client<jimeng::hmac_sha256_signer<>, short_transport>;
        short_client client{jimeng::hmac_sha256_signer{keys()},
                            short_transport{jimeng::testing::scripted_transport{}, &left}, how};
        auto& script = client.transport().script;
        script.answer(200, accepted(id)).answer(200, links(R"("https://a.example/1.png")"));
        for (int i = 0; i != 3; ++i)
            script.answer(200, jimeng_tests::small_png("1"));
        try {
            failing_new const armed{failing_new::never, &left};
            client.async_generate(a_cat, {}, details, [this](jimeng::error_code failed, jimeng::pictures const& all) {
                ec = failed;
                fetched = all.size();
                ++calls;
            });
        } catch (std::bad_alloc const&) {
            refused = true;
        }
        try {
            script.run();
        } catch (std::bad_alloc const&) { // what it left behind is what `calls` tells
        }
        sent = script.calls().size();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(test_disk_elsewhere)

BOOST_FIXTURE_TEST_CASE(while_each_step_is_recorded_the_other_operations_go_on, apart)
{
    std::atomic<int> steps{0}, waited{0};
    store->before = [&](job_event const&) {
        ++steps;
        if (std::this_thread::get_id() == loop_thread.load()) return; // it would wait for itself
        int const seen = answers;
        while (answers < seen + 2) // one that was on its way already, and another one
            std::this_thread::yield();
        ++waited;
    };
    auto one = client(), other = client(false);
    auto const asked_for = client(false).submit(a_cat);
    keep_asking(other, asked_for);
    start(one, {.output = (folder / "cat.png").string()});
    io.run();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(steps == 6); // intent sending accepted done saved final
    BOOST_TEST(waited == 6);
    BOOST_TEST(syncs_on_the_loop == 0);
    BOOST_TEST(syncs_elsewhere == 6); // the journal with its name, accepted, final; the picture, and its folder
    BOOST_TEST((standing() == job_standing::over));
    BOOST_TEST(jimeng::to_hex(jimeng::sha256(jimeng_tests::content_of(folder / "cat.png"))) == made.at(0).saved.sha256);
}

BOOST_FIXTURE_TEST_CASE(pictures_inside_an_answer_are_written_elsewhere_too, apart)
{
    auto one = client();
    start(one, {.results = {.return_url = false}, .output = (folder / "cat.png").string()});
    io.run();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(syncs_on_the_loop == 0);
    BOOST_TEST(syncs_elsewhere == 6);
    BOOST_TEST(jimeng::to_hex(jimeng::sha256(jimeng_tests::content_of(folder / "cat.png"))) == made.at(0).saved.sha256);
}

BOOST_FIXTURE_TEST_CASE(a_download_of_its_own_writes_elsewhere_too, apart)
{
    auto one = client();
    auto const links = client(false).generate(a_cat, {.download = false});
    bool taken = false;
    one.async_download(
        links.at(0).url, folder / "cat.png", [&](jimeng::error_code failed, jimeng::saved_picture saved) {
            BOOST_TEST(!failed.failed());
            taken = jimeng::to_hex(jimeng::sha256(jimeng_tests::content_of(folder / "cat.png"))) == saved.sha256;
        });
    io.run();
    BOOST_TEST(taken);
    BOOST_TEST(syncs_on_the_loop == 0);
    BOOST_TEST(syncs_elsewhere >= 1);
}

BOOST_FIXTURE_TEST_CASE(without_one_the_disk_is_waited_for_on_the_loop, apart)
{
    auto how = options();
    how.endpoint = server.url();
    how.store = store;
    jimeng::client one{jimeng::hmac_sha256_signer{service.keys}, jimeng::beast_transport{io.get_executor()}, how};
    start(one, {.download = false});
    io.run();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(syncs_elsewhere == 0);
    BOOST_TEST(syncs_on_the_loop == 4);
}

BOOST_FIXTURE_TEST_CASE(row_48_a_step_that_is_refused_elsewhere_prevents_the_submit, apart)
{
    for (auto const step : {job_event::kind::intent, job_event::kind::sending}) {
        store->before = [step](job_event const& event) {
            if (event.what == step) throw std::runtime_error{"the disk is gone"};
        };
        auto one = client();
        start(one, {.download = false});
        io.run();
        io.restart();
        BOOST_TEST((ec == client_errc::not_recorded));
        BOOST_TEST((ec == condition::not_sent));
        BOOST_TEST(details.client_message.find("the disk is gone") != std::string::npos);
        BOOST_TEST(server.counts().accepted_submits == 0U);
    }
}

BOOST_FIXTURE_TEST_CASE(row_49_a_step_that_is_refused_after_the_id_came_hides_nothing, apart)
{
    store->before = [](job_event const& event) {
        if (event.what == job_event::kind::accepted) throw std::runtime_error{"the disk is gone"};
    };
    auto one = client();
    start(one, {.download = false});
    io.run();
    BOOST_TEST(!ec.failed());
    BOOST_TEST(details.client_message.find("did not take 'accepted' (the disk is gone)") != std::string::npos);
    BOOST_TEST(server.counts().accepted_submits == 1U);
}

BOOST_FIXTURE_TEST_CASE(row_47_a_stop_while_the_first_byte_waits_for_the_disk_sends_nothing, apart)
{
    std::stop_source stop;
    store->before = [&stop](job_event const& event) {
        if (event.what == job_event::kind::sending) stop.request_stop();
    };
    auto one = client();
    start(one, {.download = false, .stop = stop.get_token()});
    io.run();
    BOOST_TEST((ec == condition::not_sent));
    BOOST_TEST(server.counts().accepted_submits == 0U);
    BOOST_TEST((standing() == job_standing::not_sent));
}

BOOST_FIXTURE_TEST_CASE(the_client_may_go_while_the_disk_works, apart)
{
    auto one = std::make_unique<jimeng::client>(client());
    std::atomic<bool> at_disk{false}, gone{false};
    store->before = [&](job_event const& event) {
        if (event.what != job_event::kind::intent) return;
        at_disk = true;
        while (!gone && std::this_thread::get_id() != loop_thread.load())
            std::this_thread::yield();
    };
    start(*one, {.download = false});
    while (!at_disk)
        io.poll_one();
    one.reset();
    gone = true;
    io.restart();
    io.run();
    BOOST_TEST(over);
    BOOST_TEST((ec == condition::not_sent));
    BOOST_TEST(server.counts().accepted_submits == 0U);
}

BOOST_AUTO_TEST_CASE(one_that_works_at_once_fits_into_virtual_time)
{
    jimeng_tests::scratch_folder const folder;
    for (bool const apart : {false, true}) {
        fixture f;
        auto how = options();
        auto const store = std::make_shared<jimeng::testing::memory_job_store>();
        how.store = store;
        if (apart) how.disk = [](auto work) { work(); };
        f.client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
        f.script().answer(200, accepted()).answer(200, state("generating"));
        f.script().answer(200, links(R"("https://a.example/1.png","https://a.example/2.png")"));
        f.script().answer(200, jimeng_tests::small_png("1")).answer(200, jimeng_tests::small_png("2"));
        std::size_t count = 0;
        auto const output = folder / (apart ? "apart.png" : "here.png");
        f.client.async_generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.output = output.string(), .job = "one"},
                                f.details, [&](jimeng::error_code ec, jimeng::pictures all) {
                                    BOOST_TEST(!ec.failed(), f.details.client_message);
                                    count = all.size();
                                });
        f.script().run();
        BOOST_TEST(count == 2U);
        std::string order;
        for (auto const& event : store->events("one"))
            order += std::string{to_string(event.what)} + ' ';
        BOOST_TEST(order == "intent sending accepted done saved saved final ");
    }
}

BOOST_FIXTURE_TEST_CASE(a_transport_without_an_executor_says_so_with_a_disk_too, apart)
{
    auto how = options();
    how.store = store;
    how.disk = [this](auto work) { boost::asio::post(disk, std::move(work)); };
    jimeng::client one{keys(), how};
    start(one, {.download = false});
    BOOST_TEST(over);
    BOOST_TEST((ec == client_errc::no_executor));
}

BOOST_FIXTURE_TEST_CASE(a_job_is_let_go_before_its_end_is_told, apart)
{
    for (bool const with_disk : {false, true}) {
        jimeng::generate_options const how{.download = false, .job_key = with_disk ? "disk" : "here"};
        int refusals = 1;
        store->before = [&refusals](job_event const& event) {
            if (event.what == job_event::kind::sending && refusals-- > 0) throw std::runtime_error{"not now"};
        };
        store->releases = 0;
        auto settings = options();
        settings.endpoint = server.url();
        settings.store = store;
        if (with_disk) settings.disk = [this](auto work) { boost::asio::post(disk, std::move(work)); };
        jimeng::client one{jimeng::hmac_sha256_signer{service.keys}, jimeng::beast_transport{io.get_executor()},
                           settings};
        jimeng::error_code first, again;
        one.async_generate(a_cat, how, details, [&](jimeng::error_code failed, jimeng::pictures const&) {
            first = failed;
            BOOST_TEST(store->releases == 1);
            one.async_generate(a_cat, how, details, [&](jimeng::error_code second, jimeng::pictures const&) {
                again = second;
                BOOST_TEST(store->releases == 1); // with its end the store has let go of it
            });
        });
        io.run();
        io.restart();
        BOOST_TEST((first == client_errc::not_recorded));
        BOOST_TEST(!again.failed(), details.client_message);
    }
}

BOOST_AUTO_TEST_CASE(memory_that_ends_anywhere_ends_the_operation_and_hides_no_task)
{
    std::size_t failures = 0;
    for (std::size_t n = 0;; ++n) {
        short_of_memory const one{n};
        BOOST_TEST_CONTEXT("allocation " << n << ", " << one.ec.message() << ": " << one.details.client_message)
        {
            BOOST_TEST(one.calls == (one.refused ? 0 : 1));
            if (one.refused) BOOST_TEST(one.sent == 0U);
            if (one.sent > 1) BOOST_TEST(one.details.task_id == short_of_memory::id);
            if (one.details.submitted == jimeng::verdict::rejected) BOOST_ERROR("nobody rejected it");
            if (one.details.submitted == jimeng::verdict::not_sent) BOOST_TEST(one.details.task_id.empty());
        }
        failures += one.ec.failed() ? 1 : 0;
        if (one.left == failing_new::never) continue;
        BOOST_TEST(!one.ec.failed());
        BOOST_TEST(one.fetched == 1U);
        break;
    }
    BOOST_TEST(failures > 100U);
}

BOOST_AUTO_TEST_SUITE_END()
