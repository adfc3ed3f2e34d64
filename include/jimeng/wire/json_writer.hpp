#ifndef JIMENG_WIRE_JSON_WRITER_HPP
#define JIMENG_WIRE_JSON_WRITER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Writes JSON text piece by piece, in the order of the calls. The caller keeps objects and arrays balanced.
class json_writer {
public:
    JIMENG_DECL void begin_object();
    JIMENG_DECL void end_object();
    JIMENG_DECL void begin_array();
    JIMENG_DECL void end_array();
    JIMENG_DECL void key(std::string_view name);
    /// @pre `text` is UTF-8.
    JIMENG_DECL void value(std::string_view text);
    JIMENG_DECL void value(std::int64_t number);
    JIMENG_DECL void value(double number);
    JIMENG_DECL void value(bool flag);
    void value(char const* text) { value(std::string_view{text}); }
    /// Any other pointer would turn into `true`.
    template <class T>
    void value(T const* pointer) = delete;
    /// A text that is put in later: what is written so far ends inside its quotes.
    [[nodiscard]] JIMENG_DECL std::string take_up_to_value();

    template <class Value>
    void member(std::string_view name, Value const& v)
    {
        key(name);
        value(v);
    }

    /// The text; the writer starts anew.
    [[nodiscard]] std::string take()
    {
        comma_ = false;
        return std::exchange(text_, {});
    }

private:
    void separate()
    {
        if (comma_) text_ += ',';
        comma_ = true;
    }

    std::string text_;
    bool comma_ = false;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/json_writer.ipp>
#endif

#endif
