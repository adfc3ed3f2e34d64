#include <jimeng/net/detail/response_reader.hpp>

#include "../../net/print_errc.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_response_reader)

using jimeng::detail::response_reader;
using enum jimeng::client_errc;

namespace {

jimeng::error_code read_all(std::string const& bytes, jimeng::detail::response_limits limits = {})
{
    response_reader reader{limits, {}, false};
    return reader.feed(bytes);
}

std::string const ok = "HTTP/1.1 200 OK\r\n";

} // namespace

BOOST_AUTO_TEST_CASE(row_24_an_answer_may_be_split_anywhere)
{
    std::vector<std::string> const answers{
        ok + "Content-Length: 5\r\nA: b\r\n\r\nhello",
        ok + "Transfer-Encoding: chunked\r\nA: b\r\n\r\n2;e=\"v\"\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: t\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nX: y\r\n\r\n" + ok +
            "A: b\r\nContent-Length: 5\r\n\r\nhello",
    };
    for (auto const& answer : answers)
        for (std::size_t cut = 0; cut <= answer.size(); ++cut) {
            response_reader reader{{}, {}, false};
            BOOST_TEST_REQUIRE(!reader.feed(answer.substr(0, cut)));
            BOOST_TEST_REQUIRE(reader.done() == (cut == answer.size()));
            if (!reader.done()) BOOST_TEST_REQUIRE(!reader.feed(answer.substr(cut)));
            BOOST_TEST_REQUIRE(reader.done());
            BOOST_TEST(!reader.has_leftover());
            BOOST_TEST(reader.keeps_alive());
            auto const message = reader.release();
            BOOST_TEST(message.status == 200);
            BOOST_TEST(message.body == "hello");
            BOOST_TEST(*jimeng::find_header(message.headers, "a") == "b");
            BOOST_TEST(jimeng::find_header(message.headers, "Trailer") == nullptr);
            BOOST_TEST(jimeng::find_header(message.headers, "X") == nullptr);
        }
}

BOOST_AUTO_TEST_CASE(row_25_framing_that_two_readers_could_read_differently_is_refused)
{
    for (auto const* const bad : {
             "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\n",
             "HTTP/1.1 200 OK\nContent-Length: 5\n\n",
             "HTTP/1.1 200 OK\r\nA\x01: 5\r\n\r\n",
             "HTTP/1.1 200 OK\r\nA: \x01\r\n\r\n",
             "HTTP/1.1 20 OK\r\n\r\n",
             "HTTP/1.1 2000 OK\r\n\r\n",
             "HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n",
             "HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n",
             "HTTP/1.1 600 High\r\nContent-Length: 0\r\n\r\n",
             "HTTP/1.1 999 High\r\nContent-Length: 0\r\n\r\n",
             "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: \r\nContent-Length: 0\r\n\r\n",
             "HTTP/1.1 204 No Content\r\nTransfer-Encoding: gzip\r\n\r\n",
             "HTTP/2.0 200 OK\r\n\r\n",
             "HTTP/1.1 101 Switching Protocols\r\n\r\n",
             "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
             "<html>old</html>\r\n\r\n",
             "{\"code\":10000}\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
         })
        BOOST_TEST(read_all(bad) == bad_http, bad);
}

