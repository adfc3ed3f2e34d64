#include <jimeng/wire/json_sink.hpp>

#include <jimeng/core/image_file.hpp>

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

BOOST_AUTO_TEST_SUITE(test_json_sink)

namespace {

BOOST_AUTO_TEST_CASE(each_vocabulary_has_its_json_type)
{
    jimeng::json_sink json{"key"};
    json.text("t", "a\"b");
    json.whole("w", -9007199254740993);
    json.real("r", 0.1);
    json.truth("f", false);
    std::string_view const texts[] = {"a", "b"};
    json.texts("l", texts);
    json.end();
    BOOST_TEST(json.take() == R"({"req_key":"key","t":"a\"b","w":-9007199254740993,"r":0.1,"f":false,"l":["a","b"]})");
}

BOOST_AUTO_TEST_CASE(files_come_last_and_one_that_changed_spoils_the_whole)
{
    auto const path = (std::filesystem::temp_directory_path() / ("jimeng-sink-" + std::to_string(::getpid()))).string();
    std::ofstream{path, std::ios::binary} << "Man";
    jimeng::local_file const whole[] = {{path, 3}};
    jimeng::json_sink json{"key"};
    json.files("b", whole);
    json.text("t", "x");
    json.end();
    BOOST_TEST(json.take() == R"({"req_key":"key","t":"x","b":[")");
    auto const kept = json.take_files();
    BOOST_REQUIRE(kept);
    BOOST_REQUIRE(kept->parts.size() == 1U);
    BOOST_TEST(kept->parts[0].path == path);
    BOOST_TEST(kept->parts[0].size_bytes == 3U);
    BOOST_TEST(kept->parts[0].after == R"("]})");
    jimeng::local_file const longer[] = {{path, 4}};
    jimeng::json_sink spoilt{"key"};
    spoilt.files("b", longer);
    spoilt.end();
    BOOST_TEST((spoilt.unreadable().broken == jimeng::rules::image_file_is_readable));
    BOOST_TEST(spoilt.unreadable().value == path);
    std::filesystem::remove(path);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
