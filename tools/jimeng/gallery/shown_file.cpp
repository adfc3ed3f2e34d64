#include "shown_file.hpp"

#include <jimeng/core/picture_header.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <ios>
#include <optional>
#include <system_error>
#include <vector>

namespace command::gallery {

namespace {

namespace fs = std::filesystem;
using jimeng::kind_of;
constexpr auto video = jimeng::media_kind::video;

bool leads_up(fs::path const& path)
{
    return std::any_of(path.begin(), path.end(), [](auto const& part) { return part == ".."; });
}

bool is_file(fs::path const& path)
{
    std::error_code ec;
    return fs::is_regular_file(path, ec);
}

/// Where it is below the folder by its own words; nothing where it is elsewhere.
std::optional<fs::path> below(fs::path const& folder, fs::path const& recorded)
{
    auto const inside = recorded.is_absolute() ? recorded.lexically_relative(folder) : recorded;
    if (inside.empty() || inside == "." || leads_up(inside)) return std::nullopt;
    return inside;
}

/// What is left of a path without its first parts, the longest that names a file; else the name alone.
fs::path moved(fs::path const& folder, fs::path const& recorded)
{
    auto const whole = recorded.relative_path();
    for (auto first = whole.begin(); first != whole.end(); ++first) {
        fs::path rest;
        for (auto part = first; part != whole.end(); ++part)
            rest /= *part;
        if (!leads_up(rest) && is_file(folder / rest)) return rest;
    }
    return whole.filename();
}

/// Format and size, from no more of the file than that takes.
jimeng::picture_header header_of(fs::path const& path)
{
    std::ifstream file{path, std::ios::binary};
    jimeng::picture_header_reader reader;
    std::array<char, 4096> piece{};
    for (std::size_t passed = 0; file && passed < jimeng::picture_header_limit_bytes; passed += piece.size()) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        reader.write({piece.data(), static_cast<std::size_t>(file.gcount())});
        auto const& known = reader.header();
        bool const has_no_sides = known.format == jimeng::picture_format::unknown || kind_of(known.format) == video;
        if (known.width != 0 || has_no_sides) break;
    }
    return reader.header();
}

std::string_view word_for(jimeng::picture_header const& header)
{
    return header.format == jimeng::picture_format::unknown ? "other" : to_string(kind_of(header.format));
}

} // namespace

shown_file find_file(fs::path const& folder, std::string const& recorded)
{
    auto const path = fs::path{recorded}.lexically_normal();
    auto const here = below(folder, path);
    shown_file found;
    found.path = here && is_file(folder / *here) ? *here : moved(folder, path);
    found.is_there = is_file(folder / found.path);
    if (!found.is_there) {
        found.path = here.value_or(path.filename());
        return found;
    }
    auto const header = header_of(folder / found.path);
    found.kind = word_for(header);
    found.width = header.width;
    found.height = header.height;
    std::error_code ec;
    if (auto const size = fs::file_size(folder / found.path, ec); !ec) found.size_bytes = size;
    return found;
}

} // namespace command::gallery
