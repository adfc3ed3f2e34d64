#ifndef JIMENG_TESTS_COUNTING_SHA256_HPP
#define JIMENG_TESTS_COUNTING_SHA256_HPP

#include <jimeng/sign/native_sha256.hpp>

#include <cstddef>
#include <string_view>

/// A policy of the signer that counts compressions, the unit that hashing costs, and leaves them to another one, with all
/// that the other one offers; for one thread.
template <class Hash = jimeng::native_sha256>
struct counting_sha256 {
    static inline std::size_t compressions = 0;

    using prefix = typename Hash::prefix;

    void extend(prefix& before, std::string_view blocks)
    {
        compressions += blocks.size() / 64;
        hash_.extend(before, blocks);
    }
    void extend(prefix& before, std::string_view blocks, jimeng::detail::sha256_words const& after) requires
        requires(Hash& hash)
    {
        hash.extend(before, blocks, after);
    }
    {
        hash_.extend(before, blocks, after);
    }
    jimeng::sha256_digest finish(prefix const& before, std::string_view rest)
    {
        compressions += (rest.size() + 9 + 63) / 64; // one bit and the length follow the message
        return hash_.finish(before, rest);
    }
    jimeng::sha256_digest finish_padded(prefix const& before, std::string_view text, std::size_t padded_bytes) requires
        requires(Hash& hash)
    {
        hash.finish_padded(before, text, padded_bytes);
    }
    {
        compressions += padded_bytes / 64;
        return hash_.finish_padded(before, text, padded_bytes);
    }
    jimeng::sha256_digest finish_nested(prefix const& inner, prefix const& outer, std::string_view text,
                                        std::size_t padded_bytes) requires requires(Hash& hash)
    {
        hash.finish_nested(inner, outer, text, padded_bytes);
    }
    {
        compressions += padded_bytes / 64 + 1;
        return hash_.finish_nested(inner, outer, text, padded_bytes);
    }
    template <class... Position>
    void write_hex(jimeng::sha256_digest const& digest, char* text, Position... positions) requires requires(Hash& hash)
    {
        hash.write_hex(digest, text, positions...);
    }
    {
        hash_.write_hex(digest, text, positions...);
    }

private:
    Hash hash_;
};

#endif
