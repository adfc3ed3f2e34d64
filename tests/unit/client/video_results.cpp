// What becomes of the video of a task: from the answer to the file.
#include <jimeng/client/video.hpp>

#include "../../net/print_errc.hpp"
#include "../media/videos.hpp"
#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/wire/base64.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace test_video_results {

namespace {

using namespace jimeng_tests;
using jimeng::client_errc;
using jimeng::media_format;
using jimeng::media_kind;
using texts = std::set<std::string>;

/// A model of somebody else's making that films.
struct filming {
    static constexpr std::string_view req_key = "own_films", name = "films", title = "Own films";
    using result = jimeng::one_video;
    jimeng::prompt prompt;
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &filming::prompt, "What it shows">{});
    }
};

filming const a_yawn{.prompt = "the cat yawns"};

/// An answer that is done; the texts are JSON.
std::string done(std::string const& video_url, std::string const& image_urls = "null",
                 std::string const& inside = "null")
{
    return R"({"code":10000,"data":{"aigc_meta_tagged":false,"status":"done","video_url":)" + video_url +
           R"(,"image_urls":)" + image_urls + R"(,"binary_data_base64":)" + inside + R"(},"message":"Success"})";
}

std::string const video_link = R"("https://a.example/v.mp4")";
std::string const picture_link = R"(["https://a.example/1.png"])";

struct fixture : script::fixture {
    scratch_folder folder;
    std::vector<jimeng::progress> seen;

    jimeng::testing::scripted_transport& answered(std::string const& reply)
    {
        return script().answer(200, script::accepted()).answer(200, reply);
    }
    jimeng::generate_options to(std::string const& name)
    {
        return {.output = folder / name, .on_progress = [this](jimeng::progress const& now) { seen.push_back(now); }};
    }
    jimeng::video film(jimeng::generate_options const& how = {}) { return client.generate(a_yawn, how, ec, details); }
    texts names() const
    {
        texts all;
        for (auto const& entry : std::filesystem::directory_iterator{folder.path()})
            all.insert(entry.path().filename());
        return all;
    }
    bool told(std::string const& words) const { return details.client_message.find(words) != std::string::npos; }
};

static_assert(std::is_same_v<decltype(std::declval<script::scripted_client&>().generate(a_yawn)), jimeng::video>);
static_assert(std::is_same_v<decltype(std::declval<script::scripted_client&>().wait_video({})), jimeng::video>);

} // namespace

} // namespace test_video_results

BOOST_FIXTURE_TEST_SUITE(test_video_results, fixture)

BOOST_AUTO_TEST_CASE(a_video_comes_into_memory)
{
    answered(done(video_link)).answer(200, small_mp4());
    auto const film = this->film();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(film.url == "https://a.example/v.mp4");
    BOOST_TEST((film.bytes == small_mp4()));
    BOOST_TEST((film.format == media_format::mp4));
    BOOST_TEST((film.kind == media_kind::video));
    BOOST_TEST(film.width == 640U);
    BOOST_TEST(film.height == 480U);
    BOOST_TEST((film.duration == std::chrono::milliseconds{5042}));
    BOOST_TEST(film.task.id.text() == "7392616336519610409");
    BOOST_TEST(film.task.req_key == "own_films");
    BOOST_TEST((film.task.result == jimeng::result_kind::video));
    BOOST_TEST(film.others.empty());
    BOOST_TEST(film.save(folder / "cat.mp4").size_bytes == small_mp4().size());
    BOOST_TEST(script().calls().back().max_body_bytes == std::size_t{512} << 20);
}

BOOST_AUTO_TEST_CASE(a_video_goes_to_its_file)
{
    answered(done(video_link)).answer(200, small_mp4());
    auto const film = this->film(to("cat.mp4"));
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(film.bytes.empty());
    BOOST_TEST(film.saved.path == folder / "cat.mp4");
    BOOST_TEST((content_of(film.saved.path) == small_mp4()));
    BOOST_REQUIRE(!seen.empty());
    for (auto const& now : seen)
        BOOST_TEST((now.kind == media_kind::video));
    BOOST_TEST((seen.back().at == jimeng::progress::stage::downloading));
    BOOST_TEST(seen.back().attempt == 0);
}

