#include <jimeng/wire/encode.hpp>

#include "../media/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/actions.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>
#include <jimeng/core/ratio_rules.hpp>

#include <jimeng/wire/base64.hpp>

#include <boost/json/parse.hpp>

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_encode)

namespace {

using jimeng::encode_query;
using jimeng::encode_result_options;
using jimeng::encode_submit;
using jimeng::seedream_v46;
using jimeng::text_to_image_v40;

jimeng::task_id const id = *jimeng::task_id::parse("7392616336519610409");

/// The whole body for sides that the test names, with the caller's own bounds.
std::string body_of_sides(jimeng::image_size sides, jimeng::aspect_ratio min_ratio = {},
                          jimeng::aspect_ratio max_ratio = {})
{
    text_to_image_v40 request{.prompt = "p", .min_ratio = min_ratio, .max_ratio = max_ratio};
    request.size = *decltype(request.size)::parse(sides);
    return encode_submit(request);
}

std::string sides_text(char const* sides, char const* rest)
{
    return std::string{R"({"req_key":"jimeng_t2i_v40","prompt":"p",)"} + sides + rest + '}';
}

/// A request of somebody else's making that takes local files.
struct upscaler {
    static constexpr std::string_view req_key = "own_upscaler", name = "upscaler", title = "Own upscaler";
    jimeng::prompt prompt;
    jimeng::image_files_up_to<2> files{};
    bool fine = true;
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(
            jimeng::field<"prompt", &upscaler::prompt, "What it shows">{},
            jimeng::field<"binary_data_base64", &upscaler::files, "The picture to enlarge">{},
            jimeng::field<"resolution", &upscaler::fine, "More detail">{});
    }
};

/// A request of somebody else's making with one value of each kind that may be left to the service.
struct seed_value {
    std::int64_t number = -1;
    bool empty() const { return number < 0; }
    std::int64_t value() const { return number; }
};
struct truth_value {
    bool set = false, truth = false;
    bool empty() const { return !set; }
    bool value() const { return truth; }
};
struct own_options {
    static constexpr std::string_view req_key = "own_options", name = "options", title = "Own options";
    jimeng::prompt prompt;
    jimeng::flag use_pre_llm{}; // on, where it is not sent
    bool plain = false;
    seed_value seed{};
    truth_value truth{};
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &own_options::prompt, "">{},
                                       jimeng::field<"use_pre_llm", &own_options::use_pre_llm, "">{},
                                       jimeng::field<"plain", &own_options::plain, "">{},
                                       jimeng::field<"seed", &own_options::seed, "">{},
                                       jimeng::field<"truth", &own_options::truth, "">{});
    }
};

std::string options_text(char const* rest)
{
    return std::string{R"({"req_key":"own_options","prompt":"p",)"} + rest + '}';
}

enum choice { first, second };
template <class Value>
concept can_be_written = jimeng::member_kind<Value>;
template <class Value>
concept can_be_a_json_value = requires(jimeng::json_writer& json, Value const& value)
{
    json.value(value);
};

static_assert(can_be_written<bool> && can_be_written<jimeng::flag> && can_be_written<seed_value>);
static_assert(!can_be_written<int> && !can_be_written<double> && !can_be_written<char> && !can_be_written<choice>);
static_assert(!can_be_written<char const*> && !can_be_written<void*> && !can_be_written<std::string>);
static_assert(can_be_a_json_value<char const*> && can_be_a_json_value<bool> && can_be_a_json_value<double>);
static_assert(!can_be_a_json_value<int const*> && !can_be_a_json_value<char8_t const*>);

BOOST_AUTO_TEST_CASE(a_flag_is_sent_as_it_was_set_and_a_bool_always)
{
    BOOST_TEST(encode_submit(own_options{.prompt = "p"}) == options_text(R"("plain":false)"));
    BOOST_TEST(encode_submit(own_options{.prompt = "p", .use_pre_llm = false, .plain = true}) ==
               options_text(R"("use_pre_llm":false,"plain":true)"));
    BOOST_TEST(encode_submit(own_options{.prompt = "p", .use_pre_llm = true}) ==
               options_text(R"("use_pre_llm":true,"plain":false)"));
    BOOST_TEST(encode_submit(text_to_image_v40{.prompt = "p", .force_single = false}) ==
               R"({"req_key":"jimeng_t2i_v40","prompt":"p","size":4194304,"force_single":false})");
}

