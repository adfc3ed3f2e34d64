#ifndef JIMENG_CORE_HPP
#define JIMENG_CORE_HPP

/// The words of the field as types, and their rules. Stands on the standard library and single Hana headers. Programs
/// that choose a model at run time include `jimeng/core/registry.hpp` besides.

#include <jimeng/core/actions.hpp>
#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/check.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/core/model_rules.hpp>
#include <jimeng/core/models.hpp>
#include <jimeng/core/picture_header.hpp>
#include <jimeng/core/picture_set.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/ratio_rules.hpp>
#include <jimeng/core/recommended_sizes.hpp>
#include <jimeng/core/request_fields.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/scale.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/core/size_within.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/core/value_facts.hpp>
#include <jimeng/core/value_kind.hpp>
#include <jimeng/core/values/address_list.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/input_image.hpp>
#include <jimeng/core/values/input_images.hpp>
#include <jimeng/core/values/one_of.hpp>
#include <jimeng/core/values/real_number.hpp>
#include <jimeng/core/values/sides.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/url_value.hpp>
#include <jimeng/core/values/whole_number.hpp>

#endif
