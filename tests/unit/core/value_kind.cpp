#include <jimeng/core/value_kind.hpp>

#include "../../support/fields.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/check.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>
#include <jimeng/core/scale.hpp>

#include <boost/hana/tuple.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_value_kind)

namespace {

using jimeng::member_kind;

template <class Number>
struct holder {
    bool empty() const { return false; }
    Number value() const { return {}; }
};

struct exemplar_seed {
    bool empty() const;
    std::int64_t value() const;
};

struct always_there {
    double value() const;
};

enum choice { first };
enum class scoped { first };

static_assert(member_kind<jimeng::prompt> && member_kind<bool> && member_kind<jimeng::flag>);
static_assert(member_kind<jimeng::scale_fraction> && member_kind<jimeng::scale_percent>);
static_assert(member_kind<jimeng::aspect_ratio> && member_kind<jimeng::image_urls_up_to<3>>);
static_assert(member_kind<jimeng::image_files_up_to<3>>);
static_assert(member_kind<decltype(jimeng::text_to_image_v40::size)>);
static_assert(member_kind<exemplar_seed>);
static_assert(member_kind<holder<int>> && member_kind<holder<unsigned>> && member_kind<holder<std::int64_t>>);
static_assert(member_kind<holder<float>> && member_kind<holder<double const&>> && member_kind<holder<bool>>);

static_assert(!member_kind<int> && !member_kind<double> && !member_kind<char> && !member_kind<std::int64_t>);
static_assert(!member_kind<char const*> && !member_kind<void*> && !member_kind<choice> && !member_kind<scoped>);
static_assert(!member_kind<std::string> && !member_kind<std::string_view> && !member_kind<std::vector<int>>);
static_assert(!member_kind<std::optional<double>> && !member_kind<std::optional<bool>>);
static_assert(!member_kind<always_there>, "what cannot be unset is no optional value");
// These turn into numbers too, and lose or mean something else on the way.
static_assert(!member_kind<holder<char>> && !member_kind<holder<std::uint64_t>> && !member_kind<holder<long double>>);
static_assert(!member_kind<holder<choice>> && !member_kind<holder<char const*>> && !member_kind<holder<std::string>>);

template <class Member>
struct own_model {
    static constexpr std::string_view req_key = "own_model", name = "own", title = "Own model";
    jimeng::prompt prompt;
    jimeng::flag fine{};
    Member other{};
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &own_model::prompt, "">{},
                                       jimeng::field<"fine", &own_model::fine, "">{},
                                       jimeng::field<"other", &own_model::other, "">{});
    }
};

template <class Request>
using unknown_in = jimeng::detail::first_unknown_member<Request>;
using jimeng::detail::every_member_is_known;

BOOST_AUTO_TEST_CASE(every_member_of_every_model_of_the_library_is_known)
{
    BOOST_TEST((std::same_as<unknown_in<jimeng::text_to_image_v40>, every_member_is_known>));
    BOOST_TEST((std::same_as<unknown_in<jimeng::seedream_v46>, every_member_is_known>));
}

BOOST_AUTO_TEST_CASE(a_member_that_is_not_is_found_by_its_description)
{
    BOOST_TEST(unknown_in<own_model<int>>::name == "other");
    BOOST_TEST(unknown_in<own_model<std::string>>::name == "other");
    BOOST_TEST((std::same_as<unknown_in<own_model<bool>>, every_member_is_known>));
    BOOST_TEST((std::same_as<unknown_in<own_model<holder<double>>>, every_member_is_known>));
}

/// A value of a user's own that reads and writes itself.
struct colour {
    std::string words;
    bool empty() const { return words.empty(); }
    void write(std::string_view name, jimeng::field_sink& to) const { to.text(name, words); }
    static jimeng::parsed<colour> read(std::string_view name, jimeng::field_source& from)
    {
        std::string_view given;
        if (from.text(name, given) == jimeng::found::present) return colour{std::string{given}};
        return colour{};
    }
    static void describe(jimeng::value_facts facts, jimeng::facts_sink& to) { to.value(facts); }
};
static_assert(member_kind<colour>);

