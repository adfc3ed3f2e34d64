#include <jimeng/net/detail/message_reader.hpp>

#include "../../net/print_errc.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_message_reader)

using namespace jimeng;
using detail::message_reader;
using enum client_errc;

namespace {

class recording_reader final : public message_reader {
public:
    explicit recording_reader(kind what, detail::message_limits limits = {})
        : message_reader{what, limits},
          is_answer_{what == kind::answer}
    {}

    error_code feed(std::string_view bytes)
    {
        auto const ec = feed_some(bytes);
        left_over += bytes;
        return ec;
    }

    std::string body;
    std::string left_over;

private:
    error_code head_ended(detail::body_end const& end, bool& has_body) override
    {
        has_body = !is_answer_ || end.chunked || end.length;
        return {};
    }
    error_code body_came(std::string_view piece) override
    {
        BOOST_TEST(!piece.empty());
        body += piece;
        return {};
    }

    bool is_answer_;
};

/// What came of bytes, in a form to compare.
struct reading {
    error_code ec{};
    bool done = false;
    bool alive = false;
    std::string body{};
    std::string left_over{};
    http_headers headers{};

    friend bool operator==(reading const&, reading const&) = default;
};

reading read(message_reader::kind kind, std::vector<std::string_view> const& pieces)
{
    recording_reader reader{kind};
    reading got;
    for (auto const piece : pieces)
        if (!got.ec && !reader.done())
            got.ec = reader.feed(piece);
        else if (!got.ec)
            reader.left_over += piece;
    got.done = !got.ec && reader.done();
    if (got.ec) return got;
    return {got.ec, got.done, reader.keeps_alive(), reader.body, reader.left_over, reader.head.headers};
}

std::vector<std::string_view> bytes_of(std::string_view text)
{
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i != text.size(); ++i)
        bytes.push_back(text.substr(i, 1));
    return bytes;
}

/// Reads a message in one piece, in every two, in every three, and byte by byte: all must read the same.
reading read_every_way(message_reader::kind kind, std::string_view text)
{
    auto const whole = read(kind, {text});
    BOOST_TEST((read(kind, bytes_of(text)) == whole), "byte by byte: " << text);
    for (std::size_t first = 0; first <= text.size(); ++first)
        for (std::size_t second = first; second <= text.size(); ++second) {
            auto const got =
                read(kind, {text.substr(0, first), text.substr(first, second - first), text.substr(second)});
            if (got != whole) BOOST_TEST_REQUIRE(false, "cut at " << first << " and " << second << ": " << text);
        }
    return whole;
}

constexpr auto request = message_reader::kind::request;
constexpr auto answer = message_reader::kind::answer;

/// Framings of the body "hello", and of none.
std::vector<std::string> const full_framings{
    "Content-Length: 5\r\n\r\nhello",
    "Content-Length: 5, 5\r\nContent-Length: 5\r\n\r\nhello",
    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "Transfer-Encoding: Chunked\r\n\r\n2;e=\"v;w\"\r\nhe\r\n0003 ; x\r\nllo\r\n000;z\r\nT: t\r\nU: u\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ne\r\n1\r\nl\r\n1\r\nl\r\n1\r\no\r\n0\r\n\r\n",
};
std::vector<std::string> const empty_framings{
    "Content-Length: 0\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n0\r\nT: t\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n0;e\r\nT: t\r\nLonger-Trailer: with a value\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n0000000000\r\n\r\n",
};

} // namespace

BOOST_AUTO_TEST_CASE(every_framing_reads_the_same_however_it_is_cut)
{
    for (std::string const start : {"POST / HTTP/1.1\r\nHost: h\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n"})
        for (auto const* const framings : {&full_framings, &empty_framings})
            for (auto const& framing : *framings) {
                auto const kind = start.front() == 'P' ? request : answer;
                auto const got = read_every_way(kind, start + framing);
                BOOST_TEST((got.done && got.alive), framing);
                BOOST_TEST(got.body == (framings == &full_framings ? "hello" : ""));
                BOOST_TEST(got.left_over.empty());
                BOOST_TEST(find_header(got.headers, "T") == nullptr); // a trailer is no header
                auto const more = read(kind, {start + framing + "POST"});
                BOOST_TEST((more.done && more.left_over == "POST"));
            }
}

BOOST_AUTO_TEST_CASE(the_last_chunk_of_an_empty_body_may_come_in_pieces)
{
    std::string const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    BOOST_TEST(read(answer, {head, "0\r\n", "\r", "\n"}).done);
    BOOST_TEST(read(answer, {head, "0\r\n", "T: t\r\n\r\n"}).done);
    BOOST_TEST(read(answer, {head, "0", "\r", "\n", "\r", "\n"}).done);
    BOOST_TEST(!read(answer, {head, "0\r\n", "\r"}).done);
}

