#ifndef JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_MATERIAL_DESIGN_HPP
#define JIMENG_CORE_MODELS_PIPPIT_SHORTPLAY_MATERIAL_DESIGN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/video_sides.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Pippit (小云雀) short play, second stage: draws characters and scenes.
///
/// @par Object lifetimes The request holds views; the client encodes it before its function returns.
/// @par Source 小云雀短剧 (85621/2389852 and its neighbours).
struct pippit_shortplay_material_design {
    static constexpr std::string_view req_key = "pippit_shortplay_cvtob_material_design",
                                      name = "shortplay-material-design", title = "Pippit short play: material design";
    using result = response_data;
    static constexpr std::string_view sample_response =
        R"({"assets_id":"{assets_id}","thread_id":"{thread_id}","status":"Success","character_detail":[)"
        R"({"ExpectRenderImageCount":1,"ActualRenderImageCount":1,"ImageURL":"{picture link}"}],"scene_detail":[)"
        R"({"ExpectRenderImageCount":1,"ActualRenderImageCount":1,"ImageURL":"{picture link}"}],"image_count":2})";
    using id = text_value<text_limits{.required = true, .is_subject = false}>;

    id assets_id;
    id thread_id;
    text_value<text_limits{.longest = 31, .is_subject = false}> run_id{}; ///< The same one again is no second order.

    static constexpr auto fields()
    {
        using self = pippit_shortplay_material_design;
        return listed(
            field<"assets_id", &self::assets_id, "as the stage before told it">{},
            field<"thread_id", &self::thread_id, "as the stage before told it">{},
            field<"run_id", &self::run_id, "own name of this order, under 32 characters: it is taken once">{});
    }
    constexpr request_outline outline() const { return {.sides = video_sides_720p("16:9"), .frames = 121}; }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
