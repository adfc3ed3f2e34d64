#include "taken_names.hpp"

#include <jimeng/media/output_names.hpp>

#include <filesystem>
#include <system_error>

namespace command::batch {

namespace {

namespace fs = std::filesystem;

bool has_beginning(std::set<std::string, std::less<>> const& names, std::string const& beginning)
{
    auto const found = names.lower_bound(beginning);
    return found != names.end() && found->starts_with(beginning);
}

} // namespace

bool taken_names::may_hinder(std::string const& output)
{
    constexpr std::size_t surely_short = 200; // of the 255 bytes, with room for a number and an ending
    fs::path const path{output};
    auto const stem = path.stem().string();
    auto const& where = listed(path.parent_path().string());
    return !where.takes_files || stem.size() > surely_short || has_beginning(where.names, stem + '.') ||
           has_beginning(where.names, stem + '-');
}

taken_names::folder const& taken_names::listed(std::string const& path)
{
    auto const [found, is_new] = folders_.try_emplace(path);
    auto& one = found->second;
    if (!is_new) return one;
    jimeng::diagnostics ignored;
    std::error_code ec;
    one.takes_files = !jimeng::check_output_folder(path, ignored).failed();
    for (fs::directory_iterator i{path, ec}, end; !ec && i != end; i.increment(ec))
        one.names.insert(i->path().filename().string());
    one.takes_files = one.takes_files && (!ec || ec == std::errc::no_such_file_or_directory);
    return one;
}

} // namespace command::batch
