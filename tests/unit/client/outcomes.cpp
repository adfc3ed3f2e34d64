// What an operation ends with, over all codes, before and after a task was accepted, in every form.
#include <jimeng/client/basic_client.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_outcomes)

using namespace script;
using jimeng::client_errc;
using jimeng::condition;
using jimeng::verdict;

namespace {

constexpr char task_id[] = "7392616336519610409";

std::vector<jimeng::error_code> all_codes()
{
    std::vector<jimeng::error_code> codes;
    for (int value = 100; value != 500; ++value) // whatever has words of its own
        if (jimeng::error_code{value, jimeng::client_category()}.message() != "unknown client error")
            codes.push_back({value, jimeng::client_category()});
    for (auto const& row : jimeng::service_codes)
        codes.push_back(row.code);
    codes.push_back({50999, jimeng::service_category()});
    for (auto const& row : jimeng::gateway_codes)
        codes.push_back(row.code);
    codes.push_back(jimeng::gateway_errc::unknown);
    codes.push_back({5, boost::system::generic_category()});
    codes.push_back({104, boost::system::system_category()});
    return codes;
}

/// What one form of one operation ended with.
struct ending {
    jimeng::error_code ec;
    std::optional<jimeng::diagnostics> details; ///< Where the form gives some.
    std::string id;                             ///< Of the task, as this form tells it.
};

/// Every form of `generate`, each with the same script.
using form = std::function<ending(scripted_client&)>;

jimeng::text_to_image_v40 const a_cat{.prompt = "a cat"};

ending caught(std::function<void()> const& call)
{
    try {
        call();
    } catch (jimeng::error_with_diagnostics const& error) {
        return {error.code(), error.get_diagnostics(), error.get_diagnostics().task_id};
    }
    return {};
}

std::vector<std::pair<char const*, form>> forms_of_generate()
{
    jimeng::generate_options const links_only{.download = false};
    return {
        {"blocking with an error code",
         [=](scripted_client& client) {
             ending end;
             jimeng::diagnostics details;
             auto const made = client.generate(a_cat, links_only, end.ec, details);
             BOOST_TEST(made.task.id.text() == details.task_id);
             return ending{end.ec, details, details.task_id};
         }},
        {"blocking and throwing",
         [=](scripted_client& client) { return caught([&] { client.generate(a_cat, links_only); }); }},
        {"a callback",
         [=](scripted_client& client) {
             ending end;
             client.async_generate(a_cat, links_only, [&](jimeng::error_code ec, jimeng::pictures made) {
                 end = {ec, {}, made.task.id.text()};
             });
             client.transport().run();
             return end;
         }},
        {"a callback with diagnostics",
         [=](scripted_client& client) {
             ending end;
             jimeng::diagnostics details;
             client.async_generate(a_cat, links_only, details,
                                   [&](jimeng::error_code ec, jimeng::pictures) { end.ec = ec; });
             client.transport().run();
             return ending{end.ec, details, details.task_id};
         }},
        {"a future",
         [=](scripted_client& client) {
             auto future = client.async_generate(a_cat, links_only, boost::asio::use_future);
             client.transport().run();
             return caught([&] { future.get(); });
         }},
        {"a future through an adaptor",
         [=](scripted_client& client) {
             auto future = client.async_generate(a_cat, links_only, jimeng::with_diagnostics(boost::asio::use_future));
             client.transport().run();
             return caught([&] { future.get(); });
         }},
    };
}

/// An answer or a failure that means this code.
void fail_with(scripted_client& client, jimeng::error_code const& ec)
{
    if (ec.category() == jimeng::service_category()) {
        client.transport().answer(400, refusal(ec.value()));
    } else if (ec.category() == jimeng::gateway_category()) {
        std::string name = "NobodyKnowsThis";
        for (auto const& row : jimeng::gateway_codes)
            if (jimeng::error_code{row.code} == ec) name = row.name;
        client.transport().answer(400, gateway(name));
    } else {
        client.transport().fail(ec);
    }
}

scripted_client make_client()
{
    return {jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, options()};
}

/// The service's own last word on a task; all else leaves it alive. A right that is missing, and an interface that is not
/// there, say nothing of it.
bool is_final(jimeng::error_code const& ec)
{
    bool const of_the_way = ec == jimeng::service_errc::access_denied || ec == jimeng::service_errc::no_such_interface;
    return !of_the_way && ec.category() == jimeng::service_category() &&
           jimeng::find_service_code(ec.value()) != nullptr && ec != condition::throttled;
}

} // namespace

