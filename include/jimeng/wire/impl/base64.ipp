#ifndef JIMENG_WIRE_IMPL_BASE64_IPP
#define JIMENG_WIRE_IMPL_BASE64_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/base64.hpp>

#if defined(__GNUC__) && defined(__x86_64__)
#include <smmintrin.h>
#endif

#include <algorithm>
#include <cstdint>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A foreign character's value: beyond the 24 bits of a group, in whichever place it stands.
inline constexpr std::uint32_t foreign_character = std::uint32_t{1} << 24;

/// Per place of a group, each character's bits where they belong among the group's 24.
using base64_tables = std::array<std::array<std::uint32_t, 256>, 4>;

consteval base64_tables make_base64_tables()
{
    base64_tables tables{};
    for (std::size_t place = 0; place != 4; ++place) {
        tables[place].fill(foreign_character);
        for (std::uint32_t value = 0; value != 64; ++value)
            tables[place][static_cast<unsigned char>(base64_alphabet[value])] = value << (18 - 6 * place);
    }
    return tables;
}

inline constexpr base64_tables base64_values = make_base64_tables();

inline std::uint32_t value_of_base64_group(char const* group) noexcept
{
    auto const value = [&](std::size_t place) {
        return base64_values[place][static_cast<unsigned char>(group[place])];
    };
    return value(0) | value(1) | value(2) | value(3);
}

inline void put_base64_group(std::uint32_t bits, char* out) noexcept
{
    out[0] = static_cast<char>(bits >> 16);
    out[1] = static_cast<char>(bits >> 8);
    out[2] = static_cast<char>(bits);
}

#if defined(__GNUC__) && defined(__x86_64__)

#define JIMENG_SSE41 __attribute__((target("sse4.1")))

/// What each half of a character tells, for a look-up of 16 characters at a time.
struct base64_halves {
    std::array<char, 16> foreign_by_high{}; ///< One bit for the lower halves that this upper half goes with, ...
    std::array<char, 16> foreign_by_low{};  ///< ... set where this lower half is not among them.
    std::array<char, 16> step_by_high{};    ///< From the character to its value; `/` is looked up one below its half.
};

consteval base64_halves make_base64_halves()
{
    base64_halves halves;
    halves.foreign_by_high.fill(16);
    halves.foreign_by_low.fill(16);
    for (int c = 0; c != 128; ++c) {
        auto const high = static_cast<std::size_t>(c >> 4), low = static_cast<std::size_t>(c & 15);
        auto const value = base64_alphabet.find(static_cast<char>(c));
        bool const known = value != std::string_view::npos;
        auto const bit = static_cast<char>(high == 2 ? 1 : high == 3 ? 2 : high % 2 == 0 ? 4 : 8);
        if (known) halves.foreign_by_high[high] = bit;
        if (known) halves.step_by_high[c == '/' ? high - 1 : high] = static_cast<char>(static_cast<int>(value) - c);
        if (!known && high >= 2) halves.foreign_by_low[low] = static_cast<char>(halves.foreign_by_low[low] | bit);
    }
    return halves;
}

inline constexpr base64_halves base64_by_half = make_base64_halves();

JIMENG_SSE41 inline __m128i loaded(std::array<char, 16> const& table) noexcept
{
    return _mm_loadu_si128(reinterpret_cast<__m128i const*>(table.data()));
}

/// 16 characters to 12 bytes at a time. It writes 16 bytes, so it leaves the last characters to others.
JIMENG_SSE41 inline std::size_t decode_base64_groups_sse41(std::string_view text, char* out) noexcept
{
    auto const foreign_by_high = loaded(base64_by_half.foreign_by_high);
    auto const foreign_by_low = loaded(base64_by_half.foreign_by_low);
    auto const step_by_high = loaded(base64_by_half.step_by_high);
    auto const half = _mm_set1_epi8(15), slash = _mm_set1_epi8('/');
    auto const three_of_four = _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    std::size_t at = 0;
    for (; text.size() - at >= 24; at += 16, out += 12) {
        auto const c = _mm_loadu_si128(reinterpret_cast<__m128i const*>(text.data() + at));
        auto const high = _mm_and_si128(_mm_srli_epi32(c, 4), half);
        auto const low = _mm_and_si128(c, half);
        if (_mm_testz_si128(_mm_shuffle_epi8(foreign_by_high, high), _mm_shuffle_epi8(foreign_by_low, low)) == 0) break;
        auto const of_step = _mm_add_epi8(high, _mm_cmpeq_epi8(c, slash));
        auto const sextets = _mm_add_epi8(c, _mm_shuffle_epi8(step_by_high, of_step));
        // Two multiplications with addition join 4 x 6 bits to 24 in each 32; then the unused byte of each goes.
        auto const twelves = _mm_maddubs_epi16(sextets, _mm_set1_epi16(0x0140));
        auto const groups = _mm_madd_epi16(twelves, _mm_set1_epi32(0x00011000));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_shuffle_epi8(groups, three_of_four));
    }
    return at;
}

