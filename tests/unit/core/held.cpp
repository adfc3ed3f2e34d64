#include <jimeng/core/held.hpp>

#include <jimeng/core/held_call.hpp>

#include <boost/test/unit_test.hpp>

#include <coroutine>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>

BOOST_AUTO_TEST_SUITE(test_held)

using jimeng::held;
using jimeng::held_text;

static_assert(!std::is_convertible_v<int, held_text>);

namespace {

struct counted {
    explicit counted(int& alive) : alive_{&alive} { ++alive; }
    counted(counted const& other) : alive_{other.alive_} { ++*alive_; }
    ~counted() { --*alive_; }
    int* alive_;
};

/// Members as options have them.
struct inner {
    held_text text{};
    held<std::string> more{};
};
struct braced {
    bool first = true;
    held_text text{};
    held<counted> object{};
    jimeng::held_function<void(int)> call{};
    jimeng::held_stop stop{};
    held<inner> nested{};
};

struct fire_and_forget {
    struct promise_type {
        fire_and_forget get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

/// Copies its options, as an initiating function does, and looks at them when the coroutine goes on.
struct copying_operation {
    explicit copying_operation(braced const& how) : kept{how} {}
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) {}
    braced await_resume() { return std::move(kept); }
    braced kept;
};

copying_operation operate(braced const& how)
{
    return copying_operation{how};
}

} // namespace

BOOST_AUTO_TEST_CASE(copies_have_values_of_their_own)
{
    int alive = 0;
    {
        held<counted> none;
        held<counted> one{counted{alive}};
        auto two = one;
        BOOST_TEST(!none.has_value());
        BOOST_TEST(alive == 2);
        none = std::move(one);
        BOOST_TEST(alive == 2);
        BOOST_TEST((none && !one));
        two.reset();
        BOOST_TEST(alive == 1);
        two = none;
        two = two; // NOLINT
        BOOST_TEST(alive == 2);
    }
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(it_is_used_as_an_optional)
{
    held<std::string> value{std::nullopt};
    BOOST_TEST(!value.has_value());
    value.emplace(3U, 'a');
    BOOST_TEST(*value == "aaa");
    BOOST_TEST(value->size() == 3U);
    value = std::string{"b"};
    BOOST_TEST(*value == "b");
}

BOOST_AUTO_TEST_CASE(a_text_takes_what_converts_to_one)
{
    std::filesystem::path const path{"a/b"};
    BOOST_TEST(held_text{path}.str() == "a/b");
    BOOST_TEST(held_text{"c"}.str() == "c");
    BOOST_TEST(held_text{std::string_view{"d"}}.str() == "d");
    BOOST_TEST((held_text{}.empty() && held_text{""}.empty()));
    held_text changed;
    changed = std::string{"e"};
    BOOST_TEST(static_cast<std::string const&>(changed) == "e");
    BOOST_TEST((changed == "e"));
}

BOOST_AUTO_TEST_CASE(a_function_is_called_and_may_be_missing)
{
    jimeng::held_function<void(int)> none, null{nullptr}, empty{std::function<void(int)>{}};
    BOOST_TEST((!none && !null && !empty));
    int sum = 0;
    jimeng::held_function<void(int)> const add{[&](int value) { sum += value; }};
    auto const copy = add;
    copy(2);
    add(3);
    BOOST_TEST(sum == 5);
}

BOOST_AUTO_TEST_CASE(a_stop_is_a_token)
{
    std::stop_source source;
    jimeng::held_stop const stop{source.get_token()};
    BOOST_TEST((stop.stop_possible() && !stop.stop_requested()));
    BOOST_TEST(!jimeng::held_stop{}.stop_possible());
    std::stop_token const token = stop;
    source.request_stop();
    BOOST_TEST((stop.stop_requested() && token.stop_requested()));
}

// The compiler destroys the members of such a temporary twice; the address sanitizer would see it.
BOOST_AUTO_TEST_CASE(a_braced_temporary_within_co_await_is_destroyed_once)
{
    int alive = 0;
    int called = 0;
    std::stop_source source;
    auto const work = [&]() -> fire_and_forget {
        auto const kept = co_await operate({.text = "a text that is longer than what a string holds inside itself",
                                            .object = counted{alive},
                                            .call = [&](int value) { called += value; },
                                            .stop = source.get_token(),
                                            .nested = inner{.text = "short", .more = std::string(100, 'x')}});
        kept.call(5);
        BOOST_TEST(kept.text.size() == 60U);
        BOOST_TEST(kept.nested->more->size() == 100U);
        BOOST_TEST((kept.nested->text == "short"));
        BOOST_TEST(kept.stop.stop_possible());
        BOOST_TEST(alive == 1);
        co_await operate({.first = false});
        co_await operate({});
    };
    auto const running = work();
    while (!running.handle.done())
        running.handle.resume();
    running.handle.destroy();
    BOOST_TEST(called == 5);
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
