#include <jimeng/core/task.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <concepts>
#include <string>

BOOST_AUTO_TEST_SUITE(test_task)

namespace {

using jimeng::rule;
namespace rules = jimeng::rules;
using jimeng::task_id;
using jimeng::task_status;

static_assert(!std::convertible_to<std::string, task_id>);
static_assert(!std::convertible_to<long long, task_id>, "an id is text: it does not fit a floating-point number");
static_assert(std::equality_comparable<task_id>);

static_assert(jimeng::read_task_status("done") == task_status::done);
static_assert(jimeng::read_task_status("processing") == task_status::generating);
static_assert(jimeng::read_task_status("Done") == task_status::unknown);

BOOST_AUTO_TEST_CASE(an_id_keeps_every_digit)
{
    auto const id = task_id::parse("7392616336519610409");
    BOOST_REQUIRE(id.has_value());
    BOOST_TEST(id->text() == "7392616336519610409");
    BOOST_TEST(!id->empty());
    BOOST_TEST((*id == *task_id::parse("7392616336519610409")));
    BOOST_TEST((*id != *task_id::parse("7392616336519610410")));
}

BOOST_AUTO_TEST_CASE(an_id_is_1_to_64_visible_characters)
{
    BOOST_TEST(task_id::parse("a").has_value());
    BOOST_TEST(task_id::parse(std::string(64, '9')).has_value());
    BOOST_TEST(task_id::parse("!~").has_value());
    for (std::string const& text : {std::string{}, std::string(65, '9'), std::string{"12 34"}, std::string{"1234\n"},
                                    std::string{"12\0", 3}, std::string{"1\x7f"}, std::string{"任务"}})
        BOOST_TEST(task_id::parse(text).why().broken == rules::task_id_is_printable);
}

BOOST_AUTO_TEST_CASE(a_refused_id_is_shown_shortened)
{
    auto const refused = task_id::parse(std::string(1 << 20, '9'));
    BOOST_TEST(refused.why().field == "task_id");
    BOOST_TEST(refused.why().value == std::string(64, '9'));
}

BOOST_AUTO_TEST_CASE(no_id_is_empty)
{
    BOOST_TEST(task_id{}.empty());
    BOOST_TEST(task_id{}.text().empty());
}

BOOST_AUTO_TEST_CASE(the_five_statuses_of_the_page_are_read_and_spelled)
{
    struct {
        char const* word;
        task_status status;
    } const page[] = {
        {"in_queue", task_status::in_queue},   {"generating", task_status::generating}, {"done", task_status::done},
        {"not_found", task_status::not_found}, {"expired", task_status::expired},
    };
    for (auto const& row : page) {
        BOOST_TEST(jimeng::read_task_status(row.word) == row.status);
        BOOST_TEST(jimeng::to_string(row.status) == row.word);
    }
}

BOOST_AUTO_TEST_CASE(any_other_word_is_unknown)
{
    for (auto const* const word : {"", "failed", "DONE", "done ", "canceled", "unknown"})
        BOOST_TEST(jimeng::read_task_status(word) == task_status::unknown);
    BOOST_TEST(jimeng::to_string(task_status::unknown) == "unknown");
    BOOST_TEST(jimeng::to_string(static_cast<task_status>(77)) == "unknown");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
