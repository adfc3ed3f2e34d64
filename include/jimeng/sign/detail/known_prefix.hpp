#ifndef JIMENG_SIGN_DETAIL_KNOWN_PREFIX_HPP
#define JIMENG_SIGN_DETAIL_KNOWN_PREFIX_HPP

#include <jimeng/core/actions.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>

#include <array>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// How the canonical request of an action begins at the service's own address, as whole blocks, and what SHA-256 has
/// made of it: computed by the compiler.
template <class Action>
struct known_prefix {
private:
    static constexpr std::array<std::string_view, 8> parts{"POST\n/\nAction=",
                                                           Action::name,
                                                           "&Version=",
                                                           Action::version,
                                                           "\ncontent-type:application/json\nhost:",
                                                           default_endpoint.substr(std::string_view{"https://"}.size()),
                                                           "\nx-content-sha256:",
                                                           ""};

    static constexpr std::size_t size()
    {
        std::size_t sum = 0;
        for (auto const part : parts)
            sum += part.size();
        return sum / sha256_block_bytes * sha256_block_bytes;
    }

    static constexpr auto joined()
    {
        std::array<char, size()> all{};
        std::size_t at = 0;
        for (auto const part : parts)
            for (char const c : part)
                if (at != all.size()) all[at++] = c;
        return all;
    }

    static constexpr auto characters = joined();

public:
    static constexpr std::string_view text{characters.data(), characters.size()};
    static constexpr sha256_words midstate = sha256_midstate(text);
};

/// Extends a new prefix by whole blocks of a canonical request; what the compiler knows is not computed again.
template <class Hash>
void extend_canonical(Hash& hash, typename Hash::prefix& fresh, std::string_view blocks)
{
    auto const known = [&]<class Known>(Known) {
        if constexpr (requires { hash.extend(fresh, Known::text, Known::midstate); }) {
            if (!blocks.starts_with(Known::text)) return false;
            hash.extend(fresh, Known::text, Known::midstate);
            blocks.remove_prefix(Known::text.size());
            return true;
        }
        return false;
    };
    known(known_prefix<submit_task>{}) || known(known_prefix<get_result>{});
    if (!blocks.empty()) hash.extend(fresh, blocks);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
