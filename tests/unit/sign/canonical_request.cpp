#include <jimeng/sign/canonical_request.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_canonical_request)

namespace {

using jimeng::header_profile;
using jimeng::http_headers;

http_headers sample()
{
    return {{"X-Date", "20250615T081530Z"},
            {"Host", "h.example"},
            {"content-TYPE", "application/json"},
            {"Accept", "*/*"},
            {"X-Note", "n"},
            {"X-Content-Sha256", "abc"},
            {"Content-MD5", "m"},
            {"User-Agent", "agent"},
            {"Authorization", "a"},
            {"X-Security-Token", "token-text"}};
}

std::string host_line(std::string host)
{
    return jimeng::canonical_headers({{"Host", std::move(host)}}, header_profile::host_and_date_only);
}

BOOST_AUTO_TEST_CASE(each_profile_signs_its_own_headers)
{
    auto const names = [](header_profile profile) { return jimeng::signed_headers(sample(), profile); };
    BOOST_TEST(names(header_profile::content_type) ==
               "content-md5;content-type;host;x-content-sha256;x-date;x-note;x-security-token");
    BOOST_TEST(names(header_profile::no_content_type) ==
               "content-md5;host;x-content-sha256;x-date;x-note;x-security-token");
    BOOST_TEST(names(header_profile::hash_and_date_only) == "x-content-sha256;x-date;x-security-token");
    BOOST_TEST(names(header_profile::host_and_date_only) == "host;x-date;x-security-token");
}

BOOST_AUTO_TEST_CASE(names_are_lower_case_sorted_and_listed_once)
{
    auto const names =
        jimeng::signed_header_names({{"X-B", "1"}, {"x-a", "2"}, {"x-b", "3"}}, header_profile::content_type);
    BOOST_TEST(names == (std::vector<std::string>{"x-a", "x-b"}), boost::test_tools::per_element());
    BOOST_TEST(jimeng::signed_headers({}, header_profile::content_type).empty());
}

BOOST_AUTO_TEST_CASE(values_are_trimmed_at_both_ends_only)
{
    http_headers const headers{{"X-Note", " \t a  b \t c \t"}, {"X-Empty", "  "}};
    BOOST_TEST(jimeng::canonical_headers(headers, header_profile::content_type) == "x-empty:\nx-note:a  b \t c\n");
}

BOOST_AUTO_TEST_CASE(values_of_a_repeated_name_are_joined)
{
    http_headers const headers{{"X-Note", " a "}, {"Accept", "z"}, {"x-note", "b"}, {"X-Note", ""}};
    BOOST_TEST(jimeng::canonical_headers(headers, header_profile::content_type) == "x-note:a,b,\n");
}

BOOST_AUTO_TEST_CASE(default_ports_are_dropped_from_the_end_of_the_host)
{
    BOOST_TEST(host_line("h.example:443") == "host:h.example\n");
    BOOST_TEST(host_line(" h.example:80 ") == "host:h.example\n");
    BOOST_TEST(host_line("h.example:8080") == "host:h.example:8080\n");
    BOOST_TEST(host_line("h.example:180") == "host:h.example:180\n");
    BOOST_TEST(host_line("h.example") == "host:h.example\n");
    BOOST_TEST(host_line("80") == "host:80\n");
}

BOOST_AUTO_TEST_CASE(the_groups_of_an_ipv6_address_are_no_ports)
{
    BOOST_TEST(host_line("[2001:80::1]:8080") == "host:[2001:80::1]:8080\n");
    BOOST_TEST(host_line("[2001:443::80]") == "host:[2001:443::80]\n");
    BOOST_TEST(host_line("[2001:db8::1]:443") == "host:[2001:db8::1]\n");
    BOOST_TEST(host_line("[::1]:80") == "host:[::1]\n");
    BOOST_TEST(host_line("2001:db8::80") == "host:2001:db8::80\n");
}

BOOST_AUTO_TEST_CASE(only_the_host_loses_a_port)
{
    BOOST_TEST(jimeng::canonical_headers({{"X-Host", "h:80"}}, header_profile::content_type) == "x-host:h:80\n");
}

BOOST_AUTO_TEST_CASE(the_request_has_six_parts)
{
    http_headers const headers{{"Host", "h"}, {"X-Date", "D"}, {"Accept", "a"}};
    BOOST_TEST(jimeng::canonical_request("GET", "/p", "a=1", headers, header_profile::host_and_date_only, "HASH") ==
               "GET\n/p\na=1\nhost:h\nx-date:D\n\nhost;x-date\nHASH");
}

BOOST_AUTO_TEST_CASE(an_empty_query_and_no_headers_leave_their_lines_empty)
{
    BOOST_TEST(jimeng::canonical_request("GET", "/", "", {}, header_profile::content_type, "HASH") ==
               "GET\n/\n\n\n\nHASH");
}

BOOST_AUTO_TEST_CASE(the_later_steps_are_put_together_as_the_guide_says)
{
    auto const scope = jimeng::credential_scope("20250615", "cn-north-1", "cv");
    BOOST_TEST(scope == "20250615/cn-north-1/cv/request");
    BOOST_TEST(jimeng::string_to_sign("20250615T081530Z", scope, "HASH") ==
               "HMAC-SHA256\n20250615T081530Z\n20250615/cn-north-1/cv/request\nHASH");
    BOOST_TEST(jimeng::authorization("AK", scope, "host;x-date", "SIG") ==
               "HMAC-SHA256 Credential=AK/20250615/cn-north-1/cv/request, SignedHeaders=host;x-date, Signature=SIG");
}

BOOST_AUTO_TEST_CASE(a_canonical_path_is_not_normalised)
{
    BOOST_TEST(jimeng::canonical_uri("") == "/");
    BOOST_TEST(jimeng::canonical_uri("/a/./b/../c//d e") == "/a/./b/../c//d%20e");
}

BOOST_AUTO_TEST_CASE(a_canonical_query_is_sorted_by_raw_bytes)
{
    BOOST_TEST(jimeng::canonical_query({{"b", "1"}, {"_", "2"}, {"B", "3"}, {"a", ""}}) == "B=3&_=2&a=&b=1");
    // Encoded, '/' (%2F) would come before '-'; as bytes it comes after. Bytes above 127 come last.
    BOOST_TEST(jimeng::canonical_query({{"\xE5\x90\x8D", "0"}, {"a/", "2"}, {"a-", "1"}}) == "a-=1&a%2F=2&%E5%90%8D=0");
    BOOST_TEST(jimeng::canonical_query({}).empty());
}

BOOST_AUTO_TEST_CASE(values_of_one_name_keep_their_order)
{
    BOOST_TEST(jimeng::canonical_query({{"Id", "c"}, {"A", "1"}, {"Id", "a"}, {"Id", "b"}}) == "A=1&Id=c&Id=a&Id=b");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
