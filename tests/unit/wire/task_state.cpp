#include <jimeng/wire/task_state.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>

BOOST_AUTO_TEST_SUITE(test_task_state)

using jimeng::task_state;

BOOST_AUTO_TEST_CASE(nothing_is_known_of_a_task_before_an_answer_came)
{
    task_state const state;
    BOOST_TEST((state.status == jimeng::task_status::unknown));
    BOOST_TEST(state.listed_urls == 0U);
    BOOST_TEST(!state.unusable_video_url.failed());
    BOOST_TEST((state.image_urls.empty() && state.video_url.empty() && state.binary_data_base64.empty()));
}

// More than a task is documented to have are taken, in case it has them.
static_assert(jimeng::most_pictures == 15 && jimeng::most_results > jimeng::most_pictures);
static_assert(std::copyable<task_state>);

BOOST_AUTO_TEST_SUITE_END()
