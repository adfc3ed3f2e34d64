#include "near_word.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace {

using command::edit_distance;

std::string_view found(std::string_view typed, std::initializer_list<std::string_view> known)
{
    command::near_word meant{typed};
    for (auto const word : known)
        meant.look_at(word);
    return meant.found();
}

BOOST_AUTO_TEST_SUITE(test_near_word)

BOOST_AUTO_TEST_CASE(one_step_adds_leaves_out_changes_or_swaps_a_letter)
{
    BOOST_TEST(edit_distance("size", "size") == 0U);
    BOOST_TEST(edit_distance("SIZE", "size") == 0U);
    BOOST_TEST(edit_distance("sise", "size") == 1U);
    BOOST_TEST(edit_distance("siz", "size") == 1U);
    BOOST_TEST(edit_distance("sizze", "size") == 1U);
    BOOST_TEST(edit_distance("szie", "size") == 1U);
    BOOST_TEST(edit_distance("", "size") == 4U);
    BOOST_TEST(edit_distance("kitten", "sitting") == 3U);
    BOOST_TEST(edit_distance(std::string(100'000, 'a'), "size") == 64U); // a long word costs no time
}

BOOST_AUTO_TEST_CASE(the_nearest_word_is_found_where_it_is_near)
{
    BOOST_TEST(found("heigth", {"width", "height", "size"}) == "height");
    BOOST_TEST(found("image", {"images", "image-size"}) == "images");
    BOOST_TEST(found("conkurency", {"concurrency", "currency"}) == "concurrency");
    BOOST_TEST(found("jsn", {"json"}) == "json");
}

BOOST_AUTO_TEST_CASE(nothing_is_found_where_it_would_be_a_guess)
{
    BOOST_TEST(found("colour", {"width", "height", "scale"}).empty());
    BOOST_TEST(found("paint", {"wait", "batch"}).empty()); // two steps, and it begins otherwise
    BOOST_TEST(found("4.7", {"4.0", "4.6"}).empty());      // either may be meant
    BOOST_TEST(found("4.7", {"4.6", "4.6"}) == "4.6");     // which is one word
    BOOST_TEST(found("x", {"y", "at", "mcp"}).empty());
    BOOST_TEST(found("", {"a", "mcp"}).empty());
    BOOST_TEST(found("what", {}).empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
