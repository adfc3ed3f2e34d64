#ifndef JIMENG_EMULATOR_DETAIL_LEDGER_LINES_HPP
#define JIMENG_EMULATOR_DETAIL_LEDGER_LINES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/calendar.hpp>
#include <jimeng/emulator/detail/digest.hpp>
#include <jimeng/emulator/detail/ledger_file.hpp>
#include <jimeng/emulator/detail/money.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

inline void begin_line(json_writer& json, std::string_view event, time_point now)
{
    auto const since = std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch());
    json.begin_object();
    json.member("event", event);
    json.member("time", std::string_view{utc_text(now)});
    json.member("nanoseconds", std::int64_t{since.count()});
}

/// The first line: what task ids and links follow from.
[[nodiscard]] inline std::string opening_line(std::uint64_t seed)
{
    json_writer json;
    json.begin_object();
    json.member("event", "opened");
    json.member("version", std::int64_t{1});
    json.member("ids_from", std::string_view{std::to_string(seed)});
    json.end_object();
    return json.take();
}

/// All that is needed to answer for the task again, which is its request, and what it costs.
[[nodiscard]] inline std::string accepted_line(state const& s, std::string_view id, task const& t,
                                               std::string_view body)
{
    auto const billed = billing_of(t);
    auto const price = price_of(s, t.model->req_key);
    auto const cost = cost_of(s, t);
    json_writer json;
    begin_line(json, "accepted", t.submitted);
    json.member("task_id", id);
    json.member("number", static_cast<std::int64_t>(s.tasks_made));
    json.member("req_key", std::string_view{t.model->req_key});
    json.member("sha256", std::string_view{hex_of(t.shown.digest)});
    json.member("billed", billed.count);
    json.member("unit", billed.unit);
    if (price) json.member("price", money_of(*price));
    if (price) json.member("cost", money_of(cost));
    json.member("total", money_of(s.total + cost));
    json.member("body", body);
    json.end_object();
    return json.take();
}

/// That links were given, which live on, and how their pictures are drawn.
[[nodiscard]] inline std::string linked_line(std::string_view id, rendering const& how, time_point now)
{
    json_writer json;
    begin_line(json, "linked", now);
    json.member("task_id", id);
    json.member("req_json", std::string_view{how.asked});
    json.end_object();
    return json.take();
}

[[nodiscard]] inline std::string served_line(std::string_view id, std::string_view kind, std::size_t index,
                                             std::string_view bytes, time_point now)
{
    json_writer json;
    begin_line(json, "served", now);
    json.member("task_id", id);
    json.member("kind", kind);
    json.member("index", static_cast<std::int64_t>(index));
    json.member("bytes", static_cast<std::int64_t>(bytes.size()));
    json.member("sha256", std::string_view{hex_of(sha256_of(bytes))});
    json.end_object();
    return json.take();
}

/// Writes down that something was served, where there is a ledger. False where it does not take it.
[[nodiscard]] inline bool note_served(std::shared_ptr<ledger_file> const& file, std::string_view id,
                                      std::string_view kind, std::size_t index, std::string_view bytes, time_point now)
{
    return !file || file->append(served_line(id, kind, index, bytes, now), false);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
