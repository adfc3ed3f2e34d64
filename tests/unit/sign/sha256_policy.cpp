#include <jimeng/sign/sha256_policy.hpp>

#include <jimeng/sign/hmac_sha256_signer.hpp>
#include <jimeng/sign/sha256.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

// A policy of one's own needs the signer's body in a program that is compiled apart.
#include <jimeng/sign/impl/hmac_sha256_signer.ipp>

BOOST_AUTO_TEST_SUITE(test_sha256_policy)

namespace {

using jimeng::sha256_digest;

/// The shortest model: it remembers the bytes themselves.
struct remembering_sha256 {
    using prefix = std::string;
    void extend(prefix& before, std::string_view blocks) { before += blocks; }
    sha256_digest finish(prefix const& before, std::string_view rest)
    {
        return jimeng::sha256(before + std::string{rest});
    }
};

struct without_prefix {
    void extend(std::string&, std::string_view) {}
    sha256_digest finish(std::string const&, std::string_view) { return {}; }
};
struct changes_the_prefix {
    using prefix = std::string;
    void extend(prefix&, std::string_view) {}
    sha256_digest finish(prefix&, std::string_view) { return {}; }
};
struct gives_text : remembering_sha256 {
    std::string finish(prefix const&, std::string_view) { return {}; }
};

static_assert(jimeng::sha256_policy<remembering_sha256>);
static_assert(!jimeng::sha256_policy<without_prefix>);
static_assert(!jimeng::sha256_policy<changes_the_prefix>);
static_assert(!jimeng::sha256_policy<gives_text>);

BOOST_AUTO_TEST_CASE(a_policy_of_ones_own_signs_like_the_others)
{
    jimeng::credentials const keys{"AKEXAMPLE", jimeng::secret{"c2VjcmV0"}, {}};
    std::chrono::sys_seconds const now{std::chrono::seconds{1749975330}};
    jimeng::http_request request;
    request.origin.host = "visual.volcengineapi.com";
    request.body = "{}";
    auto same = request;
    jimeng::hmac_sha256_signer<remembering_sha256>{keys}.sign(request, now);
    jimeng::hmac_sha256_signer<>{keys}.sign(same, now);
    BOOST_TEST((request.headers == same.headers));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
