// What this library promises about threads, exercised for ThreadSanitizer: tests/run builds this program with it. Without
// it the results are checked all the same. Prints one TAP line for each case.
#include <jimeng/async.hpp>
#include <jimeng/emulator/server.hpp>
#include <jimeng/store.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <iterator>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int thread_count = 8;

/// Runs `work(i)` in all threads at once and returns when all are done.
void in_threads(std::function<void(int)> const& work)
{
    std::atomic<int> ready{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i != thread_count; ++i)
        threads.emplace_back([&, i] {
            ++ready;
            while (ready != thread_count)
                std::this_thread::yield(); // so that they really meet
            work(i);
        });
}

jimeng::client_options options_for(jimeng::emulator::background_server const& server)
{
    jimeng::client_options options;
    options.endpoint = server.url();
    options.poll.interval = std::chrono::milliseconds{10};
    return options;
}

jimeng::credentials keys()
{
    return jimeng::emulator::service_options{}.keys;
}

jimeng::text_to_image_v40 a_cat()
{
    return {.prompt = "a cat", .size = jimeng::size<1024, 1024>, .force_single = true};
}

/// One signer, as several clients share it.
struct shared_signer {
    explicit shared_signer(jimeng::credentials const& with)
        : one{std::make_shared<jimeng::hmac_sha256_signer<> const>(with)}
    {}
    void sign(jimeng::http_request& request, std::chrono::sys_seconds now) const { one->sign(request, now); }

    std::shared_ptr<jimeng::hmac_sha256_signer<> const> one;
};

