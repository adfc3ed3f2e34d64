#include "printing.hpp"

#include "secrets.hpp"
#include "spoken.hpp"

#include <unistd.h>

#include <cerrno>

namespace command {

bool write_all(int descriptor, std::string_view bytes) noexcept
{
    while (!bytes.empty()) {
        auto const taken = ::write(descriptor, bytes.data(), bytes.size());
        if (taken < 0 && errno == EINTR) continue;
        if (taken <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
    return true;
}

bool print_on(int descriptor, std::string const& text)
{
    return write_all(descriptor, known_secrets().hidden_in(text));
}

bool print(std::string const& text)
{
    return print_on(STDOUT_FILENO, text);
}

void complain(std::string const& line)
{
    write_all(STDERR_FILENO, "jimeng: " + known_secrets().hidden_in(spoken(line)) + "\n");
}

void complain_without_memory(std::initializer_list<std::string_view> pieces) noexcept
{
    write_all(STDERR_FILENO, "jimeng: ");
    for (auto const piece : pieces) {
        auto const words = piece.substr(piece.starts_with("; ") ? 2 : 0);
        auto const said = spoken_phrase(words);
        bool const is_joined = words.size() != piece.size();
        write_all(STDERR_FILENO, !is_joined ? "" : said.data() == words.data() ? "; " : "；");
        write_all(STDERR_FILENO, said);
    }
    write_all(STDERR_FILENO, "\n");
}

} // namespace command
