#include "progress.hpp"

#include "../json_text.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"
#include "../terminal/decoration.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace command::batch {

namespace {

/// As it is now: people resize their windows.
std::size_t columns()
{
    struct winsize size {};
    bool const known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return known ? size.ws_col - 1U : 79U;
}

bool is_wide(unsigned char first_byte) noexcept
{
    return first_byte >= 0xE3; // in UTF-8: Chinese letters and marks
}

/// As much of the words as a line takes; a Chinese letter takes two columns of it.
std::string shown_within(std::string const& words, std::size_t most)
{
    std::size_t used = 0, end = 0;
    while (end != words.size()) {
        auto const first = static_cast<unsigned char>(words[end]);
        std::size_t const bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        used += is_wide(first) ? 2 : 1;
        if (used > most) break;
        end = std::min(end + bytes, words.size());
    }
    return words.substr(0, end);
}

std::string one_decimal(double number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", number);
    return text;
}

std::string time_words(double seconds)
{
    auto const whole = static_cast<long long>(std::ceil(std::min(seconds, 1e9)));
    if (whole < 120) return std::to_string(whole) + " s";
    if (whole < 7200) return std::to_string((whole + 59) / 60) + " min";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

} // namespace

std::string progress_words(tally const& counts, std::chrono::duration<double> elapsed)
{
    auto const failed = counts.of(status::failed) + counts.of(status::unknown) + counts.of(status::invalid);
    auto text = std::to_string(counts.of(status::done)) + " of " + std::to_string(counts.lines) + " done, " +
                std::to_string(counts.begun) + " running, " + std::to_string(failed) + " failed";
    if (counts.ended_now == 0 || elapsed.count() <= 0.0) return text;
    auto const left = static_cast<double>(counts.lines - std::min(counts.lines, counts.ended()));
    text +=
        ", " + one_decimal(static_cast<double>(counts.pictures_now) * 60.0 / elapsed.count()) + " pictures a minute";
    return text + ", " + time_words(left * elapsed.count() / static_cast<double>(counts.ended_now)) + " left";
}

progress::progress(boost::asio::any_io_executor const& executor, tally const& counts, bool as_json)
    : timer_{executor},
      counts_{counts},
      as_json_{as_json},
      terminal_{terminal::takes_escapes(STDERR_FILENO)}
{}

void progress::begin()
{
    if (as_json_)
        heard_ = print(R"({"event":"begin","lines":)" + std::to_string(counts_.lines) + R"(,"done":)" +
                       std::to_string(counts_.of(status::done)) + "}\n");
    wait();
}

void progress::wait()
{
    timer_.expires_after(terminal_ ? std::chrono::milliseconds{500} : std::chrono::milliseconds{60'000});
    timer_.async_wait([this](boost::system::error_code const& ec) {
        if (ec.failed()) return;
        show();
        wait();
    });
}

void progress::show()
{
    auto const words = progress_words(counts_, std::chrono::steady_clock::now() - began_);
    if (terminal_)
        write_all(STDERR_FILENO, "\r\x1b[K" + shown_within(spoken(words), columns()));
    else
        complain(words);
}

void progress::accepted(std::string const& id, std::size_t line, std::string_view task_id)
{
    if (!as_json_) return;
    std::string text = R"({"event":"accepted","id":)";
    append_json_string(text, id);
    text += R"(,"line":)" + std::to_string(line) + R"(,"task_id":)";
    append_json_string(text, task_id);
    heard_ = print(text + "}\n") && heard_;
}

void progress::ended(outcome const& one)
{
    if (as_json_) heard_ = print(to_json(one, "result")) && heard_;
}

void progress::end()
{
    timer_.cancel();
    if (terminal_) write_all(STDERR_FILENO, "\r\x1b[K");
}

} // namespace command::batch
