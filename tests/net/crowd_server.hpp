#ifndef JIMENG_TESTS_NET_CROWD_SERVER_HPP
#define JIMENG_TESTS_NET_CROWD_SERVER_HPP

#include "raw_server.hpp"

#include <poll.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace jimeng_tests {

/// Serves any number of connections at once, each in a thread of its own, and counts how many a client holds.
class crowd_server {
public:
    using session = raw_server::session;

    explicit crowd_server(session play)
        : play_{std::move(play)},
          gate_{[this](raw_peer& peer, int connection) { open(peer, connection); }}
    {}
    ~crowd_server()
    {
        std::lock_guard const lock{mutex_};
        for (auto const& one : served_)
            ::shutdown(one->peer.descriptor(), SHUT_RDWR);
    }
    crowd_server(crowd_server const&) = delete;
    crowd_server& operator=(crowd_server const&) = delete;

    std::uint16_t port() const { return gate_.port(); }
    int connections() const { return gate_.connections(); }
    /// The most that were open at the client's end when one more came.
    std::size_t most_at_once() const
    {
        std::lock_guard const lock{mutex_};
        return most_;
    }

private:
    struct served {
        explicit served(int descriptor) : peer{descriptor} {}
        raw_peer peer;
        std::jthread thread;
    };

    void open(raw_peer& accepted, int connection)
    {
        std::lock_guard const lock{mutex_};
        auto const closed_by_client = [](auto const& one) {
            pollfd state{one->peer.descriptor(), POLLRDHUP, 0};
            return ::poll(&state, 1, 0) == 1;
        };
        auto const gone = std::count_if(served_.begin(), served_.end(), closed_by_client);
        auto& one = served_.emplace_back(std::make_unique<served>(::dup(accepted.descriptor())));
        most_ = std::max(most_, served_.size() - static_cast<std::size_t>(gone));
        one->thread = std::jthread{[this, connection, &peer = one->peer] { play_(peer, connection); }};
    }

    session play_;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<served>> served_;
    std::size_t most_ = 0;
    raw_server gate_; // first to go: nobody comes in while the others end
};

} // namespace jimeng_tests

#endif
