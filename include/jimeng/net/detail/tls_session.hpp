#ifndef JIMENG_NET_DETAIL_TLS_SESSION_HPP
#define JIMENG_NET_DETAIL_TLS_SESSION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/detail/close_descriptor.hpp>
#include <jimeng/wire/error.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

struct openssl_delete {
    void operator()(SSL_CTX* p) const noexcept { SSL_CTX_free(p); }
    void operator()(SSL* p) const noexcept { SSL_free(p); }
    void operator()(BIO* p) const noexcept { BIO_free(p); }
};

/// At least TLS 1.2 and security level 2; a system whose policy asks for more keeps it.
inline bool raise_security(SSL_CTX* context)
{
    if (SSL_CTX_get_security_level(context) < 2) SSL_CTX_set_security_level(context, 2);
    return SSL_CTX_get_min_proto_version(context) >= TLS1_2_VERSION ||
           SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1;
}

/// The content of a regular file of 16 MiB at most; none for anything else. A pipe or a device could be read for ever.
JIMENG_SELDOM inline std::optional<std::string> read_certificate_file(std::string const& path)
{
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) return std::nullopt;
    std::unique_ptr<int const, close_descriptor> const closed{&descriptor};
    struct stat facts {};
    constexpr off_t most = off_t{16} << 20;
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_size > most) return std::nullopt;
    std::string text(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t have = 0;
    while (have != text.size()) {
        auto const size = ::read(descriptor, text.data() + have, text.size() - have);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return std::nullopt;
        have += static_cast<std::size_t>(size);
    }
    return text;
}

/// Adds the certificates and revocation lists of a PEM file; false where there is none to add.
JIMENG_SELDOM inline bool trust_also(X509_STORE* store, std::string const& path)
{
    auto const text = read_certificate_file(path);
    if (!text) return false;
    std::unique_ptr<BIO, openssl_delete> const bio{BIO_new_mem_buf(text->data(), static_cast<int>(text->size()))};
    auto* const list = bio ? PEM_X509_INFO_read_bio(bio.get(), nullptr, nullptr, nullptr) : nullptr;
    int added = 0;
    for (int i = 0; i < sk_X509_INFO_num(list); ++i) {
        auto const* const one = sk_X509_INFO_value(list, i);
        if (one->x509 != nullptr && X509_STORE_add_cert(store, one->x509) == 1) ++added;
        if (one->crl != nullptr && X509_STORE_add_crl(store, one->crl) == 1) ++added;
    }
    sk_X509_INFO_pop_free(list, X509_INFO_free);
    return added != 0;
}

/// Client settings of TLS, and whom to trust. Loading the system's authorities costs some 30 ms, so it is done once.
class tls_settings {
public:
    /// Nothing is loaded before the first call. The error is `bad_ca_file` or `tls_handshake`.
    SSL_CTX* get(std::string const& extra_ca_file, error_code& ec)
    {
        if (!context_) ec = load(extra_ca_file);
        return context_.get();
    }

private:
    JIMENG_SELDOM error_code load(std::string const& extra_ca_file)
    {
        ERR_clear_error();
        std::unique_ptr<SSL_CTX, openssl_delete> context{SSL_CTX_new(TLS_client_method())};
        if (!context || !raise_security(context.get())) return client_errc::tls_handshake;
        SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
        SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
        SSL_CTX_set_default_verify_paths(context.get());
        if (!extra_ca_file.empty() && !trust_also(SSL_CTX_get_cert_store(context.get()), extra_ca_file))
            return client_errc::bad_ca_file;
        ERR_clear_error();
        context_ = std::move(context);
        return {};
    }

    std::unique_ptr<SSL_CTX, openssl_delete> context_;
};

/// Names that a certificate is for, escaped, for a person to compare with the wanted one.
JIMENG_SELDOM inline std::string presented_names(X509* certificate)
{
    std::string names;
    auto* const list =
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(list) && names.size() < 200; ++i) {
        auto const* const entry = sk_GENERAL_NAME_value(list, i);
        if (entry->type != GEN_DNS) continue;
        auto const* const bytes = reinterpret_cast<char const*>(ASN1_STRING_get0_data(entry->d.dNSName));
        auto const size = static_cast<std::size_t>(ASN1_STRING_length(entry->d.dNSName));
        (names += names.empty() ? "" : ", ") += for_terminal({bytes, size}, 80);
    }
    GENERAL_NAMES_free(list);
    return names.empty() ? "no host name" : names;
}

/// One TLS connection as a client, without a socket: ciphertext in and out, plaintext in and out.
///
/// Keeping the socket outside shows whether undecrypted bytes wait behind an answer, and how much of a request
/// has really left.
class tls_session {
public:
    enum class status { progress, wants_input, closed, failed };

    JIMENG_SELDOM tls_session(SSL_CTX* context, std::string_view host) : ssl_{SSL_new(context)}
    {
        std::unique_ptr<BIO, openssl_delete> input{BIO_new(BIO_s_mem())}, output{BIO_new(BIO_s_mem())};
        if (!ssl_ || !input || !output) throw std::bad_alloc{};
        input_ = input.release();
        output_ = output.release();
        BIO_set_mem_eof_return(input_, -1);
        SSL_set_bio(ssl_.get(), input_, output_);
        SSL_set_connect_state(ssl_.get());
        SSL_set_app_data(ssl_.get(), this);
        SSL_set_verify(ssl_.get(), SSL_VERIFY_PEER, &tls_session::note_verification);
        expect_host(std::string{host});
    }
    tls_session(tls_session const&) = delete;
    tls_session& operator=(tls_session const&) = delete;

