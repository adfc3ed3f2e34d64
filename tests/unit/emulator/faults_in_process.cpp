#include <jimeng/emulator/loopback_transport.hpp>

#include "calls.hpp"

#include <jimeng/client/basic_client.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>
#include <jimeng/emulator/detail/reply_head.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_faults_in_process)

using namespace calls;
using emulator::fault_action;
using emulator::fault_call;
using emulator::fault_point;
using jimeng::client_errc;

namespace {

emulator::planned_fault fault(fault_call call, fault_point point, fault_action action, std::uint64_t at = 0)
{
    emulator::planned_fault made;
    made.call = call;
    made.point = point;
    made.action = action;
    made.at = at;
    if (action == fault_action::status) made.status = 502;
    if (action == fault_action::status || action == fault_action::body) made.body = "<html>";
    if (action == fault_action::delay) made.milliseconds = std::chrono::seconds{5};
    return made;
}

emulator::planned_fault fault(fault_point point, fault_action action, std::uint64_t at = 0)
{
    return fault(point <= fault_point::tls ? fault_call::any : fault_call::submit, point, action, at);
}

std::string const body = json::serialize(small("a cat"));

/// One submit through a service with a plan.
struct attempt {
    std::shared_ptr<emulator::service> service;
    emulator::loopback_transport transport;
    jimeng::exchange_options options;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    jimeng::http_response answer;
    std::chrono::nanoseconds took{};

    explicit attempt(emulator::fault_plan plan, std::string_view scheme = "https")
        : service{std::make_shared<emulator::service>(with(std::move(plan)))},
          transport{service, noon}
    {
        request.origin = {std::string{scheme}, "127.0.0.1", 443};
        request.target = submit_target;
        request.headers = {{"Content-Type", "application/json"}};
        request.body = body;
        jimeng::hmac_sha256_signer{keys()}.sign(request, std::chrono::floor<std::chrono::seconds>(noon));
    }

    static emulator::service_options with(emulator::fault_plan plan)
    {
        emulator::service_options made;
        made.faults = std::move(plan);
        return made;
    }

    attempt& run()
    {
        answer = transport.exchange(request, options, ec, details);
        took = transport.now() - noon;
        return *this;
    }
    attempt& run_async()
    {
        int calls = 0;
        transport.async_exchange(request, options, [&](auto code, auto response, auto more) {
            ++calls;
            ec = code;
            answer = std::move(response);
            details = std::move(more);
        });
        transport.run();
        BOOST_TEST(calls == 1);
        took = transport.now() - noon;
        return *this;
    }

    [[nodiscard]] std::uint64_t tasks() const { return service->counts().accepted_submits; }

    jimeng::http_request request;
};

/// One picture by a client of a service with a plan.
struct generated {
    std::shared_ptr<emulator::service> service;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    jimeng::pictures made;

