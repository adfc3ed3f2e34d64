#include <jimeng/core/credentials.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <string>

namespace {

using jimeng::credentials;

/// Sets or unsets one variable and puts back what was there.
class variable {
public:
    variable(char const* name, char const* value) : name_{name}
    {
        if (char const* const before = std::getenv(name)) before_ = before;
        set(value);
    }
    variable(variable const&) = delete;
    variable& operator=(variable const&) = delete;
    ~variable() { set(before_ ? before_->c_str() : nullptr); }

private:
    void set(char const* value) const
    {
        if (value == nullptr)
            unsetenv(name_);
        else
            setenv(name_, value, 1);
    }

    char const* name_;
    std::optional<std::string> before_;
};

struct environment {
    environment(char const* key, char const* secret_key, char const* token)
        : key_{"VOLC_ACCESSKEY", key},
          secret_key_{"VOLC_SECRETKEY", secret_key},
          token_{"VOLC_SESSION_TOKEN", token}
    {}

private:
    variable key_;
    variable secret_key_;
    variable token_;
};

std::string complaint_of_this_environment()
{
    std::string complaint = "left over from before";
    return credentials::from_environment(complaint) ? "none: " + complaint : complaint;
}

template <class T>
concept streamable = requires(std::ostream& out, T const& value)
{
    out << value;
};

static_assert(streamable<std::string>);
static_assert(!streamable<credentials>);
static_assert(std::default_initializable<credentials>);
static_assert(std::copyable<credentials>);

BOOST_AUTO_TEST_SUITE(test_credentials)

BOOST_AUTO_TEST_CASE(the_pair_is_read_whole)
{
    environment const set{"AKEXAMPLE", "c2VjcmV0==", nullptr};
    auto const found = credentials::from_environment();
    BOOST_TEST(found.access_key_id == "AKEXAMPLE");
    BOOST_TEST((found.secret_access_key.reveal() == "c2VjcmV0=="));
    BOOST_TEST(found.security_token.empty());
    BOOST_TEST(complaint_of_this_environment() == "none: ");
}

BOOST_AUTO_TEST_CASE(a_session_token_is_read_when_there_is_one)
{
    environment const set{"AKEXAMPLE", "c2VjcmV0==", "STSexample"};
    BOOST_TEST((credentials::from_environment().security_token.reveal() == "STSexample"));
}

BOOST_AUTO_TEST_CASE(an_empty_session_token_is_none)
{
    environment const set{"AKEXAMPLE", "c2VjcmV0==", ""};
    BOOST_TEST(credentials::from_environment().security_token.empty());
}

BOOST_AUTO_TEST_CASE(a_missing_half_is_named)
{
    char const* const no_key = "VOLC_ACCESSKEY is not set: export it with your key from the console";
    char const* const no_secret_key = "VOLC_SECRETKEY is not set: export it with your key from the console";
    struct {
        char const* key;
        char const* secret_key;
        char const* complaint;
    } const cases[] = {
        {nullptr, nullptr, no_key},       {nullptr, "c2VjcmV0==", no_key},
        {"", "c2VjcmV0==", no_key},       {"AKEXAMPLE", nullptr, no_secret_key},
        {"AKEXAMPLE", "", no_secret_key},
    };
    for (auto const& c : cases) {
        environment const set{c.key, c.secret_key, nullptr};
        BOOST_TEST(complaint_of_this_environment() == c.complaint);
    }
}

BOOST_AUTO_TEST_CASE(what_a_header_cannot_hold_is_named_without_its_value)
{
    char const* const rest = " holds a blank, a line end or a non-ASCII character: copy the key again";
    for (auto const* const bad :
         {"BAD VALUE", "BADVALUE\n", "BADVALUE\r", "\tBADVALUE", "BADVALUE\x7f", "BADVALUE\xe5\x8d\xb3"}) {
        environment const set{bad, "c2VjcmV0==", nullptr};
        BOOST_TEST(complaint_of_this_environment() == "VOLC_ACCESSKEY" + std::string{rest});
        BOOST_TEST(complaint_of_this_environment().find("BAD") == std::string::npos);
    }
    {
        environment const set{"AKEXAMPLE", "BAD VALUE", nullptr};
        BOOST_TEST(complaint_of_this_environment() == "VOLC_SECRETKEY" + std::string{rest});
    }
    {
        environment const set{"AKEXAMPLE", "c2VjcmV0==", "BAD VALUE"};
        BOOST_TEST(complaint_of_this_environment() == "VOLC_SESSION_TOKEN" + std::string{rest});
    }
}

BOOST_AUTO_TEST_CASE(every_visible_character_is_allowed)
{
    std::string visible;
    for (char c = '!'; c <= '~'; ++c)
        visible += c;
    environment const set{visible.c_str(), visible.c_str(), visible.c_str()};
    auto const found = credentials::from_environment();
    BOOST_TEST(found.access_key_id == visible);
    BOOST_TEST((found.secret_access_key.reveal() == visible));
    BOOST_TEST((found.security_token.reveal() == visible));
}

BOOST_AUTO_TEST_CASE(the_throwing_form_says_the_same_sentence)
{
    environment const set{"AKEXAMPLE", "TOPSECRET KEY", nullptr};
    BOOST_CHECK_EXCEPTION((void)credentials::from_environment(), jimeng::credentials_missing,
                          [](jimeng::credentials_missing const& e) {
                              return e.what() == complaint_of_this_environment() &&
                                     std::string{e.what()}.find("TOPSECRET") == std::string::npos;
                          });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
