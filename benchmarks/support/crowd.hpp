#ifndef JIMENG_BENCHMARKS_CROWD_HPP
#define JIMENG_BENCHMARKS_CROWD_HPP

#include <jimeng/async.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <string>

/// What the benchmarks of many tasks share: one client on one thread.
struct crowd {
    /// @param wait  Before each query.
    crowd(std::string const& url, jimeng::credentials const& keys, std::chrono::milliseconds wait)
        : client{jimeng::hmac_sha256_signer{keys}, jimeng::beast_transport{io.get_executor()}, with(url, wait)}
    {}

    static jimeng::client_options with(std::string const& url, std::chrono::milliseconds wait)
    {
        jimeng::client_options options;
        options.endpoint = url;
        options.poll.first_wait = std::chrono::milliseconds{1};
        options.poll.interval = wait;
        options.poll.max_attempts = 1'000'000;
        options.poll.deadline = std::chrono::hours{24};
        return options;
    }

    static jimeng::text_to_image_v40 request()
    {
        return {.prompt = "A white Siamese cat on a windowsill, sunlight streaming in",
                .size = jimeng::size<1024, 1024>};
    }

    boost::asio::io_context io{1};
    jimeng::client client;
};

#endif
