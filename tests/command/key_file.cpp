#include "key_file.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_key_file)

namespace {

using namespace std::string_literals;
using command::file_keys;
using command::read_ini_keys;
using command::read_json_keys;

constexpr std::string_view id = "AKLTZjYxCanaryId0000";
constexpr std::string_view secret_key = "T0RsbVkyRnVZWEo1LXNlY3JldA==";

/// The text with the two keys in the places of `ID` and `SECRET`.
std::string with_keys(std::string text)
{
    for (auto const& [word, key] : {std::pair{"<I>", id}, std::pair{"<S>", secret_key}})
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + key.size()))
            text.replace(at, 3, key);
    return text;
}

void check_whole(file_keys const& found)
{
    BOOST_TEST(found.trouble == "");
    BOOST_TEST(found.keys.access_key_id == id);
    BOOST_TEST(found.keys.secret_access_key.reveal() == secret_key);
    BOOST_TEST(found.keys.security_token.empty());
}

void check_none(file_keys const& found)
{
    BOOST_TEST(found.trouble == "");
    BOOST_TEST(!found.has_any());
}

void check_refused(file_keys const& found, std::string_view beginning)
{
    BOOST_TEST_INFO(found.trouble);
    BOOST_TEST(found.trouble.starts_with(beginning));
    BOOST_TEST(found.trouble.find(id.substr(4)) == std::string::npos);
    BOOST_TEST(found.trouble.find(secret_key.substr(0, 6)) == std::string::npos);
    BOOST_TEST(found.trouble.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_ini_file_is_read_however_it_is_laid_out)
{
    for (std::string const text : {
             "[default]\naccess_key_id = <I>\nsecret_access_key = <S>\n",
             "[default]\naccess_key_id=<I>\nsecret_access_key=<S>", // the end of the file is that of the line
             "\xEF\xBB\xBF[default]\r\naccess_key_id\t=  <I> \r\nsecret_access_key:<S>\r\n",
             "# keys\n\n[other]\naccess_key_id = AKLTother0000000\n[default]\n; mine\n  secret_access_key = <S>\n"
             "region = cn-north-1\n  access_key_id = <I>\n[DEFAULT]\nsecret_access_key = x\n",
             "[default]\nACCESS_KEY_ID = <I>\nSecret_Access_Key = <S>\nregion =\n# access_key_id = a\n",
         })
        check_whole(read_ini_keys(with_keys(text)));
}

BOOST_AUTO_TEST_CASE(an_ini_file_without_a_key_names_none)
{
    for (std::string const text : {"", "\xEF\xBB\xBF", "\n\r\n \t\n", "# access_key_id = <I>\n", "[default]\n",
                                   "[default]\nregion = cn-north-1\n", "[prod]\naccess_key_id = <I>\n",
                                   "[default]\naccess_key_id =\nsecret_access_key = \n"})
        check_none(read_ini_keys(with_keys(text)));
}

BOOST_AUTO_TEST_CASE(an_ini_file_that_can_be_read_in_two_ways_is_refused_with_the_line)
{
    struct row {
        std::string text;
        std::string_view beginning;
    };
    for (row const& one : std::vector<row>{
             {"access_key_id = <I>\n", "line 1: stands before any section"},
             {"[default]\n<I>\n", "line 2: is no [section], no NAME = VALUE"},
             {"[default]\n= <S>\n", "line 2: is no [section], no NAME = VALUE"},
             {"[other]\n<I>\n", "line 2: is no [section]"},
             {"[default\naccess_key_id = <I>\n", "line 1: begins a [section]"},
             {"[default]\naccess_key_id = <I>\n\naccess_key_id = <I>\n",
              "line 4: access_key_id is there a second time"},
             {"[default]\nsecret_access_key = <S>\nSECRET_ACCESS_KEY = <S>\n",
              "line 3: secret_access_key is there a second"},
             {"[default]\naccess_key_id =\naccess_key_id = <I>\n", "line 3: access_key_id is there a second time"},
             {"[default]\n[a]\n[default]\naccess_key_id = <I>\n", "line 3: [default] is there a second time"},
             {"[default]\naccess_key_id = <I>"s + '\0' + "\n", "line 2: holds a NUL byte"},
             {"\xFF\xFE["s + '\0' + "d" + '\0', "line 1: holds a NUL byte"},
         })
        check_refused(read_ini_keys(with_keys(one.text)), one.beginning);
}

BOOST_AUTO_TEST_CASE(half_a_pair_is_refused)
{
    check_refused(read_ini_keys(with_keys("[default]\naccess_key_id = <I>\n")),
                  "access_key_id is there without secret_access_key");
    check_refused(read_ini_keys(with_keys("[default]\nsecret_access_key = <S>\naccess_key_id =\n")),
                  "secret_access_key is there without access_key_id");
    check_refused(read_json_keys(with_keys(R"({"ak": "<I>"})")), "ak is there without sk");
    check_refused(read_json_keys(with_keys(R"({"sk": "<S>", "ak": ""})")), "sk is there without ak");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_key_is_refused_with_the_line)
{
    check_refused(read_ini_keys(with_keys("[default]\naccess_key_id = \"<I>\"\nsecret_access_key = <S>\n")),
                  "line 2: access_key_id is in quotation marks");
    check_refused(read_ini_keys(with_keys("[default]\naccess_key_id = <I>\nsecret_access_key = <S> # mine\n")),
                  "line 3: secret_access_key holds a blank");
    check_refused(read_ini_keys(with_keys("[default]\naccess_key_id = <S>\n\nsecret_access_key = <I>\n")),
                  "line 4: secret_access_key looks like an access key id: are the two swapped?");
    check_refused(read_ini_keys("[default]\naccess_key_id = your-key\nsecret_access_key = x\n"),
                  "line 2: access_key_id looks like a placeholder");
    check_refused(read_ini_keys(with_keys("[default]\nsecret_access_key = <S>\naccess_key_id = <I>\x01z\n")),
                  "line 3: access_key_id holds a blank");
    check_refused(read_json_keys(with_keys("{\n\"ak\": \"<I>\",\n\"sk\": \"\\u4e2d<S>\"}")),
                  "line 3: sk holds a blank");
}

BOOST_AUTO_TEST_CASE(what_was_read_of_a_refused_file_is_told_so_that_it_can_be_hidden)
{
    auto const half = read_ini_keys(with_keys("[default]\nsecret_access_key = <S>\n"));
    BOOST_TEST(half.keys.secret_access_key.reveal() == secret_key);
    auto const broken = read_json_keys(with_keys(R"({"ak": "<I>", "sk": "<S>",})"));
    BOOST_TEST(!broken.trouble.empty());
    BOOST_TEST(broken.keys.secret_access_key.reveal() == secret_key);
}

BOOST_AUTO_TEST_CASE(a_json_file_is_read_however_it_is_laid_out)
{
    for (std::string const text : {
             R"({"ak":"<I>","sk":"<S>"})",
             "\xEF\xBB\xBF{\r\n  \"sk\" : \"<S>\",\r\n  \"region\" : null,\r\n  \"ak\" : \"<I>\"\r\n}\r\n",
             R"({"other": {"ak": "x", "sk": ["y", {"ak": 1}]}, "n": -1.5e3, "t": true, "ak": "<I>", "sk": "<S>"})",
             R"({"a\u006b": "<I>", "sk": "T0R\u0073bVkyRnVZWEo1LXNlY3JldA=="})",
         })
        check_whole(read_json_keys(with_keys(text)));
}

BOOST_AUTO_TEST_CASE(a_json_file_without_a_key_names_none)
{
    for (std::string const text : {"", " \r\n\t", "\xEF\xBB\xBF", "{}", R"({"AK": "<I>", "SK": "<S>"})",
                                   R"({"ak": "", "sk": ""})", R"({"default": {"ak": "<I>", "sk": "<S>"}})"})
        check_none(read_json_keys(with_keys(text)));
}

BOOST_AUTO_TEST_CASE(a_json_file_that_is_none_is_refused_with_the_line)
{
    struct row {
        std::string text;
        std::string_view beginning;
    };
    for (row const& one : std::vector<row>{
             {"[default]\nregion = cn-north-1\n", "line 1: the file is no JSON object"},
             {R"("<S>")", "line 1: the file is no JSON object"},
             {R"(["<I>", "<S>"])", "line 1: the file is no JSON object"},
             {"17", "line 1: the file is no JSON object"},
             {"{\n\"ak\": \"<I>\"\n\"sk\": \"<S>\"\n}", "line 3: the file is no JSON object"},
             {"{\n\"ak\": \"<I>\",\n\"sk\": \"<S>\n\"}", "line 3: the file is no JSON object"},
             {"{\n\"ak\": \"<I>\"\n", "line 2: the file is no JSON object"},
             {"{\"ak\": \"<I>\", \"sk\": \"<S>\"}\n{}", "line 2: the file is no JSON object"},
             {"{\"ak\": \"<I>\",\n \"ak\": \"<I>\", \"sk\": \"<S>\"}", "line 2: ak is there a second time"},
             {"{\"ak\": 17, \"sk\": \"<S>\"}", "line 1: ak is no text"},
             {"{\"ak\": \"<I>\",\n\"sk\": [\"<S>\"]}", "line 2: sk is no text"},
             {"{\"ak\": \"<I>\", \"sk\": null}", "line 1: sk is no text"},
             {R"({"ak": "<I>", "sk": "<S>")"s + '\0' + "}", "line 1: the file is no JSON object"},
         })
        check_refused(read_json_keys(with_keys(one.text)), one.beginning);
}

BOOST_AUTO_TEST_CASE(a_megabyte_is_read_once)
{
    std::string const comments(std::size_t{1} << 20, '#');
    check_none(read_ini_keys(comments));
    std::string const lines(std::size_t{1} << 20, '\n');
    check_whole(read_ini_keys(lines + with_keys("[default]\naccess_key_id = <I>\nsecret_access_key = <S>\n")));
    check_refused(read_ini_keys(std::string(std::size_t{1} << 20, 'x')), "line 1: is no [section]");
    check_whole(read_json_keys(lines + with_keys(R"({"ak":"<I>","sk":"<S>"})")));
    check_refused(read_json_keys(std::string(std::size_t{1} << 20, '[')), "line 1: the file is no JSON object");
}

BOOST_AUTO_TEST_CASE(no_beginning_of_a_file_and_no_byte_of_it_changed_tells_a_key)
{
    for (auto const& [read, text] :
         {std::pair{&read_ini_keys, with_keys("[default]\naccess_key_id = <I>\nsecret_access_key = <S>\n")},
          std::pair{&read_json_keys, with_keys(R"({"ak":"<I>","sk":"<S>"})")}}) {
        for (std::size_t size = 0; size != text.size(); ++size) {
            check_refused(read(text.substr(0, size)), "");
            for (char const other : {'\0', '\n', '"', '=', '[', '\\', '\xFF'}) {
                auto changed = text;
                changed[size] = other;
                check_refused(read(changed), "");
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
