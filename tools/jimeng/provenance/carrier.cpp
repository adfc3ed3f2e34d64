#include "texts.hpp"

#include <zlib.h>

namespace command::provenance {

namespace {

std::string png_carrier(std::string_view key, std::string_view text)
{
    auto body = "iTXt" + std::string{key} + std::string(5, '\0');
    body += text;
    auto const crc = ::crc32(0, reinterpret_cast<Bytef const*>(body.data()), static_cast<uInt>(body.size()));
    return four_bytes(body.size() - 4) + body + four_bytes(crc);
}

/// A comment; its first word tells whose it is.
std::string jpeg_carrier(std::string_view key, std::string_view text)
{
    auto const body = std::string{key} + ' ' + std::string{text};
    if (body.size() > 65533) return {};
    auto const size = four_bytes(body.size() + 2);
    return "\xFF\xFE" + size.substr(2) + body;
}

} // namespace

std::string carrier_of(jimeng::picture_format format, std::string_view key, std::string_view text)
{
    if (text.size() > longest_text - 200) return {};
    if (format == jimeng::picture_format::png) return png_carrier(key, text);
    if (format == jimeng::picture_format::jpeg) return jpeg_carrier(key, text);
    if (format != jimeng::picture_format::mp4) return {};
    auto const body = "uuid" + std::string{own_box} + std::string{text};
    return four_bytes(body.size() + 4) + body;
}

} // namespace command::provenance
