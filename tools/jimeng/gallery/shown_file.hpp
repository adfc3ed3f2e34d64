#ifndef JIMENG_COMMAND_GALLERY_SHOWN_FILE_HPP
#define JIMENG_COMMAND_GALLERY_SHOWN_FILE_HPP

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace command::gallery {

/// A file of a result as the page shows it.
struct shown_file {
    std::filesystem::path path; ///< Below the folder.
    bool is_there = false;
    std::string_view kind = "other"; ///< `picture` or `video`, as its bytes say; `other`.
    std::uint32_t width = 0;         ///< In pixels; 0: not known.
    std::uint32_t height = 0;
    std::uint64_t size_bytes = 0; ///< As it lies there, else as it was saved.
    std::string sha256;           ///< As it was saved.
};

/// Finds a file in a batch's folder, which may have been moved since it was saved. One outside of the folder is never looked
/// at.
/// @param folder    Absolute.
/// @param recorded  Its path as the batch wrote it.
[[nodiscard]] shown_file find_file(std::filesystem::path const& folder, std::string const& recorded);

} // namespace command::gallery

#endif
