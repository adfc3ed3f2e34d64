#include <jimeng/client/client_options.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <map>
#include <string>

namespace test_client_options {

namespace {

char const* const variables[] = {"JIMENG_API_URL",
                                 "JIMENG_API_TIMEOUT",
                                 "JIMENG_POLL_INTERVAL",
                                 "JIMENG_MAX_POLL_ATTEMPTS",
                                 "JIMENG_ROUTE",
                                 "https_proxy",
                                 "HTTPS_PROXY",
                                 "all_proxy",
                                 "ALL_PROXY",
                                 "no_proxy",
                                 "NO_PROXY"};

struct clean_environment {
    clean_environment()
    {
        for (auto const* name : variables)
            unsetenv(name);
    }
    ~clean_environment()
    {
        for (auto const* name : variables)
            unsetenv(name);
    }
};

std::string complaint_about(char const* name, char const* value)
{
    setenv(name, value, 1);
    std::string complaint;
    BOOST_TEST(!jimeng::client_options::from_environment(complaint).has_value());
    unsetenv(name);
    return complaint;
}

} // namespace

} // namespace test_client_options

BOOST_FIXTURE_TEST_SUITE(test_client_options, clean_environment)

BOOST_AUTO_TEST_CASE(defaults_are_the_skills)
{
    using namespace std::chrono_literals;
    auto const options = jimeng::client_options::from_environment();
    BOOST_TEST(options.address() == "https://visual.volcengineapi.com");
    BOOST_TEST((options.call_timeout == 120s));
    BOOST_TEST(!options.poll.interval.has_value()); // waits that grow
    BOOST_TEST((options.poll.deadline == 600s));
    BOOST_TEST(options.poll.max_attempts == 60);
}

BOOST_AUTO_TEST_CASE(variables_are_taken)
{
    using namespace std::chrono_literals;
    setenv("JIMENG_API_URL", "http://127.0.0.1:8080", 1);
    setenv("JIMENG_API_TIMEOUT", "7", 1);
    setenv("JIMENG_POLL_INTERVAL", "0.25", 1);
    setenv("JIMENG_MAX_POLL_ATTEMPTS", "5", 1);
    auto const options = jimeng::client_options::from_environment();
    BOOST_TEST(options.endpoint == "http://127.0.0.1:8080");
    BOOST_TEST((options.call_timeout == 7s));
    BOOST_TEST((options.poll.interval == 250ms));
    BOOST_TEST(options.poll.max_attempts == 5);
}

BOOST_AUTO_TEST_CASE(the_deadline_never_cuts_the_asked_attempts_short)
{
    using namespace std::chrono_literals;
    setenv("JIMENG_POLL_INTERVAL", "60", 1);
    setenv("JIMENG_MAX_POLL_ATTEMPTS", "100", 1);
    BOOST_TEST((jimeng::client_options::from_environment().poll.deadline >= 5940s));
    unsetenv("JIMENG_POLL_INTERVAL");
    setenv("JIMENG_MAX_POLL_ATTEMPTS", "1000", 1);
    BOOST_TEST((jimeng::client_options::from_environment().poll.deadline >= 3950s)); // most of the waits are 4 s
    setenv("JIMENG_POLL_INTERVAL", "86400", 1);
    setenv("JIMENG_MAX_POLL_ATTEMPTS", "1000000", 1);
    BOOST_TEST((jimeng::client_options::from_environment().poll.deadline > 86'400s * 999'999));
}

