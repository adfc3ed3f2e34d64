#include <jimeng/net/run.hpp>

#include "../../net/print_errc.hpp"

#include <jimeng/testing/scripted_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_run)

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
    void threw(std::exception const& thrown) override { words = thrown.what(); }

    std::vector<action_result> results;
    std::stop_token stop;
    std::string words;
};

/// Throws what came of its exchange.
class throwing : public operation {
public:
    explicit throwing(bool takes_it) : takes_it_{takes_it} {}
    next_action resume(action_result result) override
    {
        if (result.response.status != 0) throw std::runtime_error{"broken"};
        next_action action;
        action.what = next_action::kind::send;
        return action;
    }
    void threw(std::exception const& thrown) override
    {
        if (!takes_it_) return operation::threw(thrown);
        words = thrown.what();
    }
    std::string words;

private:
    bool takes_it_;
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
    BOOST_TEST((stopped >= 20ms && stopped < 5min));
    auto const again = std::chrono::steady_clock::now();
    detail::wait_interruptibly(20ms, {});
    BOOST_TEST((std::chrono::steady_clock::now() - again >= 20ms));
}

BOOST_AUTO_TEST_CASE(an_operation_that_throws_ends_with_an_error_where_it_can)
{
    struct : testing::scripted_transport {
    } blocking, asynchronous;
    for (auto* transport : {&blocking, &asynchronous})
        transport->answer(200, "");
    std::vector<std::chrono::system_clock::time_point> times;
    throwing op{true};
    run(op, blocking, signer(times));
    BOOST_TEST(op.words == "broken");
    auto const shared = std::make_shared<throwing>(true);
    int finished = 0;
    async_run(shared, asynchronous, signer(times), [&] { ++finished; });
    asynchronous.run();
    BOOST_TEST(shared->words == "broken");
    BOOST_TEST(finished == 1);
}

BOOST_AUTO_TEST_CASE(what_an_operation_does_not_take_goes_on)
{
    testing::scripted_transport blocking, asynchronous;
    for (auto* transport : {&blocking, &asynchronous})
        transport->answer(200, "");
    std::vector<std::chrono::system_clock::time_point> times;
    throwing op{false};
    BOOST_CHECK_THROW(run(op, blocking, signer(times)), std::runtime_error);
    int finished = 0;
    async_run(std::make_shared<throwing>(false), asynchronous, signer(times), [&] { ++finished; });
    BOOST_CHECK_THROW(asynchronous.run(), std::runtime_error);
    BOOST_TEST(finished == 0);
}

BOOST_AUTO_TEST_CASE(a_transport_that_cannot_start_an_action_ends_the_operation)
{
    struct tired : testing::scripted_transport {
        std::string tired_of;
        exchange_callback kept;
        void async_exchange(http_request request, exchange_options options, exchange_callback done)
        {
            if (tired_of == "exchange") kept = done;
            if (tired_of == "exchange") throw std::runtime_error{tired_of};
            scripted_transport::async_exchange(std::move(request), std::move(options), std::move(done));
        }
        void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback done)
        {
            if (tired_of == "wait") throw std::runtime_error{tired_of};
            scripted_transport::async_wait(duration, std::move(stop), std::move(done));
        }
    };
    std::vector<std::chrono::system_clock::time_point> times;
    for (std::string const what : {"wait", "exchange"}) {
        tired transport;
        transport.answer(200, "").answer(200, "");
        auto const op = std::make_shared<three_steps>();
        int finished = 0;
        async_run(op, transport, signer(times), [&] { ++finished; });
        if (what == "exchange") { // the second one
            transport.poll();
            transport.tired_of = what;
            transport.run();
        } else {
            transport.tired_of = what;
            transport.run();
        }
        BOOST_TEST(op->words == what);
        BOOST_TEST(finished == 1);
        if (transport.kept) transport.kept({}, {}, {});
        BOOST_TEST(finished == 1);
    }
    tired at_once;
    at_once.tired_of = "exchange";
    auto const start = [&] {
        async_run(std::make_shared<three_steps>(), at_once, signer(times), [] { BOOST_ERROR("finished"); });
    };
    BOOST_CHECK_THROW(start(), std::runtime_error);
    at_once.run();
}

BOOST_AUTO_TEST_CASE(what_a_callback_throws_is_thrown_once_and_ends_nothing_twice)
{
    struct eager : testing::scripted_transport {
        void async_exchange(http_request, exchange_options, exchange_callback done) { done({}, {}, {}); }
    } transport;
    struct one_step : three_steps {
        next_action resume(action_result result) override
        {
            auto action = three_steps::resume(std::move(result));
            if (results.size() == 3) action.what = next_action::kind::finish;
            return action;
        }
    };
    std::vector<std::chrono::system_clock::time_point> times;
    int finished = 0;
    async_run(std::make_shared<one_step>(), transport, signer(times), [&] {
        ++finished;
        throw std::runtime_error{"the handler's own"};
    });
    BOOST_CHECK_THROW(transport.run(), std::runtime_error);
    BOOST_TEST(finished == 1);
}

BOOST_AUTO_TEST_SUITE_END()
