#ifndef JIMENG_CORE_DETAIL_SHORTENED_KEY_ID_HPP
#define JIMENG_CORE_DETAIL_SHORTENED_KEY_ID_HPP

#include <jimeng/core/config.hpp>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// The beginning of an access key id; nothing of one so short that its beginning would say too much.
inline std::string shortened_key_id(std::string_view access_key_id)
{
    constexpr std::string_view hidden = "****";
    if (access_key_id.size() < 12) return std::string{hidden};
    return std::string{access_key_id.substr(0, 4)}.append("\xE2\x80\xA6").append(hidden);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