BOOST_AUTO_TEST_CASE(a_bad_value_is_an_error_that_names_the_variable)
{
    for (auto const* name : {"JIMENG_API_TIMEOUT", "JIMENG_POLL_INTERVAL"})
        for (auto const* value : {"x", "0", "-1", "1e9", "2s", " 2", "nan", "inf"}) {
            auto const complaint = complaint_about(name, value);
            BOOST_TEST(complaint.find(name) != std::string::npos);
            BOOST_TEST(complaint.find(value) != std::string::npos);
        }
    for (auto const* value : {"x", "0", "-1", "1.5", "99999999999999999999"})
        BOOST_TEST(complaint_about("JIMENG_MAX_POLL_ATTEMPTS", value).find("JIMENG_MAX_POLL_ATTEMPTS") !=
                   std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_relay_may_have_a_path_and_a_route_its_own_address)
{
    setenv("JIMENG_API_URL", "https://relay.example/jimeng", 1);
    BOOST_TEST(jimeng::client_options::from_environment().address() == "https://relay.example/jimeng");
    setenv("JIMENG_ROUTE", "model", 1);
    auto const relayed = jimeng::client_options::from_environment();
    BOOST_TEST(relayed.address() == "https://relay.example/jimeng");
    BOOST_TEST((relayed.route == jimeng::model_route));
    unsetenv("JIMENG_API_URL");
    BOOST_TEST(jimeng::client_options::from_environment().address() == "https://open.volcengineapi.com");
    setenv("JIMENG_ROUTE", "generic", 1);
    BOOST_TEST((jimeng::client_options::from_environment().route == jimeng::generic_route));
    for (auto const* value : {"Model", "per_model", "2"})
        BOOST_TEST(complaint_about("JIMENG_ROUTE", value).find("generic or model") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_endpoint_must_be_https_or_this_machine)
{
    for (auto const* value :
         {"ftp://x", "visual.volcengineapi.com", "https://", "https://a.example/path?query", "https://u:p@a.example"})
        BOOST_TEST(complaint_about("JIMENG_API_URL", value).find("JIMENG_API_URL") != std::string::npos);
    BOOST_TEST(complaint_about("JIMENG_API_URL", "http://a.example").find("this machine") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_complaint_shows_no_control_characters)
{
    BOOST_TEST(complaint_about("JIMENG_API_URL", "\x1b[31m").find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_throwing_form_carries_the_sentence)
{
    setenv("JIMENG_API_TIMEOUT", "x", 1);
    BOOST_CHECK_EXCEPTION((void)jimeng::client_options::from_environment(), jimeng::bad_setting, [](auto const& e) {
        return std::string{e.what()}.find("JIMENG_API_TIMEOUT") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(the_proxy_is_everybodys)
{
    using jimeng::client_options;
    BOOST_TEST(client_options::from_environment().transport.proxy.empty());
    BOOST_TEST(client_options{}.transport.proxy.empty());
    for (auto const* const name : {"ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"}) { // a later one goes first
        setenv(name, (std::string{"http://"} + name + ":1").c_str(), 1);
        BOOST_TEST(client_options::from_environment().transport.proxy == std::string{"http://"} + name + ":1");
    }
    setenv("NO_PROXY", "a.example", 1);
    BOOST_TEST(client_options::from_environment().transport.no_proxy == "a.example");
    setenv("no_proxy", ".volcengineapi.com", 1);
    auto const options = client_options::from_environment();
    BOOST_TEST(options.transport.no_proxy == ".volcengineapi.com");
    BOOST_TEST(options.transport.proxy == "http://https_proxy:1"); // the links' hosts may need it
    setenv("JIMENG_API_URL", "http://127.0.0.1:8080", 1);
    BOOST_TEST(client_options::from_environment().transport.proxy == "http://https_proxy:1");
    BOOST_TEST(client_options::from_environment().transport.no_proxy == ".volcengineapi.com");
}

BOOST_AUTO_TEST_CASE(row_12_a_proxy_that_cannot_be_used_is_named_without_its_password)
{
    for (auto const* const name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
        for (auto const* const bad : {"socks5://u:secret@p", "https://u:secret@p", "http://u:secret%@p", "nonsense:"}) {
            auto const told = complaint_about(name, bad);
            BOOST_TEST(told.starts_with(name));
            BOOST_TEST(told.find("secret") == std::string::npos);
        }
    setenv("HTTPS_PROXY", "socks5://p", 1); // nobody's affair where nobody uses it
    setenv("JIMENG_API_URL", "http://127.0.0.1:8080", 1);
    BOOST_TEST(jimeng::client_options::from_environment().transport.proxy.empty());
    unsetenv("JIMENG_API_URL");
    setenv("NO_PROXY", "*", 1);
    BOOST_TEST(jimeng::client_options::from_environment().transport.proxy.empty());
}

BOOST_AUTO_TEST_SUITE_END()
