#ifndef JIMENG_EMULATOR_DETAIL_QUERY_HPP
#define JIMENG_EMULATOR_DETAIL_QUERY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/emulator/detail/ledger_lines.hpp>
#include <jimeng/emulator/detail/progress.hpp>
#include <jimeng/emulator/detail/rendering_reader.hpp>
#include <jimeng/emulator/detail/replies.hpp>
#include <jimeng/emulator/detail/result_data.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/unfinished_answer.hpp>
#include <jimeng/wire/base64.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// All pictures in one answer, which is made around them once they are drawn.
[[nodiscard]] inline unfinished_answer pictures_inside(state& s, std::string_view id, task const& t,
                                                       rendering const& how, time_point now)
{
    std::vector<picture_request> wanted;
    for (std::size_t i = 0; i != t.shown.count && !t.words.no_pictures; ++i)
        wanted.push_back(picture_of(t.shown, how, i));
    s.counts.served_pictures += wanted.size();
    auto body = business_body(s, now, {static_cast<int>(service_success), "Success"}, done_data(*t.model, how), true);
    auto finish = [body = std::move(body), wrapping = s.wrapping, now, file = s.file,
                   id = std::string{id}](std::vector<std::string> files) mutable {
        auto& pictures = body["data"].as_object()["binary_data_base64"].emplace_array();
        for (auto& one : files) {
            if (!note_served(file, id, "picture", pictures.size(), one, now)) return unwritten(now);
            pictures.emplace_back(base64_encode(std::exchange(one, {})));
        }
        return wrapped_answer(wrapping, service_success, std::move(body), now);
    };
    return {std::move(wanted), std::move(finish)};
}

[[nodiscard]] inline unfinished_answer task_answer(state& s, std::string_view id, task& t, rendering const& how,
                                                   time_point now)
{
    auto const status = progress_of(t, s.options, now);
    ++t.queries;
    if (!t.words.status.empty()) return success_answer(s, now, empty_data(*t.model, t.words.status), true);
    if (status != task_status::done)
        return success_answer(s, now, empty_data(*t.model, status_word(*t.model, status)), true);
    if (t.words.ends_with_code)
        return refused_answer(s, now, {*t.words.ends_with_code, message_of(*t.words.ends_with_code)});
    if (t.late) return refused_answer(s, now, t.late);
    if (t.shown.kind == result_kind::pictures && !how.return_url) return pictures_inside(s, id, t, how, now);
    if (s.file && !s.file->append(linked_line(id, how, now), false)) return unwritten(now);
    return success_answer(s, now, linked_data(s, id, t, how, now), true);
}

[[nodiscard]] inline bool is_decimal(std::string_view text) noexcept
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// @par Source 50215 for a corrupted task id and for the id of another request key: reports of users.
[[nodiscard]] inline unfinished_answer query(state& s, boost::json::object const& body, time_point now)
{
    std::string req_key, id;
    rendering how;
    if (auto const refused = read_required(body, "req_key", req_key)) return refused_answer(s, now, refused);
    auto const* const model = served_model(s, req_key);
    if (model == nullptr) return refused_answer(s, now, refuse(service_errc::access_denied));
    if (auto const refused = read_required(body, "task_id", id)) return refused_answer(s, now, refused);
    if (auto const refused = read_rendering(body, how)) return refused_answer(s, now, refused);
    if (!is_decimal(id)) return refused_answer(s, now, refuse(service_errc::input_invalid));
    auto const found = s.tasks.find(id);
    if (found == s.tasks.end() || found->second.submitted + s.options.task_life <= now)
        return success_answer(s, now, empty_data(*model, "not_found"), true);
    auto& t = found->second;
    if (t.model != model) return refused_answer(s, now, refuse(service_errc::input_invalid));
    if (t.words.faulty_queries == 0 || !t.words.on_query) return task_answer(s, id, t, how, now);
    --t.words.faulty_queries;
    return faulty_answer(s, now, *t.words.on_query, get_result::name);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
