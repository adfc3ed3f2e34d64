#include <jimeng/net/detail/public_address.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_public_address)

using boost::asio::ip::make_address;
using jimeng::detail::is_public_address;

BOOST_AUTO_TEST_CASE(row_57_blocks_end_where_the_registry_says)
{
    struct row {
        char const* first;
        char const* last;
        char const* before; ///< The last address before the block, where that is public.
        char const* after;
    };
    for (auto const& [first, last, before, after] : {
             row{"0.0.0.0", "0.255.255.255", nullptr, "1.0.0.0"},
             row{"10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
             row{"100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"},
             row{"127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"},
             row{"169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"},
             row{"172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"},
             row{"192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"},
             row{"192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"},
             row{"224.0.0.0", "239.255.255.255", "223.255.255.255", nullptr},
             row{"240.0.0.0", "255.255.255.255", nullptr, nullptr},
         }) {
        BOOST_TEST(!is_public_address(make_address(first)), first);
        BOOST_TEST(!is_public_address(make_address(last)), last);
        if (before != nullptr) BOOST_TEST(is_public_address(make_address(before)), before);
        if (after != nullptr) BOOST_TEST(is_public_address(make_address(after)), after);
    }
}

BOOST_AUTO_TEST_CASE(addresses_that_proxies_invent_pass)
{
    for (auto const* const open : {"198.18.0.1", "198.19.255.254"})
        BOOST_TEST(is_public_address(make_address(open)), open);
}

BOOST_AUTO_TEST_CASE(clouds_keep_their_secrets)
{
    for (auto const* const closed : {"169.254.169.254", "100.96.0.96", "fd00:ec2::254", "fe80::a9fe:a9fe"})
        BOOST_TEST(!is_public_address(make_address(closed)), closed);
}

BOOST_AUTO_TEST_CASE(row_57_of_ipv6_only_the_internet_is_public)
{
    for (auto const* const closed : {"::", "::1", "::7f00:1", "100::1", "64:ff9b:1::808:808", "fbff::1", "fc00::1",
                                     "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "1fff::1", "4000::1"})
        BOOST_TEST(!is_public_address(make_address(closed)), closed);
    for (auto const* const closed :
         {"2001::", "2001:0:7f00:1::1", "2001:1ff:ffff::", "2001:db8::1", "3fff::1", "3fff:fff::1"})
        BOOST_TEST(!is_public_address(make_address(closed)), closed);
    for (auto const* const open : {"2001:200::", "2001:4860:4860::8888", "3fff:1000::1", "3ffe::1"})
        BOOST_TEST(is_public_address(make_address(open)), open);
    for (auto const* const open : {"2000::", "2400:3200::1", "2606:4700::1111", "3fff:ffff::1"})
        BOOST_TEST(is_public_address(make_address(open)), open);
}

BOOST_AUTO_TEST_CASE(row_57_an_embedded_ipv4_address_decides)
{
    for (auto const* const closed :
         {"::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:0.0.0.0", "64:ff9b::127.0.0.1", "64:ff9b::192.168.1.1",
          "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::8.8.8.8"})
        BOOST_TEST(!is_public_address(make_address(closed)), closed);
    for (auto const* const open : {"::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::127.0.0.1"})
        BOOST_TEST(is_public_address(make_address(open)), open);
}

BOOST_AUTO_TEST_SUITE_END()
