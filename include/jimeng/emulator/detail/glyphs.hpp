#ifndef JIMENG_EMULATOR_DETAIL_GLYPHS_HPP
#define JIMENG_EMULATOR_DETAIL_GLYPHS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace jimeng::emulator::detail {

// A glyph is a list of pen strokes, separated by spaces. A point is two digits (0-9, a-c): x from the left, y from the
// top; capitals stand between y = 0 and y = 9, small letters begin at 3, tails end at 12. A plain stroke joins its
// points with lines. '(' makes all points but the first and the last controls of quadratic arcs; '@' does so with every
// point and closes the curve.
inline constexpr std::array<std::string_view, 95> ascii_glyphs{
    // clang-format off
    "", "0006 0909", "0003 2023", "2019 6059 0363 0666",                                        // space ! " #
    "(62610001546858080706 303a", "6009 @00303404 @35656939", "(69121040430509494965", "0003",  // $ % & '
    "(20020729", "(00222709", "2024 0143 4103", "3238 0565",                                    // ( ) * +
    "(18190b", "0555", "0909", "4009",                                                          // , - . /
    "@00505909", "022029", "(0200505409 0959", "(0200505424 (2454590907",                       // 0 1 2 3
    "400656 4049", "500004 (0454590907", "(400206 @04545909", "005019",                         // 4 5 6 7
    "@00505404 @04545909", "@00505505 (535719", "0404 0909", "1414 (18190b",                    // 8 9 : ;
    "520558", "0454 0757", "025508", "(0200505426 2929",                                        // < = > ?
    "@33636737 6366 (66689890000a7a", "093069 1656", "0009 0030 (30505434 0434 (34646939 0939", // @ A B
    "(626000096967", "0009 0020 (20606929 0929", "50000959 0444", "500009 0444",                // C D E F
    "(626000096965 6535", "0009 6069 0464", "0009", "4046 (46490907",                           // G H I J
    "0009 6006 2469", "000959", "0900458089", "09006960",                                       // K L M N
    "@00707909", "0009 0030 (30606535 0535", "@00707909 477a",                                  // O P Q
    "0009 0030 (30606535 0535 3569", "(6260000464690907", "0060 3039", "0006 6066 (06096966",   // R S T U
    "003960", "0029426980", "0069 6009", "003560 3539", "00600969",                             // V W X Y Z
    "20000b2b", "0049", "00202b0b", "032043", "0b6b", "0022",                                   // [ \ ] ^ _ `
    "@03535909 5359", "0009 @03535909", "(545303095958", "5059 @03535909",                      // a b c d
    "0656 (565303095958", "(301012 1219 0333", "@03535909 535a (5a5c0c0b",                      // e f g
    "0009 (06035356 5659", "0309 0000", "232a (2a2c0c 2020", "0009 4307 2549",                  // h i j k
    "0007 (070929", "0309 (06034346 4649 (46438386 8689", "0309 (06035356 5659", "@03535909",   // l m n o
    "030c @03535909", "535c @03535909", "0309 (060333", "(4443030646490908",                    // p q r s
    "1117 (171939 0333", "0306 (06095956 5359", "032943", "0329446983",                         // t u v w
    "0349 4309", "0329 431c", "03430949",                                                       // x y z
    "(30101505 (05151b3b", "000b", "(00202535 (35252b0b", "(06144755",                          // { | } ~
    // clang-format on
};

inline constexpr std::array<std::pair<char32_t, std::string_view>, 2> chinese_glyphs{{
    {U'\u751f', "(312305 2393 2686 0aaa 505a"},                           // sheng, "to be born"
    {U'\u6210', "1393 (13180a 1646 (464a28 (50588aaa aaa8 (85775a 7182"}, // cheng, "to become"
}};

inline constexpr std::string_view unknown_glyph = "0252590902";

[[nodiscard]] constexpr std::string_view glyph_of(char32_t code_point)
{
    if (code_point >= U' ' && code_point <= U'~') return ascii_glyphs[code_point - U' '];
    for (auto const& [character, strokes] : chinese_glyphs)
        if (character == code_point) return strokes;
    return unknown_glyph;
}

/// Takes the first character off a UTF-8 text; a byte that begins no character stands for itself as U+FFFD.
[[nodiscard]] constexpr char32_t take_character(std::string_view& text)
{
    auto const lead = static_cast<unsigned char>(text.front());
    std::size_t const length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    char32_t result = length < 2 ? lead : lead & (0xffU >> (length + 1));
    std::size_t used = 1;
    for (; used < length && used < text.size() && (text[used] & 0xc0) == 0x80; ++used)
        result = result << 6 | (static_cast<unsigned char>(text[used]) & 0x3fU);
    bool const complete = used == length;
    text.remove_prefix(complete ? length : 1);
    return complete ? result : U'\ufffd';
}

} // namespace jimeng::emulator::detail

#endif
