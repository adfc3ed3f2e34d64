#include "placement.hpp"

#include "skill_files.hpp"

#include "../printing.hpp"

#include <jimeng/core/detail/open_file.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/sign/sha256.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace command::skill {

namespace {

namespace fs = std::filesystem;

std::string hash_of(std::string_view text)
{
    return jimeng::to_hex(jimeng::sha256(text));
}

/// Nothing where it is no file that can be read.
std::optional<std::string> text_of(fs::path const& path)
{
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) return std::nullopt;
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    return file ? std::optional{std::move(text)} : std::nullopt;
}

std::string list_of_hashes()
{
    std::string list;
    for (auto const& one : skill_files)
        ((list += hash_of(*one.text)) += "  ").append(one.path) += '\n';
    return list;
}

/// A name that is free is taken for the time of writing.
std::string write_file(fs::path const& path, std::string_view text)
{
    auto const beside = path.string() + ".new." + std::to_string(::getpid());
    {
        jimeng::detail::descriptor const file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)};
        if (file && write_all(file.get(), text) && ::rename(beside.c_str(), path.c_str()) == 0) return {};
    }
    auto const error = errno;
    if (error != EEXIST) ::unlink(beside.c_str());
    return jimeng::for_terminal(path.string()) + ": cannot be written: " + std::generic_category().message(error);
}

} // namespace

placement look_at(std::string const& folder)
{
    placement found;
    auto const list = text_of(fs::path{folder} / list_name).value_or("");
    for (auto const& one : skill_files) {
        auto const path = fs::path{folder} / one.path;
        std::error_code failure;
        bool const is_there = fs::exists(fs::symlink_status(path, failure));
        auto const text = text_of(path);
        if (is_there) found.is_new = false;
        bool const same = text == *one.text;
        if (!same) found.is_same = false;
        bool const ours = text && list.find(hash_of(*text) + "  " + std::string{one.path} + '\n') != std::string::npos;
        if (is_there && !same && !ours && found.in_the_way.empty()) found.in_the_way = path.string();
    }
    return found;
}

std::string write_files(std::string const& folder)
{
    std::error_code failure;
    fs::create_directories(fs::path{folder} / "references", failure);
    if (failure) return jimeng::for_terminal(folder) + ": cannot be made: " + failure.message();
    auto trouble = write_file(fs::path{folder} / list_name, list_of_hashes());
    for (auto const& one : skill_files)
        if (trouble.empty()) trouble = write_file(fs::path{folder} / one.path, *one.text);
    return trouble;
}

} // namespace command::skill
