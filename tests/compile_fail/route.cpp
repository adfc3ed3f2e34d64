// A model that has no actions of its own cannot take the route that needs them.
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>
#include <jimeng/core/route.hpp>

static_assert(jimeng::model_route_for<jimeng::text_to_image_v40>() == jimeng::model_route);

#if CASE == 1 // expect: jimeng: this model has no actions of its own; take generic_route, which serves all models
constexpr auto no_such_route = jimeng::model_route_for<jimeng::seedream_v46>();
#endif
