#include <jimeng/client/task_data.hpp>

#include <boost/test/unit_test.hpp>

#include <utility>

BOOST_AUTO_TEST_SUITE(test_task_data)

BOOST_AUTO_TEST_CASE(the_facts_the_task_and_what_came_beside_them_are_kept)
{
    jimeng::pictures all(1);
    all[0].bytes = "cover";
    all.response_data = R"({"assets_id":"a"})";
    all.task.req_key = "key";
    auto data = jimeng::to_task_data(all);
    BOOST_TEST(data.response_data == R"({"assets_id":"a"})");
    BOOST_TEST(data.task.req_key == "key");
    BOOST_REQUIRE(data.others.size() == 1U);
    BOOST_TEST(data.others[0].bytes == "cover");
    auto const back = jimeng::to_pictures(std::move(data));
    BOOST_TEST(back.response_data == R"({"assets_id":"a"})");
    BOOST_TEST(back.task.req_key == "key");
    BOOST_REQUIRE(back.size() == 1U);
    BOOST_TEST(back[0].bytes == "cover");
}

BOOST_AUTO_TEST_CASE(none_is_none_in_both_directions)
{
    auto data = jimeng::to_task_data({});
    BOOST_TEST(data.response_data.empty());
    BOOST_TEST(data.others.empty());
    BOOST_TEST(jimeng::to_pictures(std::move(data)).empty());
}

BOOST_AUTO_TEST_CASE(what_a_program_wrote_into_it_wins_on_the_way_back)
{
    jimeng::task_data data;
    data.response_data = "{}";
    data.task.req_key = "key";
    data.others.response_data = "other";
    data.others.task.req_key = "other";
    auto const back = jimeng::to_pictures(std::move(data));
    BOOST_TEST(back.response_data == "{}");
    BOOST_TEST(back.task.req_key == "key");
}

BOOST_AUTO_TEST_SUITE_END()
