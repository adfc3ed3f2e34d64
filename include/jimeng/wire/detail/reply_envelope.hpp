#ifndef JIMENG_WIRE_DETAIL_REPLY_ENVELOPE_HPP
#define JIMENG_WIRE_DETAIL_REPLY_ENVELOPE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/detail/reply.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// At most `limit` bytes, cut between two code points where it is UTF-8.
inline std::string_view shortened(std::string_view text, std::size_t limit) noexcept
{
    if (text.size() <= limit) return text;
    auto const is_tail = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
    for (int step = 0; step != 3 && limit != 0 && is_tail(limit); ++step)
        --limit;
    return text.substr(0, limit);
}

/// Server text is kept short: it is shown to people, never parsed again.
inline void copy_text(kept_value const& value, std::string& to)
{
    if (value.kind == json_kind::text) to = shortened(value.text, 2000);
}

inline bool is_business_code(std::int64_t number) noexcept
{
    return number >= 50'000 && number < 100'000;
}

/// The business code that the gateway wraps: a number in `Code`, as text or not, or in `CodeN` beside a word. 0: none.
inline std::int64_t wrapped_business_code(reply::error_members const& error) noexcept
{
    std::int64_t number = 0;
    for (auto const* const value : {&error.number, &error.code}) {
        auto const& text = value->text;
        std::int64_t found = value->kind == json_kind::integer ? static_cast<std::int64_t>(value->digits) : 0;
        if (value->kind == json_kind::text) std::from_chars(text.data(), text.data() + text.size(), found);
        if (is_business_code(found)) number = found;
    }
    return number;
}

JIMENG_SELDOM inline error_code read_gateway_error(reply::metadata_members const& metadata, diagnostics& details)
{
    if (metadata.error_kind != json_kind::object) return client_errc::missing_field;
    auto const& error = metadata.error;
    copy_text(error.message, details.server_message);
    details.service_code = wrapped_business_code(error);
    if (details.service_code != 0) return {static_cast<int>(details.service_code), service_category()};
    copy_text(error.code, details.gateway_code);
    bool const number = error.number.kind == json_kind::integer;
    details.service_code = number ? static_cast<std::int64_t>(error.number.digits) : 0;
    auto const* const facts = find_gateway_code(details.gateway_code, details.service_code);
    return facts != nullptr ? facts->code : gateway_errc::unknown;
}

JIMENG_SELDOM inline error_code read_business_code(reply::body_members const& body, diagnostics& details)
{
    copy_text(body.message, details.server_message);
    copy_text(body.request_id, details.request_id);
    if (body.code.kind == json_kind::absent) return client_errc::missing_field;
    auto const code = static_cast<std::int64_t>(body.code.digits);
    if (body.code.kind != json_kind::integer || code <= 0 || code > std::numeric_limits<int>::max())
        return client_errc::wrong_type;
    details.service_code = code;
    if (code == service_success) return {};
    return {static_cast<int>(code), service_category()};
}

/// Text, or an integer with its exact digits. A number that became a double has lost digits and is refused.
JIMENG_SELDOM inline task_id read_task_id(kept_value const& value, error_code& ec)
{
    if (value.kind == json_kind::absent || value.kind == json_kind::null)
        return ec = client_errc::missing_field, task_id{};
    if (!value.ended) return ec = client_errc::wrong_type, task_id{};
    bool const positive = value.kind == json_kind::integer && static_cast<std::int64_t>(value.digits) > 0;
    std::string number;
    if (positive || value.kind == json_kind::large_integer) number = std::to_string(value.digits);
    auto const id = task_id::parse(value.kind == json_kind::text ? value.text : number);
    if (!id) return ec = client_errc::wrong_type, task_id{};
    return *id;
}

/// An id that came may be paid, whatever stands around it.
JIMENG_SELDOM inline void keep_any_task_id(reply const& answer, diagnostics& details)
{
    error_code ignored;
    auto const id = read_task_id(answer.any_task_id, ignored);
    if (!id.empty() && details.task_id.empty()) details.task_id = id.text();
}

/// Whether the gateway says that something went wrong.
inline bool is_gateway_error(reply const& answer) noexcept
{
    auto const& error = answer.metadata.error;
    bool const says_something = error.code.kind != json_kind::absent || error.number.kind != json_kind::absent;
    return answer.metadata_kind == json_kind::object && answer.metadata.error_kind == json_kind::object &&
           (says_something || answer.result_kind != json_kind::object);
}

/// The business envelope by its shape alone: what the gateway wraps, or the document itself.
inline reply::body_members& body_of(reply& answer) noexcept
{
    return answer.result_kind == json_kind::object ? answer.result : answer.body;
}

/// What there is to know before `data` is looked at; anything but a successful answer is an error.
JIMENG_SELDOM inline error_code read_envelope(reply& answer, diagnostics& details)
{
    if (answer.kind != json_kind::object) return client_errc::wrong_type;
    auto const& body = body_of(answer);
    copy_text(answer.metadata.request_id, details.request_id);
    copy_text(body.request_id, details.request_id);
    bool const nothing_else = answer.result_kind != json_kind::object && body.code.kind == json_kind::absent;
    if (is_gateway_error(answer) || (answer.metadata_kind == json_kind::object && nothing_else))
        return read_gateway_error(answer.metadata, details);
    return read_business_code(body, details);
}

inline error_code read_data_kind(json_kind kind) noexcept
{
    if (kind == json_kind::absent || kind == json_kind::null) return client_errc::missing_field;
    return kind == json_kind::object ? error_code{} : make_error_code(client_errc::wrong_type);
}

inline bool is_redirection(int status) noexcept
{
    return status >= 300 && status < 400;
}

/// A list of results; null and a missing key are an empty one.
inline bool is_list(json_kind kind) noexcept
{
    return kind == json_kind::absent || kind == json_kind::null || kind == json_kind::array;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
