#include <jimeng/core/model_entry.hpp>

#include "../../support/fields.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/models.hpp>

#include <boost/hana/tuple.hpp>

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
static_assert(entry_of<jimeng::ti2v_v30_pro>.result == jimeng::result_kind::video);
static_assert(entry_of<jimeng::seedream_v46>.most_results == 15);

BOOST_AUTO_TEST_SUITE(test_model_entry)

BOOST_AUTO_TEST_CASE(a_request_is_read_checked_outlined_and_written)
{
    given_fields typed{true, {{"prompt", "a cat"}, {"fine", true}}};
    noted_fields sink;
    jimeng::request_outline outline;
    BOOST_TEST(!entry_of<plain_model>.read(typed, sink, outline));
    BOOST_TEST(sink.seen == "fine=true prompt=\"a cat\" end");
    BOOST_TEST(outline.text == "a cat", "the first text, where the model does not tell");
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
