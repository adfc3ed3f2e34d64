#include <jimeng/sign/native_sha256.hpp>

#include "sha256_conformance.hpp"

BOOST_AUTO_TEST_SUITE(test_native_sha256)

namespace {

using jimeng::native_sha256;

static_assert(jimeng::sha256_policy<native_sha256>);

BOOST_AUTO_TEST_CASE(the_vectors_of_nist_pass)
{
    conformance::passes_vectors<native_sha256>("SHA256ShortMsg.rsp", 65);
    conformance::passes_vectors<native_sha256>("SHA256LongMsg.rsp", 64);
}

BOOST_AUTO_TEST_CASE(random_messages_have_the_same_hash_everywhere)
{
    conformance::agrees_on_random_messages<native_sha256>();
}

BOOST_AUTO_TEST_CASE(copies_are_independent)
{
    conformance::a_copied_prefix_goes_its_own_way<native_sha256>();
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
