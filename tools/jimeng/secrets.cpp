#include "secrets.hpp"

#include "environment.hpp"

#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace command {

namespace {

constexpr std::array secret_variables{"VOLC_SECRETKEY",        "VOLC_SESSION_TOKEN",       "VOLC_SESSIONTOKEN",
                                      "VOLCENGINE_SECRET_KEY", "VOLCENGINE_SESSION_TOKEN", "JIMENG_BEARER_TOKEN",
                                      "JIMENG_SERVE_TOKEN"};
constexpr std::array proxy_variables{"HTTPS_PROXY", "https_proxy", "ALL_PROXY",
                                     "all_proxy",   "HTTP_PROXY",  "http_proxy"};

/// What stands before the host: `user:password`, or a token alone.
std::string_view user_of(std::string_view proxy) noexcept
{
    auto const host = proxy.rfind('@');
    if (host == std::string_view::npos) return {};
    auto const scheme = proxy.find("://");
    return proxy.substr(0, host).substr(scheme == std::string_view::npos ? 0 : scheme + 3);
}

/// The part of it that nobody else may know.
std::string_view password_of(std::string_view user) noexcept
{
    return user.substr(user.find(':') + 1);
}

constexpr int digit_of(char c) noexcept
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The number of `count` hexadecimal digits, or -1.
constexpr int number_of(std::string_view text, std::size_t count) noexcept
{
    if (text.size() < count) return -1;
    int number = 0;
    for (char const c : text.substr(0, count)) {
        if (digit_of(c) < 0) return -1;
        number = number * 16 + digit_of(c);
    }
    return number;
}

/// Of fewer characters, one would hide innocent text.
constexpr std::size_t shortest_secret = 6;

/// How many bytes of the text spell the character: itself, `%2F`, `%252F`, `\/`, `\u002f`, escaped however often; 0: none do.
/// @param most  Of the backslashes before it.
constexpr std::size_t spelling_of(char c, std::string_view text, std::size_t most) noexcept
{
    int const wanted = static_cast<unsigned char>(c);
    if (text.empty()) return 0;
    if (text.front() == c) return 1;
    if (text.front() == '%') {
        std::size_t const prefix = text.starts_with("%25") ? 3 : 1;
        return number_of(text.substr(prefix), 2) == wanted ? prefix + 2 : 0;
    }
    auto const escapes = std::min(text.substr(0, most).find_first_not_of('\\'), text.size());
    if (escapes == 0 || escapes == text.size()) return 0;
    if (text[escapes] == c) return escapes + 1;
    return text[escapes] == 'u' && number_of(text.substr(escapes + 1), 4) == wanted ? escapes + 5 : 0;
}

/// Whether nothing more comes, or only a piece of one spelling: texts are kept short, and one may end within a secret.
constexpr bool is_cut_off(std::string_view rest) noexcept
{
    return rest.empty() || (rest.size() < 6 && (rest.front() == '%' || rest.front() == '\\'));
}

/// How many bytes at the beginning of the text spell the secret, or as much of it as there is; 0: none do.
constexpr std::size_t spelling_of(std::string_view secret, std::string_view text) noexcept
{
    // One that begins with a backslash is looked for at each of a run: none may look through the whole run then.
    std::size_t const most = secret.front() == '\\' ? 64 : std::string_view::npos;
    std::size_t length = 0, spelled = 0;
    for (char const c : secret) {
        auto const rest = text.substr(length);
        auto const one = spelling_of(c, rest, most);
        if (one == 0) return spelled >= shortest_secret && is_cut_off(rest) ? text.size() : 0;
        length += one;
        ++spelled;
    }
    return length;
}

/// The characters of its base64 that depend on nothing else, when `before` bytes stand before it.
std::string inside_base64(std::string_view secret, std::size_t before)
{
    auto text = jimeng::base64_encode(std::string(before, 'x').append(secret));
    auto const last = text.find('=');
    if (last != std::string::npos) text.resize(last - 1);
    return text.substr(before == 0 ? 0 : before + 1);
}

} // namespace

void secrets::learn_from_environment()
{
    for (char const* const name : secret_variables)
        learn(variable(name));
    for (char const* const name : proxy_variables)
        learn_proxy(user_of(variable(name)));
}

/// As it is written, as it is meant, and as it is sent, which is the base64 of both parts.
void secrets::learn_proxy(std::string_view user)
{
    if (user.empty()) return;
    learn(password_of(user));
    auto const meant = jimeng::uri_decode(user);
    learn(password_of(meant));
    learn(meant.find(':') == std::string::npos ? meant + ':' : meant);
}

void secrets::learn(std::string_view secret)
{
    if (secret.size() < shortest_secret) return;
    known_.emplace_back(secret);
    for (std::size_t before = 0; before != 3; ++before)
        known_.emplace_back(inside_base64(secret, before));
}

void secrets::wipe_environment() const noexcept
{
    auto const wipe = [](char const* name) {
        if (char* const value = std::getenv(name)) std::memset(value, 0, std::strlen(value));
        ::unsetenv(name);
    };
    for (char const* const name : secret_variables)
        wipe(name);
    for (char const* const name : proxy_variables)
        if (!user_of(variable(name)).empty()) wipe(name);
}

/// @param in_run  Within a run of backslashes, at whose beginning there was none: what they escape was looked at there.
std::size_t secrets::length_at(std::string_view text, bool in_run) const noexcept
{
    for (auto const& one : known_) {
        if (in_run && one.reveal().front() != '\\') continue;
        if (auto const length = spelling_of(one.reveal(), text); length != 0) return length;
    }
    return 0;
}

std::string secrets::hidden_in(std::string_view text) const
{
    std::string shown;
    shown.reserve(text.size());
    bool after_backslash = false;
    while (!text.empty()) {
        auto const length = length_at(text, after_backslash && text.front() == '\\');
        after_backslash = length == 0 && text.front() == '\\';
        if (length == 0)
            shown += text.front();
        else
            shown += "***";
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return shown;
}

secrets& known_secrets()
{
    static secrets of_this_process;
    return of_this_process;
}

} // namespace command
