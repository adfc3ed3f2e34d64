#include <jimeng/client/generate_options.hpp>

#include "script.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_generate_options)

using namespace script;

BOOST_FIXTURE_TEST_CASE(progress_is_told_in_the_order_of_events, fixture)
{
    script()
        .answer(200, accepted())
        .answer(200, state("in_queue"))
        .answer(200, links(R"("https://a.example/1.png")"))
        .answer(404, "");
    std::vector<std::string> seen;
    generate({.on_progress = [&](jimeng::progress const& now) {
        using stage = jimeng::progress::stage;
        if (now.at == stage::submitting) seen.push_back("submitting");
        if (now.at == stage::accepted) seen.push_back("accepted " + std::string{now.task_id});
        if (now.at == stage::waiting)
            seen.push_back(std::string{to_string(now.status)} + " " + std::to_string(now.attempt));
        if (now.at == stage::downloading) seen.push_back("downloading");
    }});
    std::vector<std::string> const wanted{"submitting", "accepted 7392616336519610409", "in_queue 1", "done 2",
                                          "downloading"};
    BOOST_TEST(seen == wanted, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(result_options_reach_every_query_and_no_submit, fixture)
{
    script().answer(200, accepted()).answer(200, state("in_queue")).answer(200, links(R"("https://a.example/1.png")"));
    generate({.results = {.watermark = jimeng::watermark{.text = "mine"}}, .download = false});
    BOOST_TEST(script().calls().at(0).request.body.find("mine") == std::string::npos);
    for (std::size_t i : {1U, 2U})
        BOOST_TEST(script().calls().at(i).request.body.find("mine") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_output_is_named_by_any_kind_of_text)
{
    std::filesystem::path const path = "a/b.png";
    std::string const text = "b.png";
    BOOST_TEST(jimeng::output_name{path}.text() == "a/b.png");
    BOOST_TEST(jimeng::output_name{text}.text() == "b.png");
    BOOST_TEST(jimeng::output_name{"c.png"}.text() == "c.png");
    BOOST_TEST(!jimeng::output_name{"c.png"}.empty());
    BOOST_TEST((jimeng::output_name{}.empty() && jimeng::output_name{""}.empty()));
    BOOST_TEST(jimeng::output_name{}.text().empty());
}

BOOST_AUTO_TEST_SUITE_END()
