#include <jimeng/net/detail/watch.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <string>

using jimeng::detail::watch;
using namespace std::chrono_literals;

namespace {

struct limited final : watch::watched {
    limited(std::string& log, char name) : log_{log}, name_{name} {}
    void time_is_up() override { log_ += name_; }

private:
    std::string& log_;
    char name_;
};

struct watch_fixture {
    void in(std::chrono::milliseconds wait, limited& one) { time->limit(one, start + wait); }
    /// How long it takes until nothing is left to do.
    watch::clock::duration run()
    {
        auto const begin = watch::clock::now();
        io.restart();
        io.run_for(1h);
        return watch::clock::now() - begin;
    }

    /// Limits count from here, however slowly a test goes on.
    watch::clock::time_point start = watch::clock::now();

    boost::asio::io_context io;
    std::shared_ptr<watch> time =
        std::make_shared<watch>(io.get_executor(), std::make_shared<jimeng::detail::serial_gate>(io.get_executor()));
    std::string log;
    limited a{log, 'a'}, b{log, 'b'}, c{log, 'c'};
};

} // namespace

BOOST_AUTO_TEST_SUITE(test_watch)

BOOST_FIXTURE_TEST_CASE(each_is_told_when_its_time_is_up, watch_fixture)
{
    in(60ms, a);
    in(20ms, b);
    in(40ms, c);
    run();
    BOOST_TEST((watch::clock::now() - start >= 60ms));
    BOOST_TEST(log == "bca");
}

BOOST_FIXTURE_TEST_CASE(a_limit_replaces_the_one_before, watch_fixture)
{
    in(10ms, a);
    in(50ms, a);
    in(30min, b);
    in(20ms, b);
    auto const took = run();
    BOOST_TEST((watch::clock::now() - start >= 50ms && took < 20min));
    BOOST_TEST(log == "ba");
}

BOOST_FIXTURE_TEST_CASE(one_that_was_told_may_get_a_new_limit, watch_fixture)
{
    in(1ms, a);
    run();
    in(1ms, a);
    run();
    BOOST_TEST(log == "aa");
}

BOOST_FIXTURE_TEST_CASE(without_limits_the_context_is_free, watch_fixture)
{
    in(30min, a);
    in(30min, b);
    time->release(a);
    {
        limited gone{log, 'x'};
        in(5ms, gone);
    }
    time->release(b);
    time->release(b);
    BOOST_TEST((run() < 20min));
    BOOST_TEST(log.empty());
}

BOOST_FIXTURE_TEST_CASE(it_may_die_before_its_time, watch_fixture)
{
    in(30min, a);
    time->release(a);
    in(30min, b);
    time.reset();
    BOOST_TEST((run() < 20min));
    BOOST_TEST(log.empty());
}

BOOST_AUTO_TEST_SUITE_END()
