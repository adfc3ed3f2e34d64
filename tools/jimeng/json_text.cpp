#include "json_text.hpp"

#include <jimeng/core/escape.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <cstdint>

namespace command {

namespace {

namespace json_library = boost::json;

/// Takes what a parser finds and keeps nothing.
struct no_tree {
    using text = json_library::string_view;
    using error = json_library::error_code;

    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&) { return true; }
    bool on_object_end(std::size_t, error&) { return true; }
    bool on_array_begin(error&) { return true; }
    bool on_array_end(std::size_t, error&) { return true; }
    bool on_key_part(text, std::size_t, error&) { return true; }
    bool on_key(text, std::size_t, error&) { return true; }
    bool on_string_part(text, std::size_t, error&) { return true; }
    bool on_string(text, std::size_t, error&) { return true; }
    bool on_number_part(text, error&) { return true; }
    bool on_int64(std::int64_t, text, error&) { return true; }
    bool on_uint64(std::uint64_t, text, error&) { return true; }
    bool on_double(double, text, error&) { return true; }
    bool on_bool(bool, error&) { return true; }
    bool on_null(error&) { return true; }
    bool on_comment_part(text, error&) { return true; }
    bool on_comment(text, error&) { return true; }
};

bool is_json(std::string_view text)
{
    json_library::basic_parser<no_tree> parser{json_library::parse_options{}};
    json_library::error_code ec;
    return parser.write_some(false, text.data(), text.size(), ec) == text.size() && !ec.failed();
}

void append_unit(std::string& to, std::uint32_t unit)
{
    to += "\\u";
    jimeng::detail::append_hexadecimal(to, unit, 4);
}

void append_escaped(std::string& to, char32_t c)
{
    if (c <= 0xFFFF) return append_unit(to, c);
    append_unit(to, 0xD800 + ((c - 0x10000) >> 10));
    append_unit(to, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

/// One character inside a JSON string, or in an answer that is JSON already.
void append_character(std::string& to, std::string_view text, jimeng::detail::decoded_code_point const& c)
{
    if (!c.valid) {
        to += "\\\\x";
        jimeng::detail::append_hexadecimal(to, static_cast<unsigned char>(text.front()), 2);
    } else if (jimeng::detail::deceives_a_terminal(c.value)) {
        append_escaped(to, c.value);
    } else {
        to += text.substr(0, c.size);
    }
}

/// Outside its strings JSON has line ends and tabs only where it may have blanks.
void append_json(std::string& to, std::string_view json)
{
    while (!json.empty()) {
        auto const c = jimeng::detail::decode_code_point(json);
        if (c.value == '\n' || c.value == '\r' || c.value == '\t')
            to += ' ';
        else
            append_character(to, json, c);
        json.remove_prefix(c.size);
    }
}

} // namespace

void append_json_string(std::string& to, std::string_view text)
{
    to += '"';
    while (!text.empty()) {
        auto const c = jimeng::detail::decode_code_point(text);
        if (c.value == '"' || c.value == '\\') to += '\\';
        append_character(to, text, c);
        text.remove_prefix(c.size);
    }
    to += '"';
}

void append_json_answer(std::string& to, std::string_view answer)
{
    if (answer.empty())
        to += "null";
    else if (is_json(answer))
        append_json(to, answer);
    else
        append_json_string(to, answer);
}

} // namespace command
