#ifndef JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_SCRIPT_ANALYSIS_HPP
#define JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_SCRIPT_ANALYSIS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/url_value.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Pippit (小云雀) short play, first stage: reads a script and plans characters, scenes and episodes.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 小云雀短剧 (85621/2389851 and its neighbours).
struct pippit_shortplay_script_analysis {
    static constexpr std::string_view req_key = "pippit_shortplay_cvtob_script_analysis",
                                      name = "shortplay-script-analysis", title = "Pippit short play: script analysis";
    using result = response_data;
    static constexpr std::string_view sample_response = R"({"assets_id":"ark_1700000000001",)"
                                                        R"("thread_id":"ark_1000000000000000001","status":"Success",)"
                                                        R"("script_detail":{"CoreElement":{},"Settings":{},)"
                                                        R"("CharacterAssets":[{"CharacterID":"C1"}],)"
                                                        R"("SceneAssets":[{"SceneID":"L1"}],)"
                                                        R"("EpisodeAssets":[{"EpisodeID":"1"}],"StoryboardBriefs":[],)"
                                                        R"("StageStatusMap":{}},"charge_count":1})";
    using word = text_value<text_limits{.required = true, .is_subject = false}>;

    word visual_style;
    required_choice<"16:9", "9:16"> video_ratio;
    url_value<"file", true> file_url;
    required_choice<"txt", "docx"> file_type;
    word file_name;
    text_value<text_limits{.is_subject = false}> description{};
    whole_number<0, 9007199254740991> size{};

    static constexpr auto fields()
    {
        using self = pippit_shortplay_script_analysis;
        return listed(field<"visual_style", &self::visual_style, "how it is to look, in own words">{},
                      field<"video_ratio", &self::video_ratio, "width:height">{},
                      field<"file_url", &self::file_url, "the script, .txt or .docx, at most 100,000 characters">{},
                      field<"file_type", &self::file_type, "what the script is">{},
                      field<"file_name", &self::file_name, "what the script is called, with its ending">{},
                      field<"description", &self::description, "what else is to be known">{},
                      field<"size", &self::size, "bytes of the script">{});
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
