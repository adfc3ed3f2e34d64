#include <jimeng/net/transport.hpp>

#include <jimeng/emulator/loopback_transport.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/testing.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_transport)

namespace {

// The exemplars of the concepts' comments.
struct exemplar_transport {
    jimeng::http_response exchange(jimeng::http_request const&, jimeng::exchange_options const&, jimeng::error_code&,
                                   jimeng::diagnostics&)
    {
        return {};
    }
};
struct exemplar_async_transport {
    void async_exchange(jimeng::http_request, jimeng::exchange_options, jimeng::exchange_callback) {}
    void async_wait(std::chrono::nanoseconds, std::stop_token, jimeng::wait_callback) {}
};
struct returns_nothing {
    void exchange(jimeng::http_request const&, jimeng::exchange_options const&, jimeng::error_code&,
                  jimeng::diagnostics&)
    {}
};
struct cannot_wait {
    void async_exchange(jimeng::http_request, jimeng::exchange_options, jimeng::exchange_callback) {}
};
struct immovable : exemplar_transport {
    immovable() = default;
    immovable(immovable&&) = delete;
};

static_assert(jimeng::sync_transport<exemplar_transport> && !jimeng::async_transport<exemplar_transport>);
static_assert(jimeng::async_transport<exemplar_async_transport> && !jimeng::sync_transport<exemplar_async_transport>);
static_assert(!jimeng::sync_transport<returns_nothing> && !jimeng::async_transport<cannot_wait> &&
              !jimeng::sync_transport<immovable>);
static_assert(!jimeng::sync_transport<int>);

static_assert(jimeng::sync_transport<jimeng::beast_transport> && jimeng::async_transport<jimeng::beast_transport>);
static_assert(!jimeng::keeps_time<jimeng::beast_transport>);
static_assert(jimeng::keeps_time<jimeng::testing::scripted_transport> &&
              jimeng::keeps_time<jimeng::emulator::loopback_transport>);

} // namespace

BOOST_AUTO_TEST_CASE(an_exemplar_can_be_called_through_the_concept)
{
    exemplar_transport transport;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    BOOST_TEST(transport.exchange({}, {}, ec, details).status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
