#include <jimeng/client/error_with_pictures.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_error_with_pictures)

BOOST_AUTO_TEST_CASE(it_is_an_error_with_diagnostics_and_its_copies_share_the_pictures)
{
    jimeng::pictures arrived(2);
    arrived.at(0).bytes = "picture";
    arrived.task.req_key = "jimeng_t2i_v40";
    jimeng::error_with_pictures error{jimeng::client_errc::partly_saved, {.task_id = "7"}, arrived};
    auto const copy = error;
    BOOST_TEST(copy.get_pictures().at(0).bytes == "picture");
    BOOST_TEST(copy.get_pictures().task.req_key == "jimeng_t2i_v40");
    auto const taken = std::move(error.get_pictures());
    BOOST_TEST(taken.size() == 2U);
    BOOST_TEST(copy.get_pictures().empty());
    try {
        std::rethrow_exception(jimeng::detail::failure_of(jimeng::client_errc::partly_saved, {}, arrived));
    } catch (jimeng::error_with_diagnostics const& caught) {
        BOOST_TEST((dynamic_cast<jimeng::error_with_pictures const*>(&caught) != nullptr));
    }
    try {
        std::rethrow_exception(jimeng::detail::failure_of(jimeng::client_errc::still_running, {.task_id = "7"}, 1));
    } catch (jimeng::error_with_diagnostics const& caught) {
        BOOST_TEST(caught.get_diagnostics().task_id == "7");
    }
}

BOOST_AUTO_TEST_SUITE_END()
