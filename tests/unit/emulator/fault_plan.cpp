#include <jimeng/emulator/fault_plan.hpp>

#include <jimeng/emulator/detail/fault_book.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_fault_plan)

namespace emulator = jimeng::emulator;
using emulator::fault_action;
using emulator::fault_call;
using emulator::fault_point;

namespace {

std::string complaint_about(std::string_view json)
{
    try {
        static_cast<void>(emulator::read_fault_plan(json));
    } catch (std::invalid_argument const& e) {
        return e.what();
    }
    return "none";
}

emulator::planned_fault fault_of(fault_call call, std::uint64_t nth, fault_point point, std::uint64_t at = 0)
{
    emulator::planned_fault fault;
    fault.call = call;
    fault.nth = nth;
    fault.point = point;
    fault.at = at;
    return fault;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_member_is_read)
{
    auto const plan = emulator::read_fault_plan(
        R"([{"call":"submit","nth":2,"point":"after_commit","do":"status","status":502,"body":"<html>","headers":{"Retry-After":"5"}},
            {"point":"reply_byte","at":7,"do":"delay","milliseconds":86400000},
            {"call":"download","nth":"every","point":"body","do":"body","body":""}])");
    BOOST_REQUIRE(plan.size() == 3U);
    BOOST_TEST((plan[0].call == fault_call::submit));
    BOOST_TEST(plan[0].nth == 2U);
    BOOST_TEST((plan[0].point == fault_point::after_commit));
    BOOST_TEST((plan[0].action == fault_action::status));
    BOOST_TEST(plan[0].status == 502);
    BOOST_TEST(plan[0].body == "<html>");
    BOOST_TEST((plan[0].headers == jimeng::http_headers{{"Retry-After", "5"}}));
    BOOST_TEST((plan[1].call == fault_call::any));
    BOOST_TEST(plan[1].nth == 1U);
    BOOST_TEST(plan[1].at == 7U);
    BOOST_TEST((plan[1].milliseconds == std::chrono::hours{24}));
    BOOST_TEST((plan[2].call == fault_call::download));
    BOOST_TEST(plan[2].nth == 0U);
    BOOST_TEST(emulator::read_fault_plan("[]").empty());
}

