#include <jimeng/wire/any_request.hpp>

#include "../../support/fields.hpp"
#include "../media/pictures.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/registry.hpp>
#include <jimeng/wire/base64.hpp>

#include <initializer_list>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_any_request)

namespace {

using jimeng::any_request;
using jimeng::named_text;
namespace rules = jimeng::rules;

jimeng::model_entry const& model(std::string_view name)
{
    return *jimeng::find_model(jimeng::library_models(), name);
}

std::string refused(jimeng::parsed<any_request> const& request)
{
    BOOST_TEST(!request.has_value());
    return jimeng::describe(request.why());
}

jimeng::parsed<any_request> typed(std::string_view name, std::initializer_list<named_text> fields,
                                  jimeng::any_options how = {})
{
    return any_request::from_texts(model(name), {fields.begin(), fields.size()}, how);
}

/// The whole body, files included.
std::string body_of(any_request const& request)
{
    std::string whole;
    BOOST_TEST(jimeng::read_whole_body({.body = request.prepared().body, .files = request.prepared().files}, whole));
    return whole;
}

BOOST_AUTO_TEST_CASE(json_is_read_under_the_names_of_the_wire)
{
    auto const made = any_request::from_json(
        model("video-3.0"), R"({"frames": 241, "req_key": "jimeng_t2v_v30", "prompt": "p", "aspect_ratio": "1:1"})");
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->prepared().body ==
               R"({"req_key":"jimeng_t2v_v30","prompt":"p","frames":241,"aspect_ratio":"1:1"})");
    BOOST_TEST(made->prepared().action_stem == "JimengT2VV30");
    BOOST_TEST((made->prepared().result == jimeng::result_kind::video));
    BOOST_TEST(made->model().name == "video-3.0");
    BOOST_TEST(made->outline().text.view() == "p");
    BOOST_TEST((made->outline().sides == jimeng::image_size{720, 720}));
}

BOOST_AUTO_TEST_CASE(pictures_inside_the_json_are_passed_on)
{
    auto const picture = jimeng::base64_encode(jimeng_tests::small_png());
    auto const made =
        any_request::from_json(model("i2i-3.0"), R"({"prompt":"p","binary_data_base64":[")" + picture + R"("]})");
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->prepared().body ==
               R"({"req_key":"jimeng_i2i_v30","binary_data_base64":[")" + picture + R"("],"prompt":"p"})");
    BOOST_TEST(made->outline().inputs == 1U);
    BOOST_TEST(refused(any_request::from_json(model("i2i-3.0"), R"({"prompt":"p","binary_data_base64":["TWFu"]})")) ==
               "binary_data_base64: input image is neither PNG nor JPEG; save it as one of them");
}

BOOST_AUTO_TEST_CASE(what_is_no_object_is_no_request)
{
    for (char const* text : {"", "[]", "7", "{", R"({"prompt":"p"} x)", R"("prompt")"})
        BOOST_TEST(refused(any_request::from_json(model("4.0"), text)) ==
                   "request: request is no JSON object; write one, with each field under its name");
}

BOOST_AUTO_TEST_CASE(a_name_that_the_model_does_not_have_is_refused)
{
    for (char const* name : {"sead", "aspect_ratio", "images", "ratio", ""}) {
        auto const request = any_request::from_json(model("4.0"), R"({"prompt":"p",")" + std::string{name} + R"(":1})");
        BOOST_TEST((request.why().broken == rules::field_is_known), name);
        BOOST_TEST(request.why().field == name);
    }
    BOOST_TEST(refused(any_request::from_json(model("4.0"), R"({"prompt":"p","sead":1})")) ==
               "sead of model 4.0: the model has no field of this name; see its schema, or send it all the same: "
               "with_extra");
    for (char const* key : {R"("jimeng_t2i_v31")", "7"})
        BOOST_TEST((
            any_request::from_json(model("4.0"), R"({"prompt":"p","req_key":)" + std::string{key} + "}").why().broken ==
            rules::field_is_known));
}

BOOST_AUTO_TEST_CASE(the_rules_are_those_of_a_request_of_a_known_type)
{
    BOOST_TEST(refused(any_request::from_json(model("video-3.0-pro"), "{}")) ==
               jimeng::describe(jimeng::check(jimeng::ti2v_v30_pro{})));
    BOOST_TEST(refused(any_request::from_json(model("video-3.0"), R"({"prompt":"p","frames":7})")) ==
               "frames 7: value is not one of the numbers that this model knows (limit 121, 241); take one of them");
    BOOST_TEST(refused(any_request::from_json(model("video-3.0"), R"({"prompt":7})")) ==
               "prompt: value is of another type (limit a text); see the model's description");
    BOOST_TEST(refused(any_request::from_json(model("video-3.0"), R"({"prompt":null})")) ==
               "prompt: value is missing; give it: the model needs it");
}

