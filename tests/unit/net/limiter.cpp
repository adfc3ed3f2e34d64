#include <jimeng/net/limiter.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

using namespace jimeng;

namespace {

struct noting : limiter {
    std::string seen;
    error_code acquire(use what, std::stop_token stop) override
    {
        seen += what == use::task ? 'T' : 'C';
        return stop.stop_requested() ? make_error_code(client_errc::cancelled_before_send) : error_code{};
    }
    void async_acquire(use what, std::stop_token stop, std::function<void(error_code)> done) override
    {
        done(acquire(what, std::move(stop)));
    }
    void release(use what, error_code const& outcome) noexcept override
    {
        seen += what == use::task ? 't' : 'c';
        seen += outcome.failed() ? '!' : '.';
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(test_limiter)

/// Blocking by default, it would hold the executor that has to give the place back.
struct waiting_only : limiter {
    error_code acquire(use, std::stop_token) override { return {}; }
    void release(use, error_code const&) noexcept override {}
};
static_assert(std::is_abstract_v<waiting_only>);

BOOST_AUTO_TEST_CASE(a_permit_is_released_once_and_at_its_end_at_the_latest)
{
    auto const one = std::make_shared<noting>();
    {
        detail::permit never;
    }
    BOOST_TEST(one->seen.empty());
    {
        detail::permit task, call;
        task.hold(one, limiter::use::task);
        call.hold(one, limiter::use::call);
        call.release({});
        call.release({});
        BOOST_TEST(one->seen == "c.");
    }
    BOOST_TEST(one->seen == "c.t!");
    BOOST_TEST(one.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
