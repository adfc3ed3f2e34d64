#include <jimeng/emulator/service.hpp>

#include "../media/pictures.hpp"
#include "calls.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/field.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/registry.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/gateway_codes.hpp>
#include <jimeng/wire/service_codes.hpp>

#include <algorithm>
#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(test_service)

using namespace calls;

namespace {

emulator::service_options with_progress(std::chrono::nanoseconds duration, unsigned queries)
{
    emulator::service_options options;
    options.task_duration = duration;
    options.queries_until_done = queries;
    return options;
}

json::object changed(std::string_view key, json::value value)
{
    auto body = small("a cat");
    body[json::string_view{key.data(), key.size()}] = std::move(value);
    return body;
}

std::size_t pictures(emulator::service& service, json::object const& body)
{
    return query(service, submit(service, body).task_id()).data().at("image_urls").as_array().size();
}

/// A model of a user's own that films, and says no more of itself than it has to.
struct own_film {
    static constexpr std::string_view req_key = "own_film", name = "film", title = "Film of my own";
    using result = jimeng::one_video;
    jimeng::prompt prompt;
    static constexpr auto fields() { return jimeng::listed(jimeng::field<"prompt", &own_film::prompt, "">{}); }
};

std::string keys_of(reply const& answer)
{
    std::string keys;
    for (auto const& member : answer.data().as_object())
        keys.append(member.key()) += ' ';
    return keys;
}

/// What a query of another model than the usual one answers.
reply query_of(emulator::service& service, std::string_view req_key, std::string const& id)
{
    return query_with(service, {{"req_key", json::string_view{req_key.data(), req_key.size()}},
                                {"task_id", id},
                                {"req_json", R"({"return_url":true})"}});
}

/// A file of a picture, as base64, that has so many bytes.
std::string picture_of(std::size_t bytes)
{
    auto file = jimeng_tests::png_signature + jimeng_tests::png_header(1328, 1328);
    file.resize(bytes, 'x');
    return jimeng::base64_encode(file);
}

json::object changing(json::string_view name, std::string const& picture)
{
    return {{"req_key", "jimeng_i2i_v30"}, {"prompt", "another sky"}, {name, json::array{json::string{picture}}}};
}

/// The size of the picture that a request without width and height gets.
jimeng::image_size drawn_size(emulator::service& service, json::object body)
{
    body.erase("width");
    body.erase("height");
    auto const done = query(service, submit(service, body).task_id());
    return png_size(fetch(service, done.url()).body);
}

} // namespace

BOOST_AUTO_TEST_CASE(a_submit_is_answered_as_on_the_page)
{
    emulator::service service;
    auto const made = submit(service, "a cat");
    BOOST_TEST(made.status == 200);
    BOOST_TEST(made.code() == 10000);
    BOOST_TEST(made.text("message") == "Success");
    BOOST_TEST(made.task_id().size() == 19U);
    BOOST_TEST(made.task_id().find_first_not_of("0123456789") == std::string::npos);
    BOOST_TEST(made.body.at("status").as_int64() == 10000);
    BOOST_TEST(made.text("request_id").size() == 34U);
    BOOST_TEST(made.text("request_id").starts_with("20260304200000")); // noon UTC is 20:00 where the service stands
    BOOST_TEST(made.text("time_elapsed").ends_with("ms"));
    BOOST_TEST(*jimeng::find_header(made.headers, "Content-Type") == "application/json; charset=utf-8");
    BOOST_TEST(*jimeng::find_header(made.headers, "Date") == "Wed, 04 Mar 2026 12:00:00 GMT");
}

BOOST_AUTO_TEST_CASE(a_done_task_holds_links_or_base64_and_nothing_for_the_other)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    auto const links = query(service, id);
    BOOST_TEST(links.status == 200);
    BOOST_TEST(links.task_status() == "done");
    BOOST_TEST(links.data().at("binary_data_base64").is_null());
    BOOST_TEST(links.data().at("video_url") == "");
    BOOST_TEST(links.data().at("aigc_meta_tagged") == false);
    BOOST_TEST(links.url().starts_with("https://emulator.invalid/pictures/"));
    BOOST_TEST(links.body.at("status").as_int64() == 10000);
    auto const inlined = query(service, id, noon, "{}");
    BOOST_TEST(inlined.data().at("image_urls").is_null());
    auto const png = jimeng::base64_decode(json::value_to<std::string>(inlined.data().at("binary_data_base64").at(0)));
    BOOST_TEST(png.value() == fetch(service, links.url()).body);
    BOOST_TEST((png_size(*png) == jimeng::image_size{1024, 1024}));
}

