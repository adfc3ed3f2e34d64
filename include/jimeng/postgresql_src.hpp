#ifndef JIMENG_POSTGRESQL_SRC_HPP
#define JIMENG_POSTGRESQL_SRC_HPP

/// The function bodies of `jimeng/store/postgresql.hpp` and `jimeng/store/postgresql_queue.hpp`, for the one source
/// file of a program that is built with `JIMENG_SEPARATE_COMPILATION` and links libpq; the same file or another one
/// includes `jimeng/src.hpp`.

#ifndef JIMENG_SEPARATE_COMPILATION
#error "jimeng: postgresql_src.hpp is for programs that define JIMENG_SEPARATE_COMPILATION"
#endif

#include <jimeng/store/impl/postgresql.ipp>
#include <jimeng/store/impl/postgresql_queue.ipp>

#endif
