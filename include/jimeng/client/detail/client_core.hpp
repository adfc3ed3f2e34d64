#ifndef JIMENG_CLIENT_DETAIL_CLIENT_CORE_HPP
#define JIMENG_CLIENT_DETAIL_CLIENT_CORE_HPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <stop_token>

namespace jimeng::detail {

/// What a client and its operations share; it lives as long as the last of them.
template <class Signer, class Transport>
struct client_core {
    Signer signer;
    Transport transport;
    client_options options;
    std::stop_source gone{}; ///< Requested when the client goes: its asynchronous operations end then.

    void sign(http_request& request, std::chrono::system_clock::time_point now) const
    {
        signer.sign(request, std::chrono::floor<std::chrono::seconds>(now));
    }
};

} // namespace jimeng::detail

#endif
