#ifndef JIMENG_SIGN_SHA256_DIGEST_HPP
#define JIMENG_SIGN_SHA256_DIGEST_HPP

#include <jimeng/core/config.hpp>

#include <array>

namespace jimeng::inline JIMENG_ABI {

/// The 32 bytes of a SHA-256 hash or of an HMAC made with it.
using sha256_digest = std::array<unsigned char, 32>;

} // namespace jimeng::inline JIMENG_ABI

#endif
