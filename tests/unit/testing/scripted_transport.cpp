#include <jimeng/testing/scripted_transport.hpp>

#include "../../net/print_errc.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_scripted_transport)

using namespace jimeng;
using namespace std::chrono_literals;
using jimeng::testing::scripted_transport;

static_assert(sync_transport<scripted_transport>);
static_assert(async_transport<scripted_transport>);
static_assert(keeps_time<scripted_transport>);
static_assert(brings_chance<scripted_transport>);
static_assert(!sync_transport<int>);

namespace {

error_code call(scripted_transport& transport, exchange_options const& options = {}, http_response* response = nullptr)
{
    error_code ec;
    diagnostics details;
    auto got = transport.exchange({}, options, ec, details);
    if (response != nullptr) *response = std::move(got);
    return ec;
}

} // namespace

BOOST_AUTO_TEST_CASE(it_answers_in_order_and_then_says_that_it_ended)
{
    scripted_transport transport;
    transport.answer(200, "a").fail(client_errc::reset).answer(500, "b");
    http_response response;
    BOOST_TEST(!call(transport, {}, &response));
    BOOST_TEST(response.body == "a");
    BOOST_TEST(call(transport) == client_errc::reset);
    BOOST_TEST(transport.steps_left() == 1U);
    BOOST_TEST(!call(transport, {}, &response));
    BOOST_TEST(response.status == 500);
    BOOST_TEST(call(transport) == client_errc::connect_refused);
    BOOST_TEST(transport.calls().size() == 4U);
}

BOOST_AUTO_TEST_CASE(the_nth_call_can_fail)
{
    scripted_transport transport;
    transport.answer(200, "a").answer(200, "b").fail_call(2, client_errc::closed);
    BOOST_TEST(!call(transport));
    BOOST_TEST(call(transport) == client_errc::closed);
    BOOST_TEST(!call(transport));
}

BOOST_AUTO_TEST_CASE(sinks_and_limits_work_as_in_a_real_transport)
{
    scripted_transport transport;
    transport.answer(200, "body").answer(404, "page").answer(200, "body").answer(200, "body");
    std::string sunk;
    exchange_options options;
    options.sink = [&](std::string_view piece) {
        sunk += piece;
        return error_code{};
    };
    http_response response;
    BOOST_TEST(!call(transport, options, &response));
    BOOST_TEST((sunk == "body" && response.body.empty()));
    BOOST_TEST(!call(transport, options, &response));
    BOOST_TEST((sunk == "body" && response.body == "page"));
    options.sink = [](std::string_view) { return make_error_code(client_errc::disk_full); };
    BOOST_TEST(call(transport, options) == client_errc::disk_full);
    options.max_body_bytes = 3;
    BOOST_TEST(call(transport, options) == client_errc::too_large);
}

BOOST_AUTO_TEST_CASE(an_answer_may_break_off_behind_its_head)
{
    scripted_transport transport;
    http_headers const headers{{"ETag", "\"x\""}};
    transport.break_off(client_errc::reset, {206, headers, "bo"}).fail(client_errc::reset, "bo").answer(404, "page");
    std::string seen;
    exchange_options options;
    options.sink = [&](std::string_view piece) { return seen += piece, error_code{}; };
    options.on_head = [&](int status, http_headers const& told) {
        return seen += std::to_string(status) + told.at(0).value + ' ', error_code{};
    };
    BOOST_TEST(call(transport, options) == client_errc::reset);
    BOOST_TEST(seen == "206\"x\" bo");
    BOOST_TEST(call(transport, options) == client_errc::reset);
    BOOST_TEST(seen == "206\"x\" bobo"); // no head was planned
    BOOST_TEST(!call(transport, options));
    BOOST_TEST(seen == "206\"x\" bobo"); // nor is a page's told
    transport.answer(200, "body");
    options.on_head = [](int, auto const&) { return make_error_code(client_errc::bad_http); };
    BOOST_TEST(call(transport, options) == client_errc::bad_http);
    BOOST_TEST(seen == "206\"x\" bobo");
}

BOOST_AUTO_TEST_CASE(waiting_moves_its_clock_and_nothing_else)
{
    scripted_transport transport;
    auto const start = transport.now();
    transport.wait(3s, {});
    BOOST_TEST((transport.now() - start == 3s));
    std::stop_source source;
    source.request_stop();
    transport.wait(3s, source.get_token());
    BOOST_TEST((transport.now() - start == 3s));
    BOOST_TEST(transport.waits().size() == 2U);
}

BOOST_AUTO_TEST_CASE(callbacks_come_later_and_in_the_order_of_their_time)
{
    scripted_transport transport;
    transport.answer(200, "");
    auto const start = transport.now();
    std::string order;
    transport.async_wait(5s, {}, [&](auto) { order += '5'; });
    transport.async_wait(2s, {}, [&](auto) { order += '2'; });
    transport.async_exchange({}, {}, [&](auto ec, auto, auto) {
        order += ec ? 'x' : 'e';
        transport.async_wait(3s, {}, [&](auto) { order += '3'; });
    });
    BOOST_TEST(order.empty());
    BOOST_TEST(transport.run() == 4U);
    BOOST_TEST(order == "e235");
    BOOST_TEST((transport.now() - start == 5s));
}

BOOST_AUTO_TEST_CASE(a_failure_returns_what_came_where_that_is_asked_for)
{
    for (bool const asked : {false, true}) {
        jimeng::testing::scripted_transport transport;
        transport.fail(client_errc::truncated, "half");
        jimeng::exchange_options options;
        options.partial_answer = asked;
        jimeng::error_code ec;
        jimeng::diagnostics details;
        auto const response = transport.exchange({}, options, ec, details);
        BOOST_TEST((ec == client_errc::truncated));
        BOOST_TEST(response.body == (asked ? "half" : ""));
    }
}

BOOST_AUTO_TEST_SUITE_END()
