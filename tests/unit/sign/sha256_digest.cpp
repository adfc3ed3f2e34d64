#include <jimeng/sign/sha256_digest.hpp>

#include <jimeng/sign/sha256.hpp>

#include <boost/test/unit_test.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_sha256_digest)

namespace {

static_assert(sizeof(jimeng::sha256_digest) == 32);
static_assert(std::is_same_v<decltype(jimeng::sha256("")), jimeng::sha256_digest>);

BOOST_AUTO_TEST_CASE(equal_messages_have_equal_digests)
{
    BOOST_TEST((jimeng::sha256("a") == jimeng::sha256("a")));
    BOOST_TEST((jimeng::sha256("a") != jimeng::sha256("b")));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
