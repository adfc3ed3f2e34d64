#ifndef JIMENG_CORE_VALUES_INPUT_IMAGE_HPP
#define JIMENG_CORE_VALUES_INPUT_IMAGE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/rules.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What a model accepts as input images. The limits of bytes and sides can be checked of local files only; an address is
/// the service's affair.
struct input_limits {
    std::size_t min = 0;
    std::size_t max = 1;
    std::uint64_t bytes = image_file_limit_bytes; ///< Before base64; the pages do not say so.
    std::uint32_t shortest_side = 0;              ///< In pixels.
    std::uint32_t longest_side = 0;               ///< In pixels; 0: not limited.
    std::uint32_t ratio = 0;                      ///< Of the longer to the shorter side; 0: not limited.
    std::uint32_t shorter_at_most = 0;            ///< In pixels, of the shorter side; 0: not limited.
    bool files_documented = true;                 ///< Whether the page knows pictures inside the request.
};

namespace rules {

inline constexpr rule_words<"input image is larger than this model accepts", "make the file smaller">
    image_bytes_within_limit{};
inline constexpr rule_words<"input image has a side longer than this model accepts", "scale it down">
    image_sides_within_limit{};
inline constexpr rule_words<"input image has a side shorter than this model accepts", "scale it up">
    image_sides_long_enough{};
inline constexpr rule_words<"input image is too long and narrow for this model", "crop it"> image_ratio_within_limit{};
inline constexpr rule_words<"input image tells no width and height", "save it again as PNG or JPEG">
    image_size_is_readable{};

} // namespace rules

/// One input image: an address, a local file, or a picture inside a request that somebody sent.
class input_image {
public:
    constexpr input_image() = default;

    static constexpr input_image at(image_url url) noexcept
    {
        input_image image;
        image.text_ = url.text();
        return image;
    }
    /// An http or https address, or the path of a file, which is looked at: its kind, bytes, sides.
    JIMENG_DECL static parsed<input_image> parse(std::string_view text, input_limits const& limits);
    JIMENG_DECL static parsed<input_image> inside(inline_image const& one, input_limits const& limits);

    /// The address, the path, or the base64 text.
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }
    [[nodiscard]] constexpr bool is_address() const noexcept { return from_ == carrier::address; }
    [[nodiscard]] constexpr bool is_file() const noexcept { return from_ == carrier::file; }
    /// 0 of an address.
    [[nodiscard]] constexpr std::uint64_t size_bytes() const noexcept { return size_bytes_; }
    /// In pixels; 0 of an address.
    [[nodiscard]] constexpr image_size sides() const noexcept { return sides_; }

private:
    enum class carrier : std::uint8_t { address, file, request };

    std::string_view text_{};
    carrier from_ = carrier::address;
    std::uint64_t size_bytes_ = 0;
    image_size sides_{};
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/core/impl/input_image.ipp>
#endif

#endif
