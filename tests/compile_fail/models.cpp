// Each family of models with each kind of rule that its literals can break: the sentences are those of a request that is
// read at run time, which tests/unit/core/every_field.cpp expects.
#include <jimeng/core/check.hpp>
#include <jimeng/core/models.hpp>

using jimeng::checked;

#define JIMENG_TEST_ADDRESS "https://a.example/0"
#define JIMENG_TEST_10_ADDRESSES                                                                                       \
    JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS,           \
        JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS
#define JIMENG_TEST_50_ADDRESSES                                                                                       \
    JIMENG_TEST_10_ADDRESSES, JIMENG_TEST_10_ADDRESSES, JIMENG_TEST_10_ADDRESSES, JIMENG_TEST_10_ADDRESSES,            \
        JIMENG_TEST_10_ADDRESSES

// Text to image 3.x.
constexpr auto drawn = checked(jimeng::text_to_image_v31{.prompt = "p", .size = jimeng::size<1182, 3546>});

#if CASE == 1 // expect: jimeng: width*height lies outside 262144 to 4194304
constexpr jimeng::text_to_image_v31 too_small{.prompt = "p", .size = jimeng::size<512, 511>};
#endif

#if CASE == 2 // expect: jimeng: width*height lies outside 262144 to 4194304
constexpr jimeng::text_to_image_v30 too_large{.prompt = "p", .size = jimeng::size<2049, 2048>};
#endif

#if CASE == 3 // expect: jimeng: width/height lies outside 1/3 to 3
constexpr jimeng::text_to_image_v31 too_narrow{.prompt = "p", .size = jimeng::size<1182, 3547>};
#endif

#if CASE == 4 // expect: jimeng: text is empty
constexpr auto nothing =
    checked(jimeng::text_to_image_v31{.prompt = decltype(jimeng::text_to_image_v31::prompt)::unchecked("")});
#endif

#if CASE == 5 // expect: jimeng: text is not valid utf8
constexpr auto malformed =
    checked(jimeng::text_to_image_v31{.prompt = decltype(jimeng::text_to_image_v31::prompt)::unchecked("\xff")});
#endif

// Pictures from pictures: super-resolution, outpainting, extraction.
constexpr auto enlarged =
    checked(jimeng::i2i_seed3_tilesr{.inputs = {JIMENG_TEST_ADDRESS}, .resolution = "8k", .scale = 100});
constexpr auto extended = checked(jimeng::img2img_seed3_painting_edit{.inputs = {JIMENG_TEST_ADDRESS}, .top = 1});
constexpr auto extracted = checked(jimeng::i2i_material_extraction{.inputs = {JIMENG_TEST_ADDRESS},
                                                                   .image_edit_prompt = jimeng::material_prompt::logo,
                                                                   .lora_weight = 1000.5,
                                                                   .size = jimeng::size<1024, 4096>});

#if CASE == 6 // expect: jimeng: value is missing
constexpr auto of_no_picture = checked(jimeng::i2i_seed3_tilesr{});
#endif

#if CASE == 7 // expect: jimeng: value is not one of the choices
constexpr jimeng::i2i_seed3_tilesr resolution{.inputs = {JIMENG_TEST_ADDRESS}, .resolution = "4K"};
#endif

#if CASE == 8 // expect: jimeng: value lies outside 0 to 100
constexpr jimeng::i2i_seed3_tilesr scale{.inputs = {JIMENG_TEST_ADDRESS}, .scale = 101};
#endif

#if CASE == 9 // expect: jimeng: top, bottom, left or right is given with two input images, which are canvas and mask
constexpr auto both_ways =
    checked(jimeng::img2img_seed3_painting_edit{.inputs = {JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS}, .right = 0.5});
#endif

#if CASE == 10 // expect: jimeng: value lies outside 0 to 1
constexpr jimeng::img2img_seed3_painting_edit fraction{.inputs = {JIMENG_TEST_ADDRESS}, .left = -0.01};
#endif

#if CASE == 11 // expect: jimeng: width or height lies outside 1024 to 4096
constexpr jimeng::i2i_extract_tiled_images side{
    .inputs = {JIMENG_TEST_ADDRESS}, .edit_prompt = "p", .size = jimeng::size<1023, 1024>};
