#ifndef JIMENG_NET_IMPL_PICTURE_FILE_IPP
#define JIMENG_NET_IMPL_PICTURE_FILE_IPP

#include <jimeng/core/escape.hpp>
#include <jimeng/net/picture_file.hpp>

#include <openssl/evp.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <new>
#include <random>
#include <system_error>
#include <utility>

namespace jimeng {

struct picture_check::impl {
    explicit impl(std::uint64_t limit) : max_bytes{limit}, hash{EVP_MD_CTX_new()}
    {
        if (hash == nullptr || EVP_DigestInit_ex(hash, EVP_sha256(), nullptr) != 1) {
            EVP_MD_CTX_free(hash);
            throw std::bad_alloc{};
        }
    }
    impl(impl const&) = delete;
    impl& operator=(impl const&) = delete;
    ~impl() { EVP_MD_CTX_free(hash); }

    std::uint64_t max_bytes;
    std::uint64_t size = 0;
    EVP_MD_CTX* hash;
    picture_header header;
    std::string first_bytes; ///< Until the header is known.
    std::string last_bytes;
};

namespace detail {

inline std::string sha256_digits(EVP_MD_CTX* hash)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    std::string digits;
    if (EVP_DigestFinal_ex(hash, digest.data(), &size) != 1) return digits;
    for (unsigned i = 0; i != size; ++i)
        append_hexadecimal(digits, digest[i], 2);
    return digits;
}

/// Writers may pad a picture by some bytes; the marker cannot occur inside its compressed data.
inline bool has_end_marker(picture_format format, std::string_view last_bytes)
{
    constexpr std::string_view png_end{"\0\0\0\0IEND\xAE\x42\x60\x82", 12};
    auto const marker = format == picture_format::png ? png_end : std::string_view{"\xFF\xD9"};
    return last_bytes.find(marker) != std::string_view::npos;
}

inline std::string picture_complaint(picture_header const& header, std::string_view last_bytes)
{
    constexpr std::uint32_t most_pixels = 65'535;
    if (header.format == picture_format::unknown) return "picture: its first bytes are neither PNG nor JPEG";
    if (header.width == 0 || header.height == 0) return "picture: its width and height cannot be read";
    if (header.width > most_pixels || header.height > most_pixels)
        return "picture: a side of more than 65,535 pixels is not plausible";
    if (!has_end_marker(header.format, last_bytes)) return "picture: its end is missing; download it again";
    return {};
}

inline client_errc file_error(int number) noexcept
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG ? client_errc::disk_full : client_errc::file_io;
}

inline error_code refuse_file(client_errc code, std::filesystem::path const& path, std::string_view reason,
                              diagnostics& details)
{
    details.client_message = ("output " + for_terminal(path.string()) + ": ").append(reason);
    return code;
}

inline error_code refuse_file(int number, std::filesystem::path const& path, diagnostics& details)
{
    auto const code = file_error(number);
    auto const reason = std::generic_category().message(number);
    return refuse_file(code, path, reason + (code == client_errc::disk_full ? "; free space" : "; check its folder"),
                       details);
}

/// The file that a save would create or replace.
inline error_code find_target(std::filesystem::path& target, bool overwrite, diagnostics& details)
{
    auto const asked = target;
    std::error_code ec;
    if (asked.native().find('\0') != std::string::npos)
        return refuse_file(client_errc::bad_path, asked, "holds a NUL, where the system would end it; remove it",
                           details);
    if (!target.has_filename() || target.filename() == "." || target.filename() == "..")
        return refuse_file(client_errc::bad_path, asked, "names no file; add a file name", details);
    auto const link = std::filesystem::symlink_status(target, ec);
    if (link.type() == std::filesystem::file_type::not_found) return {};
    if (link.type() == std::filesystem::file_type::symlink) target = std::filesystem::canonical(target, ec);
    if (ec) return refuse_file(client_errc::bad_path, asked, "cannot be looked at: " + ec.message(), details);
    if (!std::filesystem::is_regular_file(target, ec))
        return refuse_file(client_errc::bad_path, asked, "is there and is no ordinary file; choose another name",
                           details);
    if (overwrite) return {};
    return refuse_file(client_errc::output_exists, asked, "exists already; choose another name or ask to overwrite",
                       details);
}

