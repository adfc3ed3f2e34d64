#include "fixture.hpp"

#include "../unit/media/pictures.hpp"

#include <jimeng/net/download.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/testing/virtual_runtime.hpp>

#include <cstdlib>
#include <string>

BOOST_AUTO_TEST_SUITE(test_download_resume)

// A server that hangs up in the middle of a file, again and again.

using namespace jimeng_tests;

namespace {

std::string const whole = small_png();

/// Where the request wants the file to begin.
std::size_t wanted_from(std::string const& request)
{
    auto const at = request.find("Range: bytes=");
    return at == std::string::npos ? 0 : std::strtoul(request.c_str() + at + 13, nullptr, 10);
}

std::string head_from(std::size_t first)
{
    auto const size = std::to_string(whole.size());
    auto const rest = "ETag: \"v1\"\r\nContent-Length: " + std::to_string(whole.size() - first) + "\r\n\r\n";
    if (first == 0) return "HTTP/1.1 200 OK\r\n" + rest;
    return "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + std::to_string(first) + '-' +
           std::to_string(whole.size() - 1) + '/' + size + "\r\n" + rest;
}

struct fetched {
    jimeng::error_code ec;
    jimeng::saved_picture saved;
    std::string bytes;
};

/// Waits take no time.
fetched fetch_from(raw_server const& server, std::string const& path)
{
    auto const url = "http://127.0.0.1:" + std::to_string(server.port()) + "/p.png";
    jimeng::beast_transport transport;
    jimeng::testing::virtual_runtime runtime;
    jimeng::download_operation operation{url, path, {.timeout = hang, .allow_this_machine = true}};
    jimeng::run(operation, transport, runtime, [](auto&, auto) {});
    return {operation.error(), operation.saved(), content_of(path)};
}

} // namespace

BOOST_AUTO_TEST_CASE(row_13_a_file_comes_whole_wherever_its_connection_ends)
{
    for (std::size_t cut = 1; cut < whole.size(); cut += 3)
        for (bool const by_reset : {false, true}) {
            scratch_folder folder;
            std::string second;
            raw_server const server{[&](raw_peer& peer, int connection) {
                auto const request = peer.read_request();
                auto const first = wanted_from(request);
                if (connection == 2) second = request;
                peer.send(head_from(first) + whole.substr(first, connection == 1 ? cut : std::string::npos));
                if (connection == 1 && by_reset) peer.reset();
            }};
            auto const got = fetch_from(server, (folder / "cat.png").string());
            BOOST_TEST_REQUIRE(!got.ec.failed(), cut << ' ' << got.ec.message());
            BOOST_TEST((got.bytes == whole));
            BOOST_TEST(got.saved.sha256 == jimeng::to_hex(jimeng::sha256(whole)));
            BOOST_TEST(folder.entries() == 1);
            if (by_reset) continue; // which may overtake bytes
            BOOST_TEST(second.find("Range: bytes=" + std::to_string(cut) + "-\r\n") != std::string::npos);
            BOOST_TEST(second.find("If-Range: \"v1\"\r\n") != std::string::npos);
        }
}

BOOST_AUTO_TEST_CASE(each_connection_may_bring_one_byte_only)
{
    scratch_folder folder;
    raw_server const server{[&](raw_peer& peer, int) {
        auto const first = wanted_from(peer.read_request());
        peer.send(head_from(first) + whole[first]);
    }};
    auto const got = fetch_from(server, (folder / "cat.png").string());
    BOOST_TEST(!got.ec.failed(), got.ec.message());
    BOOST_TEST((got.bytes == whole));
    BOOST_TEST(server.connections() == static_cast<int>(whole.size()));
}

BOOST_AUTO_TEST_CASE(a_server_that_knows_no_ranges_is_asked_for_the_whole_until_it_comes)
{
    scratch_folder folder;
    raw_server const server{[&](raw_peer& peer, int connection) {
        peer.read_request();
        peer.send(head_from(0) + whole.substr(0, connection < 5 ? 50 : std::string::npos));
    }};
    auto const got = fetch_from(server, (folder / "cat.png").string());
    BOOST_TEST(!got.ec.failed(), got.ec.message());
    BOOST_TEST((got.bytes == whole));
    BOOST_TEST(server.connections() == 5);
}

BOOST_AUTO_TEST_CASE(of_a_file_that_never_comes_nothing_is_left)
{
    scratch_folder folder;
    raw_server const server{[&](raw_peer& peer, int) {
        auto const first = wanted_from(peer.read_request());
        peer.send(head_from(first) + whole.substr(first, first == 0 ? 50 : 0));
    }};
    auto const got = fetch_from(server, (folder / "cat.png").string());
    BOOST_TEST(got.ec == jimeng::client_errc::truncated);
    BOOST_TEST(server.connections() == 11);
    BOOST_TEST(folder.entries() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
