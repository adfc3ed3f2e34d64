// Every field of every model at its ends and beyond them, by what the models tell of themselves.
#include "../../support/fields.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/registry.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_every_field)

namespace {

using jimeng::found;
using jimeng::image_size;
using jimeng::model_entry;
using jimeng::value_facts;
namespace rules = jimeng::rules;

using texts = std::vector<std::string>;
using pictures = std::vector<jimeng::inline_image>;
using value = std::variant<std::string, std::int64_t, double, bool, texts, pictures>;
using members = std::map<std::string, value, std::less<>>;

/// A program's request: each value has the type that it was given.
class program final : public jimeng::field_source {
public:
    explicit program(members const& given) : given_{given} {}

    [[nodiscard]] bool typed() const override { return false; }
    [[nodiscard]] found text(std::string_view name, std::string_view& into) override
    {
        return get<std::string>(name, into);
    }
    [[nodiscard]] found whole(std::string_view name, std::int64_t& into) override
    {
        return get<std::int64_t>(name, into);
    }
    [[nodiscard]] found truth(std::string_view name, bool& into) override { return get<bool>(name, into); }
    [[nodiscard]] found images(std::string_view name, pictures& into) override { return get<pictures>(name, into); }
    [[nodiscard]] found real(std::string_view name, double& into) override
    {
        std::int64_t number = 0;
        if (get<std::int64_t>(name, number) != found::present) return get<double>(name, into);
        into = static_cast<double>(number);
        return found::present;
    }
    [[nodiscard]] found texts(std::string_view name, std::vector<std::string_view>& into) override
    {
        auto const at = given_.find(name);
        if (at == given_.end()) return found::absent;
        auto const* const list = std::get_if<test_every_field::texts>(&at->second);
        if (list == nullptr) return found::other_type;
        into.assign(list->begin(), list->end());
        return found::present;
    }

private:
    template <class Held, class Into>
    found get(std::string_view name, Into& into)
    {
        auto const at = given_.find(name);
        if (at == given_.end()) return found::absent;
        auto const* const held = std::get_if<Held>(&at->second);
        if (held == nullptr) return found::other_type;
        into = *held;
        return found::present;
    }

    members const& given_;
};

jimeng::violation judged(model_entry const& model, members const& given)
{
    program source{given};
    noted_fields ignored;
    jimeng::request_outline outline;
    return model.read(source, ignored, outline);
}

members with(members given, std::string_view name, value one)
{
    given.insert_or_assign(std::string{name}, std::move(one));
    return given;
}
members without(members given, std::string_view name)
{
    given.erase(std::string{name});
    return given;
}

jimeng::inline_image picture(std::uint32_t width, std::uint32_t height, std::uint64_t bytes = 1000)
{
    return {"iVBO", bytes, {jimeng::picture_format::png, width, height}};
}

texts addresses(std::size_t count)
{
    return texts(count, "https://a.example/0");
}

std::string repeated(std::string_view word, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i != times; ++i)
        all += word;
    return all;
}

/// A value in the middle of what a field takes.
value good(value_facts const& facts)
{
    switch (facts.holds) {
    case value_facts::type::texts:
        if (facts.format == "byte") return pictures(std::max<std::size_t>(facts.fewest_items, 1), picture(640, 480));
        return addresses(std::max<std::size_t>(facts.fewest_items, 1));
    case value_facts::type::truth: return true;
    case value_facts::type::real: return facts.name == "min_ratio" ? 0.5 : 1.0;
    case value_facts::type::whole:
        if (!facts.choices.empty()) return *jimeng::detail::read_number<std::int64_t>(facts.choices.front());
        if (facts.name == "width" || facts.name == "height") return std::int64_t{1500};
        return static_cast<std::int64_t>(*facts.least);
    case value_facts::type::text: break;
    }
    if (!facts.choices.empty()) return std::string{facts.choices.front()};
    return facts.format == "uri" ? std::string{"https://a.example/0"} : std::string{"p"};
}

/// Where a field alone says nothing, or is bound to another.
members companions(model_entry const&, std::string_view name)
{
    if (name == "width") return {{"height", std::int64_t{1500}}};
    if (name == "height") return {{"width", std::int64_t{1500}}};
    if (name == "min_ratio") return {{"max_ratio", 16.0}};
    if (name == "max_ratio") return {{"min_ratio", 0.0625}};
    return {};
}

