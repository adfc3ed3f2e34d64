#include "../net/fixture.hpp"
#include "certificates.hpp"
#include "tls_peer.hpp"

#include <jimeng/net/detail/tls_session.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <sys/socket.h>

#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(tls_exchange)

using namespace jimeng_tests;
using enum jimeng::client_errc;

namespace {

/// Says the last word of a TLS 1.2 handshake and a whole answer in one segment, before it reads a request.
void answer_with_the_handshake(raw_peer& peer, identity const& who, std::string_view answer)
{
    SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_use_certificate(context, who.certificate.get());
    SSL_CTX_use_PrivateKey(context, who.key.get());
    SSL* const ssl = SSL_new(context);
    BIO* const in = BIO_new(BIO_s_mem());
    BIO* const out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in, -1);
    SSL_set_bio(ssl, in, out);
    auto const flush = [&] {
        std::string bytes(BIO_ctrl_pending(out), '\0');
        if (!bytes.empty()) BIO_read(out, bytes.data(), static_cast<int>(bytes.size()));
        peer.send(bytes);
    };
    while (SSL_accept(ssl) != 1) {
        flush();
        auto const bytes = peer.read_some();
        if (bytes.empty()) break;
        BIO_write(in, bytes.data(), static_cast<int>(bytes.size()));
    }
    SSL_write(ssl, answer.data(), static_cast<int>(answer.size()));
    flush();
    SSL_free(ssl);
    SSL_CTX_free(context);
}

/// The client's first record, left where it is for whoever shakes hands.
std::string peek_record(raw_peer& peer)
{
    std::string bytes(16384, '\0');
    for (std::size_t whole = 5;;) {
        auto const size = ::recv(peer.descriptor(), bytes.data(), whole, MSG_PEEK | MSG_WAITALL);
        if (size < 5) return {};
        auto const body = static_cast<unsigned char>(bytes[3]) * 256U + static_cast<unsigned char>(bytes[4]);
        if (std::exchange(whole, 5 + body) == 5 + body) return bytes.substr(0, whole);
    }
}

/// Whether a ClientHello has an extension of this type.
bool offers(std::string_view record, unsigned type)
{
    auto const number = [&](std::size_t at, std::size_t bytes) {
        std::size_t value = 0;
        for (std::size_t i = 0; i != bytes; ++i)
            value = value * 256 + static_cast<unsigned char>(record.at(at + i));
        return value;
    };
    std::size_t at = 5 + 4 + 2 + 32; // record, message, version and random
    at += 1 + number(at, 1);         // session
    at += 2 + number(at, 2);         // ciphers
    at += 1 + number(at, 1);         // compressions
    std::size_t const end = at + 2 + number(at, 2);
    for (at += 2; at < end; at += 4 + number(at + 2, 2))
        if (number(at, 2) == type) return true;
    return false;
}

constexpr char const* hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

jimeng::http_request get_from(std::uint16_t port, std::string host = "localhost")
{
    auto request = post_to(port, {});
    request.method = "GET";
    request.origin = {"https", std::move(host), port};
    return request;
}

outcome get(std::uint16_t port, std::string host = "localhost", jimeng::transport_options limits = {})
{
    limits.extra_ca_file = trusted().file.path();
    return exchange(get_from(port, std::move(host)), {}, limits);
}

std::vector<std::string> this_machine(std::string const&)
{
    return {"127.0.0.1"};
}

/// What a client meets at a server with this certificate.
outcome meet(identity const& who, std::string const& host = "localhost", tls_plan const& plan = {},
             jimeng::transport_options const& limits = {})
{
    std::atomic<bool> asked{false};
    raw_server server{[&](raw_peer& peer, int) {
        tls_peer tls{peer, who, plan};
        if (!tls.accepted()) return peer.drain();
        if (tls.read_head().empty()) return;
        asked = true;
        tls.send(hello);
        tls.goodbye();
    }};
    auto got = get(server.port(), host, limits);
    BOOST_TEST(asked == !got.ec, "a refused server must not see the request");
    BOOST_TEST((!got.ec || got.ec == jimeng::condition::not_sent));
    return got;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_trusted_certificate_for_the_host_is_accepted)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost,IP:127.0.0.1"});
    for (auto const* const host : {"localhost", "127.0.0.1"}) {
        auto const got = meet(leaf, host);
        BOOST_TEST(!got.ec, got.ec.message() << ": " << got.details.client_message);
        BOOST_TEST(got.response.body == "hello");
    }
    BOOST_TEST(!meet(leaf, "localhost", {.newest_version = TLS1_2_VERSION}).ec);
}

