#include <jimeng/client/video.hpp>

#include "../media/videos.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <utility>

BOOST_AUTO_TEST_SUITE(test_video)

using namespace jimeng_tests;
using jimeng::media_kind;

BOOST_AUTO_TEST_CASE(it_saves_itself)
{
    scratch_folder folder;
    jimeng::video film;
    film.kind = media_kind::video;
    film.bytes = small_mp4();
    auto const saved = film.save(folder / "cat.mp4");
    BOOST_TEST(saved.width == 640U);
    BOOST_TEST((saved.duration == std::chrono::milliseconds{5042}));
    BOOST_TEST((content_of(folder / "cat.mp4") == small_mp4()));
    BOOST_CHECK_THROW(film.save(folder / "cat.mp4"), jimeng::error_with_diagnostics);
}

BOOST_AUTO_TEST_CASE(it_is_the_last_of_its_kind_and_the_others_are_kept_beside_it)
{
    jimeng::pictures all(3);
    all[0].bytes = "cover";
    all[1].bytes = "odd", all[1].kind = media_kind::video;
    all[2].bytes = "film", all[2].kind = media_kind::video;
    all.task.req_key = "key";
    auto film = jimeng::to_video(all);
    BOOST_TEST(film.bytes == "film");
    BOOST_TEST(film.task.req_key == "key");
    BOOST_REQUIRE(film.others.size() == 2U);
    BOOST_TEST(film.others[0].bytes == "cover");
    BOOST_TEST(film.others[1].bytes == "odd");
    auto const back = jimeng::to_pictures(std::move(film));
    BOOST_REQUIRE(back.size() == 3U);
    BOOST_TEST(back[2].bytes == "film");
    BOOST_TEST(back.task.req_key == "key");
}

BOOST_AUTO_TEST_CASE(none_is_none_in_both_directions)
{
    jimeng::pictures all;
    all.task.req_key = "key";
    auto film = jimeng::to_video(all);
    BOOST_TEST(film.bytes.empty());
    BOOST_TEST((film.kind == media_kind::video));
    BOOST_TEST(film.others.empty());
    BOOST_TEST(jimeng::to_pictures(std::move(film)).empty());
}

BOOST_AUTO_TEST_SUITE_END()
