// The store in PostgreSQL, apart from the client: only programs that use it need libpq.
#include <jimeng/postgresql_src.hpp>
