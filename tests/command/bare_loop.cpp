// The same calls as a batch makes, in a loop that only signs and sends: nothing is recorded, limited or kept.
// usage: bare_loop COUNT AT_ONCE, with the variables of the command. Prints jobs a second.

#include <jimeng/async.hpp>
#include <jimeng/registry.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

namespace {

class loop {
public:
    loop(int count, jimeng::credentials keys, jimeng::client_options options)
        : left_{count},
          client_{account(std::move(keys)), jimeng::beast_transport{io_.get_executor()}, std::move(options)}
    {}

    int run(int at_once)
    {
        for (int i = 0; i != at_once; ++i)
            next();
        io_.run();
        return failed_;
    }

private:
    static jimeng::hmac_sha256_signer<> account(jimeng::credentials keys)
    {
        return jimeng::hmac_sha256_signer<>{std::move(keys)};
    }

    void next()
    {
        if (left_ == 0) return;
        auto const text = "picture " + std::to_string(left_--);
        auto const request = jimeng::any_request::from_json(*jimeng::find_model(jimeng::library_models(), "3.0"),
                                                            R"({"width":512,"height":512,"prompt":")" + text + "\"}");
        client_.async_generate(*request, jimeng::generate_options{.keep_bytes = false},
                               [this](jimeng::error_code ec, jimeng::pictures const&) {
                                   failed_ += ec.failed() ? 1 : 0;
                                   next();
                               });
    }

    boost::asio::io_context io_{1};
    int left_;
    int failed_ = 0;
    jimeng::basic_client<jimeng::hmac_sha256_signer<>, jimeng::beast_transport> client_;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) return 2;
    int const count = std::atoi(argv[1]);
    auto const began = std::chrono::steady_clock::now();
    loop bare{count, jimeng::credentials::from_environment(), jimeng::client_options::from_environment()};
    int const failed = bare.run(std::atoi(argv[2]));
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - began;
    std::printf("%.1f\n", count / took.count());
    return failed == 0 ? 0 : 1;
}
