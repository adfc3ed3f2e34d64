#include "fixture.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <optional>
#include <stop_token>
#include <string>

BOOST_AUTO_TEST_SUITE(net_exchange_stop)

// When a stop ends an exchange, and when the answer is worth more.

using namespace jimeng_tests;
using enum jimeng::client_errc;

namespace {

constexpr char const* ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// So long that only a stop or an answer ends it.
constexpr auto never = 10min;

outcome blocking(jimeng::http_request const& request, jimeng::exchange_options const& options)
{
    jimeng::beast_transport transport{{.tls = never, .stall = never}};
    outcome got;
    got.response = transport.exchange(request, options, got.ec, got.details);
    return got;
}

outcome asynchronous(jimeng::http_request const& request, jimeng::exchange_options const& options)
{
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor(), {.tls = never, .stall = never}};
    outcome got;
    transport.async_exchange(request, options, [&](auto ec, auto response, auto details) {
        got = {std::move(response), ec, std::move(details)};
    });
    context.run();
    return got;
}

using form = outcome (*)(jimeng::http_request const&, jimeng::exchange_options const&);
constexpr form forms[] = {blocking, asynchronous};

jimeng::exchange_options stoppable(std::stop_source const& source, bool finish_once_sending = true)
{
    jimeng::exchange_options options;
    options.timeout = never;
    options.stop = source.get_token();
    options.finish_once_sending = finish_once_sending;
    return options;
}

/// The stop is asked for before the answer is sent, so the client hears of it first.
raw_server::session stopping_before_its_answer(std::stop_source& source)
{
    return [&source](raw_peer& peer, int) {
        peer.read_request();
        source.request_stop();
        peer.send(ok);
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(a_stop_ends_the_wait_for_an_answer_unless_it_is_to_be_finished)
{
    for (auto const call : forms)
        for (bool const finish : {false, true}) {
            std::stop_source source;
            raw_server server{stopping_before_its_answer(source)};
            auto const got = call(post_to(server), stoppable(source, finish));
            BOOST_TEST(got.ec == (finish ? jimeng::error_code{} : make_error_code(cancelled)));
            BOOST_TEST(got.response.body == (finish ? "ok" : ""));
        }
}

BOOST_AUTO_TEST_CASE(a_stop_between_the_first_and_the_last_byte_lets_the_rest_go)
{
    std::string const body(std::size_t{32} << 20, 'x');
    for (auto const call : forms) {
        std::stop_source source;
        std::size_t taken = 0;
        raw_server server{[&](raw_peer& peer, int) {
            taken += peer.read_some(1).size();
            source.request_stop();
            while (taken < body.size()) {
                auto const more = peer.read_some().size();
                if (more == 0) return;
                taken += more;
            }
            peer.send(ok);
        }};
        auto const got = call(post_to(server, body), stoppable(source));
        BOOST_TEST(!got.ec, got.ec.message());
        BOOST_TEST(got.response.body == "ok");
        BOOST_TEST(taken >= body.size());
    }
}

BOOST_AUTO_TEST_CASE(a_stop_before_the_first_byte_ends_it_at_once)
{
    for (auto const call : forms) {
        std::stop_source source;
        bool sent_more = false;
        raw_server silent{[&](raw_peer& peer, int) {
            peer.read_some(); // what the handshake begins with; no answer to it
            source.request_stop();
            sent_more = !peer.read_some().empty();
        }};
        auto request = post_to(silent);
        request.origin.scheme = "https";
        auto const got = call(request, stoppable(source));
        BOOST_TEST(got.ec == cancelled_before_send);
        BOOST_TEST(!sent_more);
    }
}

BOOST_AUTO_TEST_CASE(the_time_limit_ends_it_all_the_same)
{
    for (auto const call : forms) {
        std::stop_source source;
        raw_server server{[&](raw_peer& peer, int) {
            peer.read_request();
            source.request_stop();
            peer.drain();
        }};
        auto options = stoppable(source);
        options.timeout = 300ms;
        BOOST_TEST(call(post_to(server), options).ec == read_timeout);
    }
}

BOOST_AUTO_TEST_CASE(who_is_asked_before_the_first_byte_may_hold_the_request_back)
{
    for (auto const call : forms)
        for (bool const hold : {false, true}) {
            std::string received;
            std::optional<raw_server> server{std::in_place, [&](raw_peer& peer, int) {
                                                 received = peer.read_request();
                                                 peer.send(ok);
                                             }};
            int asked = 0;
            jimeng::exchange_options options;
            options.before_first_byte = [&] {
                ++asked;
                return hold ? make_error_code(jimeng::client_errc::disk_full) : jimeng::error_code{};
            };
            auto const got = call(post_to(*server), options);
            server.reset();
            BOOST_TEST(asked == 1);
            BOOST_TEST(got.ec == (hold ? make_error_code(jimeng::client_errc::disk_full) : jimeng::error_code{}));
            BOOST_TEST(received.empty() == hold);
        }
}

BOOST_AUTO_TEST_SUITE_END()
