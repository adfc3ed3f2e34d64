#include <jimeng/core/config.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

#define JIMENG_TEST_SPELL(macro) #macro
#define JIMENG_TEST_TEXT_OF(macro) JIMENG_TEST_SPELL(macro)

namespace {

BOOST_AUTO_TEST_SUITE(test_config)

BOOST_AUTO_TEST_CASE(the_version_text_is_made_of_the_three_numbers)
{
    BOOST_TEST(std::string{JIMENG_VERSION_STRING} == std::to_string(JIMENG_VERSION_MAJOR) + "." +
                                                         std::to_string(JIMENG_VERSION_MINOR) + "." +
                                                         std::to_string(JIMENG_VERSION_PATCH));
}

BOOST_AUTO_TEST_CASE(functions_are_inline_unless_they_are_compiled_separately)
{
    std::string_view const declared = JIMENG_TEST_TEXT_OF(JIMENG_DECL);
#ifdef JIMENG_SEPARATE_COMPILATION
    BOOST_TEST(declared.empty());
#else
    BOOST_TEST(declared == "inline");
#endif
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
