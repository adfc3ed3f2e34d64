#ifndef JIMENG_STORE_IMPL_JOURNAL_LINE_IPP
#define JIMENG_STORE_IMPL_JOURNAL_LINE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/store/detail/journal_words.hpp>
#include <jimeng/store/journal_line.hpp>
#include <jimeng/wire/detail/json_values.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <boost/crc.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline constexpr std::int64_t journal_version = 1;
inline constexpr std::string_view crc_begins = R"(,"crc":")";

inline std::string crc_of(std::string_view text)
{
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    constexpr char const* digits = "0123456789abcdef";
    std::string shown(8, '0');
    for (std::size_t i = 0, left = crc.checksum(); i != shown.size(); ++i, left >>= 4)
        shown[shown.size() - 1 - i] = digits[left & 15];
    return shown;
}

/// Writes what an event says.
class journal_writer {
public:
    void text(std::string_view name, std::string_view value)
    {
        if (value.empty()) return;
        if (is_utf8(value)) return json_.member(name, value);
        json_.member(std::string{name} + "_hex", std::string_view{to_hexadecimal(value)});
    }
    void number(std::string_view name, std::int64_t value) { json_.member(name, value); }
    void texts(std::string_view name, std::vector<std::string> const& values)
    {
        if (values.empty()) return;
        json_.key(name);
        json_.begin_array();
        for (auto const& value : values)
            json_.value(std::string_view{is_utf8(value) ? value : std::string{}});
        json_.end_array();
    }
    void error(error_code const& ec)
    {
        if (!ec.failed()) return;
        json_.key("error");
        json_.begin_object();
        json_.member("category", std::string_view{ec.category().name()});
        json_.member("value", std::int64_t{ec.value()});
        text("message", ec.message());
        json_.end_object();
    }
    void begin() { json_.begin_object(); }
    [[nodiscard]] std::string end()
    {
        auto line = json_.take();
        line += crc_begins;
        line += crc_of({line.data(), line.size() - crc_begins.size()});
        return line += "\"}\n";
    }

private:
    json_writer json_;
};

/// Reads it back.
class journal_reader {
public:
    explicit journal_reader(boost::json::object const& from) : from_{from} {}

    [[nodiscard]] std::string text(std::string_view name) const
    {
        if (auto const* const value = member(from_, name); value != nullptr && value->is_string())
            return std::string{view(value->get_string())};
        auto const* const hex = member(from_, std::string{name} + "_hex");
        return hex != nullptr && hex->is_string() ? from_hexadecimal(view(hex->get_string())) : std::string{};
    }
    [[nodiscard]] std::int64_t number(std::string_view name) const
    {
        auto const* const value = member(from_, name);
        return value == nullptr ? 0 : integer(*value).value_or(0);
    }
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const
    {
        std::vector<std::string> all;
        auto const* const list = member(from_, name);
        if (list == nullptr || !list->is_array()) return all;
        for (auto const& one : list->get_array())
            all.emplace_back(one.is_string() ? view(one.get_string()) : std::string_view{});
        return all;
    }
    [[nodiscard]] error_code error() const
    {
        auto const* const value = member(from_, "error");
        if (value == nullptr || !value->is_object()) return {};
        journal_reader const inside{value->get_object()};
        return error_of(inside.text("category"), static_cast<int>(inside.number("value")));
    }

private:
    boost::json::object const& from_;
};

/// What stands before the CRC, where that is the right one.
inline std::optional<std::string_view> checked_part(std::string_view line)
{
    constexpr std::size_t tail = crc_begins.size() + 8 + 2;
    if (line.size() <= tail || !line.ends_with("\"}")) return std::nullopt;
    auto const before = line.substr(0, line.size() - tail);
    auto const rest = line.substr(before.size());
    if (!rest.starts_with(crc_begins) || rest.substr(crc_begins.size(), 8) != crc_of(before)) return std::nullopt;
    return before;
}

} // namespace detail

JIMENG_DECL std::string to_text(journal_line const& line)
{
    auto const& event = line.event;
    auto const since = std::chrono::floor<std::chrono::milliseconds>(event.at.time_since_epoch());
    detail::journal_writer to;
    to.begin();
    to.number("v", detail::journal_version);
    to.number("n", static_cast<std::int64_t>(line.number));
    to.number("t", since.count());
    to.text("ev", to_string(event.what));
    to.text("job", event.job);
    to.text("key", event.key);
    to.text("req_key", event.req_key);
    to.text("action_stem", event.action_stem);
    to.text("result", to_string(event.result));
    to.text("endpoint", event.endpoint);
    to.text("note", event.note);
    to.text("body_sha256", event.body_sha256);
    to.text("body", event.body);
    to.text("task_id", event.task_id);
    to.texts("urls", event.urls);
    if (event.what == job_event::kind::saved) {
        to.number("index", static_cast<std::int64_t>(event.index));
        to.text("path", event.path);
        to.text("sha256", event.file_sha256);
        to.number("bytes", static_cast<std::int64_t>(event.file_bytes));
    }
    if (event.what == job_event::kind::final) to.text("submitted", to_string(event.submitted));
    to.error(event.error);
    to.text("answer", event.answer);
    return to.end();
}

JIMENG_DECL std::optional<journal_line> read_journal_line(std::string_view text)
{
    auto const checked = detail::checked_part(text);
    if (!checked) return std::nullopt;
    auto const object = detail::parse_object(text);
    if (!object) return std::nullopt;
    detail::journal_reader const from{*object};
    auto const what = detail::event_named(from.text("ev"));
    if (!what || from.number("v") != detail::journal_version) return std::nullopt;
    journal_line line;
    line.number = static_cast<std::uint64_t>(from.number("n"));
    auto& event = line.event;
    event.what = *what;
    event.at = std::chrono::system_clock::time_point{std::chrono::milliseconds{from.number("t")}};
    event.job = from.text("job");
    event.key = from.text("key");
    event.req_key = from.text("req_key");
    event.action_stem = from.text("action_stem");
    event.result = detail::result_named(from.text("result"));
    event.endpoint = from.text("endpoint");
    event.note = from.text("note");
    event.body_sha256 = from.text("body_sha256");
    event.body = from.text("body");
    event.task_id = from.text("task_id");
    event.urls = from.texts("urls");
    event.index = static_cast<std::size_t>(from.number("index"));
    event.path = from.text("path");
    event.file_sha256 = from.text("sha256");
    event.file_bytes = static_cast<std::uint64_t>(from.number("bytes"));
    event.submitted = detail::verdict_named(from.text("submitted"));
    event.error = from.error();
    event.answer = from.text("answer");
    return line;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
