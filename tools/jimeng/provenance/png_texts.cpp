#include "texts.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace command::provenance {

namespace {

/// What all packed texts of a file may take together, those that are dropped included.
constexpr std::size_t most_unpacked = std::size_t{8} * 1024 * 1024;

/// What was packed with zlib; none where it is broken or too long.
/// @param left  How many bytes may still be unpacked; what is made here is taken from it.
std::optional<std::string> unpacked(std::string_view packed, std::size_t& left)
{
    z_stream stream{};
    if (::inflateInit(&stream) != Z_OK) return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    std::array<char, 16384> piece;
    int state = Z_OK;
    auto const most = std::min(longest_text, left);
    while (state == Z_OK && text.size() <= most) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = ::inflate(&stream, Z_NO_FLUSH);
        text.append(piece.data(), piece.size() - stream.avail_out);
    }
    ::inflateEnd(&stream);
    left -= std::min(left, text.size());
    if (state != Z_STREAM_END || text.size() > most) return std::nullopt;
    return text;
}

/// The part up to a zero byte, which goes with it.
std::optional<std::string_view> cut(std::string_view& rest)
{
    auto const end = rest.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    auto const part = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return part;
}

/// @par Source PNG (third edition) 11.3.3: tEXt, zTXt, iTXt.
std::optional<std::string> text_in(std::string_view kind, std::string_view rest, std::size_t& left)
{
    if (kind == "tEXt") return std::string{rest};
    if (rest.empty()) return std::nullopt;
    if (kind == "zTXt") return rest[0] == '\0' ? unpacked(rest.substr(1), left) : std::nullopt;
    if (rest.size() < 2) return std::nullopt;
    bool const is_packed = rest[0] == '\1';
    rest.remove_prefix(2);
    if (!cut(rest) || !cut(rest)) return std::nullopt; // language, and the keyword in it
    return is_packed ? unpacked(rest, left) : std::string{rest};
}

std::string_view place_of(std::string_view kind)
{
    return kind == "tEXt" ? "PNG tEXt" : kind == "zTXt" ? "PNG zTXt" : kind == "iTXt" ? "PNG iTXt" : "";
}

} // namespace

file_texts texts_of_png(files::media_file const& file)
{
    constexpr int most_chunks = 100000; // a picture has as many as it has lines, at most
    constexpr std::uint64_t around = 12;
    file_texts found;
    std::uint64_t at = 8;
    auto left = most_unpacked;
    for (int i = 0; i != most_chunks; ++i) {
        auto const head = file.read(at, 8);
        auto const size = number_in(head, 0, 4);
        if (head.size() != 8 || size > file.size() || at + around + size > file.size()) return found;
        auto const kind = std::string_view{head}.substr(4);
        if (kind == "IEND") return found.room_at = at, found;
        auto const place = place_of(kind);
        if (!place.empty() && size <= longest_text && !found.is_full()) {
            auto const data = file.read(at + 8, static_cast<std::size_t>(size));
            std::string_view rest = data;
            auto const key = cut(rest);
            auto text = key ? text_in(kind, rest, left) : std::nullopt;
            if (text) found.add(place, *key, *std::move(text), at, at + around + size);
        }
        at += around + size;
    }
    return found;
}

} // namespace command::provenance
