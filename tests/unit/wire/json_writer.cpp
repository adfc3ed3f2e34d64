#include <jimeng/wire/json_writer.hpp>

#include <boost/test/unit_test.hpp>

#include <boost/json/parse.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

BOOST_AUTO_TEST_SUITE(test_json_writer)

namespace {

using jimeng::json_writer;

template <class Value>
concept writable = requires(json_writer& json, Value value)
{
    json.value(value);
};

static_assert(writable<std::string_view> && writable<char const*> && writable<std::int64_t> && writable<double> &&
              writable<bool>);
static_assert(!writable<int>, "a number says whether it is whole");

std::string random_text(std::mt19937_64& random)
{
    std::string text;
    for (auto length = random() % 40; length != 0; --length) {
        // As many ASCII and control characters as others.
        auto const c = static_cast<char32_t>(random() % 2 == 0 ? random() % 0x80 : random() % 0x110000);
        auto const byte = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        if (c < 0x80) {
            byte(c);
        } else if (c < 0x800) {
            byte(0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                byte(0xE0 | c >> 12);
            } else {
                byte(0xF0 | c >> 18);
                byte(0x80 | (c >> 12 & 0x3F));
            }
            byte(0x80 | (c >> 6 & 0x3F));
        }
        if (c >= 0x80) byte(0x80 | (c & 0x3F));
    }
    return text;
}

BOOST_AUTO_TEST_CASE(pieces_come_in_the_order_of_the_calls_with_commas_between_them)
{
    json_writer json;
    json.begin_object();
    json.member("text", "a");
    json.member("flag", false);
    json.key("list");
    json.begin_array();
    json.value(std::int64_t{1});
    json.value(0.5);
    json.begin_object();
    json.end_object();
    json.begin_array();
    json.end_array();
    json.value(true);
    json.end_array();
    json.member("last", std::int64_t{-2});
    json.end_object();
    BOOST_TEST(json.take() == R"({"text":"a","flag":false,"list":[1,0.5,{},[],true],"last":-2})");
}

BOOST_AUTO_TEST_CASE(a_literal_is_text_and_not_a_flag)
{
    json_writer json;
    json.value("true");
    BOOST_TEST(json.take() == R"("true")");
}

BOOST_AUTO_TEST_CASE(a_taken_writer_starts_anew)
{
    json_writer json;
    json.value("first");
    BOOST_TEST(json.take() == R"("first")");
    json.value("second");
    BOOST_TEST(json.take() == R"("second")");
    BOOST_TEST(json.take() == "");
}

BOOST_AUTO_TEST_CASE(what_json_reserves_is_escaped_in_values_and_in_names)
{
    json_writer json;
    json.begin_object();
    json.member("a\"b\\", "\"\\\b\f\n\r\t\x01\x1f/\x7f");
    json.end_object();
    BOOST_TEST(json.take() == "{\"a\\\"b\\\\\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/\x7f\"}");
}

BOOST_AUTO_TEST_CASE(numbers_keep_every_digit)
{
    json_writer json;
    json.begin_array();
    json.value(std::numeric_limits<std::int64_t>::max());
    json.value(std::numeric_limits<std::int64_t>::min());
    json.value(0.1);
    json.value(4.0);
    json.end_array();
    BOOST_TEST(json.take() == "[9223372036854775807,-9223372036854775808,0.1,4]");
}

BOOST_AUTO_TEST_CASE(random_texts_come_back)
{
    std::mt19937_64 random{8259};
    for (int i = 0; i != 3000; ++i) {
        auto const text = random_text(random);
        json_writer json;
        json.begin_object();
        json.member(text, std::string_view{text});
        json.end_object();
        auto const parsed = boost::json::parse(json.take()).as_object();
        BOOST_TEST((parsed.at(text) == boost::json::string_view{text}));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