inline std::string temporary_name(std::string const& name)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device device;
    std::uniform_int_distribution<std::size_t> any{0, letters.size() - 1};
    std::string temporary = '.' + name.substr(0, 200) + '.'; // file names end at 255 bytes
    for (int i = 0; i != 6; ++i)
        temporary += letters[any(device)];
    return temporary + ".part";
}

/// Calls again while a signal gets in the way. Returns 0, or an errno value.
template <class Call>
int uninterrupted(Call const& call)
{
    while (call() != 0)
        if (errno != EINTR) return errno;
    return 0;
}

/// On Linux the descriptor is gone also when a signal came in between.
inline int close_file(int descriptor) noexcept
{
    return ::close(descriptor) == 0 || errno == EINTR ? 0 : errno;
}

/// Gives a file its permission bits of another; where there is no other, it keeps its own.
inline int copy_permissions(char const* from, int to) noexcept
{
    struct stat old {};
    if (::stat(from, &old) != 0) return 0;
    return ::fchmod(to, old.st_mode & 0777) == 0 ? 0 : errno;
}

/// For file systems that know neither links nor renaming without replacing: the name is taken first, by an empty file.
inline int rename_over_own_name(char const* from, char const* to) noexcept
{
    int const taken = ::open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (taken < 0) return errno;
    ::close(taken);
    if (std::rename(from, to) == 0) return 0;
    int const error = errno;
    ::unlink(to);
    return error;
}

/// Gives a file its final name and never replaces another. Returns an errno value, or 0.
inline int rename_without_replacing(char const* from, char const* to) noexcept
{
#if defined(RENAME_NOREPLACE)
    if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
#endif
    if (::link(from, to) == 0) {
        ::unlink(from);
        return 0;
    }
    bool const no_links = errno == EPERM || errno == ENOSYS || errno == ENOTSUP || errno == EOPNOTSUPP;
    return no_links ? rename_over_own_name(from, to) : errno;
}