std::string signed_at(auto const& signer, int second)
{
    jimeng::http_request request{"POST", {"https", "visual.volcengineapi.com", 443}, "/?Action=A&Version=B", {}, "{}"};
    signer.sign(request, std::chrono::sys_seconds{std::chrono::seconds{1'749'970'000 + second}});
    return *jimeng::find_header(request.headers, "Authorization");
}

/// Second by second and across midnight, where the day's key changes under everybody.
template <class Hash>
bool a_shared_signer_signs_in_all_threads()
{
    jimeng::hmac_sha256_signer<Hash> const signer{keys()};
    constexpr int rounds = 200;
    std::vector<std::string> expected;
    for (int round = 0; round != rounds; ++round)
        expected.push_back(signed_at(jimeng::hmac_sha256_signer<Hash>{keys()}, round * 700));
    std::atomic<int> wrong{0};
    in_threads([&](int) {
        for (int round = 0; round != rounds; ++round)
            wrong += signed_at(signer, round * 700) == expected[static_cast<std::size_t>(round)] ? 0 : 1;
    });
    return wrong == 0;
}

bool blocking_clients_share_a_signer()
{
    jimeng::emulator::background_server server;
    shared_signer const signer{keys()};
    std::atomic<int> good{0}, looking{0};
    in_threads([&](int i) {
        jimeng::basic_client<shared_signer, jimeng::beast_transport> client{
            signer, jimeng::beast_transport{jimeng::transport_options{}}, options_for(server)};
        for (int round = 0; round != 5; ++round) {
            jimeng::error_code ec;
            jimeng::diagnostics details;
            auto const made = client.submit(a_cat(), ec, details);
            good += !ec && !made.id.text().empty() ? 1 : 0;
            looking += server.counts().accepted_submits != 0 ? 1 : 0; // the ledger is read from any thread
        }
        jimeng::error_code ec;
        jimeng::diagnostics details;
        auto const pictures = client.generate(a_cat(), ec, details);
        good += i % 2 == 0 || (!ec && pictures.size() == 1) ? 1 : 0;
    });
    return good == thread_count * 6 && looking == thread_count * 5 &&
           server.counts().accepted_submits == thread_count * 6;
}

/// Each waits for a task that does not end, and is stopped by another thread.
bool a_stop_from_another_thread_ends_a_wait()
{
    jimeng::emulator::service_options never;
    never.task_duration = std::chrono::hours{1};
    jimeng::emulator::background_server server{never};
    std::atomic<int> good{0};
    in_threads([&](int) {
        jimeng::client client{keys(), options_for(server)};
        std::stop_source source;
        std::atomic<bool> waiting{false};
        jimeng::generate_options how;
        how.stop = source.get_token();
        how.on_progress = [&](jimeng::progress const& now) {
            if (now.at == jimeng::progress::stage::waiting) waiting = true;
        };
        std::jthread const stopper{[&] {
            while (!waiting)
                std::this_thread::yield();
            source.request_stop();
        }};
        jimeng::error_code ec;
        jimeng::diagnostics details;
        (void)client.generate(a_cat(), how, ec, details);
        good += ec == jimeng::condition::resumable && !details.task_id.empty() ? 1 : 0;
    });
    return good == thread_count;
}

/// One asynchronous client on a context that all threads run: its pool has fewer connections than operations.
bool one_asynchronous_client_runs_in_all_threads()
{
    constexpr int operations = 64;
    jimeng::emulator::background_server server;
    boost::asio::io_context context;
    jimeng::transport_options limits;
    limits.max_connections = 5;
    jimeng::basic_client<shared_signer, jimeng::beast_transport> client{
        shared_signer{keys()}, jimeng::beast_transport{context.get_executor(), limits}, options_for(server)};
    std::vector<jimeng::diagnostics> details(operations);
    std::atomic<int> good{0}, done{0};
    for (int i = 0; i != operations; ++i)
        client.async_submit(a_cat(), details[static_cast<std::size_t>(i)],
                            [&](jimeng::error_code ec, jimeng::task made) {
                                good += !ec && !made.id.text().empty() ? 1 : 0;
                                ++done;
                            });
    in_threads([&](int) { context.run(); });
    return done == operations && good == operations && server.counts().accepted_submits == operations;
}

/// Generating and stopping overlap in one client: whole operations, among them some that are cut short.
bool stops_meet_asynchronous_operations()
{
    constexpr int operations = 16;
    jimeng::emulator::service_options slow;
    slow.queries_until_done = 3;
    jimeng::emulator::background_server server{slow};
    boost::asio::io_context context;
    jimeng::basic_client<shared_signer, jimeng::beast_transport> client{
        shared_signer{keys()}, jimeng::beast_transport{context.get_executor(), {}}, options_for(server)};
    std::vector<jimeng::diagnostics> details(operations);
    std::vector<std::stop_source> stops(operations);
    std::atomic<int> ended{0};
    for (std::size_t i = 0; i != operations; ++i) {
        jimeng::generate_options how;
        how.download = false;
        how.stop = stops[i].get_token();
        client.async_generate(a_cat(), how, details[i], [&](jimeng::error_code, jimeng::pictures) { ++ended; });
    }
    in_threads([&](int thread) {
        if (thread == 0)
            for (std::size_t i = 0; i < operations; i += 2)
                stops[i].request_stop();
        context.run();
    });
    return ended == operations;
}

/// Networks and disk on threads of their own, and half of the operations are stopped on the way.
bool stops_meet_operations_that_wait_for_the_disk()
{
    constexpr int operations = 16;
    jimeng::emulator::background_server server;
    auto name = (std::filesystem::temp_directory_path() / "jimeng-threads-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return false;
    jimeng::error_code failed;
    jimeng::diagnostics words;
    auto const folder = jimeng::job_folder::open(name + "/jobs", failed, words);
    boost::asio::io_context context;
    boost::asio::thread_pool disk{3};
    auto options = options_for(server);
    options.store = std::make_shared<jimeng::file_job_store>(folder.value());
    options.disk = [&disk](auto work) { boost::asio::post(disk, std::move(work)); };
    jimeng::basic_client<shared_signer, jimeng::beast_transport> client{
        shared_signer{keys()}, jimeng::beast_transport{context.get_executor(), {}}, options};
    jimeng::text_to_image_v30 const request{.prompt = "a cat", .size = jimeng::size<512, 512>};
    std::vector<jimeng::diagnostics> details(operations);
    std::vector<std::stop_source> stops(operations);
    std::atomic<int> ended{0}, good{0};
    for (std::size_t i = 0; i != operations; ++i) {
        jimeng::generate_options const how{.output = name + "/" + std::to_string(i) + ".png",
                                           .stop = stops[i].get_token()};
        client.async_generate(request, how, details[i], [&](jimeng::error_code ec, jimeng::pictures const& made) {
            ++ended;
            good += !ec && made.size() == 1 && !made.front().saved.path.empty() ? 1 : 0;
        });
    }
    in_threads([&](int thread) {
        if (thread == 0)
            for (std::size_t i = 0; i < operations; i += 2)
                stops[i].request_stop();
        context.run();
    });
    disk.join();
    std::filesystem::remove_all(name);
    return ended == operations && good >= operations / 2;
}

struct named_case {
    char const* name;
    bool (*run)();
};

} // namespace

int main()
{
    constexpr named_case cases[] = {
        {"a shared signer signs in all threads", a_shared_signer_signs_in_all_threads<jimeng::openssl_sha256>},
        {"so does one with the hash of our own", a_shared_signer_signs_in_all_threads<jimeng::native_sha256>},
        {"blocking clients share a signer and a server", blocking_clients_share_a_signer},
        {"a stop from another thread ends a wait", a_stop_from_another_thread_ends_a_wait},
        {"one asynchronous client runs in all threads", one_asynchronous_client_runs_in_all_threads},
        {"stops meet asynchronous operations", stops_meet_asynchronous_operations},
        {"stops meet operations that wait for the disk", stops_meet_operations_that_wait_for_the_disk},
    };
    std::printf("1..%zu\n", std::size(cases));
    bool all = true;
    int number = 0;
    for (auto const& one : cases) {
        bool good = false;
        try {
            good = one.run();
        } catch (std::exception const& e) {
            std::printf("# %s\n", e.what());
        }
        std::printf("%sok %d - %s\n", good ? "" : "not ", ++number, one.name);
        std::fflush(stdout);
        all = all && good;
    }
    return all ? 0 : 1;
}
