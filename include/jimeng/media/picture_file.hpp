#ifndef JIMENG_MEDIA_PICTURE_FILE_HPP
#define JIMENG_MEDIA_PICTURE_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/media/picture_check.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The name that a picture gets once it is there.
struct picture_name {
    std::string path{};
    /// Where `path`, a link, led when it was chosen. Empty: it was none, and a link that is found there later is
    /// replaced and never followed.
    std::string leads_to{};
    bool overwrite = false;         ///< Whether an existing file may be replaced.
    bool ending_from_bytes = false; ///< The ending of `path` is nobody's wish: the picture's format decides it.
};

/// A picture or video on its way to a file.
///
/// It grows in a hidden temporary file, which only its owner may read, in the target's folder, and takes its name in one
/// step when it is whole, so nobody ever sees half a picture. Destruction without `commit` removes the temporary file;
/// folders that `open` created stay.
///
/// A picture that is there is not thrown away for its name's sake: where the name was taken meanwhile, it is saved as
/// `NAME.1.png` and so on. Neither are bytes that are no whole PNG, JPEG or MP4, or not what was wanted: they are kept under
/// a name that tells what they are (`picture_check::ending_to_keep`). Both end with an error whose message names the file;
/// its path is returned too.
class picture_file {
public:
    JIMENG_DECL picture_file(picture_file&&) noexcept;
    JIMENG_DECL picture_file& operator=(picture_file&&) noexcept;
    JIMENG_DECL ~picture_file();

    /// Creates the temporary file, and missing parent folders.
    ///
    /// @param wanted     What `commit` takes for good.
    /// @param overwrite  Whether an existing file may be replaced. A link is followed, once and here: the file it names is
    /// replaced. The new file has the permission bits of the old one.
    /// @par Errors `output_exists`, `bad_path` (a folder, a pipe, a dangling link, no name, a NUL in it), `disk_full`,
    /// `file_io`. No value with an error.
    JIMENG_DECL static std::optional<picture_file> open(std::string const& target, bool overwrite, media_limits limits,
                                                        error_code& ec, diagnostics& details,
                                                        wanted_media wanted = wanted_media::picture);

    /// The same for a picture whose name is not known yet: it grows in the folder where `beside` would lie, and is named
    /// by `commit_as`.
    JIMENG_DECL static std::optional<picture_file> open_unnamed(std::string const& beside, media_limits limits,
                                                                error_code& ec, diagnostics& details,
                                                                wanted_media wanted = wanted_media::picture);

    /// Appends bytes. @par Errors `too_large`, `disk_full`, `file_io`. @throws std::bad_alloc
    JIMENG_DECL error_code write(std::string_view piece);

    /// As `picture_check::spoil`.
    JIMENG_DECL void spoil(error_code const& why, std::string words);

    /// Throws away what was written, to begin anew.
    JIMENG_DECL error_code restart();

    /// Checks the picture (`picture_check::finish`), makes it durable and gives it its name. Call it once.
    /// @par Errors Also `output_exists`, when somebody else has made the file meanwhile.
    JIMENG_DECL saved_picture commit(std::optional<std::uint64_t> announced, error_code& ec, diagnostics& details);

    /// The same under a name that is chosen now. Where that lies in another folder, the bytes are copied; where they cannot
    /// be, they are kept in the first one.
    JIMENG_DECL saved_picture commit_as(picture_name const& name, std::optional<std::uint64_t> announced,
                                        error_code& ec, diagnostics& details);

private:
    struct impl;
    JIMENG_DECL explicit picture_file(std::unique_ptr<impl> opened) noexcept;

    std::unique_ptr<impl> impl_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/picture_file.ipp>
#endif

#endif
