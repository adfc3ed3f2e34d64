#include <jimeng/emulator/planned_fault.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_planned_fault)

BOOST_AUTO_TEST_CASE(a_fault_strikes_the_first_call_before_its_commit_unless_it_says_more)
{
    jimeng::emulator::planned_fault const fault;
    BOOST_TEST((fault.call == jimeng::emulator::fault_call::any));
    BOOST_TEST(fault.nth == 1U);
    BOOST_TEST((fault.point == jimeng::emulator::fault_point::before_commit));
    BOOST_TEST((fault.action == jimeng::emulator::fault_action::close));
}

BOOST_AUTO_TEST_CASE(what_never_struck_is_left)
{
    BOOST_TEST((jimeng::emulator::fault_report{}.left() == 0U));
    jimeng::emulator::fault_report const report{{0, 3, 0}};
    BOOST_TEST(report.planned() == 3U);
    BOOST_TEST(report.left() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
