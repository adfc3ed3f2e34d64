#ifndef JIMENG_SIGN_NATIVE_SHA256_HPP
#define JIMENG_SIGN_NATIVE_SHA256_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The eight words that SHA-256 carries from block to block, as the registers of x86 want them: F E B A and H G D C.
using sha256_words = std::array<std::uint32_t, 8>;

/// @par Source FIPS 180-4, 5.3.3.
inline constexpr sha256_words sha256_start{0x9b05688c, 0x510e527f, 0xbb67ae85, 0x6a09e667,
                                           0x5be0cd19, 0x1f83d9ab, 0xa54ff53a, 0x3c6ef372};

} // namespace detail

/// SHA-256 with the processor's own instructions, on x86 where it has them, which is asked at run time. Elsewhere it
/// hands everything to `openssl_sha256`. It takes no memory from the heap. Models `sha256_policy`.
class native_sha256 {
public:
    /// @throws std::runtime_error As `openssl_sha256`, and only where that is needed.
    JIMENG_DECL native_sha256();

    class prefix {
    public:
        prefix() noexcept = default;
        prefix(prefix const&) = default;
        prefix(prefix&&) noexcept = default;
        prefix& operator=(prefix const&) = default;
        prefix& operator=(prefix&&) noexcept = default;
        ~prefix() { detail::wipe(words_.data(), sizeof words_); }

    private:
        friend class native_sha256;
        detail::sha256_words words_ = detail::sha256_start;
        std::uint64_t bytes_ = 0;
        openssl_sha256::prefix elsewhere_; ///< Instead of the words, where the instructions are missing.
    };

    /// Whether the instructions are there.
    [[nodiscard]] JIMENG_DECL static bool available() noexcept;

    /// @throws std::runtime_error As `openssl_sha256`, and only where that is needed.
    JIMENG_DECL void extend(prefix& before, std::string_view whole_blocks);
    /// @throws std::runtime_error As `openssl_sha256`, and only where that is needed.
    [[nodiscard]] JIMENG_DECL sha256_digest finish(prefix const& before, std::string_view rest);

private:
    std::optional<openssl_sha256> elsewhere_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/native_sha256.ipp>
#endif

#endif
