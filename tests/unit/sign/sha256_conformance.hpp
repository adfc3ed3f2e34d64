#ifndef JIMENG_TESTS_UNIT_SIGN_SHA256_CONFORMANCE_HPP
#define JIMENG_TESTS_UNIT_SIGN_SHA256_CONFORMANCE_HPP

#include <jimeng/sign/sha256.hpp>
#include <jimeng/sign/sha256_policy.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

/// What every model of `sha256_policy` keeps.
namespace conformance {

inline std::string bytes_of(std::string_view hex)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return bytes;
}

/// Through a prefix of so many whole blocks.
template <class Hash>
std::string hash_split(Hash& hash, std::string_view message, std::size_t blocks)
{
    typename Hash::prefix prefix;
    if (blocks != 0) hash.extend(prefix, message.substr(0, 64 * blocks));
    return jimeng::to_hex(hash.finish(prefix, message.substr(64 * blocks)));
}

/// The vectors of NIST's validation program in a file of the form `Len = bits`, `Msg = hex`, `MD = hex`.
template <class Hash>
void passes_vectors(std::string const& file, int expected_count)
{
    Hash hash;
    std::ifstream lines{std::string{JIMENG_TEST_DATA "/"} + file};
    std::string name, equals, value, message;
    std::size_t bits = 0;
    int count = 0;
    for (std::string line; std::getline(lines, line);) {
        auto const at = line.find(" = ");
        if (at == std::string::npos) continue;
        name = line.substr(0, at);
        value = line.substr(at + 3);
        if (name == "Len") bits = std::stoul(value);
        if (name == "Msg") message = bytes_of(value).substr(0, bits / 8);
        if (name != "MD") continue;
        ++count;
        for (std::size_t blocks = 0; blocks <= message.size() / 64; blocks += 1 + message.size() / 640)
            BOOST_TEST(hash_split(hash, message, blocks) == value,
                       file << ", " << bits << " bits, split at " << blocks);
    }
    BOOST_TEST(count == expected_count);
}

/// OpenSSL's one-shot function says the same of random messages of all lengths up to 300, and around block borders.
template <class Hash>
void agrees_on_random_messages()
{
    Hash hash;
    std::mt19937_64 random{20261122};
    std::string message;
    int wrong = 0;
    for (int i = 0; i != 100'000; ++i) {
        auto length = static_cast<std::size_t>(i % 301);
        if (i % 4 == 3) length = 64 * (random() % 40) + random() % 19; // from the border to nine bytes beyond twice
        if (i % 4 == 2) length = std::max<std::size_t>(64 * (random() % 40), 10) - random() % 10;
        message.resize(length);
        for (auto& c : message)
            c = static_cast<char>(random());
        auto const blocks = length / 64 == 0 ? 0 : random() % (length / 64 + 1);
        wrong += hash_split(hash, message, blocks) != jimeng::to_hex(jimeng::sha256(message)) ? 1 : 0;
    }
    BOOST_TEST(wrong == 0);
}

template <class Hash>
void a_copied_prefix_goes_its_own_way()
{
    Hash hash;
    std::string const first(64, 'a'), second(128, 'b');
    typename Hash::prefix original;
    hash.extend(original, first);
    auto copy = original;
    hash.extend(copy, second);
    BOOST_TEST(jimeng::to_hex(hash.finish(original, "x")) == jimeng::to_hex(jimeng::sha256(first + "x")));
    BOOST_TEST(jimeng::to_hex(hash.finish(copy, "x")) == jimeng::to_hex(jimeng::sha256(first + second + "x")));
    copy = {};
    BOOST_TEST(jimeng::to_hex(hash.finish(copy, "x")) == jimeng::to_hex(jimeng::sha256("x")));
    copy = original;
    original = typename Hash::prefix{};
    BOOST_TEST(jimeng::to_hex(hash.finish(copy, "")) == jimeng::to_hex(jimeng::sha256(first)));
}

} // namespace conformance

#endif