BOOST_AUTO_TEST_CASE(a_request_needs_no_body)
{
    auto const got = read_every_way(request, "GET /a?b HTTP/1.1\r\nHost: h\r\nA:\r\nB: \t c \t\r\n\r\n");
    BOOST_TEST(got.done);
    BOOST_TEST(*find_header(got.headers, "A") == "");
    BOOST_TEST(*find_header(got.headers, "B") == "c");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_wrong_however_it_is_cut)
{
    std::string const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (auto const& bad : {
             chunked + "\r\n",
             chunked + "g\r\n",
             chunked + "0x1\r\na\r\n",
             chunked + "-0\r\n\r\n",
             chunked + "+1\r\na\r\n",
             chunked + " 1\r\na\r\n",
             chunked + "1 2\r\na\r\n",
             chunked + "1\na\r\n",
             chunked + "1;\x01\r\na\r\n",
             chunked + "1;\rx\r\na\r\n",
             chunked + "10000000000000000\r\n",
             chunked + "1\r\nab",
             chunked + "1\r\na\n",
             chunked + "1\r\na\r0",
             chunked + "0\r\nT\r\n\r\n",
             chunked + "0\r\n T: t\r\n\r\n",
             chunked + "0\r\nT : t\r\n\r\n",
             chunked + "0\r\n\n",
             std::string{"HTTP/1.1 200 OK\r\n A: folded without a header\r\n\r\n"},
             std::string{"HTTP/1.1 200 OK\r\nA\r\n\r\n"},
             std::string{"HTTP/1.1 200 OK\r\n: b\r\n\r\n"},
             std::string{"HTTP/1.1 200 OK\r\nContent-Length: 5,\r\n\r\nhello"},
             std::string{"HTTP/1.1 200 OK\r\nContent-Length: ,5\r\n\r\nhello"},
             std::string{"HTTP/1.1 200 OK\r\nContent-Length: 5 5\r\n\r\nhello"},
             std::string{"HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello"},
             std::string{"HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello"},
             std::string{"HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n"},
             std::string{"HTTP/1.1 20a OK\r\n\r\n"},
             std::string{"HTTP/1.1  200 OK\r\n\r\n"},
             std::string{"HTTP/1.2 200 OK\r\n\r\n"},
             std::string{"\r\nHTTP/1.1 200 OK\r\n\r\n"},
             std::string{"HTTP/1.1 200 O\rK\r\n\r\n"},
         })
        BOOST_TEST(read_every_way(answer, bad).ec == bad_http, bad);
    for (std::string const bad :
         {"GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n", "GET /\r\n\r\n", "G@T / HTTP/1.1\r\n\r\n",
          "GET /\x01 HTTP/1.1\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "\x16\x03\x01 / HTTP/1.1\r\n\r\n",
          "GET / http/1.1\r\n\r\n", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"})
        BOOST_TEST(read_every_way(request, bad).ec == bad_http, bad);
}

BOOST_AUTO_TEST_CASE(what_can_become_no_answer_is_refused_before_a_line_ends)
{
    for (std::string const bad : {"SSH-2.0", "<", "HTTP/2", "\x15\x03"})
        BOOST_TEST(read(answer, {bad}).ec == bad_http);
    for (std::string const beginning : {"", "H", "HTTP/1."})
        BOOST_TEST(!read(answer, {beginning}).ec);
    BOOST_TEST(read(request, {"\x16"}).ec == bad_http);
}

BOOST_AUTO_TEST_CASE(a_folded_header_is_one_value)
{
    auto const got = read_every_way(request, "GET / HTTP/1.1\r\nA: b\r\n\t c\r\n \r\nB: d\r\n\r\n");
    BOOST_TEST(got.done);
    BOOST_TEST(*find_header(got.headers, "A") == "b c ");
}

BOOST_AUTO_TEST_CASE(the_connection_header_decides_what_is_kept_alive)
{
    auto const alive = [](std::string const& version, std::string const& lines) {
        return read(request, {"GET / HTTP/" + version + "\r\n" + lines + "\r\n"}).alive;
    };
    BOOST_TEST(alive("1.1", ""));
    BOOST_TEST(!alive("1.1", "Connection: close\r\n"));
    BOOST_TEST(!alive("1.1", "connection: a , CLOSE\r\n"));
    BOOST_TEST(!alive("1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
    BOOST_TEST(alive("1.1", "Connection: closed\r\n"));
    BOOST_TEST(!alive("1.0", ""));
    BOOST_TEST(alive("1.0", "Connection: Keep-Alive\r\n"));
    BOOST_TEST(!alive("1.0", "Connection: keep-alive, close\r\n"));
}

BOOST_AUTO_TEST_CASE(each_limit_is_exact_however_it_is_cut)
{
    detail::message_limits const limits{.header_bytes = 60, .header_fields = 3};
    auto const read_with = [&](std::string const& text, std::size_t piece) {
        recording_reader reader{answer, limits};
        error_code ec;
        for (std::size_t at = 0; at < text.size() && !ec && !reader.done(); at += piece)
            ec = reader.feed(std::string_view{text}.substr(at, piece));
        if (!ec) BOOST_TEST(reader.done());
        return ec;
    };
    std::string const ok = "HTTP/1.1 200 OK\r\n", chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"; // 17, 47
    auto const x = [](std::size_t count) { return std::string(count, 'x'); };
    for (std::size_t const piece : {1U, 7U, 1000U}) {
        BOOST_TEST(!read_with(ok + "A: " + x(17) + "\r\nContent-Length: 0\r\n\r\n", piece)); // 60
        BOOST_TEST(read_with(ok + "A: " + x(18) + "\r\nContent-Length: 0\r\n\r\n", piece) == too_large);
        BOOST_TEST(!read_with(chunked + "1;" + x(56) + "\r\na\r\n0;" + x(56) + "\r\nT: " + x(53) + "\r\n\r\n", piece));
        BOOST_TEST(read_with(chunked + "1;" + x(57) + "\r\na\r\n0\r\n\r\n", piece) == too_large);
        BOOST_TEST(read_with(chunked + "1\r\na\r\n0;" + x(57) + "\r\n\r\n", piece) == too_large);
        BOOST_TEST(read_with(chunked + "0\r\nT: " + x(54) + "\r\n\r\n", piece) == too_large);
        BOOST_TEST(read_with(chunked + "0\r\n" + x(61), piece) == too_large);
        BOOST_TEST(!read_with(chunked + "0\r\nA:\r\nB:\r\n\r\n", piece));
        BOOST_TEST(read_with(chunked + "0\r\nA:\r\nB:\r\nC:\r\n\r\n", piece) == too_large);
    }
}

BOOST_AUTO_TEST_SUITE_END()
