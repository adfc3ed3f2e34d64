#ifndef JIMENG_NET_DETAIL_CONNECT_RACE_HPP
#define JIMENG_NET_DETAIL_CONNECT_RACE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/connection_pool.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// Attempts to reach the addresses of one host, in their order: another one begins when the last is silent for a while, and
/// the first that stands wins. An address that is dead costs a moment, not the whole limit of an attempt.
class connect_race {
public:
    using clock = std::chrono::steady_clock;
    using endpoint = boost::asio::ip::tcp::endpoint;
    using error = boost::system::error_code;

    JIMENG_SELDOM void enter(std::vector<boost::asio::ip::address> addresses, std::uint16_t port)
    {
        addresses_ = std::move(addresses);
        port_ = port;
        attempts_.clear();
        attempts_.reserve(addresses_.size());
    }

    /// Whether another address may be tried now: few enough are under way.
    [[nodiscard]] bool may_begin() const
    {
        auto const running =
            std::count_if(attempts_.begin(), attempts_.end(), [](auto const& one) { return is_on(one); });
        return attempts_.size() != addresses_.size() && running < most_at_once;
    }

    /// @return The number of the attempt. Its socket is closed still.
    JIMENG_SELDOM std::size_t begin(boost::asio::any_io_executor const& executor, http_origin const& origin,
                                    clock::time_point limit)
    {
        attempts_.push_back({std::make_unique<connection>(executor, origin), limit, {}});
        return attempts_.size() - 1;
    }
    [[nodiscard]] endpoint address(std::size_t number) const { return {addresses_[number], port_}; }
    [[nodiscard]] boost::asio::ip::tcp::socket& socket(std::size_t number) { return attempts_[number].made->socket; }

    [[nodiscard]] bool is_on(std::size_t number) const { return is_on(attempts_[number]); }

    /// When the next attempt takes too long; `max()`: none is under way.
    JIMENG_SELDOM [[nodiscard]] clock::time_point next_limit() const
    {
        auto next = clock::time_point::max();
        for (auto const& one : attempts_)
            if (is_on(one)) next = std::min(next, one.limit);
        return next;
    }

    /// Closes those that took too long: their operations come back.
    JIMENG_SELDOM void close_late(clock::time_point now)
    {
        for (auto& one : attempts_)
            if (is_on(one) && one.limit <= now) end(one, boost::asio::error::timed_out);
    }

    /// It has failed; the first reason that is told of an attempt stays.
    void lost(std::size_t number, error const& why) { end(attempts_[number], why); }

    /// It stands; the others are closed.
    JIMENG_SELDOM std::unique_ptr<connection> won(std::size_t number)
    {
        auto winner = std::move(attempts_[number].made);
        drop();
        return winner;
    }

    /// Closes all; their operations come back.
    void drop() noexcept { attempts_.clear(); }

    /// Where all have failed: `localhost` has a second address where seldom anyone listens.
    [[nodiscard]] error reason_of_first() const { return attempts_.empty() ? error{} : attempts_.front().why; }

private:
    static constexpr std::ptrdiff_t most_at_once = 4; ///< Each is a descriptor.

    struct attempt {
        std::unique_ptr<connection> made; ///< Null once it is over.
        clock::time_point limit;
        error why;
    };

    static bool is_on(attempt const& one) noexcept { return one.made != nullptr; }
    static void end(attempt& one, error const& why)
    {
        one.made.reset();
        if (!one.why) one.why = why;
    }

    std::vector<boost::asio::ip::address> addresses_;
    std::uint16_t port_ = 0;
    std::vector<attempt> attempts_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
