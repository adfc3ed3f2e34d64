// A signer is any copyable type with `sign(http_request&, sys_seconds) const`; the client calls it for every attempt.
// This one asks for the keys each time, so that temporary credentials may be renewed while a task is waited for.
#include <jimeng/jimeng.hpp>

#include <functional>
#include <iostream>
#include <utility>

namespace {

class renewing_signer {
public:
    using key_source = std::function<jimeng::credentials()>;

    explicit renewing_signer(key_source keys) : keys_{std::move(keys)} {}

    void sign(jimeng::http_request& request, std::chrono::sys_seconds now) const
    {
        jimeng::set_header(request.headers, "X-Program", "own signer"); // signed too, as every X-* header is
        jimeng::hmac_sha256_signer{keys_()}.sign(request, now);
    }

private:
    key_source keys_;
};

static_assert(jimeng::signer<renewing_signer>);

} // namespace

int main()
try {
    int renewed = 0;
    renewing_signer signer{[&renewed] {
        ++renewed;
        return jimeng::credentials::from_environment(); // in your program: the vault, the metadata service, ...
    }};

    jimeng::basic_client client{signer, jimeng::beast_transport{}, jimeng::client_options::from_environment()};
    auto const pictures = client.generate(jimeng::text_to_image_v40{
        .prompt = "A lighthouse in a storm, ink drawing",
        .size = jimeng::preset::one_k,
    });
    std::cout << pictures.front().save("lighthouse.png", true).path << ": keys were asked for " << renewed
              << " times\n";
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
