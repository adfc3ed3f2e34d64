// The table of actions and models is read through a function that asserts first.
#include <jimeng/core/check.hpp>
#include <jimeng/core/registry.hpp>

struct foreign_model {};
using older_family = jimeng::api_action<"CVSubmitTask", "2022-08-31">;

static_assert(jimeng::answer_of<jimeng::submit_task, jimeng::text_to_image_v40>() == jimeng::answer_kind::accepted_id);

#if CASE == 1 // expect: jimeng: this model is not reached through this action
constexpr auto wrong_action = jimeng::answer_of<older_family, jimeng::text_to_image_v40>();
#endif

#if CASE == 2 // expect: jimeng: this model is not reached through this action
constexpr auto wrong_model = jimeng::answer_of<jimeng::submit_task, foreign_model>();
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
