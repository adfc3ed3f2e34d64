#include <jimeng/wire/base64.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_base64)

namespace {

using jimeng::base64_decode;
using jimeng::base64_decoder;
using jimeng::base64_encode;

std::string random_bytes(std::mt19937_64& random, std::size_t length)
{
    std::string bytes(length, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random());
    return bytes;
}

/// What a decoder gives for a text that is cut into pieces of this length.
std::optional<std::string> decode_in_pieces(std::string_view text, std::size_t length)
{
    base64_decoder decoder;
    std::string bytes;
    std::string room;
    for (; !text.empty(); text.remove_prefix(std::min(length, text.size()))) {
        auto const piece = text.substr(0, length);
        room.assign(base64_decoder::room_for(piece.size()), '\0');
        auto const size = decoder.write(piece, room.data());
        if (!size) return std::nullopt;
        bytes.append(room, 0, *size);
    }
    room.assign(2, '\0');
    auto const size = decoder.finish(room.data());
    if (!size) return std::nullopt;
    return bytes.append(room, 0, *size);
}

BOOST_AUTO_TEST_CASE(the_vectors_of_rfc_4648_hold_both_ways)
{
    struct {
        char const* bytes;
        char const* text;
    } const vectors[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (auto const& v : vectors) {
        BOOST_TEST(base64_encode(v.bytes) == v.text);
        BOOST_TEST(base64_decode(v.text).value() == v.bytes);
    }
}

BOOST_AUTO_TEST_CASE(both_characters_beyond_letters_and_digits_are_known)
{
    BOOST_TEST(base64_encode("\xfb\xff\xfe") == "+//+");
    BOOST_TEST(base64_decode("+//+").value() == "\xfb\xff\xfe");
}

BOOST_AUTO_TEST_CASE(padding_may_be_missing)
{
    BOOST_TEST(base64_decode("Zg").value() == "f");
    BOOST_TEST(base64_decode("Zm8").value() == "fo");
    BOOST_TEST(base64_decode("Zm9vYg").value() == "foob");
}

BOOST_AUTO_TEST_CASE(row_40_malformed_text_gives_nothing)
{
    for (std::string_view const text :
         {"Z",     "Z===",      "===",       "Zg===", "Zm9vY",  "Zg==Zg==", "Zg=a",
          "=Zg",   "Zm9v=Zm9v", "Zm9v\n",    " Zm9v", "Zm 9v",  "Zm-_",     "data:image/png;base64,Zm9v",
          "====",  "=",         "==",        "AAAA=", "AAAA==", "Zm9vYg=",  "Zg=",
          "Zm8==", "Zm9\xff",   "Zg\x80\x81"})
        BOOST_TEST_CONTEXT('[' << text << ']') BOOST_TEST(!base64_decode(text).has_value());
    BOOST_TEST(!base64_decode(std::string_view{"Zm9\0", 4}).has_value());
}

BOOST_AUTO_TEST_CASE(every_foreign_character_is_refused_in_every_place)
{
    std::string const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int c = 0; c != 256; ++c)
        for (std::size_t place = 0; place != 7; ++place) { // a whole group and three of the next
            std::string text = "Zm9vYmE";
            text[place] = static_cast<char>(c);
            bool const known = alphabet.find(static_cast<char>(c)) != std::string::npos;
            if (base64_decode(text).has_value() != known) BOOST_TEST(false, "character " << c << " at " << place);
        }
}

BOOST_AUTO_TEST_CASE(pieces_of_any_length_give_what_the_whole_gives)
{
    std::mt19937_64 random{4648};
    std::vector<std::string> texts{"",      "Zg",   "Zg==", "Zm8=",      "Zm8",   "Z",   "Z===", "===",
                                   "Zg===", "Zg=a", "=Zg",  "Zm9v=Zm9v", "Zm9v=", "Zg=", "Zm8=="};
    for (std::size_t length = 90; length != 100; ++length)
        texts.push_back(base64_encode(random_bytes(random, length)));
    for (auto const& text : texts)
        for (std::size_t length = 1; length != 70; ++length)
            BOOST_TEST_CONTEXT(text << " in pieces of " << length)
    BOOST_TEST((decode_in_pieces(text, length) == base64_decode(text)));
}

BOOST_AUTO_TEST_CASE(a_broken_text_stays_broken)
{
    base64_decoder decoder;
    std::string room(16, '\0');
    BOOST_TEST(!decoder.write("Zm 9", room.data()).has_value());
    BOOST_TEST(!decoder.write("Zm9v", room.data()).has_value());
    BOOST_TEST(!decoder.finish(room.data()).has_value());
}

BOOST_AUTO_TEST_CASE(vector_instructions_decode_and_stop_where_the_plain_way_does)
{
    std::mt19937_64 random{6};
    auto const text = base64_encode(random_bytes(random, 240));
    auto const both = [](std::string_view of) {
        std::string vector(of.size(), '\0'), plain(of.size(), '\0');
        auto const taken = jimeng::detail::decode_base64_groups(of, vector.data());
        bool const same = taken == jimeng::detail::decode_base64_groups_plainly(of, plain.data());
        return same && vector.substr(0, taken / 4 * 3) == plain.substr(0, taken / 4 * 3);
    };
    for (std::size_t length = 0; length <= text.size(); ++length)
        BOOST_TEST(both(std::string_view{text}.substr(0, length)));
    for (int c = 0; c != 256; ++c)
        for (std::size_t place = 30; place != 98; ++place) {
            auto broken = text;
            broken[place] = static_cast<char>(c);
            if (!both(broken)) BOOST_TEST(false, "character " << c << " at " << place);
        }
}

BOOST_AUTO_TEST_CASE(encoding_appends)
{
    std::string text = "\"";
    jimeng::append_base64(text, "foo");
    jimeng::append_base64(text, "foob");
    BOOST_TEST(text == "\"Zm9vZm9vYg==");
    for (std::size_t size = 0; size != 10; ++size)
        BOOST_TEST(jimeng::base64_size(size) == base64_encode(std::string(size, 'x')).size());
}

BOOST_AUTO_TEST_CASE(random_bytes_come_back)
{
    std::mt19937_64 random{4648};
    for (std::size_t length = 0; length != 300; ++length) {
        auto const bytes = random_bytes(random, length);
        auto const text = base64_encode(bytes);
        BOOST_TEST(text.size() == (length + 2) / 3 * 4);
        BOOST_TEST((base64_decode(text).value() == bytes));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
