#include <jimeng/core/models/img2img_seed3_painting_edit.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

#include "../../media/pictures.hpp"

BOOST_AUTO_TEST_SUITE(test_img2img_seed3_painting_edit)

namespace {

using model = jimeng::img2img_seed3_painting_edit;

static_assert(model::req_key == "jimeng_img2img_seed3_painting_edit");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::pictures);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::unverified);
static_assert(jimeng::broken_rule(model{}) == jimeng::rules::value_is_present);
static_assert(jimeng::broken_rule(model{.inputs = {"https://a.example/0", "https://a.example/1"}, .left = 0}) ==
              jimeng::rules::fractions_with_one_image);
static_assert(jimeng::broken_rule(model{.inputs = {"https://a.example/0"}, .left = 0}) == jimeng::rules::none);

/// @par Source clients of 85621/2375477: one picture with fractions, those that are not wanted left out; or canvas and mask
/// without any.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0"},
                                    .top = 0.25,
                                    .bottom = 0.5,
                                    .left = 0.389,
                                    .right = 0.75,
                                    .prompt = "大海",
                                    .seed = 7}) ==
        R"({"req_key":"jimeng_img2img_seed3_painting_edit","image_urls":["https://a.example/0"],"top":0.25,"bottom":0.5,"left":0.389,"right":0.75,"prompt":"大海","seed":7})");
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/canvas", "https://a.example/mask"}}) ==
        R"({"req_key":"jimeng_img2img_seed3_painting_edit","image_urls":["https://a.example/canvas","https://a.example/mask"]})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("seed") == "-1");
}

BOOST_AUTO_TEST_CASE(fractions_with_canvas_and_mask_are_refused)
{
    model const request{.inputs = {"https://a.example/canvas", "https://a.example/mask"}, .bottom = 0.5};
    BOOST_TEST(jimeng::describe(jimeng::check(request)) ==
               "image_urls: top, bottom, left or right is given with two input images, which are canvas and mask; give "
               "one image, or leave the fractions out");
}

BOOST_AUTO_TEST_CASE(a_fraction_of_a_side_is_added_to_it)
{
    model request{.top = 0.5, .right = 1, .prompt = "p"};
    jimeng_tests::scratch_folder folder;
    auto const path = (folder / "wide.png").string();
    jimeng_tests::put(path, jimeng_tests::png_signature + jimeng_tests::png_header(300, 100));
    BOOST_REQUIRE(!request.inputs.add(path));
    BOOST_TEST((request.outline().sides == jimeng::image_size{600, 150}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
