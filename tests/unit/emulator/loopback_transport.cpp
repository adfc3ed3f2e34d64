#include <jimeng/emulator/loopback_transport.hpp>

#include "calls.hpp"

#include <boost/test/unit_test.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_loopback_transport)

using namespace calls;
using emulator::loopback_transport;

namespace {

jimeng::http_request signed_request(std::string_view target, std::string_view body, time_point at)
{
    jimeng::http_request request;
    request.origin = {"https", "visual.volcengineapi.com", 443};
    request.target = target;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body;
    jimeng::hmac_sha256_signer{keys()}.sign(request, std::chrono::floor<std::chrono::seconds>(at));
    return request;
}

jimeng::http_request get(std::string const& url)
{
    jimeng::http_request request;
    request.method = "GET";
    request.origin = {"http", "127.0.0.1", 80};
    request.target = url.substr(url.find("/pictures/"));
    return request;
}

struct fixture {
    std::shared_ptr<emulator::service> service = std::make_shared<emulator::service>();
    loopback_transport transport{service};
    jimeng::exchange_options options;
    jimeng::error_code ec;
    jimeng::diagnostics details;

    jimeng::http_response submit(std::string_view prompt)
    {
        return transport.exchange(signed_request(submit_target, json::serialize(small(prompt)), transport.now()),
                                  options, ec, details);
    }
    std::string link(std::string_view prompt)
    {
        auto const made = json::parse(submit(prompt).body);
        return query(*service, json::value_to<std::string>(made.at("data").at("task_id")), transport.now()).url();
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_signed_call_reaches_the_service)
{
    fixture f;
    auto const answer = f.submit("a cat");
    BOOST_TEST(!f.ec);
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(f.details.http_status == 200);
    BOOST_TEST(json::parse(answer.body).at("code").as_int64() == 10000);
    BOOST_TEST(f.transport.connected_service().counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(time_passes_in_wait_only)
{
    fixture f;
    auto const start = f.transport.now();
    static_cast<void>(f.submit("a cat"));
    BOOST_TEST((f.transport.now() == start));
    f.transport.wait(90s);
    BOOST_TEST((f.transport.now() == start + 90s));
    f.transport.wait(-5s);
    BOOST_TEST((f.transport.now() == start + 90s));
    std::stop_source stop;
    stop.request_stop();
    f.transport.wait(1h, stop.get_token());
    BOOST_TEST((f.transport.now() == start + 90s));
    loopback_transport const copy = f.transport;
    f.transport.wait(1s);
    BOOST_TEST((copy.now() == start + 91s));
}

BOOST_AUTO_TEST_CASE(a_picture_goes_to_the_sink_in_pieces)
{
    fixture f;
    auto const link = f.link("a cat");
    std::string body;
    int pieces = 0;
    f.options.max_body_bytes = 1 << 26;
    f.options.sink = [&](std::string_view piece) {
        body += piece;
        ++pieces;
        return jimeng::error_code{};
    };
    auto const answer = f.transport.exchange(get(link), f.options, f.ec, f.details);
    BOOST_TEST(!f.ec);
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body.empty());
    BOOST_TEST(is_png(body));
    BOOST_TEST(pieces > 1);
    f.options.sink = [](std::string_view) { return make_error_code(jimeng::client_errc::disk_full); };
    static_cast<void>(f.transport.exchange(get(link), f.options, f.ec, f.details));
    BOOST_TEST((f.ec == jimeng::client_errc::disk_full));
}

BOOST_AUTO_TEST_CASE(a_refusal_does_not_go_to_the_sink)
{
    fixture f;
    auto const link = f.link("a cat");
    f.options.sink = [](std::string_view) { return make_error_code(jimeng::client_errc::disk_full); };
    f.transport.wait(25h);
    auto const answer = f.transport.exchange(get(link), f.options, f.ec, f.details);
    BOOST_TEST(!f.ec);
    BOOST_TEST(answer.status == 403);
    BOOST_TEST(!answer.body.empty());
}

BOOST_AUTO_TEST_CASE(limits_and_stops_are_honoured)
{
    fixture f;
    f.options.max_body_bytes = 50;
    BOOST_TEST(f.submit("a cat").status == 0);
    BOOST_TEST((f.ec == jimeng::client_errc::too_large));
    f.options.max_body_bytes = 1 << 20;
    BOOST_TEST(f.submit("emulate:drop-reply").status == 0);
    BOOST_TEST((f.ec == jimeng::client_errc::closed));
    std::stop_source stop;
    f.options.stop = stop.get_token();
    stop.request_stop();
    auto const before = f.service->counts();
    static_cast<void>(f.submit("a cat"));
    BOOST_TEST((f.ec == jimeng::client_errc::cancelled_before_send));
    BOOST_TEST((f.service->counts() == before));
}

BOOST_AUTO_TEST_CASE(asynchronous_work_is_done_in_order_of_time)
{
    fixture f;
    auto const start = f.transport.now();
    std::vector<std::string> order;
    f.transport.async_wait(2s, {}, [&](jimeng::error_code ec) { order.push_back(ec ? "failed" : "two"); });
    f.transport.async_wait(1s, {}, [&](jimeng::error_code) {
        order.push_back("one");
        f.transport.async_wait(500ms, {}, [&](jimeng::error_code) { order.push_back("one and a half"); });
    });
    f.transport.async_exchange(signed_request(submit_target, json::serialize(small("a cat")), start), {},
                               [&](jimeng::error_code ec, jimeng::http_response answer, jimeng::diagnostics details) {
                                   order.push_back("answer");
                                   BOOST_TEST(!ec);
                                   BOOST_TEST(answer.status == 200);
                                   BOOST_TEST(details.http_status == 200);
                               });
    BOOST_TEST(order.empty());
    BOOST_TEST(f.transport.run() == 4U);
    BOOST_TEST((order == std::vector<std::string>{"answer", "one", "one and a half", "two"}));
    BOOST_TEST((f.transport.now() == start + 2s));
}

BOOST_AUTO_TEST_CASE(a_stopped_wait_moves_no_clock)
{
    fixture f;
    auto const start = f.transport.now();
    std::stop_source stop;
    jimeng::error_code seen;
    f.transport.async_wait(1h, stop.get_token(), [&](jimeng::error_code ec) { seen = ec; });
    stop.request_stop();
    BOOST_TEST(f.transport.run() == 1U);
    BOOST_TEST((seen == jimeng::client_errc::cancelled_before_send));
    BOOST_TEST((f.transport.now() == start));
}

BOOST_AUTO_TEST_CASE(work_can_be_posted_elsewhere)
{
    std::deque<std::function<void()>> queue;
    loopback_transport transport{std::make_shared<emulator::service>(), noon,
                                 [&](std::function<void()> work) { queue.push_back(std::move(work)); }};
    std::string order;
    transport.async_wait(2s, {}, [&](jimeng::error_code) { order += 'b'; });
    transport.async_wait(1s, {}, [&](jimeng::error_code) { order += 'a'; });
    BOOST_TEST(queue.size() == 2U);
    for (auto& work : queue)
        work();
    BOOST_TEST(order == "ab");
    BOOST_TEST((transport.now() == noon + 2s));
}

BOOST_AUTO_TEST_CASE(work_that_is_never_done_leaks_nothing)
{
    auto const service = std::make_shared<emulator::service>();
    {
        loopback_transport transport{service};
        transport.async_exchange(get("/pictures/x"), {},
                                 [copy = transport](auto&&...) { static_cast<void>(copy.now()); });
        BOOST_TEST(service.use_count() > 1);
        BOOST_TEST(transport.run() == 1U);
    }
    {
        loopback_transport transport{service};
        transport.async_exchange(get("/pictures/x"), {}, [](auto&&...) {});
    }
    BOOST_TEST(service.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
