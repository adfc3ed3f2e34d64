#ifndef JIMENG_EMULATOR_DETAIL_REPLY_HEAD_HPP
#define JIMENG_EMULATOR_DETAIL_REPLY_HEAD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <boost/beast/http/status.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// The bytes of an answer before its body.
[[nodiscard]] inline std::string reply_head(http_response const& reply, bool keep_alive)
{
    auto const reason =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(reply.status)));
    auto head = "HTTP/1.1 " + std::to_string(reply.status) + ' ' + std::string{reason} + "\r\n";
    for (auto const& header : reply.headers)
        (((head += header.name) += ": ") += header.value) += "\r\n";
    return head += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
