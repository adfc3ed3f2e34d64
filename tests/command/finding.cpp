#include "finding.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_finding)

namespace {

using command::both_languages;
using command::filled;
using command::finding;
using command::finding_count;
using command::looked_at;
using command::looked_at_count;
using command::words_of;

std::multiset<char> places_in(std::string_view text)
{
    std::multiset<char> places;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}') places.insert(text[i + 1]);
    return places;
}

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// In both languages, with the same details, each in its own letters and on one line.
void check_pair(both_languages const& text, bool must_be_there)
{
    BOOST_TEST(text.english.empty() == text.chinese.empty());
    if (must_be_there) BOOST_TEST(!text.english.empty());
    BOOST_TEST((places_in(text.english) == places_in(text.chinese)));
    BOOST_TEST(is_ascii(text.english));
    bool const details_alone = text.english == "{0}" || text.english.empty();
    BOOST_TEST((details_alone || !is_ascii(text.chinese)));
    BOOST_TEST(text.chinese.find('\n') == std::string_view::npos);
    BOOST_TEST(text.chinese.find_first_of(";(),") == std::string_view::npos, "full-width punctuation in Chinese");
    BOOST_TEST(!text.english.ends_with('.'));
}

BOOST_AUTO_TEST_CASE(no_finding_lacks_its_words_in_a_language)
{
    for (std::size_t i = 0; i != finding_count; ++i) {
        auto const& words = words_of(static_cast<finding>(i));
        BOOST_TEST_CONTEXT("finding " << i << ": " << words.found.english)
        {
            BOOST_TEST((words.what == static_cast<finding>(i)));
            check_pair(words.found, true);
            check_pair(words.remedy, !words.ok); // what is in the way can be mended
        }
    }
}

BOOST_AUTO_TEST_CASE(every_place_has_a_name_a_title_and_a_good_end)
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i != looked_at_count; ++i) {
        auto const where = static_cast<looked_at>(i);
        names.insert(name_of(where));
        BOOST_TEST(!title_of(where).english.empty());
        BOOST_TEST(!title_of(where).chinese.empty());
        bool ok = false;
        for (std::size_t what = 0; what != finding_count; ++what)
            ok = ok || (words_of(static_cast<finding>(what)).where == where && words_of(static_cast<finding>(what)).ok);
        BOOST_TEST(ok);
    }
    BOOST_TEST(names.size() == looked_at_count);
}

BOOST_AUTO_TEST_CASE(details_are_put_in_as_they_are)
{
    BOOST_TEST(filled("{1} of {0}{0}", {"a", "b"}) == "b of aa");
    BOOST_TEST(filled("{0}{1}", {"{1}", "{0}"}) == "{1}{0}");
    BOOST_TEST(filled("{0} {2} {", {"a"}) == "a {2} {");
    BOOST_TEST(filled("", {"a"}).empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
