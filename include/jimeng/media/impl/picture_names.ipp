#ifndef JIMENG_MEDIA_IMPL_PICTURE_NAMES_IPP
#define JIMENG_MEDIA_IMPL_PICTURE_NAMES_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/media/detail/picture_names.hpp>
#include <jimeng/media/output_names.hpp>
#include <jimeng/wire/decode.hpp>

#include <filesystem>
#include <system_error>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM JIMENG_DECL picture_names::picture_names(std::string output, bool overwrite)
    : output_{std::move(output)},
      overwrite_{overwrite}
{
    if (output_.empty() || output_.ends_with('/') || !overwrite_) return;
    look_at(output_);
    for (std::size_t i = 0; i != most_pictures; ++i)
        look_at(numbered_path(output_, i, most_pictures));
}

JIMENG_SELDOM inline void picture_names::look_at(std::string const& path)
{
    std::error_code ec;
    if (!std::filesystem::is_symlink(path, ec)) return;
    auto const there = std::filesystem::canonical(path, ec);
    if (!ec) links_.emplace(path, there.string());
}

JIMENG_SELDOM JIMENG_DECL std::string picture_names::beside(task_id const& id) const
{
    auto const found = links_.find(output_);
    return found != links_.end() ? found->second : output_path(output_, id);
}

JIMENG_SELDOM JIMENG_DECL picture_name picture_names::of(task_id const& id, result_place const& place) const
{
    auto path = numbered_path(output_path(output_, id, place.kind), place.index, place.count);
    auto const found = links_.find(path);
    bool const linked = place.expected && found != links_.end();
    return {std::move(path), linked ? found->second : std::string{}, overwrite_,
            output_.ends_with('/') || leaves_ending_open(output_) || !place.expected};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
