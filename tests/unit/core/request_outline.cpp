#include <jimeng/core/request_outline.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/models.hpp>

BOOST_AUTO_TEST_SUITE(test_request_outline)

namespace {

using jimeng::image_size;

static_assert(jimeng::text_to_image_v40{.prompt = "p"}.outline().most_results == 15);
static_assert(jimeng::text_to_image_v40{.prompt = "p", .force_single = true}.outline().most_results == 1);
static_assert(jimeng::seedream_v46{.prompt = "p", .size = jimeng::size<2560, 1440>}.outline().sides ==
              image_size{2560, 1440});
static_assert(jimeng::ti2v_v30_pro{.prompt = "p"}.outline().sides == image_size{1920, 1088});
static_assert(jimeng::ti2v_v30_pro{.prompt = "p"}.outline().frames == 121);
static_assert(jimeng::image_to_image_v30{.inputs = {"https://a.example/0"}, .prompt = "p"}.outline().inputs == 1);

using outpaint = jimeng::img2img_seed3_painting_edit;
using inpaint = jimeng::image2image_dream_inpaint;
static_assert(jimeng::i2i_seed3_tilesr{.inputs = {"https://a.example/0"}}.outline().kept == jimeng::all_of_it);
static_assert(inpaint{.inputs = {"https://a.example/0", "https://a.example/1"}, .prompt = "p"}.outline().masked);
static_assert(outpaint{.inputs = {"https://a.example/0", "https://a.example/1"}}.outline().masked);
static_assert(outpaint{.inputs = {"https://a.example/0"}, .left = 1.0}.outline().kept ==
              jimeng::kept_part{0.5, 0.0, 1.0, 1.0});
static_assert(!outpaint{.inputs = {"https://a.example/0"}}.outline().masked);
static_assert(jimeng::text_to_image_v40{.prompt = "p"}.outline().kept.empty());
static_assert(!jimeng::all_of_it.empty() && jimeng::kept_part{0.5, 0.0, 0.5, 1.0}.empty() &&
              jimeng::kept_part{0.0, 1.0, 1.0, 0.5}.empty());

BOOST_AUTO_TEST_CASE(as_many_inputs_as_results_leave_one)
{
    jimeng::seedream_v46 request{.prompt = "p"};
    for (int i = 0; i != 14; ++i)
        BOOST_TEST(!request.image_urls.add("https://a.example/0"));
    BOOST_TEST(request.outline().most_results == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
