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
    void release(use what, error_code const& outcome) noexcept override
    {
        seen += what == use::task ? 't' : 'c';
        seen += outcome.failed() ? '!' : '.';
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(test_limiter)

BOOST_AUTO_TEST_CASE(the_asynchronous_question_is_the_blocking_one_by_default)
{
    noting one;
    std::stop_source stop;
    error_code seen = client_errc::bad_json;
    one.async_acquire(limiter::use::call, stop.get_token(), [&](error_code ec) { seen = ec; });
    BOOST_TEST(!seen.failed());
    stop.request_stop();
    one.async_acquire(limiter::use::task, stop.get_token(), [&](error_code ec) { seen = ec; });
    BOOST_TEST((seen == client_errc::cancelled_before_send));
    BOOST_TEST(one.seen == "CT");
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
