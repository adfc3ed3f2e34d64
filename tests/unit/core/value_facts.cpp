#include <jimeng/core/value_facts.hpp>

#include "../../support/fields.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/registry.hpp>

#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(test_value_facts)

namespace {

BOOST_AUTO_TEST_CASE(every_member_of_every_model_tells_its_name_and_a_sentence)
{
    for (auto const* const model : jimeng::library_models()) {
        noted_facts facts;
        model->describe(facts);
        std::set<std::string_view> names;
        for (auto const& one : facts.all) {
            BOOST_TEST_CONTEXT(model->name << ' ' << one.name)
            {
                BOOST_TEST(!one.name.empty());
                BOOST_TEST(!one.summary.empty());
                BOOST_TEST(names.insert(one.name).second);
                BOOST_TEST((!one.least || !one.most || *one.least < *one.most));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
