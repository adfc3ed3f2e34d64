// The emulator's implementation, apart from the client's: only programs that run it need libpng.
#include <jimeng/emulator_src.hpp>
