#ifndef JIMENG_MEDIA_SAVED_RESULT_HPP
#define JIMENG_MEDIA_SAVED_RESULT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/media/picture_check.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// A result of a task that an earlier run saved.
struct saved_result {
    std::size_t index = 0; ///< Among all results of the task, from 0 on, a video behind the pictures.
    std::string path{};
    std::string
        sha256{}; ///< Of the file as it was saved, in hexadecimal; empty: whatever whole picture or video lies there.
};

using saved_results = std::vector<saved_result>;

/// The facts of such a file as it lies there now, read from its first byte to its last. None where it is gone, cannot be
/// read, is no ordinary file, is no whole PNG, JPEG or MP4, or is not the one that was saved.
[[nodiscard]] JIMENG_DECL std::optional<saved_picture> find_saved(saved_result const& result);

/// Whether one of them lies at that path, however the two are written.
[[nodiscard]] JIMENG_DECL bool lies_at(std::string const& path, saved_results const& results);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/saved_result.ipp>
#endif

#endif
