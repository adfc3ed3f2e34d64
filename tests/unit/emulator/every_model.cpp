#include <jimeng/emulator/service.hpp>

#include "calls.hpp"
#include "pixels.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/registry.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/shortplay_answers.hpp>

#include <set>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_every_model)

using namespace calls;

namespace {

/// What a right request of one model is, and what comes of it: `WIDTHxHEIGHT` of a picture, `WIDTHxHEIGHT FRAMES` of a
/// video, or the keys of `resp_data`.
struct played {
    std::string req_key;
    json::object members;
    std::string result;
    std::size_t pictures = 0; ///< That go in, as base64.
};

json::object members(std::string_view text)
{
    return json::parse(json::string_view{text.data(), text.size()}).as_object();
}

std::vector<played> requests()
{
    auto const clip = R"({"video_url":"https://a.example/v.mp4"})";
    auto const ids = R"({"assets_id":"a \"1\"","thread_id":"t2","episode_id":"3"})";
    auto const shots = "assets_id thread_id status storyboard_detail charge_count ";
    auto const film = "assets_id thread_id status final_video_url final_video_cover_url storyboard_asset_id run_id ";
    return {
        {"jimeng_t2i_v40", members(R"({"prompt":"p","width":1024,"height":1280})"), "1024x1280"},
        {"jimeng_seedream46_cvtob", members(R"({"prompt":"p","width":1280,"height":1024})"), "1280x1024"},
        {"jimeng_t2i_v30", members(R"({"prompt":"p","width":512,"height":1024})"), "512x1024"},
        {"jimeng_t2i_v31", members(R"({"prompt":"p"})"), "1328x1328"},
        {"jimeng_i2i_v30", members(R"({"prompt":"p","width":520,"height":2016})"), "528x1536", 1},
        {"jimeng_image2image_dream_inpaint", members(R"({"prompt":"p"})"), "640x480", 2},
        {"jimeng_i2i_seed3_tilesr_cvtob", members(R"({"resolution":"4k"})"), "4096x3072", 1},
        {"jimeng_img2img_seed3_painting_edit", members(R"({"left":0.5,"top":0.25})"), "960x600", 1},
        {"i2i_material_extraction", members(R"({"image_edit_prompt":"p","width":1024,"height":1024})"), "1024x1024", 1},
        {"jimeng_i2i_extract_tiled_images", members(R"({"edit_prompt":"p"})"), "2048x2048", 1},
        {"jimeng_t2v_v30", members(R"({"prompt":"p","aspect_ratio":"9:16"})"), "720x1280 121"},
        {"jimeng_t2v_v30_1080p", members(R"({"prompt":"p","frames":241})"), "1920x1088 241"},
        {"jimeng_i2v_first_v30", members(R"({"prompt":"p"})"), "960x720 121", 1},
        {"jimeng_i2v_first_v30_1080", members(R"({"prompt":"p"})"), "1664x1248 121", 1},
        {"jimeng_i2v_first_tail_v30", members(R"({"prompt":"p"})"), "960x720 121", 2},
        {"jimeng_i2v_first_tail_v30_1080", members(R"({"prompt":"p","frames":241})"), "1664x1248 241", 2},
        {"jimeng_i2v_recamera_v30", members(R"({"prompt":"p","template_id":"robo_arm","camera_strength":"weak"})"),
         "960x720 121", 1},
        {"jimeng_ti2v_v30_pro", members(R"({"prompt":"p","aspect_ratio":"21:9"})"), "2176x928 121"},
        {"jimeng_dream_actor_m1_gen_video_cv",
         members(R"({"image_url":"https://a.example/i.png","video_url":"https://a.example/v.mp4"})"), "1280x720 121"},
        {"jimeng_dreamactor_m20_gen_video", members(clip), "960x720 125", 1},
        {"video_translate_v2_cvtob",
         members(R"({"video_url":"https://a.example/v.mp4","src_language":"zh","target_language":"en"})"),
         "1280x720 125"},
        {"pippit_iv2v_v20_cvtob", members(R"({"prompt":"p","ratio":"3:4"})"), "720x960 121"},
        {"pippit_iv2v_v20_cvtob_with_vinput", members(R"({"prompt":"p","video_url_list":["https://a.example/v.mp4"]})"),
         "1280x720 121"},
        {"pippit_shortplay_cvtob_script_analysis",
         members(R"({"visual_style":"ink","video_ratio":"16:9","file_url":"https://a.example/s.txt",)"
                 R"("file_type":"txt","file_name":"s.txt"})"),
         "assets_id thread_id status script_detail charge_count "},
        {"pippit_shortplay_cvtob_material_design", members(R"({"assets_id":"a","thread_id":"t"})"),
         "assets_id thread_id status character_detail scene_detail image_count "},
        {"pippit_shortplay_cvtob_video_generate_fast720p", members(ids), shots},
        {"pippit_shortplay_cvtob_video_generate_pro720p", members(ids), shots},
        {"pippit_shortplay_cvtob_video_compose_fast720p", members(ids), film},
        {"pippit_shortplay_cvtob_video_compose_pro720p", members(ids), film},
    };
}

json::object body_of(played const& one)
{
    auto body = one.members;
    body["req_key"] = one.req_key;
    auto const picture = jimeng::base64_encode(pixels::png_of(640, 480, [](auto x, auto) { return x; }));
    for (std::size_t i = 0; i != one.pictures; ++i)
        body.emplace("binary_data_base64", json::array{}).first->value().as_array().emplace_back(picture);
    return body;
}

reply asked(emulator::service& service, std::string const& req_key, std::string const& id)
{
    return query_with(service, {{"req_key", req_key}, {"task_id", id}, {"req_json", R"({"return_url":true})"}});
}

std::string word(json::value const& from, std::string_view key)
{
    return json::value_to<std::string>(from.at(json::string_view{key.data(), key.size()}));
}

std::string keys_of(json::value const& object)
{
    std::string keys;
    for (auto const& member : object.as_object())
        keys.append(member.key()) += ' ';
    return keys;
}

json::value response_of(reply const& done)
{
    return json::parse(word(done.data(), "resp_data"));
}

/// A number of four bytes behind a box's name.
std::uint32_t number_behind(std::string const& file, std::string_view box, std::size_t offset)
{
    auto const at = file.find(box);
    BOOST_REQUIRE(at != std::string::npos);
    std::uint32_t value = 0;
    for (std::size_t i = at + 4 + offset; i != at + 8 + offset; ++i)
        value = value << 8 | static_cast<unsigned char>(file.at(i));
    return value;
}

std::string by_x(std::int64_t width, std::int64_t height)
{
    return std::to_string(width) + 'x' + std::to_string(height);
}

/// By the track header and the table of sample sizes.
std::string video_facts(std::string const& file)
{
    return by_x(number_behind(file, "tkhd", 76) >> 16, number_behind(file, "tkhd", 80) >> 16) + ' ' +
           std::to_string(number_behind(file, "stsz", 8));
}

std::string result_of(emulator::service& service, reply const& done, jimeng::result_kind kind)
{
    if (kind == jimeng::result_kind::data) return keys_of(response_of(done));
    if (kind == jimeng::result_kind::video) return video_facts(fetch(service, word(done.data(), "video_url")).body);
    auto const sides = png_size(fetch(service, done.url()).body);
    return by_x(sides.width, sides.height);
}

/// One thing that is wrong with an otherwise right request. A text that is too long is none: nobody has seen one refused.
struct wrong {
    std::string req_key;
    std::string members; ///< That are put in the place of the right ones.
    std::int64_t code;
};

std::vector<wrong> wrong_requests()
{
    return {
        {"jimeng_t2i_v30", R"({"width":512,"height":511})", 50200},
        {"jimeng_t2i_v31", R"({"width":2048,"height":2049})", 50200},
        {"jimeng_t2i_v31", R"({"width":2048,"height":682})", 50200},
        {"jimeng_t2i_v31", R"({"use_pre_llm":1})", 50204},
        {"jimeng_t2i_v31", R"({"prompt":""})", 50201},
        {"jimeng_i2i_v30", R"({"width":2017,"height":1024})", 50200},
        {"jimeng_i2i_v30", R"({"scale":1.01})", 50200},
        {"jimeng_i2i_v30", R"({"binary_data_base64":null})", 50201},
        {"jimeng_i2i_v30", R"({"binary_data_base64":["AAAA"]})", 50207},
        {"jimeng_image2image_dream_inpaint", R"({"binary_data_base64":null,"image_urls":["https://a.example/0"]})",
         50200},
        {"jimeng_i2i_seed3_tilesr_cvtob", R"({"resolution":"16k"})", 50200},
        {"jimeng_i2i_seed3_tilesr_cvtob", R"({"scale":101})", 50200},
        {"jimeng_i2i_seed3_tilesr_cvtob", R"({"binary_data_base64":null,"image_urls":["file:///etc/hostname"]})",
         50215},
        {"jimeng_img2img_seed3_painting_edit", R"({"right":1.01})", 50200},
        {"jimeng_img2img_seed3_painting_edit",
         R"({"binary_data_base64":null,"image_urls":["https://a.example/0","https://a.example/1"]})", 50200},
        {"i2i_material_extraction", R"({"width":1024,"height":4097})", 50200},
        {"jimeng_i2i_extract_tiled_images", R"({"edit_prompt":null})", 50201},
        {"jimeng_t2v_v30", R"({"aspect_ratio":"5:4"})", 50200},
        {"jimeng_t2v_v30_1080p", R"({"seed":"7"})", 50204},
        {"jimeng_i2v_first_tail_v30", R"({"binary_data_base64":null,"image_urls":["https://a.example/0"]})", 50200},
        {"jimeng_i2v_recamera_v30", R"({"template_id":"robo_leg"})", 50200},
        {"jimeng_i2v_recamera_v30", R"({"camera_strength":null})", 50201},
        {"jimeng_dream_actor_m1_gen_video_cv", R"({"video_url":"ftp://a.example/v.mp4"})", 50215},
        {"jimeng_dreamactor_m20_gen_video", R"({"video_url":null})", 50201},
        {"video_translate_v2_cvtob", R"({"target_language":""})", 50201},
        {"pippit_iv2v_v20_cvtob", R"({"duration":"15s"})", 50200},
        {"pippit_iv2v_v20_cvtob_with_vinput", R"({"video_url_list":["v.mp4"]})", 50215},
        {"pippit_shortplay_cvtob_script_analysis", R"({"file_type":"pdf"})", 50200},
        {"pippit_shortplay_cvtob_video_compose_fast720p", R"({"episode_id":3})", 50204},
    };
}

/// A right request, but for what is wrong with it.
json::object body_of(wrong const& one)
{
    for (auto const& right : requests()) {
        if (right.req_key != one.req_key) continue;
        auto body = body_of(right);
        for (auto const& member : members(one.members))
            body[member.key()] = member.value();
        return body;
    }
    BOOST_FAIL("no request of " << one.req_key);
    return {};
}

json::object with_picture(std::string const& req_key, std::uint32_t width, std::uint32_t height)
{
    auto const picture = jimeng::base64_encode(pixels::png_of(width, height, [](auto x, auto) { return x; }));
    json::object body{{"req_key", req_key}, {"prompt", "p"}};
    body["binary_data_base64"] = json::array{json::string{picture}};
    return body;
}

BOOST_AUTO_TEST_CASE(what_a_model_does_not_allow_is_refused_with_its_code)
{
    emulator::service service;
    for (auto const& one : wrong_requests())
        BOOST_TEST(submit(service, body_of(one)).code() == one.code, one.req_key + ' ' + one.members);
    BOOST_TEST(service.counts().refused_submits == wrong_requests().size());
}

BOOST_AUTO_TEST_CASE(a_picture_inside_the_request_is_refused_by_its_sides)
{
    emulator::service service;
    std::string const film = "jimeng_i2v_first_v30", picture = "jimeng_i2i_v30";
    BOOST_TEST(submit(service, with_picture(film, 320, 320)).code() == 10000);
    auto const small_one = submit(service, with_picture(film, 319, 320));
    BOOST_TEST(small_one.code() == 50207);
    BOOST_TEST(small_one.text("message") == "binary data width or height too small");
    BOOST_TEST(submit(service, with_picture(picture, 4096, 2000)).code() == 10000);
    BOOST_TEST(submit(service, with_picture(picture, 4097, 2000)).code() == 50205);
    BOOST_TEST(submit(service, with_picture(picture, 300, 100)).code() == 10000);
    BOOST_TEST(submit(service, with_picture(picture, 301, 100)).code() == 50205);
}

BOOST_AUTO_TEST_CASE(a_right_request_of_every_model_ends_in_its_kind_of_result)
{
    emulator::service service;
    std::set<std::string> seen;
    for (auto const& one : requests()) {
        BOOST_TEST_CONTEXT(one.req_key)
        {
            auto const made = submit(service, body_of(one));
            BOOST_TEST_REQUIRE(made.code() == 10000, made.text("message"));
            auto const done = asked(service, one.req_key, made.task_id());
            BOOST_TEST(done.task_status() == "done");
            auto const* const model = jimeng::find_model(jimeng::library_models(), one.req_key);
            BOOST_REQUIRE(model != nullptr);
            BOOST_TEST(result_of(service, done, model->result) == one.result);
            seen.insert(one.req_key);
        }
    }
    BOOST_TEST(seen.size() == jimeng::library_models().size());
    BOOST_TEST(service.counts().billed_pictures == 10U);
    BOOST_TEST(service.counts().billed_videos == 13U);
}

BOOST_AUTO_TEST_CASE(an_empty_request_of_every_model_is_refused)
{
    emulator::service service;
    for (auto const& one : requests())
        BOOST_TEST(submit(service, json::object{{"req_key", one.req_key}}).code() >= 50200, one.req_key);
}

BOOST_AUTO_TEST_CASE(data_stands_in_the_answer_with_words_of_its_own)
{
    emulator::service_options options;
    options.queries_until_done = 2;
    emulator::service service{options};
    std::string const key = "pippit_shortplay_cvtob_video_compose_pro720p";
    auto const id = submit(service, members(R"({"req_key":"pippit_shortplay_cvtob_video_compose_pro720p",)"
                                            R"("assets_id":"a \"1\"","thread_id":"t2","episode_id":"3"})"))
                        .task_id();
    BOOST_TEST(asked(service, key, id).task_status() == "in_queue");
    auto const pending = asked(service, key, id);
    BOOST_TEST(pending.task_status() == "processing");
    BOOST_TEST(keys_of(pending.data()) == "aigc_meta_tagged resp_data status ");
    BOOST_TEST(word(pending.data(), "resp_data").empty());
    auto const done = asked(service, key, id);
    BOOST_TEST(keys_of(done.data()) == "aigc_meta_tagged resp_data status ");
    auto const told = response_of(done);
    BOOST_TEST(word(told, "assets_id") == "a \"1\"");
    BOOST_TEST(word(told, "thread_id") == "t2");
    BOOST_TEST(video_facts(fetch(service, word(told, "final_video_url")).body) == "1280x720 121");
    auto const cover = png_size(fetch(service, word(told, "final_video_cover_url")).body);
    BOOST_TEST((cover == jimeng::image_size{1280, 720}));
}

BOOST_AUTO_TEST_CASE(one_stage_of_a_short_play_leads_to_the_next)
{
    emulator::service service;
    auto const told = [&](std::string const& stage, std::string const& rest) {
        auto const key = "pippit_shortplay_cvtob_" + stage;
        auto const made = submit(service, members(R"({"req_key":")" + key + R"(",)" + rest + '}'));
        return word(asked(service, key, made.task_id()).data(), "resp_data");
    };
    auto const script = jimeng::shortplay_script::parse(
        told("script_analysis", R"("visual_style":"ink","video_ratio":"16:9","file_url":"https://a.example/s.txt",)"
                                R"("file_type":"txt","file_name":"s.txt")"));
    BOOST_TEST_REQUIRE((script && script->episode_ids.size() == 1));
    auto const ids = R"("assets_id":")" + script->assets_id + R"(","thread_id":")" + script->thread_id + '"';
    auto const materials = jimeng::shortplay_materials::parse(told("material_design", ids));
    BOOST_TEST((materials && materials->image_count == 2 && materials->characters == 1 && materials->scenes == 1));
    auto const episode = ids + R"(,"episode_id":")" + script->episode_ids.front() + '"';
    auto const shots = jimeng::shortplay_shots::parse(told("video_generate_pro720p", episode));
    BOOST_TEST_REQUIRE((shots && shots->shots.size() == 1));
    BOOST_TEST(video_facts(fetch(service, shots->shots.front().video_url).body) == "1280x720 121");
    auto const film = jimeng::shortplay_film::parse(told("video_compose_pro720p", episode));
    BOOST_TEST_REQUIRE(!!film);
    BOOST_TEST(video_facts(fetch(service, film->final_video_url).body) == "1280x720 121");
}

BOOST_AUTO_TEST_CASE(the_agents_film_has_data_beside_it)
{
    emulator::service service;
    std::string const key = "pippit_iv2v_v20_cvtob";
    auto const done = asked(service, key, submit(service, json::object{{"req_key", key}, {"prompt", "p"}}).task_id());
    BOOST_TEST(keys_of(done.data()) == "aigc_meta_tagged resp_data status video_url ");
    BOOST_TEST(keys_of(response_of(done)) == "Duration InputVideoDurationSum ");
}

BOOST_AUTO_TEST_CASE(reserved_words_are_read_where_nothing_is_a_prompt)
{
    emulator::service service;
    json::object body{{"req_key", "pippit_shortplay_cvtob_material_design"}, {"assets_id", "a"}};
    body["thread_id"] = "emulate:50429";
    BOOST_TEST(submit(service, body).code() == 50429);
    body["thread_id"] = "emulate:done-50511";
    auto const id = submit(service, body).task_id();
    BOOST_TEST(asked(service, "pippit_shortplay_cvtob_material_design", id).code() == 50511);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
