#include <jimeng/wire/error.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <iterator>
#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(test_error)

namespace {

using jimeng::client_errc;
using jimeng::condition;
using jimeng::error_code;
using jimeng::gateway_errc;
using jimeng::service_errc;

static_assert(std::convertible_to<client_errc, error_code>);
static_assert(std::convertible_to<service_errc, error_code>);
static_assert(std::convertible_to<gateway_errc, error_code>);
static_assert(std::convertible_to<condition, jimeng::error_condition>);
static_assert(!std::convertible_to<condition, error_code>, "a condition is a question, not an error");
static_assert(!std::convertible_to<client_errc, int>);
static_assert(!std::convertible_to<int, error_code>);

/// The conditions a code equals, a letter each, in the order of the enumeration.
std::string conditions_of(error_code const& ec)
{
    struct {
        condition question;
        char letter;
    } const questions[] = {
        {condition::not_sent, 'N'},
        {condition::maybe_sent, 'M'},
        {condition::retryable, 'R'},
        {condition::throttled, 'T'},
        {condition::user_must_act, 'U'},
        {condition::resumable, 'S'},
        {condition::authentication_refused, 'A'},
        {condition::content_refused, 'C'},
    };
    std::string letters;
    for (auto const& q : questions)
        if (ec == q.question) letters += q.letter;
    return letters;
}

struct client_row {
    client_errc code;
    char const* conditions;
};

client_row const client_table[] = {
    {client_errc::rule_broken, "NU"},
    {client_errc::output_exists, "NU"},
    {client_errc::bad_path, "NU"},
    {client_errc::no_credentials, "NU"},
    {client_errc::bad_endpoint, "NU"},
    {client_errc::insecure_endpoint, "NU"},
    {client_errc::bad_setting, "NU"},
    {client_errc::no_executor, "NU"},
    {client_errc::unsafe_header, "NU"},
    {client_errc::bad_ca_file, "NU"},
    {client_errc::signing_failed, "NU"},
    {client_errc::bad_proxy, "NU"},
    {client_errc::not_recorded, "NU"},
    {client_errc::not_admitted, "NU"},
    {client_errc::resolve_failed, "NR"},
    {client_errc::connect_refused, "NR"},
    {client_errc::connect_timeout, "NR"},
    {client_errc::network_unreachable, "NR"},
    {client_errc::tls_handshake, "NR"},
    {client_errc::tls_untrusted, "NU"},
    {client_errc::tls_expired, "NU"},
    {client_errc::tls_hostname, "NU"},
    {client_errc::tls_protocol, "NU"},
    {client_errc::send_incomplete, "NR"},
    {client_errc::cancelled_before_send, "N"},
    {client_errc::deadline_before_send, "N"},
    {client_errc::proxy_refused, "NR"},
    {client_errc::read_timeout, "MR"},
    {client_errc::read_stalled, "MR"},
    {client_errc::reset, "MR"},
    {client_errc::truncated, "MR"},
    {client_errc::closed, "MR"},
    {client_errc::cancelled, "MS"},
    {client_errc::transport_threw, "MR"},
    {client_errc::bad_http, "MR"},
    {client_errc::bad_json, "MR"},
    {client_errc::too_large, "M"},
    {client_errc::too_deep, "M"},
    {client_errc::wrong_type, "M"},
    {client_errc::missing_field, "M"},
    {client_errc::unsupported_encoding, "M"},
    {client_errc::unexpected_redirect, "M"},
    {client_errc::forbidden_address, ""},
    {client_errc::limit_reached, "RT"},
    {client_errc::empty_result, ""},
    {client_errc::submit_unknown, "M"},
    {client_errc::task_lost, ""},
    {client_errc::task_expired, ""},
    {client_errc::still_running, "S"},
    {client_errc::partly_saved, "S"},
    {client_errc::waiting_failed, "S"},
    {client_errc::file_io, ""},
    {client_errc::job_locked, ""},
    {client_errc::disk_full, ""},
    {client_errc::not_private, ""},
    {client_errc::job_exists, ""},
    {client_errc::link_expired, ""},
    {client_errc::bad_image, ""},
    {client_errc::bad_base64, ""},
    {client_errc::size_mismatch, ""},
};

struct service_row {
    int code;
    char const* conditions;
};

service_row const service_table[] = {
    {50200, "U"},  {50201, "U"},  {50204, "U"},  {50205, "U"},  {50206, "U"},  {50207, "U"},  {50209, "U"},
    {50210, "U"},  {50211, "U"},  {50213, "U"},  {50214, "U"},  {50215, "U"},  {50218, "UC"}, {50400, "UA"},
    {50402, "U"},  {50411, "UC"}, {50412, "UC"}, {50413, "UC"}, {50429, "RT"}, {50430, "RT"}, {50500, "R"},
    {50501, "R"},  {50511, "C"},  {50512, "UC"}, {50513, "UC"}, {50514, "UC"}, {50516, "C"},  {50517, "C"},
    {50518, "UC"}, {50519, "C"},  {50520, "UC"}, {50521, "UC"}, {50522, "UC"}, {60102, "U"},  {60208, "UC"},
};

struct gateway_row {
    gateway_errc code;
    char const* conditions;
};

gateway_row const gateway_table[] = {
    {gateway_errc::unknown, "M"},
    {gateway_errc::invalid_authorization, "UA"},
    {gateway_errc::invalid_credential, "UA"},
    {gateway_errc::invalid_secret_token, "UA"},
    {gateway_errc::invalid_client_token_id, "UA"},
    {gateway_errc::lack_project_policy, "UA"},
    {gateway_errc::method_not_allowed, "U"},
    {gateway_errc::request_limit_exceeded, "RT"},
    {gateway_errc::internal_service_error, "MR"},
    {gateway_errc::service_unavailable, "MR"},
    {gateway_errc::missing_parameter, "U"},
    {gateway_errc::missing_authentication_token, "UA"},
    {gateway_errc::missing_request_info, "UA"},
    {gateway_errc::missing_signature, "UA"},
    {gateway_errc::invalid_timestamp, "UA"},
    {gateway_errc::service_not_found, "UA"},
    {gateway_errc::invalid_action_or_version, "U"},
    {gateway_errc::invalid_access_key, "UA"},
    {gateway_errc::signature_does_not_match, "UA"},
    {gateway_errc::lack_policy, "UA"},
    {gateway_errc::access_denied, "UA"},
    {gateway_errc::internal_error, "MR"},
    {gateway_errc::fail_to_connect, "MR"},
    {gateway_errc::internal_service_timeout, "MR"},
    {gateway_errc::flow_limit_exceeded, "RT"},
};

BOOST_AUTO_TEST_CASE(each_client_error_answers_the_conditions)
{
    for (auto const& row : client_table)
        BOOST_TEST_CONTEXT(error_code{row.code}.message()) BOOST_TEST(conditions_of(row.code) == row.conditions);
}

BOOST_AUTO_TEST_CASE(each_business_code_answers_the_conditions)
{
    for (auto const& row : service_table)
        BOOST_TEST_CONTEXT(row.code)
    BOOST_TEST(conditions_of({row.code, jimeng::service_category()}) == row.conditions);
    BOOST_TEST(std::size(service_table) == jimeng::service_codes.size());
}

BOOST_AUTO_TEST_CASE(each_gateway_error_answers_the_conditions)
{
    for (auto const& row : gateway_table)
        BOOST_TEST_CONTEXT(static_cast<int>(row.code)) BOOST_TEST(conditions_of(row.code) == row.conditions);
    BOOST_TEST(std::size(gateway_table) == jimeng::gateway_codes.size() + 1); // and `unknown`
}

BOOST_AUTO_TEST_CASE(nothing_is_both_sent_and_not_sent_or_both_retryable_and_the_users)
{
    auto const contradicts = [](error_code const& ec) {
        return (ec == condition::not_sent && ec == condition::maybe_sent) ||
               (ec == condition::retryable && ec == condition::user_must_act);
    };
    for (int value = 0; value != 500; ++value)
        BOOST_TEST_CONTEXT(value) BOOST_TEST(!contradicts({value, jimeng::client_category()}));
    for (int value = 50000; value != 60300; ++value)
        BOOST_TEST_CONTEXT(value) BOOST_TEST(!contradicts({value, jimeng::service_category()}));
    for (auto const& row : jimeng::gateway_codes)
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(!contradicts(row.code));
}

BOOST_AUTO_TEST_CASE(a_business_code_that_nobody_documented_answers_no_condition_and_keeps_its_number)
{
    error_code const ec{50999, jimeng::service_category()};
    BOOST_TEST(conditions_of(ec) == "");
    BOOST_TEST(ec.failed());
    BOOST_TEST(ec.message() == "business code 50999, which no documentation lists");
}

BOOST_AUTO_TEST_CASE(each_client_error_has_a_message_of_its_own)
{
    std::set<std::string> messages;
    for (auto const& row : client_table) {
        auto const message = error_code{row.code}.message();
        BOOST_TEST(!message.empty());
        BOOST_TEST_CONTEXT(message) BOOST_TEST(messages.insert(message).second);
    }
    BOOST_TEST(messages.count("unknown client error") == 0U);
    for (int value = 0; value != 1000; ++value)
        messages.insert(error_code{value, jimeng::client_category()}.message());
    BOOST_TEST(messages.size() == std::size(client_table) + 1, "the table of this test lacks an enumerator");
}

BOOST_AUTO_TEST_CASE(each_business_code_has_a_message_of_its_own)
{
    std::set<std::string> messages;
    for (auto const& row : service_table) {
        auto const message = error_code{row.code, jimeng::service_category()}.message();
        BOOST_TEST_CONTEXT(row.code << ' ' << message)
        {
            BOOST_TEST(messages.insert(message).second);
            BOOST_TEST(message.find("no documentation") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_gateway_error_has_a_message)
{
    for (auto const& row : gateway_table) {
        auto const message = error_code{row.code}.message();
        bool const unlisted = message == "gateway error that no documentation lists";
        BOOST_TEST_CONTEXT(message) BOOST_TEST(unlisted == (row.code == gateway_errc::unknown));
    }
}

BOOST_AUTO_TEST_CASE(each_condition_has_a_message_of_its_own)
{
    std::set<std::string> messages;
    for (int value = 1; value <= static_cast<int>(condition::content_refused); ++value)
        BOOST_TEST(messages.insert(jimeng::condition_category().message(value)).second);
    BOOST_TEST(messages.count("unknown condition") == 0U);
    BOOST_TEST(jimeng::condition_category().message(99) == "unknown condition");
}

BOOST_AUTO_TEST_CASE(the_categories_are_four_and_have_names)
{
    BOOST_TEST(jimeng::client_category().name() == std::string{"jimeng.client"});
    BOOST_TEST(jimeng::service_category().name() == std::string{"jimeng.service"});
    BOOST_TEST(jimeng::gateway_category().name() == std::string{"jimeng.gateway"});
    BOOST_TEST(jimeng::condition_category().name() == std::string{"jimeng.condition"});
    BOOST_TEST((error_code{7, jimeng::client_category()} != error_code{7, jimeng::gateway_category()}));
}

BOOST_AUTO_TEST_CASE(codes_compare_with_foreign_conditions_by_the_usual_rules)
{
    error_code const ec = client_errc::read_timeout;
    BOOST_TEST((ec == jimeng::error_condition{230, jimeng::client_category()}));
    BOOST_TEST((ec != jimeng::error_condition{230, boost::system::generic_category()}));
    BOOST_TEST((error_code{} != jimeng::make_error_condition(condition::not_sent)));
}

BOOST_AUTO_TEST_CASE(the_numbers_are_stable)
{
    BOOST_TEST(static_cast<int>(client_errc::rule_broken) == 100);
    BOOST_TEST(static_cast<int>(client_errc::no_credentials) == 120);
    BOOST_TEST(static_cast<int>(client_errc::resolve_failed) == 200);
    BOOST_TEST(static_cast<int>(client_errc::read_timeout) == 230);
    BOOST_TEST(static_cast<int>(client_errc::bad_http) == 250);
    BOOST_TEST(static_cast<int>(client_errc::empty_result) == 354);
    BOOST_TEST(static_cast<int>(client_errc::submit_unknown) == 400);
    BOOST_TEST(static_cast<int>(client_errc::file_io) == 420);
    BOOST_TEST(static_cast<int>(client_errc::link_expired) == 440);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
