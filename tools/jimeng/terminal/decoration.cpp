#include "decoration.hpp"

#include "../environment.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace command::terminal {

namespace {

std::string name_of_host()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return {};
    return name.data();
}

bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._~/"}.find(c) != std::string_view::npos;
}

} // namespace

bool takes_escapes(int descriptor)
{
    auto const term = variable("TERM");
    return ::isatty(descriptor) == 1 && !term.empty() && term != "dumb";
}

bool no_colour()
{
    return !variable("NO_COLOR").empty();
}

int columns_of(int descriptor)
{
    auto const set = variable("COLUMNS");
    int columns = 0;
    if (std::from_chars(set.data(), set.data() + set.size(), columns).ec == std::errc{} && columns > 0) return columns;
    winsize size{};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string hyperlink(std::string_view target, std::string const& text)
{
    bool const plain = std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (target.empty() || !plain || target.size() > 2000) return text;
    return "\x1b]8;;" + std::string{target} + "\x1b\\" + text + "\x1b]8;;\x1b\\";
}

std::string address_of(std::string const& path)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::error_code ec;
    auto const whole = std::filesystem::absolute(path, ec).lexically_normal().string();
    if (ec) return {};
    std::string address = "file://" + name_of_host();
    for (char const c : whole) {
        auto const byte = static_cast<unsigned char>(c);
        if (is_plain(c))
            address += c;
        else
            address += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return address;
}

} // namespace command::terminal
