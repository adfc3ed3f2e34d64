#include <jimeng/client/backend.hpp>

#include <jimeng/client/visual_backend.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_backend)

namespace {

// The exemplar of the concept's comment.
struct exemplar_backend {
    bool serves(jimeng::task const&) const { return true; }
    jimeng::http_request first_call(jimeng::task const&, std::string) const { return {}; }
    jimeng::task_id judge_first(jimeng::http_response const&, jimeng::error_code&, jimeng::diagnostics&) const
    {
        return {};
    }
    jimeng::http_request next_call(jimeng::task const&, jimeng::result_options const&) const { return {}; }
    jimeng::task_state judge(jimeng::http_response const&, jimeng::error_code&, jimeng::diagnostics&) const
    {
        return {};
    }
};
struct cannot_judge {
    bool serves(jimeng::task const&) const { return true; }
    jimeng::http_request first_call(jimeng::task const&, std::string) const { return {}; }
    jimeng::http_request next_call(jimeng::task const&, jimeng::result_options const&) const { return {}; }
};

static_assert(jimeng::backend<exemplar_backend> && jimeng::backend<jimeng::visual_backend>);
static_assert(!jimeng::backend<cannot_judge> && !jimeng::backend<int>);

template <jimeng::backend Backend>
jimeng::task_status status_of(Backend const& service)
{
    jimeng::error_code ec;
    jimeng::diagnostics details;
    return service.judge({200, {}, R"({"code":10000,"data":{"status":"generating"}})"}, ec, details).status;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_backend_can_be_asked_through_the_concept)
{
    BOOST_TEST((status_of(exemplar_backend{}) == jimeng::task_status::unknown));
    BOOST_TEST((status_of(jimeng::visual_backend{}) == jimeng::task_status::generating));
}

BOOST_AUTO_TEST_SUITE_END()
