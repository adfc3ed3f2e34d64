#ifndef JIMENG_MEDIA_IMPL_PICTURE_CHECK_IPP
#define JIMENG_MEDIA_IMPL_PICTURE_CHECK_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/picture_header.hpp>
#include <jimeng/media/detail/media_structure.hpp>
#include <jimeng/media/picture_check.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// HTML, XML or JSON, as something in front of a picture's server answers: all text, and its first character says so.
JIMENG_SELDOM inline bool is_page(std::string_view opening) noexcept
{
    if (opening.starts_with("\xEF\xBB\xBF")) opening.remove_prefix(3);
    bool const text = std::none_of(opening.begin(), opening.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
    auto const first = opening.find_first_not_of(" \t\r\n\f");
    return text &&
           (first == std::string_view::npos || std::string_view{"<{["}.find(opening[first]) != std::string_view::npos);
}

JIMENG_SELDOM inline std::string size_complaint(picture_header const& header)
{
    constexpr std::uint32_t longest_side = 65'535;
    auto const area = std::uint64_t{header.width} * header.height;
    if (kind_of(header.format) == media_kind::video) return {};
    if (area == 0) return "its width and height cannot be read";
    if (header.width <= longest_side && header.height <= longest_side && area <= most_plausible_area) return {};
    return detail::concat({std::to_string(header.width), " x ", std::to_string(header.height),
                           " pixels are not plausible; up to 65,535 a side and 268,435,456 in all are"});
}

inline bool is_wanted(media_format format, wanted_media what) noexcept
{
    return has_structure(format) && (what == wanted_media::any || what == wanted(kind_of(format)));
}

/// What a sentence calls it.
JIMENG_SELDOM inline std::string noun_of(media_format format, wanted_media what)
{
    if (what == wanted_media::any && format == media_format::unknown) return "result";
    bool const by_format = what == wanted_media::any;
    return to_string(by_format                     ? kind_of(format)
                     : what == wanted_media::video ? media_kind::video
                                                   : media_kind::picture);
}

JIMENG_SELDOM inline std::string format_complaint(media_format format, wanted_media what)
{
    std::string const but = what == wanted_media::video     ? "not MP4"
                            : what == wanted_media::picture ? "neither PNG nor JPEG"
                                                            : "neither PNG, JPEG nor MP4";
    if (format == media_format::unknown) return "its first bytes are " + but;
    return detail::concat({"it is ", to_string(format), ", ", but});
}

} // namespace detail

struct picture_check::impl {
    JIMENG_SELDOM impl(media_limits most, wanted_media what) : limits{most}, wished{what}, hash{EVP_MD_CTX_new()}
    {
        if (hash == nullptr || EVP_DigestInit_ex(hash, EVP_sha256(), nullptr) != 1) {
            EVP_MD_CTX_free(hash);
            throw std::bad_alloc{};
        }
    }
    impl(impl const&) = delete;
    impl& operator=(impl const&) = delete;
    [[gnu::noinline]] ~impl() { EVP_MD_CTX_free(hash); }

    /// The structure is read from the first byte on, the format is known some bytes later.
    void look_into(std::string_view piece)
    {
        if (structure.index() == 0) {
            auto const taken = std::min(opening.size() - opened, piece.size());
            std::copy_n(piece.data(), taken, opening.data() + opened);
            opened += taken;
            piece.remove_prefix(taken);
            structure = detail::structure_of(format());
            detail::write_to(structure, first_bytes());
        }
        detail::write_to(structure, piece);
    }

    [[nodiscard]] std::string_view first_bytes() const noexcept { return {opening.data(), opened}; }

    [[nodiscard]] media_format format() const noexcept { return header.header().format; }
    [[nodiscard]] std::string noun() const { return detail::noun_of(format(), wished); }

    JIMENG_SELDOM [[nodiscard]] std::string complaint() const
    {
        if (!spoiled_words.empty()) return spoiled_words;
        auto const why = complaint_of_bytes();
        return why.empty() ? why : detail::concat({noun(), ": ", why});
    }

