#include <jimeng/emulator/detail/loopback_fetch.hpp>

#include "../../net/raw_server.hpp"
#include "pixels.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(test_loopback_fetch)

namespace {

using jimeng::emulator::detail::fetch_from_this_machine;
using jimeng_tests::answering;
using jimeng_tests::raw_peer;
using jimeng_tests::raw_server;

std::string small_picture()
{
    return pixels::png_of(8, 8, [](std::uint32_t x, std::uint32_t) { return x; });
}

std::string whole_answer(std::string const& body, std::string const& length)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: " + length + "\r\n\r\n" + body;
}

std::string address_of(raw_server const& server, std::string const& host = "127.0.0.1")
{
    return "http://" + host + ':' + std::to_string(server.port()) + "/a.png";
}

std::chrono::steady_clock::duration time_of(std::string const& address)
{
    auto const begin = std::chrono::steady_clock::now();
    BOOST_TEST(fetch_from_this_machine(address).empty(), address);
    return std::chrono::steady_clock::now() - begin;
}

BOOST_AUTO_TEST_CASE(a_picture_of_this_machine_is_fetched)
{
    auto const picture = small_picture();
    raw_server server{answering(whole_answer(picture, std::to_string(picture.size())))};
    BOOST_TEST((fetch_from_this_machine(address_of(server)) == picture));
    BOOST_TEST((fetch_from_this_machine(address_of(server, "localhost")) == picture));
}

BOOST_AUTO_TEST_CASE(no_other_machine_is_asked)
{
    for (auto const* const address :
         {"http://192.0.2.1/a.png", "https://example.invalid/a.png", "http://10.0.0.1/a.png", "file:///etc/hostname",
          "http://localhost.example.invalid/a.png", "", "127.0.0.1/a.png"})
        BOOST_TEST((time_of(address) < std::chrono::seconds{1}), address);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_not_followed)
{
    auto const picture = small_picture();
    raw_server target{answering(whole_answer(picture, std::to_string(picture.size())))};
    raw_server server{
        answering("HTTP/1.1 302 Found\r\nLocation: " + address_of(target) + "\r\nContent-Length: 0\r\n\r\n")};
    BOOST_TEST(fetch_from_this_machine(address_of(server)).empty());
    BOOST_TEST(target.connections() == 0);
}

BOOST_AUTO_TEST_CASE(what_is_too_large_is_not_read)
{
    raw_server server{answering(whole_answer("\x89PNG", std::to_string((15 << 20) + 1)))};
    BOOST_TEST((time_of(address_of(server)) < std::chrono::seconds{1}));
}

BOOST_AUTO_TEST_CASE(who_never_answers_is_given_up)
{
    raw_server server{[](raw_peer& peer, int) { peer.drain(); }};
    BOOST_TEST((time_of(address_of(server)) >= std::chrono::milliseconds{1900}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
