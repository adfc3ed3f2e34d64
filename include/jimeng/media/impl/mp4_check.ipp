#ifndef JIMENG_MEDIA_IMPL_MP4_CHECK_IPP
#define JIMENG_MEDIA_IMPL_MP4_CHECK_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/header_bytes.hpp>
#include <jimeng/media/detail/mp4_check.hpp>

#include <algorithm>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

inline constexpr std::size_t short_box_head = 8;
inline constexpr std::size_t long_box_head = 16;

JIMENG_DECL void mp4_check::write(std::string_view piece) noexcept
{
    while (!piece.empty() && fault_ == nullptr) {
        switch (part_) {
        case part::head: take_head(piece); break;
        case part::facts: take_facts(piece); break;
        case part::rest: take_rest(piece); break;
        }
    }
}

JIMENG_DECL char const* mp4_check::complaint() const noexcept
{
    if (fault_ != nullptr) return fault_;
    if (is_open()) return "its end is missing";
    if (!has_index_) return "its index is missing";
    return has_media_ ? nullptr : "its pictures are missing";
}

/// Whether bytes have to follow. Of a box without an end any number may.
inline bool mp4_check::is_open() const noexcept
{
    bool const in_box = part_ == part::facts || (part_ == part::rest && body_ != endless);
    return in_box || count_ != 0 || left_[level_] != endless || !has_kind_;
}

inline bool mp4_check::is(std::string_view kind) const noexcept
{
    return std::string_view{kind_.data(), kind_.size()} == kind;
}

/// Whether so many bytes are held.
inline bool mp4_check::fill(std::string_view& piece, std::size_t size) noexcept
{
    auto const taken = std::min(size - count_, piece.size());
    std::copy_n(piece.data(), taken, held_.data() + count_);
    piece.remove_prefix(taken);
    count_ += taken;
    return count_ == size;
}

/// Size and kind; a size of 1 stands for one of 64 bits behind the kind, 0 for all that follows.
inline void mp4_check::take_head(std::string_view& piece) noexcept
{
    if (count_ < short_box_head && !fill(piece, short_box_head)) return;
    std::uint64_t size = big_endian(held(), 0, 4);
    bool const is_long = size == 1;
    if (is_long && !fill(piece, long_box_head)) return;
    if (is_long) size = std::min(big_endian_64(held(), short_box_head), endless - 1);
    if (!is_long && size == 0) size = left();
    std::copy_n(held_.data() + 4, kind_.size(), kind_.data());
    open(size, std::exchange(count_, 0));
}

inline void mp4_check::open(std::uint64_t size, std::size_t head) noexcept
{
    if (size < head || size > left()) {
        fault_ = "bytes inside it are missing or wrong";
        return;
    }
    if (left() != endless) left() -= size;
    if (level_ == 0) note_part_of_file();
    go_on_with(size == endless ? endless : size - head);
}

inline void mp4_check::note_part_of_file() noexcept
{
    if (!has_kind_ && !is("ftyp")) fault_ = "its first part does not say what it is";
    has_kind_ = true;
    has_index_ = has_index_ || is("moov");
    has_media_ = has_media_ || is("mdat") || is("moof");
}

/// Looks into what has facts, and passes over everything else.
inline void mp4_check::go_on_with(std::uint64_t body) noexcept
{
    bool const container = (level_ == 0 && is("moov")) || (level_ == 1 && is("trak"));
    bool const facts = (level_ == 1 && is("mvhd")) || (level_ == 2 && is("tkhd"));
    if (container) left_[++level_] = body;
    if (container || body == 0) return end_box();
    body_ = body;
    part_ = facts ? part::facts : part::rest;
}

/// What follows is another box, of the nearest that is not at its end.
inline void mp4_check::end_box() noexcept
{
    while (level_ != 0 && left() == 0)
        --level_;
    part_ = part::head;
    if (left() >= short_box_head) return;
    part_ = part::rest; // too few for another one
    body_ = std::exchange(left(), 0);
}

inline void mp4_check::take_facts(std::string_view& piece) noexcept
{
    auto const size = static_cast<std::size_t>(std::min<std::uint64_t>(body_, held_.size()));
    if (!fill(piece, size)) return;
    is("mvhd") ? read_movie_header() : read_track_header();
    count_ = 0;
    part_ = part::rest;
    if (body_ != endless) body_ -= size;
    if (body_ == 0) end_box();
}

inline void mp4_check::take_rest(std::string_view& piece) noexcept
{
    auto const size = std::min<std::uint64_t>(body_, piece.size());
    piece.remove_prefix(static_cast<std::size_t>(size));
    if (body_ == endless) return;
    body_ -= size;
    if (body_ == 0) end_box();
}

/// Time in units of its own.
inline std::chrono::milliseconds time_of(std::uint64_t units, std::uint32_t per_second) noexcept
{
    constexpr std::uint64_t longest = std::uint64_t{1} << 32; // seconds
    if (per_second == 0 || units / per_second >= longest) return std::chrono::milliseconds{0};
    auto const rest = units % per_second * 1000 / per_second;
    return std::chrono::milliseconds{static_cast<std::int64_t>(units / per_second * 1000 + rest)};
}

/// Version 0 has times of 32 bits, version 1 of 64; all bits set say that a duration is not known.
inline void mp4_check::read_movie_header() noexcept
{
    auto const facts = held();
    bool const is_long = !facts.empty() && facts.front() == 1;
    if (facts.size() < (is_long ? 32U : 20U)) return;
    std::uint64_t const units = is_long ? big_endian_64(facts, 24) : big_endian(facts, 16, 4);
    if (units == (is_long ? UINT64_MAX : UINT32_MAX)) return;
    duration_ = time_of(units, big_endian(facts, is_long ? 20 : 12, 4));
}

/// Fixed-point numbers, 16 bits before the point; tracks of sound have none.
inline void mp4_check::read_track_header() noexcept
{
    auto const facts = held();
    std::size_t const at = !facts.empty() && facts.front() == 1 ? 88 : 76;
    if (facts.size() < at + 8) return;
    auto const width = big_endian(facts, at, 2), height = big_endian(facts, at + 4, 2);
    if (width * height <= width_ * height_) return;
    width_ = width;
    height_ = height;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
