// Results that an earlier run saved: neither fetched nor written again.
#include <jimeng/client/detail/kept_results.hpp>

#include "../../net/print_errc.hpp"
#include "../media/videos.hpp"
#include "script.hpp"

#include <jimeng/sign/sha256.hpp>
#include <jimeng/wire/base64.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_kept_results)

using namespace script;
using namespace jimeng_tests;
using jimeng::client_errc;
using jimeng::job_event;

namespace {

std::string const three_links = R"("https://a.example/1.png","https://a.example/2.png","https://a.example/3.png")";
using texts = std::set<std::string>;

struct keeping : fixture {
    scratch_folder folder;
    jimeng::task const known = jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse("7"));

    /// A result that lies in a file.
    jimeng::saved_result lies(std::size_t index, std::string const& name, std::string const& bytes)
    {
        put(folder / name, bytes);
        return {index, (folder / name).string(), jimeng::to_hex(jimeng::sha256(bytes))};
    }
    jimeng::pictures wait(jimeng::generate_options const& how) { return client.wait(known, how, ec, details); }
    texts names() const
    {
        texts all;
        for (auto const& entry : std::filesystem::directory_iterator{folder.path()})
            all.insert(entry.path().filename());
        return all;
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(only_what_is_missing_is_fetched_under_the_name_it_would_have_had, keeping)
{
    jimeng::saved_results const saved{lies(0, "cat-1.png", small_png("1")), lies(2, "cat-3.png", small_png("3"))};
    script().answer(200, links(three_links)).answer(200, small_png("2"));
    auto const pictures = wait({.output = folder / "cat.png", .already_saved = saved});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(script().calls().size() == 2U);
    BOOST_TEST(script().calls().back().request.target == "/2.png");
    BOOST_TEST((names() == texts{"cat-1.png", "cat-2.png", "cat-3.png"}));
    BOOST_TEST_REQUIRE(pictures.size() == 3U);
    for (std::size_t i = 0; i != 3; ++i) {
        auto const number = std::to_string(i + 1);
        BOOST_TEST(pictures[i].saved.path == folder / ("cat-" + number + ".png"));
        BOOST_TEST(pictures[i].saved.sha256 == jimeng::to_hex(jimeng::sha256(small_png(number))));
        BOOST_TEST(pictures[i].url == "https://a.example/" + number + ".png");
        BOOST_TEST((pictures[i].width == 640U && pictures[i].bytes.empty()));
    }
}

BOOST_FIXTURE_TEST_CASE(what_is_gone_or_changed_is_fetched_as_if_nothing_had_been_saved, keeping)
{
    auto gone = lies(0, "cat-1.png", small_png("1"));
    std::filesystem::remove(gone.path);
    auto changed = lies(1, "old.png", small_png("2"));
    put(changed.path, small_png("somebody's"));
    script().answer(200, links(three_links));
    script().answer(200, small_png("1")).answer(200, small_png("2")).answer(200, small_png("3"));
    auto const pictures = wait({.output = folder / "cat.png", .already_saved = jimeng::saved_results{gone, changed}});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat-1.png", "cat-2.png", "cat-3.png", "old.png"}));
    BOOST_TEST((content_of(folder / "old.png") == small_png("somebody's")));
    BOOST_TEST(pictures.at(1).saved.path == folder / "cat-2.png");
}

BOOST_FIXTURE_TEST_CASE(a_file_of_somebody_else_still_stands_in_the_way, keeping)
{
    auto const own = lies(0, "cat-1.png", small_png("1"));
    put(folder / "cat-2.png", "mine");
    wait({.output = folder / "cat.png", .already_saved = jimeng::saved_results{own}});
    BOOST_TEST((ec == client_errc::waiting_failed));
    BOOST_TEST((details.cause == client_errc::output_exists));
    BOOST_TEST(script().calls().empty());
}

BOOST_FIXTURE_TEST_CASE(a_picture_inside_the_answer_is_not_written_twice, keeping)
{
    auto const own = lies(0, "cat-1.png", small_png("1"));
    script().answer(200, R"({"code":10000,"data":{"status":"done","image_urls":null,"binary_data_base64":[")" +
                             jimeng::base64_encode(small_png("1")) + "\",\"" + jimeng::base64_encode(small_png("2")) +
                             R"("]},"message":"Success"})");
    auto const pictures = wait(
        {.results = {.return_url = false}, .output = folder / "cat.png", .already_saved = jimeng::saved_results{own}});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat-1.png", "cat-2.png"}));
    BOOST_TEST((content_of(folder / "cat-2.png") == small_png("2")));
    BOOST_TEST(pictures.at(0).saved.path == own.path);
    BOOST_TEST(pictures.at(1).saved.path == folder / "cat-2.png");
}

BOOST_FIXTURE_TEST_CASE(a_picture_in_a_videos_place_is_none_that_was_saved, keeping)
{
    jimeng::detail::kept_results const kept{{lies(0, "v.png", small_png()), lies(1, "v.mp4", small_mp4())}};
    using jimeng::media_kind;
    BOOST_TEST(kept.of(0, {media_kind::picture, 0, 1, true}) != nullptr);
    BOOST_TEST(kept.of(0, {media_kind::video, 0, 1, true}) == nullptr);
    BOOST_TEST(kept.of(1, {media_kind::video, 0, 1, true}) != nullptr);
    BOOST_TEST(kept.of(1, {media_kind::picture, 0, 1, true}) == nullptr);
    BOOST_TEST(kept.of(1, {media_kind::picture, 0, 1, false}) != nullptr); // beside what was asked for anything goes
    BOOST_TEST(kept.of(2, {media_kind::video, 0, 1, false}) == nullptr);
    BOOST_TEST(kept.all().size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(links_alone_leave_it_where_it_lies, keeping)
{
    auto const own = lies(1, "cat-2.png", small_png("2"));
    script().answer(200, links(three_links));
    auto const pictures = wait({.download = false, .already_saved = jimeng::saved_results{own}});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(pictures.at(1).saved.path == own.path);
    BOOST_TEST(pictures.at(0).saved.path.empty());
}

namespace {

struct noting_store : jimeng::job_store {
    std::vector<job_event> events;

    jimeng::error_code record(job_event const& event) override { return events.push_back(event), jimeng::error_code{}; }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(the_store_is_told_of_what_is_new_only, keeping)
{
    auto const store = std::make_shared<noting_store>();
    auto how = options();
    how.store = store;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    auto const own = lies(0, "cat-1.png", small_png("1"));
    script().answer(200, links(three_links)).answer(200, small_png("2")).answer(200, small_png("3"));
    wait({.output = folder / "cat.png", .already_saved = jimeng::saved_results{own}});
    std::string order;
    for (auto const& event : store->events)
        order += std::string{to_string(event.what)} + std::to_string(event.index) + ' ';
    BOOST_TEST(order == "done0 saved1 saved2 final0 ");
}

BOOST_AUTO_TEST_SUITE_END()
