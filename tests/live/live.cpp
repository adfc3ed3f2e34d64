// Asks the real service for a task that does not exist: free of charge, and any answer of the service itself proves that
// keys, clock and signature are accepted. Skipped unless JIMENG_LIVE_TESTS is set, keys or not.
#include <jimeng/jimeng.hpp>

#include <cstdio>
#include <cstdlib>

int main()
try {
    if (std::getenv("JIMENG_LIVE_TESTS") == nullptr) {
        std::puts("1..0 # SKIP the real service is asked only when JIMENG_LIVE_TESTS is set");
        return 0;
    }
    jimeng::client client{jimeng::credentials::from_environment()};
    auto const task =
        jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse(std::string_view{"1000000000000000000"}));
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto const state = client.query(task, ec, details);
    bool const answered = !ec.failed() || (ec.category() == jimeng::service_category() &&
                                           !(ec == jimeng::condition::authentication_refused));
    std::printf("1..1\n%s 1 - the service answers a signed query\n# %s, code %lld, status '%s', request %s\n",
                answered ? "ok" : "not ok", ec.message().c_str(), static_cast<long long>(details.service_code),
                jimeng::for_terminal(state.status_word).c_str(), jimeng::for_terminal(details.request_id).c_str());
    return answered ? 0 : 1;
} catch (std::exception const& error) {
    std::printf("1..1\nnot ok 1 - %s\n", error.what());
    return 1;
}
