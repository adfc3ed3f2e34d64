#ifndef JIMENG_TESTS_TLS_TLS_PEER_HPP
#define JIMENG_TESTS_TLS_TLS_PEER_HPP

#include "../net/raw_server.hpp"
#include "certificates.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng_tests {

struct tls_plan {
    int newest_version = TLS1_3_VERSION;
    std::string ciphers{};
    std::uint32_t early_data = 0; ///< Bytes that it would take before the handshake is over.
};

/// The server's end of a TLS connection.
class tls_peer {
public:
    tls_peer(raw_peer& peer, identity const& who, tls_plan const& plan) : context_{SSL_CTX_new(TLS_server_method())}
    {
        std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to a socket that the client may have left
        SSL_CTX_set_security_level(context_, 0);
        SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context_, plan.newest_version);
        if (!plan.ciphers.empty()) SSL_CTX_set_cipher_list(context_, plan.ciphers.c_str());
        SSL_CTX_set_max_early_data(context_, plan.early_data);
        SSL_CTX_use_certificate(context_, who.certificate.get());
        SSL_CTX_use_PrivateKey(context_, who.key.get());
        ssl_ = SSL_new(context_);
        SSL_set_fd(ssl_, peer.descriptor());
        accepted_ = SSL_accept(ssl_) == 1;
    }
    tls_peer(tls_peer const&) = delete;
    tls_peer& operator=(tls_peer const&) = delete;
    ~tls_peer()
    {
        ERR_clear_error();
        SSL_free(ssl_);
        SSL_CTX_free(context_);
    }

    bool accepted() const { return accepted_; }
    std::string server_name() const
    {
        auto const* const name = SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name);
        return name == nullptr ? "" : name;
    }
    /// The head of a request; empty at the end.
    std::string read_head()
    {
        std::string head;
        char byte = 0;
        while (!head.ends_with("\r\n\r\n") && SSL_read(ssl_, &byte, 1) == 1)
            head += byte;
        return head;
    }
    /// How many of so many bytes came.
    std::size_t read_bytes(std::size_t wanted)
    {
        std::string bytes(wanted, '\0');
        std::size_t total = 0;
        for (std::size_t size = 0; total != wanted; total += size)
            if (SSL_read_ex(ssl_, bytes.data() + total, wanted - total, &size) != 1) break;
        return total;
    }
    bool send(std::string_view bytes)
    {
        return bytes.empty() || SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0;
    }
    void goodbye() { SSL_shutdown(ssl_); }

private:
    SSL_CTX* context_;
    SSL* ssl_ = nullptr;
    bool accepted_ = false;
};

struct authority {
    identity root = mint({.common_name = "jimeng test authority", .authority = true});
    pem_file file{root};

    identity issue(certificate_plan const& plan) const { return mint(plan, &root); }
};

inline authority const& trusted()
{
    static authority const made;
    return made;
}

} // namespace jimeng_tests

#endif
