#ifndef JIMENG_NET_PICTURE_FILE_HPP
#define JIMENG_NET_PICTURE_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/picture_format.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng {

/// A picture that was checked, and where it lies.
struct saved_picture {
    std::string path; ///< Empty for a picture in memory.
    picture_format format = picture_format::unknown;
    std::uint32_t width = 0;  ///< Pixels.
    std::uint32_t height = 0; ///< Pixels.
    std::uint64_t size_bytes = 0;
    std::string sha256{}; ///< Of all bytes, 64 lower-case hexadecimal digits.
};

/// Judges bytes as they pass: length, format, pixels, end marker, hash. What is not whole is not a picture.
class picture_check {
public:
    /// @param max_bytes  `write` answers `too_large` beyond it.
    explicit picture_check(std::uint64_t max_bytes);
    picture_check(picture_check&&) noexcept;
    picture_check& operator=(picture_check&&) noexcept;
    ~picture_check();

    error_code write(std::string_view piece);

    /// The facts, once everything was written; `path` is left empty.
    /// @param announced  How many bytes were promised.
    /// @par Errors `size_mismatch`; `bad_image` for anything but a whole PNG or JPEG of 1 to 65,535 pixels a side.
    saved_picture finish(std::optional<std::uint64_t> announced, error_code& ec, diagnostics& details);

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// A picture on its way to a file.
///
/// It grows in a hidden temporary file beside the target and takes its name in one step when it is whole, so nobody
/// ever sees half a picture. Destruction without `commit` removes the temporary file; folders that `open` created stay.
class picture_file {
public:
    picture_file(picture_file&&) noexcept;
    picture_file& operator=(picture_file&&) noexcept;
    ~picture_file();

    /// Creates the temporary file, and missing parent folders.
    ///
    /// @param overwrite  Whether an existing file may be replaced. A link is followed: the file it names is replaced.
    /// The new file has the permission bits of the old one.
    /// @par Errors `output_exists`, `bad_path` (a folder, a pipe, a dangling link, no name, a NUL in it), `disk_full`,
    /// `file_io`. No value with an error.
    static std::optional<picture_file> open(std::string const& target, bool overwrite, std::uint64_t max_bytes,
                                            error_code& ec, diagnostics& details);

    /// The same for a picture whose name is not known yet: it grows in the folder where `beside` would lie, and `rename`
    /// names it before `commit`.
    static std::optional<picture_file> open_unnamed(std::string const& beside, std::uint64_t max_bytes, error_code& ec,
                                                    diagnostics& details);

    /// Gives it this name at `commit`. @par Errors As of `open`.
    error_code rename(std::string const& target, bool overwrite, diagnostics& details);

    /// Appends bytes. @par Errors `too_large`, `disk_full`, `file_io`.
    error_code write(std::string_view piece);

    /// Throws away what was written, to begin anew.
    error_code restart();

    /// Checks the picture (`picture_check::finish`), makes it durable and gives it its name. Call it once.
    /// @par Errors Also `output_exists`, when somebody else has made the file meanwhile.
    saved_picture commit(std::optional<std::uint64_t> announced, error_code& ec, diagnostics& details);

private:
    struct impl;
    explicit picture_file(std::unique_ptr<impl> opened) noexcept;

    std::unique_ptr<impl> impl_;
};

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/picture_file.ipp>
#endif

#endif
