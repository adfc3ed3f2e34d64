#ifndef JIMENG_WIRE_IMPL_DECODE_IPP
#define JIMENG_WIRE_IMPL_DECODE_IPP

#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/detail/bounded_json.hpp>

#include <limits>
#include <string_view>

namespace jimeng {

namespace detail {

inline std::string_view view_of(boost::json::string const& text) noexcept
{
    return {text.data(), text.size()};
}

/// At most `limit` bytes, cut between two code points. The parser let only UTF-8 through.
inline std::string_view shortened(std::string_view text, std::size_t limit) noexcept
{
    if (text.size() <= limit) return text;
    while (limit != 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
        --limit;
    return text.substr(0, limit);
}

/// Server text is kept short: it is shown to people, never parsed again.
inline void copy_text(boost::json::object const& object, std::string_view key, std::string& to)
{
    auto const* const value = object.if_contains({key.data(), key.size()});
    if (value != nullptr && value->is_string()) to = shortened(view_of(value->get_string()), 2000);
}

inline std::optional<std::int64_t> integer_of(boost::json::value const* value) noexcept
{
    if (value == nullptr) return std::nullopt;
    if (value->is_int64()) return value->get_int64();
    return std::nullopt;
}

inline error_code read_gateway_error(boost::json::object const& metadata, diagnostics& details)
{
    copy_text(metadata, "RequestId", details.request_id);
    auto const* const error = metadata.if_contains("Error");
    if (error == nullptr || !error->is_object()) return client_errc::missing_field;
    auto const& object = error->get_object();
    copy_text(object, "Code", details.gateway_code);
    copy_text(object, "Message", details.server_message);
    details.service_code = integer_of(object.if_contains("CodeN")).value_or(0);
    auto const* const facts = find_gateway_code(details.gateway_code, details.service_code);
    return facts != nullptr ? facts->code : gateway_errc::unknown;
}

inline error_code read_business_code(boost::json::object const& envelope, diagnostics& details)
{
    copy_text(envelope, "message", details.server_message);
    copy_text(envelope, "request_id", details.request_id);
    auto const* const value = envelope.if_contains("code");
    if (value == nullptr) return client_errc::missing_field;
    auto const code = integer_of(value);
    if (!code || *code <= 0 || *code > std::numeric_limits<int>::max()) return client_errc::wrong_type;
    details.service_code = *code;
    if (*code == service_success) return {};
    return {static_cast<int>(*code), service_category()};
}

/// Text, or an integer with its exact digits. A number that became a double has lost digits and is refused.
inline task_id read_task_id(boost::json::value const* value, error_code& ec)
{
    if (value == nullptr || value->is_null()) return ec = client_errc::missing_field, task_id{};
    std::string digits;
    if (value->is_string())
        digits = view_of(value->get_string());
    else if (value->is_int64() && value->get_int64() > 0)
        digits = std::to_string(value->get_int64());
    else if (value->is_uint64())
        digits = std::to_string(value->get_uint64());
    auto const id = task_id::parse(digits);
    if (!id) return ec = client_errc::wrong_type, task_id{};
    return *id;
}

/// A refusal is not documented to carry a task id; if one does, the id may be paid and is not dropped.
inline void keep_id_of_refusal(boost::json::value const* data, diagnostics& details)
{
    if (data == nullptr || !data->is_object()) return;
    error_code ignored;
    auto const id = read_task_id(data->get_object().if_contains("task_id"), ignored);
    if (!id.empty()) details.task_id = id.text();
}

/// Finds `data` of a successful answer; everything else becomes an error.
inline boost::json::object const* read_envelope(http_response const& response, bounded_json& json, error_code& ec,
                                                diagnostics& details)
{
    details.http_status = response.status;
    if (response.status >= 300 && response.status < 400) return ec = client_errc::unexpected_redirect, nullptr;
    auto const* const root = json.parse(response.body, ec);
    if (ec.failed()) return nullptr;
    if (!root->is_object()) return ec = client_errc::wrong_type, nullptr;
    auto const& envelope = root->get_object();
    auto const* const metadata = envelope.if_contains("ResponseMetadata");
    if (metadata != nullptr && metadata->is_object() && !envelope.contains("code"))
        return ec = read_gateway_error(metadata->get_object(), details), nullptr;
    ec = read_business_code(envelope, details);
    auto const* const data = envelope.if_contains("data");
    if (ec.failed()) return keep_id_of_refusal(data, details), nullptr;
    if (data == nullptr || data->is_null()) return ec = client_errc::missing_field, nullptr;
    if (!data->is_object()) return ec = client_errc::wrong_type, nullptr;
    return &data->get_object();
}

/// A list of texts; null and a missing key are an empty list.
inline std::vector<std::string> read_texts(boost::json::object const& data, std::string_view key, error_code& ec)
{
    std::vector<std::string> texts;
    auto const* const value = data.if_contains({key.data(), key.size()});
    if (value == nullptr || value->is_null()) return texts;
    if (!value->is_array()) return ec = client_errc::wrong_type, texts;
    for (auto const& item : value->get_array()) {
        if (!item.is_string()) return ec = client_errc::wrong_type, texts;
        texts.emplace_back(view_of(item.get_string()));
    }
    return texts;
}

} // namespace detail

JIMENG_DECL task_id decode_submit(http_response const& response, error_code& ec, diagnostics& details)
{
    ec.clear();
    detail::bounded_json json;
    auto const* const data = detail::read_envelope(response, json, ec, details);
    if (data == nullptr) return {};
    auto id = detail::read_task_id(data->if_contains("task_id"), ec);
    if (!ec.failed()) details.task_id = id.text();
    return id;
}

JIMENG_DECL task_state decode_result(http_response const& response, error_code& ec, diagnostics& details)
{
    ec.clear();
    task_state state;
    detail::bounded_json json;
    auto const* const data = detail::read_envelope(response, json, ec, details);
    if (data == nullptr) return state;
    auto const* const status = data->if_contains("status");
    if (status == nullptr || status->is_null()) return ec = client_errc::missing_field, state;
    if (!status->is_string()) return ec = client_errc::wrong_type, state;
    state.status_word = detail::shortened(detail::view_of(status->get_string()), 64);
    state.status = read_task_status(state.status_word);
    state.image_urls = detail::read_texts(*data, "image_urls", ec);
    if (!ec.failed()) state.binary_data_base64 = detail::read_texts(*data, "binary_data_base64", ec);
    return state;
}

} // namespace jimeng

#endif
