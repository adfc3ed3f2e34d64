#include <jimeng/wire/detail/json_tokenizer.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(json_tokenizer_)

namespace {

using jimeng::client_errc;
using jimeng::error_code;
using jimeng::detail::json_number;
using jimeng::detail::json_tokenizer;

/// One line for each thing that a document holds, whole texts however they came.
struct trace {
    std::string lines;
    std::string text;

    void line(std::string_view what) { (lines += what) += '\n'; }
    void end_text(std::string_view what) { line(std::string{what} + std::exchange(text, {})); }
};

struct ours : trace {
    void on_key_part(std::string_view part) { text += part; }
    void on_key() { end_text("key "); }
    void on_open(bool object, error_code&) { line(object ? "{" : "["); }
    void on_close(error_code&) { line("end"); }
    void on_text_part(std::string_view part, error_code&) { text += part; }
    void on_text(error_code&) { end_text("text "); }
    void on_number(json_number const& number, error_code&)
    {
        if (number.fits_signed())
            line("signed " + std::to_string(static_cast<std::int64_t>(number.value())));
        else
            line(number.fits_integer() ? "unsigned " + std::to_string(number.value()) : "real");
    }
    void on_null(error_code&) { line("null"); }
    void on_bool(error_code&) { line("bool"); }
};

/// The same from Boost.JSON.
struct theirs : trace {
    static constexpr std::size_t max_object_size = SIZE_MAX, max_array_size = SIZE_MAX, max_key_size = SIZE_MAX,
                                 max_string_size = SIZE_MAX;
    using view = boost::json::string_view;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return line("{"), true; }
    bool on_object_end(std::size_t, error_code&) { return line("end"), true; }
    bool on_array_begin(error_code&) { return line("["), true; }
    bool on_array_end(std::size_t, error_code&) { return line("end"), true; }
    bool on_key_part(view part, std::size_t, error_code&) { return text += part, true; }
    bool on_key(view part, std::size_t, error_code&) { return text += part, end_text("key "), true; }
    bool on_string_part(view part, std::size_t, error_code&) { return text += part, true; }
    bool on_string(view part, std::size_t, error_code&) { return text += part, end_text("text "), true; }
    bool on_number_part(view, error_code&) { return true; }
    bool on_int64(std::int64_t value, view, error_code&) { return line("signed " + std::to_string(value)), true; }
    bool on_uint64(std::uint64_t value, view, error_code&) { return line("unsigned " + std::to_string(value)), true; }
    bool on_double(double, view, error_code&) { return line("real"), true; }
    bool on_bool(bool, error_code&) { return line("bool"), true; }
    bool on_null(error_code&) { return line("null"), true; }
    bool on_comment_part(view, error_code&) { return true; }
    bool on_comment(view, error_code&) { return true; }
};

struct reading {
    bool is_json = false;
    error_code why{};  ///< Of Boost.JSON.
    std::string lines; ///< Nothing where it is not JSON: the two may notice that at different places.

    bool operator==(reading const& other) const { return is_json == other.is_json && lines == other.lines; }
};
std::ostream& operator<<(std::ostream& out, reading const& one)
{
    return out << (one.is_json ? "JSON\n" : "not JSON\n") << one.lines;
}

/// @param cut  Gives the size of the next piece.
template <class Cut>
reading read_ours(std::string_view document, Cut cut)
{
    ours events;
    json_tokenizer<ours> tokens{events};
    while (!document.empty()) {
        auto const size = std::min<std::size_t>(cut(), document.size());
        tokens.write(document.substr(0, size));
        document.remove_prefix(size);
    }
    bool const whole = !tokens.finish().failed();
    return {whole, {}, whole ? events.lines : ""};
}
reading read_ours(std::string_view document)
{
    return read_ours(document, [&] { return document.size(); });
}

reading read_theirs(std::string_view document)
{
    boost::json::parse_options options;
    options.max_depth = 64;
    options.allow_invalid_utf8 = true;
    boost::json::basic_parser<theirs> parser{options};
    error_code ec;
    auto const used = parser.write_some(false, document.data(), document.size(), ec);
    bool const whole = !ec.failed() && used == document.size();
    return {whole, ec, whole ? parser.handler().lines : ""};
}

