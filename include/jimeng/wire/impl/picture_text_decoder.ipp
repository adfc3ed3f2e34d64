#ifndef JIMENG_WIRE_IMPL_PICTURE_TEXT_DECODER_IPP
#define JIMENG_WIRE_IMPL_PICTURE_TEXT_DECODER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/detail/picture_text_decoder.hpp>
#include <jimeng/wire/impl/base64.ipp>

#include <algorithm>

namespace jimeng::inline JIMENG_ABI::detail {

inline bool is_blank_in_base64(char c) noexcept
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\v';
}

JIMENG_DECL std::size_t picture_text_decoder::write(std::string_view text, char* out) noexcept
{
    auto* const begin = out;
    while (!text.empty()) {
        if (stage_ == stage::letters && held_ == 0) {
            auto const taken = decode_base64_groups(text, out);
            text.remove_prefix(taken);
            out += taken / 4 * 3;
            if (text.empty()) break;
        }
        out += take(text.front(), out);
        text.remove_prefix(1);
    }
    return static_cast<std::size_t>(out - begin);
}

JIMENG_DECL std::size_t picture_text_decoder::finish(char* out) noexcept
{
    std::size_t given = stage_ == stage::opening ? give_up_prefix(out) : 0;
    bool const half_padded = padding_ != 0 && held_ + padding_ != group_.size();
    broken_ = broken_ || stage_ == stage::prefix || held_ == 1 || half_padded;
    if (held_ < 2) return given;
    auto const count = held_ - 1;
    std::fill(group_.begin() + static_cast<std::ptrdiff_t>(held_), group_.end(), base64_alphabet.front());
    std::array<char, 3> bytes{};
    put_base64_group(value_of_base64_group(group_.data()), bytes.data());
    std::copy_n(bytes.data(), count, out + given);
    return given + count;
}

inline std::size_t picture_text_decoder::take(char c, char* out) noexcept
{
    if (is_blank_in_base64(c)) return 0;
    switch (stage_) {
    case stage::opening: return take_opening(c, out);
    case stage::prefix: take_prefix(c); return 0;
    case stage::letters: return take_letter(c, out);
    case stage::padding:
        take_padding();
        broken_ = broken_ || c != '=';
        return 0;
    }
    return 0;
}

inline std::size_t picture_text_decoder::take_opening(char c, char* out) noexcept
{
    bool const upper = c >= 'A' && c <= 'Z';
    bool const fits = (upper ? static_cast<char>(c - 'A' + 'a') : c) == prefix[opened_];
    if (fits) {
        opening_[opened_++] = c;
        if (opened_ == prefix.size()) stage_ = stage::prefix;
        return 0;
    }
    auto const given = give_up_prefix(out);
    return given + take(c, out + given);
}

/// It only looked like `data:`.
inline std::size_t picture_text_decoder::give_up_prefix(char* out) noexcept
{
    stage_ = stage::letters;
    std::size_t given = 0;
    for (std::size_t i = 0; i != opened_; ++i)
        given += take_letter(opening_[i], out + given);
    return given;
}

inline void picture_text_decoder::take_prefix(char c) noexcept
{
    if (c == ',') stage_ = stage::letters;
    if (++opened_ == longest_prefix) broken_ = true, stage_ = stage::letters;
}

inline void picture_text_decoder::take_padding() noexcept
{
    ++padding_;
    if (held_ < 2 || held_ + padding_ > group_.size()) broken_ = true;
}

inline std::size_t picture_text_decoder::take_letter(char c, char* out) noexcept
{
    if (c == '=') return stage_ = stage::padding, take_padding(), 0;
    if (c == '-') c = '+';
    if (c == '_') c = '/';
    bool const foreign = base64_values[0][static_cast<unsigned char>(c)] == foreign_character;
    broken_ = broken_ || foreign;
    group_[held_++] = foreign ? base64_alphabet.front() : c;
    if (held_ != group_.size()) return 0;
    held_ = 0;
    put_base64_group(value_of_base64_group(group_.data()), out);
    return 3;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
