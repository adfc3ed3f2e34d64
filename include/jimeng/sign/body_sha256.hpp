#ifndef JIMENG_SIGN_BODY_SHA256_HPP
#define JIMENG_SIGN_BODY_SHA256_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/wire/file_body.hpp>
#include <jimeng/wire/http_message.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// The SHA-256 hash of what comes in pieces.
class sha256_stream {
public:
    void write(std::string_view piece)
    {
        if (!rest_.empty()) {
            auto const missing = piece.substr(0, block - rest_.size());
            rest_ += missing;
            piece.remove_prefix(missing.size());
            if (rest_.size() != block) return;
            hash_.extend(before_, rest_);
            rest_.clear();
        }
        auto const whole = piece.size() / block * block;
        hash_.extend(before_, piece.substr(0, whole));
        rest_ = piece.substr(whole);
    }
    [[nodiscard]] sha256_digest finish() { return hash_.finish(before_, rest_); }

private:
    static constexpr std::size_t block = 64;

    openssl_sha256 hash_;
    openssl_sha256::prefix before_;
    std::string rest_; ///< Less than a block, between two calls.
};

/// The hash of a request's whole body, 64 lower-case hexadecimal digits. Files inside it are read for it once; what is found is
/// noted in `http_request::files`, which copies of the request share: hash one of them at a time.
/// @throws std::runtime_error Where a file is not as it was looked at. Names it.
JIMENG_SELDOM [[nodiscard]] inline std::string body_sha256(http_request const& request)
{
    if (!request.files) return to_hex(sha256(request.body));
    auto& known = request.files->sha256;
    if (!known.empty()) return known;
    sha256_stream hash;
    body_reader reader{request};
    for (auto piece = reader.next(); !piece.empty(); piece = reader.next())
        hash.write(piece);
    if (!reader.done())
        throw std::runtime_error{"input image " + for_terminal(reader.broken()) + " has changed or gone"};
    return known = to_hex(hash.finish());
}

} // namespace jimeng::inline JIMENG_ABI

#endif
