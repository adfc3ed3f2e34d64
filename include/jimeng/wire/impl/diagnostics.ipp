#ifndef JIMENG_WIRE_IMPL_DIAGNOSTICS_IPP
#define JIMENG_WIRE_IMPL_DIAGNOSTICS_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI {

JIMENG_SELDOM JIMENG_DECL boost::system::system_error error_with_diagnostics::named(error_code const& code,
                                                                                    diagnostics const& details)
{
    std::string words = for_terminal(details.client_message, 1000);
    bool const told = details.task_id.empty() || words.find(details.task_id) != std::string::npos;
    if (!told) words = detail::concat({(words.empty() ? "" : words + ", "), "task ", for_terminal(details.task_id)});
    return words.empty() ? boost::system::system_error{code} : boost::system::system_error{code, words};
}

} // namespace jimeng::inline JIMENG_ABI

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM JIMENG_DECL void throw_error(error_code const& code, diagnostics const& details)
{
    throw error_with_diagnostics{code, details};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
