#ifndef JIMENG_EMULATOR_RECEIVED_REQUEST_HPP
#define JIMENG_EMULATOR_RECEIVED_REQUEST_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI::emulator {

/// A request as a server read it: nothing decoded, nothing reordered.
struct received_request {
    std::string method;
    std::string target;   ///< Path and query exactly as they came, percent-encoded.
    http_headers headers; ///< In the order of arrival, `Host` among them.
    std::string body;
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