BOOST_AUTO_TEST_CASE(values_of_a_users_own_type_keep_their_json_type)
{
    BOOST_TEST(encode_submit(own_options{.prompt = "p", .seed = {0}, .truth = {true, false}}) ==
               options_text(R"("plain":false,"seed":0,"truth":false)"));
    BOOST_TEST(encode_submit(own_options{.prompt = "p", .seed = {9007199254740993}, .truth = {true, true}}) ==
               options_text(R"("plain":false,"seed":9007199254740993,"truth":true)"));
}

BOOST_AUTO_TEST_CASE(a_prompt_alone_sends_the_key_the_prompt_and_the_area)
{
    BOOST_TEST(encode_submit(text_to_image_v40{.prompt = "a cat"}) ==
               R"({"req_key":"jimeng_t2i_v40","prompt":"a cat","size":4194304})");
    BOOST_TEST(encode_submit(seedream_v46{.prompt = "a cat"}) ==
               R"({"req_key":"jimeng_seedream46_cvtob","prompt":"a cat","size":4194304})");
}

BOOST_AUTO_TEST_CASE(everything_set_is_sent_in_the_order_of_the_page)
{
    text_to_image_v40 const request{
        .prompt = "a cat",
        .image_urls = {"https://example.com/1.png?a=1&b=2", "http://example.com/2.jpg"},
        .size = jimeng::size<2560, 1440>,
        .scale = 0.7,
        .force_single = true,
        .min_ratio = 0.5,
        .max_ratio = 2,
    };
    BOOST_TEST(encode_submit(request) ==
               R"({"req_key":"jimeng_t2i_v40","prompt":"a cat",)"
               R"("image_urls":["https://example.com/1.png?a=1&b=2","http://example.com/2.jpg"],)"
               R"("width":2560,"height":1440,"scale":0.7,"force_single":true,"min_ratio":0.5,"max_ratio":2})");
}

BOOST_AUTO_TEST_CASE(the_scale_of_4_6_is_a_whole_number)
{
    seedream_v46 const request{.prompt = "a cat", .size = jimeng::preset::four_k, .scale = 70};
    BOOST_TEST(encode_submit(request) ==
               R"({"req_key":"jimeng_seedream46_cvtob","prompt":"a cat","size":16777216,"scale":70})");
}

BOOST_AUTO_TEST_CASE(the_ends_of_a_scale_are_sent_and_are_not_unset)
{
    BOOST_TEST(encode_submit(text_to_image_v40{.prompt = "p", .scale = 0}) ==
               R"({"req_key":"jimeng_t2i_v40","prompt":"p","size":4194304,"scale":0})");
    BOOST_TEST(encode_submit(text_to_image_v40{.prompt = "p", .scale = 1}) ==
               R"({"req_key":"jimeng_t2i_v40","prompt":"p","size":4194304,"scale":1})");
    BOOST_TEST(encode_submit(text_to_image_v40{.prompt = "p", .scale = 0.29}) ==
               R"({"req_key":"jimeng_t2i_v40","prompt":"p","size":4194304,"scale":0.29})");
}

BOOST_AUTO_TEST_CASE(a_size_that_was_emptied_is_not_sent)
{
    text_to_image_v40 request{.prompt = "p"};
    request.size = {};
    BOOST_TEST(encode_submit(request) == R"({"req_key":"jimeng_t2i_v40","prompt":"p"})");
}

BOOST_AUTO_TEST_CASE(a_prompt_is_escaped_and_stays_utf8)
{
    BOOST_TEST(encode_submit(text_to_image_v40{.prompt = "say \"hi\"\\\n\t猫 🐈 \x01/"}) ==
               R"({"req_key":"jimeng_t2i_v40","prompt":"say \"hi\"\\\n\t猫 🐈 \u0001/","size":4194304})");
}

BOOST_AUTO_TEST_CASE(row_28_a_prompt_cannot_add_a_member)
{
    auto const body = encode_submit(text_to_image_v40{.prompt = R"(x","req_key":"other","force_single":true,"y":")"});
    auto const parsed = boost::json::parse(body).as_object();
    BOOST_TEST(parsed.size() == 3U);
    BOOST_TEST((parsed.at("req_key") == "jimeng_t2i_v40"));
}

BOOST_AUTO_TEST_CASE(sides_within_the_default_bounds_bring_none)
{
    BOOST_TEST(body_of_sides({2048, 2048}) == sides_text(R"("width":2048,"height":2048)", ""));
    BOOST_TEST(body_of_sides({3072, 1024}) == sides_text(R"("width":3072,"height":1024)", "")); // exactly 3:1
    BOOST_TEST(body_of_sides({1024, 3072}) == sides_text(R"("width":1024,"height":3072)", "")); // exactly 1:3
}

