#ifndef JIMENG_SIGN_DETAIL_SIGNING_FRAME_HPP
#define JIMENG_SIGN_DETAIL_SIGNING_FRAME_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/detail/signing_text.hpp>
#include <jimeng/wire/http_message.hpp>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// A canonical request with its body's hash, its date and the token cut out, and the request that it belongs to.
struct signing_frame {
    std::string method{};
    http_origin origin{};
    std::string target{};
    http_headers own_headers{}; ///< Without those that a signature replaces.

    std::string before_hash{};
    std::string before_date{};
    std::string before_token{}; ///< Where there is a token; it stands in no frame.
    std::string before_last_hash{};
    std::string signed_headers{};
    std::string added_content_type{}; ///< Empty: the request has one.
};

/// @throws std::invalid_argument As `compute_steps`; of headers that a signature replaces nothing is asked.
JIMENG_DECL signing_frame make_signing_frame(http_request const& request, credentials const& keys);

/// What a signature replaces in a request, where it is there already.
struct replaced_headers {
    std::string* date = nullptr;
    std::string* hash = nullptr;
    std::string* authorization = nullptr;
    std::string* token = nullptr;
    bool twice = false;

    [[nodiscard]] bool any() const noexcept
    {
        return date != nullptr || hash != nullptr || authorization != nullptr || token != nullptr;
    }
    /// Whether values of these sizes fit into each place, once.
    [[nodiscard]] bool take(std::size_t authorization_size, std::size_t token_size) const noexcept
    {
        auto const has = [](std::string const* place, std::size_t size) {
            return place != nullptr && place->size() == size;
        };
        return !twice && has(date, date_size) && has(hash, hex_digest_size) && has(authorization, authorization_size) &&
               (token_size == 0 ? token == nullptr : has(token, token_size));
    }
};

template <std::size_t Size>
bool is_named(std::string_view name, char const (&wanted)[Size]) noexcept
{
    if (name.size() != Size - 1) return false;
    return std::memcmp(name.data(), wanted, Size - 1) == 0 || equal_ignoring_case(name, wanted);
}

/// Whether a signature replaces this header, which is then noted.
inline bool is_replaced(http_header& header, bool with_token, replaced_headers& found) noexcept
{
    auto const note = [&](std::string*& place) {
        found.twice = found.twice || place != nullptr;
        place = &header.value;
        return true;
    };
    switch (header.name.size()) { // of "X-Date", "Authorization", and the other two
    case 6: return is_named(header.name, "X-Date") && note(found.date);
    case 13: return is_named(header.name, "Authorization") && note(found.authorization);
    case 16: break;
    default: return false;
    }
    if (is_named(header.name, "X-Content-Sha256")) return note(found.hash);
    return with_token && is_named(header.name, "X-Security-Token") && note(found.token);
}

/// Takes away what a signature replaces.
inline void leave_out_replaced(http_headers& headers, bool with_token) noexcept
{
    replaced_headers ignored;
    std::erase_if(headers, [&](http_header& header) { return is_replaced(header, with_token, ignored); });
}

/// The common case: the request's own headers, and behind them those of an earlier signature in the order in which it
/// wrote them.
inline bool is_signed_again(http_headers const& own, http_headers& headers, bool with_token,
                            replaced_headers& found) noexcept
{
    auto const count = own.size();
    if (headers.size() != count + (with_token ? 4 : 3)) return false;
    auto const is = [&]<std::size_t Size>(std::size_t at, char const(&name)[Size]) {
        auto const& there = headers[count + at].name;
        return there.size() == Size - 1 && std::memcmp(there.data(), name, Size - 1) == 0;
    };
    if (!is(0, "X-Date") || !is(1, "X-Content-Sha256") || !is(with_token ? 3 : 2, "Authorization")) return false;
    if (with_token && !is(2, "X-Security-Token")) return false;
    for (std::size_t i = 0; i != count; ++i)
        if (!same_text(own[i].name, headers[i].name) || !same_text(own[i].value, headers[i].value)) return false;
    found = {&headers[count].value, &headers[count + 1].value, &headers.back().value,
             with_token ? &headers[count + 2].value : nullptr, false};
    return true;
}

inline bool have_same_headers(http_headers const& own, http_headers& headers, bool with_token,
                              replaced_headers& found) noexcept
{
    if (is_signed_again(own, headers, with_token, found)) return true;
    found = {};
    auto next = own.begin();
    for (auto& header : headers) {
        if (is_replaced(header, with_token, found)) continue;
        if (next == own.end() || *next != header) return false;
        ++next;
    }
    return next == own.end();
}

/// Whether the frame is this request's, of which the target is known to be the same. The scheme is signed by no one: it
/// shows in the port that `Host` names, and canonical hosts name neither 80 nor 443.
/// @param found  Gets what a signature replaces in it, if it is.
inline bool fits_but_for_target(signing_frame const& frame, http_request& request, bool with_token,
                                replaced_headers& found) noexcept
{
    return same_text(request.method, frame.method) && same_text(request.origin.host, frame.origin.host) &&
           request.origin.port == frame.origin.port &&
           have_same_headers(frame.own_headers, request.headers, with_token, found);
}

inline bool fits(signing_frame const& frame, http_request& request, bool with_token, replaced_headers& found) noexcept
{
    return same_text(request.target, frame.target) && fits_but_for_target(frame, request, with_token, found);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/signing_frame.ipp>
#endif

#endif
