#include "token.hpp"

#include "../secrets.hpp"

#include <jimeng/sign/sha256.hpp>
#include <jimeng/wire/http_message.hpp>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace command::serve {

namespace {

constexpr std::size_t shortest = 16;

std::string trouble_with(std::string_view given)
{
    bool const visible = std::all_of(given.begin(), given.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if (visible && given.size() >= shortest) return {};
    return "serve: JIMENG_SERVE_TOKEN is no token of " + std::to_string(shortest) +
           " visible ASCII characters or more; set one that nobody guesses, or unset it and one is made";
}

} // namespace

std::string token::find(std::string& made)
{
    char const* const set = std::getenv("JIMENG_SERVE_TOKEN");
    std::string_view wanted = set == nullptr ? std::string_view{} : set;
    if (set != nullptr && !trouble_with(wanted).empty()) return trouble_with(wanted);
    if (set == nullptr) {
        std::array<unsigned char, 24> random{};
        if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
            return "serve: the system gives no random numbers for a token; set JIMENG_SERVE_TOKEN";
        wanted = made = "sk-jimeng-" + jimeng::to_hex(random);
        known_secrets().learn(made);
    }
    hash_ = jimeng::sha256(wanted);
    return {};
}

bool token::is_in(std::string_view authorization) const
{
    constexpr std::string_view scheme = "Bearer ";
    bool const bears = jimeng::detail::equal_ignoring_case(authorization.substr(0, scheme.size()), scheme);
    auto const given = jimeng::sha256(bears ? authorization.substr(scheme.size()) : std::string_view{});
    return CRYPTO_memcmp(given.data(), hash_.data(), given.size()) == 0 && bears;
}

} // namespace command::serve