BOOST_AUTO_TEST_CASE(wide_sides_bring_the_max_ratio_they_need)
{
    BOOST_TEST(body_of_sides({4096, 1024}) == sides_text(R"("width":4096,"height":1024)", R"(,"max_ratio":4)"));
    BOOST_TEST(body_of_sides({16384, 1024}) == sides_text(R"("width":16384,"height":1024)", R"(,"max_ratio":16)"));
    // 3073/1024 = 3.00097...: rounded away from the sides, never towards them.
    BOOST_TEST(body_of_sides({3073, 1024}) == sides_text(R"("width":3073,"height":1024)", R"(,"max_ratio":3.001)"));
}

BOOST_AUTO_TEST_CASE(tall_sides_bring_the_min_ratio_they_need)
{
    BOOST_TEST(body_of_sides({1024, 4096}) == sides_text(R"("width":1024,"height":4096)", R"(,"min_ratio":0.25)"));
    BOOST_TEST(body_of_sides({1024, 16384}) == sides_text(R"("width":1024,"height":16384)", R"(,"min_ratio":0.0625)"));
    // 1024/3073 = 0.33322...
    BOOST_TEST(body_of_sides({1024, 3073}) == sides_text(R"("width":1024,"height":3073)", R"(,"min_ratio":0.3332)"));
}

BOOST_AUTO_TEST_CASE(the_callers_bounds_are_sent_as_given)
{
    BOOST_TEST(body_of_sides({4096, 1024}, {}, 8) == sides_text(R"("width":4096,"height":1024)", R"(,"max_ratio":8)"));
    BOOST_TEST(body_of_sides({1024, 4096}, 0.1) == sides_text(R"("width":1024,"height":4096)", R"(,"min_ratio":0.1)"));
    BOOST_TEST(body_of_sides({4096, 1024}, 0.5) ==
               sides_text(R"("width":4096,"height":1024)", R"(,"min_ratio":0.5,"max_ratio":4)"));
    BOOST_TEST(body_of_sides({2048, 2048}, 0.5, 2) ==
               sides_text(R"("width":2048,"height":2048)", R"(,"min_ratio":0.5,"max_ratio":2)"));
}

BOOST_AUTO_TEST_CASE(no_bound_that_is_added_excludes_the_sides)
{
    for (std::int64_t width = 256; width <= 16384; width += 61)
        for (std::int64_t height = 256; height <= 16384; height += 67) {
            if (jimeng::broken_rule_of_size({width, height}, decltype(text_to_image_v40::size)::limits) !=
                jimeng::rules::none)
                continue;
            auto const needed = jimeng::detail::bounds_for({width, height});
            double const ratio = static_cast<double>(width) / static_cast<double>(height);
            double const least = needed.min_ratio == 0.0 ? 1.0 / 3.0 : needed.min_ratio;
            double const most = needed.max_ratio == 0.0 ? 3.0 : needed.max_ratio;
            if (ratio < least || ratio > most || least < 0.0625 || most > 16.0)
                BOOST_TEST(false, width << 'x' << height << ": " << least << " to " << most);
        }
}

BOOST_AUTO_TEST_CASE(links_are_asked_for_by_default)
{
    BOOST_TEST(encode_result_options({}) == R"({"return_url":true})");
    BOOST_TEST(encode_result_options({.return_url = false}) == R"({"return_url":false})");
}

BOOST_AUTO_TEST_CASE(marks_are_spelled_as_the_page_spells_them)
{
    jimeng::result_options options;
    options.watermark.emplace();
    BOOST_TEST(encode_result_options(options) ==
               R"({"return_url":true,"logo_info":{"add_logo":true,"position":0,"language":0}})");

    options.watermark = jimeng::watermark{.position = jimeng::watermark_position::top_right,
                                          .language = jimeng::watermark_language::english,
                                          .opacity = 0.3,
                                          .text = "明日 \"studio\""};
    options.aigc_meta = jimeng::aigc_meta{.producer_id = "42"};
    BOOST_TEST(encode_result_options(options) ==
               R"({"return_url":true,"logo_info":{"add_logo":true,"position":3,"language":1,"opacity":0.3,)"
               R"("logo_text_content":"明日 \"studio\""},"aigc_meta":{"producer_id":"42"}})");

    options = {.return_url = false};
    options.aigc_meta = jimeng::aigc_meta{"maker", "42", "spreader", "43"};
    BOOST_TEST(encode_result_options(options) ==
               R"({"return_url":false,"aigc_meta":{"content_producer":"maker","producer_id":"42",)"
               R"("content_propagator":"spreader","propagate_id":"43"}})");
}

