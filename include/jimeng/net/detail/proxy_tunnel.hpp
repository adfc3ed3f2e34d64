#ifndef JIMENG_NET_DETAIL_PROXY_TUNNEL_HPP
#define JIMENG_NET_DETAIL_PROXY_TUNNEL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/net/detail/message_reader.hpp>
#include <jimeng/net/detail/public_address.hpp>
#include <jimeng/net/proxy.hpp>
#include <jimeng/wire/http_message.hpp>

#include <boost/asio/ip/address.hpp>

#include <arpa/inet.h>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM inline std::string proxy_name(http_proxy const& proxy)
{
    return host_header({"http", proxy.host, proxy.port});
}

/// What asks a proxy for a way to an origin.
/// @par Source RFC 9110, section 9.3.6.
JIMENG_SELDOM inline std::string connect_request(http_proxy const& proxy, http_origin const& origin)
{
    auto const host = origin.host.find(':') == std::string::npos ? origin.host : '[' + origin.host + ']';
    auto const target = host + ':' + std::to_string(origin.port);
    std::string text = concat({"CONNECT ", target, " HTTP/1.1\r\nHost: ", target, "\r\n"});
    if (!proxy.authorization.empty()) ((text += "Proxy-Authorization: ") += proxy.authorization) += "\r\n";
    return text += "\r\n";
}

/// Reads the proxy's answer; of a refusal only the head, since its page is not for us.
class connect_answer final : public message_reader {
public:
    explicit connect_answer(message_limits limits) : message_reader{kind::answer, limits} {}

    /// Takes what belongs to the answer off the front of `bytes`.
    error_code feed(std::string_view& bytes)
    {
        auto ec = feed_some(bytes);
        while (!ec && done() && head.status / 100 == 1) {
            if (++interim_answers_ > 5 || head.status == 101) return client_errc::bad_http;
            restart();
            ec = feed_some(bytes);
        }
        return ec;
    }

    [[nodiscard]] bool agreed() const noexcept { return head.status / 100 == 2; }

private:
    error_code head_ended(body_end const&, bool& has_body) override
    {
        has_body = false;
        return {};
    }
    error_code body_came(std::string_view) override { return {}; }

    int interim_answers_ = 0;
};

/// Whether a host that a proxy will look up may be of the internet: not an address of another network in any of the
/// forms that resolvers read (`10.1`, `0x7f.1`, `2130706433`), and no name that stands for the proxy's own machine.
JIMENG_SELDOM inline bool may_be_public(std::string host)
{
    while (host.ends_with('.'))
        host.pop_back();
    boost::system::error_code ec;
    if (auto const address = boost::asio::ip::make_address(host, ec); !ec) return is_public_address(address);
    in_addr v4{};
    if (::inet_aton(host.c_str(), &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
    auto const last = std::string_view{host}.substr(host.rfind('.') + 1);
    return !equal_ignoring_case(last, "localhost");
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
