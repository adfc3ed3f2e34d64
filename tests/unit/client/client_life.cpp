// A client that goes while its operations run, and what ends them.
#include <jimeng/client/basic_client.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/emulator.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_client_life)

using namespace script;
using jimeng::client_errc;
using jimeng::condition;
namespace asio = boost::asio;

namespace {

using emulated_client = jimeng::basic_client<jimeng::hmac_sha256_signer<>, jimeng::emulator::loopback_transport>;

/// A client over the service without sockets; the transport's copy turns the wheel when the client is gone.
struct emulated {
    explicit emulated(unsigned queries = 3)
        : service{.queries_until_done = queries},
          transport{std::make_shared<jimeng::emulator::service>(service)},
          client{emulated_client{jimeng::hmac_sha256_signer{service.keys}, transport, options()}}
    {}

    jimeng::emulator::service_options service;
    jimeng::emulator::loopback_transport transport;
    std::optional<emulated_client> client;
    int calls = 0;
    jimeng::error_code ec;
    std::string id;

    auto handler()
    {
        return [this](jimeng::error_code seen, jimeng::pictures made) {
            ++calls;
            ec = seen;
            id = made.task.id.text();
        };
    }
};

jimeng::text_to_image_v40 const a_cat{.prompt = "a cat", .size = jimeng::size<1024, 1024>};

/// The emitting side of a cancellation, of one type, at one moment of a task.
struct cancelling {
    asio::cancellation_type type;
    jimeng::progress::stage at;

