#include <jimeng/wire/service_codes.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <cstdint>
#include <iterator>

BOOST_AUTO_TEST_SUITE(test_service_codes)

namespace {

using jimeng::documented_retry;
using jimeng::find_service_code;
using jimeng::retry_class;
using jimeng::service_errc;

static_assert(jimeng::service_success == 10000);
static_assert(find_service_code(50411)->code == service_errc::input_image_refused);
static_assert(find_service_code(10000) == nullptr, "success is no error");

struct page_row {
    std::int64_t code;
    int http_status; ///< 0: not documented.
    documented_retry page;
    retry_class retry;
    char const* wire_message;
};

constexpr auto no = documented_retry::no;
constexpr auto yes = documented_retry::yes;
constexpr auto differs = documented_retry::differs;
constexpr auto not_stated = documented_retry::not_stated;
constexpr auto never = retry_class::never;
constexpr auto back_off = retry_class::back_off;
constexpr auto few_times = retry_class::few_times;
constexpr auto resubmit = retry_class::resubmit;

/// Error tables of the Jimeng pages and of the common page 6444/69728.
page_row const page[] = {
    {50200, 0, not_stated, never, ""},
    {50201, 0, not_stated, never, ""},
    {50204, 0, not_stated, never, ""},
    {50205, 0, not_stated, never, ""},
    {50206, 0, not_stated, never, ""},
    {50207, 0, not_stated, never, ""},
    {50209, 0, not_stated, never, ""},
    {50210, 0, not_stated, never, ""},
    {50211, 0, not_stated, never, ""},
    {50213, 0, not_stated, never, ""},
    {50214, 0, not_stated, never, ""},
    {50215, 400, not_stated, never, "Input invalid for this service."},
    {50218, 400, no, never, "Resource exists risk."},
    {50400, 401, not_stated, never, "Access Denied: Internal Error"},
    {50402, 0, not_stated, never, ""},
    {50411, 400, no, never, "Pre Img Risk Not Pass"},
    {50412, 400, no, never, "Text Risk Not Pass"},
    {50413, 400, no, never, "Post Text Risk Not Pass"},
    {50429, 429, yes, back_off, "Request Has Reached API Limit, Please Try Later"},
    {50430, 429, yes, back_off, "Request Has Reached API Concurrent Limit, Please Try Later"},
    {50500, 500, differs, few_times, "Internal Error"},
    {50501, 500, differs, few_times, "Internal RPC Error"},
    {50511, 400, yes, resubmit, "Post Img Risk Not Pass"},
    {50512, 400, no, never, "Post Text Risk Not Pass"},
    {50513, 400, no, never, "Pre Video Risk Not Pass"},
    {50514, 400, no, never, "Pre Audio Risk Not Pass"},
    {50516, 400, yes, resubmit, "Post Video Risk Not Pass"},
    {50517, 400, yes, resubmit, "Post Audio Risk Not Pass"},
    {50518, 400, no, never, "Pre Img Risk Not Pass: Copyright"},
    {50519, 400, yes, resubmit, "Post Img Risk Not Pass: Copyright"},
    {50520, 400, no, never, "Risk Internal Error"},
    {50521, 400, no, never, "Antidirt Internal Error"},
    {50522, 400, no, never, "Image Copyright Internal Error"},
    {60102, 0, not_stated, never, ""},
    {60208, 0, not_stated, never, ""},
};

BOOST_AUTO_TEST_CASE(each_row_of_the_pages_is_kept)
{
    for (auto const& row : page) {
        auto const* const facts = find_service_code(row.code);
        BOOST_TEST_CONTEXT(row.code)
        {
            BOOST_REQUIRE(facts != nullptr);
            BOOST_TEST(static_cast<std::int64_t>(facts->code) == row.code);
            BOOST_TEST(facts->http_status == row.http_status);
            BOOST_TEST(facts->page == row.page);
            BOOST_TEST(facts->retry == row.retry);
            BOOST_TEST(facts->wire_message == row.wire_message);
            BOOST_TEST(!facts->meaning.empty());
            BOOST_TEST(!facts->remedy.empty());
        }
    }
    BOOST_TEST(std::size(page) == jimeng::service_codes.size());
}

BOOST_AUTO_TEST_CASE(no_row_repeats_a_code_or_a_meaning)
{
    for (auto const& a : jimeng::service_codes)
        for (auto const& b : jimeng::service_codes)
            if (&a != &b) BOOST_TEST((a.code != b.code && a.meaning != b.meaning));
}

BOOST_AUTO_TEST_CASE(other_numbers_are_not_found)
{
    for (std::int64_t const code : {0LL, -1LL, 10000LL, 50202LL, 50203LL, 50208LL, 50212LL, 50220LL, 50401LL, 50403LL,
                                    50404LL, 50515LL, (1LL << 32) + 50411LL})
        BOOST_TEST(find_service_code(code) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
