#include <jimeng/net/detail/connection_limiter.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_connection_limiter)

using jimeng::http_origin;
using jimeng::detail::connection_limiter;

namespace {

http_origin const here{"http", "localhost", 80};

struct guest final : connection_limiter::waiter {
    guest(std::string& log, char name) : log_{log}, name_{name} {}
    void acquired() override
    {
        log_ += name_;
        if (then) then();
    }
    std::function<void()> then;

private:
    std::string& log_;
    char name_;
};

struct house {
    std::shared_ptr<guest> arrives(char name, http_origin const& origin = here, int since = 0)
    {
        auto who = std::make_shared<guest>(log, name);
        if (door.acquire(who, origin, std::chrono::steady_clock::time_point{std::chrono::seconds{since}})) log += name;
        return who;
    }

    std::string log;
    connection_limiter door{2};
};

} // namespace

BOOST_FIXTURE_TEST_CASE(row_55_who_waits_since_an_earlier_time_goes_first, house)
{
    auto const a = arrives('a'), b = arrives('b');
    auto const c = arrives('c', here, 5), d = arrives('d', here, 3), e = arrives('e', here, 5),
               f = arrives('f', here, 4);
    for (auto const& who : {a, d, f, c, e, b})
        door.release(*who);
    BOOST_TEST(log == "abdfce");
}

BOOST_FIXTURE_TEST_CASE(the_others_wait_and_come_in_order, house)
{
    auto const a = arrives('a'), b = arrives('b'), c = arrives('c'), d = arrives('d');
    BOOST_TEST(log == "ab");
    BOOST_TEST(door.available(here) == 0U);
    door.release(*b);
    BOOST_TEST(log == "abc");
    door.release(*b);
    BOOST_TEST(log == "abc");
    door.release(*a);
    BOOST_TEST(log == "abcd");
    door.release(*c);
    BOOST_TEST(door.available(here) == 1U);
    door.release(*d);
    BOOST_TEST(door.available(here) == 2U);
}

BOOST_FIXTURE_TEST_CASE(one_that_waits_may_go_away, house)
{
    auto const a = arrives('a'), b = arrives('b'), c = arrives('c'), d = arrives('d');
    door.release(*c);
    BOOST_TEST(c.use_count() == 1);
    door.release(*a);
    BOOST_TEST(log == "abd");
}

BOOST_FIXTURE_TEST_CASE(scheme_host_and_port_make_an_origin, house)
{
    auto const a = arrives('a'), b = arrives('b');
    auto const c = arrives('c', {"https", "localhost", 80});
    auto const d = arrives('d', {"http", "localhost", 81});
    auto const e = arrives('e', {"http", "127.0.0.1", 80});
    BOOST_TEST(log == "abcde");
}

BOOST_FIXTURE_TEST_CASE(one_that_leaves_at_once_is_followed_without_recursion, house)
{
    int inside = 0, deepest = 0;
    auto const first = arrives('a'), second = arrives('b');
    std::vector<std::shared_ptr<guest>> others;
    for (int i = 0; i != 1000; ++i) {
        auto const one = others.emplace_back(arrives('.'));
        one->then = [&, who = one.get()] {
            deepest = std::max(deepest, ++inside);
            door.release(*who);
            --inside;
        };
    }
    door.release(*first);
    BOOST_TEST(log == "ab" + std::string(1000, '.'));
    BOOST_TEST(deepest == 1);
    BOOST_TEST(door.available(here) == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_newcomer_overtakes_nobody_while_others_come_in, house)
{
    std::shared_ptr<guest> newcomer;
    auto const a = arrives('a'), b = arrives('b'), c = arrives('c'), d = arrives('d');
    c->then = [&] {
        door.release(*c);
        newcomer = arrives('e');
    };
    door.release(*a);
    BOOST_TEST(log == "abcd");
    door.release(*b);
    BOOST_TEST(log == "abcde");
}

BOOST_FIXTURE_TEST_CASE(an_exception_of_one_that_comes_in_closes_no_door, house)
{
    auto const a = arrives('a'), b = arrives('b'), c = arrives('c'), d = arrives('d');
    c->then = [] { throw 1; };
    BOOST_CHECK_THROW(door.release(*a), int);
    door.release(*b);
    BOOST_TEST(log == "abcd");
}

BOOST_FIXTURE_TEST_CASE(those_who_wait_die_with_those_who_are_inside, house)
{
    std::weak_ptr<guest> waiting;
    {
        auto const a = arrives('a'), b = arrives('b');
        waiting = arrives('c');
        BOOST_TEST(!waiting.expired());
    }
    BOOST_TEST(waiting.expired());
    BOOST_TEST(log == "ab");
    BOOST_TEST(door.available(here) == 2U);
}

BOOST_FIXTURE_TEST_CASE(whoever_dies_inside_gives_the_place_back, house)
{
    auto a = arrives('a');
    auto const b = arrives('b');
    a.reset();
    BOOST_TEST(door.available(here) == 1U);
    auto const c = arrives('c');
    BOOST_TEST(log == "abc");
    auto d = arrives('d');
    door.release(*c);
    BOOST_TEST(log == "abcd");
    d.reset();
    BOOST_TEST(door.available(here) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