    explicit generated(emulator::fault_plan plan, jimeng::generate_options const& how = {})
        : service{std::make_shared<emulator::service>(attempt::with(std::move(plan)))}
    {
        jimeng::client_options options;
        options.endpoint = "https://127.0.0.1";
        jimeng::basic_client client{jimeng::hmac_sha256_signer{keys()}, emulator::loopback_transport{service, noon},
                                    options};
        made = client.generate(jimeng::text_to_image_v40{.prompt = "a cat", .size = jimeng::size<1024, 1024>}, how, ec,
                               details);
    }
    [[nodiscard]] std::uint64_t tasks() const { return service->counts().accepted_submits; }
};

struct row {
    std::string_view scheme;
    emulator::planned_fault planned;
    std::optional<client_errc> error;
    int status;
    std::chrono::seconds took;
    std::uint64_t tasks;
};

std::vector<row> const every_point{
    {"https", fault(fault_point::accept, fault_action::close), client_errc::tls_handshake, 0, 0s, 0},
    {"https", fault(fault_point::accept, fault_action::stall), client_errc::tls_handshake, 0, 10s, 0},
    {"https", fault(fault_point::accept, fault_action::body), client_errc::tls_handshake, 0, 0s, 0},
    {"https", fault(fault_point::accept, fault_action::delay), {}, 200, 5s, 1},
    {"http", fault(fault_point::accept, fault_action::reset), client_errc::send_incomplete, 0, 0s, 0},
    {"http", fault(fault_point::accept, fault_action::stall), client_errc::deadline_before_send, 0, 120s, 0},
    {"http", fault(fault_point::accept, fault_action::body), client_errc::bad_http, 0, 0s, 0},
    {"https", fault(fault_point::tls, fault_action::reset), client_errc::tls_handshake, 0, 0s, 0},
    {"https", fault(fault_point::tls, fault_action::stall), client_errc::tls_handshake, 0, 10s, 0},
    {"https", fault(fault_point::head, fault_action::close), client_errc::send_incomplete, 0, 0s, 0},
    {"https", fault(fault_point::head, fault_action::stall), client_errc::deadline_before_send, 0, 120s, 0},
    {"https", fault(fault_point::head, fault_action::status), {}, 502, 0s, 0},
    {"https", fault(fault_point::body, fault_action::reset, 1), client_errc::send_incomplete, 0, 0s, 0},
    {"https", fault(fault_point::body, fault_action::reset, body.size()), client_errc::reset, 0, 0s, 0},
    {"https", fault(fault_point::body, fault_action::stall, body.size() - 1), client_errc::deadline_before_send, 0,
     120s, 0},
    {"https", fault(fault_point::before_commit, fault_action::close), client_errc::closed, 0, 0s, 0},
    {"https", fault(fault_point::before_commit, fault_action::reset), client_errc::reset, 0, 0s, 0},
    {"https", fault(fault_point::before_commit, fault_action::stall), client_errc::read_timeout, 0, 120s, 0},
    {"https", fault(fault_point::before_commit, fault_action::status), {}, 502, 0s, 0},
    {"https", fault(fault_point::before_commit, fault_action::body), {}, 200, 0s, 0},
    {"https", fault(fault_point::before_commit, fault_action::delay), {}, 200, 5s, 1},
    {"https", fault(fault_point::after_commit, fault_action::close), client_errc::closed, 0, 0s, 1},
    {"https", fault(fault_point::after_commit, fault_action::reset), client_errc::reset, 0, 0s, 1},
    {"https", fault(fault_point::after_commit, fault_action::stall), client_errc::read_timeout, 0, 120s, 1},
    {"https", fault(fault_point::after_commit, fault_action::status), {}, 502, 0s, 1},
    {"https", fault(fault_point::after_commit, fault_action::body), {}, 200, 0s, 1},
    {"https", fault(fault_point::after_commit, fault_action::delay), {}, 200, 5s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::close), client_errc::closed, 0, 0s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::reset), client_errc::reset, 0, 0s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::stall), client_errc::read_timeout, 0, 120s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::close, 1), client_errc::truncated, 0, 0s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::reset, 1), client_errc::truncated, 0, 0s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::stall, 1), client_errc::read_stalled, 0, 20s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::body, 1), client_errc::bad_http, 0, 0s, 1},
    {"https", fault(fault_point::reply_byte, fault_action::delay, 1), {}, 200, 5s, 1},
    {"https", fault(fault_point::close, fault_action::reset), {}, 200, 0s, 1},
    {"https", fault(fault_point::close, fault_action::body), {}, 200, 0s, 1},
};

} // namespace

BOOST_AUTO_TEST_CASE(each_point_becomes_the_error_time_and_task_that_a_client_would_meet)
{
    std::size_t number = 0;
    for (auto const& [scheme, planned, error, status, took, tasks] : every_point)
        for (bool const async : {false, true}) {
            BOOST_TEST_CONTEXT("row " << number++ / 2 << (async ? ", asynchronous" : ""))
            {
                attempt one{{planned}, scheme};
                if (async)
                    one.run_async();
                else
                    one.run();
                BOOST_TEST((one.ec == (error ? make_error_code(*error) : jimeng::error_code{})), one.ec.message());
                BOOST_TEST(one.answer.status == status);
                BOOST_TEST((one.took == took));
                BOOST_TEST(one.tasks() == tasks);
                BOOST_TEST(one.service->faults().left() == 0U);
                if (planned.action == fault_action::status) BOOST_TEST(one.answer.body == "<html>");
            }
        }
}