BOOST_AUTO_TEST_CASE(before_a_task_is_accepted_each_code_is_told_as_itself_or_as_unknown)
{
    for (auto const& code : all_codes())
        for (auto const& [name, form] : forms_of_generate()) {
            auto client = make_client();
            fail_with(client, code);
            auto const end = form(client);
            BOOST_TEST_CONTEXT(name << ", " << code.category().name() << ' ' << code.value())
            {
                BOOST_TEST(end.ec.failed());
                BOOST_TEST((end.ec == code || end.ec == client_errc::submit_unknown));
                BOOST_TEST(end.id == "");
                BOOST_TEST(client.transport().calls().size() == 1U);
                if (end.details) {
                    bool const not_sent = end.details->submitted == verdict::not_sent;
                    BOOST_TEST(not_sent == (code == condition::not_sent));
                    BOOST_TEST((end.details->submitted != verdict::accepted));
                }
            }
        }
}

BOOST_AUTO_TEST_CASE(after_a_task_was_accepted_no_code_of_any_form_is_not_sent_and_all_that_is_not_final_is_resumable)
{
    for (auto const& code : all_codes())
        for (auto const& [name, form] : forms_of_generate()) {
            auto client = make_client();
            client.transport().answer(200, accepted());
            for (int i = 0; i != 100; ++i)
                fail_with(client, code);
            auto const end = form(client);
            BOOST_TEST_CONTEXT(name << ", " << code.category().name() << ' ' << code.value())
            {
                BOOST_TEST(end.ec.failed());
                BOOST_TEST((end.ec != condition::not_sent));
                BOOST_TEST(((end.ec == condition::resumable) != is_final(code)));
                BOOST_TEST(end.id == task_id);
                if (!end.details) continue;
                BOOST_TEST((end.details->submitted == verdict::accepted));
                bool const stopped = end.ec == client_errc::cancelled;
                BOOST_TEST((stopped || is_final(code) || end.details->cause == code));
                BOOST_TEST((!is_final(code) || end.ec == code));
            }
        }
}

