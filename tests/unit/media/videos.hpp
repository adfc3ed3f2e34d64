#ifndef JIMENG_TESTS_UNIT_MEDIA_VIDEOS_HPP
#define JIMENG_TESTS_UNIT_MEDIA_VIDEOS_HPP

#include "pictures.hpp"

#include <cstddef>
#include <string>

namespace jimeng_tests {

inline std::string zeros(std::size_t count)
{
    return std::string(count, '\0');
}

inline std::string mp4_box(std::string const& kind, std::string const& body)
{
    return big_endian_32(body.size() + 8) + kind + body;
}

/// The same with its size in 64 bits.
inline std::string long_mp4_box(std::string const& kind, std::string const& body)
{
    return big_endian_32(1) + kind + big_endian_32(0) + big_endian_32(body.size() + 16) + body;
}

/// The same to the end of the file.
inline std::string endless_mp4_box(std::string const& kind, std::string const& body)
{
    return big_endian_32(0) + kind + body;
}

inline std::string const mp4_kind = mp4_box("ftyp", "isom" + big_endian_32(512) + "isomiso2avc1mp41");

/// 5.042 s in units of 1/1000 s.
inline std::string movie_header()
{
    return mp4_box("mvhd", zeros(12) + big_endian_32(1000) + big_endian_32(5042) + zeros(80));
}

inline std::string track(std::size_t width, std::size_t height)
{
    auto const header = mp4_box("tkhd", zeros(76) + big_endian_32(width << 16) + big_endian_32(height << 16));
    return mp4_box("trak", header + mp4_box("mdia", zeros(20)));
}

/// Index of a video of 640 x 480 with sound.
inline std::string mp4_index()
{
    return mp4_box("moov", movie_header() + track(0, 0) + track(640, 480) + mp4_box("udta", zeros(4)));
}

/// A whole MP4 with something in the middle that tells one from another; nothing in it can be seen.
inline std::string small_mp4(std::string const& middle = "middle")
{
    return mp4_kind + mp4_index() + mp4_box("mdat", middle);
}

} // namespace jimeng_tests

#endif
