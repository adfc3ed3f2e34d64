// Two prompts are painted at once, in one thread, by C++20 coroutines on an executor of your own.
// A timer is their common deadline: it emits a cancellation signal, and what was accepted by then can still be fetched
// by its task id.
#include <jimeng/async.hpp>
#include <jimeng/core/escape.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>

namespace asio = boost::asio;

constexpr jimeng::text_to_image_v40 mountain{.prompt = "A mountain lake at dawn, mist over the water",
                                             .size = jimeng::size<1664, 936>};
constexpr jimeng::text_to_image_v40 fox{.prompt = "一只红狐狸站在雪地里", .size = jimeng::preset::one_k};

asio::awaitable<bool> paint(jimeng::client& client, jimeng::text_to_image_v40 const& request, char const* file)
{
    jimeng::diagnostics details;
    auto const [ec, pictures] =
        co_await client.async_generate(request, {}, details, asio::as_tuple(asio::use_awaitable));
    if (ec.failed()) {
        std::cerr << file << ": " << ec.message();
        if (!details.task_id.empty()) std::cerr << "; task " << jimeng::for_terminal(details.task_id) << " goes on";
        std::cerr << '\n';
        co_return false;
    }
    std::cout << pictures.front().save(file, true).path << '\n';
    co_return true;
}

asio::awaitable<bool> paint_both(jimeng::client& client)
{
    using namespace asio::experimental::awaitable_operators;
    auto const [first, second] = co_await (paint(client, mountain, "mountain.png") && paint(client, fox, "fox.png"));
    bool const both = first && second;
    co_return both;
}

int main(int argc, char** argv)
try {
    asio::io_context io;
    jimeng::client client{jimeng::hmac_sha256_signer{jimeng::credentials::from_environment()},
                          jimeng::beast_transport{io.get_executor()}, jimeng::client_options::from_environment()};

    asio::cancellation_signal cancel;
    asio::steady_timer deadline{io, std::chrono::seconds{argc > 1 ? std::atoi(argv[1]) : 120}};
    deadline.async_wait([&](auto const& ec) {
        if (!ec) cancel.emit(asio::cancellation_type::terminal);
    });

    bool painted = false;
    asio::co_spawn(io, paint_both(client),
                   asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr error, bool both) {
                       deadline.cancel();
                       if (error) std::rethrow_exception(error);
                       painted = both;
                   }));
    io.run();
    return painted ? 0 : 1;
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
