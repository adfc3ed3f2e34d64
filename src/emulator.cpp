// The emulator's implementation, apart from the client's: only programs that run it need Cairo.
#include <jimeng/emulator_src.hpp>
