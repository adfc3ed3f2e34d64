#include <jimeng/core/credentials.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <string>

BOOST_AUTO_TEST_SUITE(test_credentials)

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
    // What the surroundings of the test set must not decide.
    variable other_token_{"VOLC_SESSIONTOKEN", nullptr};
    variable newer_key_{"VOLCENGINE_ACCESS_KEY", nullptr};
    variable newer_secret_key_{"VOLCENGINE_SECRET_KEY", nullptr};
    variable newer_token_{"VOLCENGINE_SESSION_TOKEN", nullptr};
    variable ark_{"ARK_API_KEY", nullptr};

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

BOOST_AUTO_TEST_CASE(the_other_spelling_of_the_token_is_read)
{
    environment const set{"AKEXAMPLE", "c2VjcmV0==", nullptr};
    variable const other{"VOLC_SESSIONTOKEN", "STSother"};
    BOOST_TEST((credentials::from_environment().security_token.reveal() == "STSother"));
    variable const usual{"VOLC_SESSION_TOKEN", "STSusual"};
    BOOST_TEST((credentials::from_environment().security_token.reveal() == "STSusual"));
    variable const bad{"VOLC_SESSION_TOKEN", ""};
    variable const bad_other{"VOLC_SESSIONTOKEN", "STS other"};
    BOOST_TEST(complaint_of_this_environment().starts_with("VOLC_SESSIONTOKEN holds a blank"));
}

BOOST_AUTO_TEST_CASE(the_newer_names_are_read_where_no_classic_key_is_set)
{
    environment const none{nullptr, "", nullptr};
    variable const key{"VOLCENGINE_ACCESS_KEY", "AKLTNEWER"};
    variable const secret_key{"VOLCENGINE_SECRET_KEY", "bmV3ZXI="};
    BOOST_TEST(credentials::from_environment().access_key_id == "AKLTNEWER");
    BOOST_TEST((credentials::from_environment().secret_access_key.reveal() == "bmV3ZXI="));
    variable const token{"VOLCENGINE_SESSION_TOKEN", "STSnewer"};
    BOOST_TEST((credentials::from_environment().security_token.reveal() == "STSnewer"));
}

BOOST_AUTO_TEST_CASE(a_pair_and_its_token_come_from_one_source)
{
    environment const none{nullptr, nullptr, nullptr};
    variable const key{"VOLCENGINE_ACCESS_KEY", "AKLTNEWER"};
    variable const secret_key{"VOLCENGINE_SECRET_KEY", "bmV3ZXI="};
    variable const token{"VOLCENGINE_SESSION_TOKEN", "STSnewer"};
    {
        variable const classic_token{"VOLC_SESSION_TOKEN", "STSclassic"};
        BOOST_TEST((credentials::from_environment().security_token.reveal() == "STSnewer"));
    }
    {
        variable const classic_key{"VOLC_ACCESSKEY", "AKLTCLASSIC"};
        variable const classic_secret_key{"VOLC_SECRETKEY", "Y2xhc3NpYw=="};
        auto const found = credentials::from_environment();
        BOOST_TEST(found.access_key_id == "AKLTCLASSIC");
        BOOST_TEST((found.secret_access_key.reveal() == "Y2xhc3NpYw=="));
        BOOST_TEST(found.security_token.empty());
    }
    {
        variable const half{"VOLC_SECRETKEY", "Y2xhc3NpYw=="};
        BOOST_TEST(complaint_of_this_environment() ==
                   "VOLC_ACCESSKEY is not set: export it with your key from the console, or unset the "
                   "other of its pair to use VOLCENGINE_ACCESS_KEY");
    }
    {
        variable const half{"VOLCENGINE_SECRET_KEY", nullptr};
        BOOST_TEST(complaint_of_this_environment() ==
                   "VOLCENGINE_SECRET_KEY is not set: export it with your key from the console");
    }
}

BOOST_AUTO_TEST_CASE(the_key_of_another_service_is_told_apart)
{
    environment const none{nullptr, nullptr, nullptr};
    variable const ark{"ARK_API_KEY", "0123"};
    BOOST_TEST(
        complaint_of_this_environment() ==
        "VOLC_ACCESSKEY is not set: export it with your key from the console; ARK_API_KEY is for another service");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_meant_is_named_without_its_value)
{
    char const* const good_key = "AKLTGOOD";
    char const* const good_secret = "Y2FuYXJ5Y2FuYXJ5==";
    char const* const quotes = " is in quotation marks";
    char const* const placeholder = " looks like a placeholder";
    char const* const pair = " looks like both keys in one";
    struct {
        char const* value;
        char const* slip;
    } const in_either[] = {
        {"\"Canary\"", quotes},
        {"'Canary'", quotes},
        {"\"Canary", quotes},
        {"`Canary`", quotes},
        {"\u201cCanary\u201d", quotes},
        {"\u2018Canary\u2019", quotes},
        {"\" Canary \"", quotes},
        {"...", placeholder},
        {"<Canary>", placeholder},
        {"<your Canary>", placeholder},
        {"your-Canary", placeholder},
        {"YOUR_CANARY", placeholder},
        {"xxxxxx", placeholder},
        {"AKLT****Canary", placeholder},
        {"$VOLC_CANARY", placeholder},
        {"${VOLC_CANARY}", placeholder},
        {"{{Canary}}", placeholder},
        {"AKLTCanary...", placeholder},
        {"AKLTCanary|Y2Fu==", pair},
        {"AKLTCanary:Y2Fu==", pair},
        {"AKLTCanary,Y2Fu==", pair},
        {"AKLTCanary;Y2Fu==", pair},
        {"VOLC_ACCESSKEY=Canary", " looks like NAME=VALUE"},
        {"Can ary", " holds a blank"},
        {"Canary\n", " holds a blank"},
        {" Canary", " holds a blank"},
        {"Can\u00a0ary", " holds a blank"},
    };
    for (auto const& c : in_either) {
        for (bool const first : {true, false}) {
            environment const set{first ? c.value : good_key, first ? good_secret : c.value, nullptr};
            auto const said = complaint_of_this_environment();
            auto const wanted = (first ? "VOLC_ACCESSKEY" : "VOLC_SECRETKEY") + std::string{c.slip};
            BOOST_TEST(said.starts_with(wanted), c.value << ": " << said);
            BOOST_TEST(said.find("anary") == std::string::npos);
        }
    }
    {
        environment const set{"AKLTCanary|Y2Fu==", nullptr, nullptr};
        BOOST_TEST(complaint_of_this_environment().starts_with("VOLC_ACCESSKEY looks like both keys in one"));
    }
    for (char const* const id : {"AKLTCanary", "AKTPCanary"}) {
        environment const set{good_secret, id, nullptr};
        BOOST_TEST(complaint_of_this_environment() ==
                   "VOLC_SECRETKEY looks like an access key id: are the two swapped?");
    }
    {
        environment const set{good_secret, "Y2FuYXJ5", nullptr};
        BOOST_TEST(complaint_of_this_environment() ==
                   "VOLC_ACCESSKEY looks like a secret access key: are the two swapped?");
    }
    {
        environment const set{good_key, good_secret, "\"Canary\""};
        BOOST_TEST(complaint_of_this_environment() ==
                   "VOLC_SESSION_TOKEN is in quotation marks: give the key without them");
    }
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
