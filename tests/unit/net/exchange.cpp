#include <jimeng/net/exchange.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_exchange)

BOOST_AUTO_TEST_CASE(the_defaults_are_bounded_and_reuse_connections)
{
    using namespace std::chrono_literals;
    jimeng::exchange_options const options;
    BOOST_TEST((options.timeout == 120s));
    BOOST_TEST(options.max_body_bytes == 1U << 20);
    BOOST_TEST(!options.fresh_connection);
    BOOST_TEST(!options.public_addresses_only);
    BOOST_TEST(!options.sink);
    BOOST_TEST(!options.stop.stop_possible());
}

BOOST_AUTO_TEST_SUITE_END()
