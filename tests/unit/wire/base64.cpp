#include <jimeng/wire/base64.hpp>

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

namespace {

using jimeng::base64_decode;
using jimeng::base64_encode;

BOOST_AUTO_TEST_SUITE(test_base64)

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

BOOST_AUTO_TEST_CASE(malformed_text_gives_nothing)
{
    for (std::string_view const text : {"Z", "Z===", "Zm9vY", "Zg==Zg==", "Zg=a", "=Zg", "Zm9v=Zm9v", "Zm9v\n", " Zm9v",
                                        "Zm 9v", "Zm-_", "data:image/png;base64,Zm9v", "====", "Zm9\xff", "Zg\x80\x81"})
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
            bool const padding = c == '=' && place == 6;
            if (base64_decode(text).has_value() != (known || padding))
                BOOST_TEST(false, "character " << c << " at " << place);
        }
}

BOOST_AUTO_TEST_CASE(random_bytes_come_back)
{
    std::mt19937_64 random{4648};
    for (std::size_t length = 0; length != 300; ++length) {
        std::string bytes(length, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        auto const text = base64_encode(bytes);
        BOOST_TEST(text.size() == (length + 2) / 3 * 4);
        BOOST_TEST((base64_decode(text).value() == bytes));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
