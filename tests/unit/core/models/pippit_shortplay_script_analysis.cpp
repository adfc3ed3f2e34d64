#include <jimeng/core/models/pippit_shortplay_script_analysis.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_pippit_shortplay_script_analysis)

namespace {

using model = jimeng::pippit_shortplay_script_analysis;

static_assert(model::req_key == "pippit_shortplay_cvtob_script_analysis");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::data);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);

/// @par Source 85621/2389851, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.visual_style = "3D",
                                    .video_ratio = "9:16",
                                    .file_url = "https://a.example/play.docx",
                                    .file_type = "docx",
                                    .file_name = "play.docx",
                                    .description = "古装",
                                    .size = 2048}) ==
        R"({"req_key":"pippit_shortplay_cvtob_script_analysis","visual_style":"3D","video_ratio":"9:16","file_url":"https://a.example/play.docx","file_type":"docx","file_name":"play.docx","description":"古装","size":2048})");
    BOOST_TEST(
        jimeng::encode_submit(model{.visual_style = "3D",
                                    .video_ratio = "16:9",
                                    .file_url = "https://a.example/play.txt",
                                    .file_type = "txt",
                                    .file_name = "play.txt"}) ==
        R"({"req_key":"pippit_shortplay_cvtob_script_analysis","visual_style":"3D","video_ratio":"16:9","file_url":"https://a.example/play.txt","file_type":"txt","file_name":"play.txt"})");
}

BOOST_AUTO_TEST_CASE(what_must_be_given_is_told)
{
    for (auto const* const name : {"visual_style", "video_ratio", "file_url", "file_type", "file_name"})
        BOOST_TEST(facts_of_member<model>(name).required, name);
    for (auto const* const name : {"description", "size"})
        BOOST_TEST(!facts_of_member<model>(name).required, name);
    constexpr std::string_view ratios[] = {"16:9", "9:16"};
    BOOST_TEST(facts_of_member<model>("video_ratio").choices == ratios, boost::test_tools::per_element());
    constexpr std::string_view kinds[] = {"txt", "docx"};
    BOOST_TEST(facts_of_member<model>("file_type").choices == kinds, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
