#include <jimeng/sign/sha256.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_sha256)

namespace {

using jimeng::hmac_sha256;
using jimeng::sha256;
using jimeng::to_hex;

BOOST_AUTO_TEST_CASE(hashes_agree_with_the_standard)
{
    // FIPS 180-4 example, and the hash of nothing.
    BOOST_TEST(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(to_hex(sha256({})) == to_hex(sha256("")));
}

BOOST_AUTO_TEST_CASE(a_nul_byte_counts)
{
    BOOST_TEST(to_hex(sha256(std::string_view{"a\0b", 3})) != to_hex(sha256("a")));
}

BOOST_AUTO_TEST_CASE(macs_agree_with_rfc_4231)
{
    std::vector<unsigned char> const short_key(20, 0x0b);
    BOOST_TEST(to_hex(hmac_sha256(short_key, "Hi There")) ==
               "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    std::vector<unsigned char> const longer_than_a_block(131, 0xaa);
    BOOST_TEST(to_hex(hmac_sha256(longer_than_a_block, "Test Using Larger Than Block-Size Key - Hash Key First")) ==
               "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

BOOST_AUTO_TEST_CASE(an_empty_key_and_an_empty_message_are_allowed)
{
    BOOST_TEST(to_hex(hmac_sha256({}, "")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    std::array<unsigned char, 3> const key{'k', 'e', 'y'};
    BOOST_TEST(to_hex(hmac_sha256(key, {})) == "5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0");
    BOOST_TEST(to_hex(hmac_sha256({}, "")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

BOOST_AUTO_TEST_CASE(hexadecimal_has_two_lower_case_digits_a_byte)
{
    BOOST_TEST(to_hex(std::array<unsigned char, 4>{0x00, 0x0f, 0xa0, 0xff}) == "000fa0ff");
    BOOST_TEST(to_hex({}).empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