BOOST_AUTO_TEST_CASE(row_23_codings_that_were_not_asked_for_are_refused)
{
    for (auto const* const coding : {"gzip", "br", "zstd", "deflate", "identity, gzip"})
        BOOST_TEST(read_all(ok + "Content-Encoding: " + coding + "\r\nContent-Length: 3\r\n\r\n") ==
                       unsupported_encoding,
                   coding);
    for (auto const* const codings :
         {"Content-Encoding: identity\r\nContent-Encoding: gzip\r\n", "Content-Encoding: \r\nContent-Encoding: br\r\n",
          "Content-Encoding: gzip\r\nContent-Encoding: identity\r\n"})
        BOOST_TEST(read_all(ok + codings + "Content-Length: 3\r\n\r\n") == unsupported_encoding, codings);
    BOOST_TEST(!read_all(ok + "Content-Encoding: identity\r\nContent-Encoding: \r\nContent-Length: 0\r\n\r\n"));
    BOOST_TEST(!read_all(ok + "Content-Encoding: Identity\r\nContent-Length: 0\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(each_class_of_status_is_read)
{
    for (auto const* const status : {"200", "299", "302", "404", "500", "599"})
        BOOST_TEST(!read_all("HTTP/1.1 " + std::string{status} + " X\r\nContent-Length: 0\r\n\r\n"), status);
}

BOOST_AUTO_TEST_CASE(a_body_without_a_length_ends_with_the_connection)
{
    for (auto const* const fields : {"\r\n", "Connection: close\r\n\r\n", "Connection: keep-alive\r\n\r\n"}) {
        response_reader reader{{.body_bytes = 9}, {}, false};
        BOOST_TEST(!reader.feed(ok));
        BOOST_TEST(!reader.ends_with_connection());
        BOOST_TEST(!reader.feed(fields));
        BOOST_TEST(reader.ends_with_connection());
        BOOST_TEST(!reader.keeps_alive());
        BOOST_TEST(!reader.has_whole_json());
        BOOST_TEST(!reader.feed("[\"12345"));
        BOOST_TEST(!reader.has_whole_json());
        BOOST_TEST(!reader.feed("\"]"));
        BOOST_TEST(reader.has_whole_json());
        BOOST_TEST(!reader.done());
        BOOST_TEST(reader.feed(" ") == too_large);
    }
    for (auto const* const bodiless : {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\n\r\n"}) {
        response_reader reader{{}, {}, false};
        BOOST_TEST(!reader.feed(bodiless));
        BOOST_TEST(reader.done());
    }
}

BOOST_AUTO_TEST_CASE(each_limit_is_exact)
{
    auto const chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    auto const fields = [](int n) {
        std::string text = ok;
        for (int i = 0; i != n; ++i)
            text += "A: b\r\n";
        return text + "Content-Length: 0\r\n\r\n";
    };
    BOOST_TEST(!read_all(fields(9), {.header_fields = 10}));
    BOOST_TEST(read_all(fields(10), {.header_fields = 10}) == too_large);
    BOOST_TEST(!read_all(ok + "Content-Length: 5\r\n\r\n12345", {.body_bytes = 5}));
    BOOST_TEST(read_all(ok + "Content-Length: 6\r\n\r\n", {.body_bytes = 5}) == too_large);
    BOOST_TEST(!read_all(chunked + "5\r\n12345\r\n", {.body_bytes = 5}));
    BOOST_TEST(read_all(chunked + "5\r\n12345\r\n1\r\n6", {.body_bytes = 5}) == too_large);
    BOOST_TEST(read_all(chunked + "1;" + std::string(40'000, 'x')) == too_large);
    BOOST_TEST(read_all(chunked + "0\r\n" + std::string(40'000, 'x')) == too_large);
    BOOST_TEST(read_all(ok + std::string(40'000, 'x')) == too_large);
    std::string trailers = chunked + "0\r\n";
    for (int i = 0; i != 10; ++i)
        trailers += "T: t\r\n";
    BOOST_TEST(read_all(trailers + "\r\n", {.header_fields = 10}) == too_large);
    BOOST_TEST(!read_all(trailers + "\r\n", {.header_fields = 11}));
}

BOOST_AUTO_TEST_CASE(a_partial_body_is_kept_up_to_the_limit)
{
    auto const chunked = ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n9\r\n123456789";
    for (std::string const& answer :
         {ok + "Content-Length: 12\r\n\r\nabc123456789", chunked, ok + "\r\nabc123456789"}) {
        response_reader reader{{.body_bytes = 5, .partial = true}, {}, false};
        BOOST_TEST(reader.feed(answer) == too_large);
        BOOST_TEST(reader.release().body == "abc12");
    }
    auto const sink = [](std::string_view) { return jimeng::error_code{}; };
    response_reader into_sink{{.body_bytes = 5, .partial = true}, sink, false};
    BOOST_TEST(into_sink.feed(ok + "Content-Length: 6\r\n\r\n") == too_large);
}

BOOST_AUTO_TEST_CASE(bytes_behind_the_answer_are_noticed)
{
    response_reader reader{{}, {}, false};
    BOOST_TEST(!reader.begun());
    BOOST_TEST(!reader.feed(ok + "Content-Length: 1\r\n\r\n1H"));
    BOOST_TEST(reader.done());
    BOOST_TEST(reader.has_leftover());
}

BOOST_AUTO_TEST_CASE(an_interim_answer_alone_has_not_begun_the_answer)
{
    response_reader reader{{}, {}, false};
    BOOST_TEST(!reader.feed("HTTP/1.1 100 Continue\r\n\r\n"));
    BOOST_TEST(!reader.begun());
    BOOST_TEST(!reader.feed("H"));
    BOOST_TEST(reader.begun());
}

BOOST_AUTO_TEST_CASE(a_sink_is_told_the_announced_length_first)
{
    std::uint64_t announced = 0;
    std::vector<std::uint64_t> seen;
    auto const sink = [&](std::string_view) { return seen.push_back(announced), jimeng::error_code{}; };
    for (auto const& answer :
         {ok + "Content-Length: 5\r\n\r\nhello", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
          std::string{"HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\nnothing"}}) {
        response_reader reader{{.announced_bytes = &announced}, sink, false};
        BOOST_TEST(!reader.feed(answer));
        BOOST_TEST(reader.done());
        if (announced == 5) announced = 0;
    }
    BOOST_TEST((seen == std::vector<std::uint64_t>{5, 0}));
    BOOST_TEST(announced == 0U);
}

BOOST_AUTO_TEST_CASE(a_head_is_told_once_and_before_its_body)
{
    std::vector<std::string> seen;
    auto const sink = [&](std::string_view piece) { return seen.emplace_back(piece), jimeng::error_code{}; };
    auto const head = [&](int status, jimeng::http_headers const& headers) {
        return seen.push_back(std::to_string(status) + ' ' + headers.at(0).value), jimeng::error_code{};
    };
    std::string const answer =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 206 Part\r\nETag: \"x\"\r\nContent-Length: 2\r\n\r\n";
    response_reader reader{{}, sink, false, head};
    BOOST_TEST(!reader.feed(answer));
    BOOST_TEST((seen == std::vector<std::string>{"206 \"x\""}));
    BOOST_TEST(!reader.feed("ab"));
    BOOST_TEST((seen == std::vector<std::string>{"206 \"x\"", "ab"}));
    response_reader page{{}, sink, false, head};
    BOOST_TEST(!page.feed("HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n"));
    BOOST_TEST(seen.size() == 2U);
}

BOOST_AUTO_TEST_CASE(who_refuses_a_head_gets_nothing_of_its_body)
{
    std::string sunk;
    auto const sink = [&](std::string_view piece) { return sunk += piece, jimeng::error_code{}; };
    response_reader reader{{}, sink, false, [](int, auto const&) { return make_error_code(bad_http); }};
    BOOST_TEST(reader.feed(ok + "Content-Length: 2\r\n\r\nab") == bad_http);
    BOOST_TEST(sunk.empty());
    response_reader broken{{}, sink, false, [](int, auto const&) -> jimeng::error_code { throw 7; }};
    BOOST_CHECK_THROW(static_cast<void>(broken.feed(ok + "Content-Length: 2\r\n\r\nab")), int);
    BOOST_TEST(broken.in_sink()); // so it is the caller's
}

BOOST_AUTO_TEST_CASE(a_page_that_is_no_success_is_short_whatever_an_answer_may_be)
{
    std::size_t const most = std::size_t{480} << 20;
    auto const length = [](std::size_t bytes) { return "Content-Length: " + std::to_string(bytes) + "\r\n\r\n"; };
    std::size_t const page = std::size_t{1} << 20;
    for (std::string const line : {"HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 302 Found\r\n", "HTTP/1.1 500 No\r\n"}) {
        BOOST_TEST(!read_all(line + length(page) + std::string(page, 'x'), {.body_bytes = most}));
        BOOST_TEST(read_all(line + length(page + 1), {.body_bytes = most}) == too_large);
        BOOST_TEST(read_all(line + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(page + 1, 'x'),
                            {.body_bytes = most}) == too_large);
        BOOST_TEST(read_all(line + length(6), {.body_bytes = 5}) == too_large);
    }
    BOOST_TEST(!read_all(ok + length(page + 1) + std::string(page + 1, 'x'), {.body_bytes = most}));
}

BOOST_AUTO_TEST_SUITE_END()
