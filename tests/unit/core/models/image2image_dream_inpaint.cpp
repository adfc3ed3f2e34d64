#include <jimeng/core/models/image2image_dream_inpaint.hpp>

#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/wire/encode.hpp>

#include <boost/json/parse.hpp>

BOOST_AUTO_TEST_SUITE(test_image2image_dream_inpaint)

namespace {

using jimeng::image2image_dream_inpaint;
namespace rules = jimeng::rules;

static_assert(jimeng::broken_rule(image2image_dream_inpaint{.prompt = "p"}) == rules::value_is_present);

/// @par Source 85621/1976207, parameter table: the picture, then its mask.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    auto const page = boost::json::parse(R"({
        "req_key": "jimeng_image2image_dream_inpaint",
        "image_urls": ["https://a.example/picture", "https://a.example/mask"],
        "prompt": "删除",
        "seed": 101
    })");
    auto const body = jimeng::encode_submit(image2image_dream_inpaint{
        .inputs = {"https://a.example/picture", "https://a.example/mask"}, .prompt = "删除", .seed = 101});
    BOOST_TEST(boost::json::parse(body) == page);
}

BOOST_AUTO_TEST_CASE(one_picture_is_not_enough)
{
    image2image_dream_inpaint request{.prompt = "p"};
    BOOST_TEST(!request.inputs.add("https://a.example/picture"));
    BOOST_TEST(jimeng::describe(jimeng::check(request)) ==
               "image_urls: fewer input images than this model needs, which is 2; give as many");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
