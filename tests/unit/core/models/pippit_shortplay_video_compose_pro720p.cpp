#include <jimeng/core/models/pippit_shortplay_video_compose_pro720p.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_pippit_shortplay_video_compose_pro720p)

namespace {

using model = jimeng::pippit_shortplay_video_compose_pro720p;

static_assert(model::req_key == "pippit_shortplay_cvtob_video_compose_pro720p");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::data);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);

/// @par Source 85621/2407085 and its neighbours, parameter table. The full request is the smallest.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.assets_id = "a-1", .thread_id = "t-2", .episode_id = "e-3"}) ==
        R"({"req_key":"pippit_shortplay_cvtob_video_compose_pro720p","assets_id":"a-1","thread_id":"t-2","episode_id":"e-3"})");
}

BOOST_AUTO_TEST_CASE(what_must_be_given_is_told)
{
    for (auto const* const name : {"assets_id", "thread_id", "episode_id"}) {
        BOOST_TEST(facts_of_member<model>(name).required, name);
        BOOST_TEST(!facts_of_member<model>(name).is_subject, name);
    }
    BOOST_CHECK_THROW((void)facts_of_member<model>("run_id"), std::out_of_range);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
