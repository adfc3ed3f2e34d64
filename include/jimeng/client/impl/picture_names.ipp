#ifndef JIMENG_CLIENT_IMPL_PICTURE_NAMES_IPP
#define JIMENG_CLIENT_IMPL_PICTURE_NAMES_IPP

#include <jimeng/client/detail/picture_names.hpp>
#include <jimeng/client/output_names.hpp>
#include <jimeng/wire/decode.hpp>

#include <filesystem>
#include <system_error>
#include <utility>

namespace jimeng::detail {

JIMENG_DECL picture_names::picture_names(std::string output, bool overwrite)
    : output_{std::move(output)},
      overwrite_{overwrite}
{
    if (output_.empty() || output_.ends_with('/') || !overwrite_) return;
    look_at(output_);
    for (std::size_t i = 0; i != most_pictures; ++i)
        look_at(numbered_path(output_, i, most_pictures));
}

inline void picture_names::look_at(std::string const& path)
{
    std::error_code ec;
    if (!std::filesystem::is_symlink(path, ec)) return;
    auto const there = std::filesystem::canonical(path, ec);
    if (!ec) links_.emplace(path, there.string());
}

JIMENG_DECL std::string picture_names::beside(task_id const& id) const
{
    auto const found = links_.find(output_);
    return found != links_.end() ? found->second : output_path(output_, id);
}

JIMENG_DECL picture_name picture_names::of(task_id const& id, std::size_t index, std::size_t count) const
{
    auto path = numbered_path(output_path(output_, id), index, count);
    auto const found = links_.find(path);
    auto leads_to = found != links_.end() ? found->second : std::string{};
    return {std::move(path), std::move(leads_to), overwrite_, output_.ends_with('/')};
}

} // namespace jimeng::detail

#endif
