#ifndef JIMENG_SIGN_DETAIL_BODY_HASH_HPP
#define JIMENG_SIGN_DETAIL_BODY_HASH_HPP

#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::detail {

/// Hashes bodies of one kind: the polls of a task repeat theirs, and those of other tasks begin like it.
template <class Hash>
class body_hash {
public:
    [[nodiscard]] bool is_last(std::string_view body) const noexcept { return known_ && body == last_; }

    [[nodiscard]] sha256_digest of(Hash& hash, std::string_view body)
    {
        known_ = false;
        bool const alike = body.size() >= sha256_block_bytes && last_.starts_with(body.substr(0, sha256_block_bytes));
        if (!alike)
            beginning_is_hashed_ = false;
        else if (!beginning_is_hashed_)
            hash_beginning(hash);
        auto const digest =
            alike ? hash.finish(beginning_, body.substr(sha256_block_bytes)) : hash.finish(nothing_, body);
        last_ = body.substr(0, !alike || body.size() > longest ? sha256_block_bytes : longest);
        known_ = alike && body.size() <= longest;
        return digest;
    }

private:
    static constexpr std::size_t longest = 1024; ///< Of a longer body only the beginning is kept.

    void hash_beginning(Hash& hash)
    {
        beginning_ = {};
        hash.extend(beginning_, std::string_view{last_}.substr(0, sha256_block_bytes));
        beginning_is_hashed_ = true;
    }

    typename Hash::prefix const nothing_{};
    std::string last_;
    bool known_ = false; ///< Whether `last_` is whole, and hashed.
    typename Hash::prefix beginning_;
    bool beginning_is_hashed_ = false; ///< Of `last_`, in `beginning_`.
};

} // namespace jimeng::detail

#endif