/// The service would draw with its own sides.
BOOST_AUTO_TEST_CASE(a_width_without_its_height_is_refused)
{
    for (char const* name : {"4.0", "3.1"})
        BOOST_TEST(refused(any_request::from_json(model(name), R"({"prompt":"p","height":2048})")) ==
                   "height 2048: width and height are given only together; give both, or a size");
}

BOOST_AUTO_TEST_CASE(too_many_pictures_are_named_as_the_wire_does)
{
    auto const two =
        any_request::from_json(model("i2i-3.0"), R"({"prompt":"p","image_urls":["http://a/","http://b/"]})");
    BOOST_TEST(refused(two) == "image_urls 2: more input images than this model accepts (limit 1); give fewer images");
    auto const picture = jimeng::base64_encode(jimeng_tests::small_png());
    auto const twice = any_request::from_json(model("i2i-3.0"), R"({"prompt":"p","binary_data_base64":[")" + picture +
                                                                    R"(",")" + picture + R"("]})");
    BOOST_TEST(twice.why().field == "binary_data_base64");
}

BOOST_AUTO_TEST_CASE(what_a_page_only_advises_or_does_not_list_can_be_asked_for)
{
    auto const longer = R"({"prompt":")" + std::string(801, 'x') + R"(","frames":97,"aspect_ratio":"2:1"})";
    BOOST_TEST((any_request::from_json(model("video-3.0"), longer, {.undocumented = true}).why().field == "prompt"));
    BOOST_TEST((any_request::from_json(model("video-3.0"), longer, {.beyond_advice = true}).why().field == "frames"));
    auto const made = any_request::from_json(model("video-3.0"), longer, {.beyond_advice = true, .undocumented = true});
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->prepared().body.ends_with(R"(x","frames":97,"aspect_ratio":"2:1"})"));
    named_text const fields[] = {{"prompt", "p"}, {"frames", "97"}};
    BOOST_TEST((any_request::from_texts(model("video-3.0"), fields).why().field == "frames"));
    BOOST_TEST(any_request::from_texts(model("video-3.0"), fields, {.undocumented = true}).has_value());
}

BOOST_AUTO_TEST_CASE(texts_are_read_as_a_person_writes_them)
{
    auto const made = typed("4.0", {{"prompt", "p"},
                                    {"images", "https://a.example/0"},
                                    {"image_urls", "https://a.example/1"},
                                    {"size", "2k"},
                                    {"scale", "0.25"},
                                    {"force_single", "true"},
                                    {"max_ratio", "4:1"}});
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(
        made->prepared().body ==
        R"({"req_key":"jimeng_t2i_v40","prompt":"p","image_urls":["https://a.example/0","https://a.example/1"],"size":4194304,"scale":0.25,"force_single":true,"max_ratio":4})");
    BOOST_TEST(refused(typed("4.0", {{"prompt", "p"}, {"width", "2048"}})).starts_with("width 2048: "));
    BOOST_TEST((typed("4.0", {{"prompt", "p"}, {"force_single", "yes"}}).why().broken == rules::type_is_right));
    BOOST_TEST((typed("4.0", {{"prompt", "p"}, {"scale", "half"}}).why().broken == rules::number_is_readable));
    BOOST_TEST((typed("4.0", {{"prompt", "p"}, {"sead", "1"}}).why().broken == rules::field_is_known));
}

BOOST_AUTO_TEST_CASE(an_image_that_a_person_names_may_be_a_file_and_is_read_when_it_is_sent)
{
    jimeng_tests::scratch_folder folder;
    auto const path = (folder / "cat.png").string();
    jimeng_tests::put(path, jimeng_tests::small_png());
    auto const made = typed("i2i-3.0", {{"images", path}, {"prompt", "p"}});
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->prepared().body == R"({"req_key":"jimeng_i2i_v30","prompt":"p","binary_data_base64":[")");
    BOOST_TEST(body_of(*made) == R"({"req_key":"jimeng_i2i_v30","prompt":"p","binary_data_base64":[")" +
                                     jimeng::base64_encode(jimeng_tests::small_png()) + R"("]})");
    BOOST_TEST((typed("4.0", {{"images", path}, {"prompt", "p"}}).why().broken == rules::image_url_is_http));
    BOOST_TEST(typed("4.0", {{"images", path}, {"prompt", "p"}}, {.undocumented = true}).has_value());
}

/// A picture's text cannot be typed: to pass over it would send an order without it.
BOOST_AUTO_TEST_CASE(a_member_that_nobody_can_type_is_refused_and_not_passed_over)
{
    for (char const* name : {"binary_data_base64", "-"}) {
        auto const request = typed("video-3.0-pro", {{"prompt", "p"}, {name, "TWFu"}});
        BOOST_TEST((request.why().broken == rules::field_is_known), name);
        BOOST_TEST(request.why().field == name);
    }
}

