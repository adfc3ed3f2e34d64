#ifndef JIMENG_CORE_IMAGE_URL_HPP
#define JIMENG_CORE_IMAGE_URL_HPP

#include <jimeng/core/rules.hpp>
#include <jimeng/core/url.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng {

namespace detail {

/// Why an address was refused that says http or https and names a host.
constexpr rule broken_rule_of_refused_address(std::string_view url) noexcept
{
    for (char const c : url)
        if (c <= ' ' || c > '~' || c == '\\' || c == '"' || c == '<' || c == '>') return rule::image_url_is_encoded;
    return rule::image_url_is_plain;
}

} // namespace detail

/// The rule for input images: an absolute http or https address that the service can fetch.
[[nodiscard]] constexpr rule broken_rule_of_image_url(std::string_view url) noexcept
{
    if (parse_url(url)) return rule::none;
    bool const https = detail::url_scheme_is(url, "https://");
    if (!https && !detail::url_scheme_is(url, "http://")) return rule::image_url_is_http;
    auto const rest = url.substr(https ? 8 : 7);
    bool const has_host = !rest.empty() && rest.front() != '/' && rest.front() != '?';
    return has_host ? detail::broken_rule_of_refused_address(url) : rule::image_url_is_http;
}

/// A checked view of an input image's address. @par Object lifetimes The text must outlive the view.
class image_url {
public:
    constexpr image_url() = default;

    template <std::size_t N>
    consteval image_url(char const (&literal)[N]) : text_{literal, N - 1}
    {
        detail::reject(broken_rule_of_image_url(text_));
    }

    static parsed<image_url> parse(std::string_view text)
    {
        if (auto const broken = broken_rule_of_image_url(text); broken != rule::none)
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
            return {rule::image_count_within_limit, "image_urls", std::to_string(Max + 1), std::to_string(Max)};
        urls_[count_++] = *url;
        return {};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    [[nodiscard]] constexpr image_url const* begin() const noexcept { return urls_.data(); }
    [[nodiscard]] constexpr image_url const* end() const noexcept { return urls_.data() + count_; }

private:
    std::array<image_url, Max> urls_{};
    std::size_t count_ = 0;
};

} // namespace jimeng

#endif
