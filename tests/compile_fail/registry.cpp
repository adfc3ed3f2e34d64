// The models are read through a function that asserts first.
#include <jimeng/core/check.hpp>
#include <jimeng/core/registry.hpp>

#include <type_traits>

struct foreign_model {};

static_assert(std::is_same_v<jimeng::model_of<"jimeng_t2i_v40">, jimeng::text_to_image_v40>);

#if CASE == 1 // expect: jimeng: the library has no model with this request key
using unknown_key = jimeng::model_of<"jimeng_t2i_v50">;
#endif

#if CASE == 2 // expect: jimeng: the model has no field of this name
constexpr auto no_such_field(jimeng::text_to_image_v40 const& request)
{
    return jimeng::member_named<"seed">(request);
}
#endif

#if CASE == 3 // expect: jimeng: Request must describe itself: req_key, name, title and fields(); see field.hpp
void no_description()
{
    foreign_model model;
    jimeng::for_each_field(model, [](auto, auto const&) {});
}
#endif

#if CASE == 4
// expect-gcc: no matching function for call to 'broken_rule
// expect-clang: no matching function for call to 'broken_rule'
auto no_rules()
{
    return jimeng::broken_rule(foreign_model{});
}
#endif