    jimeng::error_code run() const
    {
        emulated f;
        asio::cancellation_signal signal;
        jimeng::generate_options const how{.download = false, .on_progress = [&](jimeng::progress const& now) {
                                               if (now.at == at) signal.emit(type);
                                           }};
        f.client->async_generate(a_cat, how, asio::bind_cancellation_slot(signal.slot(), f.handler()));
        f.transport.run();
        BOOST_TEST(f.calls == 1);
        return f.ec;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_client_that_goes_stops_what_it_began)
{
    for (bool const started : {false, true}) {
        emulated f;
        std::vector<int> order;
        f.client->async_generate(a_cat,
                                 {.download = false,
                                  .on_progress =
                                      [&](jimeng::progress const& now) {
                                          if (started && now.at == jimeng::progress::stage::accepted) f.client.reset();
                                      }},
                                 f.handler());
        if (!started) f.client.reset();
        BOOST_TEST(f.calls == 0);
        f.transport.run();
        BOOST_TEST(f.calls == 1);
        BOOST_TEST((f.ec == (started ? client_errc::cancelled : client_errc::cancelled_before_send)));
        BOOST_TEST(f.id.empty() != started);
    }
}

BOOST_AUTO_TEST_CASE(operations_go_on_with_the_new_owner_of_a_client)
{
    emulated f;
    f.client->async_generate(a_cat, {.download = false}, f.handler());
    emulated_client moved = std::move(*f.client);
    f.client.reset();
    f.transport.run();
    BOOST_TEST(f.calls == 1);
    BOOST_TEST(!f.ec.failed());
}

BOOST_AUTO_TEST_CASE(assigning_to_a_busy_client_stops_what_it_began)
{
    emulated f, other;
    f.client->async_generate(a_cat, {.download = false}, f.handler());
    *f.client = std::move(*other.client);
    f.transport.run();
    BOOST_TEST(f.calls == 1);
    BOOST_TEST((f.ec == client_errc::cancelled_before_send));
    BOOST_TEST(f.client->generate(a_cat, {.download = false}).size() == 1U);
}

// Over sockets, at every moment of a task: sanitizers see what is used after its end.
BOOST_AUTO_TEST_CASE(a_client_over_sockets_may_go_at_any_moment)
{
    jimeng::emulator::service_options const service{.queries_until_done = 2};
    jimeng::emulator::background_server server{service};
    auto settings = options();
    settings.endpoint = server.url();
    settings.poll.interval = 1ms;
    for (int moment = 0; moment != 60; ++moment) {
        asio::io_context io;
        std::optional<jimeng::client> client{std::in_place, jimeng::hmac_sha256_signer{service.keys},
                                             jimeng::beast_transport{io.get_executor()}, settings};
        int calls = 0;
        for (int i = 0; i != 3; ++i)
            client->async_generate(a_cat, {.download = i == 0}, [&](jimeng::error_code ec, jimeng::pictures) {
                ++calls;
                BOOST_TEST((!ec || ec == client_errc::cancelled || ec == condition::not_sent), ec.message());
            });
        for (int handlers = 0; handlers != moment && io.run_one() != 0; ++handlers) {}
        if (moment % 2 == 0)
            client.reset();
        else
            std::optional<jimeng::client>{std::move(client)}.reset();
        io.run();
        BOOST_TEST(calls == 3);
    }
}

// Nobody runs the context any more: what waits in it is destroyed with it.
BOOST_AUTO_TEST_CASE(a_context_that_goes_takes_what_waits_along)
{
    jimeng::emulator::service_options const service{.queries_until_done = 1000};
    jimeng::emulator::background_server server{service};
    auto settings = options();
    settings.endpoint = server.url();
    for (int moment = 0; moment != 40; ++moment) {
        auto io = std::make_unique<asio::io_context>();
        auto const witness = std::make_shared<int>(moment);
        {
            jimeng::client client{jimeng::hmac_sha256_signer{service.keys}, jimeng::beast_transport{io->get_executor()},
                                  settings};
            client.async_generate(a_cat, [witness](jimeng::error_code, jimeng::pictures) {});
            for (int handlers = 0; handlers != moment / 2 && io->run_one() != 0; ++handlers) {}
        }
        io.reset();
        BOOST_TEST(witness.use_count() == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_total_cancellation_stops_until_a_submit_begins_to_leave)
{
    using stage = jimeng::progress::stage;
    using enum asio::cancellation_type;
    BOOST_TEST((cancelling{total, stage::submitting}.run() == client_errc::cancelled_before_send));
    for (auto const at : {stage::accepted, stage::waiting})
        BOOST_TEST(!(cancelling{total, at}.run().failed()));
    for (auto const type : {terminal, partial, terminal | total, all}) {
        BOOST_TEST((cancelling{type, stage::submitting}.run() == client_errc::cancelled_before_send));
        for (auto const at : {stage::accepted, stage::waiting})
            BOOST_TEST((cancelling{type, at}.run() == client_errc::cancelled));
    }
    BOOST_TEST(!(cancelling{none, stage::waiting}.run().failed()));
}

BOOST_AUTO_TEST_CASE(options_in_braces_within_co_await_are_whole)
{
    emulated f;
    asio::io_context io;
    auto const folder = std::filesystem::temp_directory_path() / ("jimeng-braces-" + std::to_string(::getpid()));
    auto const path = folder / "a-name-that-is-longer-than-what-a-string-holds-inside-itself.png";
    int told = 0;
    std::size_t size = 0;
    std::stop_source source;
    auto const work = [&]() -> asio::awaitable<void> {
        auto const made = co_await f.client->async_generate(
            a_cat,
            {.results = {.watermark = jimeng::watermark{.text = "words of our own, long enough for the heap"},
                         .aigc_meta = jimeng::aigc_meta{.producer_id = "a producer's id, long enough for the heap"}},
             .output = path,
             .on_progress = [&told](jimeng::progress const&) { ++told; },
             .stop = source.get_token()},
            asio::use_awaitable);
        size = made.size();
        co_await f.client->async_generate(a_cat, {.download = false}, asio::use_awaitable);
        co_await f.client->async_generate(a_cat, {}, asio::use_awaitable);
    };
    std::exception_ptr failure;
    asio::co_spawn(io, work(), [&](std::exception_ptr thrown) { failure = thrown; });
    do
        f.transport.run();
    while (io.poll() != 0);
    if (failure) std::rethrow_exception(failure);
    BOOST_TEST(told > 0);
    BOOST_TEST(size == 1U);
    BOOST_TEST(std::filesystem::exists(path));
    std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(a_coroutine_is_thrown_what_carries_the_id)
{
    emulated f;
    asio::io_context io;
    auto const work = [&]() -> asio::awaitable<void> {
        co_await f.client->async_generate(jimeng::text_to_image_v40{.prompt = "emulate:done-50511"},
                                          asio::use_awaitable);
    };
    std::exception_ptr failure;
    asio::co_spawn(io, work(), [&](std::exception_ptr thrown) { failure = thrown; });
    do
        f.transport.run();
    while (io.poll() != 0);
    BOOST_REQUIRE(failure);
    BOOST_CHECK_EXCEPTION(std::rethrow_exception(failure), jimeng::error_with_pictures, [](auto const& error) {
        return error.code() == jimeng::service_errc::output_image_refused && !error.get_diagnostics().task_id.empty();
    });
}

BOOST_AUTO_TEST_CASE(no_constructor_asks_the_environment)
{
    setenv("JIMENG_API_URL", "http://127.0.0.1:1", 1);
    setenv("JIMENG_POLL_INTERVAL", "nonsense", 1);
    jimeng::client const plain{keys()};
    scripted_client const own{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}};
    unsetenv("JIMENG_API_URL");
    unsetenv("JIMENG_POLL_INTERVAL");
    BOOST_TEST(plain.options().address() == jimeng::default_endpoint);
    BOOST_TEST(own.options().address() == jimeng::default_endpoint);
    BOOST_TEST(!plain.options().poll.interval.has_value());
}

namespace {

struct lucky_transport : jimeng::testing::scripted_transport {
    lucky_transport() : scripted_transport{} {}
    double random() { return 0.5; }
};

} // namespace

BOOST_AUTO_TEST_CASE(waits_are_longer_by_a_random_share)
{
    jimeng::basic_client<jimeng::hmac_sha256_signer<>, lucky_transport> client{jimeng::hmac_sha256_signer{keys()},
                                                                               lucky_transport{}};
    client.transport().answer(200, accepted()).answer(200, state("generating"));
    client.transport().answer(200, links(R"("https://a.example/1.png")"));
    client.generate(a_cat, {.download = false});
    auto const& waits = client.transport().waits();
    BOOST_TEST(waits.size() == 2U);
    BOOST_TEST((waits.at(0) == 1100ms));
    BOOST_TEST((waits.at(1) == 165ms)); // to 1.25 s, and a tenth more
}

BOOST_AUTO_TEST_SUITE_END()
