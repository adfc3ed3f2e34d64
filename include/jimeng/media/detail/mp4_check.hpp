#ifndef JIMENG_MEDIA_DETAIL_MP4_CHECK_HPP
#define JIMENG_MEDIA_DETAIL_MP4_CHECK_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Checks an MP4 that comes in pieces: it begins with its kind, its boxes are whole, and it has both an index and pictures.
/// Reads width, height and duration from the index, wherever that stands. Some 200 bytes of memory.
///
/// What a box of pictures holds is not looked at, nor does a box that goes on to the end of the file tell where that is.
/// @par Source ISO/IEC 14496-12, 4.2, 4.3, 8.2.2 and 8.3.2.
class mp4_check {
public:
    /// @param piece  From the first byte on.
    JIMENG_DECL void write(std::string_view piece) noexcept;

    /// Why this is no whole MP4; null where it is one.
    [[nodiscard]] JIMENG_DECL char const* complaint() const noexcept;

    /// In pixels, of the largest track; 0 where the file does not say.
    [[nodiscard]] std::uint32_t width() const noexcept { return width_; }
    [[nodiscard]] std::uint32_t height() const noexcept { return height_; }
    /// 0 where the file does not say.
    [[nodiscard]] std::chrono::milliseconds duration() const noexcept { return duration_; }

private:
    enum class part : std::uint8_t { head, facts, rest };
    /// The file, `moov` in it, and `trak` in that.
    static constexpr std::size_t most_levels = 3;
    static constexpr std::uint64_t endless = UINT64_MAX;

    [[nodiscard]] std::string_view held() const noexcept { return {held_.data(), count_}; }
    [[nodiscard]] std::uint64_t& left() noexcept { return left_[level_]; }
    [[nodiscard]] bool is(std::string_view kind) const noexcept;
    [[nodiscard]] bool is_open() const noexcept;
    bool fill(std::string_view& piece, std::size_t size) noexcept;
    void take_head(std::string_view& piece) noexcept;
    void take_facts(std::string_view& piece) noexcept;
    void take_rest(std::string_view& piece) noexcept;
    void open(std::uint64_t size, std::size_t head) noexcept;
    void note_part_of_file() noexcept;
    void go_on_with(std::uint64_t body) noexcept;
    void end_box() noexcept;
    void read_movie_header() noexcept;
    void read_track_header() noexcept;

    part part_ = part::head;
    char const* fault_ = nullptr;
    std::array<char, 96> held_{}; ///< The head of a box, or what of it is read.
    std::size_t count_ = 0;
    std::array<char, 4> kind_{};
    std::array<std::uint64_t, most_levels> left_{
        endless}; ///< Bytes of what is open on each level, behind the box that is being read.
    std::size_t level_ = 0;
    std::uint64_t body_ = 0; ///< Bytes that are still to come of the box that is not looked into.
    bool has_kind_ = false;
    bool has_index_ = false;
    bool has_media_ = false;
    std::uint32_t width_ = 0;
    std::uint32_t height_ = 0;
    std::chrono::milliseconds duration_{0};
};

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/mp4_check.ipp>
#endif

#endif
