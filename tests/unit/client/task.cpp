#include <jimeng/client/task.hpp>

#include <jimeng/core/registry.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_task)

BOOST_AUTO_TEST_CASE(a_task_knows_the_model_it_was_submitted_to)
{
    auto const id = *jimeng::task_id::parse("7392616336519610409");
    jimeng::for_each_model([&]<class Model>() {
        auto const task = jimeng::task::of<Model>(id);
        BOOST_TEST(task.req_key == Model::req_key);
        BOOST_TEST(task.id.text() == "7392616336519610409");
    });
}

BOOST_AUTO_TEST_SUITE_END()
