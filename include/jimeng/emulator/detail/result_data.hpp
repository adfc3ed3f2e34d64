#ifndef JIMENG_EMULATOR_DETAIL_RESULT_DATA_HPP
#define JIMENG_EMULATOR_DETAIL_RESULT_DATA_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/emulator/detail/links.hpp>
#include <jimeng/emulator/detail/sample_response.hpp>
#include <jimeng/emulator/detail/state.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Whether a model answers with `resp_data`, alone or beside a video.
[[nodiscard]] inline bool responds(model_entry const& model) noexcept
{
    return model.result == result_kind::data || !model.sample_response.empty();
}

/// @par Source Those that answer with `resp_data` have a word of their own: the pages of the Pippit agents.
[[nodiscard]] inline std::string_view status_word(model_entry const& model, task_status status)
{
    return status == task_status::generating && responds(model) ? "processing" : to_string(status);
}

/// @par Source Keys, their order and what stands for nothing: answers of the service from 2026. Those about a video have no
/// members for pictures, those about data none for a video either.
[[nodiscard]] inline boost::json::object empty_data(model_entry const& model, std::string_view status)
{
    boost::json::object data{{"aigc_meta_tagged", false}};
    if (model.result == result_kind::pictures) {
        data["binary_data_base64"].emplace_array();
        data["image_urls"] = nullptr;
    }
    if (responds(model)) data["resp_data"] = "";
    data["status"] = boost::json::string_view{status.data(), status.size()};
    if (model.result != result_kind::data) data["video_url"] = "";
    return data;
}

/// Of a task that is done: whether the label was put into it is known now.
[[nodiscard]] inline boost::json::object done_data(model_entry const& model, rendering const& how)
{
    auto data = empty_data(model, "done");
    data["aigc_meta_tagged"] = !how.texts.empty();
    return data;
}

[[nodiscard]] inline boost::json::array links_to(state& s, std::string_view id, task const& t, rendering const& how,
                                                 time_point now)
{
    boost::json::array links;
    if (t.words.no_pictures) return links;
    auto const until = now + s.options.link_life;
    auto const album_id = open_album(s, id, t, how, until);
    for (std::size_t i = 0; i != t.shown.count; ++i)
        links.emplace_back(link_of(s, album_id, i, t.shown.kind == result_kind::video, until));
    return links;
}

/// @par Source The empty list is `null` where there are links, and `[]` only before: answers of the service from 2026.
inline void show_links(boost::json::object& data, boost::json::array links)
{
    data["binary_data_base64"] = nullptr;
    data["image_urls"] = std::move(links);
}

/// The model's sample with links that lead to something.
[[nodiscard]] inline std::string response_of(state& s, std::string_view id, task const& t, rendering const& how,
                                             time_point now)
{
    auto response = t.shown.response.empty() ? std::string{"{}"} : t.shown.response;
    auto const until = now + s.options.link_life;
    auto const album_id = open_album(s, id, t, how, until);
    fill(response, "picture link", link_of(s, album_id, 0, false, until));
    fill(response, "video link", link_of(s, album_id, 0, true, until));
    return response;
}

/// Of a task that is done, and whose result does not stand in the answer as pictures.
[[nodiscard]] inline boost::json::object linked_data(state& s, std::string_view id, task const& t, rendering const& how,
                                                     time_point now)
{
    auto data = done_data(*t.model, how);
    if (responds(*t.model) && !t.words.no_pictures) data["resp_data"] = response_of(s, id, t, how, now);
    if (t.shown.kind == result_kind::data) return data;
    auto links = links_to(s, id, t, how, now);
    if (t.shown.kind == result_kind::pictures)
        show_links(data, std::move(links));
    else if (!links.empty())
        data["video_url"] = std::move(links.front());
    return data;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