#endif

#if CASE == 12 // expect: jimeng: value lies outside -9007199254740992 to 9007199254740992
constexpr jimeng::i2i_material_extraction weight{
    .inputs = {JIMENG_TEST_ADDRESS}, .image_edit_prompt = "p", .lora_weight = 1e300};
#endif

#if CASE == 13 // expect: jimeng: text is empty
constexpr jimeng::i2i_extract_tiled_images no_words{.inputs = {JIMENG_TEST_ADDRESS}, .edit_prompt = ""};
#endif

// Video 3.0.
constexpr auto filmed = checked(jimeng::t2v_v30_1080p{.prompt = "p", .frames = 241, .aspect_ratio = "21:9"});
constexpr auto tail =
    checked(jimeng::i2v_first_tail_v30_1080{.inputs = {JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS}, .prompt = "p"});
constexpr auto moved = checked(jimeng::i2v_recamera_v30{
    .inputs = {JIMENG_TEST_ADDRESS}, .prompt = "p", .template_id = "handheld", .camera_strength = "weak"});

#if CASE == 14 // expect: jimeng: value is not one of the numbers that this model knows
constexpr jimeng::t2v_v30 frames{.prompt = "p", .frames = 97};
#endif

#if CASE == 15 // expect: jimeng: value is not one of the choices
constexpr jimeng::t2v_v30_1080p ratio{.prompt = "p", .aspect_ratio = "16/9"};
#endif

#if CASE == 16 // expect: jimeng: value lies outside -1 to 2147483647
constexpr jimeng::i2v_first_v30_1080 seed{.inputs = {JIMENG_TEST_ADDRESS}, .prompt = "p", .seed = 2147483648};
#endif

#if CASE == 17 // expect: jimeng: fewer input images than this model needs
constexpr jimeng::i2v_first_tail_v30 half{.inputs = {JIMENG_TEST_ADDRESS}, .prompt = "p"};
#endif

#if CASE == 18 // expect: jimeng: more input images than this model accepts
constexpr jimeng::i2v_first_v30 two{.inputs = {JIMENG_TEST_ADDRESS, JIMENG_TEST_ADDRESS}, .prompt = "p"};
#endif

#if CASE == 19 // expect: jimeng: value is missing
constexpr auto of_no_input = checked(jimeng::i2v_first_tail_v30{.prompt = "p"});
#endif

#if CASE == 20 // expect: jimeng: value is not one of the choices
constexpr jimeng::i2v_recamera_v30 movement{
    .inputs = {JIMENG_TEST_ADDRESS}, .prompt = "p", .template_id = "dolly_in", .camera_strength = "weak"};
#endif

#if CASE == 21 // expect: jimeng: value is missing
constexpr auto no_strength = checked(
    jimeng::i2v_recamera_v30{.inputs = {JIMENG_TEST_ADDRESS},
                             .prompt = "p",
                             .template_id = "handheld",
                             .camera_strength = decltype(jimeng::i2v_recamera_v30::camera_strength)::unchecked("")});
#endif

// Videos that follow others.
constexpr auto danced =
    checked(jimeng::dream_actor_m1{.image_url = JIMENG_TEST_ADDRESS, .video_url = JIMENG_TEST_ADDRESS});
constexpr auto spoken = checked(
    jimeng::video_translate_v2{.video_url = JIMENG_TEST_ADDRESS, .src_language = "zh", .target_language = "en"});

#if CASE == 22 // expect: jimeng: image url is not http or https
constexpr jimeng::dream_actor_m1 path{.image_url = "cat.png", .video_url = JIMENG_TEST_ADDRESS};
#endif

#if CASE == 23 // expect: jimeng: video url holds a character that must be percent encoded
constexpr jimeng::dream_actor_m1 blank{.image_url = JIMENG_TEST_ADDRESS, .video_url = "https://a.example/a b"};
#endif

#if CASE == 24 // expect: jimeng: callback url has a user name, a fragment or a host that cannot be
constexpr jimeng::dreamactor_m20 user{
    .inputs = {JIMENG_TEST_ADDRESS}, .video_url = JIMENG_TEST_ADDRESS, .callback_url = "https://me@a.example/"};
