#include <jimeng/core/image_url.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_image_url)

namespace {

using jimeng::image_url;
using jimeng::image_urls_up_to;
using jimeng::rule;
namespace rules = jimeng::rules;

template <class Text>
concept parses = requires(Text&& text)
{
    image_url::parse(static_cast<Text&&>(text));
};

static_assert(parses<std::string&>);
static_assert(parses<std::string_view>);
static_assert(!parses<std::string const>, "a function may return one");
static_assert(!parses<std::string>, "a view of a temporary would dangle");
static_assert(!std::convertible_to<std::string, image_url>);
static_assert(!std::convertible_to<char const*, image_url>);
static_assert(std::convertible_to<char const (&)[9], image_url>);

static_assert(image_url{"https://example.com/a.png"}.text() == "https://example.com/a.png");
static_assert(image_url{}.text().empty());

constexpr image_urls_up_to<2> two{"https://example.com/1.png", "http://example.com/2.jpg"};
static_assert(two.size() == 2 && !two.empty());
static_assert(image_urls_up_to<2>{}.empty());
static_assert(image_urls_up_to<10>::max_count == 10);

std::vector<std::string> texts_of(auto const& urls)
{
    std::vector<std::string> texts;
    for (auto const& url : urls)
        texts.emplace_back(url.text());
    return texts;
}

BOOST_AUTO_TEST_CASE(http_and_https_addresses_are_kept_as_written)
{
    for (auto const* const text : {"https://example.com/a.png", "http://example.com/a.png?x=1&y=%20",
                                   "HTTPS://EXAMPLE.COM/A.PNG", "https://example.com:8443/a"}) {
        std::string const given = text;
        auto const url = image_url::parse(given);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_REQUIRE(url.has_value());
            BOOST_TEST(url->text() == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_service_cannot_fetch_is_refused_with_its_value)
{
    for (auto const* const text :
         {"", "a.png", "/tmp/a.png", "file:///tmp/a.png", "ftp://example.com/a.png", "https://", "https:/example.com",
          "data:image/png;base64,AAAA", "https:///a", "https://?a"}) {
        std::string const given = text;
        auto const url = image_url::parse(given);
        BOOST_TEST_CONTEXT('[' << text << ']')
        {
            BOOST_REQUIRE(!url.has_value());
            BOOST_TEST(url.why().broken == rules::image_url_is_http);
            BOOST_TEST(url.why().field == "image_urls");
            BOOST_TEST(url.why().value == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_address_that_says_https_is_told_what_else_is_wrong)
{
    for (std::string_view const text :
         {"https://exa mple.com/a", "https://example.com/\xE7\x8C\xAB.png", "https://example.com/a b.png",
          "https://example.com/a\n", "https://example.com/\"a\"", "http://example.com\\a", "https://example.com/<a>"})
        BOOST_TEST(image_url::parse(text).why().broken == rules::image_url_is_encoded, text);
    for (std::string_view const text : {"https://me:word@example.com/a", "https://example.com/a#part",
                                        "https://exa!mple.com/", "https://example.com:0/a"})
        BOOST_TEST(image_url::parse(text).why().broken == rules::image_url_is_plain, text);
}

BOOST_AUTO_TEST_CASE(the_order_of_the_caller_is_kept)
{
    BOOST_TEST((texts_of(two) == std::vector<std::string>{"https://example.com/1.png", "http://example.com/2.jpg"}));
}

BOOST_AUTO_TEST_CASE(one_more_than_the_limit_is_refused_and_changes_nothing)
{
    image_urls_up_to<2> urls;
    BOOST_TEST(!urls.add("https://example.com/1.png"));
    BOOST_TEST(!urls.add("https://example.com/2.png"));
    auto const refused = urls.add("https://example.com/3.png");
    BOOST_TEST(jimeng::describe(refused) ==
               "image_urls 3: more input images than this model accepts (limit 2); give fewer images");
    BOOST_TEST((texts_of(urls) == std::vector<std::string>{"https://example.com/1.png", "https://example.com/2.png"}));
}

BOOST_AUTO_TEST_CASE(a_bad_address_is_not_added)
{
    image_urls_up_to<2> urls;
    BOOST_TEST(urls.add("file:///etc/passwd").broken == rules::image_url_is_http);
    BOOST_TEST(urls.empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
