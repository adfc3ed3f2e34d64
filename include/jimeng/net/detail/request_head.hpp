#ifndef JIMENG_NET_DETAIL_REQUEST_HEAD_HPP
#define JIMENG_NET_DETAIL_REQUEST_HEAD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/file_body.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

constexpr bool is_token_character(char c) noexcept
{
    bool const alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return alphanumeric || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

constexpr bool is_token(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

/// Visible characters, blanks and tabs; bytes above 0x7F pass as they are.
constexpr bool is_header_value(std::string_view text) noexcept
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7F;
    });
}

constexpr bool is_request_target(std::string_view text) noexcept
{
    return text.starts_with('/') && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

/// Headers that decide where a message ends. Two of one kind make two readers disagree, so they have one source.
inline bool belongs_to_the_transport(std::string_view name) noexcept
{
    constexpr std::string_view names[] = {
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "TE", "Trailer"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](std::string_view own) { return equal_ignoring_case(own, name); });
}

JIMENG_SELDOM inline error_code refuse(client_errc code, std::string sentence, diagnostics& details)
{
    details.client_message = std::move(sentence);
    return code;
}

/// Checks everything that becomes part of the request head. A line end in a header would begin a header of somebody else.
JIMENG_SELDOM inline error_code check_request(http_request const& request, diagnostics& details)
{
    auto const& origin = request.origin;
    if (!is_header_value(origin.host))
        return refuse(client_errc::unsafe_header, "host: holds a control character; remove it", details);
    if (origin.scheme != "https" && origin.scheme != "http")
        return refuse(client_errc::bad_endpoint, "scheme: is neither https nor http", details);
    if (!url_host_is_clean(origin.host, origin.host.find(':') != std::string::npos) || origin.port == 0)
        return refuse(client_errc::bad_endpoint, "host: is not a host name or address with a port from 1", details);
    if (!is_token(request.method))
        return refuse(client_errc::unsafe_header, "method: is not a word of letters", details);
    if (!is_request_target(request.target))
        return refuse(client_errc::unsafe_header,
                      "target: must start with '/' and hold visible ASCII only; percent-encode the rest", details);
    for (auto const& header : request.headers) {
        if (!is_token(header.name))
            return refuse(client_errc::unsafe_header, "header: a name holds a character that no name may hold",
                          details);
        if (!is_header_value(header.value))
            return refuse(client_errc::unsafe_header,
                          concat({"header ", header.name, ": its value holds a control character; remove it"}),
                          details);
        if (belongs_to_the_transport(header.name))
            return refuse(client_errc::unsafe_header,
                          concat({"header ", header.name, ": is written by the transport; remove it"}), details);
    }
    if (origin.scheme == "http" && !is_loopback_host(origin.host))
        return refuse(client_errc::insecure_endpoint,
                      concat({"http://", origin.host, ": plain http is allowed to this machine only; use https"}),
                      details);
    return {};
}

/// The request line and the headers of a request that `check_request` let pass.
/// @param room  For how many bytes behind them memory is taken at once.
JIMENG_SELDOM inline std::string request_head(http_request const& request, std::size_t room = 0)
{
    std::size_t size = request.method.size() + request.target.size() + request.origin.host.size() + 192;
    for (auto const& header : request.headers)
        size += header.name.size() + header.value.size() + 4;
    std::string head;
    head.reserve(size + room);
    (((head += request.method) += ' ') += request.target) += " HTTP/1.1\r\nHost: ";
    (head += host_header(request.origin)) += "\r\n";
    auto const line = [&](std::string_view name, std::string_view value) {
        (((head += name) += ": ") += value) += "\r\n";
    };
    for (auto const& header : request.headers)
        line(header.name, header.value);
    auto const unless_given = [&](std::string_view name, std::string_view value) {
        if (find_header(request.headers, name) == nullptr) line(name, value);
    };
    unless_given("User-Agent", "jimeng/" JIMENG_VERSION_STRING);
    unless_given("Accept", "*/*");
    unless_given("Accept-Encoding", "identity");
    bool const bodiless = request.method == "GET" || request.method == "HEAD";
    auto const body = body_size(request);
    if (body != 0 || !bodiless) line("Content-Length", std::to_string(body));
    head += "\r\n";
    return head;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
