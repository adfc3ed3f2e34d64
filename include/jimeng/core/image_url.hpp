#ifndef JIMENG_CORE_IMAGE_URL_HPP
#define JIMENG_CORE_IMAGE_URL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/core/value_kind.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

template <fixed_string What>
inline constexpr rule_words<What + " url is not http or https", "give a public http or https address"> url_is_http{};
template <fixed_string What>
inline constexpr rule_words<What + " url holds a character that must be percent encoded",
                            "write %20 for a blank, and the bytes of other letters likewise">
    url_is_encoded{};
template <fixed_string What>
inline constexpr rule_words<What + " url has a user name, a fragment or a host that cannot be",
                            "give the address without them">
    url_is_plain{};

inline constexpr auto image_url_is_http = url_is_http<"image">;
inline constexpr auto image_url_is_encoded = url_is_encoded<"image">;
inline constexpr auto image_url_is_plain = url_is_plain<"image">;
inline constexpr rule_words<"more input images than this model accepts", "give fewer images">
    image_count_within_limit{};

} // namespace rules

namespace detail {

/// Why an address was refused that says http or https and names a host.
template <fixed_string What, class Face>
constexpr rule judge_refused_address(std::string_view url, Face face) noexcept
{
    for (char const c : url)
        if (c <= ' ' || c > '~' || c == '\\' || c == '"' || c == '<' || c == '>')
            return face(rules::url_is_encoded<What>);
    return face(rules::url_is_plain<What>);
}

} // namespace detail

/// The rule for what the service is to fetch: an absolute http or https address.
/// @tparam What  How the sentence calls it: `image`, `video`.
template <fixed_string What, class Face>
constexpr rule judge_address(std::string_view url, Face face) noexcept
{
    if (parse_url(url)) return rules::none;
    bool const https = detail::url_scheme_is(url, "https://");
    if (!https && !detail::url_scheme_is(url, "http://")) return face(rules::url_is_http<What>);
    auto const rest = url.substr(https ? 8 : 7);
    bool const has_host = !rest.empty() && rest.front() != '/' && rest.front() != '?';
    return has_host ? detail::judge_refused_address<What>(url, face) : face(rules::url_is_http<What>);
}
template <class Face>
constexpr rule judge_image_url(std::string_view url, Face face) noexcept
{
    return judge_address<"image">(url, face);
}
[[nodiscard]] constexpr rule broken_rule_of_image_url(std::string_view url) noexcept
{
    return judge_image_url(url, at_run_time{});
}

/// A checked view of an input image's address. @par Object lifetimes The text must outlive the view.
class image_url {
public:
    constexpr image_url() = default;

    template <std::size_t N>
    consteval image_url(char const (&literal)[N]) : text_{literal, N - 1}
    {
        judge_image_url(text_, at_compile_time{});
    }

    static parsed<image_url> parse(std::string_view text)
    {
        if (auto const broken = broken_rule_of_image_url(text); broken != rules::none)
            return violation{broken, "image_urls", std::string{text}, ""};
        image_url url;
        url.text_ = text;
        return url;
    }
    static parsed<image_url> parse(char const* text) { return parse(std::string_view{text}); }
    static parsed<image_url> parse(std::string const&& text) = delete; // the view would dangle

    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// Input images, at most `Max` of them, in the caller's order.
/// @par Source `image_urls`: at most 10 for 4.0, 14 for 4.6.
template <std::size_t Max>
class image_urls_up_to {
public:
    static constexpr std::size_t max_count = Max;

    constexpr image_urls_up_to() = default;

    template <std::size_t... N>
    requires(sizeof...(N) > 0) consteval image_urls_up_to(char const (&... literals)[N]) : count_{sizeof...(N)}
    {
        static_assert(sizeof...(N) <= Max, "jimeng: more input images than this model accepts");
        if constexpr (sizeof...(N) <= Max) urls_ = {image_url{literals}...};
    }

    violation add(std::string const&& text) = delete; // the view would dangle
    violation add(char const* text) { return add(std::string_view{text}); }
    /// Adds one; the violation tells why it was not added.
    violation add(std::string_view text)
    {
        auto const url = image_url::parse(text);
        if (!url) return url.why();
        if (count_ == Max)
            return {rules::image_count_within_limit, "image_urls", std::to_string(Max + 1), std::to_string(Max)};
        urls_[count_++] = *url;
        return {};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    [[nodiscard]] constexpr image_url const* begin() const noexcept { return urls_.data(); }
    [[nodiscard]] constexpr image_url const* end() const noexcept { return urls_.data() + count_; }

    void write(std::string_view name, field_sink& to) const
    {
        std::array<std::string_view, Max> all{};
        for (std::size_t i = 0; i != count_; ++i)
            all[i] = urls_[i].text();
        to.texts(name, {all.data(), count_});
    }
    static parsed<image_urls_up_to> read(std::string_view name, field_source& from)
    {
        std::vector<std::string_view> given;
        image_urls_up_to urls;
        auto const what = from.texts(name, given);
        if (what == found::absent) return urls;
        if (what != found::present) return detail::not_taken(what, name, from, "a list of texts");
        if (given.size() > Max)
            return violation{rules::image_count_within_limit, std::string{name}, std::to_string(given.size()),
                             std::to_string(Max)};
        for (auto const url : given)
            if (auto why = urls.add(url)) return why.field = name, why;
        return urls;
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.typed_as = "images";
        facts.holds = value_facts::type::texts;
        facts.placeholder = "URL";
        facts.most_items = Max;
        facts.format = "uri";
        to.value(facts);
    }

private:
    std::array<image_url, Max> urls_{};
    std::size_t count_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
