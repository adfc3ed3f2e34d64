#include "../net/fixture.hpp"
#include "tls_peer.hpp"

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(tls_exchange_proxy)

// Through a proxy that is asked to CONNECT.

using namespace jimeng_tests;
using enum jimeng::client_errc;

namespace {

constexpr auto never = 10min;
constexpr char const* hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
constexpr char const* agreed = "HTTP/1.1 200 Connection established\r\nProxy-Agent: x\r\n\r\n";

std::string head_of(raw_peer& peer)
{
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
        auto const byte = peer.read_some(1);
        if (byte.empty()) break;
        head += byte;
    }
    return head;
}

/// Agrees, and plays the service behind itself for as many requests as come.
raw_server::session leading_to(identity const& service, std::string& asked, std::string answer = agreed)
{
    return [&service, &asked, answer](raw_peer& peer, int) {
        asked += head_of(peer);
        peer.send(answer);
        tls_peer tls{peer, service, {}};
        while (tls.accepted() && !tls.read_head().empty())
            tls.send(hello);
    };
}

jimeng::http_request get_from(std::string host = "service.test", std::uint16_t port = 443)
{
    return {"GET", {"https", std::move(host), port}, "/", {{"X-Secret", "signature"}}, {}};
}

jimeng::transport_options through(raw_server const& proxy, std::string user = {})
{
    jimeng::transport_options limits;
    limits.extra_ca_file = trusted().file.path();
    limits.proxy = "http://" + user + "127.0.0.1:" + std::to_string(proxy.port());
    limits.lookup = [](std::string const&) -> std::vector<std::string> {
        BOOST_ERROR("the proxy looks names up");
        return {};
    };
    return limits;
}

identity const& service()
{
    static identity const made = trusted().issue({.subject_alt_name = "DNS:service.test,IP:8.8.8.8"});
    return made;
}

} // namespace

BOOST_AUTO_TEST_CASE(row_12_a_proxy_is_asked_once_and_sees_no_request)
{
    std::string asked;
    raw_server proxy{leading_to(service(), asked)};
    jimeng::beast_transport transport{through(proxy, "Aladdin:open%20sesame@")};
    for (int i = 0; i != 2; ++i) {
        outcome got;
        got.response = transport.exchange(get_from(), {.timeout = never}, got.ec, got.details);
        BOOST_TEST(!got.ec, got.ec.message() << ": " << got.details.client_message);
        BOOST_TEST(got.response.body == "hello");
    }
    BOOST_TEST(asked == "CONNECT service.test:443 HTTP/1.1\r\nHost: service.test:443\r\n"
                        "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n");
    BOOST_TEST(proxy.connections() == 1);
}

