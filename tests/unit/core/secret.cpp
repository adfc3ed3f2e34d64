#include <jimeng/core/secret.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(test_secret)

namespace {

using jimeng::secret;

template <class T>
concept streamable = requires(std::ostream& out, T const& value)
{
    out << value;
};

static_assert(streamable<std::string>);
static_assert(!streamable<secret>);
static_assert(!std::convertible_to<secret, std::string>);
static_assert(!std::convertible_to<secret, std::string_view>);
static_assert(!std::convertible_to<secret, bool>);
static_assert(!std::convertible_to<std::string, secret>, "a secret is made on purpose");
static_assert(std::constructible_from<secret, std::string>);
static_assert(std::is_nothrow_move_constructible_v<secret>);
static_assert(std::copyable<secret>);

BOOST_AUTO_TEST_CASE(row_66_wipe_leaves_only_zeros_and_touches_nothing_else)
{
    std::array<char, 8> bytes{'s', 'e', 'c', 'r', 'e', 't', '!', '!'};
    jimeng::detail::wipe(bytes.data(), 6);
    BOOST_TEST(std::count(bytes.begin(), bytes.begin() + 6, '\0') == 6);
    BOOST_TEST(bytes[6] == '!');
    BOOST_TEST(bytes[7] == '!');
    jimeng::detail::wipe(nullptr, 0);
}

BOOST_AUTO_TEST_CASE(the_text_is_kept_whole)
{
    std::string const text{"c2Vj\0cmV0==", 11};
    BOOST_TEST((secret{text}.reveal() == text));
    BOOST_TEST(!secret{text}.empty());
}

BOOST_AUTO_TEST_CASE(no_text_is_an_empty_secret)
{
    BOOST_TEST(secret{}.empty());
    BOOST_TEST(secret{""}.empty());
    BOOST_TEST(secret{}.reveal().empty());
    secret const copy_of_empty{secret{}};
    BOOST_TEST(copy_of_empty.empty());
}

BOOST_AUTO_TEST_CASE(a_copy_stands_alone)
{
    secret first{"first"};
    secret const copy{first};
    BOOST_TEST((copy.reveal().data() != first.reveal().data()));
    first = secret{"second"};
    BOOST_TEST((copy.reveal() == "first"));
    BOOST_TEST((first.reveal() == "second"));
}

BOOST_AUTO_TEST_CASE(a_moved_from_secret_is_empty_and_the_text_was_not_copied)
{
    secret from{"text"};
    auto const* const where = from.reveal().data();
    secret const to{std::move(from)};
    BOOST_TEST((to.reveal().data() == where));
    BOOST_TEST(from.empty()); // NOLINT: the state after the move is the promise
    BOOST_TEST(from.reveal().empty());
}

BOOST_AUTO_TEST_CASE(assignment_to_itself_keeps_the_text)
{
    secret one{"text"};
    secret const& same = one;
    one = same;
    BOOST_TEST((one.reveal() == "text"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
