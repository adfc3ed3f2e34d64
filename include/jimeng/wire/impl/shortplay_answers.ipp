#ifndef JIMENG_WIRE_IMPL_SHORTPLAY_ANSWERS_IPP
#define JIMENG_WIRE_IMPL_SHORTPLAY_ANSWERS_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/detail/json_values.hpp>
#include <jimeng/wire/shortplay_answers.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline std::string text_in(boost::json::object const& from, std::string_view name)
{
    auto const* const value = member(from, name);
    return value != nullptr && value->is_string() ? std::string{view(value->get_string())} : std::string{};
}

inline std::int64_t whole_in(boost::json::object const& from, std::string_view name)
{
    auto const* const value = member(from, name);
    return value == nullptr ? 0 : integer(*value).value_or(0);
}

inline std::size_t count_in(boost::json::object const& from, std::string_view name)
{
    auto const* const value = member(from, name);
    return value != nullptr && value->is_array() ? value->get_array().size() : 0;
}

/// Calls `take` for each object of a list; what is none is passed over.
template <class Take>
void each_in(boost::json::object const& from, std::string_view name, Take take)
{
    auto const* const value = member(from, name);
    if (value == nullptr || !value->is_array()) return;
    for (auto const& one : value->get_array())
        if (one.is_object()) take(one.get_object());
}

template <class Answer, class Read>
parsed<Answer> parse_answer(std::string_view text, Read read)
{
    auto const object = parse_object(text);
    if (!object) return violation{rules::answer_is_object, "response_data", "", ""};
    Answer answer;
    read(*object, answer);
    return answer;
}

} // namespace detail

JIMENG_DECL parsed<shortplay_script> shortplay_script::parse(std::string_view response_data)
{
    return detail::parse_answer<shortplay_script>(response_data, [](auto const& from, auto& into) {
        into.assets_id = detail::text_in(from, "assets_id");
        into.thread_id = detail::text_in(from, "thread_id");
        into.charge_count = detail::whole_in(from, "charge_count");
        auto const* const script = detail::member(from, "script_detail");
        if (script == nullptr || !script->is_object()) return;
        detail::each_in(script->get_object(), "EpisodeAssets",
                        [&](auto const& one) { into.episode_ids.push_back(detail::text_in(one, "EpisodeID")); });
    });
}

JIMENG_DECL parsed<shortplay_materials> shortplay_materials::parse(std::string_view response_data)
{
    return detail::parse_answer<shortplay_materials>(response_data, [](auto const& from, auto& into) {
        into.characters = detail::count_in(from, "character_detail");
        into.scenes = detail::count_in(from, "scene_detail");
        into.image_count = detail::whole_in(from, "image_count");
    });
}

JIMENG_DECL parsed<shortplay_shots> shortplay_shots::parse(std::string_view response_data)
{
    return detail::parse_answer<shortplay_shots>(response_data, [](auto const& from, auto& into) {
        into.charge_count = detail::whole_in(from, "charge_count");
        detail::each_in(from, "storyboard_detail", [&](auto const& board) {
            detail::each_in(board, "Shots", [&](auto const& one) {
                into.shots.push_back({detail::text_in(one, "ShotID"), detail::whole_in(one, "Status"),
                                      detail::text_in(one, "VideoURL"),
                                      std::chrono::milliseconds{detail::whole_in(one, "Duration")},
                                      detail::whole_in(one, "Width"), detail::whole_in(one, "Height")});
            });
        });
    });
}

JIMENG_DECL parsed<shortplay_film> shortplay_film::parse(std::string_view response_data)
{
    return detail::parse_answer<shortplay_film>(response_data, [](auto const& from, auto& into) {
        into.final_video_url = detail::text_in(from, "final_video_url");
        into.final_video_cover_url = detail::text_in(from, "final_video_cover_url");
        into.storyboard_asset_id = detail::text_in(from, "storyboard_asset_id");
        into.run_id = detail::text_in(from, "run_id");
    });
}

} // namespace jimeng::inline JIMENG_ABI

#endif
