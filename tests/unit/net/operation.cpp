#include <jimeng/net/operation.hpp>

#include <jimeng/net/run.hpp>
#include <jimeng/testing.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_operation)

namespace {

/// Sends, waits, sends, finishes; and writes down what it was told.
class two_calls final : public jimeng::operation {
public:
    std::string seen;

    jimeng::next_action resume(jimeng::action_result result) override
    {
        using namespace std::chrono_literals;
        jimeng::next_action action;
        seen += result.error.failed() ? 'e' : result.response.status == 0 ? '-' : 'a';
        if (++step_ == 4) return action;
        action.what = step_ == 2 ? jimeng::next_action::kind::wait : jimeng::next_action::kind::send;
        action.duration = 3s;
        action.sign = step_ == 1;
        return action;
    }

private:
    int step_ = 0;
};

} // namespace

BOOST_AUTO_TEST_CASE(a_default_action_finishes)
{
    BOOST_TEST((jimeng::next_action{}.what == jimeng::next_action::kind::finish));
    BOOST_TEST(!jimeng::next_action{}.sign);
}

BOOST_AUTO_TEST_CASE(a_driver_does_what_it_is_told_and_tells_what_came_of_it)
{
    two_calls op;
    jimeng::testing::scripted_transport transport;
    transport.answer(200, "x").fail(jimeng::client_errc::reset);
    int signatures = 0;
    jimeng::run(op, transport, [&](jimeng::http_request&, std::chrono::system_clock::time_point) { ++signatures; });
    BOOST_TEST(op.seen == "-a-e");
    BOOST_TEST(signatures == 1);
    BOOST_TEST(transport.waits().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
