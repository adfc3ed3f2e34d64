#include "../net/fixture.hpp"
#include "../support/failing_new.hpp"
#include "tls_peer.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <functional>
#include <new>
#include <optional>
#include <string>

BOOST_AUTO_TEST_SUITE(tls_exchange_memory)

// Each allocation of an exchange fails in turn: whatever it was for, the exchange ends.

using namespace jimeng_tests;

namespace {

constexpr auto never = 10min;

/// Longer than what strings hold without the heap, in two pieces.
std::string const answer = "HTTP/1.1 200 OK\r\nX-Some-Header: " + std::string(60, 'h') +
                           "\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'b');

raw_server::session speaking_tls(identity const& who)
{
    return [&who](raw_peer& peer, int) {
        tls_peer tls{peer, who, {}};
        while (tls.accepted() && !tls.read_head().empty()) {
            tls.send(answer.substr(0, 50));
            tls.send(answer.substr(50));
        }
    };
}

raw_server::session speaking_plainly()
{
    return [](raw_peer& peer, int) {
        while (!peer.read_request().empty()) {
            peer.send(answer.substr(0, 50));
            peer.send(answer.substr(50));
        }
    };
}

struct ending {
    bool reached = false; ///< There was an allocation to fail.
    int calls = 0;
    jimeng::error_code ec;
    std::size_t body = 0;
};

/// It may throw nothing: what it cannot do it tells.
ending blocking(jimeng::http_request const& request, jimeng::transport_options const& limits, std::size_t fails_after)
{
    ending end;
    jimeng::beast_transport transport{limits};
    jimeng::diagnostics details;
    std::size_t left = fails_after;
    failing_new const armed{failing_new::never, &left};
    end.body = transport.exchange(request, {.timeout = never}, end.ec, details).body.size();
    end.calls = 1;
    end.reached = left == failing_new::never;
    return end;
}

/// Whoever starts it may be told by an exception; once it has started, the callback comes.
ending asynchronous(jimeng::http_request const& request, jimeng::transport_options const& limits,
                    std::size_t fails_after)
{
    ending end;
    boost::asio::io_context context;
    jimeng::beast_transport transport{context.get_executor(), limits};
    auto own = request;
    jimeng::exchange_callback done = [&](jimeng::error_code ec, jimeng::http_response response, auto) {
        ++end.calls;
        end.ec = ec;
        end.body = response.body.size();
    };
    std::size_t left = fails_after;
    failing_new const armed{failing_new::never, &left};
    try {
        transport.async_exchange(std::move(own), {.timeout = never}, std::move(done));
    } catch (std::bad_alloc const&) {
        end.calls = 1;
        end.ec = jimeng::client_errc::send_incomplete;
    }
    for (bool again = true; again;) {
        try {
            context.run();
            again = false;
        } catch (std::bad_alloc const&) {
            BOOST_TEST_MESSAGE("run threw after " << fails_after);
        }
    }
    end.reached = left == failing_new::never;
    return end;
}

using form = ending (*)(jimeng::http_request const&, jimeng::transport_options const&, std::size_t);

void fail_each_in_turn(form call, jimeng::http_request const& request, jimeng::transport_options const& limits)
{
    std::size_t failed = 0;
    for (std::size_t n = 0; n != 2'000; ++n) {
        auto const end = call(request, limits, n);
        BOOST_TEST_REQUIRE(end.calls == 1, "no end after allocation " << n);
        BOOST_TEST((end.ec || end.body == 100U), "allocation " << n);
        failed += end.ec ? 1 : 0;
        if (!end.reached) break;
    }
    BOOST_TEST(failed > 5U); // they were hit
}

} // namespace

BOOST_AUTO_TEST_CASE(a_plain_exchange_ends_whichever_allocation_fails)
{
    raw_server server{speaking_plainly()};
    for (auto const call : {blocking, asynchronous})
        fail_each_in_turn(call, post_to(server, std::string(100, 'q')), {});
}

BOOST_AUTO_TEST_CASE(an_exchange_over_tls_ends_whichever_allocation_fails)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    raw_server server{speaking_tls(leaf)};
    jimeng::http_request const request{"GET", {"https", "localhost", server.port()}, "/", {}, {}};
    jimeng::transport_options limits;
    limits.extra_ca_file = trusted().file.path();
    for (auto const call : {blocking, asynchronous})
        fail_each_in_turn(call, request, limits);
}

BOOST_AUTO_TEST_SUITE_END()
