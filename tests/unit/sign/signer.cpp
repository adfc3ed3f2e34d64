#include <jimeng/sign/signer.hpp>

#include <jimeng/sign/hmac_sha256_signer.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(test_signer)

namespace {

using jimeng::http_request;
using std::chrono::sys_seconds;

struct exemplar_signer {
    void sign(http_request& request, sys_seconds now) const
    {
        jimeng::set_header(request.headers, "X-Signed-At", std::to_string(now.time_since_epoch().count()));
    }
};
struct signs_nothing {};
struct changes_itself_while_signing {
    void sign(http_request&, sys_seconds) {}
};
struct returns_a_value {
    bool sign(http_request&, sys_seconds) const { return true; }
};
struct reads_the_clock_itself {
    void sign(http_request&) const {}
};
struct wants_its_own_request {
    void sign(http_request&&, sys_seconds) const {}
};
struct cannot_be_copied {
    cannot_be_copied() = default;
    cannot_be_copied(cannot_be_copied const&) = delete;
    void sign(http_request&, sys_seconds) const {}
};

static_assert(jimeng::signer<exemplar_signer>);
static_assert(jimeng::signer<jimeng::hmac_sha256_signer<>>);
static_assert(!jimeng::signer<signs_nothing>);
static_assert(!jimeng::signer<changes_itself_while_signing>);
static_assert(!jimeng::signer<returns_a_value>);
static_assert(!jimeng::signer<reads_the_clock_itself>);
static_assert(!jimeng::signer<wants_its_own_request>);
static_assert(!jimeng::signer<cannot_be_copied>);

BOOST_AUTO_TEST_CASE(the_exemplar_signs_through_the_concept)
{
    http_request request;
    auto const sign = [&](jimeng::signer auto const& signer) { signer.sign(request, sys_seconds{}); };
    sign(exemplar_signer{});
    BOOST_REQUIRE(jimeng::find_header(request.headers, "x-signed-at") != nullptr);
    BOOST_TEST(*jimeng::find_header(request.headers, "x-signed-at") == "0");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
