#ifndef JIMENG_CORE_DETAIL_BLANK_REQUEST_HPP
#define JIMENG_CORE_DETAIL_BLANK_REQUEST_HPP

#include <jimeng/core/config.hpp>

#include <concepts>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Becomes any member that a request cannot leave out; it is read into before anybody looks at it.
struct blank_member {
    template <class Value>
    constexpr operator Value() const
    {
        constexpr bool can_be_blank = requires
        {
            Value::unchecked(std::string_view{});
        };
        static_assert(std::default_initializable<Value> || can_be_blank,
                      "jimeng: a member without a default needs `static unchecked(std::string_view)` to be read into");
        if constexpr (std::default_initializable<Value>)
            return Value{};
        else
            return Value::unchecked(std::string_view{});
    }
};

/// A request to be read into. Members without a default, such as a prompt, stay blank until then.
template <class Request, class... Blanks>
constexpr Request blank_request()
{
    if constexpr (requires { Request{Blanks{}...}; })
        return Request{Blanks{}...};
    else
        return blank_request<Request, Blanks..., blank_member>();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
