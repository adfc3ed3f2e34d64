#ifndef JIMENG_CLIENT_DETAIL_ASYNC_STOP_HPP
#define JIMENG_CLIENT_DETAIL_ASYNC_STOP_HPP

#include <jimeng/core/config.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <memory>
#include <stop_token>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// One stop for three masters: the client's end, the caller's own token, and Asio's cancellation slot. Where only the
/// first can speak, it is that token itself.
class merged_stop {
public:
    merged_stop(std::stop_token clients, std::stop_token const& callers, bool has_slot) : token_{std::move(clients)}
    {
        if (!has_slot && !callers.stop_possible()) return;
        all_ = std::make_shared<forwarded>(token_, callers);
        token_ = all_->source.get_token();
    }

    [[nodiscard]] std::stop_token token() const noexcept { return token_; }

    /// @param has_left  Asked at an emission: whether the operation has had an effect that others can see. Then a total
    /// cancellation, which promises none, comes too late.
    template <class Slot, class HasLeft>
    void listen_to(Slot slot, HasLeft has_left) const
    {
        using boost::asio::cancellation_type;
        if (!slot.is_connected()) return;
        slot.assign([all = all_, has_left](cancellation_type type) {
            if (type == cancellation_type::none) return;
            if (type == cancellation_type::total && has_left()) return;
            all->source.request_stop();
        });
    }

private:
    struct forwarded {
        struct to_source {
            std::stop_source source;
            void operator()() const noexcept { source.request_stop(); }
        };

        forwarded(std::stop_token const& clients, std::stop_token const& callers)
            : of_client{clients, to_source{source}},
              of_caller{callers, to_source{source}}
        {}

        std::stop_source source;
        std::stop_callback<to_source> of_client;
        std::stop_callback<to_source> of_caller;
    };

    std::stop_token token_;
    std::shared_ptr<forwarded> all_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
