// A transport carries one request and its answer; this one wraps another and writes down what passes.
// Below it lies the emulated service without any socket, on a clock of its own: a task of a minute takes no time.
#include <jimeng/emulator.hpp>
#include <jimeng/jimeng.hpp>

#include <chrono>
#include <iostream>
#include <memory>
#include <utility>

namespace {

template <class Transport>
class logged {
public:
    explicit logged(Transport to) : to_{std::move(to)} {}

    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const& options,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        auto answer = to_.exchange(request, options, ec, details);
        // A link's last part is as good as a key to the picture, so a log has no use for it.
        auto const shown = request.target.substr(0, request.target.find_first_of("&", 1));
        std::cout << request.method << ' ' << (request.method == "GET" ? "(picture)" : shown) << " -> "
                  << (ec.failed() ? ec.message() : std::to_string(answer.status)) << '\n';
        return answer;
    }

    // Time is the wrapped transport's: the emulator's own here, the machine's over a network.
    auto runtime() { return jimeng::runtime_of(to_); }

private:
    Transport to_;
};

static_assert(jimeng::sync_transport<logged<jimeng::beast_transport>>);

} // namespace

int main()
try {
    jimeng::emulator::service_options options;
    options.task_duration = std::chrono::minutes{1};
    auto const service = std::make_shared<jimeng::emulator::service>(options);

    jimeng::basic_client client{jimeng::hmac_sha256_signer{options.keys},
                                logged{jimeng::emulator::loopback_transport{service}},
                                jimeng::client_options{.poll = {.interval = std::chrono::seconds{20}}}};
    auto const start = client.runtime().now();
    auto const pictures = client.generate(jimeng::text_to_image_v40{
        .prompt = "Two herons in the reeds",
        .size = jimeng::preset::one_k,
    });
    std::cout << pictures.front().width << " x " << pictures.front().height << " px, "
              << service->counts().billed_pictures << " picture billed after "
              << std::chrono::duration_cast<std::chrono::seconds>(client.runtime().now() - start).count()
              << " s of the emulator's time\n";
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
