#ifndef JIMENG_SIGN_SIGNING_KEY_HPP
#define JIMENG_SIGN_SIGNING_KEY_HPP

#include <jimeng/core/secret.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/sign/signing_scope.hpp>

#include <span>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The key that signs all requests of one day, region and service. As secret as the secret access key for that day:
/// its memory is wiped, and it is neither copied nor printed.
class signing_key {
public:
    /// Derives the key.
    /// @param secret_access_key  Taken as text, exactly as the console shows it: its base64 look is not decoded.
    /// @param date8              `YYYYMMDD`, UTC: the first eight characters of the signature's date.
    /// @par Source Signing guide (6369/67269): HMAC of day, region, service and the word "request" in a chain.
    signing_key(secret const& secret_access_key, std::string_view date8, signing_scope const& scope)
    {
        auto const text = secret_access_key.reveal();
        next({reinterpret_cast<unsigned char const*>(text.data()), text.size()}, date8);
        next(bytes_, scope.region);
        next(bytes_, scope.service);
        next(bytes_, "request");
    }
    signing_key(signing_key const&) = delete;
    signing_key& operator=(signing_key const&) = delete;
    ~signing_key() { detail::wipe(bytes_.data(), bytes_.size()); }

    /// The 32 bytes. @par Object lifetimes The span ends with this object.
    [[nodiscard]] std::span<unsigned char const> reveal() const noexcept { return bytes_; }

private:
    /// Every link of the chain signs as well as its end does, so none is left behind on the stack.
    void next(std::span<unsigned char const> key, std::string_view message)
    {
        auto link = hmac_sha256(key, message);
        bytes_ = link;
        detail::wipe(link.data(), link.size());
    }

    sha256_digest bytes_{};
};

} // namespace jimeng::inline JIMENG_ABI

#endif
