#ifndef JIMENG_EMULATOR_DETAIL_SAMPLE_RESPONSE_HPP
#define JIMENG_EMULATOR_DETAIL_SAMPLE_RESPONSE_HPP

#include <jimeng/core/config.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Puts a text wherever `{name}` stands inside a string of a JSON text.
inline void fill(std::string& json, std::string_view name, std::string_view value)
{
    auto const place = std::string{"{"}.append(name) + '}';
    auto const quoted = boost::json::serialize(boost::json::string{value.data(), value.size()});
    for (std::size_t at = 0; (at = json.find(place, at)) != std::string::npos; at += quoted.size() - 2)
        json.replace(at, place.size(), quoted, 1, quoted.size() - 2);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
