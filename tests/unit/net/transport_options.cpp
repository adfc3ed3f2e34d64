#include <jimeng/net/transport_options.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>

BOOST_AUTO_TEST_SUITE(test_transport_options)

using jimeng::transport_options;

BOOST_AUTO_TEST_CASE(by_default_no_proxy_no_file_and_no_resolver_of_ones_own_is_used)
{
    transport_options const limits;
    BOOST_TEST(limits.proxy.empty());
    BOOST_TEST(limits.no_proxy.empty());
    BOOST_TEST(limits.extra_ca_file.empty());
    BOOST_TEST(!limits.lookup);
}

BOOST_AUTO_TEST_CASE(row_1_3_5_and_14_each_stage_has_a_limit)
{
    using namespace std::chrono_literals;
    transport_options const limits;
    BOOST_TEST((limits.resolve == 5s && limits.connect == 5s && limits.tls == 10s && limits.stall == 20s));
}

BOOST_AUTO_TEST_CASE(row_4_another_address_is_tried_long_before_the_limit_of_one)
{
    transport_options const limits;
    BOOST_TEST((limits.next_address == std::chrono::milliseconds{250}));
    BOOST_TEST((limits.next_address < limits.connect / 10));
}

BOOST_AUTO_TEST_CASE(a_caller_names_what_differs)
{
    transport_options const limits{.connect = std::chrono::seconds{1}, .max_connections = 2};
    BOOST_TEST(limits.connect.count() == 1'000);
    BOOST_TEST(limits.max_connections == 2U);
    BOOST_TEST(limits.tls.count() == transport_options{}.tls.count());
    BOOST_TEST(limits.max_idle_connections == transport_options{}.max_idle_connections);
}

static_assert(std::copyable<transport_options>);

BOOST_AUTO_TEST_SUITE_END()
