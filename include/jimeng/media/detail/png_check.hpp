#ifndef JIMENG_MEDIA_DETAIL_PNG_CHECK_HPP
#define JIMENG_MEDIA_DETAIL_PNG_CHECK_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// The largest area that is looked into: 16384 x 16384; the service draws a sixteenth of it.
inline constexpr std::uint64_t most_plausible_area = std::uint64_t{1} << 28;

/// What of a PNG's header says how many bytes its pixels take.
struct png_geometry {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    unsigned depth = 0;  ///< Bits of a sample.
    unsigned colour = 0; ///< Colour type.
    bool interlaced = false;

    /// 0 for a combination that does not exist. @par Source PNG (third edition), 11.2.1 and 8.2.
    [[nodiscard]] JIMENG_DECL std::uint64_t pixel_bytes() const noexcept;
};

/// Checks a PNG that comes in pieces: order and checksum of every chunk, and that its pixels are all there. Some 60 KiB while
/// pixels come, some bytes otherwise.
/// @par Source PNG (third edition), 5.3 to 5.6, 10 and 11.2; RFC 1950.
class png_check {
public:
    JIMENG_DECL png_check();
    JIMENG_DECL png_check(png_check&&) noexcept;
    JIMENG_DECL png_check& operator=(png_check&&) noexcept;
    JIMENG_DECL ~png_check();

    /// @param piece  From the signature on. @throws std::bad_alloc
    JIMENG_DECL void write(std::string_view piece);

    /// Why this is no whole PNG; null where it is one.
    [[nodiscard]] JIMENG_DECL char const* complaint() const noexcept;

    /// Bytes behind the end.
    [[nodiscard]] std::uint64_t surplus() const noexcept { return surplus_; }

private:
    enum class part : std::uint8_t { signature, head, data, sum, end };
    class pixels;

    bool fill(std::string_view& piece, std::size_t size) noexcept;
    void take_signature(std::string_view& piece) noexcept;
    void take_head(std::string_view& piece);
    void take_data(std::string_view& piece);
    void take_sum(std::string_view& piece) noexcept;
    void begin_chunk(std::uint32_t length);
    void begin_pixels();
    void read_header() noexcept;
    void end_of_pixels() noexcept;
    void give_up(char const* why) noexcept;
    [[nodiscard]] bool is(std::string_view kind) const noexcept;

    part part_ = part::signature;
    char const* fault_ = nullptr;
    std::array<char, 16> held_{}; ///< Of the header chunk the beginning.
    std::size_t count_ = 0;
    std::array<char, 4> kind_{};
    std::uint32_t left_ = 0; ///< Of the chunk's data.
    std::uint32_t sum_ = 0;
    png_geometry geometry_;
    bool palette_ = false;
    bool pixels_ended_ = false;
    std::uint64_t surplus_ = 0;
    std::unique_ptr<pixels> pixels_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/png_check.ipp>
#endif

#endif