inline void sync_folder(std::filesystem::path const& folder) noexcept
{
    int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return; // the picture is safe; its name will be when the system gets to it
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace detail

JIMENG_DECL picture_check::picture_check(std::uint64_t max_bytes) : impl_{std::make_unique<impl>(max_bytes)} {}
JIMENG_DECL picture_check::picture_check(picture_check&&) noexcept = default;
JIMENG_DECL picture_check& picture_check::operator=(picture_check&&) noexcept = default;
JIMENG_DECL picture_check::~picture_check() = default;

JIMENG_DECL error_code picture_check::write(std::string_view piece)
{
    auto& state = *impl_;
    if (piece.size() > state.max_bytes - state.size) return client_errc::too_large;
    state.size += piece.size();
    EVP_DigestUpdate(state.hash, piece.data(), piece.size());
    if (state.header.width == 0 && state.first_bytes.size() < picture_header_limit_bytes) {
        state.first_bytes += piece.substr(0, picture_header_limit_bytes - state.first_bytes.size());
        state.header = read_picture_header(state.first_bytes);
        if (state.header.width != 0) std::string{}.swap(state.first_bytes);
    }
    constexpr std::size_t tail = 64;
    state.last_bytes += piece.substr(piece.size() - std::min(piece.size(), tail));
    if (state.last_bytes.size() > tail) state.last_bytes.erase(0, state.last_bytes.size() - tail);
    return {};
}

JIMENG_DECL saved_picture picture_check::finish(std::optional<std::uint64_t> announced, error_code& ec,
                                                diagnostics& details)
{
    auto const& state = *impl_;
    ec = {};
    if (announced && *announced != state.size) {
        ec = client_errc::size_mismatch;
        details.client_message = "picture: " + std::to_string(state.size) + " bytes came, " +
                                 std::to_string(*announced) + " were announced; download it again";
        return {};
    }
    details.client_message = detail::picture_complaint(state.header, state.last_bytes);
    if (!details.client_message.empty()) {
        ec = client_errc::bad_image;
        return {};
    }
    return {{},
            state.header.format,
            state.header.width,
            state.header.height,
            state.size,
            detail::sha256_digits(state.hash)};
}

struct picture_file::impl {
    explicit impl(std::uint64_t limit) : max_bytes{limit}, check{limit} {}
    impl(impl const&) = delete;
    impl& operator=(impl const&) = delete;
    ~impl()
    {
        if (descriptor >= 0) ::close(descriptor);
        if (!temporary.empty()) ::unlink(temporary.c_str());
    }

    int create(std::filesystem::path const& folder)
    {
        for (int attempt = 0; attempt != 16; ++attempt) {
            auto const candidate = folder / detail::temporary_name(target.filename().string());
            descriptor = ::open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
            if (descriptor >= 0) temporary = candidate;
            if (descriptor >= 0 || errno != EEXIST) break;
        }
        if (descriptor < 0) return errno;
        return overwrite ? detail::copy_permissions(target.c_str(), descriptor) : 0;
    }

    int publish()
    {
        if (int const failed = detail::uninterrupted([&] { return ::fsync(descriptor); })) return failed;
        if (int const failed = detail::close_file(std::exchange(descriptor, -1))) return failed;
        int const error = overwrite ? (std::rename(temporary.c_str(), target.c_str()) == 0 ? 0 : errno)
                                    : detail::rename_without_replacing(temporary.c_str(), target.c_str());
        if (error == 0) temporary.clear();
        return error;
    }

    std::filesystem::path asked;
    std::filesystem::path target;
    std::filesystem::path temporary;
    bool overwrite = false;
    std::uint64_t max_bytes;
    int descriptor = -1;
    picture_check check;
};

JIMENG_DECL picture_file::picture_file(std::unique_ptr<impl> opened) noexcept : impl_{std::move(opened)} {}
JIMENG_DECL picture_file::picture_file(picture_file&&) noexcept = default;
JIMENG_DECL picture_file& picture_file::operator=(picture_file&&) noexcept = default;
JIMENG_DECL picture_file::~picture_file() = default;

JIMENG_DECL std::optional<picture_file> picture_file::open(std::string const& target, bool overwrite,
                                                           std::uint64_t max_bytes, error_code& ec,
                                                           diagnostics& details)
{
    auto file = std::make_unique<impl>(max_bytes);
    file->asked = file->target = target;
    file->overwrite = overwrite;
    ec = detail::find_target(file->target, overwrite, details);
    if (ec) return std::nullopt;
    auto const folder = file->target.has_parent_path() ? file->target.parent_path() : std::filesystem::path{"."};
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        ec = detail::refuse_file(failure.value(), target, details);
    else if (int const error = file->create(folder); error != 0)
        ec = detail::refuse_file(error, target, details);
    if (ec) return std::nullopt;
    return picture_file{std::move(file)};
}

JIMENG_DECL error_code picture_file::write(std::string_view piece)
{
    if (auto const ec = impl_->check.write(piece)) return ec;
    while (!piece.empty()) {
        auto const written = ::write(impl_->descriptor, piece.data(), piece.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return detail::file_error(written < 0 ? errno : EIO);
        piece.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

JIMENG_DECL error_code picture_file::restart()
{
    impl_->check = picture_check{impl_->max_bytes};
    if (int const failed = detail::uninterrupted([&] { return ::ftruncate(impl_->descriptor, 0); }))
        return detail::file_error(failed);
    if (::lseek(impl_->descriptor, 0, SEEK_SET) != 0) return detail::file_error(errno);
    return {};
}

JIMENG_DECL saved_picture picture_file::commit(std::optional<std::uint64_t> announced, error_code& ec,
                                               diagnostics& details)
{
    auto saved = impl_->check.finish(announced, ec, details);
    if (ec) return saved;
    int const error = impl_->publish();
    if (error == EEXIST)
        ec = detail::refuse_file(client_errc::output_exists, impl_->asked, "was made by somebody else meanwhile",
                                 details);
    else if (error != 0)
        ec = detail::refuse_file(error, impl_->asked, details);
    if (ec) return {};
    detail::sync_folder(impl_->target.has_parent_path() ? impl_->target.parent_path() : ".");
    saved.path = impl_->asked.string();
    return saved;
}

} // namespace jimeng

#endif
