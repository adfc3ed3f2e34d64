#ifndef JIMENG_CORE_IMPL_IMAGE_FILE_IPP
#define JIMENG_CORE_IMPL_IMAGE_FILE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/picture_header.hpp>

#include <sys/stat.h>

#include <cstdio>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The first bytes of a file; empty where it cannot be read.
JIMENG_SELDOM inline std::string first_bytes_of(std::string const& path)
{
    std::string bytes(8, '\0');
    auto* const file = std::fopen(path.c_str(), "rb");
    bytes.resize(file != nullptr ? std::fread(bytes.data(), 1, bytes.size(), file) : 0);
    if (file != nullptr) std::fclose(file);
    return bytes;
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL parsed<image_file> image_file::parse(std::string_view path)
{
    auto const refuse = [&](rule broken, std::string limit = {}) {
        return violation{broken, "binary_data_base64", std::string{path}, std::move(limit)};
    };
    image_file file;
    file.path_ = path;
    struct stat facts {};
    bool const whole_name = path.find('\0') == std::string_view::npos;
    if (!whole_name || ::stat(file.path_.str().c_str(), &facts) != 0 || (facts.st_mode & S_IFMT) != S_IFREG)
        return refuse(rules::image_file_is_readable);
    file.size_bytes_ = static_cast<std::uint64_t>(facts.st_size);
    if (file.size_bytes_ > image_file_limit_bytes)
        return refuse(rules::image_file_within_15_mib,
                      detail::concat({std::to_string(image_file_limit_bytes), " bytes"}));
    auto const first_bytes = detail::first_bytes_of(file.path_);
    if (first_bytes.empty() && file.size_bytes_ != 0) return refuse(rules::image_file_is_readable);
    if (read_picture_header(first_bytes).format == picture_format::unknown)
        return refuse(rules::image_file_is_png_or_jpeg);
    return file;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
