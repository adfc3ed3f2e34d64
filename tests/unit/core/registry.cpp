#include <jimeng/core/registry.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_registry)

namespace {

static_assert(std::is_same_v<jimeng::model_of<"jimeng_t2i_v40">, jimeng::text_to_image_v40>);
static_assert(std::is_same_v<jimeng::model_of<"jimeng_ti2v_v30_pro">, jimeng::ti2v_v30_pro>);
static_assert(jimeng::has_model<"jimeng_i2i_v30"> && !jimeng::has_model<"jimeng_i2i_v3"> && !jimeng::has_model<"">);

BOOST_AUTO_TEST_CASE(the_models_are_listed_and_the_first_is_the_default)
{
    std::vector<std::string> keys;
    jimeng::for_each_model([&]<class Model>() { keys.emplace_back(Model::req_key); });
    BOOST_TEST((keys == std::vector<std::string>{"jimeng_t2i_v40",
                                                 "jimeng_seedream46_cvtob",
                                                 "jimeng_t2i_v30",
                                                 "jimeng_t2i_v31",
                                                 "jimeng_i2i_v30",
                                                 "jimeng_image2image_dream_inpaint",
                                                 "jimeng_i2i_seed3_tilesr_cvtob",
                                                 "jimeng_img2img_seed3_painting_edit",
                                                 "i2i_material_extraction",
                                                 "jimeng_i2i_extract_tiled_images",
                                                 "jimeng_t2v_v30",
                                                 "jimeng_t2v_v30_1080p",
                                                 "jimeng_i2v_first_v30",
                                                 "jimeng_i2v_first_v30_1080",
                                                 "jimeng_i2v_first_tail_v30",
                                                 "jimeng_i2v_first_tail_v30_1080",
                                                 "jimeng_i2v_recamera_v30",
                                                 "jimeng_ti2v_v30_pro",
                                                 "jimeng_dream_actor_m1_gen_video_cv",
                                                 "jimeng_dreamactor_m20_gen_video",
                                                 "video_translate_v2_cvtob",
                                                 "pippit_iv2v_v20_cvtob",
                                                 "pippit_iv2v_v20_cvtob_with_vinput",
                                                 "pippit_shortplay_cvtob_script_analysis",
                                                 "pippit_shortplay_cvtob_material_design",
                                                 "pippit_shortplay_cvtob_video_generate_fast720p",
                                                 "pippit_shortplay_cvtob_video_generate_pro720p",
                                                 "pippit_shortplay_cvtob_video_compose_fast720p",
                                                 "pippit_shortplay_cvtob_video_compose_pro720p"}));
    auto const listed = jimeng::library_models();
    BOOST_TEST(listed.size() == keys.size());
    for (std::size_t i = 0; i != keys.size(); ++i)
        BOOST_TEST(listed[i]->req_key == keys[i]);
}

BOOST_AUTO_TEST_CASE(every_model_describes_itself)
{
    jimeng::for_each_model([]<class Model>() {
        static_assert(jimeng::described_request<Model>);
        static_assert(jimeng::detail::every_member_known<Model>);
        BOOST_TEST(!Model::name.empty());
        BOOST_TEST(!Model::title.empty());
    });
}

BOOST_AUTO_TEST_CASE(a_model_is_found_by_its_name_and_by_its_request_key)
{
    auto const listed = jimeng::library_models();
    BOOST_TEST(jimeng::find_model(listed, "") == listed.front());
    BOOST_TEST(jimeng::find_model(listed, "4.6")->req_key == "jimeng_seedream46_cvtob");
    BOOST_TEST(jimeng::find_model(listed, "jimeng_i2i_v30")->name == "i2i-3.0");
    BOOST_TEST(jimeng::find_model(listed, "4.7") == nullptr);
    BOOST_TEST(jimeng::find_model({}, "") == nullptr);
}

BOOST_AUTO_TEST_CASE(no_two_models_share_a_request_key_or_a_name)
{
    std::vector<std::string_view> words;
    jimeng::for_each_model([&]<class Model>() {
        for (auto const word : {Model::req_key, Model::name}) {
            BOOST_TEST((std::find(words.begin(), words.end(), word) == words.end()));
            words.push_back(word);
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