BOOST_AUTO_TEST_CASE(row_6_an_unknown_issuer_is_refused)
{
    BOOST_TEST(meet(mint({.subject_alt_name = "DNS:localhost"})).ec == tls_untrusted);
    authority const other;
    auto const got = meet(other.issue({.subject_alt_name = "DNS:localhost"}));
    BOOST_TEST(got.ec == tls_untrusted);
    BOOST_TEST(got.details.client_message.find("extra_ca_file") != std::string::npos);
    BOOST_TEST(got.details.client_message.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(row_7_a_certificate_out_of_its_time_is_refused)
{
    BOOST_TEST(meet(trusted().issue({.subject_alt_name = "DNS:localhost", .ends_seconds = -60})).ec == tls_expired);
    auto const got = meet(trusted().issue({.subject_alt_name = "DNS:localhost", .begins_seconds = 600}));
    BOOST_TEST(got.ec == tls_expired);
    BOOST_TEST(got.details.client_message.find("clock") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(row_8_a_certificate_for_another_host_is_refused)
{
    for (auto const* const names : {"DNS:other.test", "DNS:*", "DNS:local*", "DNS:l*t", "DNS:localhost.test",
                                    "IP:127.0.0.1", "DNS:*.localhost", "email:localhost"})
        BOOST_TEST(meet(trusted().issue({.subject_alt_name = names})).ec == tls_hostname, names);
    BOOST_TEST(meet(trusted().issue({.common_name = "localhost"})).ec == tls_hostname, "common name only");
    for (auto const* const names : {"DNS:localhost", "IP:127.0.0.2", "DNS:127.0.0.1"})
        BOOST_TEST(meet(trusted().issue({.subject_alt_name = names}), "127.0.0.1").ec == tls_hostname, names);
}

BOOST_AUTO_TEST_CASE(row_8_a_star_and_a_nul_deceive_nobody)
{
    // What a careless reader takes for `a.test` or for `localhost`.
    auto const wide = trusted().issue({.subject_alt_name = "DNS:*.test"});
    BOOST_TEST(meet(wide, "a.test", {}, {.lookup = this_machine}).ec == tls_hostname);
    auto const cut = trusted().issue({.dns_name = std::string{"localhost\0.evil.test", 20}});
    BOOST_TEST(meet(cut).ec == tls_hostname);
}

BOOST_AUTO_TEST_CASE(row_8_and_64_the_names_of_a_wrong_certificate_are_shown_escaped)
{
    auto const got = meet(trusted().issue({.subject_alt_name = "DNS:evil\x1b[2J\n.test"}));
    BOOST_TEST(got.ec == tls_hostname);
    BOOST_TEST(got.details.client_message.find("evil\\u{1b}[2J") != std::string::npos, got.details.client_message);
    BOOST_TEST(got.details.client_message.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(row_9_old_versions_ciphers_and_weak_keys_are_refused)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    for (int const version : {TLS1_VERSION, TLS1_1_VERSION})
        BOOST_TEST(meet(leaf, "localhost", {.newest_version = version}).ec == tls_protocol);
    BOOST_TEST(meet(leaf, "localhost", {TLS1_2_VERSION, "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0"}).ec == tls_protocol);
    auto const weak = trusted().issue({.subject_alt_name = "DNS:localhost", .rsa_bits = 1024});
    BOOST_TEST(meet(weak).ec == tls_untrusted);
}

BOOST_AUTO_TEST_CASE(row_5_a_port_that_does_not_speak_tls_is_told_apart)
{
    raw_server plain{[](raw_peer& peer, int) {
        peer.read_some();
        peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    }};
    BOOST_TEST(get(plain.port()).ec == tls_handshake);
    raw_server resetting{[](raw_peer& peer, int) {
        peer.read_some();
        peer.reset();
    }};
    BOOST_TEST(get(resetting.port()).ec == tls_handshake);
    raw_server silent{[](raw_peer& peer, int) { peer.drain(); }};
    auto const took = time_of([&] { BOOST_TEST(get(silent.port(), "localhost", {.tls = 200ms}).ec == tls_handshake); });
    BOOST_TEST((took >= 200ms && took < soon));
}

BOOST_AUTO_TEST_CASE(row_4_a_dead_address_is_followed_by_the_next)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:service.test"});
    auto const two = [](std::string const&) { return std::vector<std::string>{"127.0.0.2", "127.0.0.1"}; };
    auto const got = meet(leaf, "service.test", {}, {.lookup = two}); // it listens on the second one
    BOOST_TEST(!got.ec, got.details.client_message);
    BOOST_TEST(got.response.body == "hello");
}

BOOST_AUTO_TEST_CASE(row_10_nothing_is_sent_before_the_handshake)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    std::vector<std::string> greetings;
    raw_server server{[&](raw_peer& peer, int) {
        greetings.push_back(peek_record(peer));
        tls_peer tls{peer, leaf, {.early_data = 16384}}; // it would take what may be played again
        tls.read_head();
        tls.send(hello);
        tls.goodbye();
    }};
    jimeng::beast_transport transport{{.extra_ca_file = trusted().file.path()}};
    jimeng::exchange_options options;
    options.fresh_connection = true;
    for (int i = 0; i != 2; ++i)
        BOOST_TEST(!exchange(transport, get_from(server.port()), options).ec);
    BOOST_TEST_REQUIRE(greetings.size() == 2U);
    for (auto const& greeting : greetings) {
        BOOST_TEST(offers(greeting, TLSEXT_TYPE_server_name));
        BOOST_TEST(!offers(greeting, TLSEXT_TYPE_early_data));
    }
}

BOOST_AUTO_TEST_CASE(the_name_is_sent_for_names_only)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost,IP:127.0.0.1"});
    std::string name;
    raw_server server{[&](raw_peer& peer, int) {
        tls_peer tls{peer, leaf, {}};
        name = tls.server_name();
        tls.read_head();
        tls.send(hello);
    }};
    BOOST_TEST(!get(server.port(), "localhost").ec);
    BOOST_TEST(name == "localhost");
    BOOST_TEST(!get(server.port(), "127.0.0.1").ec);
    BOOST_TEST(name.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_with_the_end_of_the_handshake_is_read)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    for (bool const ends : {false, true}) {
        raw_server server{[&](raw_peer& peer, int) {
            answer_with_the_handshake(peer, leaf, hello);
            if (ends) ::shutdown(peer.descriptor(), SHUT_WR);
            peer.drain();
        }};
        outcome got;
        auto const took = time_of([&] { got = get(server.port()); });
        BOOST_TEST(!got.ec, got.ec.message());
        BOOST_TEST(got.response.body == "hello");
        BOOST_TEST(took < soon);
    }
}

BOOST_AUTO_TEST_CASE(a_handshake_without_time_limits_is_made)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    raw_server server{[&](raw_peer& peer, int) {
        tls_peer tls{peer, leaf, {}};
        tls.read_head();
        tls.send(hello);
    }};
    constexpr auto endless = std::chrono::milliseconds::max();
    // In capitals it is looked up.
    auto const got = get(server.port(), "LOCALHOST", {.resolve = endless, .connect = endless, .tls = endless});
    BOOST_TEST(!got.ec, got.details.client_message);
}

BOOST_AUTO_TEST_CASE(a_policy_of_the_system_is_raised_and_never_lowered)
{
    std::unique_ptr<SSL_CTX, jimeng::detail::openssl_delete> const context{SSL_CTX_new(TLS_client_method())};
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_security_level(context.get(), 1);
    BOOST_TEST(jimeng::detail::raise_security(context.get()));
    BOOST_TEST(SSL_CTX_get_min_proto_version(context.get()) == TLS1_2_VERSION);
    BOOST_TEST(SSL_CTX_get_security_level(context.get()) == 2);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
    SSL_CTX_set_security_level(context.get(), 3);
    BOOST_TEST(jimeng::detail::raise_security(context.get()));
    BOOST_TEST(SSL_CTX_get_min_proto_version(context.get()) == TLS1_3_VERSION);
    BOOST_TEST(SSL_CTX_get_security_level(context.get()) == 3);
}

BOOST_AUTO_TEST_CASE(a_missing_authority_file_is_found_before_the_network)
{
    raw_server server{answering("")};
    for (auto const* const path : {"/nonexistent/ca.pem", "/dev/null"}) {
        auto request = post_to(server);
        request.origin.scheme = "https";
        auto const got = exchange(request, {}, {.extra_ca_file = path});
        BOOST_TEST(got.ec == bad_ca_file);
        BOOST_TEST(got.details.client_message.find(path) != std::string::npos);
    }
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(row_11_a_truncation_is_never_a_success)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    std::string_view const whole = hello;
    jimeng::beast_transport transport{{.extra_ca_file = trusted().file.path()}};
    jimeng::exchange_options options;
    options.fresh_connection = true;
    for (bool const says_goodbye : {false, true}) {
        std::size_t sent = 0;
        raw_server server{[&](raw_peer& peer, int) {
            tls_peer tls{peer, leaf, {}};
            tls.read_head();
            tls.send(whole.substr(0, sent));
            if (says_goodbye) tls.goodbye();
        }};
        for (; sent != whole.size(); ++sent) {
            auto const got = exchange(transport, get_from(server.port()), options);
            BOOST_TEST(got.ec == (sent == 0 ? closed : truncated), "after " << sent << ": " << got.ec.message());
        }
        BOOST_TEST(!exchange(transport, get_from(server.port()), options).ec,
                   "a message that is complete needs no goodbye");
    }
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_length_ends_with_the_goodbye_or_with_its_json)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    for (std::string const body : {"hello", R"({"task_id":"7"})", R"({"task_id":)"})
        for (bool const says_goodbye : {false, true})
            for (bool const to_sink : {false, true}) {
                raw_server server{[&](raw_peer& peer, int) {
                    tls_peer tls{peer, leaf, {}};
                    tls.read_head();
                    tls.send("HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\n" + body);
                    if (says_goodbye) tls.goodbye();
                }};
                std::string sunk;
                jimeng::exchange_options options;
                if (to_sink) options.sink = [&](std::string_view piece) { return sunk += piece, jimeng::error_code{}; };
                auto const got = exchange(get_from(server.port()), options, {.extra_ca_file = trusted().file.path()});
                bool const whole = says_goodbye || (!to_sink && body.ends_with('}'));
                BOOST_TEST(got.ec == (whole ? jimeng::error_code{} : truncated), body << says_goodbye << to_sink);
                if (whole) BOOST_TEST((to_sink ? sunk : got.response.body) == body);
            }
}

