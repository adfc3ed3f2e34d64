#ifndef JIMENG_NET_IMPL_PICTURE_CHECK_IPP
#define JIMENG_NET_IMPL_PICTURE_CHECK_IPP

#include <jimeng/core/escape.hpp>
#include <jimeng/net/detail/jpeg_check.hpp>
#include <jimeng/net/detail/png_check.hpp>
#include <jimeng/net/picture_file.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>
#include <variant>

namespace jimeng {

namespace detail {

/// The structure of a picture; of formats that are only known by name there is nothing to check.
using picture_structure = std::variant<std::monostate, png_check, jpeg_check>;

inline picture_structure structure_of(picture_format format)
{
    if (format == picture_format::png) return png_check{};
    if (format == picture_format::jpeg) return jpeg_check{};
    return {};
}

inline void write_to(picture_structure& structure, std::string_view piece)
{
    if (auto* const png = std::get_if<png_check>(&structure)) png->write(piece);
    if (auto* const jpeg = std::get_if<jpeg_check>(&structure)) jpeg->write(piece);
}

inline char const* complaint_of(picture_structure const& structure) noexcept
{
    if (auto const* const png = std::get_if<png_check>(&structure)) return png->complaint();
    if (auto const* const jpeg = std::get_if<jpeg_check>(&structure)) return jpeg->complaint();
    return nullptr;
}

inline std::uint64_t surplus_of(picture_structure const& structure) noexcept
{
    if (auto const* const png = std::get_if<png_check>(&structure)) return png->surplus();
    if (auto const* const jpeg = std::get_if<jpeg_check>(&structure)) return jpeg->surplus();
    return 0;
}

inline bool is_png_or_jpeg(picture_format format) noexcept
{
    return format == picture_format::png || format == picture_format::jpeg;
}

/// HTML, XML or JSON, as something in front of a picture's server answers: all text, and its first character says so.
inline bool is_page(std::string_view opening) noexcept
{
    if (opening.starts_with("\xEF\xBB\xBF")) opening.remove_prefix(3);
    bool const text = std::none_of(opening.begin(), opening.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
    auto const first = opening.find_first_not_of(" \t\r\n\f");
    return text &&
           (first == std::string_view::npos || std::string_view{"<{["}.find(opening[first]) != std::string_view::npos);
}

inline std::string size_complaint(picture_header const& header)
{
    constexpr std::uint32_t longest_side = 65'535;
    auto const area = std::uint64_t{header.width} * header.height;
    if (area == 0) return "picture: its width and height cannot be read";
    if (header.width <= longest_side && header.height <= longest_side && area <= most_plausible_area) return {};
    return "picture: " + std::to_string(header.width) + " x " + std::to_string(header.height) +
           " pixels are not plausible; up to 65,535 a side and 268,435,456 in all are";
}

inline std::string format_complaint(picture_format format, bool page)
{
    if (page) return "picture: a page of text came in its place; try again later";
    if (format == picture_format::unknown) return "picture: its first bytes are neither PNG nor JPEG";
    return std::string{"picture: it is "} + to_string(format) + ", neither PNG nor JPEG";
}

} // namespace detail

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

    /// The structure is read from the first byte on, the format is known some bytes later.
    void look_into(std::string_view piece)
    {
        if (structure.index() == 0) {
            auto const taken = std::min(opening.size() - opened, piece.size());
            std::copy_n(piece.data(), taken, opening.data() + opened);
            opened += taken;
            piece.remove_prefix(taken);
            structure = detail::structure_of(header.header().format);
            detail::write_to(structure, first_bytes());
        }
        detail::write_to(structure, piece);
    }

    [[nodiscard]] std::string_view first_bytes() const noexcept { return {opening.data(), opened}; }

    [[nodiscard]] std::string complaint() const
    {
        auto const& facts = header.header();
        if (!spoiled_words.empty()) return spoiled_words;
        if (!detail::is_png_or_jpeg(facts.format))
            return detail::format_complaint(facts.format, size != 0 && is_page());
        if (auto words = detail::size_complaint(facts); !words.empty()) return words;
        auto const* const why = detail::complaint_of(structure);
        return why == nullptr ? std::string{} : std::string{"picture: "} + why + "; download it again";
    }

    [[nodiscard]] bool is_page() const noexcept
    {
        return header.header().format == picture_format::unknown && detail::is_page(first_bytes());
    }

    /// Empty where it cannot be computed.
    [[nodiscard]] std::string sha256() const
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned length = 0;
        std::string digits;
        if (!hashed || EVP_DigestFinal_ex(hash, digest.data(), &length) != 1) return digits;
        for (unsigned i = 0; i != length; ++i)
            detail::append_hexadecimal(digits, digest[i], 2);
        return digits;
    }

    std::uint64_t max_bytes;
    std::uint64_t size = 0;
    EVP_MD_CTX* hash;
    bool hashed = true;
    picture_header_reader header;
    std::array<char, 64> opening{};
    std::size_t opened = 0;
    detail::picture_structure structure;
    error_code spoiled;
    std::string spoiled_words;
};

JIMENG_DECL picture_check::picture_check(std::uint64_t max_bytes) : impl_{std::make_unique<impl>(max_bytes)} {}
JIMENG_DECL picture_check::picture_check(picture_check&&) noexcept = default;
JIMENG_DECL picture_check& picture_check::operator=(picture_check&&) noexcept = default;
JIMENG_DECL picture_check::~picture_check() = default;

JIMENG_DECL error_code picture_check::write(std::string_view piece)
{
    auto& state = *impl_;
    if (piece.size() > state.max_bytes - state.size) return client_errc::too_large;
    state.size += piece.size();
    state.hashed = state.hashed && EVP_DigestUpdate(state.hash, piece.data(), piece.size()) == 1;
    state.header.write(piece);
    state.look_into(piece);
    return {};
}

JIMENG_DECL void picture_check::spoil(error_code const& why, std::string words)
{
    if (impl_->spoiled.failed()) return;
    impl_->spoiled = why;
    impl_->spoiled_words = words.empty() ? "picture: " + why.message() : std::move(words);
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
    auto const& header = state.header.header();
    saved_picture facts{{},
                        header.format,
                        header.width,
                        header.height,
                        state.size,
                        state.sha256(),
                        detail::surplus_of(state.structure)};
    details.client_message = state.complaint();
    if (!details.client_message.empty()) {
        ec = state.spoiled.failed() ? state.spoiled : make_error_code(client_errc::bad_image);
    } else if (facts.sha256.empty()) {
        ec = client_errc::file_io;
        details.client_message = "picture: its SHA-256 cannot be computed; check the OpenSSL library";
    }
    return facts;
}

JIMENG_DECL std::string picture_check::ending_to_keep() const
{
    auto const& state = *impl_;
    auto const format = state.header.header().format;
    auto const* const ending = file_extension(format);
    constexpr std::size_t mere_signature = 16;
    if (state.size < mere_signature) return {};
    if (detail::is_png_or_jpeg(format)) return std::string{".broken"} + ending;
    if (format != picture_format::unknown) return ending;
    return state.opened == state.opening.size() && !state.is_page() ? ".bin" : "";
}

} // namespace jimeng

#endif
