#include <jimeng/net/limiter.hpp>

#include <jimeng/net/detail/permit.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>

BOOST_AUTO_TEST_SUITE(test_limiter)

using namespace jimeng;
using namespace std::chrono_literals;

namespace {

/// Admits as many as it is told to, and writes down what it hears.
struct noting : limiter {
    std::string seen;
    int admits = 1'000;
    std::uint64_t tickets = 0;
    time_point last{};

    admission ask(use what, std::uint64_t ticket, time_point now, double) override
    {
        seen += what == use::task ? 'T' : 'C';
        last = now;
        if (ticket == 0) ticket = ++tickets;
        return admits-- > 0 ? admission::now(ticket) : admission::after(1s, ticket, client_errc::limit_reached);
    }
    void leave(use, std::uint64_t ticket) noexcept override { seen += "left" + std::to_string(ticket); }
    void release(use what, error_code const& outcome, time_point now) noexcept override
    {
        seen += what == use::task ? 't' : 'c';
        seen += outcome.failed() ? '!' : '.';
        last = now;
    }
};

constexpr limiter::time_point start{1h};

} // namespace

static_assert(std::is_abstract_v<limiter>);

BOOST_AUTO_TEST_CASE(answers_say_what_they_need_to_say)
{
    BOOST_TEST((admission::now(7).what == admission::kind::admitted && admission::now(7).ticket == 7U));
    auto const later = admission::after(3s, 7, client_errc::limit_reached, "words");
    BOOST_TEST((later.what == admission::kind::later && later.again_after == 3s && later.ticket == 7U));
    BOOST_TEST((later.why == client_errc::limit_reached && later.words == "words"));
    BOOST_TEST((admission::refuse(client_errc::file_io).what == admission::kind::refused));
}

BOOST_AUTO_TEST_CASE(a_permit_is_released_once_and_at_its_end_at_the_latest)
{
    auto const one = std::make_shared<noting>();
    {
        detail::permit never;
    }
    BOOST_TEST(one->seen.empty());
    {
        detail::permit task, call;
        task.ask(one, limiter::use::task, start, 0.0);
        call.ask(one, limiter::use::call, start, 0.0);
        call.release({}, start + 5s);
        BOOST_TEST((one->last == start + 5s));
        call.release({}, start + 6s);
        BOOST_TEST(one->seen == "TCc.");
    }
    BOOST_TEST(one->seen == "TCc.t!");
    BOOST_TEST((one->last == start)); // the last time it knew
    BOOST_TEST(one.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_place_in_the_line_is_left_and_one_that_was_throttled_comes_back_to_it)
{
    auto const one = std::make_shared<noting>();
    one->admits = 0;
    {
        detail::permit first;
        first.ask(one, limiter::use::task, start, 0.0);
        first.ask(one, limiter::use::task, start, 0.0);
        BOOST_TEST(one->tickets == 1U); // the same place
    }
    BOOST_TEST(one->seen == "TTleft1");
    one->admits = 3;
    detail::permit again;
    again.ask(one, limiter::use::task, start, 0.0);
    again.release(service_errc::concurrency_limited, start);
    BOOST_TEST(again.ask(one, limiter::use::task, start, 0.0).ticket == 2U);
    again.release({}, start);
    BOOST_TEST(again.ask(one, limiter::use::task, start, 0.0).ticket == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
