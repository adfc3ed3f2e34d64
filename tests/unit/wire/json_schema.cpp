#include <jimeng/wire/json_schema.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/model_rules.hpp>
#include <jimeng/core/registry.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <boost/json/parse.hpp>

#include <cstdint>
#include <limits>

BOOST_AUTO_TEST_SUITE(test_json_schema)

namespace {

boost::json::object schema_of(std::string_view name)
{
    return boost::json::parse(jimeng::json_schema(*jimeng::find_model(jimeng::library_models(), name))).as_object();
}

BOOST_AUTO_TEST_CASE(every_model_has_an_object_with_its_members)
{
    for (auto const* const model : jimeng::library_models()) {
        auto const schema = schema_of(model->name);
        BOOST_TEST(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
        BOOST_TEST(schema.at("title").as_string() == model->title);
        BOOST_TEST(schema.at("type") == "object");
        BOOST_TEST(!schema.at("properties").as_object().empty());
        BOOST_TEST(schema.at("additionalProperties") == false);
    }
}

BOOST_AUTO_TEST_CASE(ranges_choices_and_defaults_keep_their_types)
{
    auto const video = schema_of("video-3.0-pro").at("properties").as_object();
    BOOST_TEST(
        video.at("frames") ==
        boost::json::parse(
            R"({"type":"integer","description":"121 for 5 seconds, 241 for 10","enum":[121,241],"default":121})"));
    BOOST_TEST(video.at("aspect_ratio").at("default") == "16:9");
    BOOST_TEST(video.at("seed").at("minimum") == -1);
    BOOST_TEST(video.at("image_urls").at("maxItems") == 1);
    BOOST_TEST(video.at("binary_data_base64").at("items").at("contentEncoding") == "base64");
    auto const still = schema_of("4.0");
    BOOST_TEST(still.at("required") == boost::json::parse(R"(["prompt"])"));
    BOOST_TEST(still.at("properties").at("scale").at("maximum").to_number<double>() == 1.0);
    BOOST_TEST(still.at("properties").at("width").at("type") == "integer");
}

BOOST_AUTO_TEST_CASE(one_of_two_names_is_required_where_a_member_may_come_under_either)
{
    auto const redrawn = schema_of("i2i-3.0");
    BOOST_TEST(redrawn.at("required") == boost::json::parse(R"(["prompt"])"));
    BOOST_TEST(redrawn.at("allOf") == boost::json::parse(R"([
        {"anyOf": [{"required": ["binary_data_base64"], "properties": {"binary_data_base64": {"minItems": 1}}},
                   {"required": ["image_urls"], "properties": {"image_urls": {"minItems": 1}}}]},
        {"not": {"required": ["binary_data_base64", "image_urls"]}}])"));
    BOOST_TEST(!schema_of("3.1").contains("allOf")); // which must not be empty
}

BOOST_AUTO_TEST_CASE(rules_between_members_are_said_where_a_schema_can)
{
    BOOST_TEST(schema_of("video-3.0-pro").at("allOf") == boost::json::parse(R"([
        {"not": {"required": ["binary_data_base64", "image_urls"]}},
        {"anyOf": [{"required": ["prompt"]},
                   {"required": ["image_urls"], "properties": {"image_urls": {"minItems": 1}}},
                   {"required": ["binary_data_base64"], "properties": {"binary_data_base64": {"minItems": 1}}}]},
        {"dependentSchemas": {"aspect_ratio":
            {"properties": {"image_urls": {"maxItems": 0}, "binary_data_base64": {"maxItems": 0}}}}}])"));
    auto const few = schema_of("outpaint").at("allOf").as_array();
    BOOST_REQUIRE(few.size() == 6U);
    BOOST_TEST(few[2] == boost::json::parse(R"({"dependentSchemas": {"top":
        {"properties": {"image_urls": {"maxItems": 1}, "binary_data_base64": {"maxItems": 1}}}}})"));
    BOOST_TEST(schema_of("3.1").at("dependentRequired") ==
               boost::json::parse(R"({"width": ["height"], "height": ["width"]})"));
}

struct of_own_rules {
    static constexpr std::string_view req_key = "own_rules", name = "own", title = "Own";
    jimeng::whole_number<0, 9> one{}, other{};
    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"one", &of_own_rules::one, "">{},
                              jimeng::field<"other", &of_own_rules::other, "">{});
    }
    static constexpr auto rules()
    {
        return jimeng::listed(jimeng::only_with<"one", "other">{}, jimeng::only_without<"other", "one">{});
    }
};

BOOST_AUTO_TEST_CASE(members_that_are_no_lists_are_bound_to_each_other_too)
{
    BOOST_TEST(boost::json::parse(jimeng::json_schema(jimeng::entry_of<of_own_rules>)).at("allOf") ==
               boost::json::parse(R"([{"dependentSchemas": {"one": {"anyOf": [{"required": ["other"]}]}}},
                                      {"dependentSchemas": {"other": {"properties": {"one": false}}}}])"));
}

BOOST_AUTO_TEST_CASE(addresses_and_texts_that_must_be_seen_have_patterns)
{
    auto const text = schema_of("3.1").at("properties").at("prompt").as_object();
    BOOST_TEST(text.at("minLength") == 1);
    BOOST_TEST(text.at("maxLength") == 800);
    BOOST_TEST(text.at("pattern").as_string().starts_with(R"(^[^\u0000]*[^\u0000-\u0020\u007F-\u00A0\u00AD\u034F)"));
    BOOST_TEST(schema_of("4.0").at("properties").at("prompt").at("maxLength") == 800);
    auto const address = schema_of("dream-actor-m1").at("properties").at("video_url").as_object();
    BOOST_TEST(address.at("format") == "uri");
    BOOST_TEST(address.at("pattern").as_string().starts_with("^[Hh][Tt][Tt][Pp][Ss]?://"));
    BOOST_TEST(schema_of("4.0").at("properties").at("image_urls").at("items").at("pattern") == address.at("pattern"));
}

BOOST_AUTO_TEST_CASE(a_persons_word_for_two_members_is_no_property)
{
    auto const redrawn = schema_of("i2i-3.0").at("properties").as_object();
    BOOST_TEST(redrawn.contains("width"));
    BOOST_TEST(!redrawn.contains("size"));
}

struct wide_seed {
    static constexpr std::string_view req_key = "wide_seed", name = "wide", title = "Wide";
    jimeng::whole_number<0, std::numeric_limits<std::int64_t>::max()> seed{};
    static constexpr auto fields() { return jimeng::listed(jimeng::field<"seed", &wide_seed::seed, "chance">{}); }
};

BOOST_AUTO_TEST_CASE(a_bound_that_a_double_cannot_hold_is_left_out)
{
    auto const text = jimeng::json_schema(jimeng::entry_of<wide_seed>);
    auto const seed = boost::json::parse(text).at("properties").at("seed").as_object();
    BOOST_TEST(seed.at("minimum") == 0);
    BOOST_TEST(!seed.contains("maximum"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
