#ifndef JIMENG_WIRE_DETAIL_JSON_SOURCE_HPP
#define JIMENG_WIRE_DETAIL_JSON_SOURCE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/detail/json_values.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// The members of a request as its body has them.
class json_source final : public field_source {
public:
    /// @param beyond_advice  Whether a length may be passed that is only advised.
    /// @param undocumented  Whether what a page does not list may be asked for.
    /// @param strict  Whether what the service passes over is refused.
    explicit json_source(boost::json::object const& body, bool beyond_advice = false, bool undocumented = false,
                         bool strict = false)
        : body_{body},
          beyond_advice_{beyond_advice},
          undocumented_{undocumented},
          strict_{strict}
    {}

    [[nodiscard]] bool typed() const override { return false; }
    [[nodiscard]] bool beyond_advice() const override { return beyond_advice_; }
    [[nodiscard]] bool undocumented() const override { return undocumented_; }
    [[nodiscard]] bool strict() const override { return strict_; }

    [[nodiscard]] found text(std::string_view name, std::string_view& into) override
    {
        auto const* const value = member(body_, name);
        if (value == nullptr) return found::absent;
        if (!value->is_string()) return found::other_type;
        into = view(value->get_string());
        return found::present;
    }
    [[nodiscard]] found whole(std::string_view name, std::int64_t& into) override
    {
        return number_of(name, into, [this](auto const& value) {
            auto const whole = integer(value);
            return whole || !strict_ ? whole : whole_of_double(value); // JSON Schema calls 7.0 an integer
        });
    }
    [[nodiscard]] found real(std::string_view name, double& into) override
    {
        return number_of(name, into, [](auto const& value) { return number(value); });
    }
    [[nodiscard]] found truth(std::string_view name, bool& into) override
    {
        auto const* const value = member(body_, name);
        if (value == nullptr) return found::absent;
        if (!value->is_bool()) return found::other_type;
        into = value->get_bool();
        return found::present;
    }
    [[nodiscard]] found texts(std::string_view name, std::vector<std::string_view>& into) override
    {
        auto const* const value = member(body_, name);
        if (value == nullptr) return found::absent;
        if (!value->is_array()) return found::other_type;
        for (auto const& item : value->get_array()) {
            if (!item.is_string()) return found::other_type;
            into.push_back(view(item.get_string()));
        }
        return found::present;
    }
    [[nodiscard]] found images(std::string_view name, std::vector<inline_image>& into) override
    {
        std::vector<std::string_view> given;
        auto const what = texts(name, given);
        for (auto const text : given)
            into.push_back({text, bytes_of(text), header_of(text)});
        return what;
    }

private:
    template <class Number, class Read>
    found number_of(std::string_view name, Number& into, Read read)
    {
        auto const* const value = member(body_, name);
        if (value == nullptr) return found::absent;
        auto const got = read(*value);
        if (!got) return found::other_type;
        into = *got;
        return found::present;
    }

    /// What a whole base64 text stands for.
    static std::size_t bytes_of(std::string_view base64)
    {
        std::size_t const padding = base64.ends_with("==") ? 2 : base64.ends_with('=') ? 1 : 0;
        return base64.size() < 4 ? 0 : base64.size() / 4 * 3 - padding;
    }

    /// What the first bytes say; nothing of them is kept.
    static picture_header header_of(std::string_view base64)
    {
        constexpr std::size_t piece = 4096; // whole groups of four
        picture_header_reader reader;
        for (std::size_t at = 0; at < base64.size() && at < picture_header_limit_bytes && reader.header().width == 0;
             at += piece) {
            auto const bytes = base64_decode(base64.substr(at, piece));
            if (!bytes) break;
            reader.write(*bytes);
        }
        return reader.header();
    }

    boost::json::object const& body_;
    bool beyond_advice_;
    bool undocumented_;
    bool strict_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
