#include <jimeng/net/run.hpp>

#include "../../net/print_errc.hpp"

#include <jimeng/testing/scripted_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

using namespace jimeng;
using namespace std::chrono_literals;

namespace {

/// Signed send, wait, unsigned send, finish.
class three_steps : public operation {
public:
    next_action resume(action_result result) override
    {
        results.push_back(std::move(result));
        next_action action;
        if (results.size() == 4) return action;
        action.what = results.size() == 2 ? next_action::kind::wait : next_action::kind::send;
        action.duration = 7s;
        action.sign = results.size() == 1;
        action.options.stop = stop;
        return action;
    }
    std::vector<action_result> results;
    std::stop_token stop;
};

auto signer(std::vector<std::chrono::system_clock::time_point>& times)
{
    return [&times](http_request& request, std::chrono::system_clock::time_point now) {
        times.push_back(now);
        set_header(request.headers, "Authorization", "signed");
    };
}

void check(three_steps const& op, testing::scripted_transport const& transport,
           std::vector<std::chrono::system_clock::time_point> const& times)
{
    auto const start = testing::manual_clock{}.now();
    BOOST_TEST_REQUIRE(op.results.size() == 4U);
    BOOST_TEST(!op.results[0].error);
    BOOST_TEST((op.results[0].now == start));
    BOOST_TEST(op.results[1].response.status == 201);
    BOOST_TEST((op.results[2].now == start + 7s));
    BOOST_TEST(op.results[2].response.status == 0);
    BOOST_TEST(op.results[3].error == client_errc::closed);
    BOOST_TEST((times == std::vector{start}));
    BOOST_TEST(transport.calls()[0].request.headers.size() == 1U);
    BOOST_TEST(transport.calls()[1].request.headers.empty());
}

} // namespace

BOOST_AUTO_TEST_SUITE(test_run)

BOOST_AUTO_TEST_CASE(both_drivers_do_what_they_are_told)
{
    testing::scripted_transport blocking, asynchronous;
    for (auto* transport : {&blocking, &asynchronous})
        transport->answer(201, "").fail(client_errc::closed);
    std::vector<std::chrono::system_clock::time_point> times;
    three_steps op;
    run(op, blocking, signer(times));
    check(op, blocking, times);

    times.clear();
    auto const shared = std::make_shared<three_steps>();
    int finished = 0;
    async_run(shared, asynchronous, signer(times), [&] { ++finished; });
    asynchronous.run();
    BOOST_TEST(finished == 1);
    check(*shared, asynchronous, times);
}

BOOST_AUTO_TEST_CASE(a_stopped_wait_says_so)
{
    std::stop_source source;
    testing::scripted_transport transport;
    transport.answer(200, "").answer(200, "");
    three_steps op;
    op.stop = source.get_token();
    source.request_stop();
    std::vector<std::chrono::system_clock::time_point> times;
    run(op, transport, signer(times));
    BOOST_TEST(op.results[2].error == client_errc::cancelled_before_send);
}

BOOST_AUTO_TEST_CASE(a_wait_in_real_time_ends_with_a_stop)
{
    std::stop_source source;
    std::thread other{[&] {
        std::this_thread::sleep_for(30ms);
        source.request_stop();
    }};
    auto const start = std::chrono::steady_clock::now();
    detail::wait_interruptibly(std::chrono::nanoseconds::max(), source.get_token());
    auto const stopped = std::chrono::steady_clock::now() - start;
    other.join();
    BOOST_TEST((stopped >= 20ms && stopped < 2s));
    auto const again = std::chrono::steady_clock::now();
    detail::wait_interruptibly(20ms, {});
    BOOST_TEST((std::chrono::steady_clock::now() - again >= 20ms));
}

BOOST_AUTO_TEST_SUITE_END()
