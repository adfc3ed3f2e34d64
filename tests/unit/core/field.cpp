#include <jimeng/core/field.hpp>

#include <boost/test/unit_test.hpp>

#include <boost/hana/tuple.hpp>

#include <string>
#include <string_view>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_field)

namespace {

struct two_fields {
    static constexpr std::string_view req_key = "two_fields_key", name = "two", title = "Two fields";
    int first = 1;
    double second = 2.5;

    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"first", &two_fields::first, "the first">{},
                                       jimeng::field<"second", &two_fields::second, "the second">{});
    }
};

struct without_key {
    [[maybe_unused]] static constexpr std::string_view name = "none", title = "Without a request key";
    static constexpr auto fields() { return boost::hana::make_tuple(); }
};

struct without_fields {
    [[maybe_unused]] static constexpr std::string_view req_key = "key", name = "none", title = "Without fields";
};

struct number_as_key {
    static constexpr int req_key = 40;
    [[maybe_unused]] static constexpr std::string_view name = "none", title = "A number as request key";
    static constexpr auto fields() { return boost::hana::make_tuple(); }
};

static_assert(jimeng::field<"first", &two_fields::first, "">::known == jimeng::evidence::documented);
static_assert(jimeng::field<"first", &two_fields::first, "", jimeng::evidence::unverified>::known ==
              jimeng::evidence::unverified);
static_assert(jimeng::described_request<two_fields>);
static_assert(!jimeng::described_request<without_key>);
static_assert(!jimeng::described_request<without_fields>);
static_assert(!jimeng::described_request<number_as_key>);
static_assert(!jimeng::described_request<int>);

constexpr int sum_of_fields(two_fields const& request)
{
    double sum = 0;
    jimeng::for_each_field(request, [&](auto, auto const& value) { sum += static_cast<double>(value); });
    return static_cast<int>(sum * 2);
}

static_assert(sum_of_fields({}) == 7, "fields are visited at compile time too");

BOOST_AUTO_TEST_CASE(fields_are_visited_once_in_the_order_of_the_description)
{
    std::string seen;
    two_fields const request;
    jimeng::for_each_field(request, [&](auto described, auto const& value) {
        seen += std::string{described.name} + '=' + std::to_string(static_cast<int>(value)) + " (" +
                std::string{described.summary} + ") ";
    });
    BOOST_TEST(seen == "first=1 (the first) second=2 (the second) ");
}

BOOST_AUTO_TEST_CASE(a_field_of_a_mutable_request_can_be_written)
{
    two_fields request;
    jimeng::for_each_field(request, [](auto, auto& value) { value = 9; });
    BOOST_TEST(request.first == 9);
    BOOST_TEST(request.second == 9.0);
}

BOOST_AUTO_TEST_CASE(a_field_gives_the_member_itself_and_keeps_const)
{
    using first = jimeng::field<"first", &two_fields::first, "">;
    two_fields request;
    two_fields const& constant = request;
    BOOST_TEST(&first::of(request) == &request.first);
    static_assert(std::is_same_v<decltype(first::of(request)), int&>);
    static_assert(std::is_same_v<decltype(first::of(constant)), int const&>);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
