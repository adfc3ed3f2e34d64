// Twenty models more, each as large as one of the library's.
#include <jimeng/core.hpp>

#define JIMENG_ONE_MORE_MODEL(NUMBER)                                                                                  \
    struct model_##NUMBER {                                                                                            \
        static constexpr std::string_view req_key = "own_" #NUMBER, name = "own-" #NUMBER, title = "Own " #NUMBER;     \
        using result = jimeng::one_video;                                                                              \
        jimeng::input_images<jimeng::input_limits{.min = 1, .max = 1, .bytes = 4'700'000, .longest_side = 4096}>       \
            inputs{};                                                                                                  \
        jimeng::text_value<jimeng::text_limits{.advised = 400, .longest = 800, .required = true}> prompt;              \
        jimeng::basic_seed<> seed{};                                                                                   \
        jimeng::one_of<121, 241> frames{};                                                                             \
        jimeng::choice<"16:9", "4:3", "1:1"> aspect_ratio{};                                                           \
        static constexpr auto fields()                                                                                 \
        {                                                                                                              \
            using self = model_##NUMBER;                                                                               \
            return jimeng::listed(jimeng::field<"image_urls", &self::inputs, "the first picture">{},                   \
                                  jimeng::field<"prompt", &self::prompt, "what happens">{},                            \
                                  jimeng::field<"seed", &self::seed, "where chance begins">{},                         \
                                  jimeng::field<"frames", &self::frames, "how long">{},                                \
                                  jimeng::field<"aspect_ratio", &self::aspect_ratio, "width:height">{});               \
        }                                                                                                              \
    };

JIMENG_ONE_MORE_MODEL(1)
JIMENG_ONE_MORE_MODEL(2)
JIMENG_ONE_MORE_MODEL(3)
JIMENG_ONE_MORE_MODEL(4)
JIMENG_ONE_MORE_MODEL(5)
JIMENG_ONE_MORE_MODEL(6)
JIMENG_ONE_MORE_MODEL(7)
JIMENG_ONE_MORE_MODEL(8)
JIMENG_ONE_MORE_MODEL(9)
JIMENG_ONE_MORE_MODEL(10)
JIMENG_ONE_MORE_MODEL(11)
JIMENG_ONE_MORE_MODEL(12)
JIMENG_ONE_MORE_MODEL(13)
JIMENG_ONE_MORE_MODEL(14)
JIMENG_ONE_MORE_MODEL(15)
JIMENG_ONE_MORE_MODEL(16)
JIMENG_ONE_MORE_MODEL(17)
JIMENG_ONE_MORE_MODEL(18)
JIMENG_ONE_MORE_MODEL(19)
JIMENG_ONE_MORE_MODEL(20)
