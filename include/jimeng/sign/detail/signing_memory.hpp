#ifndef JIMENG_SIGN_DETAIL_SIGNING_MEMORY_HPP
#define JIMENG_SIGN_DETAIL_SIGNING_MEMORY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/detail/framed_request.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Everything that signing remembers from one request to the next; for one thread at a time.
template <class Hash>
class signing_memory {
public:
    void sign(http_request& request, credentials const& keys, signing_scope const& scope, std::chrono::sys_seconds now)
    {
        auto const token = keys.security_token.reveal();
        key_.be_of(hash_, keys, scope, now);
        replaced_headers found;
        auto& framed = hashed(request, keys, now, found);
        framed.sign(hash_, key_, keys.access_key_id);
        if (framed.frame().added_content_type.empty() && found.take(framed.authorization().size(), token.size()))
            write_over(found, framed, token);
        else
            set_headers(request.headers, framed, token, found.any());
    }

private:
    using framed_type = framed_request<Hash>;

    /// The request's frame, with body and second taken.
    ///
    /// A frame with the same target is most likely the one. For a small body it is tried before all else is compared:
    /// the processor compares while the hashes, in which each step waits for the one before, leave it idle.
    framed_type& hashed(http_request& request, credentials const& keys, std::chrono::sys_seconds now,
                        replaced_headers& found)
    {
        bool const with_token = !keys.security_token.empty();
        auto* const likely = request.body.size() <= small_body ? with_target(request.target) : nullptr;
        if (likely != nullptr) {
            take(*likely, request.body, now);
            if (fits_but_for_target(likely->frame(), request, with_token, found)) return *likely;
        }
        auto& framed = framed_for(request, keys, found);
        take(framed, request.body, now);
        return framed;
    }

    void take(framed_type& framed, std::string_view body, std::chrono::sys_seconds now)
    {
        framed.take_body(hash_, body);
        framed.take_second(hash_, key_, now);
    }

    [[nodiscard]] framed_type* with_target(std::string_view target) noexcept
    {
        for (auto& one : recent_)
            if (one && same_text(one->frame().target, target)) return &*one;
        return nullptr;
    }

    /// One of the two frames that were made last, or a new one in place of the older.
    framed_type& framed_for(http_request& request, credentials const& keys, replaced_headers& found)
    {
        bool const with_token = !keys.security_token.empty();
        for (auto& one : recent_)
            if (one && fits(one->frame(), request, with_token, found)) return *one;
        auto frame = make_signing_frame(request, keys);
        auto& made = recent_[older_].emplace(hash_, std::move(frame), keys.security_token.reveal());
        older_ = 1 - older_;
        static_cast<void>(fits(made.frame(), request, with_token, found));
        return made;
    }

    static void write_over(replaced_headers const& found, framed_type const& framed, std::string_view token) noexcept
    {
        std::memcpy(found.date->data(), framed.date().data(), date_size);
        std::memcpy(found.hash->data(), framed.payload_sha256().data(), hex_digest_size);
        std::memcpy(found.authorization->data(), framed.authorization().data(), framed.authorization().size());
        if (!token.empty()) std::memcpy(found.token->data(), token.data(), token.size());
    }

    /// Everything that takes memory comes first, so that nothing is half done when memory ends.
    static void set_headers(http_headers& headers, framed_type const& framed, std::string_view token, bool replace)
    {
        std::array<http_header, 5> made;
        std::size_t count = 0;
        auto const make = [&](char const* name, std::string_view value) {
            if (!value.empty()) made[count++] = {name, std::string{value}};
        };
        make("Content-Type", framed.frame().added_content_type);
        make("X-Date", framed.date());
        make("X-Content-Sha256", framed.payload_sha256());
        make("X-Security-Token", token);
        make("Authorization", framed.authorization());
        headers.reserve(headers.size() + count);
        if (replace) leave_out_replaced(headers, !token.empty());
        std::move(made.begin(), made.begin() + static_cast<std::ptrdiff_t>(count), std::back_inserter(headers));
    }

    static constexpr std::size_t small_body = 4096;

    Hash hash_;
    dated_key<Hash> key_;
    std::array<std::optional<framed_type>, 2> recent_;
    std::size_t older_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
