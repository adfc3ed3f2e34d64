#include <jimeng/wire/shortplay_answers.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_shortplay_answers)

namespace {

BOOST_AUTO_TEST_CASE(a_script_names_what_the_next_stage_asks_for)
{
    auto const script = jimeng::shortplay_script::parse(
        R"({"assets_id":"a1","thread_id":"t1","charge_count":3,"script_detail":{"EpisodeAssets":)"
        R"([{"EpisodeID":"e1"},7,{"EpisodeID":"e2"}],"CoreElement":{}}})");
    BOOST_REQUIRE(script.has_value());
    BOOST_TEST(script->assets_id == "a1");
    BOOST_TEST(script->thread_id == "t1");
    BOOST_TEST(script->charge_count == 3);
    BOOST_TEST((script->episode_ids == std::vector<std::string>{"e1", "e2"}));
}

BOOST_AUTO_TEST_CASE(materials_are_counted)
{
    auto const materials =
        jimeng::shortplay_materials::parse(R"({"character_detail":[{},{}],"scene_detail":[{}],"image_count":12})");
    BOOST_REQUIRE(materials.has_value());
    BOOST_TEST(materials->characters == 2U);
    BOOST_TEST(materials->scenes == 1U);
    BOOST_TEST(materials->image_count == 12);
}

BOOST_AUTO_TEST_CASE(shots_stand_in_their_storyboards)
{
    auto const shots = jimeng::shortplay_shots::parse(
        R"({"charge_count":2,"storyboard_detail":[{"Shots":[{"ShotID":"s1","Status":3,"VideoURL":"https://a.example/1",)"
        R"("Duration":5000,"Width":1280,"Height":720}]},{"Shots":[{"ShotID":"s2","Status":5}]}]})");
    BOOST_REQUIRE(shots.has_value());
    BOOST_REQUIRE(shots->shots.size() == 2U);
    auto const& first = shots->shots.front();
    BOOST_TEST(first.shot_id == "s1");
    BOOST_TEST(first.status == 3);
    BOOST_TEST(first.video_url == "https://a.example/1");
    BOOST_TEST((first.duration == std::chrono::seconds{5}));
    BOOST_TEST(first.width == 1280);
    BOOST_TEST(first.height == 720);
    BOOST_TEST(shots->shots.back().video_url.empty());
    BOOST_TEST(shots->charge_count == 2);
}

BOOST_AUTO_TEST_CASE(a_film_has_its_links)
{
    auto const film = jimeng::shortplay_film::parse(
        R"({"final_video_url":"https://a.example/f","final_video_cover_url":"https://a.example/c",)"
        R"("storyboard_asset_id":"b","run_id":"r"})");
    BOOST_REQUIRE(film.has_value());
    BOOST_TEST(film->final_video_url == "https://a.example/f");
    BOOST_TEST(film->final_video_cover_url == "https://a.example/c");
    BOOST_TEST(film->storyboard_asset_id == "b");
    BOOST_TEST(film->run_id == "r");
}

BOOST_AUTO_TEST_CASE(what_an_answer_lacks_is_empty_and_what_is_no_object_is_refused)
{
    BOOST_TEST(jimeng::shortplay_film::parse("{}")->final_video_url.empty());
    BOOST_TEST(jimeng::shortplay_script::parse(R"({"assets_id":7,"script_detail":[]})")->assets_id.empty());
    for (auto const* broken : {"", "[]", "7", R"({"a":)"}) {
        auto const film = jimeng::shortplay_film::parse(broken);
        BOOST_TEST(!film.has_value(), broken);
        BOOST_TEST((film.why().broken == jimeng::rules::answer_is_object));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
