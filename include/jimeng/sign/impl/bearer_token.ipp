#ifndef JIMENG_SIGN_IMPL_BEARER_TOKEN_IPP
#define JIMENG_SIGN_IMPL_BEARER_TOKEN_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/impl/credentials.ipp>
#include <jimeng/sign/bearer_token.hpp>

#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL bearer_token::bearer_token(secret token) : token_{std::move(token)}
{
    if (token_.empty() || !detail::only_visible_ascii(token_.reveal()))
        throw std::invalid_argument{"jimeng: a bearer token is empty or holds a character that no header can carry"};
}

JIMENG_DECL void bearer_token::sign(http_request& request, std::chrono::sys_seconds) const
{
    constexpr std::string_view scheme = "Bearer ";
    std::string value;
    value.reserve(scheme.size() + token_.reveal().size()); // so that no piece of it stays behind in a smaller one
    value.append(scheme).append(token_.reveal());
    std::erase_if(request.headers,
                  [](http_header const& h) { return detail::equal_ignoring_case(h.name, "Authorization"); });
    request.headers.push_back({"Authorization", std::move(value)});
}

JIMENG_DECL std::optional<bearer_token> bearer_token::from_environment(std::string& complaint)
{
    constexpr char variable[] = "JIMENG_BEARER_TOKEN";
    auto const text = detail::environment(variable);
    complaint.clear();
    if (text.empty()) complaint = std::string{variable} + " is not set: export it with the relay's token";
    if (auto const slip = detail::slip_in_key(text); !slip.empty()) complaint = variable + std::string{slip};
    if (!complaint.empty()) return std::nullopt;
    return bearer_token{secret{text}};
}

JIMENG_DECL bearer_token bearer_token::from_environment()
{
    std::string complaint;
    auto found = from_environment(complaint);
    if (!found) throw bearer_token_missing{complaint};
    return *std::move(found);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
