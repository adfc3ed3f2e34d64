#include <jimeng/net/detail/deadline_timer.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <string>

BOOST_AUTO_TEST_SUITE(test_deadline_timer)

using jimeng::detail::deadline_timer;
using namespace std::chrono_literals;

namespace {

struct limited final : deadline_timer::timed {
    limited(std::string& log, char name) : log_{log}, name_{name} {}
    void time_is_up() override { log_ += name_; }

private:
    std::string& log_;
    char name_;
};

struct deadline_fixture {
    void in(std::chrono::milliseconds wait, limited& one) { timer->set(one, start + wait); }
    /// How long it takes until nothing is left to do.
    deadline_timer::clock::duration run()
    {
        auto const begin = deadline_timer::clock::now();
        io.restart();
        io.run_for(1h);
        return deadline_timer::clock::now() - begin;
    }

    /// Limits count from here, however slowly a test goes on.
    deadline_timer::clock::time_point start = deadline_timer::clock::now();

    boost::asio::io_context io;
    std::shared_ptr<deadline_timer> timer = std::make_shared<deadline_timer>(
        io.get_executor(), std::make_shared<jimeng::detail::serial_gate>(io.get_executor()));
    std::string log;
    limited a{log, 'a'}, b{log, 'b'}, c{log, 'c'};
};

} // namespace

BOOST_FIXTURE_TEST_CASE(each_is_told_when_its_time_is_up, deadline_fixture)
{
    in(60ms, a);
    in(20ms, b);
    in(40ms, c);
    run();
    BOOST_TEST((deadline_timer::clock::now() - start >= 60ms));
    BOOST_TEST(log == "bca");
}

BOOST_FIXTURE_TEST_CASE(a_limit_replaces_the_one_before, deadline_fixture)
{
    in(10ms, a);
    in(50ms, a);
    in(30min, b);
    in(20ms, b);
    auto const took = run();
    BOOST_TEST((deadline_timer::clock::now() - start >= 50ms && took < 20min));
    BOOST_TEST(log == "ba");
}

BOOST_FIXTURE_TEST_CASE(one_that_was_told_may_get_a_new_limit, deadline_fixture)
{
    in(1ms, a);
    run();
    in(1ms, a);
    run();
    BOOST_TEST(log == "aa");
}

BOOST_FIXTURE_TEST_CASE(without_limits_the_context_is_free, deadline_fixture)
{
    in(30min, a);
    in(30min, b);
    timer->clear(a);
    {
        limited gone{log, 'x'};
        in(5ms, gone);
    }
    timer->clear(b);
    timer->clear(b);
    BOOST_TEST((run() < 20min));
    BOOST_TEST(log.empty());
}

BOOST_FIXTURE_TEST_CASE(it_may_die_before_its_time, deadline_fixture)
{
    in(30min, a);
    timer->clear(a);
    in(30min, b);
    timer.reset();
    BOOST_TEST((run() < 20min));
    BOOST_TEST(log.empty());
}

BOOST_AUTO_TEST_SUITE_END()
