#include <jimeng/core/models/text_to_image_v31.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_text_to_image_v31)

namespace {

using model = jimeng::text_to_image_v31;

static_assert(model::req_key == "jimeng_t2i_v31");
static_assert(jimeng::action_stem_of<model>() == "JimengT2IV31");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::pictures);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);
static_assert(model::result::most == 1);
static_assert(decltype(model::size)::limits.min_area == 262144 && decltype(model::size)::limits.max_area == 4194304);
static_assert(decltype(model::size)::limits.ratio == 3);
static_assert(decltype(model::prompt)::limits.advised == 120 && decltype(model::prompt)::limits.longest == 800);

/// @par Source 85621/1756900, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(
            model{.prompt = "一只猫", .use_pre_llm = false, .seed = -1, .size = jimeng::size<1664, 936>}) ==
        R"({"req_key":"jimeng_t2i_v31","prompt":"一只猫","use_pre_llm":false,"seed":-1,"width":1664,"height":936})");
    BOOST_TEST(jimeng::encode_submit(model{.prompt = "p"}) == R"({"req_key":"jimeng_t2i_v31","prompt":"p"})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("seed") == "-1");
    BOOST_TEST(standard_of<model>("width") == "1328");
    BOOST_TEST(standard_of<model>("height") == "1328");
}

BOOST_AUTO_TEST_CASE(every_recommended_size_is_taken)
{
    struct {
        char const* tier;
        char const* ratio;
        jimeng::image_size pixels;
    } const page[] = {{"1K", "1:1", {1328, 1328}}, {"1K", "4:3", {1472, 1104}}, {"1K", "3:2", {1584, 1056}},
                      {"1K", "16:9", {1664, 936}}, {"1K", "21:9", {2016, 864}}, {"2K", "1:1", {2048, 2048}},
                      {"2K", "4:3", {2304, 1728}}, {"2K", "3:2", {2496, 1664}}, {"2K", "16:9", {2560, 1440}},
                      {"2K", "21:9", {3024, 1296}}};
    for (auto const& row : page)
        BOOST_TEST_CONTEXT(row.tier << ' ' << row.ratio)
        {
            BOOST_TEST(decltype(model::size)::parse(row.pixels).has_value());
            given_fields typed{true, {{"size", row.tier}, {"ratio", row.ratio}}};
            BOOST_TEST((decltype(model::size)::read("size", typed)->sides() == row.pixels));
        }
}

BOOST_AUTO_TEST_CASE(sides_lie_within_an_area_and_a_ratio)
{
    using sides = decltype(model::size);
    BOOST_TEST(sides::parse({512, 512}).has_value());
    BOOST_TEST((sides::parse({512, 511}).why().broken == jimeng::rules::area_within<262144, 4194304>));
    BOOST_TEST(sides::parse({3546, 1182}).has_value());
    BOOST_TEST((sides::parse({3547, 1182}).why().broken == jimeng::rules::sides_within_ratio<3>));
    BOOST_TEST((sides::parse({2048, 2049}).why().broken == jimeng::rules::area_within<262144, 4194304>));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