BOOST_AUTO_TEST_CASE(a_query_holds_its_options_as_text)
{
    BOOST_TEST(encode_query("jimeng_t2i_v40", id, {}) ==
               R"({"req_key":"jimeng_t2i_v40","req_json":"{\"return_url\":true}","task_id":"7392616336519610409"})");
}

BOOST_AUTO_TEST_CASE(the_text_of_the_options_is_a_json_document_of_its_own)
{
    jimeng::result_options options;
    options.watermark = jimeng::watermark{.text = "quotes \" and \\ and 猫"};
    options.aigc_meta = jimeng::aigc_meta{.content_producer = "line\nend", .producer_id = "42"};
    auto const query = boost::json::parse(encode_query("jimeng_seedream46_cvtob", id, options)).as_object();
    BOOST_TEST(query.size() == 3U);
    BOOST_TEST((query.at("req_key") == "jimeng_seedream46_cvtob"));
    BOOST_TEST((query.at("task_id") == "7392616336519610409"));
    BOOST_REQUIRE(query.at("req_json").is_string());
    auto const inner = boost::json::parse(query.at("req_json").as_string()).as_object();
    BOOST_TEST((inner.at("return_url") == true));
    BOOST_TEST((inner.at("logo_info").as_object().at("logo_text_content") == "quotes \" and \\ and 猫"));
    BOOST_TEST((inner.at("aigc_meta").as_object().at("content_producer") == "line\nend"));
}

BOOST_AUTO_TEST_CASE(a_call_names_action_and_version_in_its_query)
{
    auto const call = jimeng::make_call<jimeng::submit_task>({"https", "visual.volcengineapi.com", 443}, "{}");
    BOOST_TEST(call.method == "POST");
    BOOST_TEST(call.target == "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31");
    BOOST_TEST((call.origin == jimeng::http_origin{"https", "visual.volcengineapi.com", 443}));
    BOOST_TEST((call.headers == jimeng::http_headers{{"Content-Type", "application/json"}}));
    BOOST_TEST(call.body == "{}");
    BOOST_TEST(jimeng::make_call<jimeng::get_result>({}, "").target ==
               "/?Action=CVSync2AsyncGetResult&Version=2022-08-31");
}

BOOST_FIXTURE_TEST_CASE(local_files_go_into_the_body_as_base64, jimeng_tests::scratch_folder)
{
    // Lengths around the pieces that a file is read in, and one that is no multiple of three.
    for (std::size_t const length : {std::size_t{1}, std::size_t{24'540}, std::size_t{100'001}}) {
        auto const a = jimeng_tests::small_png(std::string(length, 'a')), b = jimeng_tests::small_jpeg();
        jimeng_tests::put(path() / "a.png", a);
        jimeng_tests::put(path() / "b.jpg", b);
        upscaler request{.prompt = "p"};
        BOOST_TEST(!request.files.add((path() / "a.png").string()));
        BOOST_TEST(!request.files.add((path() / "b.jpg").string()));
        auto const body = encode_submit(request);
        auto const expected = R"({"req_key":"own_upscaler","prompt":"p","resolution":true,"binary_data_base64":[")" +
                              jimeng::base64_encode(a) + R"(",")" + jimeng::base64_encode(b) + R"("]})";
        BOOST_TEST((body == expected));
        BOOST_TEST(body.capacity() <= body.size() + 1); // one buffer, of the exact size
    }
}

BOOST_FIXTURE_TEST_CASE(a_file_that_changed_since_it_was_checked_gives_no_body, jimeng_tests::scratch_folder)
{
    upscaler request{.prompt = "p"};
    jimeng_tests::put(path() / "a.png", jimeng_tests::small_png("four"));
    BOOST_TEST(!request.files.add((path() / "a.png").string()));
    BOOST_TEST(!encode_submit(request).empty());
    for (auto const* const middle : {"fou", "fours"}) {
        jimeng_tests::put(path() / "a.png", jimeng_tests::small_png(middle));
        BOOST_TEST(encode_submit(request).empty());
    }
    std::filesystem::remove(path() / "a.png");
    BOOST_TEST(encode_submit(request).empty());
}

BOOST_AUTO_TEST_CASE(a_list_without_files_is_not_sent)
{
    BOOST_TEST(encode_submit(upscaler{.prompt = "p"}) ==
               R"({"req_key":"own_upscaler","prompt":"p","resolution":true})");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
