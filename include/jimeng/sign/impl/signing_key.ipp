#ifndef JIMENG_SIGN_IMPL_SIGNING_KEY_IPP
#define JIMENG_SIGN_IMPL_SIGNING_KEY_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/signing_key.hpp>

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL signing_key::signing_key(secret const& secret_access_key, std::string_view date8,
                                     signing_scope const& scope)
{
    auto const text = secret_access_key.reveal();
    next({reinterpret_cast<unsigned char const*>(text.data()), text.size()}, date8);
    next(bytes_, scope.region);
    next(bytes_, scope.service);
    next(bytes_, "request");
}

/// Every link of the chain signs as well as its end does, so none is left behind on the stack.
JIMENG_DECL void signing_key::next(std::span<unsigned char const> key, std::string_view message)
{
    auto link = hmac_sha256(key, message);
    bytes_ = link;
    detail::wipe(link.data(), link.size());
}

} // namespace jimeng::inline JIMENG_ABI

#endif
