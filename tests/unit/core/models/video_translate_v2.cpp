#include <jimeng/core/models/video_translate_v2.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_video_translate_v2)

namespace {

using model = jimeng::video_translate_v2;

static_assert(model::req_key == "video_translate_v2_cvtob");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::video);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::unverified);
static_assert(!std::is_default_constructible_v<decltype(model::src_language)>);
static_assert(!std::is_default_constructible_v<decltype(model::target_language)>);

/// @par Source 85621/2189006, by clients: three texts, all required. The full request is the smallest.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(
            model{.video_url = "https://a.example/talk.mp4", .src_language = "zh", .target_language = "en"}) ==
        R"({"req_key":"video_translate_v2_cvtob","video_url":"https://a.example/talk.mp4","src_language":"zh","target_language":"en"})");
}

BOOST_AUTO_TEST_CASE(a_language_is_no_subject_for_a_command)
{
    for (auto const* const name : {"src_language", "target_language"}) {
        BOOST_TEST(facts_of_member<model>(name).required);
        BOOST_TEST(!facts_of_member<model>(name).is_subject);
        BOOST_TEST(standard_of<model>(name).empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
