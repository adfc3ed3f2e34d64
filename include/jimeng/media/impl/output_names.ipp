#ifndef JIMENG_MEDIA_IMPL_OUTPUT_NAMES_IPP
#define JIMENG_MEDIA_IMPL_OUTPUT_NAMES_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/media/detail/output_file.hpp>
#include <jimeng/media/output_names.hpp>
#include <jimeng/wire/result_reader.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__linux__)
#include <linux/magic.h>
#include <sys/vfs.h>
#endif

#include <filesystem>
#include <string_view>
#include <system_error>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Root may write everywhere, and yet these take no file from anybody.
JIMENG_SELDOM inline bool belongs_to_kernel([[maybe_unused]] char const* folder) noexcept
{
#if defined(__linux__)
    struct statfs about {};
    return ::statfs(folder, &about) == 0 && (about.f_type == PROC_SUPER_MAGIC || about.f_type == SYSFS_MAGIC);
#else
    return false;
#endif
}

inline bool takes_files(char const* folder) noexcept
{
    return ::faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 && !belongs_to_kernel(folder);
}

/// Of what does not exist yet the system would say so only when it is made.
JIMENG_SELDOM inline bool has_overlong_name(std::filesystem::path const& path)
{
    constexpr std::size_t most = 255;
    for (auto const& name : path)
        if (name.native().size() > most) return true;
    return false;
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL std::string numbered_path(std::string const& path, std::size_t index, std::size_t count)
{
    if (count < 2) return path;
    std::filesystem::path const whole{path};
    auto name = whole.stem();
    name += detail::concat({"-", std::to_string(index + 1)});
    name += whole.extension();
    return (whole.parent_path() / name).string();
}

JIMENG_SELDOM JIMENG_DECL std::string output_path(std::string const& output, task_id const& id, media_kind kind)
{
    constexpr std::string_view harmless = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    auto const ending = kind == media_kind::video ? ".mp4" : ".png";
    if (leaves_ending_open(output)) return output.substr(0, output.size() - 2) + ending;
    if (!output.ends_with('/')) return output;
    auto name = id.text();
    for (char& c : name)
        if (harmless.find(c) == std::string_view::npos) c = '_';
    return output + name + ending;
}

JIMENG_SELDOM JIMENG_DECL error_code check_output_folder(std::string const& folder, diagnostics& details)
{
    namespace fs = std::filesystem;
    auto const refuse = [&](fs::path const& path, std::string const& reason) {
        return detail::refuse_file(client_errc::bad_path, path, reason, details);
    };
    if (folder.find('\0') != std::string::npos)
        return refuse(folder, "holds a NUL, where the system would end it; remove it");
    fs::path nearest = folder;
    if (detail::has_overlong_name(nearest)) return refuse(folder, "has a name of more than 255 bytes; shorten it");
    std::error_code ec;
    while (!nearest.empty() && fs::symlink_status(nearest, ec).type() == fs::file_type::not_found)
        nearest = nearest.parent_path();
    if (nearest.empty()) nearest = ".";
    auto const found = fs::status(nearest, ec);
    if (found.type() == fs::file_type::none) return refuse(nearest, "cannot be looked at: " + ec.message());
    if (!fs::is_directory(found)) return refuse(nearest, "is not a folder; choose another place");
    if (!detail::takes_files(nearest.c_str()))
        return refuse(nearest, "is a folder without permission to write; choose another place");
    return {};
}

JIMENG_SELDOM JIMENG_DECL error_code check_output(std::string const& output, bool overwrite, diagnostics& details,
                                                  saved_results const& own)
{
    if (output.ends_with('/')) return check_output_folder(output, details);
    if (leaves_ending_open(output)) {
        for (auto const* const ending : {".png", ".jpg", ".mp4"})
            if (auto const ec = check_output(output.substr(0, output.size() - 2) + ending, overwrite, details, own))
                return ec;
        return {};
    }
    std::filesystem::path folder;
    for (std::size_t i = 0; i != most_pictures + 1; ++i) {
        std::filesystem::path path = i == 0 ? output : numbered_path(output, i - 1, most_pictures);
        if (detail::has_overlong_name(path))
            return detail::refuse_file(client_errc::bad_path, output, "has a name of more than 255 bytes; shorten it",
                                       details);
        bool const may_be_there = overwrite || lies_at(path.string(), own);
        if (auto const ec = detail::find_target(path, may_be_there, details)) return ec;
        // A link leads to where the file is, which may be another folder.
        if (i == 0) folder = path.parent_path();
    }
    return check_output_folder(folder.string(), details);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
