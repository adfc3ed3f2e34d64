#ifndef JIMENG_CORE_MODELS_HPP
#define JIMENG_CORE_MODELS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/models/dream_actor_m1.hpp>
#include <jimeng/core/models/dreamactor_m20.hpp>
#include <jimeng/core/models/i2i_extract_tiled_images.hpp>
#include <jimeng/core/models/i2i_material_extraction.hpp>
#include <jimeng/core/models/i2i_seed3_tilesr.hpp>
#include <jimeng/core/models/i2v_first_tail_v30.hpp>
#include <jimeng/core/models/i2v_first_tail_v30_1080.hpp>
#include <jimeng/core/models/i2v_first_v30.hpp>
#include <jimeng/core/models/i2v_first_v30_1080.hpp>
#include <jimeng/core/models/i2v_recamera_v30.hpp>
#include <jimeng/core/models/image2image_dream_inpaint.hpp>
#include <jimeng/core/models/image_to_image_v30.hpp>
#include <jimeng/core/models/img2img_seed3_painting_edit.hpp>
#include <jimeng/core/models/pippit_iv2v_v20.hpp>
#include <jimeng/core/models/pippit_iv2v_v20_with_vinput.hpp>
#include <jimeng/core/models/pippit_shortplay_material_design.hpp>
#include <jimeng/core/models/pippit_shortplay_script_analysis.hpp>
#include <jimeng/core/models/pippit_shortplay_video_compose_fast720p.hpp>
#include <jimeng/core/models/pippit_shortplay_video_compose_pro720p.hpp>
#include <jimeng/core/models/pippit_shortplay_video_generate_fast720p.hpp>
#include <jimeng/core/models/pippit_shortplay_video_generate_pro720p.hpp>
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/t2v_v30.hpp>
#include <jimeng/core/models/t2v_v30_1080p.hpp>
#include <jimeng/core/models/text_to_image_v30.hpp>
#include <jimeng/core/models/text_to_image_v31.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>
#include <jimeng/core/models/ti2v_v30_pro.hpp>
#include <jimeng/core/models/video_translate_v2.hpp>

namespace jimeng::inline JIMENG_ABI {

/// Types without values. A Hana tuple of them would cost a compiler more than the models do.
template <class... Models>
struct model_types {};

/// Every model of the library. The first is the default. Tests, the command and the emulator walk this list.
inline constexpr auto models = model_types<   //
    text_to_image_v40,                        //
    seedream_v46,                             //
    text_to_image_v30,                        //
    text_to_image_v31,                        //
    image_to_image_v30,                       //
    image2image_dream_inpaint,                //
    i2i_seed3_tilesr,                         //
    img2img_seed3_painting_edit,              //
    i2i_material_extraction,                  //
    i2i_extract_tiled_images,                 //
    t2v_v30,                                  //
    t2v_v30_1080p,                            //
    i2v_first_v30,                            //
    i2v_first_v30_1080,                       //
    i2v_first_tail_v30,                       //
    i2v_first_tail_v30_1080,                  //
    i2v_recamera_v30,                         //
    ti2v_v30_pro,                             //
    dream_actor_m1,                           //
    dreamactor_m20,                           //
    video_translate_v2,                       //
    pippit_iv2v_v20,                          //
    pippit_iv2v_v20_with_vinput,              //
    pippit_shortplay_script_analysis,         //
    pippit_shortplay_material_design,         //
    pippit_shortplay_video_generate_fast720p, //
    pippit_shortplay_video_generate_pro720p,  //
    pippit_shortplay_video_compose_fast720p,  //
    pippit_shortplay_video_compose_pro720p>{};

} // namespace jimeng::inline JIMENG_ABI

#endif
