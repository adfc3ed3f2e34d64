#ifndef JIMENG_MEDIA_IMPL_PNG_CHECK_IPP
#define JIMENG_MEDIA_IMPL_PNG_CHECK_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/header_bytes.hpp>
#include <jimeng/media/detail/png_check.hpp>

#include <zlib.h>

#include <algorithm>
#include <new>

namespace jimeng::inline JIMENG_ABI::detail {

inline Bytef const* as_bytes(std::string_view text) noexcept
{
    return reinterpret_cast<Bytef const*>(text.data());
}

JIMENG_DECL std::uint64_t png_geometry::pixel_bytes() const noexcept
{
    constexpr unsigned samples[] = {1, 0, 3, 1, 2, 0, 4};
    bool const known_depth = depth == 8 || (depth == 16 && colour != 3) ||
                             ((depth == 1 || depth == 2 || depth == 4) && (colour == 0 || colour == 3));
    if (colour > 6 || samples[colour] == 0 || !known_depth) return 0;
    auto const of = [&](std::uint64_t columns, std::uint64_t rows) {
        return columns == 0 ? 0 : rows * (1 + (columns * depth * samples[colour] + 7) / 8);
    };
    if (!interlaced) return of(width, height);
    struct pass {
        unsigned x, y, dx, dy;
    };
    constexpr pass passes[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                               {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    std::uint64_t sum = 0;
    for (auto const& p : passes)
        sum += of((std::uint64_t{width} + p.dx - 1 - p.x) / p.dx, (std::uint64_t{height} + p.dy - 1 - p.y) / p.dy);
    return sum;
}

/// Inflates the pixels and keeps none of them.
class png_check::pixels {
public:
    explicit pixels(std::uint64_t bytes) : left_{bytes}
    {
        if (inflateInit(&stream_) != Z_OK) throw std::bad_alloc{};
    }
    pixels(pixels const&) = delete;
    pixels& operator=(pixels const&) = delete;
    ~pixels() { inflateEnd(&stream_); }

    /// False where the data is broken or more than the picture's size has.
    bool write(std::string_view data) noexcept
    {
        stream_.next_in = const_cast<Bytef*>(as_bytes(data));
        stream_.avail_in = static_cast<uInt>(data.size());
        while (!ended_ && stream_.avail_in != 0)
            if (!inflate_some()) return false;
        return true;
    }

    [[nodiscard]] bool whole() const noexcept { return ended_ && left_ == 0; }

private:
    bool inflate_some() noexcept
    {
        stream_.next_out = room_.data();
        stream_.avail_out = static_cast<uInt>(room_.size());
        int const result = inflate(&stream_, Z_NO_FLUSH);
        auto const given = room_.size() - stream_.avail_out;
        if ((result != Z_OK && result != Z_STREAM_END) || given > left_) return false;
        left_ -= given;
        ended_ = result == Z_STREAM_END;
        return true;
    }

    z_stream stream_{};
    std::uint64_t left_;
    bool ended_ = false;
    std::array<Bytef, 16 * 1024> room_;
};

JIMENG_DECL png_check::png_check() = default;
JIMENG_DECL png_check::png_check(png_check&&) noexcept = default;
JIMENG_DECL png_check& png_check::operator=(png_check&&) noexcept = default;
JIMENG_DECL png_check::~png_check() = default;

JIMENG_DECL void png_check::write(std::string_view piece)
{
    while (!piece.empty() && fault_ == nullptr && part_ != part::end) {
        switch (part_) {
        case part::signature: take_signature(piece); break;
        case part::head: take_head(piece); break;
        case part::data: take_data(piece); break;
        case part::sum: take_sum(piece); break;
        case part::end: break;
        }
    }
    if (part_ == part::end) surplus_ += piece.size();
}

JIMENG_DECL char const* png_check::complaint() const noexcept
{
    if (fault_ != nullptr) return fault_;
    return part_ == part::end ? nullptr : "its end is missing";
}

inline bool png_check::is(std::string_view kind) const noexcept
{
    return std::string_view{kind_.data(), kind_.size()} == kind;
}

inline void png_check::give_up(char const* why) noexcept
{
    fault_ = why;
    pixels_.reset();
}

/// Whether so many bytes are held.
inline bool png_check::fill(std::string_view& piece, std::size_t size) noexcept
{
    auto const taken = std::min(size - count_, piece.size());
    std::copy_n(piece.data(), taken, held_.data() + count_);
    piece.remove_prefix(taken);
    count_ += taken;
    return count_ == size;
}

inline void png_check::take_signature(std::string_view& piece) noexcept
{
    if (!fill(piece, 8)) return;
    part_ = part::head;
    count_ = 0;
}

inline void png_check::take_head(std::string_view& piece)
{
    if (!fill(piece, 8)) return;
    std::string_view const head{held_.data(), 8};
    std::copy_n(head.data() + 4, kind_.size(), kind_.data());
    count_ = 0;
    sum_ = static_cast<std::uint32_t>(::crc32(0, as_bytes(head.substr(4)), 4));
    begin_chunk(big_endian(head, 0, 4));
}

inline void png_check::begin_chunk(std::uint32_t length)
{
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    bool const first = geometry_.width == 0;
    bool const needed = kind_[0] >= 'A' && kind_[0] <= 'Z'; // by whoever wants to see the picture
    left_ = length;
    part_ = length != 0 ? part::data : part::sum;
    if (!std::all_of(kind_.begin(), kind_.end(), is_letter) || length > 0x7FFF'FFFF)
        return give_up("bytes inside it are missing or wrong");
    if (first != is("IHDR")) return give_up("its parts are not in order");
    if (!is("IDAT") && pixels_) end_of_pixels();
    if (is("IHDR") && length != 13) return give_up("its header is broken");
    if (is("PLTE")) palette_ = true;
    if (is("IDAT") && !pixels_) return begin_pixels();
    if (is("IEND") && !pixels_ended_ && fault_ == nullptr) return give_up("its pixels are missing");
    if (needed && !is("IHDR") && !is("PLTE") && !is("IDAT") && !is("IEND"))
        give_up("it has a part that no program knows");
}

inline void png_check::begin_pixels()
{
    if (pixels_ended_) return give_up("its parts are not in order");
    if (geometry_.colour == 3 && !palette_) return give_up("its colours are missing");
    pixels_ = std::make_unique<pixels>(geometry_.pixel_bytes());
}

inline void png_check::end_of_pixels() noexcept
{
    if (!pixels_->whole()) return give_up("its pixels are not complete");
    pixels_.reset();
    pixels_ended_ = true;
}

inline void png_check::take_data(std::string_view& piece)
{
    auto const data = piece.substr(0, left_);
    piece.remove_prefix(data.size());
    left_ -= static_cast<std::uint32_t>(data.size());
    sum_ = static_cast<std::uint32_t>(::crc32(sum_, as_bytes(data), static_cast<uInt>(data.size())));
    if (left_ == 0) part_ = part::sum;
    if (is("IDAT") && !pixels_->write(data)) return give_up("its pixels are damaged");
    auto rest = data;
    if (is("IHDR") && fill(rest, 13)) read_header();
}

/// The header chunk is there.
inline void png_check::read_header() noexcept
{
    std::string_view const header{held_.data(), 13};
    auto const byte = [&](std::size_t at) { return big_endian(header, at, 1); };
    count_ = 0;
    geometry_ = {big_endian(header, 0, 4), big_endian(header, 4, 4), byte(8), byte(9), byte(12) == 1};
    bool const known_methods = byte(10) == 0 && byte(11) == 0 && byte(12) < 2;
    if (!known_methods || geometry_.pixel_bytes() == 0) return give_up("its header is broken");
    if (std::uint64_t{geometry_.width} * geometry_.height > most_plausible_area) give_up("its size is not plausible");
}

inline void png_check::take_sum(std::string_view& piece) noexcept
{
    if (!fill(piece, 4)) return;
    count_ = 0;
    part_ = is("IEND") ? part::end : part::head;
    if (big_endian({held_.data(), 4}, 0, 4) != sum_) give_up("a checksum inside it is wrong");
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
