#include "batch/csv.hpp"
#include "batch/input.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_batch_csv)

namespace {

using command::batch::batch_input;
using cells = std::vector<std::string>;

cells read(std::string_view row, char delimiter = ',')
{
    std::string trouble;
    auto const read = command::batch::read_cells(row, delimiter, trouble);
    BOOST_TEST(read.has_value() == trouble.empty());
    return read ? *read : cells{"trouble"};
}

std::string trouble_of(std::string text, std::string const& delimiter = {})
{
    std::string trouble;
    auto const input = batch_input::from(std::move(text), true, delimiter, jimeng::library_models(), trouble);
    BOOST_TEST(input.has_value() == trouble.empty());
    return trouble;
}

} // namespace

BOOST_AUTO_TEST_CASE(cells_are_read_as_rfc_4180_writes_them)
{
    BOOST_TEST(read("a,b,c") == (cells{"a", "b", "c"}), boost::test_tools::per_element());
    BOOST_TEST(read("") == (cells{""}), boost::test_tools::per_element());
    BOOST_TEST(read(",") == (cells{"", ""}), boost::test_tools::per_element());
    BOOST_TEST(read("\"a,b\",\"say \"\"x\"\"\",\"\"") == (cells{"a,b", "say \"x\"", ""}),
               boost::test_tools::per_element());
    BOOST_TEST(read("\"two\r\nlines\";b", ';') == (cells{"two\r\nlines", "b"}), boost::test_tools::per_element());
    for (auto const* const broken : {"\"open", "a\"b", "\"a\"b,c", "\"\"\""})
        BOOST_TEST(read(broken) == (cells{"trouble"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(records_end_where_lines_end_outside_quotes)
{
    for (std::string const end : {"\n", "\r\n", "\r"}) {
        auto const text = "a,b" + end + "\"x" + end + "y\",1" + end + end + "last";
        auto const all = command::batch::split_csv(text);
        BOOST_TEST_REQUIRE(all.size() == 3);
        BOOST_TEST(all[0].line == 1);
        BOOST_TEST(all[1].line == 2);
        BOOST_TEST(all[1].text == "\"x" + end + "y\",1");
        BOOST_TEST(all[2].line == 5);
        BOOST_TEST(all[2].text == "last");
    }
}

BOOST_AUTO_TEST_CASE(the_delimiter_is_found_or_asked_for)
{
    for (auto const* const header : {"id,model", "id;model", "id\tmodel", "\xEF\xBB\xBFid;model", "sep=;\r\nid;model",
                                     "sep=|\nid|model", " id , model ", "id;model;"})
        BOOST_TEST(trouble_of(std::string{header} + "\nx") == "", header);
    BOOST_TEST(trouble_of("id|model\nx").find("--delimiter") != std::string::npos);
    BOOST_TEST(trouble_of("id|model\nx", "|") == "");
    BOOST_TEST(trouble_of("id,colour\nx").find("colour is a field of no model") != std::string::npos);
    BOOST_TEST(trouble_of("id,id\nx").find("twice") != std::string::npos);
    BOOST_TEST(trouble_of("id,model\nx", "ab").find("no single character") != std::string::npos);
    BOOST_TEST(trouble_of("id,model\n;,\n ,\n").find("no lines") == std::string::npos);
    BOOST_TEST(trouble_of("id,model\n,\n ,\n").find("no lines") != std::string::npos);
    BOOST_TEST(trouble_of("").find("header") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_row_gives_what_its_cells_hold)
{
    std::string trouble;
    auto const input = batch_input::from("id;model;width;images;images\nlake;3.0;512;\"a\nb\";c\nx;y;1;2;3;4\n", true,
                                         {}, jimeng::library_models(), trouble);
    BOOST_TEST_REQUIRE(input.has_value());
    BOOST_TEST(input->decimal_comma());
    BOOST_TEST_REQUIRE(input->records().size() == 2);
    auto const line = input->line(input->records()[0]);
    BOOST_TEST(line.trouble == "");
    BOOST_TEST(line.id == "lake");
    BOOST_TEST(line.model == "3.0");
    BOOST_TEST_REQUIRE(line.fields.size() == 3);
    BOOST_TEST(line.fields[1].text == "a\nb");
    BOOST_TEST(input->line(input->records()[1]).trouble.find("more cells") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
