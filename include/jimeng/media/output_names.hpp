#ifndef JIMENG_MEDIA_OUTPUT_NAMES_HPP
#define JIMENG_MEDIA_OUTPUT_NAMES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/media/saved_result.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Where result `index` of `count` goes: `lake.png` alone, else `lake-1.png`, `lake-2.png`, ...
[[nodiscard]] JIMENG_DECL std::string numbered_path(std::string const& path, std::size_t index, std::size_t count);

/// Whether a name ends in `.*`: the format of each file is its ending then.
[[nodiscard]] inline bool leaves_ending_open(std::string_view output) noexcept
{
    return output.size() > 2 && output.ends_with(".*") && output[output.size() - 3] != '/';
}

/// `generate_options::output` as the name of a file: in a folder, one that ends in `/`, that is the task's id and `.png`,
/// or `.mp4` for a video, which gives way to the ending of the file's own format. So does the `.*` of `NAME.*`.
/// What an id could mean to a file system becomes `_`.
[[nodiscard]] JIMENG_DECL std::string output_path(std::string const& output, task_id const& id,
                                                  media_kind kind = media_kind::picture);

/// Why no file can be made in that folder, as far as that can be known without making one. Folders that are missing are
/// made when the first result is there, so the nearest one that exists must take them. Empty: the working folder.
/// @par Errors `bad_path`.
[[nodiscard]] JIMENG_DECL error_code check_output_folder(std::string const& folder, diagnostics& details);

/// Why results cannot be saved there, as far as that can be known before they exist. How many come is not known yet, so
/// the numbered names count too. A name that ends in `/` is a folder's.
/// @param own  Results of the same task, which stand in no way.
/// @par Errors `output_exists` unless `overwrite`; `bad_path`.
[[nodiscard]] JIMENG_DECL error_code check_output(std::string const& output, bool overwrite, diagnostics& details,
                                                  saved_results const& own = {});

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/output_names.ipp>
#endif

#endif
