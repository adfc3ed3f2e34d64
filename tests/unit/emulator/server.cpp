#include <jimeng/emulator/server.hpp>

#include "calls.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_server)

using namespace calls;
namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

struct pem_pair {
    std::string certificate, key;
};

std::string drained(BIO* bio)
{
    char* data = nullptr;
    auto const size = BIO_get_mem_data(bio, &data);
    std::string text{data, static_cast<std::size_t>(size)};
    BIO_free(bio);
    return text;
}

/// Self-signed, for an hour, minted anew for each run.
pem_pair mint()
{
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const key{EVP_EC_gen("P-256"), EVP_PKEY_free};
    std::unique_ptr<X509, decltype(&X509_free)> const certificate{X509_new(), X509_free};
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    auto* const name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("127.0.0.1"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    auto* const certificate_bio = BIO_new(BIO_s_mem());
    auto* const key_bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(certificate_bio, certificate.get());
    PEM_write_bio_PrivateKey(key_bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {drained(certificate_bio), drained(key_bio)};
}

http::request<http::string_body> wire_request(emulator::received_request const& call)
{
    http::request<http::string_body> request;
    request.version(11);
    request.method_string(call.method);
    request.target(call.target);
    for (auto const& header : call.headers)
        request.set(header.name, header.value);
    request.body() = call.body;
    request.prepare_payload();
    return request;
}

struct connection {
    asio::io_context context;
    tcp::socket socket{context};
    boost::beast::flat_buffer buffer;

    explicit connection(std::uint16_t port) { socket.connect({asio::ip::address_v4::loopback(), port}); }

    void send(std::string_view text) { asio::write(socket, asio::buffer(text.data(), text.size())); }

    http::response<http::string_body> receive()
    {
        http::response_parser<http::string_body> parser;
        parser.body_limit(std::uint64_t{1} << 28);
        http::read(socket, buffer, parser);
        return parser.release();
    }
    http::response<http::string_body> call(emulator::received_request const& request)
    {
        http::write(socket, wire_request(request));
        return receive();
    }
    bool is_closed()
    {
        char byte = 0;
        boost::system::error_code ec;
        static_cast<void>(socket.read_some(asio::buffer(&byte, 1), ec));
        return ec == asio::error::eof || ec == asio::error::connection_reset;
    }
};

emulator::server_options at_noon()
{
    emulator::server_options options;
    options.clock = [] { return noon; };
    return options;
}

emulator::received_request submit_call(std::string_view prompt)
{
    return signed_call(submit_target, json::serialize(small(prompt)));
}

std::string task_of(http::response<http::string_body> const& made)
{
    return json::value_to<std::string>(json::parse(made.body()).at("data").at("task_id"));
}

emulator::received_request query_call(std::string const& id)
{
    return signed_call(query_target,
                       json::serialize(json::object{
                           {"req_key", "jimeng_t2i_v40"}, {"task_id", id}, {"req_json", R"({"return_url":true})"}}));
}

std::string link_in(http::response<http::string_body> const& done)
{
    return json::value_to<std::string>(json::parse(done.body()).at("data").at("image_urls").at(0));
}

} // namespace

BOOST_AUTO_TEST_CASE(one_connection_carries_the_whole_exchange)
{
    emulator::background_server server{{}, at_noon()};
    BOOST_TEST(server.url() == "http://127.0.0.1:" + std::to_string(server.port()));
    connection client{server.port()};
    auto const made = client.call(submit_call("a cat"));
    BOOST_TEST(made.result_int() == 200U);
    BOOST_TEST(made.keep_alive());
    auto const link = link_in(client.call(query_call(task_of(made))));
    BOOST_TEST(link.starts_with(server.url() + "/pictures/"));
    auto const picture = client.call({"GET", link.substr(server.url().size()), {{"Host", "127.0.0.1"}}, {}});
    BOOST_TEST(picture.result_int() == 200U);
    BOOST_TEST(picture[http::field::content_type] == "image/png");
    BOOST_TEST(picture[http::field::content_length] == std::to_string(picture.body().size()));
    BOOST_TEST(is_png(picture.body()));
    BOOST_TEST((server.counts() == emulator::ledger{1, 0, 1, 0, 1, 1}));
}

BOOST_AUTO_TEST_CASE(many_connections_are_served_at_once)
{
    emulator::background_server server{{}, at_noon()};
    std::vector<std::unique_ptr<connection>> clients;
    for (int i = 0; i != 50; ++i)
        clients.push_back(std::make_unique<connection>(server.port()));
    for (auto& client : clients)
        BOOST_TEST(client->call(submit_call("a cat")).result_int() == 200U);
    BOOST_TEST(server.counts().accepted_submits == 50U);
}

BOOST_AUTO_TEST_CASE(a_dropped_reply_closes_the_connection)
{
    emulator::background_server server{{}, at_noon()};
    connection client{server.port()};
    http::write(client.socket, wire_request(submit_call("emulate:drop-reply")));
    BOOST_TEST(client.is_closed());
    BOOST_TEST(server.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(a_client_that_waits_for_100_continue_is_told_to_go_on)
{
    emulator::background_server server{{}, at_noon()};
    connection client{server.port()};
    auto request = wire_request(submit_call("a cat"));
    request.set(http::field::expect, "100-continue");
    http::request_serializer<http::string_body> serializer{request};
    http::write_header(client.socket, serializer);
    std::string interim;
    auto const size = asio::read_until(client.socket, asio::dynamic_buffer(interim), "\r\n\r\n");
    BOOST_TEST(size == std::string_view{"HTTP/1.1 100 Continue\r\n\r\n"}.size());
    client.send(request.body());
    BOOST_TEST(client.receive().result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(a_chunked_body_is_read)
{
    emulator::background_server server{{}, at_noon()};
    connection client{server.port()};
    auto request = wire_request(submit_call("a cat"));
    request.erase(http::field::content_length);
    request.chunked(true);
    http::write(client.socket, request);
    BOOST_TEST(client.receive().result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(an_unsigned_request_may_come_in_any_pieces_and_kills_nothing)
{
    emulator::background_server server{{}, at_noon()};
    std::string const head = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    std::string const chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    for (auto const& text : {head + "Content-Length: 2\r\n\r\n{}", chunked + "0\r\n\r\n", chunked + "0\r\nT: t\r\n\r\n",
                             chunked + "2;e=\"x\"\r\n{}\r\n0;e\r\nT: t\r\n\r\n"}) {
        connection client{server.port()};
        client.socket.set_option(tcp::no_delay{true});
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            client.send(text.substr(0, cut));
            client.send(text.substr(cut));
            BOOST_TEST(client.receive().result_int() == 400U);
        }
        for (char const c : text)
            client.send({&c, 1});
        BOOST_TEST(client.receive().result_int() == 400U);
        // In pieces that the server is known to have read apart, since it answers in between.
        for (auto const at : {text.size() - 1, text.size() - 2, text.size() - 4}) {
            client.send(text + text.substr(0, at));
            BOOST_TEST(client.receive().result_int() == 400U);
            client.send(text.substr(at));
            BOOST_TEST(client.receive().result_int() == 400U);
        }
    }
    connection client{server.port()};
    BOOST_TEST(client.call(submit_call("a cat")).result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(an_extension_or_trailers_without_end_are_refused)
{
    emulator::background_server server{{}, at_noon()};
    std::string const chunked = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::string many;
    for (int i = 0; i != 1'001; ++i)
        many += "A:\r\n";
    for (auto const& text : {chunked + "1;" + std::string(70'000, 'x'), chunked + "0\r\n" + std::string(70'000, 'x'),
                             chunked + "0\r\n" + many, "GET / HTTP/1.1\r\n" + many}) {
        connection client{server.port()};
        client.send(text);
        BOOST_TEST(client.receive().result_int() == 431U);
    }
    connection client{server.port()};
    client.send(chunked + "4000001\r\n");
    boost::system::error_code ec;
    std::string const piece(1 << 20, 'x');
    for (int i = 0; i != 65 && !ec; ++i)
        asio::write(client.socket, asio::buffer(piece), ec);
    BOOST_TEST(client.receive().result_int() == 413U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_parsed_is_refused_and_the_connection_closed)
{
    emulator::background_server server{{}, at_noon()};
    for (auto const& [text, status] : {std::pair{std::string{"no http at all\r\n\r\n"}, 400U},
                                       {"GET / HTTP/1.1\r\nX: " + std::string(70'000, 'a') + "\r\n\r\n", 431U},
                                       {"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413U}}) {
        connection client{server.port()};
        client.send(text);
        auto const refused = client.receive();
        BOOST_TEST(refused.result_int() == status);
        BOOST_TEST(!refused.keep_alive());
    }
    connection client{server.port()};
    BOOST_TEST(client.call(submit_call("a cat")).result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(an_unknown_method_and_a_head_leave_the_connection_usable)
{
    emulator::background_server server{{}, at_noon()};
    connection client{server.port()};
    BOOST_TEST(client.call({"BREW", "/pictures/x", {{"Host", "localhost"}}, {}}).result_int() == 405U);
    client.send("HEAD /pictures/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    http::response_parser<http::empty_body> head;
    head.skip(true);
    http::read(client.socket, client.buffer, head);
    BOOST_TEST(head.get().result_int() == 405U);
    BOOST_TEST(client.call(submit_call("a cat")).result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(row_69_a_request_that_names_another_machine_is_refused)
{
    emulator::background_server server{{}, at_noon()};
    auto const status_for = [&](std::string const& host_lines) {
        connection client{server.port()};
        client.send("GET /pictures/x HTTP/1.1\r\n" + host_lines + "\r\n");
        return client.receive().result_int();
    };
    for (auto const* const host :
         {"127.0.0.1", "127.0.0.1:1", "127.8.9.1:65535", "localhost", "LocalHost:8080", "[::1]", "[::1]:8080"})
        BOOST_TEST(status_for("Host: " + std::string{host} + "\r\n") == 404U, host);
    for (auto const* const host :
         {"", "rebound.example", "rebound.example:8080", "localhost.example", "127.0.0.1.example", "10.0.0.1",
          "0.0.0.0", "[::]", "::1", "127.0.0.1:", "127.0.0.1:port", "localhost localhost", "localhost,localhost"})
        BOOST_TEST(status_for("Host: " + std::string{host} + "\r\n") == 400U, host);
    BOOST_TEST(status_for("") == 400U);
    BOOST_TEST(status_for("Host: localhost\r\nHost: localhost\r\n") == 400U);
    BOOST_TEST(status_for("Host: localhost\r\nHost: rebound.example\r\n") == 400U);
    auto call = submit_call("a cat");
    jimeng::set_header(call.headers, "Host", "rebound.example");
    connection client{server.port()};
    BOOST_TEST(client.call(call).result_int() == 400U);
    BOOST_TEST((server.counts() == emulator::ledger{}));
}

BOOST_AUTO_TEST_CASE(drawing_lets_every_other_request_have_its_turn)
{
    emulator::background_server server{{}, at_noon()};
    connection painter{server.port()}, other{server.port()};
    // Fifteen pictures of the largest size inside one answer: many times what the other's requests take.
    json::object wanted{{"req_key", "jimeng_t2i_v40"}, {"prompt", "a set of 15"}, {"width", 4096}, {"height", 4096}};
    auto const submitted =
        json::parse(painter.call(signed_call(submit_target, json::serialize(wanted))).body()).at("data").as_object();
    json::object ask{{"req_key", "jimeng_t2i_v40"}, {"task_id", submitted.at("task_id")}};
    http::write(painter.socket, wire_request(signed_call(query_target, json::serialize(ask))));
    while (server.counts().served_pictures == 0)
        std::this_thread::yield(); // the drawing has begun
    for (int i = 0; i != 20; ++i)
        BOOST_TEST(other.call(submit_call("a cat")).result_int() == 200U);
    BOOST_TEST(painter.socket.available() == 0U); // not one byte of the drawn answer was there before
}

BOOST_AUTO_TEST_CASE(endless_patience_is_long)
{
    auto options = at_noon();
    options.patience = std::chrono::seconds::max();
    emulator::background_server server{{}, options};
    connection client{server.port()};
    std::this_thread::sleep_for(50ms);
    BOOST_TEST(client.call(submit_call("a cat")).result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(a_silent_client_is_let_go)
{
    auto options = at_noon();
    options.patience = std::chrono::seconds{1};
    emulator::background_server server{{}, options};
    connection client{server.port()};
    client.send("POST / HT");
    BOOST_TEST(client.is_closed());
}

BOOST_AUTO_TEST_CASE(a_taken_port_is_named)
{
    emulator::server first;
    emulator::server_options options;
    options.port = first.port();
    BOOST_CHECK_EXCEPTION((emulator::server{{}, options}), boost::system::system_error, [&](auto const& e) {
        return std::string{e.what()}.find("127.0.0.1:" + std::to_string(first.port())) != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(stop_ends_run_also_before_it)
{
    emulator::server early;
    early.stop();
    early.run();
    emulator::server server;
    std::thread thread{[&] { server.run(); }};
    connection client{server.port()};
    server.stop();
    thread.join();
    BOOST_TEST(server.counts().accepted_submits == 0U);
}

BOOST_AUTO_TEST_CASE(the_clock_of_the_options_decides)
{
    std::atomic<int> hours{0};
    emulator::server_options options;
    options.clock = [&] { return noon + std::chrono::hours{hours.load()}; };
    emulator::background_server server{{}, options};
    connection client{server.port()};
    auto const link = link_in(client.call(query_call(task_of(client.call(submit_call("a cat"))))));
    hours = 24;
    BOOST_TEST(client.call({"GET", link.substr(server.url().size()), {{"Host", "127.0.0.1"}}, {}}).result_int() ==
               403U);
}

BOOST_AUTO_TEST_CASE(the_system_clock_is_the_default)
{
    emulator::background_server server;
    connection client{server.port()};
    auto const now = std::chrono::system_clock::now();
    BOOST_TEST(client.call(signed_call(submit_target, json::serialize(small("a cat")), now)).result_int() == 200U);
    BOOST_TEST(client.call(submit_call("a cat")).result_int() == 400U);
}

BOOST_AUTO_TEST_CASE(tls_is_spoken_where_a_certificate_is_given)
{
    auto const pair = mint();
    auto options = at_noon();
    options.certificate_chain_pem = pair.certificate;
    options.private_key_pem = pair.key;
    emulator::background_server server{{}, options};
    BOOST_TEST(server.url().starts_with("https://127.0.0.1:"));
    connection client{server.port()};
    asio::ssl::context tls{asio::ssl::context::tls_client};
    tls.add_certificate_authority(asio::buffer(pair.certificate));
    tls.set_verify_mode(asio::ssl::verify_peer);
    asio::ssl::stream<tcp::socket&> stream{client.socket, tls};
    stream.handshake(asio::ssl::stream_base::client);
    http::write(stream, wire_request(submit_call("a cat")));
    http::response<http::string_body> made;
    http::read(stream, client.buffer, made);
    BOOST_TEST(made.result_int() == 200U);
    auto last = wire_request(query_call(task_of(made)));
    last.keep_alive(false);
    http::write(stream, last);
    http::response<http::string_body> done;
    http::read(stream, client.buffer, done);
    BOOST_TEST(link_in(done).starts_with(server.url()));
    BOOST_TEST(!done.keep_alive());
    boost::system::error_code ec;
    char byte = 0;
    static_cast<void>(stream.read_some(asio::buffer(&byte, 1), ec));
    BOOST_TEST((ec == asio::error::eof)); // close_notify, not a cut
}

BOOST_AUTO_TEST_CASE(an_old_tls_version_can_be_the_only_one)
{
    auto const pair = mint();
    emulator::server_options options;
    options.certificate_chain_pem = pair.certificate;
    options.private_key_pem = pair.key;
    options.only_tls_version = 0x0301;
    emulator::background_server server{{}, options};
    for (bool const old : {false, true}) {
        connection client{server.port()};
        asio::ssl::context tls{asio::ssl::context::tls_client};
        SSL_CTX_set_min_proto_version(tls.native_handle(), old ? TLS1_VERSION : TLS1_2_VERSION);
        if (old) SSL_CTX_set_cipher_list(tls.native_handle(), "ALL:@SECLEVEL=0");
        asio::ssl::stream<tcp::socket&> stream{client.socket, tls};
        boost::system::error_code ec;
        stream.handshake(asio::ssl::stream_base::client, ec);
        BOOST_TEST(ec.failed() != old);
    }
}

BOOST_AUTO_TEST_CASE(a_key_that_does_not_fit_is_refused)
{
    emulator::server_options options;
    options.certificate_chain_pem = mint().certificate;
    options.private_key_pem = mint().key;
    BOOST_CHECK_THROW((emulator::server{{}, options}), boost::system::system_error);
    options.certificate_chain_pem = "no PEM";
    BOOST_CHECK_THROW((emulator::server{{}, options}), boost::system::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
