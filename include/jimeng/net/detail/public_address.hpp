#ifndef JIMENG_NET_DETAIL_PUBLIC_ADDRESS_HPP
#define JIMENG_NET_DETAIL_PUBLIC_ADDRESS_HPP

#include <jimeng/core/config.hpp>

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <cstdint>

namespace jimeng::inline JIMENG_ABI::detail {

/// Whether an IPv4 address is one of the internet's: not of this machine, of a private network, or of no single host.
/// 198.18.0.0/15 passes: proxies on users' machines give such addresses for every name and lead on from there.
/// @par Source IANA IPv4 Special-Purpose Address Registry (RFC 6890); 224/4 RFC 5771; 240/4 RFC 1112.
[[nodiscard]] constexpr bool is_public_v4(std::uint32_t address) noexcept
{
    struct block {
        std::uint32_t first;
        int bits;
    };
    constexpr block closed[] = {
        {0x00000000, 8},  // 0.0.0.0, this host
        {0x0A000000, 8},  // 10.0.0.0, private
        {0x64400000, 10}, // 100.64.0.0, behind a provider's address translation
        {0x7F000000, 8},  // 127.0.0.0, loopback
        {0xA9FE0000, 16}, // 169.254.0.0, link-local; clouds serve secrets there
        {0xAC100000, 12}, // 172.16.0.0, private
        {0xC0000000, 24}, // 192.0.0.0, protocol assignments
        {0xC0A80000, 16}, // 192.168.0.0, private
        {0xE0000000, 4},  // 224.0.0.0, multicast
        {0xF0000000, 4},  // 240.0.0.0, reserved, broadcast
    };
    for (auto const& [first, bits] : closed)
        if ((address ^ first) >> (32 - bits) == 0) return false;
    return true;
}

/// The same for any address. Where an IPv6 address stands for an IPv4 one, that one decides.
/// @par Source RFC 4291 (only 2000::/3 is handed out; ::ffff:0:0/96), RFC 6052 (64:ff9b::/96), RFC 3056 (2002::/16),
/// RFC 2928 (2001::/23, protocol assignments: Teredo's tunnels end at IPv4 hosts), RFC 3849 and RFC 9637 (examples).
JIMENG_SELDOM [[nodiscard]] inline bool is_public_address(boost::asio::ip::address const& address) noexcept
{
    if (address.is_v4()) return is_public_v4(address.to_v4().to_uint());
    auto const bytes = address.to_v6().to_bytes();
    auto const starts_with = [&](auto... first) {
        std::size_t at = 0;
        return ((bytes[at++] == first) && ...);
    };
    auto const v4_at = [&](std::size_t at) {
        std::uint32_t number = 0;
        for (std::size_t i = at; i != at + 4; ++i)
            number = number << 8 | bytes[i];
        return is_public_v4(number);
    };
    if (starts_with(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF)) return v4_at(12);
    if (starts_with(0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0)) return v4_at(12);
    if (starts_with(0x20, 0x02)) return v4_at(2);
    if (starts_with(0x20, 0x01) && bytes[2] < 2) return false;
    if (starts_with(0x20, 0x01, 0x0D, 0xB8) || (starts_with(0x3F, 0xFF) && bytes[2] < 0x10)) return false;
    return bytes[0] >> 5 == 1;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