    /// Whether every setting took, above all the name to check; without it no handshake may start.
    [[nodiscard]] bool ready() const noexcept { return ready_; }

    status handshake() { return judged(SSL_do_handshake); }

    /// Decrypts into `buffer`; `got` bytes on progress.
    status read(char* buffer, std::size_t size, std::size_t& got)
    {
        return judged([&](SSL* ssl) { return SSL_read_ex(ssl, buffer, size, &got); });
    }

    /// Encrypts all of `text`, which must not be empty.
    status write(std::string_view text)
    {
        std::size_t written = 0;
        return judged([&](SSL* ssl) { return SSL_write_ex(ssl, text.data(), text.size(), &written); });
    }

    void feed(std::string_view ciphertext)
    {
        auto const size = static_cast<int>(ciphertext.size());
        if (BIO_write(input_, ciphertext.data(), size) != size) throw std::bad_alloc{};
    }

    /// Ciphertext that waits to be sent; empty when there is none.
    std::string take_output()
    {
        std::string bytes{peek_output()};
        if (!bytes.empty()) BIO_reset(output_);
        return bytes;
    }
    /// The same where it stands, until the next call.
    [[nodiscard]] std::string_view peek_output() const noexcept
    {
        char* bytes = nullptr;
        auto const size = BIO_get_mem_data(output_, &bytes);
        return size > 0 ? std::string_view{bytes, static_cast<std::size_t>(size)} : std::string_view{};
    }

    /// Bytes that were received but have not been read as plaintext.
    [[nodiscard]] bool has_unread() const { return BIO_ctrl_pending(input_) != 0 || SSL_has_pending(ssl_.get()) != 0; }

    /// Adds the closing alert to the output.
    void say_goodbye()
    {
        if (SSL_is_init_finished(ssl_.get())) SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }

    /// Why the handshake failed.
    JIMENG_SELDOM [[nodiscard]] client_errc failure() const
    {
        switch (verification_) {
        case X509_V_OK: return is_protocol_reason() ? client_errc::tls_protocol : client_errc::tls_handshake;
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID: return client_errc::tls_expired;
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH: return client_errc::tls_hostname;
        default: return client_errc::tls_untrusted;
        }
    }

    /// The reason in words, escaped.
    JIMENG_SELDOM [[nodiscard]] std::string reason() const
    {
        if (verification_ == X509_V_OK) {
            auto const* const text = ERR_reason_error_string(error_);
            return text == nullptr ? "the server ended it" : text;
        }
        std::string text = X509_verify_cert_error_string(verification_);
        if (failure() == client_errc::tls_hostname) text += "; the certificate is for " + names_;
        return text;
    }

private:
    JIMENG_SELDOM void expect_host(std::string const& host)
    {
        auto* const ssl = ssl_.get();
        bool const address =
            host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos;
        SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
        if (address)
            ready_ = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
        else
            ready_ = SSL_set1_host(ssl, host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
    }

    template <class Call>
    status judged(Call const& call)
    {
        ERR_clear_error(); // an old error in this thread's queue would be taken for ours
        int const result = call(ssl_.get());
        if (result == 1) return status::progress;
        switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_WANT_READ: return status::wants_input;
        case SSL_ERROR_ZERO_RETURN: return status::closed;
        default: error_ = ERR_peek_error(); ERR_clear_error();
        }
        return status::failed;
    }

    /// Keeps the first complaint and whom the certificate is for; OpenSSL forgets both when it gives up.
    static int note_verification(int good, X509_STORE_CTX* store)
    {
        if (good == 1) return 1;
        auto const* const ssl =
            static_cast<SSL const*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
        auto* const self = static_cast<tls_session*>(SSL_get_app_data(ssl));
        self->verification_ = X509_STORE_CTX_get_error(store);
        auto* const certificate = X509_STORE_CTX_get0_cert(store);
        try {
            if (certificate != nullptr) self->names_ = presented_names(certificate);
        } catch (std::exception const&) { // OpenSSL's frames are no place for an exception
            self->names_.clear();
        }
        return 0;
    }

    JIMENG_SELDOM [[nodiscard]] bool is_protocol_reason() const
    {
        if (ERR_GET_LIB(error_) != ERR_LIB_SSL) return false;
        switch (ERR_GET_REASON(error_)) {
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_VERSION_TOO_LOW:
        case SSL_R_NO_PROTOCOLS_AVAILABLE:
        case SSL_R_NO_CIPHERS_AVAILABLE:
        case SSL_R_WRONG_SSL_VERSION:
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
        case SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY:
        case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
        case SSL_R_UNKNOWN_CIPHER_RETURNED:
        case SSL_R_WRONG_CIPHER_RETURNED: return true;
        default: return false;
        }
    }

    std::unique_ptr<SSL, openssl_delete> ssl_;
    BIO* input_ = nullptr;  // owned by ssl_
    BIO* output_ = nullptr; // owned by ssl_
    bool ready_ = false;
    int verification_ = X509_V_OK;
    unsigned long error_ = 0;
    std::string names_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
