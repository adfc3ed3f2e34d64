#ifndef JIMENG_TESTS_NET_FIXTURE_HPP
#define JIMENG_TESTS_NET_FIXTURE_HPP

#include "print_errc.hpp"
#include "raw_server.hpp"

#include <jimeng/net/beast_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace jimeng_tests {

using namespace std::chrono_literals;

struct outcome {
    jimeng::http_response response;
    jimeng::error_code ec;
    jimeng::diagnostics details;
};

inline jimeng::http_request post_to(std::uint16_t port, std::string body = "{}")
{
    return {"POST", {"http", "127.0.0.1", port}, "/?Action=A&Version=B", {}, std::move(body)};
}

inline jimeng::http_request post_to(raw_server const& server, std::string body = "{}")
{
    return post_to(server.port(), std::move(body));
}

/// What is over by then did not wait for a limit of minutes. No test asks for more: machines have other work.
inline constexpr auto soon = 4min;
inline constexpr auto hang = 10min;

inline outcome exchange(jimeng::beast_transport& transport, jimeng::http_request const& request,
                        jimeng::exchange_options options = {})
{
    outcome got;
    // A test that hangs tells less than one that fails.
    if (options.timeout > hang) options.timeout = hang;
    got.response = transport.exchange(request, options, got.ec, got.details);
    return got;
}

inline outcome exchange(jimeng::http_request const& request, jimeng::exchange_options const& options = {},
                        jimeng::transport_options const& limits = {})
{
    jimeng::beast_transport transport{limits};
    return exchange(transport, request, options);
}

/// How long a call took.
template <class Call>
std::chrono::milliseconds time_of(Call&& call)
{
    auto const start = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

} // namespace jimeng_tests

#endif
