#ifndef JIMENG_CORE_IMPL_INPUT_IMAGE_IPP
#define JIMENG_CORE_IMPL_INPUT_IMAGE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/values/input_image.hpp>

#include <cstdio>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The size may stand behind some metadata.
inline picture_header header_of_file(std::string const& path)
{
    picture_header_reader reader;
    auto* const file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return {};
    char piece[4096];
    std::size_t read = 0;
    for (std::size_t n = 1; n != 0 && reader.header().width == 0 && read < picture_header_limit_bytes; read += n) {
        n = std::fread(piece, 1, sizeof piece, file);
        reader.write({piece, n});
    }
    std::fclose(file);
    return reader.header();
}

inline std::string size_text(picture_header const& header)
{
    return detail::concat({std::to_string(header.width), "x", std::to_string(header.height)});
}

/// The field and the value are the caller's to name.
inline violation judge_input(std::uint64_t bytes, picture_header const& header, input_limits const& limits)
{
    auto const longer = header.width < header.height ? header.height : header.width;
    auto const shorter = header.width < header.height ? header.width : header.height;
    auto const sides = size_text(header);
    auto const px = [](std::uint32_t side) { return detail::concat({std::to_string(side), " px"}); };
    if (bytes > limits.bytes)
        return {rules::image_bytes_within_limit, "", detail::concat({std::to_string(bytes), " bytes"}),
                detail::concat({std::to_string(limits.bytes), " bytes"})};
    if (header.format != picture_format::png && header.format != picture_format::jpeg)
        return {rules::image_file_is_png_or_jpeg, "", "", ""};
    if (shorter == 0) return {rules::image_size_is_readable, "", "", ""};
    if (limits.longest_side != 0 && longer > limits.longest_side)
        return {rules::image_sides_within_limit, "", sides, px(limits.longest_side)};
    if (limits.shorter_at_most != 0 && shorter > limits.shorter_at_most)
        return {rules::image_sides_within_limit, "", sides, px(limits.shorter_at_most)};
    if (shorter < limits.shortest_side) return {rules::image_sides_long_enough, "", sides, px(limits.shortest_side)};
    if (limits.ratio != 0 && longer > std::uint64_t{shorter} * limits.ratio)
        return {rules::image_ratio_within_limit, "", sides, detail::concat({std::to_string(limits.ratio), ":1"})};
    return {};
}

/// With the file's path before what was found of it.
inline violation named(violation why, std::string_view path)
{
    why.field = "images";
    if (!path.empty()) why.value = why.value.empty() ? std::string{path} : detail::concat({path, " of ", why.value});
    return why;
}

} // namespace detail

JIMENG_DECL parsed<input_image> input_image::parse(std::string_view text, input_limits const& limits)
{
    if (text.find("://") != std::string_view::npos || text.starts_with("data:")) {
        auto const url = image_url::parse(text);
        return url ? parsed<input_image>{at(*url)} : detail::named(url.why(), "");
    }
    auto const file = image_file::parse(text);
    if (!file) return detail::named({file.why().broken, "", "", file.why().limit}, text);
    auto const header = detail::header_of_file(file->path());
    if (auto why = detail::judge_input(file->size_bytes(), header, limits)) return detail::named(why, text);
    input_image image;
    image.text_ = text;
    image.from_ = carrier::file;
    image.size_bytes_ = file->size_bytes();
    image.sides_ = {header.width, header.height};
    return image;
}

JIMENG_DECL parsed<input_image> input_image::inside(inline_image const& one, input_limits const& limits)
{
    if (auto why = detail::judge_input(one.size_bytes, one.header, limits)) {
        why.field = "binary_data_base64";
        return why;
    }
    input_image image;
    image.text_ = one.text;
    image.from_ = carrier::request;
    image.size_bytes_ = one.size_bytes;
    image.sides_ = {one.header.width, one.header.height};
    return image;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
