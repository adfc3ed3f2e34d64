#ifndef JIMENG_COMMAND_CLUSTER_LATE_LIBPQ_HPP
#define JIMENG_COMMAND_CLUSTER_LATE_LIBPQ_HPP

#include <string>

namespace command::cluster {

/// Why no database can be asked here, with the remedy; empty: it can. Ask it before anything of libpq is called.
[[nodiscard]] std::string trouble_with_libpq();

} // namespace command::cluster

#endif