#endif

#if CASE == 25 // expect: jimeng: value is missing
constexpr auto nobody = checked(jimeng::dreamactor_m20{.video_url = JIMENG_TEST_ADDRESS});
#endif

#if CASE == 26 // expect: jimeng: value is missing
constexpr auto no_movement = checked(jimeng::dream_actor_m1{
    .image_url = JIMENG_TEST_ADDRESS, .video_url = decltype(jimeng::dream_actor_m1::video_url)::unchecked("")});
#endif

#if CASE == 27 // expect: jimeng: text is longer than 32 code points
constexpr jimeng::video_translate_v2 language{
    .video_url = JIMENG_TEST_ADDRESS, .src_language = "zh", .target_language = "012345678901234567890123456789012"};
#endif

// Pippit.
constexpr auto film =
    checked(jimeng::pippit_iv2v_v20_with_vinput{.img_url_list = {JIMENG_TEST_50_ADDRESSES}, .duration = "～15s"});

#if CASE == 28 // expect: jimeng: neither prompt nor img_url_list is given
constexpr auto of_nothing = checked(jimeng::pippit_iv2v_v20{.language = "English"});
#endif

#if CASE == 29 // expect: jimeng: more image urls than 50, which this model accepts
constexpr jimeng::pippit_iv2v_v20 many{.img_url_list = {JIMENG_TEST_50_ADDRESSES, JIMENG_TEST_ADDRESS}};
#endif

#if CASE == 30 // expect: jimeng: more video urls than 10, which this model accepts
constexpr jimeng::pippit_iv2v_v20_with_vinput videos{.prompt = "p",
                                                     .video_url_list = {JIMENG_TEST_10_ADDRESSES, JIMENG_TEST_ADDRESS}};
#endif

#if CASE == 31 // expect: jimeng: img_url_list and video_url_list have more than 50 members together
constexpr auto together = checked(jimeng::pippit_iv2v_v20_with_vinput{.img_url_list = {JIMENG_TEST_50_ADDRESSES},
                                                                      .video_url_list = {JIMENG_TEST_ADDRESS}});
#endif

#if CASE == 32 // expect: jimeng: value is not one of the choices
constexpr jimeng::pippit_iv2v_v20 narrow_tilde{.prompt = "p", .duration = "~15s"};
#endif

#if CASE == 33 // expect: jimeng: video url is not http or https
constexpr jimeng::pippit_iv2v_v20_with_vinput file{.prompt = "p", .video_url_list = {"cat.mp4"}};
#endif

// Short plays.
constexpr auto staged = checked(jimeng::pippit_shortplay_material_design{
    .assets_id = "a", .thread_id = "t", .run_id = "0123456789012345678901234567890"});

#if CASE == 34 // expect: jimeng: text is longer than 31 code points
constexpr jimeng::pippit_shortplay_material_design run{
    .assets_id = "a", .thread_id = "t", .run_id = "01234567890123456789012345678901"};
#endif

#if CASE == 35 // expect: jimeng: file url is not http or https
constexpr jimeng::pippit_shortplay_script_analysis script{
    .visual_style = "s", .video_ratio = "9:16", .file_url = "play.txt", .file_type = "txt", .file_name = "play.txt"};
#endif

#if CASE == 36 // expect: jimeng: text holds blanks and unseen characters only
constexpr jimeng::pippit_shortplay_video_generate_pro720p episode{
    .assets_id = "a", .thread_id = "t", .episode_id = " "};
#endif

#if CASE == 37 // expect: jimeng: text contains a nul character or lacks its end
constexpr jimeng::pippit_shortplay_video_compose_fast720p thread{
    .assets_id = "a", .thread_id = "t\0", .episode_id = "e"};
#endif

#if CASE == 38 // expect: jimeng: value lies outside 0 to 9007199254740991
constexpr jimeng::pippit_shortplay_script_analysis size{.visual_style = "s",
                                                        .video_ratio = "9:16",
                                                        .file_url = JIMENG_TEST_ADDRESS,
                                                        .file_type = "txt",
                                                        .file_name = "play.txt",
                                                        .size = -1};
#endif
