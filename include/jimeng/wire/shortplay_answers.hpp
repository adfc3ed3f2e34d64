#ifndef JIMENG_WIRE_SHORTPLAY_ANSWERS_HPP
#define JIMENG_WIRE_SHORTPLAY_ANSWERS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"answer is no JSON object", "take response_data as it came"> answer_is_object{};

} // namespace rules

// What the stages of a Pippit short play answer with: the fields that the pages name and the next stage asks for. Everything
// else stands in `response_data`. A field that an answer lacks is empty or 0; every text is the service's and untrusted.

/// Of `pippit_shortplay_script_analysis`. @par Source 小云雀短剧 (85621/2389851).
struct shortplay_script {
    std::string assets_id{};
    std::string thread_id{};
    std::vector<std::string> episode_ids{};
    std::int64_t charge_count = 0;

    [[nodiscard]] JIMENG_DECL static parsed<shortplay_script> parse(std::string_view response_data);
};

/// Of `pippit_shortplay_material_design`. @par Source 小云雀短剧 (85621/2389852).
struct shortplay_materials {
    std::size_t characters = 0;
    std::size_t scenes = 0;
    std::int64_t image_count = 0;

    [[nodiscard]] JIMENG_DECL static parsed<shortplay_materials> parse(std::string_view response_data);
};

/// One shot of an episode.
struct shortplay_shot {
    std::string shot_id{};
    std::int64_t status = 0; ///< 0 unknown, 1 initialised, 2 running, 3 done, 4 failed, 5 refused by a review.
    std::string video_url{};
    std::chrono::milliseconds duration{0};
    std::int64_t width = 0;  ///< In pixels.
    std::int64_t height = 0; ///< In pixels.
};

/// Of `pippit_shortplay_video_generate_…`. @par Source 小云雀短剧 (85621/2389853).
struct shortplay_shots {
    std::vector<shortplay_shot> shots{};
    std::int64_t charge_count = 0;

    [[nodiscard]] JIMENG_DECL static parsed<shortplay_shots> parse(std::string_view response_data);
};

/// Of `pippit_shortplay_video_compose_…`. @par Source 小云雀短剧 (85621/2407085).
struct shortplay_film {
    std::string final_video_url{};
    std::string final_video_cover_url{};
    std::string storyboard_asset_id{};
    std::string run_id{};

    [[nodiscard]] JIMENG_DECL static parsed<shortplay_film> parse(std::string_view response_data);
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/shortplay_answers.ipp>
#endif

#endif
