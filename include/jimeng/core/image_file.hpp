#ifndef JIMENG_CORE_IMAGE_FILE_HPP
#define JIMENG_CORE_IMAGE_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/held.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/picture_header.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"input image is not a readable file", "give the path of an ordinary file">
    image_file_is_readable{};
inline constexpr rule_words<"input image is larger than 15 MiB", "make the picture smaller"> image_file_within_15_mib{};
inline constexpr rule_words<"input image is neither PNG nor JPEG", "save it as one of them">
    image_file_is_png_or_jpeg{};

} // namespace rules

/// The largest input image. @par Source 4.0 page: at most 15 MB each.
inline constexpr std::uint64_t image_file_limit_bytes = std::uint64_t{15} << 20;

/// A local input image: an ordinary file that is PNG or JPEG by its bytes. It is read when the request is signed, and again when it is sent.
/// @par Source `binary_data_base64` of the models whose pages list it; those of 4.0 and 4.6 do not.
class image_file {
public:
    image_file() = default;

    /// Looks at the file; the violation names the field, the path and the limit.
    JIMENG_DECL static parsed<image_file> parse(std::string_view path);

    [[nodiscard]] std::string const& path() const noexcept { return path_.str(); }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept { return size_bytes_; }

private:
    held_text path_; // a request may be a braced temporary too
    std::uint64_t size_bytes_ = 0;
};

/// Local input images, at most `Max` of them, in the caller's order.
template <std::size_t Max>
class image_files_up_to {
public:
    static constexpr std::size_t max_count = Max;

    /// Adds one; the violation tells why it was not added.
    violation add(std::string_view path)
    {
        auto file = image_file::parse(path);
        if (!file) return file.why();
        if (count_ == Max)
            return {rules::image_count_within_limit, "binary_data_base64", std::to_string(Max + 1),
                    std::to_string(Max)};
        files_[count_++] = *file;
        return {};
    }

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return count_ + sent_.size(); }
    /// Those that were added; what somebody sent has no file.
    [[nodiscard]] image_file const* begin() const noexcept { return files_.data(); }
    [[nodiscard]] image_file const* end() const noexcept { return files_.data() + count_; }

    void write(std::string_view name, field_sink& to) const
    {
        if (!sent_.empty()) return to.texts(name, sent_);
        std::array<local_file, Max> all{};
        for (std::size_t i = 0; i != count_; ++i)
            all[i] = {files_[i].path(), files_[i].size_bytes()};
        to.files(name, {all.data(), count_});
    }
    /// Files have names where a person gives them; a program sends them as base64, which lives as long as the source.
    static parsed<image_files_up_to> read(std::string_view name, field_source& from)
    {
        std::vector<std::string_view> given;
        image_files_up_to files;
        auto const what = from.texts(name, given);
        if (what == found::absent) return files;
        if (what != found::present) return detail::not_taken(what, name, from, "a list of texts");
        if (given.size() > Max)
            return violation{rules::image_count_within_limit, std::string{name}, std::to_string(given.size()),
                             std::to_string(Max)};
        if (!from.typed()) return files.sent_ = std::move(given), files;
        for (auto const path : given)
            if (auto why = files.add(path)) return why.field = name, why;
        return files;
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::texts;
        facts.placeholder = "FILE";
        facts.most_items = Max;
        facts.format = "byte";
        to.value(facts);
    }

private:
    std::array<image_file, Max> files_{};
    std::size_t count_ = 0;
    std::vector<std::string_view> sent_{};
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/core/impl/image_file.ipp>
#endif

#endif
