#include <jimeng/emulator/received_request.hpp>

#include <jimeng/emulator/service.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_received_request)

BOOST_AUTO_TEST_CASE(an_empty_request_is_answered_like_any_other)
{
    jimeng::emulator::service service;
    auto const answer = service.handle(jimeng::emulator::received_request{}, {});
    BOOST_TEST(answer.status == 400);
    BOOST_TEST(answer.body.find("MissingParameter") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
