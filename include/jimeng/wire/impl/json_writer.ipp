#ifndef JIMENG_WIRE_IMPL_JSON_WRITER_IPP
#define JIMENG_WIRE_IMPL_JSON_WRITER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <algorithm>
#include <array>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Whether a character cannot stand in a JSON string as it is.
/// @par Source RFC 8259, 7.
constexpr bool json_escapes(char c) noexcept
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

inline void append_json_escape(std::string& text, char c)
{
    constexpr std::string_view controls = "\b\t\n\f\r", letters = "btnfr", digits = "0123456789abcdef";
    text += '\\';
    if (c == '"' || c == '\\') return void(text += c);
    if (auto const at = controls.find(c); at != std::string_view::npos) return void(text += letters[at]);
    text += "u00";
    text += digits[static_cast<std::size_t>(c >> 4)];
    text += digits[static_cast<std::size_t>(c & 15)];
}

} // namespace detail

JIMENG_DECL void json_writer::begin_object()
{
    separate();
    text_ += '{';
    comma_ = false;
}

JIMENG_DECL void json_writer::end_object()
{
    text_ += '}';
    comma_ = true;
}

JIMENG_DECL void json_writer::begin_array()
{
    separate();
    text_ += '[';
    comma_ = false;
}

JIMENG_DECL void json_writer::end_array()
{
    text_ += ']';
    comma_ = true;
}

JIMENG_DECL void json_writer::key(std::string_view name)
{
    value(name);
    text_ += ':';
    comma_ = false;
}

JIMENG_DECL void json_writer::value(std::string_view text)
{
    separate();
    text_ += '"';
    while (!text.empty()) {
        auto const plain = std::find_if(text.begin(), text.end(), detail::json_escapes) - text.begin();
        text_ += text.substr(0, static_cast<std::size_t>(plain));
        text.remove_prefix(static_cast<std::size_t>(plain));
        if (text.empty()) break;
        detail::append_json_escape(text_, text.front());
        text.remove_prefix(1);
    }
    text_ += '"';
}

JIMENG_DECL std::string json_writer::take_up_to_value()
{
    separate();
    text_ += '"';
    return std::exchange(text_, "\"");
}

JIMENG_DECL void json_writer::value(std::int64_t number)
{
    separate();
    text_ += std::to_string(number);
}

JIMENG_DECL void json_writer::value(double number)
{
    separate();
    text_ += detail::number_text(number);
}

JIMENG_DECL void json_writer::value(bool flag)
{
    separate();
    text_ += flag ? "true" : "false";
}

} // namespace jimeng::inline JIMENG_ABI

#endif
