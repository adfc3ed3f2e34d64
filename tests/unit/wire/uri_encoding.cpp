#include <jimeng/wire/uri_encoding.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_uri_encoding)

namespace {

using jimeng::query_pairs;

BOOST_AUTO_TEST_CASE(unreserved_bytes_stay)
{
    std::string const unreserved = "ABCXYZabcxyz0189-_.~";
    BOOST_TEST(jimeng::uri_encode(unreserved) == unreserved);
}

BOOST_AUTO_TEST_CASE(every_other_byte_becomes_two_upper_case_digits)
{
    int kept = 0;
    for (int byte = 0; byte != 256; ++byte) {
        auto const one = std::string(1, static_cast<char>(static_cast<unsigned char>(byte)));
        auto const encoded = jimeng::uri_encode(one);
        BOOST_TEST(jimeng::uri_decode(encoded) == one);
        if (encoded == one)
            ++kept;
        else
            BOOST_TEST(encoded.size() == 3U);
    }
    BOOST_TEST(kept == 66);
    BOOST_TEST(jimeng::uri_encode("\xE5\x9B\xBE") == "%E5%9B%BE");
    BOOST_TEST(jimeng::uri_encode(std::string_view{"\0\x7f", 2}) == "%00%7F");
}

BOOST_AUTO_TEST_CASE(a_blank_is_never_written_as_a_plus)
{
    BOOST_TEST(jimeng::uri_encode("a b+c") == "a%20b%2Bc");
    BOOST_TEST(jimeng::uri_decode("a%20b+c%2B") == "a b+c+");
}

BOOST_AUTO_TEST_CASE(slashes_stay_on_request)
{
    BOOST_TEST(jimeng::uri_encode("/a/") == "%2Fa%2F");
    BOOST_TEST(jimeng::uri_encode("/a/", false) == "/a/");
}

BOOST_AUTO_TEST_CASE(decoding_leaves_broken_escapes_alone)
{
    for (std::string const broken : {"%", "%4", "a%zz", "%4g", "%%", "%-1"})
        BOOST_TEST(jimeng::uri_decode(broken) == broken);
    BOOST_TEST(jimeng::uri_decode("%%41") == "%A");
    BOOST_TEST(jimeng::uri_decode("%e5%9b%be") == "\xE5\x9B\xBE");
}

BOOST_AUTO_TEST_CASE(a_target_keeps_the_order_of_its_query)
{
    BOOST_TEST(jimeng::make_target("/a b", {{"Z", "1 2"}, {"A", ""}, {"Z", "&"}}) == "/a%20b?Z=1%202&A=&Z=%26");
    BOOST_TEST(jimeng::make_target("", {}) == "/");
}

BOOST_AUTO_TEST_CASE(splitting_a_target_inverts_making_one)
{
    query_pairs const query{{"k&=?", "v=1&2?%41+"}, {"", "x"}, {"k", ""}, {"k", "\xF0\x9F\xA6\x8A"}};
    auto const parts = jimeng::split_target(jimeng::make_target("/p?/%41/+", query));
    BOOST_TEST(parts.path == "/p?/%41/+");
    BOOST_TEST((parts.query == query));
}

BOOST_AUTO_TEST_CASE(splitting_accepts_odd_queries)
{
    auto const parts = jimeng::split_target("/x?a&&b=1=2?&c+d=e+f&");
    BOOST_TEST(parts.path == "/x");
    BOOST_TEST((parts.query == query_pairs{{"a", ""}, {"b", "1=2?"}, {"c d", "e f"}}));
    BOOST_TEST(jimeng::split_target("/x").query.empty());
    BOOST_TEST(jimeng::split_target("/x?").query.empty());
    BOOST_TEST(jimeng::split_target("").path.empty());
}

BOOST_AUTO_TEST_CASE(a_plus_in_a_query_is_a_blank_and_in_a_path_a_plus)
{
    auto const parts = jimeng::split_target("/a+b?A=1+2&B=1%2B2&C=1%202&+=+");
    BOOST_TEST(parts.path == "/a+b");
    BOOST_TEST((parts.query == query_pairs{{"A", "1 2"}, {"B", "1+2"}, {"C", "1 2"}, {" ", " "}}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
