#include <jimeng/sign/bearer_token.hpp>

#include <jimeng/sign/signer.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace test_bearer_token {

using jimeng::bearer_token;
using jimeng::secret;

static_assert(jimeng::signer<bearer_token>);

namespace {

struct clean_environment {
    clean_environment() { unsetenv("JIMENG_BEARER_TOKEN"); }
    ~clean_environment() { unsetenv("JIMENG_BEARER_TOKEN"); }
};

} // namespace

} // namespace test_bearer_token

BOOST_FIXTURE_TEST_SUITE(test_bearer_token, clean_environment)

BOOST_AUTO_TEST_CASE(it_sets_one_header_and_replaces_what_was_there)
{
    jimeng::http_request request;
    request.target = "/jimeng/?Action=A&Version=1";
    request.headers = {{"Content-Type", "application/json"}, {"authorization", "HMAC-SHA256 old"}};
    request.body = "{}";
    bearer_token const token{secret{"sk-relay-1"}};
    for (int i = 0; i != 2; ++i)
        token.sign(request, {});
    BOOST_TEST((request.headers ==
                jimeng::http_headers{{"Content-Type", "application/json"}, {"Authorization", "Bearer sk-relay-1"}}));
    BOOST_TEST(request.target == "/jimeng/?Action=A&Version=1");
    BOOST_TEST(request.body == "{}");
}

BOOST_AUTO_TEST_CASE(what_no_header_can_carry_is_refused_and_not_told)
{
    for (std::string const text : {"", "two words", "line\r\nX-Evil: 1", "caf\xC3\xA9", "tab\t"})
        BOOST_CHECK_EXCEPTION(bearer_token{secret{text}}, std::invalid_argument, [&](auto const& error) {
            return text.empty() || std::string{error.what()}.find(text) == std::string::npos;
        });
}

BOOST_AUTO_TEST_CASE(it_is_read_from_its_variable)
{
    setenv("JIMENG_BEARER_TOKEN", "sk-relay-2", 1);
    jimeng::http_request request;
    bearer_token::from_environment().sign(request, {});
    BOOST_TEST(*jimeng::find_header(request.headers, "Authorization") == "Bearer sk-relay-2");
}

BOOST_AUTO_TEST_CASE(a_variable_that_cannot_be_meant_is_named_and_its_value_is_not)
{
    for (std::string const text : {"", "\"sk-hidden\"", "sk hidden", "<your sk-hidden>", "your-sk-hidden"}) {
        setenv("JIMENG_BEARER_TOKEN", text.c_str(), 1);
        std::string complaint;
        BOOST_TEST(!bearer_token::from_environment(complaint).has_value());
        BOOST_TEST(complaint.starts_with("JIMENG_BEARER_TOKEN "), complaint);
        BOOST_TEST(complaint.find("hidden") == std::string::npos);
        BOOST_CHECK_EXCEPTION((void)bearer_token::from_environment(), jimeng::bearer_token_missing,
                              [&](auto const& error) { return error.what() == complaint; });
    }
}

BOOST_AUTO_TEST_SUITE_END()
