#include <jimeng/net/detail/serial_gate.hpp>

#include <boost/asio/execution.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_serial_gate)

using jimeng::detail::serial_gate;

namespace {

struct fixture {
    boost::asio::io_context io;
    std::shared_ptr<serial_gate> gate = std::make_shared<serial_gate>(io.get_executor());
    std::string order;

    auto writing(char c)
    {
        return [this, c] { order += c; };
    }
};

/// An executor that has no memory for a handler when it is told so.
struct refusing_executor {
    boost::asio::io_context* io;
    bool const* refuses;

    boost::asio::execution_context& query(boost::asio::execution::context_t) const noexcept { return *io; }
    static constexpr boost::asio::execution::blocking_t query(boost::asio::execution::blocking_t) noexcept
    {
        return boost::asio::execution::blocking_t::never;
    }
    refusing_executor require(boost::asio::execution::blocking_t::never_t) const noexcept { return *this; }
    template <class Function>
    void execute(Function function) const
    {
        if (*refuses) throw std::bad_alloc{};
        boost::asio::post(*io, std::move(function));
    }
    bool operator==(refusing_executor const&) const = default;
};

} // namespace

BOOST_AUTO_TEST_CASE(one_that_finds_nobody_inside_runs_at_once)
{
    fixture f;
    BOOST_TEST(!f.gate->is_running_here());
    f.gate->run([&] { BOOST_TEST(f.gate->is_running_here()); });
    f.gate->run(f.writing('a'));
    BOOST_TEST(f.order == "a");
    BOOST_TEST(f.io.run() == 0U);
}

BOOST_AUTO_TEST_CASE(one_from_inside_runs_after_the_one_that_brought_it)
{
    fixture f;
    f.gate->run([&] {
        f.gate->run(f.writing('b'));
        f.order += 'a';
    });
    BOOST_TEST(f.order == "ab");
}

BOOST_AUTO_TEST_CASE(what_is_posted_comes_in_order_and_after_what_is_ready)
{
    fixture f;
    f.gate->run([&] {
        f.gate->post(f.writing('c'));
        f.gate->post([&] {
            f.order += 'd';
            f.gate->post(f.writing('f'));
        });
        f.gate->post(f.writing('e'));
        f.order += 'a';
    });
    boost::asio::post(f.io, f.writing('x'));
    BOOST_TEST(f.order == "a");
    f.io.run();
    BOOST_TEST(f.order == "acdexf");
}

BOOST_AUTO_TEST_CASE(one_that_throws_takes_nobody_with_it)
{
    fixture f;
    auto const throwing = [] { throw std::runtime_error{"no"}; };
    f.gate->post(throwing);
    f.gate->post(f.writing('a'));
    BOOST_CHECK_THROW(f.io.run(), std::runtime_error);
    BOOST_TEST(f.order.empty());
    f.io.run();
    BOOST_TEST(f.order == "a");
    BOOST_CHECK_THROW(f.gate->run([&] {
        f.gate->run(f.writing('b'));
        throwing();
    }),
                      std::runtime_error);
    f.io.restart();
    f.io.run();
    BOOST_TEST(f.order == "ab");
    BOOST_TEST(!f.gate->is_running_here());
}

BOOST_AUTO_TEST_CASE(a_post_without_memory_throws_and_the_gate_goes_on)
{
    boost::asio::io_context io;
    bool refuses = true;
    std::string order;
    auto const gate = std::make_shared<serial_gate>(refusing_executor{&io, &refuses});
    BOOST_CHECK_THROW(gate->post([&] { order += 'x'; }), std::bad_alloc);
    refuses = false;
    gate->post([&] { order += 'a'; });
    io.run();
    BOOST_TEST(order == "a");
}

BOOST_AUTO_TEST_CASE(what_a_leaver_cannot_call_for_comes_with_the_next_one)
{
    boost::asio::io_context io;
    bool refuses = true;
    std::string order;
    auto const gate = std::make_shared<serial_gate>(refusing_executor{&io, &refuses});
    BOOST_CHECK_THROW(gate->run([&] {
        gate->run([&] { order += 'a'; });
        throw std::runtime_error{"no"};
    }),
                      std::runtime_error);
    refuses = false;
    gate->run([] {});
    io.run();
    BOOST_TEST(order == "a");
}

BOOST_AUTO_TEST_CASE(many_threads_come_in_one_at_a_time)
{
    boost::asio::io_context io;
    auto const gate = std::make_shared<serial_gate>(io.get_executor());
    int count = 0; // guarded by the gate alone
    std::atomic<int> inside{0};
    std::atomic<bool> met{false};
    auto const task = [&] {
        if (++inside != 1) met = true;
        ++count;
        --inside;
    };
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t != 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i != 2'000; ++i) {
                    gate->run(task);
                    gate->post(task);
                }
                io.run();
            });
    }
    io.restart();
    io.run();
    BOOST_TEST(count == 16'000);
    BOOST_TEST(!met);
}

BOOST_AUTO_TEST_SUITE_END()
