#ifndef JIMENG_SIGN_SIGNING_SCOPE_HPP
#define JIMENG_SIGN_SIGNING_SCOPE_HPP

#include <jimeng/core/config.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI {

/// What a signature is good for besides its day.
/// @par Source The Jimeng pages give both values as fixed (6444/1390583).
struct signing_scope {
    std::string region = "cn-north-1";
    std::string service = "cv";

    friend bool operator==(signing_scope const&, signing_scope const&) = default;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
