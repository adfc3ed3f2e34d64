#include "fixture.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(net_exchange_answers)

// What a hostile or broken server sends, over real sockets.

using namespace jimeng_tests;

namespace {

/// What this program has in memory.
std::size_t resident_bytes()
{
    std::size_t pages = 0, resident = 0;
    std::ifstream{"/proc/self/statm"} >> pages >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace

BOOST_AUTO_TEST_CASE(a_plain_answer_arrives_whole)
{
    std::string seen;
    raw_server server{[&](raw_peer& peer, int) {
        seen = peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Tt-Logid: 7\r\n\r\nhello");
    }};
    auto request = post_to(server, "{\"a\":1}");
    request.headers = {{"X-Date", "20250101T000000Z"}};
    auto const got = exchange(request);
    BOOST_TEST(!got.ec);
    BOOST_TEST(got.response.status == 200);
    BOOST_TEST(got.response.body == "hello");
    BOOST_TEST(*jimeng::find_header(got.response.headers, "x-tt-logid") == "7");
    BOOST_TEST(got.details.http_status == 200);
    auto const port = std::to_string(server.port());
    BOOST_TEST(seen == "POST /?Action=A&Version=B HTTP/1.1\r\nHost: 127.0.0.1:" + port +
                           "\r\nX-Date: 20250101T000000Z\r\nUser-Agent: jimeng/" JIMENG_VERSION_STRING
                           "\r\nAccept: */*\r\nAccept-Encoding: identity\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
}

BOOST_AUTO_TEST_CASE(an_answer_sent_byte_by_byte_arrives_whole)
{
    raw_server server{[](raw_peer& peer, int) {
        peer.read_request();
        for (char const c :
             std::string{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: v\r\n\r\n"})
            peer.send({&c, 1});
    }};
    auto const got = exchange(post_to(server));
    BOOST_TEST(!got.ec);
    BOOST_TEST(got.response.body == "abcde");
}

BOOST_AUTO_TEST_CASE(an_answer_cut_at_any_byte_is_never_a_success)
{
    std::string const whole = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    for (std::size_t n = 0; n != whole.size(); ++n) {
        raw_server server{answering(whole.substr(0, n))};
        auto const got = exchange(post_to(server));
        auto const expected = n == 0 ? jimeng::client_errc::closed : jimeng::client_errc::truncated;
        BOOST_TEST(got.ec == expected, "cut after " << n << ": " << got.ec.message());
        BOOST_TEST((got.ec == jimeng::condition::maybe_sent));
        BOOST_TEST(got.response.status == 0);
    }
}

BOOST_AUTO_TEST_CASE(row_18_a_chunk_extension_without_end_costs_no_memory)
{
    std::size_t sent = 0;
    raw_server server{[&](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;");
        std::string const piece(65536, 'a');
        while (sent < (std::size_t{200} << 20) && peer.send(piece))
            sent += piece.size();
    }};
    BOOST_TEST(exchange(post_to(server)).ec == jimeng::client_errc::too_large);
    BOOST_TEST(sent < (std::size_t{64} << 20)); // what the system's buffers took
}

BOOST_AUTO_TEST_CASE(row_18_nothing_without_an_end_costs_memory)
{
    struct {
        std::string begin, again;
    } const endless[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", std::string(65536, ' ')},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "10000\r\n" + std::string(65536, ' ') + "\r\n"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1;" + std::string(1024, 'x')},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"},
        {"HTTP/1.1 200 OK\r\n", "X: y\r\n"},
        {"HTTP/1.1 200 OK\r\nX: ", std::string(65536, 'x')},
        {"", "HTTP/1.1 103 Early Hints\r\n\r\n"},
    };
    for (auto const& [begin, again] : endless) {
        std::size_t sent = 0;
        raw_server server{[&](raw_peer& peer, int) {
            peer.read_request();
            for (bool goes_on = peer.send(begin); goes_on && sent < (std::size_t{1} << 30); sent += again.size())
                goes_on = peer.send(again);
        }};
        auto const before = resident_bytes();
        auto const got = exchange(post_to(server));
        BOOST_TEST((got.ec == jimeng::client_errc::too_large || got.ec == jimeng::client_errc::bad_http),
                   got.ec.message() << " after " << begin);
        BOOST_TEST(resident_bytes() < before + (std::size_t{16} << 20));
        BOOST_TEST(got.response.body.empty());
    }
}

BOOST_AUTO_TEST_CASE(row_18_limits_hold_for_headers_bodies_and_interim_answers)
{
    auto const code_for = [](std::string answer) {
        raw_server server{answering(std::move(answer))};
        jimeng::exchange_options options;
        options.max_body_bytes = 1000;
        return exchange(post_to(server), options).ec;
    };
    std::string const ok = "HTTP/1.1 200 OK\r\n";
    std::string fields = ok;
    for (int i = 0; i != 101; ++i)
        fields += "A: b\r\n";
    std::string interim;
    for (int i = 0; i != 6; ++i)
        interim += "HTTP/1.1 103 Early Hints\r\n\r\n";
    using enum jimeng::client_errc;
    BOOST_TEST(code_for(ok + "A: " + std::string(20'000, 'x') + "\r\n\r\n") == too_large);
    BOOST_TEST(code_for(fields + "\r\n") == too_large);
    BOOST_TEST(code_for(ok + "Content-Length: 1001\r\n\r\n") == too_large);
    BOOST_TEST(code_for(ok + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x')) == too_large);
    BOOST_TEST(code_for(interim + ok + "Content-Length: 0\r\n\r\n") == bad_http);
    BOOST_TEST(!code_for(interim.substr(0, interim.size() / 6 * 5) + ok + "Content-Length: 0\r\n\r\n"));
    BOOST_TEST(!code_for(ok + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'x')));
}

BOOST_AUTO_TEST_CASE(a_body_that_ends_with_the_connection_is_taken_when_it_is_whole_json)
{
    std::string const whole = R"({"code":10000,"data":{"task_id":"7"}})";
    for (std::size_t n = 0; n <= whole.size(); ++n) {
        raw_server server{answering("HTTP/1.1 200 OK\r\n\r\n" + whole.substr(0, n))};
        auto const got = exchange(post_to(server));
        BOOST_TEST(got.details.http_status == 200);
        if (n == whole.size()) {
            BOOST_TEST(!got.ec, got.ec.message());
            BOOST_TEST(got.response.body == whole);
            continue;
        }
        BOOST_TEST(got.ec == jimeng::client_errc::truncated, "cut after " << n);
        BOOST_TEST(got.details.client_message.find("how long") != std::string::npos);
    }
    raw_server broken{[&](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\n\r\n" + whole);
        peer.reset();
    }};
    BOOST_TEST(exchange(post_to(broken)).ec.failed());
}

BOOST_AUTO_TEST_CASE(such_a_connection_is_not_used_again)
{
    raw_server server{answering("HTTP/1.1 200 OK\r\n\r\n{}")};
    jimeng::beast_transport transport;
    for (int i = 0; i != 2; ++i)
        BOOST_TEST(!exchange(transport, post_to(server)).ec);
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(into_a_sink_such_a_body_is_never_whole)
{
    raw_server server{answering("HTTP/1.1 200 OK\r\n\r\n{}")};
    jimeng::exchange_options options;
    options.sink = [](std::string_view) { return jimeng::error_code{}; };
    BOOST_TEST(exchange(post_to(server), options).ec == jimeng::client_errc::truncated);
}

BOOST_AUTO_TEST_CASE(what_came_of_an_answer_that_broke_off_is_returned_where_that_was_asked_for)
{
    using enum jimeng::client_errc;
    std::string const id = R"({"code":10000,"data":{"task_id":"7"},"more":")";
    std::string const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2d\r\n" + id + "\r\n";
    std::string const more(2 << 20, 'x');
    auto const announced = [&](std::size_t size) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" + id;
    };
    struct row {
        std::string sent;
        char how; ///< It ends: `c`losed, `r`eset, `s`talled.
        jimeng::client_errc wanted;
    };
    BOOST_TEST(id.size() == 0x2dU);
    for (auto const& [sent, how, wanted] : std::vector<row>{
             {announced(id.size() + 9), 'c', truncated},
             {announced(id.size() + 9), 's', read_stalled},
             {announced(id.size() + more.size()) + more, 'c', too_large},
             {chunked, 'c', truncated},
             {chunked + "200000\r\n" + more, 'c', too_large},
             {chunked + "-1\r\n", 's', bad_http},
             {chunked + "0\r\n bad trailer\r\n", 's', bad_http},
             {"HTTP/1.1 502 Bad Gateway\r\n\r\n" + id, 'c', truncated},
         })
        for (bool const asked : {true, false}) {
            raw_server server{[&](raw_peer& peer, int) {
                peer.read_request();
                peer.send(sent);
                if (how == 's') peer.drain();
            }};
            jimeng::exchange_options options;
            options.partial_answer = asked;
            auto const got = exchange(post_to(server), options, {.stall = 200ms});
            BOOST_TEST(got.ec == wanted, got.ec.message() << " after " << sent.substr(0, 200));
            BOOST_TEST(got.response.body.starts_with(id) == asked);
            BOOST_TEST(got.response.body.size() <= std::size_t{1} << 20);
            BOOST_TEST((got.response.status != 0) == asked);
        }
    raw_server server{[&](raw_peer& peer, int) {
        peer.read_request();
        peer.send(announced(99));
        std::this_thread::sleep_for(50ms); // a reset drops what was not read yet
        peer.reset();
    }};
    jimeng::exchange_options options;
    options.partial_answer = true;
    auto const got = exchange(post_to(server), options);
    BOOST_TEST((got.ec == truncated || got.ec == reset), got.ec.message());
}

BOOST_AUTO_TEST_CASE(an_interim_answer_in_two_pieces_sets_no_limit_on_the_answer)
{
    raw_server server{[](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 103 Early Hints\r\nLi");
        std::this_thread::sleep_for(20ms);
        peer.send("nk: x\r\n\r\n");
        std::this_thread::sleep_for(600ms);
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        peer.drain();
    }};
    auto const got = exchange(post_to(server), {}, {.stall = 200ms});
    BOOST_TEST(!got.ec, got.details.client_message);
    BOOST_TEST(got.response.body == "hello");
}

BOOST_AUTO_TEST_CASE(an_answer_that_never_comes_behind_an_interim_one_is_told_with_the_real_limit)
{
    raw_server server{[](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 103 Early Hints\r\nLi");
        std::this_thread::sleep_for(20ms);
        peer.send("nk: x\r\n\r\n");
        peer.drain();
    }};
    jimeng::exchange_options options;
    options.timeout = 900ms;
    auto got = exchange(post_to(server), options, {.stall = 200ms});
    BOOST_TEST(got.ec == jimeng::client_errc::read_timeout);
    BOOST_TEST(got.details.client_message.find("within 900 ms") != std::string::npos, got.details.client_message);
    options.timeout = hang;
    options.first_byte = 100ms;
    got = exchange(post_to(server), options, {.stall = 200ms});
    BOOST_TEST(got.ec == jimeng::client_errc::read_timeout);
    BOOST_TEST(got.details.client_message.find("within 100 ms") != std::string::npos, got.details.client_message);
}

BOOST_AUTO_TEST_CASE(row_27_a_redirect_is_returned_and_not_followed)
{
    raw_server other{answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")};
    for (int const status : {301, 302, 303, 307, 308}) {
        raw_server server{answering("HTTP/1.1 " + std::to_string(status) + " Moved\r\nLocation: http://127.0.0.1:" +
                                    std::to_string(other.port()) + "/\r\nContent-Length: 0\r\n\r\n")};
        auto const got = exchange(post_to(server));
        BOOST_TEST(!got.ec);
        BOOST_TEST(got.response.status == status);
    }
    BOOST_TEST(other.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_reset_before_the_answer_leaves_the_fate_open)
{
    raw_server server{[](raw_peer& peer, int) {
        peer.read_request();
        peer.reset();
    }};
    auto const got = exchange(post_to(server));
    BOOST_TEST(got.ec == jimeng::client_errc::reset);
    BOOST_TEST((got.ec == jimeng::condition::maybe_sent));
    BOOST_TEST(got.details.client_message.find("127.0.0.1:" + std::to_string(server.port())) == 0U);
}

BOOST_AUTO_TEST_CASE(a_sink_takes_the_body_of_a_success_only)
{
    raw_server server{[](raw_peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndata");
        peer.read_request();
        peer.send("HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\ngone");
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndata");
    }};
    jimeng::beast_transport transport;
    std::string sunk;
    jimeng::exchange_options options;
    options.sink = [&](std::string_view piece) {
        sunk += piece;
        return jimeng::error_code{};
    };
    auto const first = exchange(transport, post_to(server), options);
    BOOST_TEST((sunk == "data" && first.response.body.empty() && first.response.status == 200));
    auto const second = exchange(transport, post_to(server), options);
    BOOST_TEST((sunk == "data" && second.response.body == "gone" && second.response.status == 404));
    options.sink = [](std::string_view) { return make_error_code(jimeng::client_errc::disk_full); };
    BOOST_TEST(exchange(transport, post_to(server), options).ec == jimeng::client_errc::disk_full);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_sink_reaches_the_caller_and_breaks_nothing)
{
    raw_server server{answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndata")};
    jimeng::beast_transport transport;
    jimeng::exchange_options options;
    options.sink = [](std::string_view) -> jimeng::error_code { throw std::runtime_error{"full"}; };
    BOOST_CHECK_THROW(exchange(transport, post_to(server), options), std::runtime_error);
    BOOST_TEST(!exchange(transport, post_to(server)).ec);
}

BOOST_AUTO_TEST_CASE(an_answer_to_head_has_no_body)
{
    raw_server server{answering("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")};
    auto request = post_to(server);
    request.method = "HEAD";
    auto const got = exchange(request);
    BOOST_TEST(!got.ec);
    BOOST_TEST(got.response.status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
