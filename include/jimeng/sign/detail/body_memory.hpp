#ifndef JIMENG_SIGN_DETAIL_BODY_MEMORY_HPP
#define JIMENG_SIGN_DETAIL_BODY_MEMORY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Remembers the last small body: the polls of a task repeat it, and those of other tasks begin like it.
template <class Hash>
class body_memory {
public:
    [[nodiscard]] bool is_last(std::string_view body) const noexcept { return known_ && body == last_; }

    /// The hash of a body that is not the last one.
    [[nodiscard]] sha256_digest hash(Hash& hash, std::string_view body)
    {
        known_ = false;
        bool const begins_alike = body.size() < sha256_block_bytes || begins_like_last(body);
        if (!begins_alike || body.size() > longest) return hash.finish(nothing_, body);
        hash_beginning(hash, body.substr(0, shared_bytes(body)));
        auto const digest = hash.finish(beginning_, body.substr(hashed_bytes_));
        keep(body);
        return digest;
    }

private:
    static constexpr std::size_t longest = 1024;

    void keep(std::string_view body)
    {
        if (last_.size() == body.size())
            std::memcpy(last_.data(), body.data(), body.size());
        else
            last_ = body;
        known_ = true;
    }

    /// A submit does not come again, so of a body that begins as none before it only this beginning is kept.
    [[nodiscard]] bool begins_like_last(std::string_view body) noexcept
    {
        bool const alike = std::memcmp(body.data(), first_block_.data(), first_block_.size()) == 0;
        if (alike) return true;
        std::memcpy(first_block_.data(), body.data(), first_block_.size());
        last_.clear();
        hashed_bytes_ = 0;
        return false;
    }

    /// How much of the last body this one begins with, in whole blocks; the first block is known to be shared.
    [[nodiscard]] std::size_t shared_bytes(std::string_view body) const noexcept
    {
        if (body.size() < sha256_block_bytes) return 0;
        auto const most = std::min(body.size(), last_.size());
        auto shared = sha256_block_bytes;
        while (shared + sha256_block_bytes <= most &&
               std::memcmp(body.data() + shared, last_.data() + shared, sha256_block_bytes) == 0)
            shared += sha256_block_bytes;
        return shared;
    }

    void hash_beginning(Hash& hash, std::string_view shared)
    {
        auto const done = std::exchange(hashed_bytes_, 0); // until it is done: hashing may throw
        bool const anew = done == 0 || done > shared.size();
        if (anew) beginning_ = {};
        auto const rest = shared.substr(anew ? 0 : done);
        if (!rest.empty()) hash.extend(beginning_, rest);
        hashed_bytes_ = shared.size();
    }

    typename Hash::prefix const nothing_{}; ///< Made once: making and wiping one costs more than comparing a body.
    std::string last_;
    bool known_ = false; ///< Whether `last_` is whole, and hashed.
    std::array<char, sha256_block_bytes> first_block_{};
    typename Hash::prefix beginning_;
    std::size_t hashed_bytes_ = 0; ///< Of `first_block_` or `last_`, in `beginning_`.
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
