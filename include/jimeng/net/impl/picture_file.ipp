#ifndef JIMENG_NET_IMPL_PICTURE_FILE_IPP
#define JIMENG_NET_IMPL_PICTURE_FILE_IPP

#include <jimeng/core/escape.hpp>
#include <jimeng/net/detail/output_file.hpp>
#include <jimeng/net/picture_file.hpp>

#include <openssl/evp.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <new>
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
    picture_header_reader header;
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
    state.header.write(piece);
    constexpr std::size_t tail = 64;
    state.last_bytes += piece.substr(piece.size() - std::min(piece.size(), tail));
    if (state.last_bytes.size() > tail) state.last_bytes.erase(0, state.last_bytes.size() - tail);
    return {};
}

JIMENG_DECL saved_picture picture_check::finish(std::optional<std::uint64_t> announced, error_code& ec,
                                                diagnostics& details)
{
    auto const& state = *impl_;
    auto const& header = state.header.header();
    ec = {};
    if (announced && *announced != state.size) {
        ec = client_errc::size_mismatch;
        details.client_message = "picture: " + std::to_string(state.size) + " bytes came, " +
                                 std::to_string(*announced) + " were announced; download it again";
        return {};
    }
    details.client_message = detail::picture_complaint(header, state.last_bytes);
    if (!details.client_message.empty()) {
        ec = client_errc::bad_image;
        return {};
    }
    return {{}, header.format, header.width, header.height, state.size, detail::sha256_digits(state.hash)};
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
            auto candidate = folder / detail::temporary_name(target.filename().string());
            descriptor = ::open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
            if (descriptor >= 0) temporary.swap(candidate); // which cannot fail: nobody else would remove it
            if (descriptor >= 0 || errno != EEXIST) break;
        }
        return descriptor < 0 ? errno : 0;
    }

    /// The folder that the file lies in before it has its name.
    error_code begin(std::filesystem::path const& folder, diagnostics& details)
    {
        std::error_code failure;
        std::filesystem::create_directories(folder, failure);
        if (failure) return detail::refuse_file(failure.value(), asked, details);
        int const error = create(folder);
        return error != 0 ? detail::refuse_file(error, asked, details) : error_code{};
    }

    /// A link may lead to another file system, where no rename leads.
    error_code move_to(std::filesystem::path const& folder, diagnostics& details)
    {
        struct removed_at_end {
            std::filesystem::path const path;
            ~removed_at_end() { ::unlink(path.c_str()); }
        } const from{temporary};
        detail::close_file(std::exchange(descriptor, -1));
        auto const ec = begin(folder, details);
        int const error = ec ? 0 : detail::copy_bytes(from.path.c_str(), descriptor);
        return error != 0 ? detail::refuse_file(error, asked, details) : ec;
    }

    int take_permissions() const { return detail::copy_permissions(target.c_str(), descriptor); }

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
    if (!ec) ec = file->begin(detail::folder_of(file->target), details);
    if (int const error = ec ? 0 : file->take_permissions(); error != 0)
        ec = detail::refuse_file(error, target, details);
    if (ec) return std::nullopt;
    return picture_file{std::move(file)};
}

JIMENG_DECL std::optional<picture_file> picture_file::open_unnamed(std::string const& beside, std::uint64_t max_bytes,
                                                                   error_code& ec, diagnostics& details)
{
    auto file = std::make_unique<impl>(max_bytes);
    file->asked = file->target = beside;
    ec = file->begin(detail::folder_of(file->target), details);
    if (ec) return std::nullopt;
    return picture_file{std::move(file)};
}

JIMENG_DECL error_code picture_file::rename(std::string const& target, bool overwrite, diagnostics& details)
{
    auto& file = *impl_;
    file.asked = file.target = target;
    file.overwrite = overwrite;
    if (auto const ec = detail::find_target(file.target, overwrite, details)) return ec;
    auto const folder = detail::folder_of(file.target);
    if (folder != detail::folder_of(file.temporary))
        if (auto const ec = file.move_to(folder, details)) return ec;
    int const error = file.take_permissions();
    return error != 0 ? detail::refuse_file(error, file.asked, details) : error_code{};
}

JIMENG_DECL error_code picture_file::write(std::string_view piece)
{
    if (auto const ec = impl_->check.write(piece)) return ec;
    int const error = detail::write_all(impl_->descriptor, piece);
    return error != 0 ? detail::file_error(error) : error_code{};
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
    detail::sync_folder(detail::folder_of(impl_->target));
    saved.path = impl_->asked.string();
    return saved;
}

} // namespace jimeng

#endif