/// The short way, with a `parse`.
struct lucky_number {
    int number = 0;
    bool empty() const { return number == 0; }
    int value() const { return number; }
    static jimeng::parsed<lucky_number> parse(int given) { return lucky_number{given + 1}; }
};

/// Almost a described value: `describe` is missing. It must not be sent as the number that it also has.
struct half_described {
    bool empty() const { return false; }
    int value() const { return 7; }
    void write(std::string_view name, jimeng::field_sink& to) const { to.text(name, "seven"); }
};
static_assert(!member_kind<half_described>);

template <class Number>
struct own_number {
    Number number;
    bool empty() const { return false; }
    Number value() const { return number; }
};

BOOST_AUTO_TEST_CASE(numbers_of_ones_own_are_finite_and_as_short_as_a_person_writes_them)
{
    auto const judge = [](double number) {
        return jimeng::value_kind<own_number<double>>::judge(own_number<double>{number}, jimeng::at_run_time{});
    };
    BOOST_TEST((judge(0.5) == jimeng::rules::none));
    BOOST_TEST((judge(std::numeric_limits<double>::quiet_NaN()) == jimeng::rules::number_is_finite));
    BOOST_TEST((judge(std::numeric_limits<double>::infinity()) == jimeng::rules::number_is_finite));
    noted_fields sink;
    jimeng::value_kind<own_number<float>>::write(own_number<float>{0.1F}, "f", sink);
    BOOST_TEST(sink.seen == "f=0.1r");
}

BOOST_AUTO_TEST_CASE(a_value_of_ones_own_is_written_and_read)
{
    noted_fields sink;
    jimeng::value_kind<colour>::write({"red"}, "colour", sink);
    BOOST_TEST(sink.seen == "colour=\"red\"");
    given_fields source{true, {{"colour", "blue"}}};
    BOOST_TEST(jimeng::value_kind<colour>::read("colour", source)->words == "blue");
    BOOST_TEST(!jimeng::value_kind<colour>::is_set(*jimeng::value_kind<colour>::read("other", source)));
}

BOOST_AUTO_TEST_CASE(a_number_is_made_by_parse_and_without_one_only_its_type_is_looked_at)
{
    given_fields sent{false, {{"n", std::int64_t{4}}, {"w", "four"}}};
    BOOST_TEST(jimeng::value_kind<lucky_number>::read("n", sent)->number == 5);
    BOOST_TEST((jimeng::value_kind<lucky_number>::read("w", sent).why().broken == jimeng::rules::type_is_right));
    BOOST_TEST(jimeng::value_kind<holder<int>>::read("n", sent).has_value());
    BOOST_TEST(!jimeng::value_kind<holder<int>>::read("w", sent).has_value());
    given_fields typed{true, {{"n", "4"}, {"w", "four"}}};
    BOOST_TEST(jimeng::value_kind<lucky_number>::read("n", typed)->number == 5);
    auto const why = jimeng::value_kind<lucky_number>::read("w", typed).why();
    BOOST_TEST((why.broken == jimeng::rules::number_is_readable));
    BOOST_TEST(why.value == "four");
    BOOST_TEST(!jimeng::value_kind<holder<int>>::read("n", typed).has_value());
}

BOOST_AUTO_TEST_CASE(a_number_that_its_type_cannot_hold_is_refused)
{
    given_fields sent{false, {{"n", std::int64_t{1} << 40}}};
    BOOST_TEST(!jimeng::value_kind<lucky_number>::read("n", sent).has_value());
}

BOOST_AUTO_TEST_CASE(a_plain_bool_is_always_set)
{
    BOOST_TEST(jimeng::value_kind<bool>::is_set(false));
    noted_fields sink;
    jimeng::value_kind<bool>::write(false, "fine", sink);
    BOOST_TEST(sink.seen == "fine=false");
    given_fields sent{false, {{"fine", true}, {"n", std::int64_t{1}}}};
    BOOST_TEST(*jimeng::value_kind<bool>::read("fine", sent));
    BOOST_TEST(!jimeng::value_kind<bool>::read("n", sent).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
