#include <jimeng/core/models/i2i_extract_tiled_images.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_i2i_extract_tiled_images)

namespace {

using model = jimeng::i2i_extract_tiled_images;

static_assert(model::req_key == "jimeng_i2i_extract_tiled_images");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::pictures);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::unverified);
static_assert(model::result::most == 1);
static_assert(jimeng::broken_rule(model{.edit_prompt = "p"}) == jimeng::rules::value_is_present);

/// @par Source 85621/2129114, by copies: the table's name of the prompt, not the one of its example.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0"},
                                    .edit_prompt = jimeng::product_prompt::shoes,
                                    .size = jimeng::size<1024, 4096>,
                                    .seed = 7}) ==
        R"({"req_key":"jimeng_i2i_extract_tiled_images","image_urls":["https://a.example/0"],"edit_prompt":"提取出图片中的一双鞋子，生成一张正45度图，背景为纯白色。","width":1024,"height":4096,"seed":7})");
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0"}, .edit_prompt = "提取图案"}) ==
        R"({"req_key":"jimeng_i2i_extract_tiled_images","image_urls":["https://a.example/0"],"edit_prompt":"提取图案"})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("width") == "2048");
    BOOST_TEST(standard_of<model>("height") == "2048");
    BOOST_TEST(standard_of<model>("seed") == "-1");
}

BOOST_AUTO_TEST_CASE(only_the_name_of_the_tables_prompt_is_known)
{
    BOOST_TEST(facts_of_member<model>("edit_prompt").required);
    BOOST_CHECK_THROW((void)facts_of_member<model>("image_edit_prompt"), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(the_sentences_are_the_pages)
{
    BOOST_TEST(std::string_view{jimeng::product_prompt::clothes} ==
               "提取出图片中的衣服、帽子、鞋子和包，生成一张平铺图，背景为纯白色。");
    BOOST_TEST(std::string_view{jimeng::product_prompt::shoes} ==
               "提取出图片中的一双鞋子，生成一张正45度图，背景为纯白色。");
    BOOST_TEST(std::string_view{jimeng::product_prompt::bag} ==
               "提取出图片中的完整的包包和包带，正视图，背景为纯白色。");
    BOOST_TEST(std::string_view{jimeng::product_prompt::sofa} ==
               "提取出图片中的完整的沙发，生成一张正视图，背景为纯白色。");
    BOOST_TEST(std::string_view{jimeng::product_prompt::daily_goods} ==
               "提取出图片中的日用品，生成一张正视图，背景为纯白色。");
    BOOST_TEST(std::string_view{jimeng::product_prompt::jewelry} ==
               "提取出图片中的饰品，生成一张正视图，背景为纯白色。");
}

BOOST_AUTO_TEST_CASE(the_sides_are_the_services_where_none_are_given)
{
    BOOST_TEST((model{.edit_prompt = "p"}.outline().sides == jimeng::image_size{2048, 2048}));
    BOOST_TEST((model{.edit_prompt = "p", .size = jimeng::size<1024, 1100>}.outline().sides ==
                jimeng::image_size{1024, 1100}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
