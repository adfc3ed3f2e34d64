#ifndef JIMENG_CORE_MODELS_HPP
#define JIMENG_CORE_MODELS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/models/image2image_dream_inpaint.hpp>
#include <jimeng/core/models/image_to_image_v30.hpp>
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>
#include <jimeng/core/models/ti2v_v30_pro.hpp>

#include <boost/hana/type.hpp>

namespace jimeng::inline JIMENG_ABI {

/// Every model of the library. The first is the default. Tests, the command and the emulator walk this list.
inline constexpr auto models = boost::hana::tuple_t< //
    text_to_image_v40,                               //
    seedream_v46,                                    //
    image_to_image_v30,                              //
    image2image_dream_inpaint,                       //
    ti2v_v30_pro>;

} // namespace jimeng::inline JIMENG_ABI

#endif
