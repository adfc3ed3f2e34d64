#include <jimeng/core/result_options.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <cmath>
#include <concepts>
#include <limits>
#include <string>

BOOST_AUTO_TEST_SUITE(test_result_options)

namespace {

using jimeng::opacity;
using jimeng::rule;
namespace rules = jimeng::rules;

static_assert(opacity{}.empty());
static_assert(!opacity{0.0}.empty(), "invisible is not unset");
static_assert(opacity{0}.value() == 0.0 && opacity{1}.value() == 1.0);
static_assert(opacity{0.3}.value() == 0.3);
static_assert(std::convertible_to<double, opacity>);
static_assert(!std::convertible_to<opacity, double>);

static_assert(static_cast<int>(jimeng::watermark_position::bottom_right) == 0);
static_assert(static_cast<int>(jimeng::watermark_position::bottom_left) == 1);
static_assert(static_cast<int>(jimeng::watermark_position::top_left) == 2);
static_assert(static_cast<int>(jimeng::watermark_position::top_right) == 3);
static_assert(static_cast<int>(jimeng::watermark_language::chinese) == 0);
static_assert(static_cast<int>(jimeng::watermark_language::english) == 1);

BOOST_AUTO_TEST_CASE(opacity_lies_within_0_and_1)
{
    BOOST_TEST(opacity::parse(0.0).has_value());
    BOOST_TEST(opacity::parse(1.0).has_value());
    for (double const value :
         {-0.01, 1.01, std::nextafter(1.0, 2.0), -std::numeric_limits<double>::infinity(), std::nan("")})
        BOOST_TEST(opacity::parse(value).why().broken == rules::opacity_within_0_to_1);
    BOOST_TEST(jimeng::describe(opacity::parse(1.5).why()) ==
               "opacity 1.5: opacity lies outside 0 to 1 (limit 0 to 1); 0 is invisible, 1 is opaque");
}

BOOST_AUTO_TEST_CASE(opacity_is_read_from_text)
{
    auto const read = opacity::from_text("0.3");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->value() == 0.3);
    BOOST_TEST(opacity::from_text("2").why().broken == rules::opacity_within_0_to_1);
    for (auto const* const text : {"", "half", "0,3", "30%", " 0.3"})
        BOOST_TEST(opacity::from_text(text).why().broken == rules::number_is_readable);
}

BOOST_AUTO_TEST_CASE(links_without_marks_are_the_default)
{
    jimeng::result_options const options;
    BOOST_TEST(options.return_url);
    BOOST_TEST(!options.watermark.has_value());
    BOOST_TEST(!options.aigc_meta.has_value());
    BOOST_TEST(!check(options));
}

BOOST_AUTO_TEST_CASE(the_label_needs_its_producer_and_nothing_else)
{
    jimeng::result_options options;
    options.aigc_meta = jimeng::aigc_meta{.content_producer = "studio"};
    BOOST_TEST(jimeng::describe(check(options)) ==
               "aigc_meta: producer id is missing; the label needs it: set aigc_meta::producer_id");
    options.aigc_meta = jimeng::aigc_meta{.producer_id = "42"};
    BOOST_TEST(!check(options));
}

BOOST_AUTO_TEST_CASE(a_watermark_needs_nothing)
{
    jimeng::result_options options;
    options.watermark.emplace();
    BOOST_TEST(!check(options));
    BOOST_TEST(options.watermark->opacity.empty());
    BOOST_TEST(options.watermark->position == jimeng::watermark_position::bottom_right);
    BOOST_TEST(options.watermark->language == jimeng::watermark_language::chinese);
}

using jimeng::result_kind;

jimeng::result_options labelled(jimeng::aigc_meta const& label)
{
    jimeng::result_options options;
    options.aigc_meta = label;
    return options;
}

BOOST_AUTO_TEST_CASE(a_videos_label_needs_its_propagator_too_and_is_short)
{
    auto const of = [](jimeng::aigc_meta const& label) { return check(labelled(label), result_kind::video); };
    BOOST_TEST((of({.content_propagator = "c"}).broken == rules::producer_id_present));
    BOOST_TEST((of({.producer_id = "p"}).broken == rules::content_propagator_present));
    BOOST_TEST(!of({.producer_id = "p", .content_propagator = "c"}));
    std::string const most(256, 'x'), more(257, 'x');
    BOOST_TEST(!of({.content_producer = most, .producer_id = most, .content_propagator = most, .propagate_id = most}));
    BOOST_TEST((of({.content_producer = more, .producer_id = "p", .content_propagator = "c"}).broken ==
                rules::label_within_256));
    BOOST_TEST((of({.producer_id = more, .content_propagator = "c"}).broken == rules::label_within_256));
    BOOST_TEST((of({.producer_id = "p", .content_propagator = more}).broken == rules::label_within_256));
    BOOST_TEST(
        (of({.producer_id = "p", .content_propagator = "c", .propagate_id = more}).broken == rules::label_within_256));
    BOOST_TEST((of({.producer_id = "p", .content_propagator = "\xFF"}).broken == rules::text_is_utf8));
    BOOST_TEST(!check(labelled({.producer_id = more})), "the pages of pictures give no length");
}

BOOST_AUTO_TEST_CASE(options_of_pictures_are_refused_for_other_kinds)
{
    jimeng::result_options inside;
    inside.return_url = false;
    jimeng::result_options marked;
    marked.watermark.emplace();
    BOOST_TEST(!check(inside));
    BOOST_TEST(!check(marked));
    for (auto const kind : {result_kind::video, result_kind::data}) {
        BOOST_TEST(!check(jimeng::result_options{}, kind));
        BOOST_TEST(jimeng::describe(check(inside, kind)) ==
                   "return_url: a watermark and return_url are for pictures only; leave them out for this model");
        BOOST_TEST(check(marked, kind).field == "watermark");
    }
    BOOST_TEST(jimeng::describe(check(labelled({.producer_id = "p"}), result_kind::data)) ==
               "aigc_meta: aigc_meta is for pictures and videos only; leave it out for this model");
}

BOOST_AUTO_TEST_CASE(options_of_one_kind_as_those_of_another_keep_what_was_asked_for)
{
    using jimeng::detail::results_as;
    jimeng::result_options all = labelled({.producer_id = "p", .content_propagator = "c"});
    all.return_url = false;
    all.watermark.emplace();
    auto const of_video = results_as<jimeng::video_result_options>(all);
    BOOST_TEST(of_video.return_url.asked());
    BOOST_TEST(of_video.watermark.asked());
    BOOST_TEST((of_video.aigc_meta->content_propagator == "c"));
    auto const of_data = results_as<jimeng::data_result_options>(of_video);
    BOOST_TEST(of_data.aigc_meta.asked());
    auto const back = results_as<jimeng::result_options>(of_data);
    BOOST_TEST(!back.return_url);
    BOOST_TEST(back.watermark.has_value());
    BOOST_TEST(back.aigc_meta.has_value());
    auto const silent = results_as<jimeng::data_result_options>(jimeng::result_options{});
    BOOST_TEST(!silent.return_url.asked());
    BOOST_TEST(!silent.watermark.asked());
    BOOST_TEST(!silent.aigc_meta.asked());
    BOOST_TEST(!check(results_as<jimeng::result_options>(jimeng::video_result_options{}), result_kind::video));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