BOOST_AUTO_TEST_CASE(in_a_folder_a_video_is_named_by_its_task_and_bytes)
{
    answered(done(video_link)).answer(200, small_mp4());
    film(to(""));
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"7392616336519610409.mp4"}));
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_video_holds_none)
{
    for (auto const* const none : {"null", R"("")"}) {
        answered(done(none));
        auto const film = this->film();
        BOOST_TEST(ec == client_errc::empty_result);
        BOOST_TEST(told("holds no video"));
        BOOST_TEST(film.url.empty());
        BOOST_TEST(film.task.id.text() == "7392616336519610409");
        answered(done(none, picture_link)).answer(200, small_png());
        BOOST_TEST(generate({}).size() == 1U);
        BOOST_TEST(!ec.failed(), details.client_message);
    }
    answered(script::state("done"));
    generate({});
    BOOST_TEST(ec == client_errc::empty_result);
    BOOST_TEST(told("holds no picture"));
}

BOOST_AUTO_TEST_CASE(a_pending_video_is_waited_for)
{
    script()
        .answer(200, script::accepted())
        .answer(200, R"({"code":10000,"data":{"aigc_meta_tagged":false,"status":"in_queue","video_url":""}})")
        .answer(200, done(video_link))
        .answer(200, small_mp4());
    BOOST_TEST((film().bytes == small_mp4()));
    BOOST_TEST(!ec.failed(), details.client_message);
}

BOOST_AUTO_TEST_CASE(a_picture_beside_a_video_is_kept_and_so_is_a_video_beside_a_picture)
{
    answered(done(video_link, picture_link)).answer(200, small_mp4()).answer(200, small_png());
    auto film = this->film();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((film.bytes == small_mp4()));
    BOOST_REQUIRE(film.others.size() == 1U);
    BOOST_TEST((film.others[0].bytes == small_png()));
    answered(done(video_link, picture_link)).answer(200, small_mp4()).answer(200, small_png());
    this->film(to("cat.mp4"));
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat.mp4", "cat.png"}));
    BOOST_TEST((content_of(folder / "cat.mp4") == small_mp4()));

    answered(done(video_link, picture_link)).answer(200, small_mp4()).answer(200, small_png());
    auto const pictures = generate(to("dog.png"));
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_REQUIRE(pictures.size() == 2U);
    BOOST_TEST((pictures[0].kind == media_kind::picture));
    BOOST_TEST((pictures[1].kind == media_kind::video));
    BOOST_TEST(pictures[1].saved.path == folder / "dog.mp4");
    BOOST_TEST((names() == texts{"cat.mp4", "cat.png", "dog.mp4", "dog.png"}));
}