/// What a request cannot do without.
members smallest(model_entry const& model, std::vector<value_facts> const& all)
{
    members given;
    for (auto const& one : all)
        if (one.required && one.format != "byte") given.emplace(one.name, good(one));
    auto const has_prompt = [](auto const& one) { return one.name == "prompt"; };
    if (std::any_of(all.begin(), all.end(), has_prompt)) given.emplace("prompt", "p"); // or an image: see the rules
    BOOST_TEST(!judged(model, given), jimeng::describe(judged(model, given)));
    return given;
}

struct walked {
    model_entry const& model;
    value_facts facts;
    members base;

    [[nodiscard]] members given(value one) const
    {
        auto all = base;
        if (facts.format == "byte") all.erase("image_urls");
        for (auto const& other : companions(model, facts.name))
            all.insert_or_assign(other.first, other.second);
        return with(std::move(all), facts.name, std::move(one));
    }
    void takes(value one) const
    {
        auto const why = judged(model, given(std::move(one)));
        BOOST_TEST(!why, jimeng::describe(why));
    }
    void refuses(value one, std::string_view sentence) const
    {
        auto const why = judged(model, given(std::move(one)));
        BOOST_TEST(why.broken.sentence() == sentence);
        BOOST_TEST(names_field(why), why.field);
    }

private:
    /// Sides are judged together.
    [[nodiscard]] bool names_field(jimeng::violation const& why) const
    {
        bool const side = facts.name == "width" || facts.name == "height";
        return why.field == facts.name || (side && (why.field == "width, height" || why.field == "size"));
    }
};

template <class Visitor>
void for_each_described(Visitor&& visit)
{
    for (auto const* const model : jimeng::library_models()) {
        noted_facts told;
        model->describe(told);
        auto const base = smallest(*model, told.all);
        for (auto const& facts : told.all)
            if (!facts.typed_only)
                BOOST_TEST_CONTEXT(model->name << ' ' << facts.name) visit(walked{*model, facts, base});
    }
}

std::string decimal(double number)
{
    return std::to_string(static_cast<std::int64_t>(number));
}

/// What is said of a number beyond its ends.
std::string out_of_range(walked const& at, bool above)
{
    auto const& facts = at.facts;
    if (facts.name == "scale" && at.model.name == "4.0") return "scale lies outside 0 to 1";
    if (facts.name == "scale" && at.model.name == "4.6") return "scale lies outside 1 to 100";
    if (facts.name == "min_ratio" || facts.name == "max_ratio") return "aspect ratio lies outside 1/16 to 16";
    bool const side = facts.name == "width" || facts.name == "height";
    if (side && !facts.most) return "width and height are not positive";
    if (facts.name == "size" && facts.least == 1024.0 * 1024.0)
        return above ? "width*height is above the largest area this model accepts"
                     : "width*height is below the smallest area this model accepts";
    return (side ? "width or height lies outside " : "value lies outside ") + decimal(*facts.least) + " to " +
           decimal(*facts.most);
}

/// Sides that have an area and a ratio to keep besides, so that neither end can be reached by one of them.
bool has_an_area(walked const& at)
{
    return (at.facts.name == "width" || at.facts.name == "height") && at.facts.least == 1.0;
}

BOOST_AUTO_TEST_CASE(numbers_reach_from_end_to_end_and_no_farther)
{
    std::size_t seen = 0;
    for_each_described([&](walked const& at) {
        auto const& facts = at.facts;
        bool const whole = facts.holds == value_facts::type::whole;
        if ((!whole && facts.holds != value_facts::type::real) || !facts.choices.empty()) return;
        auto const number = [&](double wanted) {
            return whole ? value{static_cast<std::int64_t>(wanted)} : value{wanted};
        };
        double const step = whole ? 1.0 : 0.01;
        if (facts.least && !has_an_area(at)) at.takes(number(*facts.least));
        if (facts.most && !has_an_area(at)) at.takes(number(*facts.most));
        if (facts.least) at.refuses(number(*facts.least - step), out_of_range(at, false));
        if (facts.most && !has_an_area(at)) at.refuses(number(*facts.most + step), out_of_range(at, true));
        BOOST_TEST((facts.least.has_value() || facts.name == "lora_weight"));
        ++seen;
    });
    BOOST_TEST(seen > 40U);
}

