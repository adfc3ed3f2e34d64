#include <jimeng/core/url.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_url)

using jimeng::is_loopback_host;
using jimeng::parse_url;

static_assert(parse_url("https://visual.volcengineapi.com")->port == 443);
static_assert(!parse_url("ftp://x"));

BOOST_AUTO_TEST_CASE(parts_are_as_written)
{
    auto const url = parse_url("HTTPS://Host.example:8443/a/b?c=%20&d");
    BOOST_TEST_REQUIRE(url.has_value());
    BOOST_TEST(url->https);
    BOOST_TEST(url->host == "Host.example");
    BOOST_TEST(url->port == 8443);
    BOOST_TEST(url->target == "/a/b?c=%20&d");
    auto const plain = parse_url("http://[::1]");
    BOOST_TEST_REQUIRE(plain.has_value());
    BOOST_TEST(!plain->https);
    BOOST_TEST(plain->host == "::1");
    BOOST_TEST(plain->port == 80);
    BOOST_TEST(plain->target.empty());
    BOOST_TEST(parse_url("http://[::1]:81/")->port == 81);
    BOOST_TEST(parse_url("https://h?q")->target == "?q");
}

BOOST_AUTO_TEST_CASE(row_57_everything_doubtful_is_refused)
{
    for (auto const* const text : {"",
                                   "https",
                                   "https:",
                                   "https://",
                                   "//h/",
                                   "/p",
                                   "https:///p",
                                   "https://h:",
                                   "https://h:0",
                                   "https://h:65536",
                                   "https://h:1x",
                                   "https://h:-1",
                                   "https://u@h",
                                   "https://u:p@h",
                                   "https://h/#f",
                                   "https://h/ p",
                                   "https://h/\r\n",
                                   "https://h\t",
                                   "https://h/\xC3\xA9",
                                   "https://h\\p",
                                   "https://[::1",
                                   "https://[::1]x",
                                   "https://::1",
                                   "https://[]",
                                   "https://h%41",
                                   "https://h/\"",
                                   "https://h/<",
                                   "javascript://h",
                                   " https://h"})
        BOOST_TEST(!parse_url(text).has_value(), text);
    BOOST_TEST(!parse_url("https://" + std::string(254, 'a')).has_value());
    BOOST_TEST(parse_url("https://" + std::string(253, 'a')).has_value());
    BOOST_TEST(parse_url("https://h:65535").has_value());
}

BOOST_AUTO_TEST_CASE(loopback_is_told_by_its_exact_forms)
{
    for (auto const* const host : {"localhost", "127.0.0.1", "127.255.255.254", "::1"})
        BOOST_TEST(is_loopback_host(host), host);
    for (auto const* const host : {"", "localhost.example", "127.0.0.1.example", "127.1", "127.0.0.", "128.0.0.1",
                                   "0.0.0.0", "::2", "2130706433", "127.0.0.1.1", "10.0.0.1", "127.a.0.1"})
        BOOST_TEST(!is_loopback_host(host), host);
}

BOOST_AUTO_TEST_SUITE_END()
