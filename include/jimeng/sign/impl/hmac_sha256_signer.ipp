#ifndef JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP
#define JIMENG_SIGN_IMPL_HMAC_SHA256_SIGNER_IPP

#include <jimeng/sign/hmac_sha256_signer.hpp>

#include <jimeng/sign/impl/signing_steps.ipp>

#include <utility>

namespace jimeng {

JIMENG_DECL hmac_sha256_signer::hmac_sha256_signer(credentials keys, signing_scope scope)
    : keys_{std::move(keys)},
      scope_{std::move(scope)}
{
    detail::check_keys(keys_, scope_);
}

JIMENG_DECL void hmac_sha256_signer::sign(http_request& request, std::chrono::sys_seconds now) const
{
    auto const steps = compute_steps(signing_input_of(request), keys_, now, scope_);
    auto headers = detail::with_headers(request.headers, steps.headers_added);
    set_header(headers, "Authorization", steps.authorization);
    request.headers = std::move(headers);
}

} // namespace jimeng

#endif