BOOST_AUTO_TEST_CASE(the_body_escapes_ampersands_as_the_vendor_does)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    auto const body = R"({"req_key":"jimeng_t2i_v40","task_id":")" + id + R"(","req_json":"{\"return_url\":true}"})";
    auto const raw = service.handle(signed_call(query_target, body), noon).body;
    BOOST_TEST(raw.find("\\u0026x-signature=") != std::string::npos);
    BOOST_TEST(raw.find('&') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(task_ids_are_unique_and_repeatable)
{
    emulator::service one, two;
    std::set<std::string> ids;
    for (int i = 0; i != 2000; ++i) {
        auto const id = submit(one, "a cat").task_id();
        ids.insert(id);
        if (i < 3) BOOST_TEST(submit(two, "another").task_id() == id);
    }
    BOOST_TEST(ids.size() == 2000U);
    emulator::service_options options;
    options.seed = 7;
    emulator::service other{options};
    BOOST_TEST(!ids.contains(submit(other, "a cat").task_id()));
}

BOOST_AUTO_TEST_CASE(a_task_advances_with_time)
{
    emulator::service service{with_progress(10s, 0)};
    auto const id = submit(service, "a cat").task_id();
    BOOST_TEST(query(service, id, noon + 4s).task_status() == "in_queue");
    auto const running = query(service, id, noon + 6s);
    BOOST_TEST(running.task_status() == "generating");
    BOOST_TEST(running.code() == 10000);
    BOOST_TEST(running.data().at("image_urls").is_null());
    BOOST_TEST(running.data().at("binary_data_base64").as_array().empty());
    BOOST_TEST(query(service, id, noon + 9999ms).task_status() == "generating");
    BOOST_TEST(query(service, id, noon + 10s).task_status() == "done");
}

BOOST_AUTO_TEST_CASE(a_task_advances_with_queries)
{
    emulator::service service{with_progress(0s, 3)};
    auto const id = submit(service, "a cat").task_id();
    for (auto const* const status : {"in_queue", "generating", "generating", "done", "done"})
        BOOST_TEST(query(service, id).task_status() == status);
}

BOOST_AUTO_TEST_CASE(a_task_is_forgotten_after_12_hours)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    BOOST_TEST(query(service, id, noon + 12h - 1s).task_status() == "done");
    auto const late = query(service, id, noon + 12h);
    BOOST_TEST(late.task_status() == "not_found");
    BOOST_TEST(late.code() == 10000);
    BOOST_TEST(late.data().at("image_urls").is_null());
    BOOST_TEST(query(service, "7123456789012345678").task_status() == "not_found");
}

BOOST_AUTO_TEST_CASE(a_link_dies_24_hours_after_its_query)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    auto const first = query(service, id).url();
    auto const later = query(service, id, noon + 11h).url();
    BOOST_TEST(fetch(service, first, noon + 24h - 1s).status == 200);
    auto const dead = fetch(service, first, noon + 24h);
    BOOST_TEST(dead.status == 403);
    BOOST_TEST(dead.body.size() < 200U);
    BOOST_TEST(fetch(service, later, noon + 24h).status == 200);
    BOOST_TEST(fetch(service, later, noon + 35h).status == 403);
}

BOOST_AUTO_TEST_CASE(old_tasks_and_links_are_dropped_without_a_change_of_answers)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    auto const url = query(service, id).url();
    for (int i = 0; i != 1100; ++i)
        static_cast<void>(fetch(service, "http://h/pictures/x", noon + 23h));
    BOOST_TEST(query(service, id, noon + 23h).task_status() == "not_found");
    BOOST_TEST(fetch(service, url, noon + 23h).status == 200);
    for (int i = 0; i != 1100; ++i)
        static_cast<void>(fetch(service, "http://h/pictures/x", noon + 25h));
    BOOST_TEST(fetch(service, url, noon + 25h).status == 403);
}

BOOST_AUTO_TEST_CASE(a_picture_is_served_with_its_length_and_type)
{
    emulator::service service;
    auto const url = query(service, submit(service, "a cat").task_id()).url();
    auto const picture = fetch(service, url);
    BOOST_TEST(picture.status == 200);
    BOOST_TEST(is_png(picture.body));
    BOOST_TEST(*jimeng::find_header(picture.headers, "Content-Type") == "image/png");
    BOOST_TEST(*jimeng::find_header(picture.headers, "Content-Length") == std::to_string(picture.body.size()));
    BOOST_TEST((fetch(service, url).body == picture.body));
}

