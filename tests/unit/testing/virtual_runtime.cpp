#include <jimeng/testing/virtual_runtime.hpp>

#include <jimeng/testing/scripted_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_virtual_runtime)

using namespace std::chrono_literals;
using jimeng::testing::virtual_runtime;

BOOST_AUTO_TEST_CASE(only_waiting_lets_time_pass_and_both_clocks_agree)
{
    virtual_runtime time;
    auto const start = time.now();
    auto const steady = time.steady();
    time.wait(90s);
    BOOST_TEST((time.now() - start == 90s && time.steady() - steady == 90s));
    time.wait(-5s);
    std::stop_source stop;
    stop.request_stop();
    time.wait(1h, stop.get_token());
    BOOST_TEST((time.now() - start == 90s));
    BOOST_TEST((time.waits() == std::vector<std::chrono::nanoseconds>{90s, -5s, 1h}));
}

BOOST_AUTO_TEST_CASE(a_copy_shares_time_and_chance)
{
    virtual_runtime time;
    auto copy = time;
    time.wait(2s);
    BOOST_TEST((copy.now() == time.now()));
    BOOST_TEST(copy.random() == 0.0);
    time.set_random(0.25);
    BOOST_TEST(copy.random() == 0.25);
}

BOOST_AUTO_TEST_CASE(what_is_due_first_is_done_first)
{
    virtual_runtime time;
    auto const start = time.now();
    std::string order;
    time.async_wait(5s, {}, [&](auto) { order += '5'; });
    time.async_wait(2s, {}, [&](auto) {
        order += '2';
        time.async_wait(1s, {}, [&](auto) { order += '3'; });
    });
    time.async_wait(2s, {}, [&](auto) { order += '+'; });
    BOOST_TEST(order.empty());
    BOOST_TEST(time.poll());
    BOOST_TEST((order == "2" && time.now() - start == 2s));
    BOOST_TEST(time.run() == 3U);
    BOOST_TEST(order == "2+35");
    BOOST_TEST((time.now() - start == 5s));
    BOOST_TEST(!time.poll());
}

BOOST_AUTO_TEST_CASE(a_stopped_wait_moves_no_clock)
{
    virtual_runtime time;
    auto const start = time.now();
    std::stop_source stop;
    jimeng::error_code seen;
    time.async_wait(1h, stop.get_token(), [&](jimeng::error_code ec) { seen = ec; });
    stop.request_stop();
    time.run();
    BOOST_TEST((seen == jimeng::client_errc::cancelled_before_send));
    BOOST_TEST((time.now() == start));
}

BOOST_AUTO_TEST_CASE(work_can_be_posted_elsewhere)
{
    std::deque<std::function<void()>> queue;
    virtual_runtime time{jimeng::testing::manual_clock{},
                         [&](std::function<void()> work) { queue.push_back(std::move(work)); }};
    std::string order;
    time.async_wait(2s, {}, [&](auto) { order += 'b'; });
    time.async_wait(1s, {}, [&](auto) { order += 'a'; });
    BOOST_TEST(queue.size() == 2U);
    for (auto& work : queue)
        work();
    BOOST_TEST(order == "ab");
}

BOOST_AUTO_TEST_CASE(work_that_is_never_done_leaks_nothing)
{
    auto const held = std::make_shared<int>(1);
    {
        virtual_runtime time;
        time.async_wait(1s, {}, [held](auto) {});
        BOOST_TEST(held.use_count() == 2);
    }
    BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_fork_goes_its_own_way_from_here_on)
{
    virtual_runtime time;
    time.wait(1s);
    time.async_wait(1s, {}, [](auto) {});
    auto fork = time.fork();
    BOOST_TEST((fork.now() == time.now() && fork.waits() == time.waits()));
    BOOST_TEST(!fork.poll());
    fork.wait(5s);
    BOOST_TEST((fork.now() == time.now() + 5s));
    jimeng::testing::scripted_transport one{time};
    auto other = one;
    other.wait(2s, {});
    BOOST_TEST((other.now() == one.now() + 2s));
}

BOOST_AUTO_TEST_CASE(two_transports_may_live_in_one_time)
{
    virtual_runtime time;
    jimeng::testing::scripted_transport one{time}, other{time};
    std::string order;
    one.async_wait(2s, {}, [&](auto) { order += '2'; });
    other.async_wait(1s, {}, [&](auto) { order += '1'; });
    time.run();
    BOOST_TEST(order == "12");
    BOOST_TEST((one.now() == other.now()));
}

BOOST_AUTO_TEST_SUITE_END()
