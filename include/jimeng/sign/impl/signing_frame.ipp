#ifndef JIMENG_SIGN_IMPL_SIGNING_FRAME_IPP
#define JIMENG_SIGN_IMPL_SIGNING_FRAME_IPP

#include <jimeng/sign/detail/signing_frame.hpp>

#include <jimeng/sign/impl/signing_steps.ipp>

#include <utility>

namespace jimeng::detail {

/// Stand where hash and date will: no checked header holds a control character.
inline constexpr std::string_view hash_mark = "\x01";
inline constexpr std::string_view date_mark = "\x02";

/// The part of a text up to a mark, which is taken away with it.
inline std::string cut_at(std::string_view& text, std::string_view mark)
{
    auto const at = text.find(mark);
    std::string part{text.substr(0, at)};
    text.remove_prefix(at + mark.size());
    return part;
}

inline http_headers without_replaced(http_headers headers, bool with_token)
{
    replaced_headers ignored;
    std::erase_if(headers, [&](http_header& header) { return is_replaced(header, with_token, ignored); });
    return headers;
}

inline void cut(signing_frame& frame, std::string_view canonical)
{
    frame.before_hash = cut_at(canonical, hash_mark);
    frame.before_date = cut_at(canonical, date_mark);
    frame.after_date = cut_at(canonical, hash_mark);
}

JIMENG_DECL signing_frame make_signing_frame(http_request const& request, credentials const& keys)
{
    constexpr auto profile = header_profile::content_type;
    signing_frame frame{request.method, request.origin, request.target,
                        without_replaced(request.headers, !keys.security_token.empty())};
    auto input = signing_input_of(request);
    refuse_control_characters("method", input.method);
    frame.added = headers_to_add(input, keys, profile, {}, {});
    auto headers = with_headers(input.headers, frame.added);
    check_headers(headers, profile);
    set_header(headers, "X-Date", date_mark);
    set_header(headers, "X-Content-Sha256", hash_mark);
    frame.signed_headers = signed_headers(headers, profile);
    cut(frame, canonical_request(input.method, canonical_uri(input.path), canonical_query(input.query), headers,
                                 profile, hash_mark));
    std::erase_if(frame.added, [](auto const& header) { return header.value.empty(); }); // date and hash
    return frame;
}

} // namespace jimeng::detail

#endif
