#ifndef JIMENG_COMMAND_ACCOUNT_HPP
#define JIMENG_COMMAND_ACCOUNT_HPP

#include <jimeng/jimeng.hpp>

#include <chrono>
#include <utility>
#include <variant>

namespace command {

/// How calls are signed: by the keys of an account, or by the token of a relay.
class account {
public:
    account(jimeng::credentials keys, jimeng::visual_route const& route)
        : signer_{jimeng::hmac_sha256_signer<>{std::move(keys), {std::string{route.region}}}}
    {}
    explicit account(jimeng::bearer_token token) : signer_{std::move(token)} {}

    void sign(jimeng::http_request& request, std::chrono::sys_seconds now) const
    {
        std::visit([&](auto const& signer) { signer.sign(request, now); }, signer_);
    }

private:
    std::variant<jimeng::hmac_sha256_signer<>, jimeng::bearer_token> signer_;
};

using account_client = jimeng::basic_client<account, jimeng::beast_transport>;

} // namespace command

#endif
