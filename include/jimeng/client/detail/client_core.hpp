#ifndef JIMENG_CLIENT_DETAIL_CLIENT_CORE_HPP
#define JIMENG_CLIENT_DETAIL_CLIENT_CORE_HPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/client/detail/client_base.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <concepts>
#include <stop_token>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// A signer for the region of a route, where it knows regions.
template <class Signer>
Signer signer_for(credentials keys, visual_route const& route)
{
    if constexpr (std::constructible_from<Signer, credentials, signing_scope>)
        return Signer{std::move(keys), signing_scope{std::string{route.region}, std::string{default_service}}};
    else
        return Signer{std::move(keys)};
}

/// What a client and its operations share; it lives as long as the last of them.
template <class Signer, class Transport, class Runtime>
struct client_core : client_base {
    /// @param runtime_for  `runtime_for(Transport&)`: a runtime may refer to the transport, which then stays where it is.
    template <class RuntimeFor>
    client_core(Signer&& with, Transport&& over, client_options&& how, RuntimeFor runtime_for)
        : client_base{std::move(how)},
          signer{std::move(with)},
          transport{std::move(over)},
          runtime{runtime_for(transport)}
    {}
    client_core(client_core const&) = delete;
    client_core& operator=(client_core const&) = delete;

    Signer signer;
    Transport transport;
    Runtime runtime;
    std::stop_source gone{}; ///< Requested when the client goes: its asynchronous operations end then.

    void sign(http_request& request, std::chrono::system_clock::time_point now) const
    {
        signer.sign(request, std::chrono::floor<std::chrono::seconds>(now) + memory->clock.get());
    }
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
