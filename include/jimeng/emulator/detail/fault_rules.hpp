#ifndef JIMENG_EMULATOR_DETAIL_FAULT_RULES_HPP
#define JIMENG_EMULATOR_DETAIL_FAULT_RULES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/emulator/detail/fault_words.hpp>
#include <jimeng/emulator/planned_fault.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Whether an answer can still be put in the place of the right one.
[[nodiscard]] constexpr bool may_answer(fault_point point) noexcept
{
    return point >= fault_point::head && point <= fault_point::after_commit;
}

[[nodiscard]] constexpr bool answers(planned_fault const& fault) noexcept
{
    return fault.action == fault_action::status || (fault.action == fault_action::body && may_answer(fault.point));
}

/// @par Source RFC 9110, 5.1 and 5.6.2: a field's name is a token.
[[nodiscard]] inline bool is_header_name(std::string_view name)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        bool const alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return alphanumeric || others.find(c) != std::string_view::npos;
    });
}

[[nodiscard]] inline std::string wrong_with_header(http_header const& header)
{
    auto const shown = "headers: " + for_terminal(header.name, 60);
    if (!is_header_name(header.name)) return shown + ": no name of a header; use letters, digits and -";
    for (std::string_view const framing : {"Content-Length", "Transfer-Encoding", "Connection"})
        if (jimeng::detail::equal_ignoring_case(header.name, framing))
            return shown + ": the emulator frames its answers itself; leave it out";
    bool const plain = std::none_of(header.value.begin(), header.value.end(), [](char c) {
        return c == '\x7F' || (static_cast<unsigned char>(c) < 0x20 && c != '\t');
    });
    return plain ? std::string{} : shown + ": a control character in its value; remove it";
}

/// Members that the action has no use for.
[[nodiscard]] inline std::string idle_member(planned_fault const& fault)
{
    auto const only_of = [&](std::string_view member, std::string_view action) {
        return std::string{member}.append(": of no use where it does ").append(word_of(fault.action)) +
               "; leave it out, or let it do " + std::string{action};
    };
    if (fault.status != 0 && fault.action != fault_action::status) return only_of("status", "status");
    if (!fault.headers.empty() && !answers(fault)) return only_of("headers", "status");
    if (!fault.body.empty() && fault.action != fault_action::body && fault.action != fault_action::status)
        return only_of("body", "body");
    if (fault.milliseconds.count() != 0 && fault.action != fault_action::delay) return only_of("milliseconds", "delay");
    return {};
}

[[nodiscard]] inline std::string wrong_place(planned_fault const& fault)
{
    std::string const point{word_of(fault.point)};
    if (fault.point <= fault_point::tls && fault.call != fault_call::any)
        return "call: at the point " + point + " no call is known yet; leave it out, connections are counted there";
    if (fault.at != 0 && fault.point != fault_point::body && fault.point != fault_point::reply_byte)
        return "at: the point " + point + " counts no bytes; leave it out, or take the point body or reply_byte";
    if (fault.action == fault_action::status && !may_answer(fault.point))
        return "do: no status at the point " + point + "; take the point head, body, before_commit or after_commit";
    return {};
}

/// One line; empty where the fault makes sense.
[[nodiscard]] inline std::string wrong_with(planned_fault const& fault)
{
    if (auto why = wrong_place(fault); !why.empty()) return why;
    if (auto why = idle_member(fault); !why.empty()) return why;
    if (fault.action == fault_action::status && (fault.status < 200 || fault.status > 599))
        return "status: " + std::to_string(fault.status) + ": not 200 to 599; write the status to answer";
    bool const waits = fault.milliseconds.count() > 0 && fault.milliseconds <= std::chrono::hours{24};
    if (fault.action == fault_action::delay && !waits)
        return "milliseconds: " + std::to_string(fault.milliseconds.count()) + ": not 1 to 86400000; write the delay";
    for (auto const& header : fault.headers)
        if (auto why = wrong_with_header(header); !why.empty()) return why;
    return {};
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
