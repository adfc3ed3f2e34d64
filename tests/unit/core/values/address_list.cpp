#include <jimeng/core/values/address_list.hpp>

#include "../../../support/fields.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_address_list)

namespace {

using films = jimeng::address_list<2, "video">;
using texts = std::vector<std::string>;
namespace rules = jimeng::rules;

constexpr films both{"https://a.example/0", "https://a.example/1"};
static_assert(both.size() == 2 && *both.begin() == "https://a.example/0" && both.end()[-1] == "https://a.example/1");
static_assert(films{}.empty() && films::max_count == 2);

BOOST_AUTO_TEST_CASE(one_too_many_and_what_is_no_address_are_not_added)
{
    films some;
    BOOST_TEST((some.add("v.mp4").broken == rules::url_is_http<"video">));
    BOOST_TEST(some.empty());
    BOOST_TEST(!some.add("https://a.example/0"));
    BOOST_TEST(!some.add("https://a.example/1"));
    BOOST_TEST(jimeng::describe(some.add("https://a.example/2")) ==
               "videos 3: more video urls than 2, which this model accepts (limit 2); give fewer");
    BOOST_TEST(some.size() == 2U);
}

BOOST_AUTO_TEST_CASE(it_is_read_and_written_as_a_list)
{
    given_fields sent{false,
                      {{"few", texts{"https://a.example/0"}},
                       {"none", texts{}},
                       {"many", texts{"https://a.example/0", "https://a.example/1", "https://a.example/2"}},
                       {"odd", texts{"https://a.example/0", "a b"}},
                       {"word", "https://a.example/0"}}};
    BOOST_TEST(films::read("few", sent)->size() == 1U);
    BOOST_TEST(films::read("none", sent)->empty());
    BOOST_TEST(films::read("absent", sent)->empty());
    auto const many = films::read("many", sent).why();
    BOOST_TEST((many.broken == rules::addresses_within<"video", 2>));
    BOOST_TEST(many.field == "many");
    BOOST_TEST(many.value == "3");
    auto const odd = films::read("odd", sent).why();
    BOOST_TEST((odd.broken == rules::url_is_http<"video">));
    BOOST_TEST(odd.field == "odd");
    BOOST_TEST(odd.value == "a b");
    BOOST_TEST((films::read("word", sent).why().broken == rules::type_is_right));
    BOOST_TEST(written(both) == "name=[https://a.example/0,https://a.example/1]");
}

BOOST_AUTO_TEST_CASE(its_facts_tell_how_many_and_what_a_person_calls_them)
{
    auto const facts = facts_of<films>();
    BOOST_TEST((facts.holds == jimeng::value_facts::type::texts));
    BOOST_TEST(facts.typed_as == "videos");
    BOOST_TEST(facts.most_items == 2U);
    BOOST_TEST(facts.format == "uri");
    BOOST_TEST(!facts.required);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
