#ifndef JIMENG_CORE_VALUES_URL_VALUE_HPP
#define JIMENG_CORE_VALUES_URL_VALUE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// One address that the service fetches, or calls. It may be left out unless the model needs it.
/// @tparam What  How messages call it: `video`.
/// @tparam TypedAs  Its option on a command line; empty: as the field is called.
/// @par Object lifetimes The text must outlive the request.
template <fixed_string What, bool Required = false, fixed_string TypedAs = "">
class url_value {
public:
    constexpr url_value() requires(!Required) = default;

    template <std::size_t N>
    consteval url_value(char const (&literal)[N]) : text_{literal, N - 1}
    {
        judge_address<What>(text_, at_compile_time{});
    }

    static parsed<url_value> parse(std::string_view text)
    {
        if (auto const broken = judge_address<What>(text, at_run_time{}); broken != rules::none)
            return violation{broken, std::string{What.view()} + "_url", std::string{text}, ""};
        return unchecked(text);
    }
    static parsed<url_value> parse(char const* text) { return parse(std::string_view{text}); }
    static parsed<url_value> parse(std::string const&& text) = delete; // the view would dangle

    /// Refused later, before anything is sent, if it is no address.
    static constexpr url_value unchecked(std::string_view text) noexcept { return url_value{text, unchecked_tag{}}; }

    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

    [[nodiscard]] constexpr bool empty() const noexcept { return text_.empty(); }
    template <class Face>
    [[nodiscard]] constexpr rule judge(Face face) const noexcept
    {
        if (text_.empty()) return Required ? face(rules::value_is_present) : rules::none;
        return judge_address<What>(text_, face);
    }
    void write(std::string_view name, field_sink& to) const { to.text(name, text_); }
    static parsed<url_value> read(std::string_view name, field_source& from)
    {
        std::string_view text;
        auto const what = from.text(name, text);
        if (what == found::absent && !Required) return unchecked({});
        if (what == found::absent) return violation{rules::value_is_present, std::string{name}, "", ""};
        if (what != found::present) return detail::not_taken(what, name, from, "an address");
        auto url = parse(text);
        return url ? url : parsed<url_value>{violation{url.why().broken, std::string{name}, std::string{text}, ""}};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.typed_as = typed_as.view();
        facts.placeholder = "URL";
        facts.required = Required;
        facts.format = "uri";
        to.value(facts);
    }

private:
    static constexpr auto typed_as = TypedAs;

    struct unchecked_tag {};
    constexpr url_value(std::string_view text, unchecked_tag) noexcept : text_{text} {}

    std::string_view text_{};
};

} // namespace jimeng::inline JIMENG_ABI

#endif
