#ifndef JIMENG_TESTS_NET_PRINT_ERRC_HPP
#define JIMENG_TESTS_NET_PRINT_ERRC_HPP

#include <jimeng/wire/error.hpp>

#include <ostream>

namespace jimeng {

/// Boost.Test finds it by argument lookup.
inline std::ostream& boost_test_print_type(std::ostream& out, client_errc code)
{
    return out << make_error_code(code).message();
}

} // namespace jimeng

#endif