BOOST_AUTO_TEST_CASE(a_link_cannot_be_guessed_changed_or_posted_to)
{
    emulator::service service;
    auto const url = query(service, submit(service, "a cat").task_id()).url();
    auto const mark = url.find("x-expires=") + 10;
    auto prolonged = url;
    prolonged[mark] = '9';
    BOOST_TEST(fetch(service, prolonged).status == 403);
    auto forged = url;
    forged.back() = forged.back() == '0' ? '1' : '0';
    BOOST_TEST(fetch(service, forged).status == 403);
    BOOST_TEST(fetch(service, url.substr(0, url.find('?'))).status == 403);
    auto other = url;
    other.replace(other.find("/0.png"), 6, "/1.png");
    BOOST_TEST(fetch(service, other).status == 403);
    for (auto const* const path :
         {"/pictures/", "/pictures/a.png", "/pictures/a/x.png", "/pictures/a/99999999999.png", "/pictures/../0.jpg"})
        BOOST_TEST(fetch(service, std::string{"http://h"} + path).status == 404);
    auto const target = url.substr(url.find("/pictures"));
    BOOST_TEST(service.handle({"POST", target, {}, {}}, noon).status == 405);
    auto secretive = emulator::service_options{};
    secretive.keys.secret_access_key = jimeng::secret{"another"};
    emulator::service stranger{secretive};
    BOOST_TEST(fetch(stranger, url).status == 403);
}

