#include <jimeng/core/models/dream_actor_m1.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_dream_actor_m1)

namespace {

using model = jimeng::dream_actor_m1;

static_assert(model::req_key == "jimeng_dream_actor_m1_gen_video_cv");
static_assert(jimeng::action_stem_of<model>() == "JimengDreamActorM1GenVideoCV");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::video);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);
static_assert(!std::is_default_constructible_v<decltype(model::image_url)>);
static_assert(!std::is_default_constructible_v<decltype(model::video_url)>);

/// @par Source 85621/1798351, by clients: two texts, both required. The full request is the smallest.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(
            model{.image_url = "https://a.example/who.jpg", .video_url = "https://a.example/dance.mp4"}) ==
        R"({"req_key":"jimeng_dream_actor_m1_gen_video_cv","image_url":"https://a.example/who.jpg","video_url":"https://a.example/dance.mp4"})");
}

BOOST_AUTO_TEST_CASE(an_address_that_is_none_is_refused_with_the_name_of_what_it_leads_to)
{
    BOOST_TEST(jimeng::describe(decltype(model::video_url)::parse("dance.mp4").why()) ==
               "video_url dance.mp4: video url is not http or https; give a public http or https address");
    model const request{.image_url = decltype(model::image_url)::unchecked("who.jpg"),
                        .video_url = "https://a.example/dance.mp4"};
    BOOST_TEST(jimeng::describe(jimeng::check(request)) ==
               "image_url: image url is not http or https; give a public http or https address");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
