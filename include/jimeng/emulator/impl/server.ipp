#ifndef JIMENG_EMULATOR_IMPL_SERVER_IPP
#define JIMENG_EMULATOR_IMPL_SERVER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/server.hpp>

#include <jimeng/emulator/detail/loopback_fetch.hpp>
#include <jimeng/emulator/detail/service_access.hpp>
#include <jimeng/emulator/detail/session.hpp>
#include <jimeng/emulator/service.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator {
namespace detail {

[[nodiscard]] inline std::optional<boost::asio::ssl::context> make_tls_context(server_options const& options)
{
    namespace ssl = boost::asio::ssl;
    if (options.certificate_chain_pem.empty()) return std::nullopt;
    ssl::context context{ssl::context::tls_server};
    auto* const native = context.native_handle();
    int const version = options.only_tls_version;
    SSL_CTX_set_min_proto_version(native, version == 0 ? TLS1_2_VERSION : version);
    SSL_CTX_set_max_proto_version(native, version);
    // Versions before 1.2 need SHA-1, which OpenSSL 3 allows at its lowest level only.
    if (version != 0 && version < TLS1_2_VERSION) SSL_CTX_set_cipher_list(native, "ALL:@SECLEVEL=0");
    context.use_certificate_chain(boost::asio::buffer(options.certificate_chain_pem));
    context.use_private_key(boost::asio::buffer(options.private_key_pem), ssl::context::pem);
    return context;
}

[[nodiscard]] inline boost::asio::ip::tcp::acceptor listen_on_loopback(boost::asio::io_context& context,
                                                                       std::uint16_t port)
{
    using boost::asio::ip::tcp;
    try {
        return tcp::acceptor{context, tcp::endpoint{boost::asio::ip::address_v4::loopback(), port}, true};
    } catch (boost::system::system_error const& e) {
        throw boost::system::system_error{e.code(), "jimeng: cannot listen on 127.0.0.1:" + std::to_string(port)};
    }
}

} // namespace detail

struct server::impl final : detail::session_host {
    using time_point = std::chrono::system_clock::time_point;

    impl(service_options&& wanted, server_options&& given)
        : options{std::move(given)},
          tls{detail::make_tls_context(options)},
          acceptor{detail::listen_on_loopback(context, options.port)},
          pause{context},
          port{acceptor.local_endpoint().port()}
    {
        wanted.base_url = url();
        if (!wanted.fetch) wanted.fetch = detail::fetch_from_this_machine;
        emulated = service{std::move(wanted)};
        accept();
    }

    [[nodiscard]] std::string url() const
    {
        return (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port);
    }

    [[nodiscard]] time_point now() const { return options.clock ? options.clock() : std::chrono::system_clock::now(); }

    [[nodiscard]] detail::carried_out carry_out(received_request const& request)
    {
        std::lock_guard const lock{mutex};
        return detail::service_access::carry_out(emulated, request, now());
    }

    [[nodiscard]] static http_response failure(std::exception const& e)
    {
        std::string const text = e.what();
        return {500, {{"Content-Type", "text/plain"}, {"Content-Length", std::to_string(text.size())}}, text};
    }

    [[nodiscard]] detail::fault_book& faults() override { return detail::service_access::faults(emulated); }
    [[nodiscard]] detail::call_ticket open_call(std::string_view target) override
    {
        return detail::service_access::open_call(emulated, target);
    }
    [[nodiscard]] http_response planned_answer(planned_fault const& fault) override
    {
        return detail::service_access::planned_answer(emulated, fault, now());
    }

    /// What an answer that will not leave looks like is not drawn.
    void answer(received_request const& request, detail::call_ticket const& call, detail::answer_callback done) override
    {
        std::optional<detail::carried_out> begun;
        try {
            begun = carry_out(request);
        } catch (std::exception const& e) {
            begun = detail::carried_out{failure(e)};
        }
        auto const* const fault = begun->committed ? faults().strike(call, fault_point::after_commit) : nullptr;
        if (fault != nullptr && fault->action != fault_action::delay) return done({}, fault);
        go_on(std::move(begun->answer), [fault, done = std::move(done)](http_response reply, planned_fault const*) {
            done(std::move(reply), fault);
        });
    }

    /// A clock that the user sets is looked at again and again, since nothing tells when it moves.
    void after(std::chrono::milliseconds delay, std::function<void()> done) override
    {
        wait_until(now() + delay, delay, std::make_shared<boost::asio::steady_timer>(context), std::move(done));
    }

    void wait_until(time_point due, std::chrono::milliseconds delay, std::shared_ptr<boost::asio::steady_timer> timer,
                    std::function<void()> done)
    {
        auto& waiting = *timer;
        waiting.expires_after(options.clock ? std::chrono::milliseconds{1} : delay);
        waiting.async_wait([this, due, delay, timer = std::move(timer),
                            done = std::move(done)](boost::system::error_code stopped) mutable {
            if (stopped) return;
            if (!options.clock || now() >= due) return done();
            wait_until(due, delay, std::move(timer), std::move(done));
        });
    }

    [[nodiscard]] static std::optional<http_response> step(unfinished_answer& answer)
    {
        try {
            if (answer.step()) return answer.take();
            return std::nullopt;
        } catch (std::exception const& e) {
            return failure(e);
        }
    }

    void go_on(unfinished_answer answer, detail::answer_callback done)
    {
        if (auto finished = step(answer)) return done(std::move(*finished), nullptr);
        boost::asio::post(context, [this, answer = std::move(answer), done = std::move(done)]() mutable {
            go_on(std::move(answer), std::move(done));
        });
    }

    void accept()
    {
        acceptor.async_accept([this](boost::system::error_code ec, boost::asio::ip::tcp::socket socket) {
            accepted(ec, std::move(socket));
        });
    }

    /// Out of file descriptors or the like: connections wait until there are some again.
    void accepted(boost::system::error_code ec, boost::asio::ip::tcp::socket socket)
    {
        if (!ec) {
            open(std::move(socket));
            return accept();
        }
        pause.expires_after(std::chrono::milliseconds{100});
        pause.async_wait([this](boost::system::error_code stopped) {
            if (!stopped) accept();
        });
    }

    void open(boost::asio::ip::tcp::socket socket)
    {
        boost::system::error_code ignored;
        socket.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
        detail::served_stream stream{std::move(socket), tls ? &*tls : nullptr};
        std::make_shared<detail::session>(std::move(stream), *this, options.patience)->start();
    }

    server_options options;
    std::optional<boost::asio::ssl::context> tls;
    mutable std::mutex mutex; // for the service: counts() may come from another thread
    service emulated{service_options{}};
    boost::asio::io_context context{1}; // dies before all that its sessions refer to
    boost::asio::ip::tcp::acceptor acceptor;
    boost::asio::steady_timer pause;
    std::uint16_t port;
};

JIMENG_DECL server::server(service_options service, server_options options)
    : impl_{std::make_unique<impl>(std::move(service), std::move(options))}
{}
JIMENG_DECL server::~server() = default;

JIMENG_DECL std::uint16_t server::port() const noexcept
{
    return impl_->port;
}
JIMENG_DECL std::string server::url() const
{
    return impl_->url();
}
JIMENG_DECL void server::run()
{
    impl_->context.run();
}
JIMENG_DECL void server::stop()
{
    impl_->context.stop();
}

JIMENG_DECL ledger server::counts() const
{
    std::lock_guard const lock{impl_->mutex};
    return impl_->emulated.counts();
}
JIMENG_DECL fault_report server::faults() const
{
    return impl_->emulated.faults();
}

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
