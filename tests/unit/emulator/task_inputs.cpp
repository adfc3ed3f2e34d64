#include <jimeng/emulator/detail/task_inputs.hpp>

#include "calls.hpp"
#include "pixels.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/registry.hpp>

#include <memory>
#include <string>

BOOST_AUTO_TEST_SUITE(test_task_inputs)

using namespace calls;

namespace {

using emulator::detail::kept_inputs;
using emulator::detail::state;

std::uint32_t checks(std::uint32_t x, std::uint32_t y)
{
    return (x << 16 | y << 8 | 0x40U) & 0xffffffU;
}

std::string inside(std::string const& file)
{
    return jimeng::base64_encode(file);
}

/// The one picture that a request brings.
pixels::picture result_of(emulator::service& service, json::object const& body)
{
    auto const made = submit(service, body);
    BOOST_TEST_REQUIRE(made.code() == 10000, made.text("message"));
    auto const done = query_with(
        service,
        {{"req_key", body.at("req_key")}, {"task_id", made.task_id()}, {"req_json", R"({"return_url":true})"}});
    return pixels::decoded(fetch(service, done.url()).body);
}

json::object enlarging(json::string_view name, std::string const& picture)
{
    return {{"req_key", "jimeng_i2i_seed3_tilesr_cvtob"}, {name, json::array{json::string{picture}}}};
}

std::shared_ptr<emulator::shown_inputs> held(state& s, std::size_t bytes)
{
    auto one = std::make_shared<emulator::shown_inputs>();
    one->where = jimeng::all_of_it;
    one->picture = [] { return std::string{}; };
    s.inputs.push_back({one, bytes});
    return one;
}

BOOST_AUTO_TEST_CASE(super_resolution_shows_the_picture_that_was_sent)
{
    emulator::service service;
    auto const large = result_of(service, enlarging("binary_data_base64", inside(pixels::png_of(256, 128, checks))));
    BOOST_TEST(large.width == 4096U);
    BOOST_TEST(large.height == 2048U);
    for (std::uint32_t y = 0; y < 128; y += 9)
        for (std::uint32_t x = 0; x < 256; x += 7)
            BOOST_REQUIRE(pixels::colour_at(large, x * 16 + 8, y * 16 + 8) == checks(x, y));
}

BOOST_AUTO_TEST_CASE(inpainting_keeps_what_the_mask_does_not_cover)
{
    emulator::service service;
    auto const mask = [](std::uint32_t x, std::uint32_t) { return x < 32 ? 0xffffffU : 0U; };
    json::object body{{"req_key", "jimeng_image2image_dream_inpaint"}, {"prompt", "a lake"}};
    body["binary_data_base64"] = json::array{json::string{inside(pixels::png_of(64, 48, checks))},
                                             json::string{inside(pixels::png_of(64, 48, mask))}};
    auto const result = result_of(service, body);
    BOOST_TEST(pixels::colour_at(result, 32, 0) == checks(32, 0));
    BOOST_TEST(pixels::colour_at(result, 63, 47) == checks(63, 47));
    BOOST_TEST(pixels::colour_at(result, 31, 0) != checks(31, 0));
    BOOST_TEST(pixels::colour_at(result, 0, 47) != checks(0, 47));
}

BOOST_AUTO_TEST_CASE(outpainting_lets_the_picture_stand_where_it_was)
{
    emulator::service service;
    json::object body{{"req_key", "jimeng_img2img_seed3_painting_edit"}, {"left", 0.3}, {"bottom", 0.77}};
    body["binary_data_base64"] = json::array{json::string{inside(pixels::png_of(64, 48, checks))}};
    auto const result = result_of(service, body);
    BOOST_TEST(result.width == 64U + 19U);
    BOOST_TEST(result.height == 48U + 37U);
    for (std::uint32_t y = 0; y != 48; ++y)
        for (std::uint32_t x = 0; x != 64; ++x)
            BOOST_REQUIRE(pixels::colour_at(result, x + 19, y) == checks(x, y));
    BOOST_TEST(pixels::colour_at(result, 18, 0) != checks(0, 0));
    BOOST_TEST(pixels::colour_at(result, 19, 48) != checks(0, 47));
}

BOOST_AUTO_TEST_CASE(canvas_and_mask_extend_too)
{
    emulator::service service;
    auto const mask = [](std::uint32_t, std::uint32_t y) { return y < 24 ? 0xffffffU : 0U; };
    json::object body{{"req_key", "jimeng_img2img_seed3_painting_edit"}};
    body["binary_data_base64"] = json::array{json::string{inside(pixels::png_of(64, 48, checks))},
                                             json::string{inside(pixels::png_of(64, 48, mask))}};
    auto const result = result_of(service, body);
    BOOST_TEST(pixels::colour_at(result, 5, 24) == checks(5, 24));
    BOOST_TEST(pixels::colour_at(result, 5, 23) != checks(5, 23));
}

BOOST_AUTO_TEST_CASE(what_is_extended_beyond_all_measure_is_drawn_smaller)
{
    emulator::service service;
    json::object body{
        {"req_key", "jimeng_img2img_seed3_painting_edit"}, {"left", 1}, {"right", 1}, {"top", 1}, {"bottom", 1}};
    body["binary_data_base64"] = json::array{json::string{inside(pixels::png_of(4096, 2048, checks))}};
    auto const made = submit(service, body);
    BOOST_TEST_REQUIRE(made.code() == 10000);
    auto const done = query_with(
        service,
        {{"req_key", body.at("req_key")}, {"task_id", made.task_id()}, {"req_json", R"({"return_url":true})"}});
    auto const sides = png_size(fetch(service, done.url()).body);
    BOOST_TEST(sides.width * sides.height <= 8192 * 8192);
    BOOST_TEST(sides.width / 2 == sides.height);
}

BOOST_AUTO_TEST_CASE(an_address_is_left_to_whoever_fetches)
{
    std::string asked;
    emulator::service_options options;
    options.fetch = [&](std::string const& address) { return asked = address, pixels::png_of(4, 4, checks); };
    emulator::service service{options};
    auto const large = result_of(service, enlarging("image_urls", "http://127.0.0.1:1/a.png"));
    BOOST_TEST(asked == "http://127.0.0.1:1/a.png");
    BOOST_TEST(pixels::colour_at(large, 4095, 4095) == checks(3, 3));
    emulator::service alone;
    BOOST_TEST(result_of(alone, enlarging("image_urls", "http://127.0.0.1:1/a.png")).width == 4096U);
}

BOOST_AUTO_TEST_CASE(no_picture_is_kept_that_no_result_shows)
{
    state s{{}};
    emulator::detail::order wanted;
    wanted.model = &jimeng::entry_of<jimeng::image_to_image_v30>;
    json::object const body{{"prompt", "p"},
                            {"binary_data_base64", json::array{json::string{inside(pixels::png_of(64, 48, checks))}}}};
    BOOST_TEST(read_order(body, wanted).message == "");
    BOOST_TEST(wanted.outline.inputs == 1U);
    BOOST_TEST((emulator::detail::keep_inputs(s, wanted) == nullptr));
}

BOOST_AUTO_TEST_CASE(the_oldest_are_forgotten_where_they_would_fill_the_memory)
{
    state s{{}};
    auto const first = held(s, emulator::detail::most_input_bytes / 2),
               second = held(s, emulator::detail::most_input_bytes / 2);
    forget_old_inputs(s);
    BOOST_TEST(!first->empty());
    auto third = held(s, 1);
    forget_old_inputs(s);
    BOOST_TEST(first->empty());
    BOOST_TEST(!second->empty());
    BOOST_TEST(!third->empty());
    third.reset();
    forget_old_inputs(s);
    BOOST_TEST(s.inputs.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
