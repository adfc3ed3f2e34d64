#include "output_files.hpp"

#include <jimeng/client/output_names.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/wire/result_reader.hpp>

#include <system_error>

namespace command {

namespace {

namespace fs = std::filesystem;

std::string line(fs::path const& path, std::string const& what)
{
    return "output " + jimeng::for_terminal(path.string()) + ": " + what;
}

std::string trouble_with_target(fs::path const& path, bool overwrite)
{
    std::error_code ec;
    auto const status = fs::symlink_status(path, ec);
    if (status.type() == fs::file_type::not_found) return {};
    if (status.type() == fs::file_type::none) return line(path, "cannot be looked at: " + ec.message());
    if (fs::is_directory(status))
        return line(path, "is a folder; name a file in it, or end it with / to name files by task");
    if (!fs::is_regular_file(status)) return line(path, "is not a regular file; name the file to write");
    return overwrite ? std::string{} : line(path, "exists already; choose another name or add --force");
}

/// File systems take 255 bytes; the number and the temporary file's additions need some of them.
std::string trouble_with_name(fs::path const& path)
{
    constexpr std::size_t most = 255 - 24;
    if (path.filename().string().size() <= most) return {};
    return line(path, "has a name of more than " + std::to_string(most) + " bytes; choose a shorter one");
}

} // namespace

std::string trouble_with_folder(std::filesystem::path const& folder)
{
    jimeng::diagnostics details;
    return jimeng::check_output_folder(folder.string(), details).failed() ? details.client_message : std::string{};
}

std::string trouble_with_output(std::filesystem::path const& path, bool overwrite)
{
    if (!path.has_filename()) return trouble_with_folder(path.parent_path());
    if (auto trouble = trouble_with_name(path); !trouble.empty()) return trouble;
    if (auto trouble = trouble_with_target(path, overwrite); !trouble.empty()) return trouble;
    for (std::size_t i = 0; i != jimeng::most_pictures; ++i) {
        auto const numbered = jimeng::numbered_path(path.string(), i, jimeng::most_pictures);
        if (auto trouble = trouble_with_target(numbered, overwrite); !trouble.empty()) return trouble;
    }
    return trouble_with_folder(path.parent_path());
}

} // namespace command
