#include <jimeng/core/model_rules.hpp>

#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/values/address_list.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <boost/hana/tuple.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(test_model_rules)

namespace {

using jimeng::broken_rule;
namespace rules = jimeng::rules;

struct own_model {
    static constexpr std::string_view req_key = "own", name = "own", title = "Own";
    jimeng::text_value<jimeng::text_limits{}> prompt{};
    jimeng::input_images<jimeng::input_limits{.max = 2}> inputs{};
    jimeng::whole_number<0, 9> strength{};
    jimeng::choice<"a", "b"> way{};
    static constexpr auto fields()
    {
        using self = own_model;
        return boost::hana::make_tuple(
            jimeng::field<"prompt", &self::prompt, "">{}, jimeng::field<"image_urls", &self::inputs, "">{},
            jimeng::field<"strength", &self::strength, "">{}, jimeng::field<"way", &self::way, "">{});
    }
    using needs_one = jimeng::at_least_one_of<"prompt", "image_urls">;
    using alone = jimeng::only_without<"way", "image_urls">;
    using together = jimeng::only_with<"strength", "way">;
    static constexpr auto rules()
    {
        return boost::hana::make_tuple(needs_one{}, alone{}, together{}, jimeng::equal_sides<"image_urls">{});
    }
};

static_assert(broken_rule(own_model{.prompt = "p"}) == rules::none);
static_assert(broken_rule(own_model{}) == own_model::needs_one::broken);
static_assert(broken_rule(own_model{.inputs = {"https://a.example/0"}}) == rules::none);
static_assert(broken_rule(own_model{.inputs = {"https://a.example/0"}, .way = "a"}) == own_model::alone::broken);
static_assert(broken_rule(own_model{.prompt = "p", .strength = 0}) == own_model::together::broken);
static_assert(broken_rule(own_model{.prompt = "p", .strength = 0, .way = "b"}) == rules::none);

struct holder {
    std::array<jimeng::input_image, 2> inputs;
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"image_urls", &holder::inputs, "">{});
    }
    static constexpr std::string_view req_key = "h", name = "h", title = "h";
};

struct two_lists {
    jimeng::address_list<3, "image"> first{};
    jimeng::address_list<3, "video"> second{};
    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"first", &two_lists::first, "">{},
                              jimeng::field<"second", &two_lists::second, "">{});
    }
    static constexpr std::string_view req_key = "l", name = "l", title = "l";
    using few = jimeng::at_most_together<3, "first", "second">;
    static constexpr auto rules() { return jimeng::listed(few{}); }
};

static_assert(broken_rule(two_lists{.first = {"http://a/", "http://b/"}, .second = {"http://c/"}}) == rules::none);
static_assert(broken_rule(two_lists{.first = {"http://a/", "http://b/"}, .second = {"http://c/", "http://d/"}}) ==
              two_lists::few::broken);
static_assert(broken_rule(two_lists{}) == rules::none);

BOOST_AUTO_TEST_CASE(a_broken_rule_names_its_fields)
{
    BOOST_TEST(jimeng::describe(jimeng::check(own_model{})) ==
               "prompt: neither prompt nor image_urls is given; give one of them, or both");
    BOOST_TEST(jimeng::describe(jimeng::check(own_model{.prompt = "p", .strength = 1})) ==
               "strength: strength is given without way; give both, or leave it out");
}

BOOST_AUTO_TEST_CASE(input_images_of_known_sizes_have_the_same)
{
    auto const of = [](std::uint32_t width, std::uint32_t height) {
        auto const image =
            jimeng::input_image::inside({"t", 1, {jimeng::picture_format::png, width, height}}, jimeng::input_limits{});
        return *image;
    };
    jimeng::equal_sides<"image_urls"> const rule;
    holder const same{{of(30, 20), of(30, 20)}};
    holder const other{{of(30, 20), of(20, 30)}};
    BOOST_TEST((rule.judge(same, jimeng::at_run_time{}) == rules::none));
    BOOST_TEST((rule.judge(other, jimeng::at_run_time{}) == rules::images_have_one_size));
    BOOST_TEST(jimeng::describe(rule.explain(other)) ==
               "images 20x30: input images differ in width or height (limit 30x20); scale them to the same size");
}

BOOST_AUTO_TEST_CASE(lists_that_are_too_long_together_are_named)
{
    two_lists const request{.first = {"http://a/", "http://b/"}, .second = {"http://c/", "http://d/"}};
    BOOST_TEST(jimeng::describe(jimeng::check(request)) ==
               "first: first and second have more than 3 members together; give fewer");
}

BOOST_AUTO_TEST_CASE(input_images_have_one_ratio_as_far_as_whole_pixels_allow)
{
    auto const of = [](std::uint32_t width, std::uint32_t height) {
        return *jimeng::input_image::inside({"t", 1, {jimeng::picture_format::png, width, height}},
                                            jimeng::input_limits{});
    };
    jimeng::equal_ratio<"image_urls"> const rule;
    auto const judged = [&](jimeng::input_image const& first, jimeng::input_image const& second) {
        return rule.judge(holder{{first, second}}, jimeng::at_run_time{});
    };
    BOOST_TEST((judged(of(300, 200), of(600, 400)) == rules::none));
    BOOST_TEST((judged(of(1000, 333), of(3000, 1000)) == rules::none));
    BOOST_TEST((judged(of(1920, 1080), of(1921, 1080)) == rules::none));
    BOOST_TEST((judged(of(1920, 1080), of(1922, 1080)) == rules::images_have_one_ratio));
    BOOST_TEST((judged(of(300, 200), of(200, 300)) == rules::images_have_one_ratio));
    BOOST_TEST((judged(of(300, 200), {}) == rules::none), "the sides behind an address are not known");
    BOOST_TEST((judged({}, of(300, 200)) == rules::none));
    BOOST_TEST(
        jimeng::describe(rule.explain(holder{{of(300, 200), of(200, 300)}})) ==
        "images 200x300: input images differ in their ratio of width to height (limit 300x200); crop them to the "
        "same ratio");
    BOOST_TEST(!rule.explain(holder{{of(300, 200), of(3, 2)}}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
