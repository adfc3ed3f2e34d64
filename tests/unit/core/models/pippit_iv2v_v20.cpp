#include <jimeng/core/models/pippit_iv2v_v20.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

BOOST_AUTO_TEST_SUITE(test_pippit_iv2v_v20)

namespace {

using model = jimeng::pippit_iv2v_v20;

static_assert(model::req_key == "pippit_iv2v_v20_cvtob");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::video);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::unverified);
static_assert(jimeng::broken_rule(model{}) == jimeng::at_least_one_of<"prompt", "img_url_list">::broken);
static_assert(decltype(model::img_url_list)::max_count == 50);

/// @par Source 85621/2359610, by two clients.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.prompt = "新品发布",
                                    .img_url_list = {"https://a.example/0", "https://a.example/1"},
                                    .ratio = "9:16",
                                    .duration = "～30s",
                                    .language = "English",
                                    .enable_watermark = false}) ==
        R"({"req_key":"pippit_iv2v_v20_cvtob","prompt":"新品发布","img_url_list":["https://a.example/0","https://a.example/1"],"ratio":"9:16","duration":"～30s","language":"English","enable_watermark":false})");
    BOOST_TEST(jimeng::encode_submit(model{.prompt = "p"}) == R"({"req_key":"pippit_iv2v_v20_cvtob","prompt":"p"})");
    BOOST_TEST(jimeng::encode_submit(model{.img_url_list = {"https://a.example/0"}}) ==
               R"({"req_key":"pippit_iv2v_v20_cvtob","img_url_list":["https://a.example/0"]})");
}

BOOST_AUTO_TEST_CASE(the_lengths_have_the_pages_wide_tilde)
{
    constexpr std::string_view page[] = {"\xEF\xBD\x9E"
                                         "15s",
                                         "\xEF\xBD\x9E"
                                         "30s",
                                         "40\xEF\xBD\x9E"
                                         "60s"};
    BOOST_TEST(facts_of_member<model>("duration").choices == page, boost::test_tools::per_element());
    constexpr std::string_view ratios[] = {"16:9", "9:16", "4:3", "3:4"};
    BOOST_TEST(facts_of_member<model>("ratio").choices == ratios, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_the_service_takes_otherwise_is_not_told_where_it_is_not_known)
{
    BOOST_TEST(standard_of<model>("ratio").empty());
    BOOST_TEST(standard_of<model>("duration").empty());
    BOOST_TEST(facts_of_member<model>("enable_watermark").summary.find("service default true") !=
               std::string_view::npos);
    BOOST_TEST(facts_of_member<model>("language").summary.find("service default Chinese") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(there_is_no_list_of_videos)
{
    BOOST_CHECK_THROW((void)facts_of_member<model>("video_url_list"), std::out_of_range);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
