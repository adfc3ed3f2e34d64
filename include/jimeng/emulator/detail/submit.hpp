#ifndef JIMENG_EMULATOR_DETAIL_SUBMIT_HPP
#define JIMENG_EMULATOR_DETAIL_SUBMIT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/emulator/detail/order.hpp>
#include <jimeng/emulator/detail/replies.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/prompt_reading.hpp>

#include <algorithm>
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

[[nodiscard]] inline std::size_t picture_count(order const& wanted, service_options const& options)
{
    auto const& outline = wanted.outline;
    if (wanted.model->result == result_kind::video) return 1;
    auto const limit = options.max_pictures > outline.inputs ? options.max_pictures - outline.inputs : 1;
    auto const most = std::max<std::size_t>(std::min<std::size_t>(limit, outline.most_results), 1);
    return std::clamp<std::size_t>(pictures_asked_for_in(wanted.text), 1, most);
}

[[nodiscard]] inline motive motive_of(order const& wanted, service_options const& options, std::string_view body)
{
    motive shown;
    shown.prompt = wanted.text;
    shown.count = picture_count(wanted, options);
    shown.digest = sha256_of(std::string{body});
    shown.kind = wanted.model->result;
    if (wanted.outline.frames != 0) shown.frames = static_cast<std::uint32_t>(wanted.outline.frames);
    shown.frames_a_second = static_cast<std::uint32_t>(wanted.outline.frames_a_second);
    shown.size = wanted.outline.sides;
    if (shown.size.height == 0)
        shown.size =
            size_within_area(wanted.outline.area == 0 ? 2048 * 2048 : wanted.outline.area,
                             ratio_named_in(wanted.text).value_or(named_ratio{}),
                             wanted.outline.least_ratio == 0.0 ? default_min_ratio : wanted.outline.least_ratio,
                             wanted.outline.most_ratio == 0.0 ? default_max_ratio : wanted.outline.most_ratio);
    return shown;
}

[[nodiscard]] inline std::string create_task(state& s, order const& wanted, reserved_words words, std::string_view body,
                                             time_point now)
{
    auto id = next_task_id(s);
    task made{std::string{wanted.model->req_key}, motive_of(wanted, s.options, body), std::move(words), now, 0};
    ++s.counts.accepted_submits;
    bool const billed = !made.words.ends_with_code && !made.words.no_pictures;
    auto& bill = made.shown.kind == result_kind::video ? s.counts.billed_videos : s.counts.billed_pictures;
    if (billed) bill += made.shown.count;
    s.tasks.insert_or_assign(id, std::move(made));
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
    auto words = read_reserved_words(wanted.text);
    if (!words.not_understood.empty())
        return refuse_submit(s, now, out_of_range("text", "the emulator has no reserved word " + words.not_understood));
    auto const wrong = words.on_submit;
    bool const dropped = wrong && wrong->what == fault::kind::drop_reply;
    if (wrong && !dropped) {
        ++s.counts.refused_submits;
        return faulty_answer(s, now, *wrong, submit_task::name);
    }
    auto const id = create_task(s, wanted, std::move(words), text, now);
    if (dropped) return {};
    return success_answer(s, now, boost::json::object{{"task_id", id}}, true);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
