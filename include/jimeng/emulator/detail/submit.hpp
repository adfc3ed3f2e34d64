#ifndef JIMENG_EMULATOR_DETAIL_SUBMIT_HPP
#define JIMENG_EMULATOR_DETAIL_SUBMIT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/emulator/detail/account_limits.hpp>
#include <jimeng/emulator/detail/ledger_lines.hpp>
#include <jimeng/emulator/detail/money.hpp>
#include <jimeng/emulator/detail/motive.hpp>
#include <jimeng/emulator/detail/order.hpp>
#include <jimeng/emulator/detail/replies.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/detail/task_inputs.hpp>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// 19 digits, and 20 of every fourth, as the service has both. The last nine run through all values before one returns, the
/// first follow from the seed.
[[nodiscard]] inline std::string next_task_id(state& s)
{
    auto const start = number_of(sha256_of("task " + std::to_string(s.options.seed)));
    auto const last = (s.tasks_made++ * 618033989 + start % 1'000'000'000) % 1'000'000'000;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), s.tasks_made % 4 == 0 ? "13%09llu%09llu" : "7%09llu%09llu",
                  static_cast<unsigned long long>(start / 1'000'000'000 % 1'000'000'000),
                  static_cast<unsigned long long>(last));
    return text.data();
}

[[nodiscard]] inline task make_task(state& s, order const& wanted, reserved_words words, std::string_view body,
                                    time_point now)
{
    task made{wanted.model, motive_of(wanted, s.options, body), std::move(words), wanted.late, now, 0};
    made.shown.inputs = keep_inputs(s, wanted);
    return made;
}

inline void keep_task(state& s, std::string id, task made)
{
    s.tasks.insert_or_assign(std::move(id), std::move(made));
}

inline void count_task(state& s, task const& made)
{
    auto const billed = billing_of(made).count;
    s.total += cost_of(s, made);
    ++s.counts.accepted_submits;
    if (billed != 0 && made.shown.kind == result_kind::video) ++s.counts.billed_videos;
    if (made.shown.kind == result_kind::pictures) s.counts.billed_pictures += static_cast<std::uint64_t>(billed);
}

/// The new task's id; empty where the ledger does not take it, and then there is no task.
[[nodiscard]] inline std::string create_task(state& s, order const& wanted, reserved_words words, std::string_view body,
                                             time_point now)
{
    auto id = next_task_id(s);
    auto made = make_task(s, wanted, std::move(words), body, now);
    if (s.file && !s.file->append(accepted_line(s, id, made, body), true)) return {};
    count_task(s, made);
    keep_task(s, id, std::move(made));
    return id;
}

[[nodiscard]] inline http_response refuse_submit(state& s, time_point now, refusal const& why)
{
    ++s.counts.refused_submits;
    return refused_answer(s, now, why);
}

/// @par Source 50400 for a request key that is unknown or not activated: reports of users; the page has no own code.
[[nodiscard]] inline http_response submit(state& s, boost::json::object const& body, std::string_view text,
                                          time_point now)
{
    order wanted;
    std::string req_key;
    if (auto const refused = read_required(body, "req_key", req_key)) return refuse_submit(s, now, refused);
    wanted.model = served_model(s, req_key);
    if (wanted.model == nullptr) return refuse_submit(s, now, refuse(service_errc::access_denied));
    if (auto const refused = read_order(body, wanted)) return refuse_submit(s, now, refused);
    auto words = read_reserved_words(wanted.said);
    if (!words.not_understood.empty())
        return refuse_submit(s, now, out_of_range("text", "the emulator has no reserved word " + words.not_understood));
    auto const wrong = words.on_submit;
    bool const dropped = wrong && wrong->what == fault::kind::drop_reply;
    if (wrong && !dropped) {
        ++s.counts.refused_submits;
        return faulty_answer(s, now, *wrong, submit_task::name);
    }
    if (auto const refused = limit_running(s, now)) return refuse_submit(s, now, refused);
    auto const id = create_task(s, wanted, std::move(words), text, now);
    if (id.empty()) return unwritten(now);
    if (dropped) return {};
    return success_answer(s, now, boost::json::object{{"task_id", id}}, true);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
