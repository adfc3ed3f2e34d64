#include "message.hpp"

#include <utility>

namespace command::mcp {

namespace {

constexpr char version[] = "2.0";

message invalid(json::value id, std::string words, rpc_error why = rpc_error::invalid_request)
{
    message one;
    one.id = std::move(id);
    one.trouble = std::move(words);
    one.why = why;
    return one;
}

bool is_id(json::value const& value)
{
    return value.is_string() || value.is_int64() || value.is_uint64();
}

json::object headed(json::value const& id)
{
    return {{"jsonrpc", version}, {"id", id}};
}

} // namespace

message read_message(json::value const& text)
{
    if (!text.is_object()) return invalid({}, "a message is a JSON object");
    auto const& all = text.get_object();
    auto const* const id = all.if_contains("id");
    auto const known_id = id != nullptr && is_id(*id) ? *id : json::value{};
    if (text_of(all, "jsonrpc") != version) return invalid(known_id, "jsonrpc must be \"2.0\"");
    auto const* const method = all.if_contains("method");
    message one;
    if (method == nullptr) {
        bool const answers = id != nullptr && (all.contains("result") || all.contains("error"));
        if (!answers) return invalid(known_id, "method is missing");
        one.what = message::kind::response;
        return one;
    }
    if (!method->is_string()) return invalid(known_id, "method is no text");
    if (id != nullptr && !is_id(*id)) return invalid({}, "id is neither a text nor a whole number");
    one.method = std::string{method->get_string()};
    one.id = known_id;
    one.what = id == nullptr ? message::kind::notification : message::kind::request;
    auto const* const params = all.if_contains("params");
    if (params != nullptr && !params->is_object())
        return invalid(known_id, "params is no JSON object", rpc_error::invalid_params);
    if (params != nullptr) one.params = params->get_object();
    return one;
}

json::object result_of(json::value const& id, json::object result)
{
    auto answer = headed(id);
    answer["result"] = std::move(result);
    return answer;
}

json::object error_of(json::value const& id, rpc_error code, std::string_view words)
{
    auto answer = headed(id);
    answer["error"] = json::object{{"code", static_cast<int>(code)}, {"message", words}};
    return answer;
}

json::object notification_of(std::string_view method, json::object params)
{
    return {{"jsonrpc", version}, {"method", method}, {"params", std::move(params)}};
}

std::string text_of(json::object const& of, std::string_view name)
{
    auto const* const member = of.if_contains(name);
    return member != nullptr && member->is_string() ? std::string{member->get_string()} : std::string{};
}

json::object const* object_of(json::object const& of, std::string_view name)
{
    auto const* const member = of.if_contains(name);
    return member == nullptr ? nullptr : member->if_object();
}

} // namespace command::mcp
