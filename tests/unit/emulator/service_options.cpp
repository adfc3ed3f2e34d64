#include <jimeng/emulator/service_options.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_service_options)

BOOST_AUTO_TEST_CASE(the_lives_are_the_documented_ones)
{
    using namespace std::chrono_literals;
    jimeng::emulator::service_options const options;
    BOOST_TEST((options.task_life == 12h));
    BOOST_TEST((options.link_life == 24h));
    BOOST_TEST((options.signature_life == 15min));
    BOOST_TEST(options.max_pictures == 15U);
    BOOST_TEST(!options.keys.access_key_id.empty());
    BOOST_TEST(!options.keys.secret_access_key.empty());
}

BOOST_AUTO_TEST_CASE(a_new_ledger_is_empty)
{
    BOOST_TEST((jimeng::emulator::ledger{} == jimeng::emulator::ledger{}));
    BOOST_TEST(jimeng::emulator::ledger{}.accepted_submits == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
