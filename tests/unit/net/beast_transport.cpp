#include <jimeng/net/beast_transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <concepts>
#include <cstdlib>
#include <fstream>
#include <string>

BOOST_AUTO_TEST_SUITE(test_beast_transport)

using jimeng::client_errc;

namespace {

jimeng::error_code refusal_of(jimeng::http_request const& request, jimeng::transport_options limits = {})
{
    jimeng::beast_transport transport{std::move(limits)};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    BOOST_TEST(transport.exchange(request, {}, ec, details).status == 0);
    BOOST_TEST(!details.client_message.empty());
    BOOST_TEST(details.client_message.find_first_of("\r\n") == std::string::npos);
    return ec;
}

static_assert(std::movable<jimeng::beast_transport> && !std::copy_constructible<jimeng::beast_transport>);

} // namespace

BOOST_AUTO_TEST_CASE(control_characters_are_refused_wherever_they_could_end_a_line)
{
    for (std::string const bad : {"\r\nX: y", "\n", "\x7f", "\x01"}) {
        jimeng::http_request request;
        request.origin = {"https", "a.example", 443};
        auto with = request;
        with.target = "/" + bad;
        BOOST_TEST((refusal_of(with) == client_errc::unsafe_header));
        with = request;
        with.headers = {{"X-Test", bad}};
        BOOST_TEST((refusal_of(with) == client_errc::unsafe_header));
        with = request;
        with.headers = {{"X" + bad, "v"}};
        BOOST_TEST((refusal_of(with) == client_errc::unsafe_header));
        with = request;
        with.method = "POST" + bad;
        BOOST_TEST((refusal_of(with) == client_errc::unsafe_header));
        with = request;
        with.origin.host = "a.example" + bad;
        BOOST_TEST((refusal_of(with) == client_errc::unsafe_header));
    }
    jimeng::http_request nul;
    nul.origin = {"https", "a.example", 443};
    nul.headers = {{"X-Test", std::string{"a\0b", 3}}};
    BOOST_TEST((refusal_of(nul) == client_errc::unsafe_header));
}

BOOST_AUTO_TEST_CASE(plain_http_leaves_this_machine_never)
{
    jimeng::http_request request;
    request.origin = {"http", "a.example", 80};
    BOOST_TEST((refusal_of(request) == client_errc::insecure_endpoint));
}

BOOST_AUTO_TEST_CASE(a_missing_authority_file_is_found_before_any_network)
{
    jimeng::http_request request;
    request.origin = {"https", "127.0.0.1", 1};
    jimeng::transport_options limits;
    limits.extra_ca_file = "/nonexistent/ca.pem";
    BOOST_TEST((refusal_of(request, limits) == client_errc::bad_ca_file));
}

BOOST_AUTO_TEST_CASE(an_authority_file_that_has_no_end_or_no_certificate_is_refused_at_once)
{
    std::string folder = "/tmp/jimeng-test-ca-XXXXXX";
    BOOST_TEST_REQUIRE(::mkdtemp(folder.data()) != nullptr);
    auto const pipe = folder + "/pipe", text = folder + "/text", empty = folder + "/empty", huge = folder + "/huge";
    BOOST_TEST(::mkfifo(pipe.c_str(), 0600) == 0);
    std::ofstream{text} << "no certificate";
    std::ofstream{empty}.flush();
    std::ofstream{huge}.flush();
    BOOST_TEST(::truncate(huge.c_str(), off_t{1} << 30) == 0);
    for (auto const& file : {pipe, folder, std::string{"/dev/zero"}, std::string{"/dev/null"}, text, empty, huge}) {
        jimeng::http_request request;
        request.origin = {"https", "127.0.0.1", 1};
        jimeng::transport_options limits;
        limits.extra_ca_file = file;
        BOOST_TEST((refusal_of(request, limits) == client_errc::bad_ca_file), file);
    }
    for (auto const& file : {pipe, text, empty, huge})
        ::unlink(file.c_str());
    ::rmdir(folder.c_str());
}

BOOST_AUTO_TEST_CASE(a_closed_port_is_refused_and_nothing_was_sent)
{
    jimeng::http_request request;
    request.origin = {"http", "127.0.0.1", 1};
    auto const ec = refusal_of(request);
    BOOST_TEST((ec == client_errc::connect_refused));
    BOOST_TEST((ec == jimeng::condition::not_sent));
}

BOOST_AUTO_TEST_CASE(a_stop_that_was_requested_before_sends_nothing)
{
    std::stop_source source;
    source.request_stop();
    jimeng::beast_transport transport;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    jimeng::http_request request;
    request.origin = {"http", "127.0.0.1", 1};
    transport.exchange(request, {.stop = source.get_token()}, ec, details);
    BOOST_TEST((ec == client_errc::cancelled_before_send));
}

BOOST_AUTO_TEST_CASE(waiting_is_asynchronous_and_can_be_stopped)
{
    using namespace std::chrono_literals;
    boost::asio::io_context io;
    jimeng::beast_transport transport{io.get_executor()};
    std::stop_source source;
    int called = 0;
    transport.async_wait(1ms, {}, [&](jimeng::error_code ec) { called += ec.failed() ? 100 : 1; });
    transport.async_wait(1h, source.get_token(),
                         [&](jimeng::error_code ec) { called += ec == client_errc::cancelled_before_send ? 10 : 100; });
    BOOST_TEST(called == 0);
    source.request_stop();
    io.run();
    BOOST_TEST(called == 11);
}

BOOST_AUTO_TEST_SUITE_END()
