#ifndef JIMENG_MEDIA_ARTIFACT_HPP
#define JIMENG_MEDIA_ARTIFACT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/media/picture_check.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace jimeng::inline JIMENG_ABI {

/// One result of a task: a picture or a video.
struct artifact {
    std::string url{};   ///< A picture's lives 24 h, a video's 1 h; empty for bytes inside an answer. Untrusted text.
    std::string bytes{}; ///< The file; empty when only the link was wanted, its download failed, or it was saved.
    media_format format = media_format::unknown; ///< Read from the bytes, never from a name.
    std::uint32_t width = 0;                     ///< In pixels; 0 without bytes, and for a video that does not say.
    std::uint32_t height = 0;
    saved_picture saved{};                 ///< The facts of what came; its path is empty when it was not saved.
    media_kind kind = media_kind::picture; ///< What the answer promised; `format` says what came.
    std::chrono::milliseconds duration{0}; ///< Of a video, where it says.

    /// Writes the bytes to a file: to a temporary one beside it first, then renamed. Parent folders are created.
    /// An existing file stays as it is unless `overwrite`. What is no whole PNG or JPEG, or for a video no whole MP4, is kept
    /// under a name that tells what it is, as `picture_file` does, with `bad_image`.
    /// @throws error_with_diagnostics
    JIMENG_DECL saved_picture save(std::string const& path, bool overwrite = false) const;

    /// @par Errors `output_exists`, `bad_path`, `bad_image` (no bytes, or not of this kind), `file_io`, `disk_full`.
    JIMENG_DECL saved_picture save(std::string const& path, bool overwrite, error_code& ec, diagnostics& details) const;
};

/// The same where it is a picture that is spoken of.
using picture = artifact;

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/artifact.ipp>
#endif

#endif