BOOST_AUTO_TEST_CASE(the_operations_on_a_known_task_hold_to_the_same)
{
    auto const known = jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse("77"));
    for (auto const& code : all_codes()) {
        std::vector<std::function<void(scripted_client&, jimeng::error_code&, jimeng::diagnostics&)>> const operations{
            [&](auto& client, auto& ec, auto& details) { client.query(known, ec, details); },
            [&](auto& client, auto& ec, auto& details) { client.wait(known, {.download = false}, ec, details); },
            [&](auto& client, auto& ec, auto& details) {
                client.async_query(known, details, [&](jimeng::error_code seen, jimeng::task_state) { ec = seen; });
                client.transport().run();
            },
            [&](auto& client, auto& ec, auto& details) {
                client.async_wait(known, {.download = false}, details,
                                  [&](jimeng::error_code seen, jimeng::pictures) { ec = seen; });
                client.transport().run();
            },
        };
        for (auto const& operation : operations) {
            auto client = make_client();
            for (int i = 0; i != 100; ++i)
                fail_with(client, code);
            jimeng::error_code ec;
            jimeng::diagnostics details;
            operation(client, ec, details);
            BOOST_TEST_CONTEXT("operation " << &operation - operations.data() << ", " << code.category().name() << ' '
                                            << code.value())
            {
                BOOST_TEST(ec.failed());
                BOOST_TEST((ec != condition::not_sent));
                BOOST_TEST(((ec == condition::resumable) != is_final(code)));
                BOOST_TEST(details.task_id == "77");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_link_that_cannot_be_fetched_is_no_request_that_was_not_sent)
{
    auto const target =
        (std::filesystem::temp_directory_path() / ("jimeng-outcomes-" + std::to_string(::getpid()) + ".png")).string();
    for (auto const& code : all_codes()) {
        if (code.category() != jimeng::client_category()) continue;
        auto client = make_client();
        for (int i = 0; i != 20; ++i)
            client.transport().fail(code);
        jimeng::error_code ec, asynchronous;
        jimeng::diagnostics details;
        client.download("https://a.example/1.png", target, ec, details);
        BOOST_TEST(ec.failed());
        BOOST_TEST((ec != condition::not_sent));
        client.async_download("https://a.example/1.png", target,
                              [&](jimeng::error_code seen, jimeng::saved_picture) { asynchronous = seen; });
        client.transport().run();
        BOOST_TEST(asynchronous == ec);
    }
}

BOOST_FIXTURE_TEST_CASE(what_prevents_asking_says_nothing_of_the_task, fixture)
{
    auto const known = jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse("77"));
    client.wait(known, {.output = "/proc/x.png"}, ec, details);
    BOOST_TEST((ec == client_errc::waiting_failed));
    BOOST_TEST((details.cause == client_errc::bad_path));
    BOOST_TEST(details.task_id == "77");
    auto wrong = options();
    wrong.endpoint = "http://a.example";
    scripted_client lost{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, wrong};
    lost.query(known, ec, details);
    BOOST_TEST((ec == client_errc::waiting_failed));
    BOOST_TEST((details.cause == client_errc::insecure_endpoint));
}

namespace {

/// Answers by the time on its own clock: a fault until `over`, then the picture.
struct outage_transport {
    using time_point = std::chrono::system_clock::time_point;

    std::function<jimeng::http_response(jimeng::error_code&)> fault;
    std::chrono::nanoseconds lasts{};
    time_point time{};
    std::optional<time_point> accepted_at{};
    int faults = 0;

    time_point now() const { return time; }
    void wait(std::chrono::nanoseconds duration, std::stop_token const&)
    {
        time += std::chrono::duration_cast<time_point::duration>(duration);
    }
    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const&,
                                   jimeng::error_code& ec, jimeng::diagnostics&)
    {
        ec.clear();
        if (request.target.find("Submit") != std::string::npos) {
            accepted_at = time;
            return {200, {}, accepted()};
        }
        if (time - *accepted_at < lasts) return ++faults, fault(ec);
        return {200, {}, links(R"("https://a.example/1.png")")};
    }
};

auto answering(int status, std::string body)
{
    return [status, body = std::move(body)](jimeng::error_code&) { return jimeng::http_response{status, {}, body}; };
}
auto failing(jimeng::error_code with)
{
    return [with](jimeng::error_code& ec) { return ec = with, jimeng::http_response{}; };
}

std::vector<std::function<jimeng::http_response(jimeng::error_code&)>> outages()
{
    return {
        answering(200, state("not_found")),
        answering(500, refusal(50500)),
        answering(500, refusal(50501)),
        answering(400, refusal(50520)),
        answering(400, refusal(50521)),
        answering(400, refusal(50522)),
        answering(200, "<html>sign in</html>"),
        answering(200, "{}"),
        answering(302, ""),
        answering(503, "<html></html>"),
        answering(401, gateway("InvalidSecretToken")),
        answering(400, gateway("NobodyKnowsThis")),
        answering(400, refusal(50999)),
        failing(client_errc::tls_hostname),
        failing(client_errc::tls_untrusted),
        failing(client_errc::tls_expired),
        failing(client_errc::resolve_failed),
        failing(client_errc::signing_failed),
        failing(client_errc::too_large),
        failing(client_errc::transport_threw),
        failing({5, boost::system::generic_category()}),
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(an_outage_of_two_seconds_or_of_fifty_loses_nothing_under_the_default_policy)
{
    for (auto const lasts : {2s, 50s})
        for (auto const& fault : outages()) {
            jimeng::basic_client<jimeng::hmac_sha256_signer<>, outage_transport> client{
                jimeng::hmac_sha256_signer{keys()}, outage_transport{.fault = fault, .lasts = lasts}};
            jimeng::error_code ec;
            jimeng::diagnostics details;
            auto const made = client.generate(a_cat, {.download = false}, ec, details);
            BOOST_TEST_CONTEXT("outage of " << lasts.count() << " s: " << details.client_message)
            {
                BOOST_TEST(!ec.failed());
                BOOST_TEST(made.size() == 1U);
                BOOST_TEST(client.transport().faults >= 2);
            }
        }
}

BOOST_AUTO_TEST_CASE(a_signer_that_is_out_of_order_for_a_while_is_waited_for)
{
    struct renewing {
        int* calls;
        void sign(jimeng::http_request&, std::chrono::sys_seconds) const
        {
            if (++*calls > 1 && *calls < 6) throw std::runtime_error{"the vault is down"};
            if (*calls == 6) throw 6;
        }
    };
    int calls = 0;
    jimeng::basic_client<renewing, jimeng::testing::scripted_transport> client{{&calls},
                                                                               jimeng::testing::scripted_transport{}};
    client.transport().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    BOOST_TEST(client.generate(a_cat, {.download = false}).size() == 1U);
    BOOST_TEST(calls == 7);
}

namespace {

enum class policy { now, wait, sign, exchange, on_progress };

/// Throws at one call of one policy, a `std::exception` or something else.
struct saboteur {
    policy at;
    int left;
    bool plain;

    void pass(policy what)
    {
        if (what != at || left-- != 0) return;
        if (plain) throw 7;
        throw std::runtime_error{"sabotage"};
    }
};

struct sabotaged_signer {
    saboteur* by;
    void sign(jimeng::http_request&, std::chrono::sys_seconds) const { by->pass(policy::sign); }
};

struct sabotaged_transport : jimeng::testing::scripted_transport {
    sabotaged_transport() : scripted_transport{} {}

    saboteur* by = nullptr;

    auto now() const { return by->pass(policy::now), scripted_transport::now(); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop)
    {
        by->pass(policy::wait);
        scripted_transport::wait(duration, std::move(stop));
    }
    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const& how,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        by->pass(policy::exchange);
        return scripted_transport::exchange(request, how, ec, details);
    }
    void async_exchange(jimeng::http_request request, jimeng::exchange_options how, jimeng::exchange_callback done)
    {
        by->pass(policy::exchange);
        scripted_transport::async_exchange(std::move(request), std::move(how), std::move(done));
    }
    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, jimeng::wait_callback done)
    {
        by->pass(policy::wait);
        scripted_transport::async_wait(duration, std::move(stop), std::move(done));
    }
};

using sabotaged_client = jimeng::basic_client<sabotaged_signer, sabotaged_transport>;

struct sabotage {
    jimeng::error_code ec;
    jimeng::diagnostics details;
    bool accepted;
    bool fired;
    int completions;
};

sabotage run_sabotaged(saboteur by, bool blocking)
{
    sabotaged_client client{{&by}, sabotaged_transport{}, options()};
    client.transport().by = &by;
    client.transport().answer(200, accepted());
    for (int i = 0; i != 3; ++i)
        client.transport().answer(200, state("generating"));
    client.transport().answer(200, links(R"("https://a.example/1.png")"));
    jimeng::generate_options const how{.download = false,
                                       .on_progress = [&](jimeng::progress const&) { by.pass(policy::on_progress); }};
    sabotage result{};
    if (blocking) {
        client.generate(a_cat, how, result.ec, result.details);
        result.completions = 1;
    } else {
        client.async_generate(a_cat, how, result.details, [&](jimeng::error_code ec, jimeng::pictures) {
            result.ec = ec;
            ++result.completions;
        });
        client.transport().run();
    }
    result.accepted = client.transport().steps_left() < 5;
    result.fired = by.left < 0;
    return result;
}

} // namespace

BOOST_AUTO_TEST_CASE(whatever_a_policy_throws_at_whatever_call_ends_as_a_code_with_the_id)
{
    int fired = 0;
    for (bool const blocking : {true, false})
        for (bool const plain : {true, false})
            for (auto const at : {policy::now, policy::wait, policy::sign, policy::exchange, policy::on_progress})
                for (int call = 0; call != 16; ++call) {
                    auto const end = run_sabotaged({at, call, plain}, blocking);
                    fired += end.fired ? 1 : 0;
                    BOOST_TEST_CONTEXT((blocking ? "blocking" : "asynchronous")
                                       << ", policy " << static_cast<int>(at) << ", call " << call << ": "
                                       << end.ec.message() << ": " << end.details.client_message)
                    {
                        BOOST_TEST(end.completions == 1);
                        if (!end.fired) BOOST_TEST(!end.ec.failed());
                        if (!end.accepted) {
                            BOOST_TEST(end.ec.failed());
                            continue;
                        }
                        BOOST_TEST(end.details.task_id == task_id);
                        BOOST_TEST((end.details.submitted == verdict::accepted));
                        BOOST_TEST((end.ec != condition::not_sent));
                        BOOST_TEST((!end.ec.failed() || end.ec == condition::resumable));
                    }
                }
    BOOST_TEST(fired > 80);
}

BOOST_FIXTURE_TEST_CASE(a_throwing_form_hands_on_the_pictures_that_arrived, fixture)
{
    std::string const png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    auto const answers = [&](jimeng::testing::scripted_transport& to) {
        to.answer(200, accepted())
            .answer(200, R"({"code":10000,"data":{"status":"done","binary_data_base64":[")" + png + R"(","%%%"]}})");
    };
    jimeng::generate_options const inside{.results = {.return_url = false}};
    auto const has_one = [](jimeng::error_with_pictures const& error) {
        return error.code() == client_errc::partly_saved && error.get_pictures().size() == 2 &&
               error.get_pictures().at(0).width == 1 && !error.get_pictures().at(0).bytes.empty() &&
               error.get_pictures().task.id.text() == task_id && error.get_diagnostics().task_id == task_id;
    };
    answers(script());
    BOOST_CHECK_EXCEPTION(client.generate(a_cat, inside), jimeng::error_with_pictures, has_one);
    answers(script());
    auto future = client.async_generate(a_cat, inside, boost::asio::use_future);
    script().run();
    BOOST_CHECK_EXCEPTION(future.get(), jimeng::error_with_pictures, has_one);
}

BOOST_AUTO_TEST_SUITE_END()
