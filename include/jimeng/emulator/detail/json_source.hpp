#ifndef JIMENG_EMULATOR_DETAIL_JSON_SOURCE_HPP
#define JIMENG_EMULATOR_DETAIL_JSON_SOURCE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/wire/base64.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// The members of a request as its body has them. Lengths that are only advised are the client's affair.
class json_source final : public field_source {
public:
    explicit json_source(boost::json::object const& body) : body_{body} {}

    [[nodiscard]] bool typed() const override { return false; }
    [[nodiscard]] bool beyond_advice() const override { return true; }

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
        return number_of(name, into, [](auto const& value) { return integer(value); });
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
};

/// Takes what nobody wants to keep.
class discarding_sink final : public field_sink {
public:
    void text(std::string_view, std::string_view) override {}
    void whole(std::string_view, std::int64_t) override {}
    void real(std::string_view, double) override {}
    void truth(std::string_view, bool) override {}
    void texts(std::string_view, std::span<std::string_view const>) override {}
    void files(std::string_view, std::span<local_file const>) override {}
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