BOOST_AUTO_TEST_CASE(each_word_is_read_as_its_enumerator)
{
    for (std::string const point :
         {"accept", "tls", "head", "body", "before_commit", "after_commit", "reply_byte", "close"})
        for (std::string const action : {"close", "reset", "stall"})
            BOOST_TEST(complaint_about(R"([{"point":")" + point + R"(","do":")" + action + R"("}])") == "none");
    for (std::string const call : {"any", "submit", "query", "download"})
        BOOST_TEST(complaint_about(R"([{"point":"head","do":"reset","call":")" + call + R"("}])") == "none");
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_refused_with_fault_member_and_remedy)
{
    struct row {
        std::string_view json, fault, what, remedy;
    };
    for (auto const& [json, fault, what, remedy] : {
             row{"", "no JSON", "", "write a list"},
             row{"{}", "no list", "", "between [ and ]"},
             row{"[1]", "fault 1: the fault", "1", "an object"},
             row{R"([{"do":"close"}])", "fault 1: point", "missing", "accept, tls, head"},
             row{R"([{"point":"head"}])", "fault 1: do", "missing", "close, reset"},
             row{R"([{"point":"head","do":"reset"},{"point":"head","do":"reset","nht":2}])", "fault 2: nht",
                 "no such member", "call, nth, point, at, do, status, headers, body or milliseconds"},
             row{R"([{"point":"head","do":"reset","\u001b":2}])", "fault 1: \\u{1b}", "no such member", "call, nth"},
             row{R"([{"point":"here","do":"reset"}])", "fault 1: point", "\"here\"", "accept, tls"},
             row{R"([{"point":"head","do":"explode"}])", "fault 1: do", "\"explode\"", "delay, status or body"},
             row{R"([{"point":"head","do":3}])", "fault 1: do", "3", "close, reset"},
             row{R"([{"point":"head","do":"reset","call":"poll"}])", "fault 1: call", "poll", "query or download"},
             row{R"([{"point":"head","do":"reset","nth":0}])", "fault 1: nth", "0", "1 to"},
             row{R"([{"point":"head","do":"reset","nth":1.5}])", "fault 1: nth", "1.5", "whole number"},
             row{R"([{"point":"head","do":"reset","nth":"2"}])", "fault 1: nth", "\"2\"", "without quotes"},
             row{R"([{"point":"body","do":"reset","at":-1}])", "fault 1: at", "-1", "0 to"},
             row{R"([{"point":"head","do":"reset","at":1}])", "fault 1: at", "counts no bytes", "body or reply_byte"},
             row{R"([{"point":"accept","do":"reset","call":"submit"}])", "fault 1: call", "accept", "leave it out"},
             row{R"([{"point":"tls","do":"reset","call":"query"}])", "fault 1: call", "tls", "leave it out"},
             row{R"([{"point":"head","do":"status"}])", "fault 1: status", "0", "write the status"},
             row{R"([{"point":"head","do":"status","status":199}])", "fault 1: status", "199", "200 to 599"},
             row{R"([{"point":"head","do":"status","status":600}])", "fault 1: status", "600", "200 to 599"},
             row{R"([{"point":"close","do":"status","status":502}])", "fault 1: do", "close", "before_commit"},
             row{R"([{"point":"reply_byte","do":"status","status":502}])", "fault 1: do", "reply_byte", "after_commit"},
             row{R"([{"point":"head","do":"reset","status":502}])", "fault 1: status", "reset", "leave it out"},
             row{R"([{"point":"head","do":"body"}])", "fault 1: body", "missing", "write the text"},
             row{R"([{"point":"head","do":"body","body":1}])", "fault 1: body", "1", "in quotes"},
             row{R"([{"point":"head","do":"close","body":"x"}])", "fault 1: body", "close", "leave it out"},
             row{R"([{"point":"head","do":"delay"}])", "fault 1: milliseconds", "0", "write the delay"},
             row{R"([{"point":"head","do":"delay","milliseconds":86400001}])", "fault 1: milliseconds", "86400001",
                 "1 to 86400000"},
             row{R"([{"point":"head","do":"stall","milliseconds":5}])", "fault 1: milliseconds", "stall", "delay"},
             row{R"([{"point":"head","do":"reset","headers":{"A":"b"}}])", "fault 1: headers", "reset", "status"},
             row{R"([{"point":"head","do":"status","status":200,"headers":[]}])", "fault 1: headers", "[]", "object"},
             row{R"([{"point":"head","do":"status","status":200,"headers":{"a b":""}}])", "fault 1: headers: a b",
                 "no name", "letters"},
             row{R"([{"point":"head","do":"status","status":200,"headers":{"A":"b\r\nC: d"}}])", "fault 1: headers: A",
                 "control character", "remove it"},
             row{R"([{"point":"head","do":"status","status":200,"headers":{"content-length":"1"}}])",
                 "fault 1: headers: content-length", "frames", "leave it out"},
         }) {
        auto const got = complaint_about(json);
        BOOST_TEST(got.starts_with(fault), json << " gave " << got);
        BOOST_TEST(got.find(what) != std::string::npos, json << " gave " << got);
        BOOST_TEST(got.find(remedy) != std::string::npos, json << " gave " << got);
        BOOST_TEST(got.find('\n') == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_plan_in_code_is_checked_by_the_same_rules)
{
    emulator::planned_fault fault;
    fault.action = fault_action::status;
    BOOST_CHECK_THROW(emulator::check_fault_plan({fault}), std::invalid_argument);
    fault.status = 503;
    BOOST_CHECK_NO_THROW(emulator::check_fault_plan({fault}));
    fault.milliseconds = std::chrono::milliseconds{1};
    BOOST_CHECK_THROW(emulator::check_fault_plan({fault}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(calls_are_counted_by_kind_and_together)
{
    emulator::detail::fault_book book{{fault_of(fault_call::submit, 2, fault_point::head),
                                       fault_of(fault_call::any, 2, fault_point::head),
                                       fault_of(fault_call::query, 0, fault_point::head)}};
    auto const struck = [&](fault_call kind) {
        auto const call = book.open_call(kind);
        BOOST_TEST(book.strike(call, fault_point::body) == nullptr);
        return book.strike(call, fault_point::head) != nullptr;
    };
    BOOST_TEST(!struck(fault_call::submit));
    BOOST_TEST(struck(fault_call::download)); // the second call of any kind
    BOOST_TEST(struck(fault_call::submit));   // the second submit
    BOOST_TEST(!struck(fault_call::submit));
    BOOST_TEST(struck(fault_call::query));
    BOOST_TEST(struck(fault_call::query));
    BOOST_TEST((book.report().fired == std::vector<std::uint64_t>{1, 1, 2}));
}

BOOST_AUTO_TEST_CASE(of_several_faults_the_first_that_names_the_call_strikes)
{
    emulator::detail::fault_book book{
        {fault_of(fault_call::any, 0, fault_point::head), fault_of(fault_call::any, 0, fault_point::head),
         fault_of(fault_call::submit, 2, fault_point::head), fault_of(fault_call::any, 2, fault_point::head)}};
    for (int i = 0; i != 3; ++i)
        static_cast<void>(book.strike(book.open_call(fault_call::submit), fault_point::head));
    auto const report = book.report();
    BOOST_TEST((report.fired == std::vector<std::uint64_t>{2, 0, 1, 0}));
    BOOST_TEST(report.planned() == 4U);
    BOOST_TEST(report.left() == 2U);
}

BOOST_AUTO_TEST_CASE(a_byte_is_waited_for)
{
    emulator::detail::fault_book book{{fault_of(fault_call::any, 1, fault_point::reply_byte, 10)}};
    auto const call = book.open_call(fault_call::any);
    BOOST_TEST(book.strike(call, fault_point::reply_byte, 9) == nullptr);
    BOOST_TEST(book.report().left() == 1U);
    BOOST_TEST(book.strike(call, fault_point::reply_byte, 10) != nullptr);
    BOOST_TEST(book.report().left() == 0U);
}

BOOST_AUTO_TEST_CASE(connections_are_counted_apart_from_calls)
{
    emulator::detail::fault_book book{
        {fault_of(fault_call::any, 2, fault_point::accept), fault_of(fault_call::any, 1, fault_point::head)}};
    auto const first = book.open_connection(), second = book.open_connection();
    auto const call = book.open_call(fault_call::any);
    BOOST_TEST(book.strike(first, fault_point::accept) == nullptr);
    BOOST_TEST(book.strike(second, fault_point::accept) != nullptr);
    BOOST_TEST(book.strike(call, fault_point::head) != nullptr);
}

BOOST_AUTO_TEST_CASE(the_report_names_each_fault)
{
    auto const plan = emulator::read_fault_plan(
        R"([{"call":"submit","point":"after_commit","do":"reset"},{"nth":"every","point":"close","do":"stall"}])");
    BOOST_TEST(
        emulator::fault_report_json(plan, {{3, 0}}) ==
        R"({"planned":2,"fired":1,"faults":[{"call":"submit","nth":1,"point":"after_commit","do":"reset","fired":3},)"
        R"({"call":"any","nth":"every","point":"close","do":"stall","fired":0}]})");
}

BOOST_AUTO_TEST_SUITE_END()
