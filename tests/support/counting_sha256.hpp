#ifndef JIMENG_TESTS_COUNTING_SHA256_HPP
#define JIMENG_TESTS_COUNTING_SHA256_HPP

#include <jimeng/sign/native_sha256.hpp>

#include <cstddef>
#include <string_view>

/// A policy of the signer that counts compressions, the unit that hashing costs, and leaves them to another one; for
/// one thread.
template <class Hash = jimeng::native_sha256>
struct counting_sha256 {
    static inline std::size_t compressions = 0;

    using prefix = typename Hash::prefix;

    void extend(prefix& before, std::string_view blocks)
    {
        compressions += blocks.size() / 64;
        hash_.extend(before, blocks);
    }
    jimeng::sha256_digest finish(prefix const& before, std::string_view rest)
    {
        compressions += (rest.size() + 9 + 63) / 64; // one bit and the length follow the message
        return hash_.finish(before, rest);
    }

private:
    Hash hash_;
};

#endif
