#include <jimeng/core/registry.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using jimeng::answer_kind;
using jimeng::get_result;
using jimeng::seedream_v46;
using jimeng::serves;
using jimeng::submit_task;
using jimeng::text_to_image_v40;

struct foreign_model {};
using older_family = jimeng::api_action<"CVSubmitTask", "2022-08-31">;

static_assert(serves<submit_task, text_to_image_v40> && serves<get_result, text_to_image_v40>);
static_assert(serves<submit_task, seedream_v46> && serves<get_result, seedream_v46>);
static_assert(!serves<older_family, text_to_image_v40>);
static_assert(!serves<submit_task, foreign_model>);

static_assert(jimeng::answer_of<submit_task, text_to_image_v40>() == answer_kind::accepted_id);
static_assert(jimeng::answer_of<get_result, text_to_image_v40>() == answer_kind::image_list);
static_assert(jimeng::answer_of<submit_task, seedream_v46>() == answer_kind::accepted_id);
static_assert(jimeng::answer_of<get_result, seedream_v46>() == answer_kind::image_list);

BOOST_AUTO_TEST_SUITE(test_registry)

BOOST_AUTO_TEST_CASE(both_models_are_listed_and_the_first_is_the_default)
{
    std::vector<std::string> keys;
    jimeng::for_each_model([&]<class Model>() { keys.emplace_back(Model::req_key); });
    BOOST_TEST((keys == std::vector<std::string>{"jimeng_t2i_v40", "jimeng_seedream46_cvtob"}));
}

BOOST_AUTO_TEST_CASE(every_model_describes_itself_and_is_reached_through_both_actions)
{
    jimeng::for_each_model([]<class Model>() {
        static_assert(jimeng::described_request<Model>);
        static_assert(serves<submit_task, Model> && serves<get_result, Model>);
        BOOST_TEST(!Model::name.empty());
        BOOST_TEST(!Model::title.empty());
    });
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