BOOST_AUTO_TEST_CASE(a_request_of_a_known_type_becomes_one)
{
    auto const made = any_request::of(jimeng::ti2v_v30_pro{.prompt = "p", .frames = 241});
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->prepared().body == R"({"req_key":"jimeng_ti2v_v30_pro","prompt":"p","frames":241})");
    BOOST_TEST(made->model().req_key == "jimeng_ti2v_v30_pro");
    BOOST_TEST(made->outline().frames == 241);
    BOOST_TEST(jimeng::prepare(*made).body == made->prepared().body);
    BOOST_TEST(refused(any_request::of(jimeng::ti2v_v30_pro{})) ==
               "prompt: neither prompt nor image_urls is given; give one of them, or both");
}

BOOST_AUTO_TEST_CASE(it_keeps_nothing_of_what_it_was_made_from)
{
    auto const made = [] {
        std::string const prompt = "a prompt that is too long to lie inside a string itself";
        auto const kept = any_request::of(jimeng::t2v_v30{
            .prompt = *jimeng::text_value<jimeng::text_limits{.advised = 400, .longest = 800, .required = true}>::parse(
                std::string_view{prompt})});
        return *kept;
    }();
    BOOST_TEST(made.outline().text.view() == "a prompt that is too long to lie inside a string itself");
    BOOST_TEST(made.prepared().body.find("inside a string itself") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_source_of_ones_own_will_do)
{
    given_fields sent{false, {{"prompt", "p"}, {"seed", std::int64_t{7}}}};
    auto const made = any_request::from(model("3.1"), sent);
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->prepared().body == R"({"req_key":"jimeng_t2i_v31","prompt":"p","seed":7})");
}

BOOST_AUTO_TEST_CASE(an_extra_field_is_sent_as_it_is_written)
{
    auto made = *any_request::of(jimeng::ti2v_v30_pro{.prompt = "p"});
    BOOST_TEST(!made.with_extra("camera", R"({"pan": [1, 2.5]})"));
    BOOST_TEST(!made.with_extra("Mode_2", "\"\\\"quoted\\\"\""));
    BOOST_TEST(made.prepared().body ==
               R"({"req_key":"jimeng_ti2v_v30_pro","Mode_2":"\"quoted\"","camera":{"pan": [1, 2.5]},"prompt":"p"})");
}

BOOST_AUTO_TEST_CASE(an_extra_field_goes_before_the_files)
{
    jimeng_tests::scratch_folder folder;
    auto const path = (folder / "cat.png").string();
    jimeng_tests::put(path, jimeng_tests::small_png());
    auto made = *typed("i2i-3.0", {{"images", path}, {"prompt", "p"}});
    BOOST_TEST(!made.with_extra("new_field", "true"));
    BOOST_TEST(body_of(made) == R"({"req_key":"jimeng_i2i_v30","new_field":true,"prompt":"p","binary_data_base64":[")" +
                                    jimeng::base64_encode(jimeng_tests::small_png()) + R"("]})");
}

BOOST_AUTO_TEST_CASE(an_extra_field_that_cannot_be_sent_changes_nothing)
{
    auto made = *any_request::of(jimeng::ti2v_v30_pro{.prompt = "p"});
    BOOST_REQUIRE(!made.with_extra("camera", "1"));
    auto const before = made.prepared().body;
    BOOST_TEST(jimeng::describe(made.with_extra("camera", "2")) ==
               "camera: the field is the model's own, or was added already; give it once, as a field of the request");
    for (char const* taken : {"req_key", "prompt", "seed", "image_urls", "binary_data_base64"})
        BOOST_TEST((made.with_extra(taken, "1").broken == rules::extra_is_new), taken);
    for (char const* bad : {"", "x", "'x'", "1 2", "{", R"(1,"b":2)", R"({}})", "\"\xFF\"", "NaN"})
        BOOST_TEST((made.with_extra("other", bad).broken == rules::extra_is_json), bad);
    BOOST_TEST(jimeng::describe(made.with_extra("other", "x")) ==
               "other x: value is no JSON; write text in quotes, or a number, true, false, a list, an object");
    for (char const* bad : {"", "a b", "a\"", "a-b", "\xC3\xA4"})
        BOOST_TEST((made.with_extra(bad, "1").broken == rules::extra_has_name), bad);
    BOOST_TEST(jimeng::describe(made.with_extra("a b", "1")) ==
               "a b: name of the field is empty or holds more than letters, digits and _; see the vendor's page");
    BOOST_TEST(made.prepared().body == before);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