BOOST_AUTO_TEST_CASE(a_tls_connection_is_used_again_unless_more_came_behind_the_answer)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    for (bool const poisons : {false, true}) {
        raw_server server{[&](raw_peer& peer, int) {
            tls_peer tls{peer, leaf, {}};
            while (!tls.read_head().empty()) {
                // In one record: what comes later than the next request looks like its answer to any client.
                std::string const poison = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";
                tls.send(std::string{hello} + (poisons ? poison : ""));
            }
        }};
        jimeng::beast_transport transport{{.extra_ca_file = trusted().file.path()}};
        auto const request = get_from(server.port());
        for (int i = 0; i != 3; ++i) {
            auto const got = exchange(transport, request);
            BOOST_TEST(!got.ec, got.details.client_message);
            BOOST_TEST(got.response.body == "hello");
        }
        BOOST_TEST(server.connections() == (poisons ? 3 : 1));
    }
}

BOOST_AUTO_TEST_CASE(large_bodies_pass_both_ways)
{
    auto const leaf = trusted().issue({.subject_alt_name = "DNS:localhost"});
    std::string const large(std::size_t{3} << 20, 'p');
    std::size_t received = 0;
    raw_server server{[&](raw_peer& peer, int) {
        tls_peer tls{peer, leaf, {}};
        tls.read_head();
        received = tls.read_bytes(large.size());
        tls.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(large.size()) + "\r\n\r\n");
        tls.send(large);
    }};
    auto request = post_to(server, large);
    request.origin = {"https", "localhost", server.port()};
    jimeng::exchange_options options;
    options.max_body_bytes = large.size();
    auto const got = exchange(request, options, {.extra_ca_file = trusted().file.path()});
    BOOST_TEST(!got.ec, got.details.client_message);
    BOOST_TEST((got.response.body == large));
    BOOST_TEST(received == large.size());
}

BOOST_AUTO_TEST_SUITE_END()
