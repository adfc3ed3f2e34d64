#include <jimeng/core/values/url_value.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_url_value)

namespace {

using optional_address = jimeng::url_value<"callback">;
using needed_address = jimeng::url_value<"video", true, "film">;
namespace rules = jimeng::rules;

static_assert(optional_address{}.empty() && optional_address{}.text().empty());
static_assert(!std::is_default_constructible_v<needed_address>);
static_assert(needed_address{"HTTPS://a.example:8443/v.mp4?x=%20"}.text() == "HTTPS://a.example:8443/v.mp4?x=%20");

template <class Value>
jimeng::rule judged(Value const& value)
{
    return value.judge(jimeng::at_run_time{});
}

BOOST_AUTO_TEST_CASE(each_way_to_be_no_address_has_its_sentence)
{
    for (char const* bad : {"", "v.mp4", "ftp://a.example/v", "https://", "http:///v", "https://?q", "//a.example/v"})
        BOOST_TEST((needed_address::parse(bad).why().broken == rules::url_is_http<"video">), bad);
    for (char const* bad :
         {"https://a.example/a b", "https://a.example/\xC3\xA4", "https://a.example/\"", "http://a\t/"})
        BOOST_TEST((needed_address::parse(bad).why().broken == rules::url_is_encoded<"video">), bad);
    for (char const* bad : {"https://me@a.example/", "https://a.example/#end", "https://a.example:0/", "https://a*b/"})
        BOOST_TEST((needed_address::parse(bad).why().broken == rules::url_is_plain<"video">), bad);
    BOOST_TEST(jimeng::describe(needed_address::parse("v.mp4").why()) ==
               "video_url v.mp4: video url is not http or https; give a public http or https address");
}

BOOST_AUTO_TEST_CASE(what_was_not_checked_is_judged_later)
{
    BOOST_TEST((judged(optional_address{}) == rules::none));
    BOOST_TEST((judged(optional_address::unchecked("v.mp4")) == rules::url_is_http<"callback">));
    BOOST_TEST((judged(needed_address::unchecked("")) == rules::value_is_present));
    BOOST_TEST((judged(needed_address::unchecked("http://a.example/v")) == rules::none));
}

BOOST_AUTO_TEST_CASE(it_is_read_and_written_as_text_under_the_fields_name)
{
    given_fields sent{false, {{"film_url", "http://a.example/v"}, {"bad", "v.mp4"}, {"n", std::int64_t{1}}}};
    BOOST_TEST(needed_address::read("film_url", sent)->text() == "http://a.example/v");
    auto const missing = needed_address::read("absent", sent).why();
    BOOST_TEST((missing.broken == rules::value_is_present));
    BOOST_TEST(missing.field == "absent");
    BOOST_TEST(optional_address::read("absent", sent)->empty());
    auto const bad = optional_address::read("bad", sent).why();
    BOOST_TEST(bad.field == "bad");
    BOOST_TEST(bad.value == "v.mp4");
    BOOST_TEST((optional_address::read("n", sent).why().broken == rules::type_is_right));
    BOOST_TEST(written(needed_address{"http://a.example/v"}) == "name=\"http://a.example/v\"");
}

BOOST_AUTO_TEST_CASE(its_facts_tell_what_a_person_calls_it)
{
    auto const needed = facts_of<needed_address>();
    BOOST_TEST(needed.required);
    BOOST_TEST(needed.typed_as == "film");
    BOOST_TEST(needed.format == "uri");
    auto const optional = facts_of<optional_address>();
    BOOST_TEST(!optional.required);
    BOOST_TEST(optional.typed_as.empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
