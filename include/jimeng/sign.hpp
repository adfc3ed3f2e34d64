#ifndef JIMENG_SIGN_HPP
#define JIMENG_SIGN_HPP

/// The signature of a request, each step as a pure function, and the signer a client uses.

#include <jimeng/sign/bearer_token.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/sign/canonical_request.hpp>
#include <jimeng/sign/date.hpp>
#include <jimeng/sign/explain.hpp>
#include <jimeng/sign/hmac_sha256_signer.hpp>
#include <jimeng/sign/native_sha256.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/sign/sha256_digest.hpp>
#include <jimeng/sign/sha256_policy.hpp>
#include <jimeng/sign/signer.hpp>
#include <jimeng/sign/signing_key.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/sign/signing_steps.hpp>

#endif
