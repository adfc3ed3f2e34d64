#include "listening.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/url.hpp>

#include <openssl/ssl.h>

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace command::serve {

namespace {

using boost::asio::ip::tcp;

constexpr std::size_t most_tasks = 20'480;
constexpr std::size_t most_of_one_request = 10; // it can be taken where nothing else is under way

bool read_endpoint(std::string_view text, tcp::endpoint& to)
{
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos) return false;
    auto host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    boost::system::error_code ec;
    auto const address = boost::asio::ip::make_address(std::string{host}, ec);
    auto const port = jimeng::detail::read_number<std::uint16_t>(text.substr(colon + 1));
    if (ec.failed() || !port) return false;
    to = {address, *port};
    return true;
}

std::string trouble_with_files(arguments const& wanted)
{
    if (wanted.certificate.empty() == wanted.key.empty()) return {};
    return wanted.key.empty() ? "serve: --certificate needs --key, the file with its private key"
                              : "serve: --key needs --certificate, the file with its chain";
}

std::string open_tls(arguments const& wanted, listening& to)
{
    namespace ssl = boost::asio::ssl;
    if (wanted.certificate.empty()) return {};
    to.tls = std::make_unique<ssl::context>(ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(to.tls->native_handle(), TLS1_2_VERSION);
    boost::system::error_code ec;
    to.tls->use_certificate_chain_file(wanted.certificate, ec);
    if (ec.failed())
        return "serve: --certificate " + jimeng::for_terminal(wanted.certificate, 200) + ": " + ec.message() +
               "; name a file with the chain in PEM";
    to.tls->use_private_key_file(wanted.key, ssl::context::pem, ec);
    if (ec.failed())
        return "serve: --key " + jimeng::for_terminal(wanted.key, 200) + ": " + ec.message() +
               "; name the file with the certificate's private key in PEM";
    return {};
}

/// That a program on this machine can call: every address is none, and this machine's own is among them.
boost::asio::ip::address address_to_call(boost::asio::ip::address const& of)
{
    if (!of.is_unspecified()) return of;
    if (of.is_v6()) return boost::asio::ip::address_v6::loopback();
    return boost::asio::ip::address_v4::loopback();
}

std::string url_of(tcp::endpoint const& at, bool encrypted)
{
    auto const address = address_to_call(at.address());
    auto const host = address.is_v6() ? '[' + address.to_string() + ']' : address.to_string();
    return (encrypted ? "https://" : "http://") + host + ':' + std::to_string(at.port());
}

} // namespace

std::string open_port(arguments const& wanted, boost::asio::io_context& io, listening& to)
{
    tcp::endpoint at{boost::asio::ip::address_v4::loopback(), wanted.port};
    if (!wanted.listen.empty() && !read_endpoint(wanted.listen, at))
        return "serve: --listen " + jimeng::for_terminal(wanted.listen, 60) +
               ": is no address with a port; write 192.0.2.1:8443 or [::1]:8443";
    if (auto trouble = trouble_with_files(wanted); !trouble.empty()) return trouble;
    if (!at.address().is_loopback() && wanted.certificate.empty() && !wanted.behind_proxy)
        return "serve: --listen " + wanted.listen +
               ": others could read the token and the pictures; add --certificate and --key, or --behind-proxy where "
               "something before it speaks TLS";
    if (at.address().is_unspecified() && wanted.names.empty())
        return "serve: --listen " + wanted.listen +
               ": is every address of this machine, so it cannot tell how clients name it; add --name HOST, or listen "
               "on "
               "one address";
    if (auto trouble = open_tls(wanted, to); !trouble.empty()) return trouble;
    try {
        to.acceptor = std::make_unique<tcp::acceptor>(io, at, true);
        to.acceptor->listen(4096);
    } catch (boost::system::system_error const& error) {
        return "serve: port " + std::to_string(at.port()) + ": " + error.code().message() + "; choose another";
    }
    to.url = url_of(to.acceptor->local_endpoint(), to.tls != nullptr);
    jimeng::url_parts parts;
    bool const has_host = jimeng::detail::url_authority(std::string_view{to.url}.substr(to.url.find("//") + 2), parts);
    if (has_host && !at.address().is_unspecified()) to.host = parts.host;
    return {};
}

capacity capacity_within_limits(std::size_t most_connections, std::size_t concurrency) noexcept
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return {most_connections, most_tasks};
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return {most_connections, most_tasks};
    constexpr rlim_t for_the_rest = 64;
    auto const there = files.rlim_cur > for_the_rest ? files.rlim_cur - for_the_rest : 0;
    capacity found;
    found.connections = std::clamp<std::size_t>(there / 3, 1, most_connections);
    // A client holds two: its connection, and a file that it sends or is sent.
    auto const left = there - std::min<rlim_t>(there, 2 * found.connections);
    // A task holds its journal. One that runs holds its place in the account, a connection, and the file it is saved to.
    constexpr rlim_t models_at_once = 4, while_it_runs = 3;
    auto const running = std::min<rlim_t>(models_at_once * concurrency, left / (1 + while_it_runs));
    found.tasks = std::clamp<std::size_t>(left - while_it_runs * running, most_of_one_request, most_tasks);
    return found;
}

} // namespace command::serve
