#ifndef JIMENG_WIRE_DETAIL_READ_ANSWER_HPP
#define JIMENG_WIRE_DETAIL_READ_ANSWER_HPP

#include <jimeng/core/task.hpp>
#include <jimeng/wire/detail/kept_answer.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace jimeng::detail {

/// At most `limit` bytes, cut between two code points. The parser let only UTF-8 through.
inline std::string_view shortened(std::string_view text, std::size_t limit) noexcept
{
    if (text.size() <= limit) return text;
    while (limit != 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
        --limit;
    return text.substr(0, limit);
}

/// Server text is kept short: it is shown to people, never parsed again.
inline void copy_text(kept_value const& value, std::string& to)
{
    if (value.kind == json_kind::text) to = shortened(value.text, 2000);
}

inline error_code read_gateway_error(kept_answer::metadata_members const& metadata, diagnostics& details)
{
    copy_text(metadata.request_id, details.request_id);
    if (metadata.error_kind != json_kind::object) return client_errc::missing_field;
    auto const& error = metadata.error;
    copy_text(error.code, details.gateway_code);
    copy_text(error.message, details.server_message);
    bool const number = error.number.kind == json_kind::integer;
    details.service_code = number ? static_cast<std::int64_t>(error.number.digits) : 0;
    auto const* const facts = find_gateway_code(details.gateway_code, details.service_code);
    return facts != nullptr ? facts->code : gateway_errc::unknown;
}

inline error_code read_business_code(kept_answer const& answer, diagnostics& details)
{
    copy_text(answer.message, details.server_message);
    copy_text(answer.request_id, details.request_id);
    if (answer.code.kind == json_kind::absent) return client_errc::missing_field;
    auto const code = static_cast<std::int64_t>(answer.code.digits);
    if (answer.code.kind != json_kind::integer || code <= 0 || code > std::numeric_limits<int>::max())
        return client_errc::wrong_type;
    details.service_code = code;
    if (code == service_success) return {};
    return {static_cast<int>(code), service_category()};
}

/// Text, or an integer with its exact digits. A number that became a double has lost digits and is refused.
inline task_id read_task_id(kept_value const& value, error_code& ec)
{
    if (value.kind == json_kind::absent || value.kind == json_kind::null)
        return ec = client_errc::missing_field, task_id{};
    bool const positive = value.kind == json_kind::integer && static_cast<std::int64_t>(value.digits) > 0;
    std::string number;
    if (positive || value.kind == json_kind::large_integer) number = std::to_string(value.digits);
    auto const id = task_id::parse(value.kind == json_kind::text ? value.text : number);
    if (!id) return ec = client_errc::wrong_type, task_id{};
    return *id;
}

/// A refusal is not documented to carry a task id; if one does, the id may be paid and is not dropped.
inline void keep_id_of_refusal(kept_value const& value, diagnostics& details)
{
    error_code ignored;
    auto const id = read_task_id(value, ignored);
    if (!id.empty()) details.task_id = id.text();
}

/// What there is to know before `data` is looked at; anything but a successful answer is an error.
inline error_code read_envelope(kept_answer const& answer, diagnostics& details)
{
    if (answer.kind != json_kind::object) return client_errc::wrong_type;
    if (answer.metadata_kind == json_kind::object && answer.code.kind == json_kind::absent)
        return read_gateway_error(answer.metadata, details);
    if (auto const refused = read_business_code(answer, details); refused.failed()) {
        keep_id_of_refusal(answer.data.task_id, details);
        return refused;
    }
    if (answer.data_kind == json_kind::absent || answer.data_kind == json_kind::null) return client_errc::missing_field;
    return answer.data_kind == json_kind::object ? error_code{} : client_errc::wrong_type;
}

inline bool is_redirection(int status) noexcept
{
    return status >= 300 && status < 400;
}

/// A list of texts; null and a missing key are an empty list.
inline bool is_list_of_texts(kept_list const& list) noexcept
{
    return list.kind == json_kind::absent || list.kind == json_kind::null ||
           (list.kind == json_kind::array && list.only_texts);
}

} // namespace jimeng::detail

#endif
