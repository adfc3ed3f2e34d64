#include <jimeng/wire/diagnostics.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <boost/system/system_error.hpp>

#include <concepts>
#include <string>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(test_diagnostics)

namespace {

using jimeng::client_errc;
using jimeng::diagnostics;
using jimeng::error_with_diagnostics;
using jimeng::verdict;

static_assert(std::is_base_of_v<boost::system::system_error, error_with_diagnostics>);
static_assert(!std::convertible_to<std::string, diagnostics>);
static_assert(!std::convertible_to<verdict, int>);

BOOST_AUTO_TEST_CASE(nothing_is_known_at_first)
{
    diagnostics const details;
    BOOST_TEST((details == diagnostics{}));
    BOOST_TEST(details.submitted == verdict::none);
    BOOST_TEST(details.http_status == 0);
    BOOST_TEST(details.service_code == 0);
    BOOST_TEST(details.client_message.empty());
    BOOST_TEST(details.task_id.empty());
}

BOOST_AUTO_TEST_CASE(every_verdict_has_its_own_word)
{
    BOOST_TEST(to_string(verdict::none) == std::string{"none"});
    BOOST_TEST(to_string(verdict::not_sent) == std::string{"not_sent"});
    BOOST_TEST(to_string(verdict::rejected) == std::string{"rejected"});
    BOOST_TEST(to_string(verdict::accepted) == std::string{"accepted"});
    BOOST_TEST(to_string(verdict::unknown) == std::string{"unknown"});
}

BOOST_AUTO_TEST_CASE(the_exception_carries_code_message_and_diagnostics)
{
    diagnostics details;
    details.client_message = "size 640x480: too small";
    details.server_message = "untrusted";
    details.task_id = "1";
    try {
        jimeng::detail::throw_on_error(client_errc::rule_broken, details);
        BOOST_TEST(false, "nothing was thrown");
    } catch (error_with_diagnostics const& e) {
        BOOST_TEST(e.code() == client_errc::rule_broken);
        BOOST_TEST((e.get_diagnostics() == details));
        std::string const what = e.what();
        BOOST_TEST(what.find("size 640x480: too small") != std::string::npos);
        BOOST_TEST(what.find("the request breaks a rule of its model") != std::string::npos);
        BOOST_TEST(what.find("untrusted") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(success_throws_nothing)
{
    BOOST_CHECK_NO_THROW(jimeng::detail::throw_on_error({}, {}));
}

BOOST_AUTO_TEST_CASE(each_member_counts_in_a_comparison)
{
    auto const differs = [](auto change) {
        diagnostics details;
        change(details);
        return details != diagnostics{};
    };
    BOOST_TEST(differs([](diagnostics& d) { d.client_message = "x"; }));
    BOOST_TEST(differs([](diagnostics& d) { d.server_message = "x"; }));
    BOOST_TEST(differs([](diagnostics& d) { d.http_status = 200; }));
    BOOST_TEST(differs([](diagnostics& d) { d.service_code = 1; }));
    BOOST_TEST(differs([](diagnostics& d) { d.gateway_code = "x"; }));
    BOOST_TEST(differs([](diagnostics& d) { d.request_id = "x"; }));
    BOOST_TEST(differs([](diagnostics& d) { d.task_id = "x"; }));
    BOOST_TEST(differs([](diagnostics& d) { d.submitted = verdict::unknown; }));
    BOOST_TEST(differs([](diagnostics& d) { d.answer = "x"; }));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