BOOST_AUTO_TEST_CASE(what_is_not_reached_is_left)
{
    attempt plain{{fault(fault_point::tls, fault_action::close)}, "http"};
    BOOST_TEST(plain.run().answer.status == 200);
    BOOST_TEST(plain.service->faults().left() == 1U);
    attempt longer{{fault(fault_point::body, fault_action::close, body.size() + 1)}};
    BOOST_TEST(longer.run().answer.status == 200);
    BOOST_TEST(longer.service->faults().left() == 1U);
    attempt other{{fault(fault_call::query, fault_point::head, fault_action::close)}};
    BOOST_TEST(other.run().answer.status == 200);
    BOOST_TEST(other.service->faults().left() == 1U);
    attempt refused{{fault(fault_point::after_commit, fault_action::close)}};
    refused.request.body = json::serialize(small("emulate:50411"));
    jimeng::hmac_sha256_signer{keys()}.sign(refused.request, std::chrono::floor<std::chrono::seconds>(noon));
    BOOST_TEST(refused.run().answer.status == 400);
    BOOST_TEST(refused.service->faults().left() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reply_ends_at_the_byte_that_was_planned)
{
    auto const whole = attempt{{}}.run().answer;
    auto const head = emulator::detail::reply_head(whole, true).size();
    std::string const& all = whole.body;
    for (std::size_t at = 0; at <= head + all.size(); ++at) {
        attempt one{{fault(fault_point::reply_byte, fault_action::close, at)}};
        one.options.partial_answer = true;
        one.run();
        BOOST_TEST(one.tasks() == 1U);
        if (at == head + all.size()) { // there is no such byte
            BOOST_TEST(!one.ec);
            BOOST_TEST(one.service->faults().left() == 1U);
            continue;
        }
        BOOST_TEST((one.ec == (at == 0 ? client_errc::closed : client_errc::truncated)));
        BOOST_TEST(one.answer.status == (at < head ? 0 : 200));
        BOOST_TEST((one.answer.body == all.substr(0, at < head ? 0 : at - head)));
    }
}

BOOST_AUTO_TEST_CASE(bytes_of_another_kind_take_the_place_of_the_rest)
{
    auto const whole = attempt{{}}.run().answer;
    auto const head = emulator::detail::reply_head(whole, true).size();
    auto garbage = fault(fault_point::reply_byte, fault_action::body, head + 3);
    attempt shorter{{garbage}};
    BOOST_TEST((shorter.run().ec == client_errc::truncated));
    garbage.body.assign(whole.body.size(), '?');
    attempt longer{{garbage}};
    BOOST_TEST(!longer.run().ec);
    BOOST_TEST(longer.answer.body == whole.body.substr(0, 3) + std::string(whole.body.size() - 3, '?'));
}

BOOST_AUTO_TEST_CASE(a_sink_gets_what_came_before_the_cut)
{
    attempt plain{{}};
    auto const id = query(*plain.service,
                          json::value_to<std::string>(json::parse(plain.run().answer.body).at("data").at("task_id")));
    auto const picture = fetch(*plain.service, id.url()).body;
    attempt one{{fault(fault_call::download, fault_point::reply_byte, fault_action::reset, 5000)}};
    auto const made = json::value_to<std::string>(json::parse(one.run().answer.body).at("data").at("task_id"));
    auto const link = query(*one.service, made).url();
    std::string came;
    one.options.max_body_bytes = 1 << 26;
    one.options.sink = [&](std::string_view piece) { return came += piece, jimeng::error_code{}; };
    one.request.method = "GET";
    one.request.target = link.substr(link.find("/pictures/"));
    one.request.body.clear();
    BOOST_TEST((one.run().ec == client_errc::truncated));
    BOOST_TEST(came.size() > 4500U);
    BOOST_TEST(came.size() < 5000U); // the head was counted
    BOOST_TEST(picture.starts_with(came));
}

BOOST_AUTO_TEST_CASE(the_first_byte_is_waited_for_as_long_as_asked)
{
    attempt slow{{fault(fault_point::after_commit, fault_action::delay)}};
    slow.options.first_byte = std::chrono::seconds{3};
    BOOST_TEST((slow.run().ec == client_errc::read_timeout));
    BOOST_TEST((slow.took == 3s));
    BOOST_TEST(slow.tasks() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stop_ends_a_stall)
{
    for (bool const finish : {false, true}) {
        attempt one{{fault(fault_point::after_commit, fault_action::stall)}};
        std::stop_source stop;
        one.options.stop = stop.get_token();
        one.options.finish_once_sending = finish;
        one.transport.async_exchange(one.request, one.options, [&](auto ec, auto&&...) { one.ec = ec; });
        auto time = one.transport.runtime();
        BOOST_TEST(time.poll()); // it stalls now
        stop.request_stop();
        one.transport.run();
        BOOST_TEST((one.ec == (finish ? client_errc::read_timeout : client_errc::cancelled)));
        BOOST_TEST((one.transport.now() - noon == (finish ? 120s : 0s)));
    }
}

BOOST_AUTO_TEST_CASE(an_exchange_that_is_never_finished_leaks_nothing)
{
    attempt one{{fault(fault_point::before_commit, fault_action::stall)}};
    auto const service = one.service;
    {
        emulator::loopback_transport transport{service, noon};
        transport.async_exchange(one.request, {}, [](auto&&...) {});
        auto time = transport.runtime();
        BOOST_TEST(time.poll());
    }
    BOOST_TEST(service.use_count() == 3); // the attempt, its transport, and this
}

BOOST_AUTO_TEST_CASE(before_the_first_byte_the_store_is_asked_where_the_network_would)
{
    auto const asked = [](emulator::fault_plan plan, std::string_view scheme) {
        attempt one{std::move(plan), scheme};
        int times = 0;
        one.options.before_first_byte = [&] { return ++times, jimeng::error_code{}; };
        one.run();
        return times;
    };
    BOOST_TEST(asked({fault(fault_point::tls, fault_action::reset)}, "https") == 0);
    BOOST_TEST(asked({fault(fault_point::accept, fault_action::reset)}, "http") == 1);
    BOOST_TEST(asked({fault(fault_point::head, fault_action::reset)}, "https") == 1);
    attempt held{{fault(fault_point::head, fault_action::reset)}};
    held.options.before_first_byte = [] { return make_error_code(client_errc::not_recorded); };
    BOOST_TEST((held.run().ec == client_errc::not_recorded));
    BOOST_TEST(held.service->faults().left() == 1U);
}

BOOST_AUTO_TEST_CASE(a_service_alone_shows_what_it_can)
{
    emulator::service service{
        attempt::with({fault(fault_point::before_commit, fault_action::status),
                       fault(fault_call::submit, fault_point::after_commit, fault_action::reset)})};
    auto const call = signed_call(submit_target, body);
    auto const first = service.handle(call, noon);
    BOOST_TEST(first.status == 502);
    BOOST_TEST(first.body == "<html>");
    BOOST_TEST(service.counts().accepted_submits == 0U);
    BOOST_TEST(service.faults().left() == 1U); // the first submit never came to its commit
    auto plan = fault(fault_call::submit, fault_point::after_commit, fault_action::reset);
    plan.nth = 2;
    emulator::service other{attempt::with({plan})};
    BOOST_TEST(other.handle(call, noon).status == 200);
    BOOST_TEST(other.handle(call, noon).status == 0);
    BOOST_TEST(other.counts().accepted_submits == 2U);
    BOOST_TEST(other.faults().left() == 0U);
}

BOOST_AUTO_TEST_CASE(headers_of_a_fault_are_answered)
{
    auto planned = fault(fault_point::before_commit, fault_action::status);
    planned.headers = {{"Retry-After", "5"}, {"content-type", "text/html"}};
    attempt one{{planned}};
    one.run();
    BOOST_TEST(*jimeng::find_header(one.answer.headers, "Retry-After") == "5");
    BOOST_TEST(*jimeng::find_header(one.answer.headers, "Content-Type") == "text/html");
    BOOST_TEST(*jimeng::find_header(one.answer.headers, "Content-Length") == "6");
}

BOOST_AUTO_TEST_CASE(row_13_an_answer_to_a_poll_cut_at_any_byte_is_asked_for_again)
{
    std::uint64_t at = 0;
    for (std::size_t left = 0; left == 0; ++at) {
        auto const action = at % 2 == 0 ? fault_action::close : fault_action::reset;
        generated const one{{fault(fault_call::query, fault_point::reply_byte, action, at)}, {.download = false}};
        left = one.service->faults().left(); // the answer is shorter
        BOOST_TEST(!one.ec, "cut after " << at << ": " << one.ec.message());
        BOOST_TEST(one.made.size() == 1U);
        BOOST_TEST(one.tasks() == 1U);
    }
    BOOST_TEST(at > 200U);
}

BOOST_AUTO_TEST_CASE(row_13_a_download_that_breaks_off_is_made_again)
{
    for (std::uint64_t const at : {0U, 1U, 100U, 4000U}) {
        generated const one{{fault(fault_call::download, fault_point::reply_byte, fault_action::reset, at),
                             fault(fault_call::query, fault_point::before_commit, fault_action::reset)}};
        BOOST_TEST(!one.ec, one.details.client_message);
        BOOST_TEST_REQUIRE(one.made.size() == 1U);
        BOOST_TEST(one.made.at(0).width == 1024U);
        BOOST_TEST(one.service->faults().left() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(row_16_a_page_of_the_gateway_proves_nothing_of_a_submit_and_a_refusal_does)
{
    auto const gateway = [](std::string const& code) {
        return R"({"ResponseMetadata":{"RequestId":"r","Error":{"Code":")" + code + R"(","Message":"no"}}})";
    };
    struct {
        int status;
        std::string body;
        bool refused;
    } const rows[] = {{500, "<html>", false},
                      {502, "<html>", false},
                      {503, "", false},
                      {504, "<html>", false},
                      {500, gateway("InternalError"), false},
                      {502, gateway("FailToConnect"), false},
                      {503, gateway("ServiceUnavailableTemp"), false},
                      {504, gateway("InternalServiceTimeout"), false},
                      {429, gateway("FlowLimitExceeded"), true}};
    for (auto const& [status, body, refused] : rows)
        for (auto const point : {fault_point::before_commit, fault_point::after_commit}) {
            if (refused && point == fault_point::after_commit) continue; // which the service says is not so
            auto planned = fault(point, fault_action::status);
            planned.status = status;
            planned.body = body;
            generated const one{{planned}};
            BOOST_TEST((one.details.submitted == (refused ? jimeng::verdict::rejected : jimeng::verdict::unknown)),
                       status << ' ' << body);
            BOOST_TEST(one.tasks() == (point == fault_point::after_commit ? 1U : 0U));
            BOOST_TEST(one.made.empty());
        }
}

BOOST_AUTO_TEST_CASE(row_42_a_submit_cut_at_any_byte_is_not_sent_or_unknown_and_never_in_the_ledger)
{
    std::uint64_t at = 0, unknown = 0;
    for (std::size_t left = 0; left == 0; ++at) {
        generated const one{{fault(fault_point::body, fault_action::reset, at)}, {.download = false}};
        left = one.service->faults().left(); // the request is shorter
        if (left != 0) break;
        BOOST_TEST(one.tasks() == 0U);
        unknown += one.details.submitted == jimeng::verdict::unknown ? 1U : 0U;
        BOOST_TEST((unknown != 0 || one.details.submitted == jimeng::verdict::not_sent), "cut after " << at);
    }
    BOOST_TEST(unknown == 1U); // its last byte only
    BOOST_TEST(at > 50U);
}

/// The promise about money: "not sent" never with a task, and one task for each answer that was lost.
BOOST_AUTO_TEST_CASE(row_41_and_42_a_client_never_says_not_sent_of_a_task)
{
    std::uint64_t unknown = 0, not_sent = 0;
    for (auto const& [scheme, planned, error, status, took, tasks] : every_point) {
        auto const service = std::make_shared<emulator::service>(attempt::with({planned}));
        jimeng::basic_client client{jimeng::hmac_sha256_signer{keys()}, emulator::loopback_transport{service, noon},
                                    jimeng::client_options{}};
        jimeng::error_code ec;
        jimeng::diagnostics details;
        static_cast<void>(client.submit(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details));
        auto const accepted = service->counts().accepted_submits;
        BOOST_TEST(accepted <= 1U);
        if (details.submitted == jimeng::verdict::not_sent || details.submitted == jimeng::verdict::rejected)
            BOOST_TEST(accepted == 0U);
        if (details.submitted == jimeng::verdict::accepted) BOOST_TEST(accepted == 1U);
        unknown += details.submitted == jimeng::verdict::unknown ? 1U : 0U;
        not_sent += details.submitted == jimeng::verdict::not_sent ? 1U : 0U;
    }
    BOOST_TEST(unknown > 10U);
    BOOST_TEST(not_sent > 5U);
}

BOOST_AUTO_TEST_SUITE_END()
