#ifndef JIMENG_BENCHMARKS_NAIVE_SIGNER_HPP
#define JIMENG_BENCHMARKS_NAIVE_SIGNER_HPP

#include <jimeng/core/credentials.hpp>
#include <jimeng/wire/http_message.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <chrono>
#include <cstddef>
#include <ctime>
#include <string>
#include <utility>

/// What a good engineer writes in an hour from the signing guide: strings, OpenSSL's one-shot functions, nothing kept.
class naive_signer {
public:
    explicit naive_signer(jimeng::credentials keys) : keys_{std::move(keys)} {}

    void sign(jimeng::http_request& request, std::chrono::sys_seconds now)
    {
        auto const date = date_of(now);
        auto const scope = date.substr(0, 8) + "/cn-north-1/cv/request";
        auto const body_hash = hex(sha256(request.body));
        std::string const names = "content-type;host;x-content-sha256;x-date";
        auto const question = request.target.find('?');
        auto const canonical = request.method + '\n' + request.target.substr(0, question) + '\n' +
                               request.target.substr(question + 1) + '\n' +
                               "content-type:" + *jimeng::find_header(request.headers, "Content-Type") + '\n' +
                               "host:" + request.origin.host + '\n' + "x-content-sha256:" + body_hash + '\n' +
                               "x-date:" + date + "\n\n" + names + '\n' + body_hash;
        auto const to_sign = "HMAC-SHA256\n" + date + '\n' + scope + '\n' + hex(sha256(canonical));
        auto key = hmac(std::string{keys_.secret_access_key.reveal()}, date.substr(0, 8));
        for (std::string const part : {"cn-north-1", "cv", "request"})
            key = hmac(key, part);
        jimeng::set_header(request.headers, "X-Date", date);
        jimeng::set_header(request.headers, "X-Content-Sha256", body_hash);
        jimeng::set_header(request.headers, "Authorization",
                           "HMAC-SHA256 Credential=" + keys_.access_key_id + '/' + scope + ", SignedHeaders=" + names +
                               ", Signature=" + hex(hmac(key, to_sign)));
    }

    [[nodiscard]] std::size_t compressions() const noexcept { return compressions_; }

private:
    static std::string date_of(std::chrono::sys_seconds now)
    {
        std::time_t const time = now.time_since_epoch().count();
        std::tm parts{};
        ::gmtime_r(&time, &parts);
        char text[20];
        return {text, std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts)};
    }

    static std::string hex(std::string const& bytes)
    {
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        text.reserve(bytes.size() * 2);
        for (unsigned char const byte : bytes) {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        return text;
    }

    std::string sha256(std::string const& text)
    {
        compressions_ += blocks(text.size());
        std::string digest(32, '\0');
        EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha256(),
                   nullptr);
        return digest;
    }

    std::string hmac(std::string const& key, std::string const& text)
    {
        compressions_ += 1 + blocks(text.size()) + 1 + 1;
        std::string digest(32, '\0');
        HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<unsigned char const*>(text.data()), text.size(),
             reinterpret_cast<unsigned char*>(digest.data()), nullptr);
        return digest;
    }

    static std::size_t blocks(std::size_t bytes) noexcept { return (bytes + 9 + 63) / 64; }

    jimeng::credentials keys_;
    std::size_t compressions_ = 0;
};

#endif
