#include <jimeng/core/models/i2i_material_extraction.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_i2i_material_extraction)

namespace {

using model = jimeng::i2i_material_extraction;

static_assert(model::req_key == "i2i_material_extraction");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::pictures);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);
static_assert(model::result::most == 1);
static_assert(jimeng::broken_rule(model{.image_edit_prompt = "p"}) == jimeng::rules::value_is_present);

/// @par Source 85621/1925087, parameter table. Own words were taken by the service too.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0"},
                                    .image_edit_prompt = jimeng::material_prompt::pattern,
                                    .lora_weight = 0.75,
                                    .size = jimeng::size<1024, 4096>,
                                    .seed = 7}) ==
        R"({"req_key":"i2i_material_extraction","image_urls":["https://a.example/0"],"image_edit_prompt":"提取产品的图案，生成一张平面图展示其图案，去除产品本身。","lora_weight":0.75,"width":1024,"height":4096,"seed":7})");
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0"}, .image_edit_prompt = "提取图案"}) ==
        R"({"req_key":"i2i_material_extraction","image_urls":["https://a.example/0"],"image_edit_prompt":"提取图案"})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("lora_weight") == "1");
    BOOST_TEST(standard_of<model>("width") == "2048");
    BOOST_TEST(standard_of<model>("height") == "2048");
    BOOST_TEST(standard_of<model>("seed") == "-1");
}

BOOST_AUTO_TEST_CASE(the_range_of_the_weight_is_not_known)
{
    auto const weight = facts_of_member<model>("lora_weight");
    BOOST_TEST(weight.unverified);
    BOOST_TEST(!weight.least.has_value());
    BOOST_TEST(!weight.most.has_value());
}

BOOST_AUTO_TEST_CASE(the_sentences_are_the_pages)
{
    BOOST_TEST(std::string_view{jimeng::material_prompt::pattern} ==
               "提取产品的图案，生成一张平面图展示其图案，去除产品本身。");
    BOOST_TEST(std::string_view{jimeng::material_prompt::packaging} ==
               "提取产品的包装图案，生成一张平面图展示其图案，去除产品本身。");
    BOOST_TEST(std::string_view{jimeng::material_prompt::logo} ==
               "提取产品的logo，生成一张平面图展示其logo，去除产品本身。");
    BOOST_TEST(std::string_view{jimeng::material_prompt::texture} ==
               "提取产品的纹理，生成一张平面图平铺展示其纹理，去除产品本身。");
}

BOOST_AUTO_TEST_CASE(the_sides_are_the_services_where_none_are_given)
{
    BOOST_TEST((model{.image_edit_prompt = "p"}.outline().sides == jimeng::image_size{2048, 2048}));
    BOOST_TEST((model{.image_edit_prompt = "p", .size = jimeng::size<1024, 1100>}.outline().sides ==
                jimeng::image_size{1024, 1100}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