BOOST_AUTO_TEST_CASE(pictures_follow_from_the_request)
{
    emulator::service one, two;
    auto const picture = [](emulator::service& s, json::object const& body) {
        return fetch(s, query(s, submit(s, body).task_id()).url()).body;
    };
    BOOST_TEST((picture(one, small("a cat")) == picture(two, small("a cat"))));
    BOOST_TEST((picture(one, small("a cat")) != picture(one, small("a dog"))));
    auto const series = query(one, submit(one, "2 images of a cat").task_id());
    BOOST_TEST((fetch(one, series.url(0)).body != fetch(one, series.url(1)).body));
    BOOST_TEST(picture(one, small("a cat")).find("a cat") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(width_and_height_win_over_size)
{
    emulator::service service;
    auto body = small("a cat, 16:9");
    body["size"] = 4096 * 4096;
    body["width"] = 1280;
    body["height"] = 960;
    auto const done = query(service, submit(service, body).task_id());
    BOOST_TEST((png_size(fetch(service, done.url()).body) == jimeng::image_size{1280, 960}));
}

BOOST_AUTO_TEST_CASE(an_area_takes_the_ratio_of_the_prompt)
{
    emulator::service service;
    auto body = small("a cat");
    BOOST_TEST((drawn_size(service, body) == jimeng::image_size{2048, 2048}));
    body["size"] = 1024 * 1024;
    BOOST_TEST((drawn_size(service, body) == jimeng::image_size{1024, 1024}));
    body["prompt"] = "a cat 16:9";
    BOOST_TEST((drawn_size(service, body) == jimeng::image_size{1360, 765}));
    body["prompt"] = "竖版的猫";
    BOOST_TEST((drawn_size(service, body) == jimeng::image_size{765, 1360}));
    body["max_ratio"] = 0.5;
    body["prompt"] = "a cat";
    auto const tall = drawn_size(service, body);
    BOOST_TEST(tall.height == tall.width * 2);
}

BOOST_AUTO_TEST_CASE(a_lone_width_counts_for_nothing)
{
    emulator::service service;
    auto body = small("a cat");
    body.erase("height");
    body["size"] = 1024 * 1024;
    auto const done = query(service, submit(service, body).task_id());
    BOOST_TEST((png_size(fetch(service, done.url()).body) == jimeng::image_size{1024, 1024}));
}

BOOST_AUTO_TEST_CASE(sides_outside_the_bounds_are_refused_unless_they_are_widened)
{
    emulator::service service;
    auto body = small("a cat");
    body["width"] = 4096;
    body["height"] = 1024;
    BOOST_TEST(submit(service, body).code() == 50200);
    body["max_ratio"] = 4;
    BOOST_TEST(submit(service, body).code() == 10000);
    std::swap(body["width"], body["height"]);
    BOOST_TEST(submit(service, body).code() == 50200);
    body["min_ratio"] = 0.25;
    BOOST_TEST(submit(service, body).code() == 10000);
    body["min_ratio"] = 5;
    BOOST_TEST(submit(service, body).code() == 50200);
    auto third = small("a cat");
    third["width"] = 1000;
    third["height"] = 3000;
    BOOST_TEST(submit(service, third).code() == 10000);
    third["width"] = 999;
    BOOST_TEST(submit(service, third).code() == 50200);
}

BOOST_AUTO_TEST_CASE(a_number_in_the_prompt_gives_a_series)
{
    emulator::service service;
    BOOST_TEST(pictures(service, small("a cat")) == 1U);
    BOOST_TEST(pictures(service, small("生成4张猫")) == 4U);
    BOOST_TEST(pictures(service, small("a set of 40 cats")) == 15U);
    auto body = small("a set of 40 cats");
    body["image_urls"] = json::array{"https://example.com/a.png", "http://example.com/b.jpg"};
    BOOST_TEST(pictures(service, body) == 13U);
    body["force_single"] = true;
    BOOST_TEST(pictures(service, body) == 1U);
    emulator::service_options few;
    few.max_pictures = 2;
    emulator::service small_service{few};
    BOOST_TEST(pictures(small_service, small("5 images")) == 2U);
}

BOOST_AUTO_TEST_CASE(the_mark_is_drawn_as_asked)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    auto const drawn = [&](std::string const& logo) {
        return fetch(service, query(service, id, noon, R"({"return_url":true,"logo_info":)" + logo + "}").url()).body;
    };
    auto const bare = fetch(service, query(service, id).url()).body;
    std::set<std::string> different{bare};
    for (auto const* const logo :
         {R"({"add_logo":true})", R"({"add_logo":true,"position":1})", R"({"add_logo":true,"position":2})",
          R"({"add_logo":true,"position":3})", R"({"add_logo":true,"language":1})",
          R"({"add_logo":true,"opacity":0.3})", R"({"add_logo":true,"logo_text_content":"mine"})"})
        BOOST_TEST(different.insert(drawn(logo)).second, logo);
    BOOST_TEST((drawn(R"({"add_logo":false})") == bare));
    BOOST_TEST((drawn("{}") == bare));
    BOOST_TEST((drawn(R"({"add_logo":true,"position":0,"language":0,"opacity":1})") == drawn(R"({"add_logo":true})")));
    BOOST_TEST((drawn(R"({"add_logo":true,"logo_text_content":"Generated by AI"})") ==
                drawn(R"({"add_logo":true,"language":1})")));
}

BOOST_AUTO_TEST_CASE(the_label_goes_into_the_file)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    auto const done =
        query(service, id, noon, R"({"return_url":true,"aigc_meta":{"producer_id":"p-17","content_producer":"me"}})");
    auto const png = fetch(service, done.url()).body;
    BOOST_TEST(png.find("AIGC") != std::string::npos);
    BOOST_TEST(png.find(R"("producer_id":"p-17")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(parameters_of_a_submit_are_checked)
{
    emulator::service service;
    auto const code = [&](std::string_view key, json::value value) {
        return submit(service, changed(key, std::move(value))).code();
    };
    for (auto const* const key : {"req_key", "prompt"}) {
        auto body = small("a cat");
        body.erase(key);
        auto const missing = submit(service, body);
        BOOST_TEST(missing.code() == 50201);
        BOOST_TEST(missing.text("message").find(key) != std::string::npos);
        BOOST_TEST(code(key, nullptr) == 50201);
        BOOST_TEST(code(key, "") == 50201);
        BOOST_TEST(code(key, 7) == 50204);
    }
    for (auto const* const key :
         {"width", "height", "size", "scale", "min_ratio", "max_ratio", "force_single", "image_urls"})
        BOOST_TEST(code(key, "text") == 50204, key);
    BOOST_TEST(code("width", 1024.5) == 50204);
    BOOST_TEST(code("width", -1024) == 50200);
    BOOST_TEST(code("width", 1023) == 50200);
    BOOST_TEST(code("width", 16385) == 50200);
    BOOST_TEST(code("width", 18446744073709551615ULL) == 50200);
    BOOST_TEST(code("scale", 1) == 10000);
    BOOST_TEST(code("scale", 0.75) == 10000);
    BOOST_TEST(code("scale", 1.5) == 50200);
    BOOST_TEST(code("scale", -0.1) == 50200);
    BOOST_TEST(code("min_ratio", 0.01) == 50200);
    BOOST_TEST(code("max_ratio", 17) == 50200);
    BOOST_TEST(code("max_ratio", 3) == 10000);
    BOOST_TEST(code("force_single", true) == 10000);
    BOOST_TEST(code("image_urls", json::array{"https://example.com/a.png"}) == 10000);
    BOOST_TEST(code("image_urls", json::array{7}) == 50204);
    BOOST_TEST(code("image_urls", json::array{"file:///etc/passwd"}) == 50215);
    BOOST_TEST(code("image_urls", json::array(11, "https://example.com/a.png")) == 50200);
    BOOST_TEST(code("image_urls", json::array(10, "https://example.com/a.png")) == 10000);
    BOOST_TEST(code("a_key_nobody_knows", 7) == 10000);
    BOOST_TEST(code("req_key", "jimeng_t9z") == 50400);
    auto area = small("a cat");
    area.erase("width");
    area["size"] = 1024 * 1024 - 1;
    BOOST_TEST(submit(service, area).code() == 50200);
    area["size"] = 4096 * 4096 + 1;
    BOOST_TEST(submit(service, area).code() == 50200);
    BOOST_TEST(service.counts().accepted_submits == 7U);
}

BOOST_AUTO_TEST_CASE(a_video_is_a_link_to_an_mp4_file)
{
    emulator::service service;
    json::object const body{{"req_key", "jimeng_ti2v_v30_pro"}, {"prompt", "a cat yawns"}, {"frames", 241}};
    auto const id = submit(service, body).task_id();
    BOOST_TEST(id.size() == 19U);
    auto const done = query_with(
        service,
        {{"req_key", "jimeng_ti2v_v30_pro"}, {"task_id", id}, {"req_json", R"({"aigc_meta":{"producer_id":"p"}})"}});
    std::string const link{done.data().at("video_url").as_string()};
    BOOST_TEST(keys_of(done) == "aigc_meta_tagged status video_url ");
    BOOST_TEST(done.data().at("aigc_meta_tagged") == true);
    auto const film = fetch(service, link);
    BOOST_TEST(*jimeng::find_header(film.headers, "Content-Type") == "video/mp4");
    BOOST_TEST(film.body.substr(4, 4) == "ftyp");
    BOOST_TEST(fetch(service, link.substr(0, link.size() - 1) + "x").status == 403);
    BOOST_TEST(service.counts().billed_videos == 1U);
    BOOST_TEST(service.counts().billed_pictures == 0U);
    BOOST_TEST(service.counts().served_videos == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_model_says_it_brings_decides_between_video_and_pictures)
{
    emulator::service_options options;
    options.models.push_back(&jimeng::entry_of<own_film>);
    emulator::service service{options};
    auto const id = submit(service, {{"req_key", "own_film"}, {"prompt", "a set of 4 cats"}}).task_id();
    auto const done = query_of(service, "own_film", id);
    BOOST_TEST(keys_of(done) == "aigc_meta_tagged status video_url ");
    BOOST_TEST(service.counts().billed_videos == 1U);
    auto const film = fetch(service, done.data().at("video_url").as_string());
    BOOST_TEST(film.status == 200);
    BOOST_TEST(film.body.substr(4, 4) == "ftyp");
}

BOOST_AUTO_TEST_CASE(answers_about_a_video_have_no_members_for_pictures)
{
    emulator::service service{with_progress(0s, 1)};
    auto const id = submit(service, {{"req_key", "jimeng_ti2v_v30_pro"}, {"prompt", "a cat yawns"}}).task_id();
    for (auto const& one : {id, std::string{"7392616336519610409"}}) {
        auto const waiting = query_of(service, "jimeng_ti2v_v30_pro", one);
        BOOST_TEST(keys_of(waiting) == "aigc_meta_tagged status video_url ");
        BOOST_TEST(waiting.data().at("video_url") == "");
    }
}

BOOST_AUTO_TEST_CASE(an_input_may_have_as_many_bytes_as_its_model_says)
{
    emulator::service service;
    BOOST_TEST(submit(service, changing("binary_data_base64", picture_of(4'700'000))).code() == 10000);
    BOOST_TEST(submit(service, changing("binary_data_base64", picture_of(4'700'001))).code() == 50200);
    BOOST_TEST(submit(service, changing("binary_data_base64", "=")).code() == 50207);
}

BOOST_AUTO_TEST_CASE(a_changed_picture_has_the_nearest_sides_that_its_model_draws)
{
    emulator::service service;
    auto const drawn = [&](int width, int height) {
        auto body = changing("image_urls", "https://example.com/a.png");
        body["width"] = width;
        body["height"] = height;
        return png_size(
            fetch(service, query_of(service, "jimeng_i2i_v30", submit(service, body).task_id()).url()).body);
    };
    BOOST_TEST((drawn(1001, 2016) == jimeng::image_size{1008, 1536}));
    BOOST_TEST((drawn(512, 519) == jimeng::image_size{512, 512}));
}

BOOST_AUTO_TEST_CASE(a_fourth_task_has_twenty_digits)
{
    emulator::service service;
    std::vector<std::size_t> digits;
    for (int i = 0; i != 8; ++i)
        digits.push_back(submit(service, "a cat").task_id().size());
    BOOST_TEST((digits == std::vector<std::size_t>{19, 19, 19, 20, 19, 19, 19, 20}));
}

BOOST_AUTO_TEST_CASE(a_missing_right_is_told_as_the_service_tells_it)
{
    emulator::service service;
    auto body = small("a cat");
    body["req_key"] = "jimeng_t9z";
    auto const refused = submit(service, body);
    BOOST_TEST(refused.status == 401);
    BOOST_TEST(refused.code() == 50400);
}

BOOST_AUTO_TEST_CASE(each_model_has_its_own_limits)
{
    emulator::service service;
    auto const code = [&](std::string_view key, json::value value) {
        auto body = changed(key, std::move(value));
        body["req_key"] = "jimeng_seedream46_cvtob";
        return submit(service, body).code();
    };
    BOOST_TEST(code("scale", 50) == 10000);
    BOOST_TEST(code("scale", 0.5) == 50204);
    BOOST_TEST(code("scale", 0) == 50200);
    BOOST_TEST(code("scale", 101) == 50200);
    BOOST_TEST(code("image_urls", json::array(14, "https://example.com/a.png")) == 10000);
    BOOST_TEST(code("image_urls", json::array(15, "https://example.com/a.png")) == 50200);
}

BOOST_AUTO_TEST_CASE(parameters_of_a_query_are_checked)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    auto const code = [&](std::string_view key, json::value value) {
        json::object body{{"req_key", "jimeng_t2i_v40"}, {"task_id", id}, {"req_json", R"({"return_url":true})"}};
        body[json::string_view{key.data(), key.size()}] = std::move(value);
        return query_with(service, body).code();
    };
    BOOST_TEST(code("x", 1) == 10000);
    BOOST_TEST(code("req_key", nullptr) == 50201);
    BOOST_TEST(code("task_id", nullptr) == 50201);
    BOOST_TEST(code("task_id", 7392616336519610409) == 50204);
    BOOST_TEST(code("task_id", "7.39e18") == 50215);
    BOOST_TEST(code("req_key", "jimeng_t9z") == 50400);
    BOOST_TEST(code("req_json", json::object{{"return_url", true}}) == 50204);
    for (auto const* const text : {"{", "[]", "7", "null", "{\"return_url\":true} x"})
        BOOST_TEST(code("req_json", text) == 50200, text);
    BOOST_TEST(code("req_json", R"({"return_url":"yes"})") == 50204);
    BOOST_TEST(code("req_json", R"({"logo_info":"{}"})") == 50204);
    BOOST_TEST(code("req_json", R"({"logo_info":{"add_logo":1}})") == 50204);
    BOOST_TEST(code("req_json", R"({"logo_info":{"position":4}})") == 50200);
    BOOST_TEST(code("req_json", R"({"logo_info":{"position":-1}})") == 50200);
    BOOST_TEST(code("req_json", R"({"logo_info":{"language":2}})") == 50200);
    BOOST_TEST(code("req_json", R"({"logo_info":{"opacity":1.1}})") == 50200);
    BOOST_TEST(code("req_json", R"({"logo_info":{"logo_text_content":7}})") == 50204);
    BOOST_TEST(code("req_json",
                    json::string{R"({"logo_info":{"logo_text_content":")" + std::string(1025, 'a') + "\"}}"}) == 50200);
    BOOST_TEST(code("req_json", R"({"aigc_meta":[]})") == 50204);
    BOOST_TEST(code("req_json", R"({"aigc_meta":{}})") == 50200);
    BOOST_TEST(code("req_json", R"({"aigc_meta":{"producer_id":7}})") == 50204);
    BOOST_TEST(code("req_json", R"({"aigc_meta":{"producer_id":"p","propagate_id":7}})") == 50204);
}

BOOST_AUTO_TEST_CASE(a_query_under_another_key_is_refused)
{
    emulator::service service;
    auto const id = submit(service, "a cat").task_id();
    jimeng::for_each_model([&]<class Model>() {
        auto const expected = Model::req_key == "jimeng_t2i_v40" ? 10000 : 50215;
        json::object const body{{"req_key", json::string_view{Model::req_key.data(), Model::req_key.size()}},
                                {"task_id", id},
                                {"req_json", R"({"return_url":true})"}};
        BOOST_TEST(query_with(service, body).code() == expected);
    });
}

BOOST_AUTO_TEST_CASE(bodies_that_are_no_json_object_are_refused)
{
    emulator::service service;
    std::string const deep = R"({"req_key":"jimeng_t2i_v40","prompt":"a","x":)" + std::string(100'000, '[') +
                             std::string(100'000, ']') + "}";
    for (std::string const& body :
         {std::string{}, std::string{"{"}, std::string{"[]"}, std::string{"null"}, std::string{"{}{}"}, deep,
          std::string{"{\"prompt\":\"\xff\"}"}, std::string(1000, '\0')}) {
        auto const refused = submit_text(service, body);
        BOOST_TEST(refused.code() == 50200);
        BOOST_TEST(refused.status == 400);
        BOOST_TEST(refused.data().is_null());
        BOOST_TEST(refused.body.at("status").as_int64() == 50200);
        BOOST_TEST(refused.text("time_elapsed").ends_with("\xC2\xB5s"));
    }
    auto other_type = signed_call(submit_target, json::serialize(small("a cat")));
    jimeng::set_header(other_type.headers, "Content-Type", "text/plain");
    BOOST_TEST(answer_to(service, other_type).gateway_code() == "SignatureDoesNotMatch");
    emulator::service_options options;
    options.max_body_bytes = 80;
    emulator::service narrow{options};
    BOOST_TEST(submit(narrow, "a cat").code() == 10000);
    BOOST_TEST(submit(narrow, "a cat with a long, long tail").code() == 50213);
    BOOST_TEST(service.counts().accepted_submits == 0U);
    BOOST_TEST(service.counts().refused_submits == 8U);
}

BOOST_AUTO_TEST_CASE(another_media_type_is_refused)
{
    emulator::service service;
    jimeng::http_request request;
    request.origin = {"http", "127.0.0.1", 8080};
    request.target = submit_target;
    request.body = json::serialize(small("a cat"));
    for (auto const& [type, code] :
         {std::pair{"text/plain", 50200}, {"application/json; charset=utf-8", 10000}, {"Application/JSON", 10000}}) {
        request.headers = {{"Content-Type", type}};
        jimeng::hmac_sha256_signer{keys()}.sign(request, std::chrono::floor<std::chrono::seconds>(noon));
        emulator::received_request received{request.method, request.target, request.headers, request.body};
        received.headers.push_back({"Host", "127.0.0.1:8080"});
        BOOST_TEST(answer_to(service, received).code() == code);
    }
}

BOOST_AUTO_TEST_CASE(every_business_code_can_be_brought_about)
{
    emulator::service service;
    for (auto const& row : jimeng::service_codes) {
        auto const code = std::to_string(static_cast<int>(row.code));
        auto const status = row.http_status == 0 ? 400 : row.http_status;
        auto const refused = submit(service, "a cat emulate:" + code);
        BOOST_TEST(refused.code() == static_cast<int>(row.code));
        BOOST_TEST(refused.status == status);
        BOOST_TEST(refused.data().is_null());
        BOOST_TEST(refused.text("message") == std::string{row.wire_message.empty() ? row.meaning : row.wire_message});
        auto const made = submit(service, "a cat emulate:done-" + code);
        BOOST_TEST(made.code() == 10000);
        auto const ended = query(service, made.task_id());
        BOOST_TEST(ended.code() == static_cast<int>(row.code));
        BOOST_TEST(ended.status == status);
        BOOST_TEST(ended.data().is_null());
        BOOST_TEST(ended.body.at("status").as_int64() == static_cast<int>(row.code));
    }
    BOOST_TEST(submit(service, "emulate:50999").code() == 50999);
    BOOST_TEST(service.counts().billed_pictures == 0U);
}

BOOST_AUTO_TEST_CASE(every_gateway_code_can_be_brought_about)
{
    emulator::service service;
    for (auto const& row : jimeng::gateway_codes) {
        auto const refused = submit(service, "a cat emulate:gateway-" + std::string{row.name});
        BOOST_TEST(refused.gateway_code() == std::string{row.name});
        BOOST_TEST(refused.status == row.http_status);
        BOOST_TEST(refused.body.as_object().size() == 1U);
        auto const& metadata = refused.body.at("ResponseMetadata");
        BOOST_TEST(json::value_to<std::string>(metadata.at("RequestId")).size() == 34U);
        BOOST_TEST(json::value_to<std::string>(metadata.at("Action")) == "CVSync2AsyncSubmitTask");
        BOOST_TEST(json::value_to<std::string>(metadata.at("Version")) == "2022-08-31");
        BOOST_TEST(json::value_to<std::string>(metadata.at("Service")) == "cv");
        BOOST_TEST(json::value_to<std::string>(metadata.at("Region")) == "cn-north-1");
        auto const number = static_cast<int>(row.code);
        BOOST_TEST(metadata.at("Error").at("CodeN").as_int64() == (number < 100000 ? 0 : number));
    }
    auto const unknown = submit(service, "emulate:gateway-NobodyKnows");
    BOOST_TEST(unknown.gateway_code() == "NobodyKnows");
    BOOST_TEST(unknown.status == 400);
}

BOOST_AUTO_TEST_CASE(queries_are_refused_as_often_as_asked_and_then_go_on)
{
    emulator::service service;
    auto const id = submit(service, "emulate:query-50429x2").task_id();
    BOOST_TEST(query(service, id).status == 429);
    BOOST_TEST(query(service, id).code() == 50429);
    BOOST_TEST(query(service, id).task_status() == "done");
    auto const gateway = submit(service, "emulate:query-gateway-InternalServiceTimeout").task_id();
    auto const timeout = query(service, gateway);
    BOOST_TEST(timeout.status == 504);
    BOOST_TEST(timeout.gateway_code() == "InternalServiceTimeout");
    BOOST_TEST(query(service, gateway).task_status() == "done");
    auto const dropped = submit(service, "emulate:query-drop-reply").task_id();
    BOOST_TEST(query(service, dropped).status == 0);
    BOOST_TEST(query(service, dropped).task_status() == "done");
    BOOST_TEST(service.counts().queries == 7U);
}

BOOST_AUTO_TEST_CASE(statuses_and_empty_lists_can_be_brought_about)
{
    emulator::service service;
    for (auto const* const status : {"expired", "not_found"}) {
        auto const answer = query(service, submit(service, std::string{"emulate:"} + status).task_id());
        BOOST_TEST(answer.task_status() == status);
        BOOST_TEST(answer.code() == 10000);
        BOOST_TEST(answer.data().at("image_urls").is_null());
    }
    BOOST_TEST(query(service, submit(service, "emulate:status-paused").task_id()).task_status() == "paused");
    auto const empty = query(service, submit(service, "emulate:empty").task_id());
    BOOST_TEST(empty.task_status() == "done");
    BOOST_TEST(empty.data().at("image_urls").as_array().empty());
}

BOOST_AUTO_TEST_CASE(a_slow_task_is_generating_for_its_time)
{
    emulator::service service;
    auto const id = submit(service, "emulate:slow-5").task_id();
    BOOST_TEST(query(service, id).task_status() == "generating");
    BOOST_TEST(query(service, id, noon + 4999ms).task_status() == "generating");
    BOOST_TEST(query(service, id, noon + 5s).task_status() == "done");
    auto const refused = submit(service, "emulate:slow-5 emulate:done-50511").task_id();
    BOOST_TEST(query(service, refused).task_status() == "generating");
    BOOST_TEST(query(service, refused, noon + 5s).code() == 50511);
}

BOOST_AUTO_TEST_CASE(links_can_be_dead_at_once)
{
    emulator::service service;
    auto const done = query(service, submit(service, "emulate:dead-links").task_id());
    BOOST_TEST(done.task_status() == "done");
    BOOST_TEST(fetch(service, done.url()).status == 403);
    BOOST_TEST(service.counts().served_pictures == 0U);
}

BOOST_AUTO_TEST_CASE(a_page_of_a_load_balancer_can_be_brought_about)
{
    emulator::service service;
    auto const page = service.handle(signed_call(submit_target, json::serialize(small("emulate:html"))), noon);
    BOOST_TEST(page.status == 504);
    BOOST_TEST(*jimeng::find_header(page.headers, "Content-Type") == "text/html");
    BOOST_TEST(page.body.find("504 Gateway Time-out") != std::string::npos);
    auto const id = submit(service, "emulate:query-htmlx1").task_id();
    BOOST_TEST(query(service, id).status == 504);
    BOOST_TEST(query(service, id).status == 200);
}

BOOST_AUTO_TEST_CASE(a_dropped_reply_leaves_a_paid_task)
{
    emulator::service service;
    auto const nothing = service.handle(signed_call(submit_target, json::serialize(small("emulate:drop-reply"))), noon);
    BOOST_TEST(nothing.status == 0);
    BOOST_TEST(nothing.body.empty());
    BOOST_TEST(service.counts().accepted_submits == 1U);
    BOOST_TEST(service.counts().billed_pictures == 1U);
}

BOOST_AUTO_TEST_CASE(an_unknown_reserved_word_is_refused_by_name)
{
    emulator::service service;
    auto const refused = submit(service, "emulate:expird");
    BOOST_TEST(refused.code() == 50200);
    BOOST_TEST(refused.text("message").find("emulate:expird") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(lives_without_end_are_long)
{
    emulator::service_options options;
    options.signature_life = options.task_life = options.link_life = std::chrono::seconds::max();
    emulator::service service{options};
    auto const id = submit(service, "a cat").task_id();
    for (int i = 0; i != 1100; ++i) // it tidies up now and then
        static_cast<void>(service.handle({"GET", "/pictures/x", {}, {}}, noon));
    auto const done = query(service, id, noon + 24h);
    BOOST_TEST(done.task_status() == "done");
    for (int i = 0; i != 1100; ++i)
        static_cast<void>(service.handle({"GET", "/pictures/x", {}, {}}, noon + 48h));
    BOOST_TEST(fetch(service, done.url(), noon + 48h).status == 200);
    options = {};
    options.task_duration = std::chrono::nanoseconds::max();
    emulator::service slow{options};
    BOOST_TEST(query(slow, submit(slow, "a cat").task_id()).task_status() == "in_queue");
}

BOOST_AUTO_TEST_CASE(the_ledger_counts)
{
    emulator::service service;
    auto const id = submit(service, "3 images").task_id();
    static_cast<void>(submit(service, "emulate:50411"));
    static_cast<void>(submit(service, ""));
    auto const done = query(service, id);
    static_cast<void>(fetch(service, done.url(0)));
    static_cast<void>(fetch(service, done.url(1)));
    static_cast<void>(query(service, id, noon, "{}"));
    static_cast<void>(service.handle({"POST", "/", {}, {}}, noon));
    BOOST_TEST((service.counts() == emulator::ledger{1, 2, 2, 1, 3, 5}));
}

BOOST_AUTO_TEST_SUITE_END()
