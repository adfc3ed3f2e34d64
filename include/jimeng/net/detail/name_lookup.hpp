#ifndef JIMENG_NET_DETAIL_NAME_LOOKUP_HPP
#define JIMENG_NET_DETAIL_NAME_LOOKUP_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/close_descriptor.hpp>
#include <jimeng/net/transport_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/system/system_error.hpp>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// What a host name stands for, or why that is not known.
struct found_addresses {
    std::vector<boost::asio::ip::address> addresses{};
    std::string complaint{};
};

inline boost::asio::ip::address address_of(sockaddr const& generic)
{
    using namespace boost::asio::ip;
    if (generic.sa_family == AF_INET)
        return address_v4{ntohl(reinterpret_cast<sockaddr_in const&>(generic).sin_addr.s_addr)};
    auto const& v6 = reinterpret_cast<sockaddr_in6 const&>(generic);
    address_v6::bytes_type bytes;
    std::copy_n(v6.sin6_addr.s6_addr, bytes.size(), bytes.begin());
    return address_v6{bytes, v6.sin6_scope_id};
}

/// Asks the system; it may take many seconds and cannot be interrupted.
JIMENG_SELDOM inline found_addresses ask_system(std::string const& host)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (int const failure = ::getaddrinfo(host.c_str(), nullptr, &wanted, &list); failure != 0)
        return {{}, ::gai_strerror(failure)};
    std::unique_ptr<addrinfo, void (*)(addrinfo*)> const owned{list, ::freeaddrinfo};
    found_addresses found;
    for (auto const* one = list; one != nullptr; one = one->ai_next)
        if (one->ai_family == AF_INET || one->ai_family == AF_INET6)
            found.addresses.push_back(address_of(*one->ai_addr));
    return found;
}

JIMENG_SELDOM inline found_addresses ask(host_lookup const& own, std::string const& host)
try {
    if (!own) return ask_system(host);
    found_addresses found;
    for (auto const& text : own(host))
        found.addresses.push_back(boost::asio::ip::make_address(text));
    return found;
} catch (std::exception const& thrown) {
    return {{}, thrown.what()};
} catch (...) {
    return {{}, "the lookup threw"};
}

/// One lookup on a thread of its own, which is left behind when nobody wants its answer any more: neither a stop, nor
/// a time limit, nor the end of a context has to wait for a name server that is silent.
class name_lookup {
public:
    explicit name_lookup(boost::asio::any_io_executor const& executor) : answered_{executor} {}
    name_lookup(name_lookup const&) = delete;
    name_lookup& operator=(name_lookup const&) = delete;
    [[gnu::noinline]] ~name_lookup() = default; // of several places

    /// @param done  A handler `void(error_code)`, called when `take` has the answer or after `cancel`.
    /// @throws std::exception  No thread, no descriptor, no memory.
    template <class Done>
    JIMENG_SELDOM void start(std::string host, host_lookup how, Done done)
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
            throw boost::system::system_error{errno, boost::system::system_category()};
        std::unique_ptr<int, close_descriptor> reading{&ends[0]}, writing{&ends[1]};
        state_ = std::make_shared<state>();
        answered_.assign(ends[0]);
        static_cast<void>(reading.release());
        state_->hang_up = ends[1];
        static_cast<void>(writing.release());
        answered_.async_wait(boost::asio::posix::stream_descriptor::wait_read, std::move(done));
        without_signals([&] {
            std::thread{[kept = state_, host = std::move(host), how = std::move(how)] {
                kept->keep(ask(how, host));
            }}.detach();
        });
    }

    [[nodiscard]] found_addresses take()
    {
        std::lock_guard const lock{state_->mutex};
        return std::move(state_->found);
    }

    void cancel() noexcept
    {
        boost::system::error_code ignored;
        answered_.close(ignored);
    }

private:
    /// Shared with the thread, which knows nothing else: neither the exchange nor its context.
    struct state {
        state() = default;
        state(state const&) = delete;
        state& operator=(state const&) = delete;
        ~state() { close(); }

        void keep(found_addresses answer) noexcept
        {
            std::lock_guard const lock{mutex};
            found = std::move(answer);
            close();
        }
        void close() noexcept
        {
            if (hang_up >= 0) ::close(std::exchange(hang_up, -1)); // the other end becomes readable
        }

        std::mutex mutex;
        found_addresses found;
        int hang_up = -1;
    };

    /// The program's signals are for its own threads.
    template <class Call>
    static void without_signals(Call const& call)
    {
        sigset_t all, before;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before);
        std::unique_ptr<sigset_t, restore_mask> const restored{&before};
        call();
    }
    struct restore_mask {
        void operator()(sigset_t const* mask) const noexcept { ::pthread_sigmask(SIG_SETMASK, mask, nullptr); }
    };

    std::shared_ptr<state> state_;
    boost::asio::posix::stream_descriptor answered_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