BOOST_AUTO_TEST_CASE(its_answer_may_come_in_several_forms_and_pieces)
{
    for (std::string const answer :
         {"HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 204 Fine\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
        std::string asked;
        raw_server proxy{leading_to(service(), asked, answer)};
        auto const got = exchange(get_from(), {}, through(proxy));
        BOOST_TEST(!got.ec, got.details.client_message);
        BOOST_TEST(asked.find("Authorization") == std::string::npos);
    }
    raw_server slow{[](raw_peer& peer, int) {
        head_of(peer);
        for (auto const* at = agreed; *at != '\0'; ++at)
            peer.send({at, 1});
        tls_peer tls{peer, service(), {}};
        tls.read_head();
        tls.send(hello);
    }};
    BOOST_TEST(!exchange(get_from(), {}, through(slow)).ec);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_refuses_is_named_and_nothing_was_sent)
{
    for (auto const& [answer, words] : {
             std::pair<std::string, char const*>{"HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n", "407"},
             {"HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\n<html>\x1b[2J", "403"},
             {"HTTP/1.1 502 Bad Gateway\r\n\r\n", "502"},
             {"HTTP/1.1 302 Found\r\nLocation: http://login.hotel/\r\n\r\n", "302"},
             {"<html>log in</html>\r\n\r\n", "HTTP"},
             {"HTTP/1.1 101 Switching\r\n\r\n", "HTTP"},
             {"HTTP/1.1 200 OK\r\nA: " + std::string(20'000, 'x'), "HTTP"},
             {std::string{agreed} + "and more", "more than"},
             {"HTTP/1.1 200 OK\r\n", "ended"},
             {"", "ended"},
         }) {
        std::string after;
        raw_server proxy{[&](raw_peer& peer, int) {
            head_of(peer);
            peer.send(answer);
            ::shutdown(peer.descriptor(), SHUT_WR);
            after += peer.read_some();
        }};
        auto const got = exchange(get_from(), {}, through(proxy, "user:pass-word@"));
        BOOST_TEST(got.ec == proxy_refused, got.ec.message() << answer);
        BOOST_TEST((got.ec == jimeng::condition::not_sent));
        auto const& told = got.details.client_message;
        BOOST_TEST(told.find(words) != std::string::npos, told);
        BOOST_TEST(told.find("127.0.0.1:" + std::to_string(proxy.port())) != std::string::npos, told);
        BOOST_TEST(told.find("service.test") != std::string::npos);
        BOOST_TEST(told.find("pass-word") == std::string::npos);
        BOOST_TEST(told.find_first_of("\x1b\n") == std::string::npos);
        BOOST_TEST(after.find("signature") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_proxy_without_a_word_is_not_waited_for_and_a_stop_ends_it)
{
    for (bool const stop : {false, true}) {
        std::stop_source source;
        raw_server proxy{[&](raw_peer& peer, int) {
            head_of(peer);
            if (stop) source.request_stop();
            peer.drain();
        }};
        auto limits = through(proxy);
        limits.tls = stop ? std::chrono::milliseconds{never} : 50ms;
        jimeng::beast_transport transport{limits};
        jimeng::exchange_options options{.timeout = never};
        options.stop = source.get_token();
        options.finish_once_sending = true;
        outcome got;
        transport.exchange(get_from(), options, got.ec, got.details);
        BOOST_TEST(got.ec == (stop ? cancelled_before_send : proxy_refused));
    }
}

BOOST_AUTO_TEST_CASE(the_certificate_of_the_service_is_checked_all_the_same)
{
    auto const other = trusted().issue({.subject_alt_name = "DNS:proxy.test,IP:127.0.0.1"});
    std::string asked;
    raw_server proxy{leading_to(other, asked)};
    auto const got = exchange(get_from(), {}, through(proxy));
    BOOST_TEST(got.ec == tls_hostname);
    auto const unknown = mint({.subject_alt_name = "DNS:service.test"});
    raw_server spy{leading_to(unknown, asked)};
    BOOST_TEST(exchange(get_from(), {}, through(spy)).ec == tls_untrusted);
}

BOOST_AUTO_TEST_CASE(what_needs_no_proxy_gets_none)
{
    raw_server proxy{[](raw_peer& peer, int) { peer.drain(); }};
    raw_server plain{answering(hello)};
    BOOST_TEST(!exchange(post_to(plain), {}, through(proxy)).ec);
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    raw_server local{[&](raw_peer& peer, int) {
        tls_peer tls{peer, leaf, {}};
        tls.read_head();
        tls.send(hello);
    }};
    BOOST_TEST(!exchange(get_from("localhost", local.port()), {}, through(proxy)).ec);
    auto limits = through(proxy);
    std::atomic<int> looked_up{0};
    limits.no_proxy = "a.example,.test";
    limits.lookup = [&](std::string const&) {
        ++looked_up;
        return std::vector<std::string>{};
    };
    BOOST_TEST(exchange(get_from(), {}, limits).ec == resolve_failed);
    BOOST_TEST(looked_up == 1);
    BOOST_TEST(proxy.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_link_that_points_inward_is_refused_before_the_proxy_hears_of_it)
{
    std::string asked;
    raw_server proxy{leading_to(service(), asked)};
    jimeng::exchange_options options;
    options.public_addresses_only = true;
    for (auto const* const host :
         {"10.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
          "169.254.169.254", "localhost.", "LOCALHOST", "a.localhost", "127.0.0.1."})
        BOOST_TEST(exchange(get_from(host), options, through(proxy)).ec == forbidden_address, host);
    BOOST_TEST(asked.empty());
    BOOST_TEST(!exchange(get_from(), options, through(proxy)).ec);
    BOOST_TEST(!exchange(get_from("8.8.8.8"), options, through(proxy)).ec);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_cannot_be_understood_is_told_before_anything_leaves)
{
    for (std::string const bad :
         {"socks5://user:pass-word@p", "https://user:pass-word@p", "http://user:pass-word@p:x"}) {
        jimeng::transport_options limits;
        limits.proxy = bad;
        auto const got = exchange(get_from(), {}, limits);
        BOOST_TEST(got.ec == bad_proxy);
        BOOST_TEST((got.ec == jimeng::condition::not_sent && got.ec == jimeng::condition::user_must_act));
        BOOST_TEST(got.details.client_message.find("pass-word") == std::string::npos);
        raw_server plain{answering(hello)};
        BOOST_TEST(!exchange(post_to(plain), {}, limits).ec);
        limits.no_proxy = ".test"; // who does without it need not understand it
        limits.lookup = [](std::string const&) { return std::vector<std::string>{}; };
        BOOST_TEST(exchange(get_from(), {}, limits).ec == resolve_failed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
