#include "prompt_text.hpp"

#include <jimeng/core/escape.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace command {

namespace {

constexpr std::size_t longest_prompt = std::size_t{1} << 20;
constexpr char too_long[] = "holds more than 1 MiB";

/// Empty, or what went wrong.
std::string read_all(int descriptor, std::string& text)
{
    std::array<char, 4096> piece;
    while (text.size() <= longest_prompt) {
        auto const count = ::read(descriptor, piece.data(), piece.size());
        if (count == 0) return {};
        if (count < 0 && errno != EINTR) return std::strerror(errno);
        if (count > 0) text.append(piece.data(), static_cast<std::size_t>(count));
    }
    return too_long;
}

void drop_frame(std::string& text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
}

} // namespace

std::string read_small_file(std::string const& path, std::string& text)
{
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::strerror(errno);
    auto trouble = read_all(descriptor, text);
    ::close(descriptor);
    drop_frame(text);
    return trouble;
}

std::string read_prompt(std::string& prompt)
{
    if (prompt.starts_with("@@")) return prompt.erase(0, 1), std::string{};
    bool const from_file = prompt.starts_with('@');
    if (!from_file && prompt != "-") return {};
    std::string text;
    auto const path = prompt.substr(1);
    auto trouble = from_file ? read_small_file(path, text) : read_all(STDIN_FILENO, text);
    if (trouble == too_long) trouble += "; a prompt has at most 800 characters";
    if (!trouble.empty() && !from_file) return "prompt: standard input: " + trouble;
    if (!trouble.empty())
        return "prompt: file '" + jimeng::for_terminal(path, 200) + "': " + trouble +
               "; @ names a file: write @@ for a prompt that begins with @";
    if (!from_file) drop_frame(text);
    prompt = std::move(text);
    return {};
}

} // namespace command
