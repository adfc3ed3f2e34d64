#include <jimeng/core/model_rules.hpp>

#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <boost/hana/tuple.hpp>

#include <array>

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

BOOST_AUTO_TEST_SUITE(test_model_rules)

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

BOOST_AUTO_TEST_SUITE_END()

} // namespace
