#include "output_files.hpp"

#include "printing.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/media/output_names.hpp>
#include <jimeng/wire/result_reader.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace command {

namespace {

namespace fs = std::filesystem;

std::string line(fs::path const& path, std::string const& what)
{
    return "output " + jimeng::for_terminal(path.string()) + ": " + what;
}

std::string trouble_with_target(fs::path const& path, bool overwrite, std::string_view remedy)
{
    std::error_code ec;
    auto const status = fs::symlink_status(path, ec);
    if (status.type() == fs::file_type::not_found) return {};
    if (status.type() == fs::file_type::none) return line(path, "cannot be looked at: " + ec.message());
    if (fs::is_directory(status))
        return line(path, "is a folder; name a file in it, or end it with / to name files by task");
    if (!fs::is_regular_file(status))
        return line(path, "is not a regular file; name the file to write, or - for standard output");
    if (overwrite) return {};
    return line(path, remedy.empty() ? "exists already; move it away"
                                     : "exists already; choose another name or add " + std::string{remedy});
}

/// File systems take 255 bytes; the number and the temporary file's additions need some of them.
std::string trouble_with_name(fs::path const& path)
{
    constexpr std::size_t most = 255 - 24;
    if (path.filename().string().size() <= most) return {};
    return line(path, "has a name of more than " + std::to_string(most) + " bytes; choose a shorter one");
}

bool is_blank_at(std::string_view text, bool end)
{
    return end ? text.back() == ' ' || text.back() == '\t' || text.back() == '\n' || text.back() == '\r'
               : text.front() == ' ' || text.front() == '\t' || text.front() == '\n' || text.front() == '\r';
}

/// `$HOME` and `${HOME}`, which a shell leaves alone between single quotes.
bool begins_with_variable(std::string_view text)
{
    if (text.size() < 2 || text[0] != '$') return false;
    return text[1] == '{' || text[1] == '_' || (text[1] >= 'A' && text[1] <= 'Z') || (text[1] >= 'a' && text[1] <= 'z');
}

/// Paths that mean something else than they would do.
std::string surprise_in(std::string const& path)
{
    if (jimeng::is_blank(std::string_view{path}))
        return "output: is empty; name a file such as cat.png, or a folder such as cats/";
    if (path.front() == '~')
        return line(path,
                    "the shell leaves ~ alone inside quotes and behind =; write \"$HOME/...\", or ./~ for a folder of "
                    "that name");
    if (begins_with_variable(path))
        return line(path,
                    "the shell leaves $ alone inside single quotes; use double ones, or write ./$ for a folder of "
                    "that name");
    if (path.find("://") != std::string::npos) return line(path, "is an address; name a file on this machine");
    if (is_blank_at(path, false) || is_blank_at(path, true))
        return line(path, "begins or ends with a blank; write it without");
    return {};
}

} // namespace

std::string save_text(std::string const& path, std::string_view text, bool overwrite)
{
    std::error_code ec;
    fs::path const file{path};
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), ec);
    auto temporary = path + ".XXXXXX";
    int const descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) return line(file, "cannot be written: " + std::generic_category().message(errno));
    bool const written = write_all(descriptor, text) && ::fchmod(descriptor, 0644) == 0 && ::fsync(descriptor) == 0;
    bool const named = written && (overwrite ? ::rename(temporary.c_str(), path.c_str()) == 0
                                             : ::link(temporary.c_str(), path.c_str()) == 0);
    auto const why = errno;
    ::close(descriptor);
    if (!named || !overwrite) ::unlink(temporary.c_str());
    return named ? std::string{} : line(file, "cannot be written: " + std::generic_category().message(why));
}

std::string trouble_with_folder(std::filesystem::path const& folder)
{
    jimeng::diagnostics details;
    return jimeng::check_output_folder(folder.string(), details).failed() ? details.client_message : std::string{};
}

std::string trouble_with_output(std::string const& text, bool overwrite, std::string_view remedy,
                                jimeng::saved_results const& own)
{
    if (auto trouble = surprise_in(text); !trouble.empty()) return trouble;
    fs::path const path{text};
    if (!path.has_filename()) return trouble_with_folder(path.parent_path());
    if (auto trouble = trouble_with_name(path); !trouble.empty()) return trouble;
    auto const may_be_there = [&](std::string const& name) { return overwrite || jimeng::lies_at(name, own); };
    if (auto trouble = trouble_with_target(path, may_be_there(text), remedy); !trouble.empty()) return trouble;
    for (std::size_t i = 0; i != jimeng::most_pictures; ++i) {
        auto const numbered = jimeng::numbered_path(text, i, jimeng::most_pictures);
        if (auto trouble = trouble_with_target(numbered, may_be_there(numbered), remedy); !trouble.empty())
            return trouble;
    }
    return trouble_with_folder(path.parent_path());
}

} // namespace command
