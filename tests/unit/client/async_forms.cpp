#include <jimeng/client/async_forms.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/emulator.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_async_forms)

using namespace script;
using jimeng::client_errc;
namespace asio = boost::asio;

namespace {

/// A client whose sockets live on `io`, and a real server on a real port.
struct server_fixture {
    jimeng::emulator::service_options service{.queries_until_done = 1};
    jimeng::emulator::background_server server{service};
    asio::io_context io;
    jimeng::client client{jimeng::hmac_sha256_signer{service.keys}, jimeng::beast_transport{io.get_executor()},
                          settings()};

    jimeng::client_options settings()
    {
        auto result = options();
        result.endpoint = server.url();
        result.poll.interval = 20ms;
        return result;
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(a_callback_gets_the_pictures, server_fixture)
{
    int calls = 0;
    bool inside = true;
    jimeng::diagnostics details;
    client.async_generate(jimeng::text_to_image_v40{.prompt = "a cat", .size = jimeng::size<1024, 1024>}, {}, details,
                          [&](jimeng::error_code ec, jimeng::pictures pictures) {
                              BOOST_TEST(!inside);
                              BOOST_TEST(!ec.failed());
                              BOOST_TEST(pictures.at(0).width == 1024U);
                              ++calls;
                          });
    inside = false;
    BOOST_TEST(details.task_id.empty());
    io.run();
    BOOST_TEST(calls == 1);
    BOOST_TEST(!details.task_id.empty());
}

BOOST_FIXTURE_TEST_CASE(a_coroutine_does_each_operation, server_fixture)
{
    bool finished = false;
    auto const path = std::filesystem::temp_directory_path() / ("jimeng-async-" + std::to_string(::getpid()) + ".png");
    auto work = [&]() -> asio::awaitable<void> {
        auto const task = co_await client.async_submit(
            jimeng::seedream_v46{.prompt = "a cat", .size = jimeng::size<1024, 1024>}, asio::use_awaitable);
        auto const state = co_await client.async_query(task, {}, asio::use_awaitable);
        BOOST_TEST((state.status != jimeng::task_status::not_found));
        auto const pictures = co_await client.async_wait(task, {.download = false}, asio::use_awaitable);
        auto const saved =
            co_await client.async_download(pictures.at(0).url, path.string(), {.overwrite = true}, asio::use_awaitable);
        BOOST_TEST(saved.width == 1024U);
        jimeng::generate_options const to_file{.results = {.return_url = false}, .output = path, .overwrite = true};
        auto const inside = co_await client.async_wait(task, to_file, asio::use_awaitable);
        BOOST_TEST(inside.at(0).saved.path == path);
        finished = true;
    };
    asio::co_spawn(io, work(), [](std::exception_ptr failure) {
        if (failure) std::rethrow_exception(failure);
    });
    io.run();
    std::filesystem::remove(path);
    BOOST_TEST(finished);
}

BOOST_FIXTURE_TEST_CASE(a_future_carries_the_error, server_fixture)
{
    auto answer = client.async_generate(jimeng::text_to_image_v40{.prompt = "emulate:50412"}, asio::use_future);
    io.run();
    BOOST_CHECK_EXCEPTION(answer.get(), boost::system::system_error,
                          [](auto const& e) { return e.code() == jimeng::service_errc::input_text_refused; });
}

BOOST_FIXTURE_TEST_CASE(a_refusal_before_sending_completes_later_too, server_fixture)
{
    bool inside = true;
    int calls = 0;
    jimeng::diagnostics details;
    client.async_generate(jimeng::text_to_image_v40{.prompt = jimeng::prompt::unchecked("")}, {}, details,
                          [&](jimeng::error_code ec, jimeng::pictures) {
                              BOOST_TEST(!inside);
                              BOOST_TEST((ec == client_errc::rule_broken));
                              ++calls;
                          });
    inside = false;
    io.run();
    BOOST_TEST(calls == 1);
    BOOST_TEST(!details.client_message.empty());
}

BOOST_FIXTURE_TEST_CASE(a_handler_completes_on_its_own_executor, server_fixture)
{
    auto strand = asio::make_strand(io);
    bool right = false;
    client.async_submit(jimeng::text_to_image_v40{.prompt = "a cat"},
                        asio::bind_executor(strand, [&](jimeng::error_code, jimeng::task) {
                            right = strand.running_in_this_thread();
                        }));
    io.run();
    BOOST_TEST(right);
}

BOOST_FIXTURE_TEST_CASE(a_cancellation_slot_ends_the_wait_and_keeps_the_id, server_fixture)
{
    asio::cancellation_signal signal;
    jimeng::diagnostics details;
    jimeng::error_code seen;
    client.async_generate(
        jimeng::text_to_image_v40{.prompt = "emulate:slow-30"}, {}, details,
        asio::bind_cancellation_slot(signal.slot(), [&](jimeng::error_code ec, jimeng::pictures) { seen = ec; }));
    asio::steady_timer timer{io, 150ms};
    timer.async_wait([&](jimeng::error_code) { signal.emit(asio::cancellation_type::terminal); });
    auto const before = std::chrono::steady_clock::now();
    io.run();
    BOOST_TEST((std::chrono::steady_clock::now() - before < 5s));
    BOOST_TEST((seen == client_errc::cancelled));
    BOOST_TEST(!details.task_id.empty());
}

BOOST_FIXTURE_TEST_CASE(several_operations_of_one_client_overlap, server_fixture)
{
    int done = 0;
    for (int i = 0; i != 8; ++i)
        client.async_generate(jimeng::text_to_image_v40{.prompt = "a cat", .size = jimeng::size<1024, 1024>},
                              [&](jimeng::error_code ec, jimeng::pictures pictures) {
                                  done += !ec.failed() && pictures.size() == 1 ? 1 : 0;
                              });
    io.run();
    BOOST_TEST(done == 8);
    BOOST_TEST(server.counts().accepted_submits == 8U);
}

BOOST_AUTO_TEST_CASE(the_same_machine_runs_over_a_scripted_transport)
{
    fixture f;
    f.script()
        .answer(200, accepted())
        .answer(200, state("generating"))
        .answer(200, links(R"("https://a.example/1.png")"));
    std::size_t pictures_seen = 0;
    f.client.async_generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.download = false},
                            [&](jimeng::error_code, jimeng::pictures pictures) { pictures_seen = pictures.size(); });
    f.script().run();
    BOOST_TEST(pictures_seen == 1U);
    BOOST_TEST(f.script().calls().size() == 3U);
}

BOOST_AUTO_TEST_CASE(each_form_of_submit_takes_options)
{
    fixture f;
    for (int i = 0; i != 6; ++i)
        f.script().answer(200, accepted());
    jimeng::text_to_image_v40 const a_cat{.prompt = "a cat"};
    std::size_t told = 0;
    jimeng::generate_options const how{.on_progress = [&](jimeng::progress const&) { ++told; }};
    BOOST_TEST(!f.client.submit(a_cat, how).id.empty());
    std::size_t tasks = 0;
    auto const count = [&](jimeng::error_code, jimeng::task task) { tasks += task.id.empty() ? 0 : 1; };
    f.client.async_submit(a_cat, how, f.details, count);
    f.client.async_submit(a_cat, how, count);
    f.client.async_submit(a_cat, {}, count);
    f.client.async_submit(a_cat, {}, f.details, count);
    auto future = f.client.async_submit(a_cat, how, asio::use_future);
    f.script().run();
    BOOST_TEST(!future.get().id.empty());
    BOOST_TEST(tasks == 4U);
    BOOST_TEST(told == 2U * 4);
}

BOOST_AUTO_TEST_CASE(a_transport_without_executor_says_so)
{
    jimeng::client client{keys(), options()};
    jimeng::error_code seen;
    client.async_generate(jimeng::text_to_image_v40{.prompt = "a cat"},
                          [&](jimeng::error_code ec, jimeng::pictures) { seen = ec; });
    BOOST_TEST((seen == client_errc::no_executor));
}

BOOST_AUTO_TEST_CASE(a_deferred_operation_can_be_started_twice)
{
    fixture f;
    f.script().answer(200, accepted("1")).answer(200, accepted("2"));
    auto const submit = f.client.async_submit(jimeng::text_to_image_v40{.prompt = "a cat"}, asio::deferred);
    std::vector<std::string> ids;
    for (int i = 0; i != 2; ++i) {
        auto once = submit;
        std::move(once)([&](jimeng::error_code, jimeng::task task) { ids.push_back(task.id.text()); });
    }
    f.script().run();
    BOOST_TEST((ids == std::vector<std::string>{"1", "2"}));
}

BOOST_AUTO_TEST_CASE(a_signer_that_throws_completes_the_token)
{
    struct broken_signer {
        void sign(jimeng::http_request&, std::chrono::sys_seconds) const { throw std::runtime_error{"gone"}; }
    };
    jimeng::basic_client<broken_signer, jimeng::testing::scripted_transport> client{
        {}, jimeng::testing::scripted_transport{}, options()};
    jimeng::error_code seen;
    jimeng::diagnostics details;
    client.async_submit(jimeng::text_to_image_v40{.prompt = "a cat"}, details,
                        [&](jimeng::error_code ec, jimeng::task) { seen = ec; });
    client.transport().run();
    BOOST_TEST((seen == client_errc::signing_failed));
    BOOST_TEST((details.submitted == jimeng::verdict::not_sent));
}

BOOST_AUTO_TEST_SUITE_END()
