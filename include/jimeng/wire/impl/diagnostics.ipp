#ifndef JIMENG_WIRE_IMPL_DIAGNOSTICS_IPP
#define JIMENG_WIRE_IMPL_DIAGNOSTICS_IPP

#include <jimeng/wire/diagnostics.hpp>

namespace jimeng::detail {

JIMENG_DECL void throw_error(error_code const& code, diagnostics const& details)
{
    throw error_with_diagnostics{code, details};
}

} // namespace jimeng::detail

#endif