    JIMENG_SELDOM [[nodiscard]] std::string complaint_of_bytes() const
    {
        if (size != 0 && is_page()) return "a page of text came in its place; try again later";
        if (!detail::is_wanted(format(), wished)) return detail::format_complaint(format(), wished);
        if (auto words = detail::size_complaint(header.header()); !words.empty()) return words;
        auto const* const why = detail::complaint_of(structure);
        return why == nullptr ? std::string{} : std::string{why} + "; download it again";
    }

    /// Of the formats that can be told whole from broken.
    [[nodiscard]] bool is_broken() const
    {
        return spoiled.failed() || detail::complaint_of(structure) != nullptr ||
               !detail::size_complaint(header.header()).empty();
    }

    [[nodiscard]] bool is_page() const noexcept
    {
        return format() == media_format::unknown && detail::is_page(first_bytes());
    }

    JIMENG_SELDOM [[nodiscard]] saved_picture facts() const
    {
        auto const& known = header.header();
        saved_picture all{{}, known.format, known.width, known.height, size, sha256(), detail::surplus_of(structure)};
        if (auto const* const video = detail::video_of(structure)) {
            all.width = video->width();
            all.height = video->height();
            all.duration = video->duration();
        }
        return all;
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

    media_limits limits;
    wanted_media wished;
    std::uint64_t size = 0;
    EVP_MD_CTX* hash;
    bool hashed = true;
    picture_header_reader header;
    std::array<char, 64> opening{};
    std::size_t opened = 0;
    detail::media_structure structure;
    error_code spoiled;
    std::string spoiled_words;
};

JIMENG_SELDOM JIMENG_DECL picture_check::picture_check(media_limits limits, wanted_media wanted)
    : impl_{std::make_unique<impl>(limits, wanted)}
{}
JIMENG_DECL picture_check::picture_check(picture_check&&) noexcept = default;
JIMENG_DECL picture_check& picture_check::operator=(picture_check&&) noexcept = default;
JIMENG_SELDOM JIMENG_DECL picture_check::~picture_check() = default;

JIMENG_DECL error_code picture_check::write(std::string_view piece)
{
    auto& state = *impl_;
    state.header.write(piece); // the format says how long it may be
    auto const most = state.limits.of(state.format());
    if (state.size > most || piece.size() > most - state.size) return client_errc::too_large;
    state.size += piece.size();
    state.hashed = state.hashed && EVP_DigestUpdate(state.hash, piece.data(), piece.size()) == 1;
    state.look_into(piece);
    return {};
}

JIMENG_SELDOM JIMENG_DECL void picture_check::spoil(error_code const& why, std::string words)
{
    if (impl_->spoiled.failed()) return;
    impl_->spoiled = why;
    impl_->spoiled_words = words.empty() ? detail::concat({impl_->noun(), ": ", why.message()}) : std::move(words);
}

JIMENG_SELDOM JIMENG_DECL saved_picture picture_check::finish(std::optional<std::uint64_t> announced, error_code& ec,
                                                              diagnostics& details)
{
    auto const& state = *impl_;
    ec = {};
    if (announced && *announced != state.size) {
        ec = client_errc::size_mismatch;
        details.client_message = detail::concat({state.noun(), ": ", std::to_string(state.size), " bytes came, ",
                                                 std::to_string(*announced), " were announced; download it again"});
        return {};
    }
    auto facts = state.facts();
    details.client_message = state.complaint();
    if (!details.client_message.empty()) {
        ec = state.spoiled.failed() ? state.spoiled : make_error_code(client_errc::bad_image);
    } else if (facts.sha256.empty()) {
        ec = client_errc::file_io;
        details.client_message = state.noun() + ": its SHA-256 cannot be computed; check the OpenSSL library";
    }
    return facts;
}

JIMENG_SELDOM JIMENG_DECL std::string picture_check::ending_to_keep() const
{
    auto const& state = *impl_;
    std::string const ending = file_extension(state.format());
    constexpr std::size_t mere_signature = 16;
    if (state.size < mere_signature) return {};
    if (detail::has_structure(state.format())) return (state.is_broken() ? ".broken" : "") + ending;
    if (state.format() != media_format::unknown) return ending;
    return state.opened == state.opening.size() && !state.is_page() ? ".bin" : "";
}

} // namespace jimeng::inline JIMENG_ABI

#endif