/// Half a surrogate pair is where the two differ on purpose.
bool may_hold_half_a_pair(std::string_view document)
{
    return document.find("\\ud") != std::string_view::npos || document.find("\\uD") != std::string_view::npos;
}

struct chance {
    std::mt19937_64 engine{20261126};

    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>{0, limit - 1}(engine); }
    template <class List>
    auto one_of(List const& list)
    {
        return list[below(std::size(list))];
    }
};

/// Any document, most of the grammar's corners among its leaves.
std::string any_value(chance& dice, int depth)
{
    constexpr std::array<std::string_view, 34> leaves{"0",
                                                      "-0",
                                                      "7",
                                                      "-7",
                                                      "9223372036854775807",
                                                      "9223372036854775808",
                                                      "-9223372036854775808",
                                                      "-9223372036854775809",
                                                      "18446744073709551615",
                                                      "18446744073709551616",
                                                      "99999999999999999999",
                                                      "1.0",
                                                      "1e2",
                                                      "-1.5E-3",
                                                      "0.1",
                                                      "0e0",
                                                      "true",
                                                      "false",
                                                      "null",
                                                      R"("")",
                                                      R"("a")",
                                                      R"("eight by")",
                                                      R"("more than eight bytes")",
                                                      R"("\"\\\/\b\f\n\r\t")",
                                                      R"("\u0000\u007f\u0080\u07ff\u0800\uffff")",
                                                      R"("\uD83d\uDE00")",
                                                      R"("\ue000")",
                                                      "\"\x7f\xff\xc0\"",
                                                      R"("a\nb")",
                                                      R"("即梦")",
                                                      " 1 ",
                                                      "\t\"x\" ",
                                                      "1E+05",
                                                      R"("12345678\u00e9")"};
    auto const kind = depth == 0 ? 2 : dice.below(3);
    if (kind == 2) return std::string{dice.one_of(leaves)};
    std::string text = kind == 0 ? "{" : "[";
    for (std::size_t i = 0, count = dice.below(4); i != count; ++i) {
        if (i != 0) text += ",";
        if (kind == 0) text += R"( "k\u0065y)" + std::to_string(i) + "\" : ";
        text += any_value(dice, depth - 1);
    }
    return text + (kind == 0 ? "}" : "]");
}

void mutate(std::string& document, chance& dice)
{
    constexpr std::string_view bytes = "{}[]\",:\\/ \n0123456789-+.eEtrufalsn\x01\x1f\x7f\x80\xff";
    auto const at = dice.below(document.size() + 1);
    switch (dice.below(4)) {
    case 0: document.insert(at, 1, dice.one_of(bytes)); break;
    case 1: document.erase(at, 1 + dice.below(3)); break;
    case 2: document.resize(at); break;
    default:
        if (at != document.size()) document[at] = dice.one_of(bytes);
    }
}

