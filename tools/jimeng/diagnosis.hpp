#ifndef JIMENG_COMMAND_DIAGNOSIS_HPP
#define JIMENG_COMMAND_DIAGNOSIS_HPP

#include "examination.hpp"
#include "free_query.hpp"

#include <string>
#include <string_view>

namespace command {

/// What a query was made with, for the words about it. All of it must outlive the call.
struct asked_with {
    std::string_view model;
    caller const& who;
    std::string proxy_variable; ///< That names the proxy which calls go through; empty: they go through none.
};

/// Says what the end of a query tells of connection, certificate, clock, signature and permission; of what it cannot tell
/// nothing is said.
void diagnose(free_query const& query, asked_with const& with, examination& found);

} // namespace command

#endif
