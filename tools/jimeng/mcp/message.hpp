#ifndef JIMENG_COMMAND_MCP_MESSAGE_HPP
#define JIMENG_COMMAND_MCP_MESSAGE_HPP

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace command::mcp {

namespace json = boost::json;

/// Codes of JSON-RPC 2.0, and of the protocol.
enum class rpc_error : int {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
    internal_error = -32603,
    resource_not_found = -32002
};

/// A request, a notification, or an answer to a request that nobody made here.
struct message {
    enum class kind { request, notification, response, invalid };

    kind what = kind::invalid;
    json::value id{}; ///< Of a request: a text or a whole number.
    std::string method{};
    json::object params{};
    std::string trouble{};                      ///< Why it is invalid.
    rpc_error why = rpc_error::invalid_request; ///< Likewise.
};

/// Reads one that was parsed.
[[nodiscard]] message read_message(json::value const& text);

[[nodiscard]] json::object result_of(json::value const& id, json::object result);
[[nodiscard]] json::object error_of(json::value const& id, rpc_error code, std::string_view words);
[[nodiscard]] json::object notification_of(std::string_view method, json::object params);

/// The text of a member; empty where there is none.
[[nodiscard]] std::string text_of(json::object const& of, std::string_view name);

/// A member that is an object; null where there is none.
[[nodiscard]] json::object const* object_of(json::object const& of, std::string_view name);

} // namespace command::mcp

#endif
