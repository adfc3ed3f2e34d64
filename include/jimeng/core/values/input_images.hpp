#ifndef JIMENG_CORE_VALUES_INPUT_IMAGES_HPP
#define JIMENG_CORE_VALUES_INPUT_IMAGES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>
#include <jimeng/core/values/input_image.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

template <std::size_t Least>
inline constexpr rule_words<"fewer input images than this model needs, which is " +
                                detail::decimal<static_cast<std::int64_t>(Least)>(),
                            "give as many">
    images_at_least{};
inline constexpr rule_words<"input images are addresses and local files at once",
                            "give all as addresses, or all as files">
    images_of_one_kind{};

} // namespace rules

/// Input images in the caller's order: addresses that the service fetches, or local files that are sent inside the request.
///
/// On the wire addresses are `image_urls` and files `binary_data_base64`.
/// @par Object lifetimes The texts must outlive the request. A file is looked at when it is added, and read when the request
/// is signed and when it is sent.
template <input_limits Limits>
class input_images {
public:
    static constexpr input_limits limits = Limits;
    static constexpr std::size_t max_count = Limits.max;

    /// Whatever the field is called.
    static constexpr std::array<std::string_view, 2> wire_names{"image_urls", "binary_data_base64"};

    constexpr input_images() = default;

    /// Addresses that the compiler checks. Files are added with `add`.
    template <std::size_t... N>
    requires(sizeof...(N) > 0) consteval input_images(char const (&... literals)[N]) : count_{sizeof...(N)}
    {
        static_assert(sizeof...(N) <= Limits.max, "jimeng: more input images than this model accepts");
        static_assert(sizeof...(N) >= Limits.min, "jimeng: fewer input images than this model needs");
        if constexpr (sizeof...(N) <= Limits.max) images_ = {input_image::at(image_url{literals})...};
    }

    violation add(std::string const&& text) = delete; // the view would dangle
    violation add(char const* text) { return add(std::string_view{text}); }
    /// Adds one: an http or https address, or the path of a local file. The violation tells why it was not added.
    violation add(std::string_view text)
    {
        if (!Limits.files_documented) {
            auto const url = image_url::parse(text);
            return url ? keep(input_image::at(*url)) : named(url.why(), "images");
        }
        auto const image = input_image::parse(text, Limits);
        return image ? keep(*image) : image.why();
    }
    violation add_undocumented(std::string const&& text) = delete; // the view would dangle
    violation add_undocumented(char const* text) { return add_undocumented(std::string_view{text}); }
    /// Adds a local file also where the model's page knows addresses only: the service may refuse it, or take it.
    violation add_undocumented(std::string_view text)
    {
        auto const image = input_image::parse(text, Limits);
        return image ? keep(*image) : image.why();
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    [[nodiscard]] constexpr input_image const* begin() const noexcept { return images_.data(); }
    [[nodiscard]] constexpr input_image const* end() const noexcept { return images_.data() + count_; }

    template <class Face>
    [[nodiscard]] constexpr rule judge(Face face) const noexcept
    {
        if (count_ == 0 && Limits.min != 0) return face(rules::value_is_present);
        if (count_ < Limits.min) return face(rules::images_at_least<Limits.min>);
        for (auto const& one : *this)
            if (one.is_address() != images_.front().is_address()) return face(rules::images_of_one_kind);
        return rules::none;
    }
    void write(std::string_view, field_sink& to) const
    {
        std::array<std::string_view, Limits.max> texts{};
        std::array<local_file, Limits.max> files{};
        for (std::size_t i = 0; i != count_; ++i) {
            texts[i] = images_[i].text();
            files[i] = {images_[i].text(), images_[i].size_bytes()};
        }
        if (images_.front().is_file()) return to.files("binary_data_base64", {files.data(), count_});
        to.texts(images_.front().is_address() ? "image_urls" : "binary_data_base64", {texts.data(), count_});
    }
    static parsed<input_images> read(std::string_view name, field_source& from)
    {
        input_images images;
        auto why = from.typed() ? images.read_typed(from) : images.read_sent(from);
        if (!why) return images;
        if (why.field.empty()) why.field = name;
        return why;
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::texts;
        facts.fewest_items = Limits.min;
        facts.most_items = Limits.max;
        facts.required = Limits.min != 0;
        facts.name = "image_urls";
        facts.alternative = "binary_data_base64";
        facts.typed_as = "images";
        facts.placeholder = Limits.files_documented ? "URL|FILE" : "URL";
        facts.format = "uri";
        to.value(facts);
        facts.name = "binary_data_base64";
        facts.unverified = facts.unverified || !Limits.files_documented;
        facts.alternative = "image_urls";
        facts.typed_as = "-";
        facts.format = "byte";
        to.value(facts);
    }

private:
    violation keep(input_image const& image)
    {
        if (count_ == Limits.max)
            return {rules::image_count_within_limit, "images", std::to_string(Limits.max + 1),
                    std::to_string(Limits.max)};
        images_[count_++] = image;
        return {};
    }
    static violation named(violation why, std::string_view name)
    {
        why.field = name;
        return why;
    }
    violation read_typed(field_source& from)
    {
        std::vector<std::string_view> given;
        auto const what = from.texts("image_urls", given);
        if (what == found::absent) return {};
        if (what != found::present) return detail::not_taken(what, "image_urls", from, "addresses or files");
        for (auto const text : given)
            if (auto why = from.undocumented() ? add_undocumented(text) : add(text)) return why;
        return {};
    }
    violation read_sent(field_source& from)
    {
        std::vector<std::string_view> addresses;
        std::vector<inline_image> inside;
        if (auto const what = from.texts("image_urls", addresses); what > found::present)
            return detail::not_taken(what, "image_urls", from);
        if (auto const what = from.images("binary_data_base64", inside); what > found::present)
            return detail::not_taken(what, "binary_data_base64", from);
        for (auto const address : addresses) {
            auto const url = image_url::parse(address);
            if (!url) return url.why();
            if (auto why = keep(input_image::at(*url))) return named(std::move(why), "image_urls");
        }
        for (auto const& one : inside) {
            auto const image = input_image::inside(one, Limits);
            if (!image) return image.why();
            if (auto why = keep(*image)) return named(std::move(why), "binary_data_base64");
        }
        return {};
    }

    std::array<input_image, Limits.max> images_{};
    std::size_t count_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
