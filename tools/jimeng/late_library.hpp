#ifndef JIMENG_COMMAND_LATE_LIBRARY_HPP
#define JIMENG_COMMAND_LATE_LIBRARY_HPP

#include <dlfcn.h>

namespace command {

/// A library that is loaded where it is used and not at every start of the command. It stays until the process ends: make it
/// once, as a static of a function.
class late_library {
public:
    /// @param on_linux  The name of its file, with the version of its interface; another one on macOS.
    late_library(char const* on_linux, [[maybe_unused]] char const* on_macos) noexcept
#ifdef __APPLE__
        : file_{on_macos},
#else
        : file_{on_linux},
#endif
          loaded_{::dlopen(file_, RTLD_NOW | RTLD_LOCAL)}
    {}

    [[nodiscard]] char const* file() const noexcept
    {
        return file_;
    }
    [[nodiscard]] bool is_there() const noexcept
    {
        return loaded_ != nullptr;
    }

    /// Null where the library is not there, or has no function of this name. Those of libraries that it brings are found too.
    template <class Function>
    [[nodiscard]] Function* find(char const* name) const noexcept
    {
        return is_there() ? reinterpret_cast<Function*>(::dlsym(loaded_, name)) : nullptr;
    }

private:
    char const* file_;
    void* loaded_;
};

} // namespace command

#endif
