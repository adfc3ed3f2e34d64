#include <jimeng/core/ratio_word.hpp>

#include "../../support/fields.hpp"
#include "../media/pictures.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_ratio_word)

namespace {

using jimeng::image_size;
namespace rules = jimeng::rules;

constexpr std::array<jimeng::recommended_size, 4> sizes{{{"1K", "1:1", {1000, 1000}},
                                                         {"1K", "2:1", {1400, 700}},
                                                         {"2K", "1:1", {2000, 2000}},
                                                         {"2K", "1:2", {1000, 2000}}}};
constexpr jimeng::recommended_list list{"1K", sizes};

struct answer {
    std::optional<image_size> size;
    jimeng::violation why;
};

answer read(given_fields typed, std::string_view tier = "", jimeng::recommended_list const& among = list)
{
    answer given;
    given.size = jimeng::detail::read_ratio_word(among, tier, typed, given.why);
    return given;
}
given_fields ratio(std::string const& word)
{
    return given_fields{true, {{"ratio", word}}};
}

BOOST_AUTO_TEST_CASE(a_ratio_stands_for_the_size_of_its_tier)
{
    BOOST_TEST((read(ratio("2:1")).size == image_size{1400, 700}));
    BOOST_TEST((read(ratio("1:1")).size == image_size{1000, 1000}));
    BOOST_TEST((read(ratio("1:1"), "2K").size == image_size{2000, 2000}));
    BOOST_TEST((read(ratio("1:1"), "2k").size == image_size{2000, 2000}));
}

BOOST_AUTO_TEST_CASE(a_ratio_that_the_tier_lacks_is_refused_with_those_that_it_has)
{
    auto const lacking = read(ratio("2:1"), "2K");
    BOOST_TEST(!lacking.size.has_value());
    BOOST_TEST(
        jimeng::describe(lacking.why) ==
        "ratio 2:1: no size of this ratio is recommended for the model (limit 1:1, 1:2, input); take a listed one, "
        "or width and height");
    BOOST_TEST(read(ratio("1:1"), "8K").why.limit == "input");
}

BOOST_AUTO_TEST_CASE(nothing_is_nothing)
{
    auto const silent = read(given_fields{true});
    BOOST_TEST(!silent.size.has_value());
    BOOST_TEST(!silent.why);
    auto const unlisted = read(ratio("1:1"), "", jimeng::recommended::none);
    BOOST_TEST(!unlisted.size.has_value());
    BOOST_TEST(!unlisted.why);
}

BOOST_AUTO_TEST_CASE(the_ratio_of_the_first_input_is_that_of_the_nearest_size)
{
    jimeng_tests::scratch_folder folder;
    auto const path = (folder / "tall.png").string();
    jimeng_tests::put(path, jimeng_tests::png_signature + jimeng_tests::png_header(50, 90));
    given_fields typed{true, {{"ratio", "input"}, {"image_urls", std::vector<std::string>{path}}}};
    BOOST_TEST((read(typed, "2K").size == image_size{1000, 2000}));
    BOOST_TEST((read(typed).size == image_size{1000, 1000}));
    given_fields address{true, {{"ratio", "input"}, {"image_urls", std::vector<std::string>{"https://a.example/0"}}}};
    BOOST_TEST((read(address).why.broken == rules::input_ratio_is_known));
    BOOST_TEST((read(ratio("input")).why.broken == rules::input_ratio_is_known));
    BOOST_TEST(read(ratio("input")).why.field == "ratio");
}

BOOST_AUTO_TEST_CASE(it_is_told_as_a_persons_word_where_there_is_a_list)
{
    noted_facts told;
    jimeng::detail::describe_ratio_word(jimeng::recommended::none, told);
    BOOST_TEST(told.all.empty());
    jimeng::detail::describe_ratio_word(list, told);
    BOOST_REQUIRE(told.all.size() == 1U);
    BOOST_TEST(told.all[0].name == "ratio");
    BOOST_TEST(told.all[0].typed_only);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
