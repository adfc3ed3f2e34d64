#include <jimeng/core.hpp>
