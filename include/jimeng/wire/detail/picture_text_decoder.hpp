#ifndef JIMENG_WIRE_DETAIL_PICTURE_TEXT_DECODER_HPP
#define JIMENG_WIRE_DETAIL_PICTURE_TEXT_DECODER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/base64.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Decodes the text of a paid picture that comes in pieces, and takes what people and programs make of base64: blanks and
/// line ends, a `data:` prefix, the alphabet of URLs, no padding.
///
/// A character that belongs to none of that makes the text broken and counts as zero bits, so that the rest keeps its
/// place. What follows the padding is left out.
/// @par Source RFC 4648, sections 4 and 5; RFC 2045, section 6.8; RFC 2397.
class picture_text_decoder {
public:
    /// @param out  Has room for `base64_decoder::room_for(text.size())` bytes.
    /// @return How many bytes it gave.
    JIMENG_DECL std::size_t write(std::string_view text, char* out) noexcept;

    /// Says that the text has ended. @param out  Has room for 3 bytes.
    JIMENG_DECL std::size_t finish(char* out) noexcept;

    [[nodiscard]] bool broken() const noexcept { return broken_; }

private:
    enum class stage : std::uint8_t { opening, prefix, letters, padding };
    static constexpr std::string_view prefix = "data:";
    static constexpr std::size_t longest_prefix = 256;

    std::size_t take(char c, char* out) noexcept;
    std::size_t take_opening(char c, char* out) noexcept;
    std::size_t take_letter(char c, char* out) noexcept;
    void take_prefix(char c) noexcept;
    void take_padding() noexcept;
    std::size_t give_up_prefix(char* out) noexcept;

    stage stage_ = stage::opening;
    bool broken_ = false;
    std::array<char, prefix.size()> opening_{};
    std::array<char, 4> group_{};
    std::size_t opened_ = 0; ///< Characters in `opening_`; later those of the prefix.
    std::size_t held_ = 0;   ///< Characters in `group_`.
    std::size_t padding_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/picture_text_decoder.ipp>
#endif

#endif
