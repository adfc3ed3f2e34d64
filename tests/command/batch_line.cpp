#include "batch/check.hpp"
#include "batch/line.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_batch_line)

namespace {

using command::batch::batch_input;
using command::batch::read_json_line;

jimeng::model_entry const& model(std::string_view name)
{
    return *jimeng::find_model(jimeng::library_models(), name);
}

/// The body of a line's request, or its broken rule.
std::string body_of(std::string_view text, std::string_view name = "4.0")
{
    auto const line = read_json_line(text);
    BOOST_TEST(line.trouble == "");
    auto const request = command::batch::request_of(line, model(name), {});
    return request ? request->prepared().body : describe(request.why());
}

bool holds(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// What is wrong with the lines of a text, one after the other.
std::vector<command::batch::fault> faults_of(std::string text)
{
    std::string trouble;
    auto const input = batch_input::from(std::move(text), false, {}, jimeng::library_models(), trouble);
    BOOST_TEST_REQUIRE(input.has_value());
    command::batch::check_rules const rules{"/out", "/out", "3.0", {}, false};
    command::batch::budget const limits;
    command::batch::pricing prices;
    command::batch::checker checks{*input, rules, jimeng::library_models(), limits, prices};
    for (auto const& record : input->records())
        static_cast<void>(checks.check(record));
    checks.compare_names();
    return checks.faults();
}

std::string fault_of(std::string text)
{
    auto const all = faults_of(std::move(text));
    BOOST_TEST_REQUIRE(all.size() <= 1);
    return all.empty() ? std::string{} : all.front().words;
}

} // namespace

BOOST_AUTO_TEST_CASE(values_are_taken_as_the_service_has_them_and_as_people_write_them)
{
    auto const area = body_of(R"({"prompt":"x","size":1048576})");
    BOOST_TEST(holds(area, R"("size":1048576)"));
    BOOST_TEST(body_of(R"({"prompt":"x","size":"1K"})") == area);
    BOOST_TEST(body_of(R"({"prompt":"x","size":"1024x1024"})") ==
               body_of(R"({"prompt":"x","width":1024,"height":1024})"));
    BOOST_TEST(body_of(R"({"prompt":"x","size":"1K","scale":0.5,"force_single":true,"min_ratio":null})") ==
               body_of(R"({"prompt":"x","size":1048576,"scale":0.5,"force_single":true})"));
    BOOST_TEST(body_of(R"({"prompt":"x","size":"1K","images":["https://a.cn/1.png","https://a.cn/2.png"]})") ==
               body_of(R"({"prompt":"x","size":1048576,"image_urls":["https://a.cn/1.png","https://a.cn/2.png"]})"));
}

BOOST_AUTO_TEST_CASE(what_is_no_value_of_its_kind_is_refused)
{
    BOOST_TEST(holds(body_of(R"({"prompt":5})"), "of another type"));
    BOOST_TEST(holds(body_of(R"({"prompt":"x","force_single":1})"), "of another type"));
    BOOST_TEST(holds(body_of(R"({"prompt":"x","size":"1K","scale":true})"), "of another type"));
    BOOST_TEST(holds(body_of(R"({"prompt":"x","size":{"a":1}})"), "of another type"));
    BOOST_TEST(holds(body_of(R"({"prompt":"x","size":100})"), "size 100"));
    BOOST_TEST(holds(body_of(R"({"prompt":"x","colour":"red"})"), "no field of this name"));
}

BOOST_AUTO_TEST_CASE(a_line_that_is_no_object_says_so)
{
    BOOST_TEST(holds(read_json_line("[{}]").trouble, "a list"));
    for (auto const* const text : {"{", "17", "{} {}", "{\"a\":NaN}", "id,model"})
        BOOST_TEST(holds(read_json_line(text).trouble, "no JSON object"), text);
    BOOST_TEST(holds(read_json_line("{\"a\":\"\xFF\"}").trouble, "UTF-8"));
    BOOST_TEST(holds(read_json_line(R"({"id":true})").trouble, "id true"));
    BOOST_TEST(read_json_line(R"({"id":17,"model":null})").id == "17");
}

BOOST_AUTO_TEST_CASE(ids_are_names_of_files_and_each_is_there_once)
{
    for (auto const* const id : {"a/b", "..", "a\\\\b", "a:b", "a\\n", " a", "a.", "a\\u0000"})
        BOOST_TEST(holds(fault_of(std::string{R"({"id":")"} + id + R"(","prompt":"x"})"), "names files"), id);
    for (auto const* const id : {"a", "a.b", "17", "湖", "a b", "-x"})
        BOOST_TEST(fault_of(std::string{R"({"id":")"} + id + R"(","prompt":"x"})") == "", id);
    BOOST_TEST(holds(fault_of("{\"prompt\":\"x\"}\n{\"id\":\"1\",\"prompt\":\"y\"}"), "line 1 has it"));
    BOOST_TEST(holds(fault_of(R"({"prompt":"x","output":"/tmp/a"})"), "leads out"));
    BOOST_TEST(holds(fault_of(R"({"prompt":"x","output":"a/../../b"})"), "leads out"));
    BOOST_TEST(holds(fault_of(R"({"prompt":"x","output":"results.jsonl"})"), "own file"));
    BOOST_TEST(holds(fault_of("{\"prompt\":\"x\",\"output\":\"a.png\"}\n{\"prompt\":\"x\",\"output\":\"a.jpg\"}"),
                     "line 1 has it"));
}

BOOST_AUTO_TEST_CASE(names_of_several_pictures_are_nobody_elses)
{
    std::string const others = "{\"id\":\"a-2\",\"prompt\":\"x\"}\n{\"id\":\"b-1\",\"prompt\":\"x\"}\n";
    BOOST_TEST(fault_of(others + R"({"id":"a","prompt":"x"})") == "");
    BOOST_TEST(holds(fault_of(others + R"({"id":"a","model":"4.0","prompt":"x"})"), "one of several"));
    BOOST_TEST(fault_of(others + R"({"id":"a","model":"4.0","prompt":"x","force_single":true})") == "");
}

BOOST_AUTO_TEST_SUITE_END()