BOOST_AUTO_TEST_CASE(words_and_numbers_are_the_listed_ones)
{
    std::size_t seen = 0;
    for_each_described([&](walked const& at) {
        auto const& facts = at.facts;
        bool const whole = facts.holds == value_facts::type::whole;
        for (auto const choice : facts.choices) {
            if (whole) at.takes(*jimeng::detail::read_number<std::int64_t>(choice));
            if (!whole) at.takes(std::string{choice});
            ++seen;
        }
        if (facts.choices.empty()) return;
        for (std::int64_t const number : {-1, 0, 120, 122, 240, 242})
            if (whole) at.refuses(number, "value is not one of the numbers that this model knows");
        for (auto const& word : {std::string{}, std::string{"unknown"}, std::string{facts.choices.front()} + " "})
            if (!whole) at.refuses(word, "value is not one of the choices");
    });
    BOOST_TEST(seen > 60U);
}

BOOST_AUTO_TEST_CASE(texts_are_counted_in_code_points_and_seen)
{
    std::size_t seen = 0;
    for_each_described([&](walked const& at) {
        auto const& facts = at.facts;
        if (facts.holds != value_facts::type::text || !facts.choices.empty() || facts.format == "uri") return;
        auto const longest = facts.longest;
        bool const of_picture_set = longest != 0 && longest == facts.longest_advised;
        std::string const what = of_picture_set ? "prompt" : "text";
        at.takes("p");
        if (longest != 0) at.takes(repeated("猫", longest));
        if (longest != 0)
            at.refuses(repeated("猫", longest + 1),
                       what + " is longer than " + std::to_string(longest) + " code points");
        if (longest == 0) at.takes(repeated("猫", 100'000));
        at.refuses("", what + " is empty");
        at.refuses(" \t\xE3\x80\x80", what + " holds blanks and unseen characters only");
        at.refuses(std::string{"a\0b", 3}, what + " contains a nul character or lacks its end");
        at.refuses("\xFF", what + " is not valid utf8");
        ++seen;
    });
    BOOST_TEST(seen > 30U);
}

BOOST_AUTO_TEST_CASE(addresses_are_addresses)
{
    std::size_t seen = 0;
    for_each_described([&](walked const& at) {
        if (at.facts.format != "uri") return;
        bool const list = at.facts.holds == value_facts::type::texts;
        // As the messages call it: by the list's, or by the member's name.
        std::map<std::string_view, std::string> const called{
            {"image_urls", "image"}, {"img_url_list", "image"}, {"video_url_list", "video"}, {"image_url", "image"},
            {"video_url", "video"},  {"file_url", "file"},      {"callback_url", "callback"}};
        auto const one = [&](std::string_view text) {
            auto all = addresses(std::max<std::size_t>(at.facts.fewest_items, 1));
            all.back() = text;
            return list ? value{all} : value{std::string{text}};
        };
        auto const what = called.at(at.facts.name) + " url ";
        for (char const* text : {"http://a.example", "HTTPS://a.example:8443/a?b=%20", "http://[::1]/"})
            at.takes(one(text));
        for (char const* text : {"", "cat.png", "ftp://a.example/", "https://"})
            at.refuses(one(text), what + "is not http or https");
        at.refuses(one("https://a.example/a b"), what + "holds a character that must be percent encoded");
        at.refuses(one("https://me@a.example/"), what + "has a user name, a fragment or a host that cannot be");
        ++seen;
    });
    BOOST_TEST(seen > 20U);
}

BOOST_AUTO_TEST_CASE(lists_have_as_many_members_as_they_say)
{
    std::size_t seen = 0;
    for_each_described([&](walked const& at) {
        auto const& facts = at.facts;
        if (facts.holds != value_facts::type::texts) return;
        bool const inside = facts.format == "byte", inputs = inside || facts.name == "image_urls";
        auto const of = [&](std::size_t count) {
            return inside ? value{pictures(count, picture(640, 480))} : value{addresses(count)};
        };
        auto const limit = std::to_string(facts.most_items);
        std::string const what = facts.name == "video_url_list" ? "video" : "image";
        auto const fewer = [&] {
            auto const why = judged(at.model, at.given(of(facts.fewest_items - 1)));
            auto const words =
                "fewer input images than this model needs, which is " + std::to_string(facts.fewest_items);
            BOOST_TEST(why.broken.sentence() == (facts.fewest_items == 1 ? "value is missing" : words));
            BOOST_TEST(why.field == "image_urls"); // both carriers are one member, which is called so
        };
        BOOST_REQUIRE(facts.most_items != 0U);
        at.takes(of(facts.most_items));
        at.takes(of(facts.fewest_items));
        if (facts.fewest_items != 0) fewer();
        auto const why = judged(at.model, at.given(of(facts.most_items + 1)));
        BOOST_TEST(why.broken.sentence() ==
                   (inputs ? "more input images than this model accepts"
                           : "more " + what + " urls than " + limit + ", which this model accepts"));
        BOOST_TEST(why.field == facts.name);
        BOOST_TEST(why.limit == limit);
        ++seen;
    });
    BOOST_TEST(seen > 20U);
}

BOOST_AUTO_TEST_CASE(what_is_required_is_missed_and_nothing_else)
{
    for_each_described([](walked const& at) {
        if (at.facts.format == "byte") return;
        auto const why = judged(at.model, without(at.base, at.facts.name));
        if (at.facts.required) {
            BOOST_TEST(why.broken.sentence() == "value is missing");
            BOOST_TEST(why.field == at.facts.name);
        } else if (at.facts.name != "prompt") { // that one may be what a rule between fields wants
            BOOST_TEST(!why, jimeng::describe(why));
        }
    });
}

BOOST_AUTO_TEST_CASE(a_value_of_another_type_is_refused)
{
    for_each_described([](walked const& at) {
        bool const real = at.facts.holds == value_facts::type::real;
        bool const inside = at.facts.format == "byte";
        std::vector<value> const all{
            std::string{"p"}, std::int64_t{1}, 0.5, true, addresses(1), pictures(1, picture(640, 480))};
        auto const own = good(at.facts);
        for (auto const& one : all)
            if (one.index() != own.index() && !(real && std::holds_alternative<std::int64_t>(one)))
                at.refuses(one, "value is of another type");
        BOOST_TEST(inside == std::holds_alternative<pictures>(own));
        at.takes(own);
    });
}

template <class Member>
concept has_input_limits = std::same_as<decltype(Member::limits), jimeng::input_limits const>;

template <class Model>
constexpr std::optional<jimeng::input_limits> limits_of_inputs()
{
    std::optional<jimeng::input_limits> limits;
    jimeng::detail::for_each_listed(jimeng::detail::as_list(Model::fields()), [&](auto described) {
        using member = std::remove_cvref_t<decltype(described.of(std::declval<Model&>()))>;
        if constexpr (has_input_limits<member>) limits = member::limits;
    });
    return limits;
}

BOOST_AUTO_TEST_CASE(pictures_inside_a_request_keep_to_bytes_sides_and_ratio)
{
    std::size_t seen = 0;
    jimeng::for_each_model([&]<class Model>() {
        auto const limits = limits_of_inputs<Model>();
        if (!limits) return;
        ++seen;
        auto const& model = jimeng::entry_of<Model>;
        noted_facts told;
        model.describe(told);
        auto const base = without(smallest(model, told.all), "image_urls");
        auto const judge = [&](jimeng::inline_image const& one) {
            return judged(model,
                          with(base, "binary_data_base64", pictures(std::max<std::size_t>(limits->min, 1), one)));
        };
        auto const takes = [&](jimeng::inline_image const& one) {
            BOOST_TEST(!judge(one), jimeng::describe(judge(one)));
        };
        auto const refuses = [&](jimeng::inline_image const& one, jimeng::rule const& broken) {
            BOOST_TEST(judge(one).broken == broken);
            BOOST_TEST(judge(one).field == "binary_data_base64");
        };
        BOOST_TEST_CONTEXT(model.name)
        {
            auto const side = limits->longest_side != 0 ? limits->longest_side : 4096;
            auto const shorter = limits->shorter_at_most != 0 ? limits->shorter_at_most : side;
            takes(picture(side, shorter, limits->bytes));
            if (shorter != side) refuses(picture(side, shorter + 1), rules::image_sides_within_limit);
            if (shorter != side) refuses(picture(shorter + 1, side), rules::image_sides_within_limit);
            refuses(picture(640, 480, limits->bytes + 1), rules::image_bytes_within_limit);
            if (limits->longest_side != 0) refuses(picture(side + 1, side), rules::image_sides_within_limit);
            if (limits->longest_side != 0) refuses(picture(side, side + 1), rules::image_sides_within_limit);
            auto const least = limits->shortest_side;
            if (least != 0) takes(picture(least, least));
            if (least != 0) refuses(picture(least - 1, least), rules::image_sides_long_enough);
            if (least != 0) refuses(picture(least, least - 1), rules::image_sides_long_enough);
            if (limits->ratio != 0) takes(picture(400 * limits->ratio, 400));
            if (limits->ratio != 0) refuses(picture(400 * limits->ratio + 1, 400), rules::image_ratio_within_limit);
            if (limits->ratio != 0) refuses(picture(400, 400 * limits->ratio + 1), rules::image_ratio_within_limit);
            refuses({"AAAA", 3, {}}, rules::image_file_is_png_or_jpeg);
            refuses({"AAAA", 3, {jimeng::picture_format::webp, 640, 480}}, rules::image_file_is_png_or_jpeg);
            refuses(picture(0, 0), rules::image_size_is_readable);
        }
    });
    BOOST_TEST(seen >= 14U);
}

BOOST_AUTO_TEST_CASE(sides_keep_an_area_and_a_ratio)
{
    struct {
        char const* model;
        image_size sides;
        char const* sentence; ///< Null where they are taken.
    } const rows[] = {
        {"3.0", {512, 512}, nullptr},
        {"3.0", {2048, 2048}, nullptr},
        {"3.0", {1182, 3546}, nullptr},
        {"3.0", {511, 512}, "width*height lies outside 262144 to 4194304"},
        {"3.0", {2048, 2049}, "width*height lies outside 262144 to 4194304"},
        {"3.0", {1182, 3547}, "width/height lies outside 1/3 to 3"},
        {"3.1", {512, 512}, nullptr},
        {"3.1", {2048, 2048}, nullptr},
        {"3.1", {3546, 1182}, nullptr},
        {"3.1", {512, 511}, "width*height lies outside 262144 to 4194304"},
        {"3.1", {2049, 2048}, "width*height lies outside 262144 to 4194304"},
        {"3.1", {3547, 1182}, "width/height lies outside 1/3 to 3"},
        {"4.0", {1024, 1024}, nullptr},
        {"4.0", {4096, 4096}, nullptr},
        {"4.0", {4096, 256}, nullptr},
        {"4.0", {1023, 1024}, "width*height is below the smallest area this model accepts"},
        {"4.0", {4097, 4096}, "width*height is above the largest area this model accepts"},
        {"4.0", {4113, 257}, "width/height lies outside 1/16 to 16"},
        {"4.6", {1024, 1024}, nullptr},
        {"4.6", {4096, 4096}, nullptr},
        {"4.6", {256, 4096}, nullptr},
        {"4.6", {1024, 1023}, "width*height is below the smallest area this model accepts"},
        {"4.6", {4096, 4097}, "width*height is above the largest area this model accepts"},
        {"4.6", {257, 4113}, "width/height lies outside 1/16 to 16"},
    };
    std::set<std::string> tested;
    for (auto const& row : rows) {
        tested.insert(row.model);
        auto const& model = *jimeng::find_model(jimeng::library_models(), row.model);
        auto const why = judged(model, {{"prompt", "p"}, {"width", row.sides.width}, {"height", row.sides.height}});
        BOOST_TEST_CONTEXT(row.model << ' ' << row.sides.width << 'x' << row.sides.height)
        {
            BOOST_TEST(why.broken.sentence() == (row.sentence == nullptr ? "no rule is broken" : row.sentence));
            BOOST_TEST((!why || why.field == "size" || why.field == "width, height"));
        }
    }
    for_each_described(
        [&](walked const& at) { BOOST_TEST((!has_an_area(at) || tested.contains(std::string{at.model.name}))); });
}

BOOST_AUTO_TEST_CASE(a_fraction_has_two_decimals_where_the_page_says_so)
{
    auto const& model = *jimeng::find_model(jimeng::library_models(), "4.0");
    BOOST_TEST(judged(model, {{"prompt", "p"}, {"scale", 0.125}}).broken == rules::scale_has_two_decimals);
    BOOST_TEST(!judged(model, {{"prompt", "p"}, {"scale", 0.13}}));
}

/// A rule between fields: a request that keeps it, and one that breaks it.
struct between {
    char const* model;
    char const* field;
    char const* sentence;
    members kept;
    members broken;
};

std::vector<between> rules_between_fields()
{
    constexpr auto crossed = "min ratio is above max ratio";
    pictures const equal{picture(640, 480), picture(640, 480)}, scaled{picture(640, 480), picture(1280, 960)};
    pictures const turned{picture(640, 480), picture(480, 640)};
    std::vector<between> all{
        {"4.0",
         "min_ratio",
         crossed,
         {{"prompt", "p"}, {"min_ratio", 2.0}, {"max_ratio", 2.0}},
         {{"prompt", "p"}, {"min_ratio", 2.0}, {"max_ratio", 1.0}}},
        {"4.6", "min_ratio", crossed, {{"prompt", "p"}, {"min_ratio", 3.0}}, {{"prompt", "p"}, {"min_ratio", 3.5}}},
        {"inpaint",
         "images",
         "input images differ in width or height",
         {{"prompt", "p"}, {"binary_data_base64", equal}},
         {{"prompt", "p"}, {"binary_data_base64", scaled}}},
        {"outpaint",
         "image_urls",
         "top, bottom, left or right is given with two input images, which are canvas and mask",
         {{"image_urls", addresses(1)}, {"top", 0.5}},
         {{"image_urls", addresses(2)}, {"top", 0.5}}},
        {"video-3.0-pro", "prompt", "neither prompt nor image_urls is given", {{"image_urls", addresses(1)}}, {}},
        {"video-3.0-pro",
         "aspect_ratio",
         "aspect_ratio is given together with image_urls",
         {{"prompt", "p"}, {"aspect_ratio", "1:1"}},
         {{"image_urls", addresses(1)}, {"aspect_ratio", "1:1"}}},
        {"video-3.0-first-tail",
         "images",
         "input images differ in their ratio of width to height",
         {{"prompt", "p"}, {"binary_data_base64", scaled}},
         {{"prompt", "p"}, {"binary_data_base64", turned}}},
        {"video-3.0-first-tail-1080p",
         "images",
         "input images differ in their ratio of width to height",
         {{"prompt", "p"}, {"binary_data_base64", scaled}},
         {{"prompt", "p"}, {"binary_data_base64", turned}}},
        {"pippit-video-2.0",
         "prompt",
         "neither prompt nor img_url_list is given",
         {{"img_url_list", addresses(1)}},
         {{"language", "English"}}},
        {"pippit-video-2.0-vinput",
         "prompt",
         "neither prompt nor img_url_list is given",
         {{"prompt", "p"}, {"video_url_list", addresses(1)}},
         {{"video_url_list", addresses(1)}}},
        {"pippit-video-2.0-vinput",
         "img_url_list",
         "img_url_list and video_url_list have more than 50 members together",
         {{"prompt", "p"}, {"img_url_list", addresses(45)}, {"video_url_list", addresses(5)}},
         {{"prompt", "p"}, {"img_url_list", addresses(45)}, {"video_url_list", addresses(6)}}},
    };
    return all;
}

BOOST_AUTO_TEST_CASE(rules_between_fields_are_kept_and_broken)
{
    std::map<std::string_view, std::size_t> tested;
    for (auto const& row : rules_between_fields()) {
        ++tested[row.model];
        auto const& model = *jimeng::find_model(jimeng::library_models(), row.model);
        BOOST_TEST_CONTEXT(row.model << ": " << row.sentence)
        {
            auto const kept = judged(model, row.kept);
            BOOST_TEST(!kept, jimeng::describe(kept));
            auto const broken = judged(model, row.broken);
            BOOST_TEST(broken.broken.sentence() == row.sentence);
            BOOST_TEST(broken.field == row.field);
        }
    }
    jimeng::for_each_model([&]<class Model>() {
        std::size_t declared = 0;
        jimeng::detail::for_each_rule<Model>([&](auto) { ++declared; });
        BOOST_TEST(tested[Model::name] == declared, Model::name);
    });
}

BOOST_AUTO_TEST_CASE(each_direction_counts_where_two_pictures_are_canvas_and_mask)
{
    auto const& model = *jimeng::find_model(jimeng::library_models(), "outpaint");
    for (char const* const side : {"top", "bottom", "left", "right"}) {
        BOOST_TEST(judged(model, {{"image_urls", addresses(2)}, {side, 0.0}}).broken ==
                   rules::fractions_with_one_image);
        BOOST_TEST(!judged(model, {{"image_urls", addresses(1)}, {side, 0.0}}));
    }
}

BOOST_AUTO_TEST_CASE(addresses_and_pictures_at_once_are_refused)
{
    std::size_t seen = 0;
    for_each_described([&](walked const& at) {
        if (at.facts.format != "byte" || at.facts.most_items < 2) return;
        auto given = with(at.base, "image_urls", addresses(1));
        given = with(given, "binary_data_base64", pictures(1, picture(640, 480)));
        BOOST_TEST(judged(at.model, given).broken == rules::images_of_one_kind);
        BOOST_TEST(judged(at.model, given).field == "image_urls");
        ++seen;
    });
    BOOST_TEST(seen >= 6U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
