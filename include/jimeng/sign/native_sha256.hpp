#ifndef JIMENG_SIGN_NATIVE_SHA256_HPP
#define JIMENG_SIGN_NATIVE_SHA256_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/sign/detail/sha256_rounds.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/sha256_digest.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// SHA-256 with the processor's own instructions: on x86 where it has them, which is asked at run time, on ARMv8 where
/// the compiler was told that it has them. Elsewhere it hands everything to `openssl_sha256`. It takes no memory from
/// the heap. Models `sha256_policy`.
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
        detail::sha256_words words_{}; ///< In the order of the processor's registers.
        std::uint64_t bytes_ = 0;
        openssl_sha256::prefix elsewhere_; ///< Instead of the words, where the instructions are missing.
    };

    /// Whether the instructions are there.
    [[nodiscard]] JIMENG_DECL static bool available() noexcept;

    JIMENG_DECL void extend(prefix& before, std::string_view whole_blocks);
    /// The same where a compile-time computation knows what comes of these blocks.
    /// @param after  The midstate, which is taken when `before` stands for nothing.
    JIMENG_DECL void extend(prefix& before, std::string_view whole_blocks, detail::sha256_words const& after);
    [[nodiscard]] JIMENG_DECL sha256_digest finish(prefix const& before, std::string_view rest);
    /// The same of a text that SHA-256's padding stands behind already.
    /// @param padded_bytes  From the beginning of the text to the end of the padding.
    [[nodiscard]] JIMENG_DECL sha256_digest finish_padded(prefix const& before, std::string_view text,
                                                          std::size_t padded_bytes);
    /// The hash of what `outer` stands for, followed by the hash that `finish_padded(inner, ...)` gives.
    /// @pre `outer` stands for 64 bytes.
    [[nodiscard]] JIMENG_DECL sha256_digest finish_nested(prefix const& inner, prefix const& outer,
                                                          std::string_view text, std::size_t padded_bytes);

    /// 64 lower-case digits at a place of a text, as the next hash reads them fastest.
    /// @param text  Begins where a block of the hashed text does. Sixteen bytes behind the digits must belong to it; they
    /// and those before the digits keep their values.
    JIMENG_DECL void write_hex(sha256_digest const& digest, char* text, std::size_t at) noexcept;
    /// The same at two places.
    JIMENG_DECL void write_hex(sha256_digest const& digest, char* text, std::size_t at, std::size_t also_at) noexcept;

private:
    static inline detail::sha256_words const& words_of(prefix const& before) noexcept;

    std::optional<openssl_sha256> elsewhere_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/native_sha256.ipp>
#endif

#endif
