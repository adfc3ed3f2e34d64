#include <jimeng/testing/memory_job_store.hpp>

#include "../store/conformance.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_memory_job_store)

BOOST_AUTO_TEST_CASE(it_is_a_job_store_like_any_other)
{
    jimeng::testing::memory_job_store store;
    store_conformance::every_store({store, [&](std::string const& job) { return store.events(job); }});
    BOOST_TEST(store.events("of nobody").empty());
}

BOOST_AUTO_TEST_SUITE_END()
