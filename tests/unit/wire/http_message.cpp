#include <jimeng/wire/http_message.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_http_message)

namespace {

using jimeng::find_header;
using jimeng::host_header;
using jimeng::http_headers;
using jimeng::set_header;

static_assert(jimeng::detail::equal_ignoring_case("X-Date", "x-dATE"));
static_assert(!jimeng::detail::equal_ignoring_case("X-Date", "X-Dat"));
static_assert(!jimeng::detail::equal_ignoring_case("@", "`"), "only letters have a case");

BOOST_AUTO_TEST_CASE(the_first_header_of_a_name_is_found_in_any_letter_case)
{
    http_headers const headers{{"Content-Type", "application/json"}, {"x-a", "1"}, {"X-A", "2"}};
    BOOST_REQUIRE(find_header(headers, "content-type") != nullptr);
    BOOST_TEST(*find_header(headers, "content-type") == "application/json");
    BOOST_TEST(*find_header(headers, "X-A") == "1");
    BOOST_TEST(find_header(headers, "X-B") == nullptr);
    BOOST_TEST(find_header(headers, "") == nullptr);
    BOOST_TEST(find_header({}, "X-A") == nullptr);
}

BOOST_AUTO_TEST_CASE(setting_a_header_replaces_every_one_of_that_name)
{
    http_headers headers{{"x-date", "1"}, {"Host", "a"}, {"X-DATE", "2"}};
    set_header(headers, "X-Date", "3");
    BOOST_TEST((headers == http_headers{{"Host", "a"}, {"X-Date", "3"}}));
    set_header(headers, "X-New", "4");
    BOOST_TEST((headers == http_headers{{"Host", "a"}, {"X-Date", "3"}, {"X-New", "4"}}));
}

BOOST_AUTO_TEST_CASE(the_host_names_its_port_only_where_it_is_not_the_schemes_own)
{
    BOOST_TEST(host_header({"https", "visual.volcengineapi.com", 443}) == "visual.volcengineapi.com");
    BOOST_TEST(host_header({"https", "visual.volcengineapi.com", 80}) == "visual.volcengineapi.com:80");
    BOOST_TEST(host_header({"http", "127.0.0.1", 80}) == "127.0.0.1");
    BOOST_TEST(host_header({"http", "127.0.0.1", 443}) == "127.0.0.1:443");
    BOOST_TEST(host_header({"http", "localhost", 8080}) == "localhost:8080");
}

BOOST_AUTO_TEST_CASE(an_ipv6_address_stands_in_brackets)
{
    BOOST_TEST(host_header({"http", "::1", 8080}) == "[::1]:8080");
    BOOST_TEST(host_header({"https", "::1", 443}) == "[::1]");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_a_post_over_https)
{
    jimeng::http_request const request;
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.target == "/");
    BOOST_TEST(request.origin.scheme == "https");
    BOOST_TEST(request.origin.port == 443);
    BOOST_TEST(jimeng::http_response{}.status == 0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
