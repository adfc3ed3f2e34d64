#include <jimeng/net/detail/request_head.hpp>

#include "../../net/print_errc.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_request_head)

using namespace jimeng;

namespace {

http_origin const good{"https", "host", 443};

error_code check(http_request const& request)
{
    diagnostics details;
    auto const ec = detail::check_request(request, details);
    BOOST_TEST(ec.failed() == !details.client_message.empty());
    BOOST_TEST(details.client_message.find_first_of("\r\n") == std::string::npos);
    if (ec) BOOST_TEST((ec == condition::not_sent));
    return ec;
}

} // namespace

BOOST_AUTO_TEST_CASE(row_28_no_line_end_gets_into_a_head)
{
    std::string const nul(1, '\0');
    for (auto const& evil : {std::string{"\r\nX: y"}, std::string{"\n"}, std::string{"\r"}, nul, std::string{"\x01"},
                             std::string{"\x7f"}}) {
        BOOST_TEST(check({.method = "GET" + evil, .origin = good}) == client_errc::unsafe_header);
        BOOST_TEST(check({.origin = good, .target = "/a" + evil}) == client_errc::unsafe_header);
        BOOST_TEST(check({.origin = good, .headers = {{"A", "b" + evil}}}) == client_errc::unsafe_header);
        BOOST_TEST(check({.origin = good, .headers = {{"A" + evil, "b"}}}) == client_errc::unsafe_header);
        BOOST_TEST(check({.origin = {"https", "host" + evil, 443}}) == client_errc::unsafe_header);
    }
}

BOOST_AUTO_TEST_CASE(malformed_parts_are_refused)
{
    for (auto const* const target : {"", "a", "/ b", "/\xC3\xA9", "http://x/"})
        BOOST_TEST(check({.origin = good, .target = target}) == client_errc::unsafe_header, target);
    for (auto const* const name :
         {"", "A B", "A:", "\xC3\xA9", "Host", "content-length", "Transfer-Encoding", "Connection", "Expect"})
        BOOST_TEST(check({.origin = good, .headers = {{name, "b"}}}) == client_errc::unsafe_header, name);
    for (auto const& origin :
         {http_origin{"ftp", "host", 21}, http_origin{"https", "", 443}, http_origin{"https", "a b", 443},
          http_origin{"https", "u@h", 443}, http_origin{"https", "h", 0}, http_origin{"https", "[::1]", 443}})
        BOOST_TEST(check({.origin = origin}) == client_errc::bad_endpoint, origin.host);
    BOOST_TEST(check({.origin = {"http", "example.com", 80}}) == client_errc::insecure_endpoint);
    BOOST_TEST(check({.origin = {"http", "127.0.0.1.example.com", 80}}) == client_errc::insecure_endpoint);
    BOOST_TEST(!check({.origin = {"http", "localhost", 80}}));
    BOOST_TEST(!check({.origin = {"https", "::1", 443}, .headers = {{"X-Caf", "caf\xC3\xA9\t!"}}}));
}

BOOST_AUTO_TEST_CASE(a_head_has_what_is_needed_and_nothing_twice)
{
    http_request request{
        .method = "GET", .origin = {"https", "::1", 8443}, .target = "/a?b", .headers = {{"accept", "image/*"}}};
    BOOST_TEST(detail::request_head(request) ==
               "GET /a?b HTTP/1.1\r\nHost: [::1]:8443\r\naccept: image/*\r\nUser-Agent: jimeng/" JIMENG_VERSION_STRING
               "\r\nAccept-Encoding: identity\r\n\r\n");
    request.method = "POST";
    BOOST_TEST(detail::request_head(request).find("Content-Length: 0\r\n") != std::string::npos);
    request.body = "four";
    BOOST_TEST(detail::request_head(request).find("Content-Length: 4\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
