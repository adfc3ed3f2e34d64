#include <jimeng/core/model_entry.hpp>

#include "../../support/fields.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/models.hpp>
#include <jimeng/core/values/choice.hpp>

#include <boost/hana/tuple.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_model_entry)

namespace {

using jimeng::entry_of;
namespace rules = jimeng::rules;

/// It says nothing of itself but its fields.
struct plain_model {
    static constexpr std::string_view req_key = "plain", name = "plain", title = "Plain";
    jimeng::flag fine{};
    jimeng::prompt prompt;
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"fine", &plain_model::fine, "finer">{},
                                       jimeng::field<"prompt", &plain_model::prompt, "what it shows">{});
    }
};

static_assert(entry_of<plain_model>.result == jimeng::result_kind::pictures && entry_of<plain_model>.most_results == 1);
static_assert(entry_of<plain_model>.action_stem.empty());
static_assert(entry_of<jimeng::text_to_image_v40>.action_stem == "JimengT2IV40");
static_assert(entry_of<plain_model>.sample_response.empty());
static_assert(entry_of<jimeng::pippit_shortplay_script_analysis>.sample_response.starts_with("{\"assets_id\":"));
static_assert(entry_of<jimeng::ti2v_v30_pro>.result == jimeng::result_kind::video);
static_assert(entry_of<jimeng::seedream_v46>.most_results == 15);

BOOST_AUTO_TEST_CASE(a_request_is_read_checked_outlined_and_written)
{
    given_fields typed{true, {{"prompt", "a cat"}, {"fine", true}}};
    noted_fields sink;
    jimeng::request_outline outline;
    BOOST_TEST(!entry_of<plain_model>.read(typed, sink, outline));
    BOOST_TEST(sink.seen == "fine=true prompt=\"a cat\" end");
    BOOST_TEST(outline.text.view() == "a cat");
    BOOST_TEST(outline.most_results == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_is_written_where_a_rule_is_broken)
{
    given_fields none{true};
    noted_fields sink;
    jimeng::request_outline outline;
    BOOST_TEST((entry_of<plain_model>.read(none, sink, outline).broken == rules::value_is_present));
    BOOST_TEST((entry_of<jimeng::ti2v_v30_pro>.read(none, sink, outline).field == "prompt"));
    BOOST_TEST(sink.seen.empty());
}

BOOST_AUTO_TEST_CASE(a_model_outlines_itself)
{
    given_fields sent{false, {{"prompt", "a cat"}, {"frames", std::int64_t{241}}, {"aspect_ratio", "9:16"}}};
    noted_fields sink;
    jimeng::request_outline outline;
    BOOST_TEST(!entry_of<jimeng::ti2v_v30_pro>.read(sent, sink, outline));
    BOOST_TEST(outline.frames == 241);
    BOOST_TEST((outline.sides == jimeng::image_size{1088, 1920}));
    given_fields still{false,
                       {{"prompt", "a set of 3"}, {"image_urls", std::vector<std::string>{"https://a.example/0"}}}};
    BOOST_TEST(!entry_of<jimeng::text_to_image_v40>.read(still, sink, outline));
    BOOST_TEST(outline.inputs == 1U);
    BOOST_TEST(outline.most_results == 14U);
    BOOST_TEST(outline.area == 2048 * 2048);
}

/// A text that the member owns, as the natural way to write one is.
struct owned_text {
    std::string words;
    bool empty() const { return words.empty(); }
    void write(std::string_view name, jimeng::field_sink& to) const { to.text(name, words); }
    static jimeng::parsed<owned_text> read(std::string_view name, jimeng::field_source& from)
    {
        std::string_view given;
        return from.text(name, given) == jimeng::found::present ? owned_text{std::string{given}} : owned_text{};
    }
    static void describe(jimeng::value_facts facts, jimeng::facts_sink& to)
    {
        facts.is_subject = true;
        to.value(facts);
    }
};

/// A choice stands before what is wanted, and both texts are its own.
struct owning_model {
    static constexpr std::string_view req_key = "owning", name = "owning", title = "Owning";
    jimeng::choice<"oil", "ink"> style{};
    owned_text scene{};
    bool on = true;
    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"style", &owning_model::style, "how">{},
                              jimeng::field<"scene", &owning_model::scene, "what it shows">{},
                              jimeng::field<"on", &owning_model::on, "on unless said otherwise">{});
    }
};

BOOST_AUTO_TEST_CASE(the_outline_outlives_the_request_and_tells_what_is_wanted)
{
    std::string const long_text(200, 'x');
    given_fields typed{true, {{"style", "ink"}, {"scene", long_text}}};
    noted_fields sink;
    jimeng::request_outline outline;
    BOOST_TEST(!entry_of<owning_model>.read(typed, sink, outline));
    BOOST_TEST(outline.text.view() == long_text);
}

BOOST_AUTO_TEST_CASE(a_truth_value_that_nobody_named_keeps_the_models_default)
{
    for (bool const typed : {true, false}) {
        noted_fields sink;
        jimeng::request_outline outline;
        given_fields silent{typed, {{"scene", "a"}}};
        BOOST_TEST(!entry_of<owning_model>.read(silent, sink, outline));
        BOOST_TEST(sink.seen == "scene=\"a\" on=true end");
    }
    noted_fields sink;
    jimeng::request_outline outline;
    given_fields off{false, {{"scene", "a"}, {"on", false}}};
    BOOST_TEST(!entry_of<owning_model>.read(off, sink, outline));
    BOOST_TEST(sink.seen == "scene=\"a\" on=false end");
}

BOOST_AUTO_TEST_CASE(its_members_are_described_in_their_order)
{
    noted_facts facts;
    entry_of<plain_model>.describe(facts);
    BOOST_TEST(facts.all.size() == 2U);
    BOOST_TEST(facts.all.at(0).name == "fine");
    BOOST_TEST(facts.all.at(0).summary == "finer");
    BOOST_TEST(facts.all.at(1).required);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
