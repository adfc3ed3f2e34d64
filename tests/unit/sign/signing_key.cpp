#include <jimeng/sign/signing_key.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_signing_key)

namespace {

using jimeng::secret;
using jimeng::signing_key;

static_assert(!std::is_copy_constructible_v<signing_key> && !std::is_copy_assignable_v<signing_key>);
static_assert(!std::is_default_constructible_v<signing_key>);

std::string derived(std::string_view text, std::string_view date8, jimeng::signing_scope const& scope)
{
    return jimeng::to_hex(signing_key{secret{text}, date8, scope}.reveal());
}

BOOST_AUTO_TEST_CASE(a_published_key_is_derived)
{
    // The first vector of tests/data/volc-v4-signatures.json.
    BOOST_TEST(derived("ZmFrZS1zZWNyZXQtZm9yLXRlc3QtdmVjdG9ycy0wMDE=", "20250615", {}) ==
               "bb032f9186f08206e208d73d53fc04634c124a77b027886cc1335f481cb4ad3d");
}

BOOST_AUTO_TEST_CASE(every_part_of_the_scope_counts)
{
    auto const key = derived("s", "20250615", {});
    BOOST_TEST(key != derived("S", "20250615", {}));
    BOOST_TEST(key != derived("s", "20250616", {}));
    BOOST_TEST(key != derived("s", "20250615", {"cn-beijing", "cv"}));
    BOOST_TEST(key != derived("s", "20250615", {"cn-north-1", "iam"}));
    BOOST_TEST(derived("", "20250615", {}).size() == 64U);
}

BOOST_AUTO_TEST_CASE(the_key_is_wiped_when_it_ends)
{
    alignas(signing_key) unsigned char memory[sizeof(signing_key)];
    auto* const key = ::new (static_cast<void*>(memory)) signing_key{secret{"s"}, "20250615", {}};
    auto const is_zero = [](unsigned char byte) { return byte == 0; };
    BOOST_TEST(!std::all_of(memory, memory + sizeof memory, is_zero));
    std::destroy_at(key);
    unsigned char const volatile* const after = memory;
    BOOST_TEST(std::all_of(after, after + sizeof memory, is_zero));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
