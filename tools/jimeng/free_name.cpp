#include "free_name.hpp"

#include <jimeng/media/output_names.hpp>

#include <dirent.h>

#include <filesystem>
#include <memory>

namespace command {

namespace {

namespace fs = std::filesystem;

/// File systems take 255 bytes; the number and the temporary file's additions need some of them.
constexpr std::size_t most_name_bytes = 255 - 24;

/// Whether a name is that of a picture of this family: alone, numbered, or with the ending that its bytes want.
bool is_of_family(std::string_view name, std::string_view stem)
{
    if (!name.starts_with(stem)) return false;
    name.remove_prefix(stem.size());
    if (name.starts_with('-')) {
        auto const end = name.find_first_not_of("0123456789", 1);
        if (end == 1) return false;
        name.remove_prefix(end == std::string_view::npos ? name.size() : end);
    }
    return name.empty() || name.front() == '.' || name.front() == ' ';
}

/// A folder that cannot be read is no reason against a name; whoever writes there will be told. The standard's iterator
/// would end the program where memory ends.
bool is_free(fs::path const& path, jimeng::saved_results const& own)
{
    auto const stem = path.stem().string();
    auto const folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
    std::unique_ptr<DIR, int (*)(DIR*)> const names{::opendir(folder.c_str()), &::closedir};
    if (names == nullptr) return true;
    while (auto const* const one = ::readdir(names.get()))
        if (is_of_family(one->d_name, stem) && !jimeng::lies_at((folder / one->d_name).string(), own)) return false;
    return true;
}

std::string free_folder(std::string folder, std::string const& id, jimeng::saved_results const& own)
{
    while (!is_free(fs::path{folder + id}, own))
        folder += "again/";
    return folder;
}

} // namespace

std::string safe_id(std::string_view task_id)
{
    auto const id = jimeng::task_id::parse(task_id);
    auto const named = id ? jimeng::output_path("/", *id) : std::string{};
    return fs::path{named}.stem().string();
}

std::string free_output(std::string const& output, std::string_view task_id, jimeng::saved_results const& own)
{
    auto const id = safe_id(task_id);
    if (output.ends_with('/')) return free_folder(output, id, own);
    fs::path path{output};
    auto const ending = path.extension();
    auto stem = path.stem().string();
    if (is_free(path, own)) return output;
    stem = stem.size() + id.size() + ending.string().size() < most_name_bytes - 30 ? stem + "-" + id : id;
    for (;; stem += "-again") {
        path.replace_filename(stem + ending.string());
        if (is_free(path, own)) return path.string();
    }
}

} // namespace command
