#ifndef JIMENG_CLIENT_PICTURE_HPP
#define JIMENG_CLIENT_PICTURE_HPP

#include <jimeng/client/task.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/picture_format.hpp>
#include <jimeng/net/picture_file.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace jimeng {

/// One result of a task.
struct picture {
    std::string url{};   ///< Lives 24 h; empty when the service sent the bytes themselves. Untrusted text.
    std::string bytes{}; ///< The file; empty when only the link was wanted, its download failed, or it was saved.
    picture_format format = picture_format::unknown; ///< Read from the bytes, never from a name.
    std::uint32_t width = 0;                         ///< In pixels; 0 without bytes.
    std::uint32_t height = 0;
    saved_picture saved{}; ///< The facts of what came; its path is empty when it was not saved.

    /// Writes the bytes to a file: to a temporary one beside it first, then renamed. Parent folders are created.
    /// An existing file stays as it is unless `overwrite`. What is no whole PNG or JPEG is kept under a name that tells what
    /// it is, as `picture_file` does, with `bad_image`.
    /// @throws error_with_diagnostics
    JIMENG_DECL saved_picture save(std::string const& path, bool overwrite = false) const;

    /// @par Errors `output_exists`, `bad_path`, `bad_image` (no bytes, or not a PNG or JPEG), `file_io`, `disk_full`.
    JIMENG_DECL saved_picture save(std::string const& path, bool overwrite, error_code& ec, diagnostics& details) const;
};

/// The results of a task, in the service's order, and the task itself: also where an operation failed, it is set as soon as
/// the service gave an id.
class pictures : public std::vector<picture> {
public:
    using std::vector<picture>::vector;

    jimeng::task task{};
};

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/picture.ipp>
#endif

#endif