BOOST_AUTO_TEST_CASE(several_pictures_beside_a_video_are_numbered)
{
    answered(done(video_link, R"(["https://a.example/1.png","https://a.example/2.png"])"))
        .answer(200, small_mp4())
        .answer(200, small_png())
        .answer(403, "");
    film(to("cat.mp4"));
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST(told("2 of 3 results saved: picture 2: link on a.example: answered 403"));
    BOOST_TEST((names() == texts{"cat.mp4", "cat-1.png"}));
}

BOOST_AUTO_TEST_CASE(a_video_that_is_cut_is_kept_and_told)
{
    auto const cut = small_mp4().substr(0, small_mp4().size() - 3);
    answered(done(video_link)).answer(200, cut);
    auto const film = this->film(to("cat.mp4"));
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST((ec == jimeng::condition::resumable));
    BOOST_TEST(told("0 of 1 videos saved: video: its end is missing; download it again; its bytes are kept as "));
    BOOST_TEST(film.saved.path == folder / "cat.broken.mp4");
    BOOST_TEST((content_of(film.saved.path) == cut));
    BOOST_TEST((names() == texts{"cat.broken.mp4"}));
    answered(done(video_link)).answer(200, cut);
    auto const in_memory = this->film();
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST((in_memory.bytes == cut));
    jimeng::error_code again;
    BOOST_TEST(in_memory.save(folder / "x.mp4", false, again, details).path == folder / "x.broken.mp4");
    BOOST_TEST(again == client_errc::bad_image);
}

BOOST_AUTO_TEST_CASE(a_video_in_a_pictures_place_is_kept_and_told)
{
    for (bool const whole : {true, false}) {
        auto const bytes = whole ? small_mp4() : small_mp4().substr(0, 300);
        std::string const name = whole ? "cat.mp4" : "cat.broken.mp4";
        answered(script::links(R"("https://a.example/1.png")")).answer(200, bytes);
        auto const pictures = generate(to("cat.png"));
        BOOST_TEST(ec == client_errc::partly_saved);
        BOOST_TEST(told("picture: it is mp4, neither PNG nor JPEG; its bytes are kept as "));
        BOOST_TEST(pictures.at(0).saved.path == folder / name);
        BOOST_TEST((pictures.at(0).format == media_format::mp4));
        BOOST_TEST((content_of(folder / name) == bytes));
    }
}

BOOST_AUTO_TEST_CASE(a_picture_in_a_videos_place_is_kept_and_told)
{
    answered(done(video_link)).answer(200, small_png());
    auto const film = this->film(to("cat.mp4"));
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST(told("video: it is png, not MP4; its bytes are kept as "));
    BOOST_TEST(film.saved.path == folder / "cat.png");
    BOOST_TEST((film.format == media_format::png));
    BOOST_TEST((names() == texts{"cat.png"}));
    answered(done(video_link)).answer(200, small_png());
    auto const in_memory = this->film();
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST((in_memory.bytes == small_png()));
}

/// Whatever list of an answer a result stands in, it is paid.
BOOST_AUTO_TEST_CASE(a_video_among_the_pictures_is_the_video)
{
    answered(done("null", R"(["https://a.example/v.mp4"])")).answer(200, small_mp4());
    BOOST_TEST((film(to("cat.mp4")).saved.path == folder / "cat.mp4"));
    BOOST_TEST(!ec.failed(), details.client_message);
    answered(done("null", "null", "[\"" + jimeng::base64_encode(small_mp4()) + "\"]"));
    BOOST_TEST((film(to("dog.mp4")).saved.path == folder / "dog.mp4"));
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((content_of(folder / "dog.mp4") == small_mp4()));
}

BOOST_AUTO_TEST_CASE(pictures_alone_are_kept_though_a_video_was_asked_for)
{
    answered(done("null", picture_link)).answer(200, small_png());
    auto const film = this->film(to("cat.mp4"));
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST(told("1 of 2 results saved: video: the answer holds none"));
    BOOST_REQUIRE(film.others.size() == 1U);
    BOOST_TEST(film.others[0].saved.path == folder / "cat.png");
    BOOST_TEST(film.saved.path.empty());
}

BOOST_AUTO_TEST_CASE(a_link_of_a_video_that_cannot_be_used_hides_nothing)
{
    std::pair<std::string, char const*> const links[] = {
        {R"("cat.mp4")", "video: link: is not an absolute http or https URL"},
        {"[" + video_link + "]", "video: link: is no text in the answer"},
        {'"' + std::string(20'000, 'x') + '"', "video: link: is longer than 16 KiB"}};
    for (auto const& [link, words] : links) {
        answered(done(link, picture_link)).answer(200, small_png());
        auto const film = this->film();
        BOOST_TEST(ec == client_errc::partly_saved);
        BOOST_TEST(told(words), details.client_message);
        BOOST_TEST(film.url.empty());
        BOOST_TEST((film.others.at(0).bytes == small_png()));
    }
}

BOOST_AUTO_TEST_CASE(a_dead_link_of_a_video_says_how_long_it_lived)
{
    answered(done(video_link)).answer(404, "");
    film();
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST(told("links of videos live 1 hour, query the task for a new one"));
    BOOST_TEST(told("can be asked again for 12 hours at no cost"));
}

BOOST_AUTO_TEST_CASE(links_alone_are_enough_where_they_were_asked_for)
{
    answered(done(video_link, picture_link));
    auto const film = this->film({.download = false});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(film.url == "https://a.example/v.mp4");
    BOOST_TEST(film.others.at(0).url == "https://a.example/1.png");
    BOOST_TEST(film.bytes.empty());
}

BOOST_AUTO_TEST_CASE(pictures_inside_an_answer_take_nothing_from_a_video_beside_them)
{
    answered(done(video_link, picture_link, "[\"" + jimeng::base64_encode(small_png()) + "\"]"))
        .answer(200, small_mp4());
    auto inside = to("cat.png");
    inside.results.return_url = false;
    auto const pictures = generate(inside);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_REQUIRE(pictures.size() == 2U);
    BOOST_TEST(pictures[0].url == "https://a.example/1.png");
    BOOST_TEST((names() == texts{"cat.mp4", "cat.png"}));
}

BOOST_AUTO_TEST_CASE(a_task_that_is_known_can_be_waited_for_either_way)
{
    auto const id = *jimeng::task_id::parse("17");
    script().answer(200, done(video_link)).answer(200, small_mp4());
    auto const film = client.wait_video({"own_films", id}, ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((film.bytes == small_mp4()));
    script().answer(200, done(video_link)).answer(200, small_mp4());
    auto const all = client.wait(jimeng::task{"own_films", id}, ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_REQUIRE(all.size() == 1U);
    BOOST_TEST((all[0].kind == media_kind::video));
    BOOST_TEST((all[0].bytes == small_mp4()));
    script().answer(200, done("null"));
    static_cast<void>(client.wait(jimeng::task::of<filming>(id), ec, details));
    BOOST_TEST(told("holds no video"));
    script().answer(200, script::accepted());
    BOOST_TEST((client.submit(a_yawn).result == jimeng::result_kind::video));
}

BOOST_AUTO_TEST_CASE(each_form_gives_the_video)
{
    auto const id = *jimeng::task_id::parse("17");
    answered(done(video_link)).answer(200, small_mp4());
    BOOST_TEST((client.generate(a_yawn).bytes == small_mp4()));
    script().answer(200, done(video_link)).answer(200, small_mp4());
    BOOST_TEST((client.wait_video({"own_films", id}).bytes == small_mp4()));
    answered(done(video_link)).answer(200, small_mp4());
    auto made = client.async_generate(a_yawn, boost::asio::use_future);
    script().run();
    BOOST_TEST((made.get().bytes == small_mp4()));
    answered(done(video_link)).answer(200, small_mp4());
    std::string bytes;
    client.async_generate(a_yawn, {}, details, [&](jimeng::error_code, jimeng::video film) { bytes = film.bytes; });
    script().run();
    BOOST_TEST((bytes == small_mp4()));
    script().answer(200, done(video_link)).answer(200, small_mp4());
    auto waited = client.async_wait_video({"own_films", id}, boost::asio::use_future);
    script().run();
    BOOST_TEST((waited.get().bytes == small_mp4()));
    script().answer(200, done(video_link)).answer(200, small_mp4());
    bytes.clear();
    client.async_wait_video({"own_films", id}, details,
                            [&](jimeng::error_code, jimeng::video film) { bytes = film.bytes; });
    script().run();
    BOOST_TEST((bytes == small_mp4()));
}

BOOST_AUTO_TEST_CASE(what_is_thrown_carries_what_arrived)
{
    auto const cut = small_mp4().substr(0, 300);
    answered(done(video_link, picture_link)).answer(200, cut).answer(200, small_png());
    try {
        static_cast<void>(client.generate(a_yawn));
        BOOST_ERROR("a video that is cut is no success");
    } catch (jimeng::error_with_pictures const& error) {
        auto const& arrived = error.get_pictures();
        BOOST_REQUIRE(arrived.size() == 2U);
        BOOST_TEST((arrived[0].bytes == small_png()));
        BOOST_TEST((arrived[1].bytes == cut));
        BOOST_TEST(arrived.task.id.text() == "7392616336519610409");
    }
}

BOOST_AUTO_TEST_SUITE_END()
