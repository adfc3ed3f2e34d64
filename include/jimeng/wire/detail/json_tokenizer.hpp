#ifndef JIMENG_WIRE_DETAIL_JSON_TOKENIZER_HPP
#define JIMENG_WIRE_DETAIL_JSON_TOKENIZER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/detail/json_number.hpp>
#include <jimeng/wire/detail/json_text.hpp>
#include <jimeng/wire/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Reads one JSON document in pieces and tells `Handler` what comes. Keeps nothing of it but one bit for each level.
///
/// Not Boost.JSON's `basic_parser`, which refuses a document with half a surrogate pair, and a paid result with it, and
/// which costs every program that includes this library more to compile than all that is here.
/// @par Handler `on_key_part(text)`, `on_key()`; and with a last `error_code&`, which ends it where they set it:
/// `on_open(is_object)`, `on_close()`, `on_text_part(text)`, `on_text()`, `on_number(json_number)`, `on_null()`, `on_bool()`.
/// @par Source RFC 8259; bytes that are not UTF-8 pass.
template <class Handler>
class json_tokenizer {
public:
    explicit json_tokenizer(Handler& handler) : handler_{handler} {}

    /// @par Errors `bad_json`, `too_deep`, or the handler's. They stay.
    error_code write(std::string_view piece)
    {
        for (std::size_t i = 0; i != piece.size() && !failed_.failed();) {
            if (state_ == state::text || state_ == state::key_text)
                i += read_text(piece.substr(i));
            else if (step(piece[i]))
                ++i;
        }
        return failed_;
    }

    /// No more comes.
    error_code finish()
    {
        if (!failed_.failed() && state_ == state::number) end_number();
        if (!failed_.failed() && (state_ != state::after_value || depth_ != 0)) fail();
        return failed_;
    }

private:
    enum class state : std::uint8_t {
        value,        ///< Where a value must begin.
        first_entry,  ///< The same, or the end of an empty array.
        first_member, ///< A name, or the end of an empty object.
        member,
        colon,
        key_text,
        text,
        number,
        literal,
        after_value,
    };
    static constexpr unsigned most_levels = 64;

    /// @return Whether the character is done with; false where it ended a number and has to be looked at again.
    bool step(char c)
    {
        if (state_ == state::number) {
            if (number_.take(c)) return true;
            end_number();
            return false;
        }
        if (state_ == state::literal) return read_literal(c), true;
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') return true;
        switch (state_) {
        case state::first_entry:
            if (c == ']') return close(), true;
            [[fallthrough]];
        case state::value: begin_value(c); break;
        case state::first_member:
            if (c == '}') return close(), true;
            [[fallthrough]];
        case state::member: c == '"' ? go(state::key_text) : fail(); break;
        case state::colon: c == ':' ? go(state::value) : fail(); break;
        default: go_on(c); break;
        }
        return true;
    }

    void begin_value(char c)
    {
        switch (c) {
        case '"': return go(state::text);
        case '{': return open(true);
        case '[': return open(false);
        case 't': return begin_literal("true");
        case 'f': return begin_literal("false");
        case 'n': return begin_literal("null");
        default: break;
        }
        number_ = {};
        number_.take(c) ? go(state::number) : fail();
    }

    /// After a value.
    void go_on(char c)
    {
        bool const in_object = depth_ != 0 && (objects_ & 1) != 0;
        if (depth_ == 0)
            fail();
        else if (c == ',')
            go(in_object ? state::member : state::value);
        else
            c == (in_object ? '}' : ']') ? close() : fail();
    }

    void open(bool object)
    {
        if (depth_ == most_levels) return fail(client_errc::too_deep);
        ++depth_;
        objects_ = objects_ << 1 | (object ? 1U : 0U);
        go(object ? state::first_member : state::first_entry);
        handler_.on_open(object, failed_);
    }
    void close()
    {
        --depth_;
        objects_ >>= 1;
        go(state::after_value);
        handler_.on_close(failed_);
    }

    std::size_t read_text(std::string_view piece)
    {
        bool const key = state_ == state::key_text;
        auto const found = text_.read(piece);
        if (found.what == json_text::kind::bad) return fail(), found.used;
        if (!found.part.empty()) key ? handler_.on_key_part(found.part) : handler_.on_text_part(found.part, failed_);
        if (found.what != json_text::kind::end || failed_.failed()) return found.used;
        go(key ? state::colon : state::after_value);
        key ? handler_.on_key() : handler_.on_text(failed_);
        return found.used;
    }

    void end_number()
    {
        go(state::after_value);
        number_.whole() ? handler_.on_number(number_, failed_) : fail();
    }

    void begin_literal(std::string_view word)
    {
        literal_ = word;
        literal_read_ = 1;
        go(state::literal);
    }
    void read_literal(char c)
    {
        if (literal_[literal_read_] != c) return fail();
        if (++literal_read_ != literal_.size()) return;
        go(state::after_value);
        literal_ == "null" ? handler_.on_null(failed_) : handler_.on_bool(failed_);
    }

    void go(state next) noexcept { state_ = next; }
    void fail(client_errc why = client_errc::bad_json) { failed_ = why; }

    Handler& handler_;
    state state_ = state::value;
    unsigned depth_ = 0;
    std::uint64_t objects_ = 0; ///< A bit for each level, the innermost last: whether it is an object.
    json_text text_;
    json_number number_;
    std::string_view literal_;
    std::size_t literal_read_ = 0;
    error_code failed_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
