#ifndef JIMENG_MEDIA_DETAIL_MEDIA_STRUCTURE_HPP
#define JIMENG_MEDIA_DETAIL_MEDIA_STRUCTURE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/media/detail/jpeg_check.hpp>
#include <jimeng/media/detail/mp4_check.hpp>
#include <jimeng/media/detail/png_check.hpp>

#include <cstdint>
#include <string_view>
#include <variant>

namespace jimeng::inline JIMENG_ABI::detail {

/// What is checked of a file's structure; of formats that are only known by name there is nothing to check.
using media_structure = std::variant<std::monostate, png_check, jpeg_check, mp4_check>;

constexpr bool has_structure(media_format format) noexcept
{
    return format == media_format::png || format == media_format::jpeg || format == media_format::mp4;
}

inline media_structure structure_of(media_format format)
{
    if (format == media_format::png) return png_check{};
    if (format == media_format::jpeg) return jpeg_check{};
    if (format == media_format::mp4) return mp4_check{};
    return {};
}

inline void write_to(media_structure& structure, std::string_view piece)
{
    if (auto* const png = std::get_if<png_check>(&structure)) png->write(piece);
    if (auto* const jpeg = std::get_if<jpeg_check>(&structure)) jpeg->write(piece);
    if (auto* const mp4 = std::get_if<mp4_check>(&structure)) mp4->write(piece);
}

/// Why it is not whole, or null.
inline char const* complaint_of(media_structure const& structure) noexcept
{
    if (auto const* const png = std::get_if<png_check>(&structure)) return png->complaint();
    if (auto const* const jpeg = std::get_if<jpeg_check>(&structure)) return jpeg->complaint();
    if (auto const* const mp4 = std::get_if<mp4_check>(&structure)) return mp4->complaint();
    return nullptr;
}

inline mp4_check const* video_of(media_structure const& structure) noexcept
{
    return std::get_if<mp4_check>(&structure);
}

inline std::uint64_t surplus_of(media_structure const& structure) noexcept
{
    if (auto const* const png = std::get_if<png_check>(&structure)) return png->surplus();
    if (auto const* const jpeg = std::get_if<jpeg_check>(&structure)) return jpeg->surplus();
    return 0;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