#undef JIMENG_SSE41
#endif

JIMENG_DECL std::size_t decode_base64_groups_plainly(std::string_view text, char* out) noexcept
{
    std::size_t at = 0;
    for (; text.size() - at >= 4; at += 4, out += 3) {
        auto const bits = value_of_base64_group(text.data() + at);
        if (bits >= foreign_character) break;
        put_base64_group(bits, out);
    }
    return at;
}

JIMENG_DECL std::size_t decode_base64_groups(std::string_view text, char* out) noexcept
{
    std::size_t taken = 0;
#if defined(__GNUC__) && defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.1")) taken = decode_base64_groups_sse41(text, out);
#endif
    return taken + decode_base64_groups_plainly(text.substr(taken), out + taken / 4 * 3);
}

/// 12 bits to two characters, so that three bytes take two look-ups.
using base64_pairs = std::array<std::array<char, 2>, 4096>;

consteval base64_pairs make_base64_pairs()
{
    base64_pairs pairs{};
    for (std::size_t i = 0; i != pairs.size(); ++i)
        pairs[i] = {base64_alphabet[i >> 6], base64_alphabet[i & 63]};
    return pairs;
}

inline constexpr base64_pairs base64_texts = make_base64_pairs();

inline void put_base64_text(std::uint32_t bits, char* out) noexcept
{
    std::copy_n(base64_texts[bits >> 12].data(), 2, out);
    std::copy_n(base64_texts[bits & 0xFFF].data(), 2, out + 2);
}

} // namespace detail

/// One character that does not belong to a run of whole groups; false when it breaks the text.
JIMENG_DECL bool base64_decoder::take(char c) noexcept
{
    if (c == '=') return held_ >= 2 && held_ + ++padding_ <= group_.size();
    group_[held_++] = c;
    return padding_ == 0 && detail::base64_values[0][static_cast<unsigned char>(c)] != detail::foreign_character;
}

JIMENG_DECL std::optional<std::size_t> base64_decoder::write(std::string_view text, char* out) noexcept
{
    auto* const begin = out;
    while (!broken_ && !text.empty()) {
        if (held_ == 0 && padding_ == 0) {
            auto const taken = detail::decode_base64_groups(text, out);
            text.remove_prefix(taken);
            out += taken / 4 * 3;
        }
        if (text.empty()) break;
        broken_ = !take(text.front());
        text.remove_prefix(1);
        if (held_ != 4 || broken_) continue;
        detail::put_base64_group(detail::value_of_base64_group(group_.data()), out);
        out += 3;
        held_ = 0;
    }
    if (broken_) return std::nullopt;
    return static_cast<std::size_t>(out - begin);
}

JIMENG_DECL std::optional<std::size_t> base64_decoder::finish(char* out) noexcept
{
    if (broken_ || held_ == 1) return std::nullopt;
    if (held_ == 0) return 0;
    if (padding_ != 0 && held_ + padding_ != group_.size()) return std::nullopt;
    std::fill(group_.begin() + static_cast<std::ptrdiff_t>(held_), group_.end(), detail::base64_alphabet.front());
    std::array<char, 3> bytes{};
    detail::put_base64_group(detail::value_of_base64_group(group_.data()), bytes.data());
    std::copy_n(bytes.data(), held_ - 1, out);
    return held_ - 1;
}

JIMENG_DECL std::optional<std::string> base64_decode(std::string_view text)
{
    base64_decoder decoder;
    std::string bytes(base64_decoder::room_for(text.size()), '\0');
    auto const whole = decoder.write(text, bytes.data());
    auto const last = whole ? decoder.finish(bytes.data() + *whole) : std::nullopt;
    if (!last) return std::nullopt;
    bytes.resize(*whole + *last);
    return bytes;
}

JIMENG_DECL void append_base64(std::string& text, std::string_view bytes)
{
    auto const before = text.size();
    text.resize(before + base64_size(bytes.size()));
    auto* out = text.data() + before;
    auto const at = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(bytes[i])}; };
    std::size_t i = 0;
    for (; bytes.size() - i >= 3; i += 3, out += 4)
        detail::put_base64_text(at(i) << 16 | at(i + 1) << 8 | at(i + 2), out);
    auto const left = bytes.size() - i;
    if (left == 0) return;
    detail::put_base64_text(at(i) << 16 | (left == 2 ? at(i + 1) << 8 : 0U), out);
    std::fill_n(out + 1 + left, 3 - left, '=');
}

JIMENG_DECL std::string base64_encode(std::string_view bytes)
{
    std::string text;
    append_base64(text, bytes);
    return text;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
