#ifndef JIMENG_CLIENT_IMPL_OUTPUT_NAMES_IPP
#define JIMENG_CLIENT_IMPL_OUTPUT_NAMES_IPP

#include <jimeng/client/output_names.hpp>
#include <jimeng/net/detail/output_file.hpp>
#include <jimeng/wire/result_reader.hpp>

#include <filesystem>
#include <string_view>

namespace jimeng {

JIMENG_DECL std::string numbered_path(std::string const& path, std::size_t index, std::size_t count)
{
    if (count < 2) return path;
    std::filesystem::path const whole{path};
    auto name = whole.stem();
    name += "-" + std::to_string(index + 1);
    name += whole.extension();
    return (whole.parent_path() / name).string();
}

JIMENG_DECL std::string output_path(std::string const& output, task_id const& id)
{
    constexpr std::string_view harmless = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if (!output.ends_with('/')) return output;
    auto name = id.text();
    for (char& c : name)
        if (harmless.find(c) == std::string_view::npos) c = '_';
    return output + name + ".png";
}

JIMENG_DECL error_code check_output(std::string const& output, bool overwrite, diagnostics& details)
{
    if (output.ends_with('/')) {
        bool const other = std::filesystem::exists(output.substr(0, output.find_last_not_of('/') + 1)) &&
                           !std::filesystem::is_directory(output);
        return other ? detail::refuse_file(client_errc::bad_path, output, "is no folder; choose another one", details)
                     : error_code{};
    }
    for (std::size_t i = 0; i != most_pictures + 1; ++i) {
        std::filesystem::path path = i == 0 ? output : numbered_path(output, i - 1, most_pictures);
        if (auto const ec = detail::find_target(path, overwrite, details)) return ec;
    }
    return {};
}

} // namespace jimeng

#endif
