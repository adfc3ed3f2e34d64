#ifndef JIMENG_WIRE_BASE64_HPP
#define JIMENG_WIRE_BASE64_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Decodes standard base64 that comes in pieces, however they were cut.
///
/// Padding may be missing, but not half of it, and there is none without a group to complete. A foreign character, a lone
/// last character or text after the padding breaks it for good.
/// @par Source RFC 4648, section 4.
class base64_decoder {
public:
    /// How many bytes a piece of text may give at most, what was left of earlier pieces included.
    [[nodiscard]] static constexpr std::size_t room_for(std::size_t text_size) noexcept
    {
        return text_size / 4 * 3 + 3;
    }

    /// Decodes a piece. @param out  Has room for `room_for(text.size())` bytes.
    /// @return How many bytes it gave; none when the text is broken.
    [[nodiscard]] JIMENG_DECL std::optional<std::size_t> write(std::string_view text, char* out) noexcept;

    /// Says that the text has ended. @param out  Has room for 2 bytes.
    [[nodiscard]] JIMENG_DECL std::optional<std::size_t> finish(char* out) noexcept;

private:
    bool take(char c) noexcept;

    std::array<char, 4> group_{}; ///< Characters of a group that is not whole.
    std::size_t held_ = 0;
    std::size_t padding_ = 0;
    bool broken_ = false;
};

/// Decodes a whole text; nothing where it is broken.
[[nodiscard]] JIMENG_DECL std::optional<std::string> base64_decode(std::string_view text);

/// How long the text for so many bytes is, padding included.
[[nodiscard]] constexpr std::size_t base64_size(std::size_t bytes) noexcept
{
    return (bytes + 2) / 3 * 4;
}

/// Encodes with padding, and appends. Pieces of a longer text have to be multiples of three bytes, but for the last.
JIMENG_DECL void append_base64(std::string& text, std::string_view bytes);

/// Encodes with padding.
[[nodiscard]] JIMENG_DECL std::string base64_encode(std::string_view bytes);

namespace detail {

/// Decodes whole groups of four characters and stops before the first that holds a foreign one.
/// @return How much of the text it took.
JIMENG_DECL std::size_t decode_base64_groups(std::string_view text, char* out) noexcept;
/// The same without the processor's vector instructions.
JIMENG_DECL std::size_t decode_base64_groups_plainly(std::string_view text, char* out) noexcept;

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/base64.ipp>
#endif

#endif
