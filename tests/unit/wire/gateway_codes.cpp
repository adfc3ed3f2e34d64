#include <jimeng/wire/gateway_codes.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <cstdint>
#include <iterator>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_gateway_codes)

namespace {

using jimeng::find_gateway_code;
using jimeng::gateway_effect;
using jimeng::gateway_errc;

static_assert(find_gateway_code("SignatureDoesNotMatch", 0)->code == gateway_errc::signature_does_not_match);
static_assert(find_gateway_code("", 0) == nullptr);

struct page_row {
    char const* name;
    int number; ///< 0: none is documented.
    int http_status;
    gateway_effect effect;
};

/// Common error table of the gateway (6369/68677); rows without a number stand in other products' books.
page_row const page[] = {
    {"MissingParameter", 100002, 400, gateway_effect::refused},
    {"MissingAuthenticationToken", 100003, 401, gateway_effect::refused},
    {"MissingRequestInfo", 100004, 400, gateway_effect::refused},
    {"MissingSignature", 100005, 401, gateway_effect::refused},
    {"InvalidTimestamp", 100006, 400, gateway_effect::refused},
    {"ServiceNotFound", 100007, 404, gateway_effect::refused},
    {"InvalidActionOrVersion", 100008, 404, gateway_effect::refused},
    {"InvalidAccessKey", 100009, 401, gateway_effect::refused},
    {"SignatureDoesNotMatch", 100010, 401, gateway_effect::refused},
    {"LackPolicy", 100012, 403, gateway_effect::refused},
    {"AccessDenied", 100013, 403, gateway_effect::refused},
    {"InternalError", 100014, 500, gateway_effect::unclear},
    {"FailToConnect", 100015, 502, gateway_effect::unclear},
    {"InternalServiceTimeout", 100016, 504, gateway_effect::unclear},
    {"InvalidAuthorization", 0, 400, gateway_effect::refused},
    {"InvalidCredential", 0, 400, gateway_effect::refused},
    {"InvalidSecretToken", 0, 401, gateway_effect::refused},
    {"InvalidClientTokenId", 0, 401, gateway_effect::refused},
    {"LackProjectPolicy", 0, 403, gateway_effect::refused},
    {"MethodNotAllowed", 0, 405, gateway_effect::refused},
    {"FlowLimitExceeded", 0, 429, gateway_effect::throttled},
    {"RequestLimitExceeded", 0, 429, gateway_effect::throttled},
    {"InternalServiceError", 0, 502, gateway_effect::unclear},
    {"ServiceUnavailableTemp", 0, 503, gateway_effect::unclear},
};

BOOST_AUTO_TEST_CASE(each_row_of_the_page_is_found_by_name)
{
    for (auto const& row : page) {
        auto const* const facts = find_gateway_code(row.name, 0);
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_REQUIRE(facts != nullptr);
            BOOST_TEST(facts->name == row.name);
            BOOST_TEST(facts->http_status == row.http_status);
            BOOST_TEST(facts->effect == row.effect);
            BOOST_TEST(!facts->meaning.empty());
            BOOST_TEST(!facts->remedy.empty());
            if (row.number != 0) BOOST_TEST(static_cast<int>(facts->code) == row.number);
        }
    }
    BOOST_TEST(std::size(page) == jimeng::gateway_codes.size());
}

BOOST_AUTO_TEST_CASE(a_documented_number_is_enough)
{
    for (auto const& row : page)
        if (row.number != 0)
            BOOST_TEST((find_gateway_code("A new name", row.number) == find_gateway_code(row.name, 0)));
}

BOOST_AUTO_TEST_CASE(the_name_wins_over_the_number)
{
    BOOST_TEST(find_gateway_code("AccessDenied", 100010)->code == gateway_errc::access_denied);
}

BOOST_AUTO_TEST_CASE(our_own_small_numbers_are_never_matched)
{
    for (std::int64_t number = -20; number != 100; ++number)
        BOOST_TEST(find_gateway_code("A new name", number) == nullptr);
    BOOST_TEST(find_gateway_code("A new name", 100011) == nullptr);
    BOOST_TEST(find_gateway_code("A new name", (std::int64_t{1} << 32) + 100010) == nullptr);
}

BOOST_AUTO_TEST_CASE(names_are_matched_whole_and_in_their_letter_case)
{
    for (auto const* const name :
         {"signaturedoesnotmatch", "SignatureDoesNotMatc", "SignatureDoesNotMatch ", "RequestExpired"})
        BOOST_TEST(find_gateway_code(name, 0) == nullptr);
}

BOOST_AUTO_TEST_CASE(no_row_repeats_a_name_or_a_code)
{
    for (auto const& a : jimeng::gateway_codes)
        for (auto const& b : jimeng::gateway_codes)
            if (&a != &b) BOOST_TEST((a.name != b.name && a.code != b.code));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