std::vector<std::string> recorded_answers()
{
    std::vector<std::string> all;
    for (auto const& entry : std::filesystem::directory_iterator{JIMENG_TEST_DATA "/recorded"}) {
        std::ifstream file{entry.path(), std::ios::binary};
        all.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
    return all;
}

void compare(std::string const& document, chance& dice)
{
    if (may_hold_half_a_pair(document)) return;
    auto const expected = read_theirs(document);
    if (expected.why == boost::json::error::exponent_overflow) return; // JSON, whatever a double can hold
    BOOST_TEST_CONTEXT(document)
    {
        BOOST_TEST_REQUIRE(read_ours(document) == expected);
        BOOST_TEST_REQUIRE(read_ours(document, [] { return 1; }) == expected);
        BOOST_TEST_REQUIRE(read_ours(document, [&] { return 1 + dice.below(7); }) == expected);
    }
}

std::string text_of(std::string_view document)
{
    return read_ours(document).lines;
}

BOOST_AUTO_TEST_CASE(documents_and_what_is_nearly_one_read_as_boost_json_reads_them)
{
    chance dice;
    std::size_t whole = 0, broken = 0;
    for (int i = 0; i != 20'000; ++i) {
        auto document = any_value(dice, 4);
        compare(document, dice);
        for (auto changes = dice.below(3) + 1; changes != 0; --changes)
            mutate(document, dice);
        compare(document, dice);
        (read_ours(document).is_json ? whole : broken) += 1;
    }
    BOOST_TEST(whole > 1'000);
    BOOST_TEST(broken > 1'000);
}

BOOST_AUTO_TEST_CASE(recorded_answers_read_as_boost_json_reads_them_and_so_do_their_broken_copies)
{
    chance dice;
    auto const answers = recorded_answers();
    BOOST_TEST_REQUIRE(answers.size() > 5U);
    for (auto const& answer : answers) {
        compare(answer, dice);
        for (int i = 0; i != 200; ++i) {
            auto copy = answer;
            mutate(copy, dice);
            compare(copy, dice);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_byte_counts_as_boost_json_counts_it)
{
    chance dice;
    for (int byte = 0; byte != 256; ++byte) {
        std::string const one(1, static_cast<char>(byte));
        std::vector<std::string> const documents{one,
                                                 '"' + one + '"',
                                                 "\"1234567" + one + "\"",
                                                 "\"12345678" + one + "90\"",
                                                 "\"\\" + one + '"',
                                                 "\"\\u00" + one + "0\"",
                                                 '[' + one + ']',
                                                 '1' + one,
                                                 "-" + one,
                                                 "1." + one,
                                                 "1e" + one,
                                                 "t" + one + "ue",
                                                 "{\"a\"" + one + "1}",
                                                 "{\"a\":1" + one + "\"b\":2}",
                                                 "[1" + one + "2]",
                                                 "1 " + one};
        for (auto const& document : documents)
            compare(document, dice);
    }
}

BOOST_AUTO_TEST_CASE(half_a_surrogate_pair_is_replaced_and_what_stands_around_it_stays)
{
    constexpr std::array<std::array<std::string_view, 2>, 9> cases{{
        {R"("a\ud83db")", "text a\uFFFDb\n"},
        {R"("a\uDE00b")", "text a\uFFFDb\n"},
        {R"("\ud83d")", "text \uFFFD\n"},
        {R"("\ud83d\n")", "text \uFFFD\n\n"},
        {R"("\ud83d\ud83d\ude00")", "text \uFFFD\U0001F600\n"},
        {R"("\ud83d\u0041")", "text \uFFFDA\n"},
        {R"("\ude00\ud83d")", "text \uFFFD\uFFFD\n"},
        {R"("\ud83d\ude00\ude00")", "text \U0001F600\uFFFD\n"},
        {R"({"\ud83d":1})", "{\nkey \uFFFD\nsigned 1\nend\n"},
    }};
    for (auto const& [document, lines] : cases) {
        BOOST_TEST(text_of(document) == lines);
        BOOST_TEST(read_ours(document, [] { return 1; }).lines == lines);
    }
    BOOST_TEST(!read_ours(R"("\ud83d\ud")").is_json);
    BOOST_TEST(!read_ours(R"("\ud83d\x")").is_json);
}

BOOST_AUTO_TEST_CASE(more_than_sixty_four_levels_are_too_deep)
{
    ours events;
    json_tokenizer<ours> tokens{events};
    BOOST_TEST(!tokens.write(std::string(64, '[')).failed());
    BOOST_TEST((tokens.write("[") == client_errc::too_deep));
    BOOST_TEST((tokens.write("]") == client_errc::too_deep));
    BOOST_TEST((tokens.finish() == client_errc::too_deep));
}

BOOST_AUTO_TEST_CASE(what_the_handler_says_ends_it)
{
    struct refusing : ours {
        void on_number(json_number const&, error_code& ec) { ec = client_errc::too_large; }
    } events;
    json_tokenizer<refusing> tokens{events};
    BOOST_TEST((tokens.write("[true,1,null]") == client_errc::too_large));
    BOOST_TEST((tokens.finish() == client_errc::too_large));
    BOOST_TEST(events.lines == "[\nbool\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
