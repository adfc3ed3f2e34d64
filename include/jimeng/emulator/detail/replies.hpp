#ifndef JIMENG_EMULATOR_DETAIL_REPLIES_HPP
#define JIMENG_EMULATOR_DETAIL_REPLIES_HPP

#include <jimeng/core/actions.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/emulator/detail/refusal.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/wire/gateway_codes.hpp>
#include <jimeng/wire/http_message.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

[[nodiscard]] inline http_response answer(int status, std::string_view type, std::string body, time_point now)
{
    http_response response;
    response.status = status;
    response.headers = {{"Content-Type", std::string{type}},
                        {"Content-Length", std::to_string(body.size())},
                        {"Date", http_date(now)},
                        {"Server", "jimeng-emulator"}};
    response.body = std::move(body);
    return response;
}

/// As Go's encoder writes it, with three characters escaped; they occur in strings only.
[[nodiscard]] inline std::string go_json(boost::json::value const& value)
{
    auto const text = boost::json::serialize(value);
    std::string escaped;
    escaped.reserve(text.size());
    for (char const c : text) {
        if (c == '&')
            escaped += "\\u0026";
        else if (c == '<')
            escaped += "\\u003c";
        else if (c == '>')
            escaped += "\\u003e";
        else
            escaped += c;
    }
    return escaped;
}

/// 14 digits of local time and 20 of hexadecimal.
[[nodiscard]] inline std::string request_id(state const& s, time_point now)
{
    auto id =
        hex_of(sha256_of("request " + std::to_string(s.options.seed) + ' ' + std::to_string(s.requests))).substr(0, 20);
    for (char& c : id)
        c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    return local_digits(now) + id;
}

/// A duration as Go prints it. The service has no clock of its own, so it is made up: microseconds for a refusal.
[[nodiscard]] inline std::string time_elapsed(state const& s, bool refused)
{
    auto const made_up = number_of(sha256_of("elapsed " + std::to_string(s.requests)));
    auto const whole = std::to_string(20 + made_up % 800);
    auto const rest = std::to_string(100 + made_up / 800 % 900);
    return whole + '.' + rest + (refused ? "µs" : std::to_string(100 + made_up / 720000 % 900) + "ms");
}

/// The business envelope. `show_status`: the newer pages leave the outer status out of a submit's answer.
[[nodiscard]] inline boost::json::object business_body(state const& s, time_point now, refusal const& result,
                                                       boost::json::value data, bool show_status)
{
    boost::json::object body;
    body["code"] = result.code;
    body["data"] = std::move(data);
    body["message"] = result.message;
    body["request_id"] = request_id(s, now);
    if (show_status) body["status"] = result.code;
    body["time_elapsed"] = time_elapsed(s, result.code != service_success);
    return body;
}

[[nodiscard]] inline http_response json_answer(int status, boost::json::object const& body, time_point now)
{
    return answer(status, "application/json; charset=utf-8", go_json(body), now);
}

/// `ResponseMetadata` of an action that bears a model's name.
/// @par Source A recorded answer of a neighbouring action: keys and their order.
[[nodiscard]] inline boost::json::object metadata_of(envelope const& wrapping, boost::json::value const& request_id)
{
    auto const text = [](std::string_view v) { return boost::json::string_view{v.data(), v.size()}; };
    return {{"Action", text(wrapping.action)},
            {"Region", text(model_route.region)},
            {"RequestId", request_id},
            {"Service", text(default_service)},
            {"Version", text(model_action_version)}};
}

/// A business answer as the route of its request shows it: a success inside `Result`, a refusal as
/// `ResponseMetadata.Error` with the number as text. That `CodeN` has it as a number is assumed.
[[nodiscard]] inline http_response wrapped_answer(envelope const& wrapping, int code, boost::json::object body,
                                                  time_point now)
{
    auto const status = http_status_of(code);
    if (wrapping.action.empty()) return json_answer(status, body, now);
    auto metadata = metadata_of(wrapping, body["request_id"]);
    boost::json::object whole;
    if (code != service_success)
        metadata["Error"] =
            boost::json::object{{"CodeN", code}, {"Code", std::to_string(code)}, {"Message", body["message"]}};
    whole["ResponseMetadata"] = std::move(metadata);
    if (code == service_success) whole["Result"] = std::move(body);
    return json_answer(status, whole, now);
}

[[nodiscard]] inline http_response business_answer(state const& s, time_point now, refusal const& result,
                                                   boost::json::value data, bool show_status)
{
    return wrapped_answer(s.wrapping, result.code, business_body(s, now, result, std::move(data), show_status), now);
}

[[nodiscard]] inline http_response refused_answer(state const& s, time_point now, refusal const& why)
{
    return business_answer(s, now, why, nullptr, true);
}

[[nodiscard]] inline http_response success_answer(state const& s, time_point now, boost::json::value data,
                                                  bool show_status)
{
    return business_answer(s, now, {static_cast<int>(service_success), "Success"}, std::move(data), show_status);
}

/// `CodeN` is 0 for the codes that no table numbers.
[[nodiscard]] inline http_response gateway_answer(state const& s, time_point now, std::string_view code,
                                                  std::string_view message, std::string_view action,
                                                  std::string_view version)
{
    auto const* const facts = find_gateway_code(code, 0);
    auto const number = facts == nullptr ? 0 : static_cast<int>(facts->code);
    auto const text = [](std::string_view v) { return boost::json::string_view{v.data(), v.size()}; };
    boost::json::object error{
        {"CodeN", number >= 100000 ? number : 0}, {"Code", text(code)}, {"Message", text(message)}};
    boost::json::object metadata{{"RequestId", request_id(s, now)}, {"Action", text(action)},
                                 {"Version", text(version)},        {"Service", text(default_service)},
                                 {"Region", text(default_region)},  {"Error", std::move(error)}};
    boost::json::object body{{"ResponseMetadata", std::move(metadata)}};
    return json_answer(facts == nullptr ? 400 : facts->http_status, body, now);
}

/// What a load balancer in front of the gateway says.
[[nodiscard]] inline http_response html_answer(time_point now)
{
    return answer(
        504, "text/html",
        "<html><head><title>504 Gateway Time-out</title></head><body><h1>504 Gateway Time-out</h1></body></html>", now);
}

/// What cannot be written down is not done.
[[nodiscard]] inline http_response unwritten(time_point now)
{
    return answer(500, "text/plain; charset=utf-8", "the emulator's ledger cannot be written: free space\n", now);
}

/// A faulty answer in place of the right one; status 0: none at all.
[[nodiscard]] inline http_response faulty_answer(state const& s, time_point now, fault const& f,
                                                 std::string_view action)
{
    switch (f.what) {
    case fault::kind::business: return refused_answer(s, now, {f.code, message_of(f.code)});
    case fault::kind::gateway: {
        auto const* const facts = find_gateway_code(f.gateway_code, 0);
        auto const message =
            facts == nullptr ? std::string_view{"emulated code without documentation"} : facts->meaning;
        return gateway_answer(s, now, f.gateway_code, message, action, submit_task::version);
    }
    case fault::kind::html: return html_answer(now);
    case fault::kind::drop_reply: break;
    }
    return {};
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
