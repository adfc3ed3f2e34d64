#include <jimeng/media/artifact.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(test_artifact)

BOOST_AUTO_TEST_CASE(bytes_that_are_no_picture_are_not_saved)
{
    auto const path =
        std::filesystem::temp_directory_path() / ("jimeng-picture-" + std::to_string(::getpid()) + ".png");
    jimeng::error_code ec;
    jimeng::diagnostics details;
    jimeng::picture const page{.bytes = "<html>404</html>"};
    page.save(path, false, ec, details);
    BOOST_TEST((ec == jimeng::client_errc::bad_image));
    BOOST_TEST(!std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(a_folder_is_no_place_for_a_picture)
{
    jimeng::error_code ec;
    jimeng::diagnostics details;
    jimeng::picture{}.save(std::filesystem::temp_directory_path(), true, ec, details);
    BOOST_TEST((ec == jimeng::client_errc::bad_path));
    BOOST_TEST(!details.client_message.empty());
}

BOOST_AUTO_TEST_SUITE_END()
