#ifndef JIMENG_TESTS_TLS_CERTIFICATES_HPP
#define JIMENG_TESTS_TLS_CERTIFICATES_HPP

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

// Certificates are minted when a test starts: none lies in the repository, none expires there.

namespace jimeng_tests {

struct openssl_free {
    void operator()(X509* p) const { X509_free(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
};
using key_ptr = std::unique_ptr<EVP_PKEY, openssl_free>;
using x509_ptr = std::unique_ptr<X509, openssl_free>;

struct identity {
    key_ptr key;
    x509_ptr certificate;
};

struct certificate_plan {
    std::string common_name = "test";
    std::string subject_alt_name{}; ///< In OpenSSL's form, `DNS:localhost,IP:127.0.0.1`; empty: none.
    std::string dns_name{};         ///< As it is, a NUL included; empty: none.
    long begins_seconds = -3600;    ///< From now.
    long ends_seconds = 3600;       ///< From now.
    bool authority = false;
    int rsa_bits = 0; ///< 0: an elliptic key.
};

inline void add_extension(X509* certificate, X509V3_CTX* context, int id, std::string const& value)
{
    std::unique_ptr<X509_EXTENSION, openssl_free> const extension{
        X509V3_EXT_conf_nid(nullptr, context, id, value.c_str())};
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
        throw std::runtime_error{"bad extension " + value};
}

/// An alternative name that OpenSSL's own form cannot hold.
inline void add_dns_name(X509* certificate, std::string const& name)
{
    auto* const value = ASN1_IA5STRING_new();
    ASN1_STRING_set(value, name.data(), static_cast<int>(name.size()));
    auto* const one = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(one, GEN_DNS, value);
    auto* const all = GENERAL_NAMES_new();
    sk_GENERAL_NAME_push(all, one);
    bool const added = X509_add1_ext_i2d(certificate, NID_subject_alt_name, all, 0, X509V3_ADD_DEFAULT) == 1;
    GENERAL_NAMES_free(all);
    if (!added) throw std::runtime_error{"bad alternative name"};
}

/// @param issuer  None: self-signed.
inline identity mint(certificate_plan const& plan, identity const* issuer = nullptr)
{
    static long serial = 1;
    identity made{key_ptr{plan.rsa_bits == 0 ? EVP_EC_gen("P-256") : EVP_RSA_gen(static_cast<unsigned>(plan.rsa_bits))},
                  x509_ptr{X509_new()}};
    auto* const certificate = made.certificate.get();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), plan.begins_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate), plan.ends_seconds);
    X509_set_pubkey(certificate, made.key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<unsigned char const*>(plan.common_name.c_str()), -1, -1, 0);
    auto* const signer = issuer == nullptr ? certificate : issuer->certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509V3_CTX context;
    X509V3_set_ctx(&context, signer, certificate, nullptr, nullptr, 0);
    add_extension(certificate, &context, NID_basic_constraints, plan.authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!plan.subject_alt_name.empty())
        add_extension(certificate, &context, NID_subject_alt_name, plan.subject_alt_name);
    if (!plan.dns_name.empty()) add_dns_name(certificate, plan.dns_name);
    if (X509_sign(certificate, issuer == nullptr ? made.key.get() : issuer->key.get(), EVP_sha256()) == 0)
        throw std::runtime_error{"cannot sign a certificate"};
    return made;
}

/// A file with this certificate, as `extra_ca_file` wants it; gone with the object.
class pem_file {
public:
    explicit pem_file(identity const& who)
    {
        int const descriptor = ::mkstemp(path_.data());
        std::FILE* const file = descriptor < 0 ? nullptr : ::fdopen(descriptor, "w");
        if (file == nullptr) throw std::runtime_error{"no temporary file"};
        PEM_write_X509(file, who.certificate.get());
        std::fclose(file);
    }
    pem_file(pem_file const&) = delete;
    pem_file& operator=(pem_file const&) = delete;
    ~pem_file() { ::unlink(path_.c_str()); }

    std::string const& path() const { return path_; }

private:
    std::string path_ = "/tmp/jimeng-test-ca-XXXXXX";
};

} // namespace jimeng_tests

#endif
