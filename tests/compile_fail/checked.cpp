// Rules between the members of a request are checked by the compiler where the request passes through checked().
#include <jimeng/core/check.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>
#include <jimeng/core/models/ti2v_v30_pro.hpp>

using jimeng::checked;
using model = jimeng::text_to_image_v40;

constexpr auto wide = checked(model{.prompt = "a cat", .size = jimeng::size<4096, 1024>, .max_ratio = 4});
constexpr auto widened_by_the_encoder = checked(model{.prompt = "a cat", .size = jimeng::size<4096, 1024>});

#if CASE == 1 // expect: jimeng: min ratio is above max ratio
constexpr auto crossed = checked(model{.prompt = "a cat", .min_ratio = 2, .max_ratio = 0.5});
#endif

#if CASE == 2 // expect: jimeng: min ratio is above max ratio
constexpr auto above_the_default = checked(model{.prompt = "a cat", .min_ratio = 4});
#endif

#if CASE == 3 // expect: jimeng: width over height is outside min ratio to max ratio
constexpr auto too_wide = checked(model{.prompt = "a cat", .size = jimeng::size<4096, 1024>, .max_ratio = 3.5});
#endif

#if CASE == 4 // expect: jimeng: width over height is outside min ratio to max ratio
constexpr auto too_tall = checked(model{.prompt = "a cat", .size = jimeng::size<1024, 4096>, .min_ratio = 0.3});
#endif

#if CASE == 5 // expect: jimeng: prompt is empty
constexpr auto empty = checked(model{.prompt = jimeng::prompt::unchecked("")});
#endif

#if CASE == 6 // expect: jimeng: prompt is not valid utf8
constexpr auto malformed = checked(model{.prompt = jimeng::prompt::unchecked("\xff")});
#endif

// A member of a user's own class brings its own rule.
namespace own {

inline constexpr jimeng::rule_words<"seed is unlucky, as every number is that ends with a four", "take another">
    seed_is_lucky{};

struct seed {
    int number = 0;
    constexpr bool empty() const { return false; }
    constexpr int value() const { return number; }
    template <class Face>
    constexpr jimeng::rule judge(Face face) const
    {
        return number % 10 == 4 ? face(seed_is_lucky) : jimeng::rules::none;
    }
};

struct model_with_seed {
    static constexpr std::string_view req_key = "own_model", name = "own", title = "Own model";
    jimeng::prompt prompt;
    own::seed seed{};
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &model_with_seed::prompt, "">{},
                                       jimeng::field<"seed", &model_with_seed::seed, "">{});
    }
};

} // namespace own

constexpr auto good_seed = checked(own::model_with_seed{.prompt = "a cat"});

#if CASE == 8 // expect: jimeng: seed is unlucky, as every number is that ends with a four
constexpr auto rule_of_ones_own = checked(own::model_with_seed{.prompt = "a cat", .seed = {44}});
#endif

struct weighted_model {
    static constexpr std::string_view req_key = "own_weights", name = "own", title = "Own model";
    struct weight {
        double number = 0.5;
        constexpr bool empty() const { return false; }
        constexpr double value() const { return number; }
    } heavy{};
    static constexpr auto fields() { return jimeng::listed(jimeng::field<"heavy", &weighted_model::heavy, "">{}); }
};

constexpr auto good_weight = checked(weighted_model{});

#if CASE == 11 // expect: jimeng: value is not a finite number
constexpr auto endless_weight = checked(weighted_model{.heavy = {__builtin_inf()}});
#endif

// The models declare rules between their fields.
#if CASE == 9 // expect: jimeng: neither prompt nor image_urls is given
constexpr auto of_nothing = checked(jimeng::ti2v_v30_pro{});
#endif

#if CASE == 10 // expect: jimeng: aspect_ratio is given together with image_urls
constexpr auto of_both = checked(jimeng::ti2v_v30_pro{.inputs = {"https://a.example/0"}, .aspect_ratio = "1:1"});
#endif

#if CASE == 7
// expect-gcc: no matching function for call to 'checked(int)'
// expect-clang: no matching function for call to 'checked'
constexpr auto no_request = checked(40);
#endif
