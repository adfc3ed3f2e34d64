#include "clock_offset.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace command {

namespace {

/// The number of these digits; -1 where another character is among them.
int digits(std::string_view text, std::size_t first, std::size_t count) noexcept
{
    int number = 0;
    for (char const c : text.substr(first, count)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// 1 to 12, or 0.
unsigned month_of(std::string_view name) noexcept
{
    constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (std::size_t i = 0; i != names.size(); i += 3)
        if (names.substr(i, 3) == name) return static_cast<unsigned>(i / 3 + 1);
    return 0;
}

bool has_form(std::string_view text) noexcept
{
    constexpr std::string_view form = "..., .. ... .... ..:..:.. GMT";
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i != form.size(); ++i)
        if (form[i] != '.' && form[i] != text[i]) return false;
    return true;
}

} // namespace

std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text) noexcept
{
    using namespace std::chrono;
    if (!has_form(text)) return std::nullopt;
    int const of_month = digits(text, 5, 2), of_era = digits(text, 12, 4);
    int const hour = digits(text, 17, 2), minute = digits(text, 20, 2), second = digits(text, 23, 2);
    if (of_month < 0 || of_era < 2000 || hour < 0 || minute < 0 || second < 0) return std::nullopt;
    year_month_day const date{year{of_era}, month{month_of(text.substr(8, 3))}, day{static_cast<unsigned>(of_month)}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt; // 60: a leap second
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

std::string duration_text(std::chrono::seconds length, language spoken)
{
    struct unit {
        std::int64_t seconds;
        std::string_view english;
        std::string_view chinese;
    };
    static constexpr std::array units{unit{86400, " d", " 天"}, unit{3600, " h", " 小时"}, unit{60, " min", " 分钟"},
                                      unit{1, " s", " 秒"}};
    auto left = length.count() < 0 ? -length.count() : length.count();
    std::size_t first = 0;
    while (first + 1 != units.size() && left < units[first].seconds)
        ++first;
    std::string text;
    for (auto i = first; i != units.size() && i != first + 2; left %= units[i++].seconds) {
        if (left / units[i].seconds == 0 && i != first) break;
        (text += text.empty() ? "" : " ") += std::to_string(left / units[i].seconds);
        text += spoken == language::chinese ? units[i].chinese : units[i].english;
    }
    return text;
}

std::string time_text(std::chrono::sys_seconds at)
{
    using namespace std::chrono;
    auto const midnight = floor<days>(at);
    year_month_day const date{midnight};
    hh_mm_ss const time{at - midnight};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d UTC", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

} // namespace command
