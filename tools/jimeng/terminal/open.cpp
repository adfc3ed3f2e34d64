#include "../printing.hpp"
#include "pictures.hpp"

#include "../environment.hpp"

#include <jimeng/core/escape.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <system_error>

extern char** environ; // not every system's header has it

namespace command::terminal {

namespace {

#ifdef __APPLE__
constexpr char opener[] = "open";
bool has_desktop()
{
    return true;
}
#else
constexpr char opener[] = "xdg-open";
bool has_desktop()
{
    for (auto const* const name : {"DISPLAY", "WAYLAND_DISPLAY"})
        if (is_set(name)) return true;
    return false;
}
#endif

/// What the program says is nobody's answer; it outlives this one.
int start(std::string path)
{
    std::string program = opener;
    std::array<char*, 3> arguments{program.data(), path.data(), nullptr};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    for (int const descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0);
    posix_spawnattr_t how;
    ::posix_spawnattr_init(&how);
#ifdef POSIX_SPAWN_SETSID
    ::posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID);
#endif
    pid_t ignored = 0;
    int const error = ::posix_spawnp(&ignored, opener, &files, &how, arguments.data(), environ);
    ::posix_spawnattr_destroy(&how);
    ::posix_spawn_file_actions_destroy(&files);
    return error;
}

} // namespace

void open_files(std::vector<std::string> const& paths)
{
    if (!has_desktop())
        return complain("note: --open: there is no desktop here (DISPLAY and WAYLAND_DISPLAY are not set)");
    for (auto const& path : paths) {
        std::error_code ec;
        auto const whole = std::filesystem::absolute(path, ec);
        if (int const error = ec ? ec.value() : start(whole.string()); error != 0)
            return complain(std::string{"note: --open: "} + opener + " cannot be run: " +
                            std::generic_category().message(error) + "; the file is " + jimeng::for_terminal(path));
    }
}

} // namespace command::terminal
