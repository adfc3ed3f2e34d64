#ifndef JIMENG_SIGN_IMPL_SIGNING_FRAME_IPP
#define JIMENG_SIGN_IMPL_SIGNING_FRAME_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/detail/signing_frame.hpp>

#include <jimeng/sign/impl/signing_steps.ipp>

#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Stand where hash, date and token will: no checked header holds a control character.
inline constexpr std::string_view hash_mark = "\x01";
inline constexpr std::string_view date_mark = "\x02";
inline constexpr std::string_view token_mark = "\x03";

/// The part of a text up to a mark, which is taken away with it.
inline std::string cut_at(std::string_view& text, std::string_view mark)
{
    auto const at = text.find(mark);
    std::string part{text.substr(0, at)};
    text.remove_prefix(at + mark.size());
    return part;
}

inline void cut(signing_frame& frame, std::string_view canonical, bool with_token)
{
    frame.before_hash = cut_at(canonical, hash_mark);
    frame.before_date = cut_at(canonical, date_mark);
    if (with_token) frame.before_token = cut_at(canonical, token_mark);
    frame.before_last_hash = cut_at(canonical, hash_mark);
}

JIMENG_DECL signing_frame make_signing_frame(http_request const& request, credentials const& keys)
{
    constexpr auto profile = header_profile::content_type;
    bool const with_token = !keys.security_token.empty();
    signing_frame frame{request.method, request.origin, request.target, request.headers};
    leave_out_replaced(frame.own_headers, with_token);

    auto input = signing_input_of({request.method, request.origin, request.target, frame.own_headers, {}});
    refuse_control_characters("method", input.method);
    auto& headers = input.headers;
    if (auto const type = content_type_to_add(headers, profile); !type.empty()) {
        frame.added_content_type = type;
        set_header(headers, "Content-Type", type);
    }
    check_headers(headers, profile);
    set_header(headers, "X-Date", date_mark);
    set_header(headers, "X-Content-Sha256", hash_mark);
    if (with_token) set_header(headers, "X-Security-Token", token_mark);
    frame.signed_headers = signed_headers(headers, profile);
    cut(frame,
        canonical_request(input.method, canonical_uri(input.path), canonical_query(input.query), headers, profile,
                          hash_mark),
        with_token);
    return frame;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
