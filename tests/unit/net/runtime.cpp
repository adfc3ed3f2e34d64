#include <jimeng/net/runtime.hpp>

#include <jimeng/emulator/loopback_transport.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/testing.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <memory>
#include <set>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_runtime)

using namespace jimeng;
using namespace std::chrono_literals;

namespace {

// The exemplar of the concept's comment.
struct exemplar_runtime {
    std::chrono::system_clock::time_point now() { return {}; }
    std::chrono::steady_clock::time_point steady() { return {}; }
    void wait(std::chrono::nanoseconds, std::stop_token) {}
    double random() { return 0; }
};
struct without_steady {
    std::chrono::system_clock::time_point now() { return {}; }
    void wait(std::chrono::nanoseconds, std::stop_token) {}
    double random() { return 0; }
};

static_assert(runtime<exemplar_runtime> && !async_runtime<exemplar_runtime>);
static_assert(runtime<system_runtime> && runtime<testing::virtual_runtime>);
static_assert(!runtime<without_steady> && !runtime<int>);

template <class Transport>
struct wrapper {
    Transport to;
    auto runtime() { return runtime_of(to); }
};
struct offers_virtual_time {
    testing::virtual_runtime time;
    auto runtime() const { return time; }
};
struct lucky : testing::scripted_transport {
    using scripted_transport::scripted_transport;
    double random() { return 0.5; }
};

static_assert(std::same_as<runtime_of_t<beast_transport>, system_runtime>);
static_assert(std::same_as<runtime_of_t<wrapper<beast_transport>>, system_runtime>);
static_assert(std::same_as<runtime_of_t<offers_virtual_time>, testing::virtual_runtime>);
static_assert(std::same_as<runtime_of_t<wrapper<wrapper<offers_virtual_time>>>, testing::virtual_runtime>);
static_assert(offers_runtime<emulator::loopback_transport> && !offers_runtime<beast_transport>);

/// A send that is signed, a wait, a send.
class steps : public operation {
public:
    next_action resume(action_result result) override
    {
        seen.push_back(std::move(result));
        next_action action;
        if (seen.size() == 4) return action;
        action.what = seen.size() == 2 ? next_action::kind::wait : next_action::kind::send;
        action.duration = 7s;
        action.sign = seen.size() == 1;
        return action;
    }
    std::vector<action_result> seen;
};

/// Its clock is wrong by five minutes and is set while an operation runs; its chance is known.
struct odd_runtime {
    testing::virtual_runtime of;
    std::vector<std::chrono::nanoseconds> slept{};
    std::chrono::seconds skew = 5min;

    auto now() { return of.now() + std::exchange(skew, -1h); }
    auto steady() { return of.steady(); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop)
    {
        slept.push_back(duration);
        of.wait(duration, stop);
    }
    double random() { return 0.75; }
};

struct odd_async_runtime : odd_runtime {
    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback done)
    {
        slept.push_back(duration);
        of.async_wait(duration, std::move(stop), std::move(done));
    }
};

template <class Runtime>
void check(steps const& op, Runtime const& time, std::chrono::system_clock::time_point signed_at)
{
    auto const start = testing::manual_clock{}.now();
    BOOST_TEST_REQUIRE(op.seen.size() == 4U);
    BOOST_TEST((op.seen[0].now == start + 5min));
    BOOST_TEST((op.seen[3].now == start + 5min + 7s)); // though the clock was set back an hour
    BOOST_TEST((signed_at == start - 1h));
    BOOST_TEST(op.seen[0].random == 0.75);
    BOOST_TEST((time.slept == std::vector<std::chrono::nanoseconds>{7s}));
}

} // namespace

BOOST_AUTO_TEST_CASE(an_exemplar_can_be_called_through_the_concept)
{
    exemplar_runtime time;
    testing::scripted_transport transport;
    transport.answer(200, "").answer(200, "");
    steps op;
    run(op, transport, time, [](http_request&, std::chrono::system_clock::time_point) {});
    BOOST_TEST(op.seen.size() == 4U);
    BOOST_TEST(transport.waits().empty());
}

BOOST_AUTO_TEST_CASE(the_systems_chance_lies_between_0_and_1_and_a_copy_has_its_own)
{
    system_runtime one;
    auto other = one;
    std::set<double> seen;
    for (int i = 0; i != 100; ++i)
        for (double const chance : {one.random(), other.random()}) {
            BOOST_TEST((chance >= 0.0 && chance < 1.0));
            seen.insert(chance);
        }
    BOOST_TEST(seen.size() > 190U);
    BOOST_TEST((one.now() - std::chrono::system_clock::now() < 1h));
}

BOOST_AUTO_TEST_CASE(a_transport_that_keeps_time_is_its_own_runtime)
{
    lucky transport;
    auto time = runtime_of(transport);
    auto const start = transport.now();
    time.wait(3s, {});
    BOOST_TEST((time.now() - start == 3s));
    BOOST_TEST((time.steady().time_since_epoch() == transport.now().time_since_epoch()));
    BOOST_TEST(time.random() == 0.5);
    testing::scripted_transport plain;
    BOOST_TEST(runtime_of(plain).random() == 0.0);
}

BOOST_AUTO_TEST_CASE(both_drivers_ask_the_runtime_and_nobody_else)
{
    testing::virtual_runtime time;
    testing::scripted_transport blocking{testing::virtual_runtime{}}, asynchronous{time};
    for (auto* transport : {&blocking, &asynchronous})
        transport->answer(200, "").answer(200, "");
    std::chrono::system_clock::time_point signed_at;
    auto const sign = [&](http_request&, std::chrono::system_clock::time_point now) { signed_at = now; };
    steps op;
    odd_runtime odd{testing::virtual_runtime{}};
    run(op, blocking, odd, sign);
    check(op, odd, signed_at);
    BOOST_TEST(blocking.waits().empty());

    odd_async_runtime also_odd{{time}};
    auto const shared = std::make_shared<steps>();
    int finished = 0;
    async_run(shared, asynchronous, also_odd, sign, [&] { ++finished; });
    asynchronous.run();
    BOOST_TEST(finished == 1);
    check(*shared, also_odd, signed_at);
}

BOOST_AUTO_TEST_CASE(a_runtime_that_cannot_wait_without_a_thread_leaves_it_to_the_transport)
{
    testing::scripted_transport transport;
    transport.answer(200, "").answer(200, "");
    odd_runtime time{transport.runtime()};
    auto const op = std::make_shared<steps>();
    async_run(
        op, transport, time, [](http_request&, std::chrono::system_clock::time_point) {}, [] {});
    transport.run();
    BOOST_TEST(op->seen.size() == 4U);
    BOOST_TEST(time.slept.empty());
    BOOST_TEST((transport.waits() == std::vector<std::chrono::nanoseconds>{7s}));
}

BOOST_AUTO_TEST_SUITE_END()
