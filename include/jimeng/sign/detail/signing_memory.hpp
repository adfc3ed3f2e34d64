#ifndef JIMENG_SIGN_DETAIL_SIGNING_MEMORY_HPP
#define JIMENG_SIGN_DETAIL_SIGNING_MEMORY_HPP

#include <jimeng/core/credentials.hpp>
#include <jimeng/sign/detail/framed_request.hpp>
#include <jimeng/sign/signing_scope.hpp>
#include <jimeng/wire/http_message.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::detail {

/// Everything that signing remembers from one request to the next; for one thread at a time.
template <class Hash>
class signing_memory {
public:
    void sign(http_request& request, credentials const& keys, signing_scope const& scope, std::chrono::sys_seconds now)
    {
        bool const with_token = !keys.security_token.empty();
        key_.be_of(hash_, keys, scope, now);
        replaced_headers found;
        auto& framed = hashed(request, keys, with_token, now, found);
        framed.sign(hash_, key_, keys.access_key_id);
        if (found.complete(with_token) && found.authorization->size() == framed.authorization().size() &&
            found.date->size() == date_size && found.hash->size() == hex_digest_size)
            write_over(found, framed);
        else
            add_headers(request.headers, framed);
    }

private:
    using framed_type = framed_request<Hash>;

    /// The request's frame, with body and second taken.
    ///
    /// A frame with the same target is most likely the one. For a small body it is tried before all else is compared:
    /// the processor compares while the hashes, in which each step waits for the one before, leave it idle.
    framed_type& hashed(http_request& request, credentials const& keys, bool with_token, std::chrono::sys_seconds now,
                        replaced_headers& found)
    {
        auto* const likely = request.body.size() <= small_body ? with_target(request.target) : nullptr;
        if (likely != nullptr) {
            take(*likely, request.body, now);
            if (fits_but_for_target(likely->frame(), request, with_token, found)) return *likely;
        }
        auto& framed = framed_for(request, keys, with_token, found);
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
    framed_type& framed_for(http_request& request, credentials const& keys, bool with_token, replaced_headers& found)
    {
        for (auto& one : recent_)
            if (one && fits(one->frame(), request, with_token, found)) return *one;
        auto frame = make_signing_frame(request, keys);
        auto& place = recent_[older_].emplace(hash_, std::move(frame));
        older_ = 1 - older_;
        static_cast<void>(fits(place.frame(), request, with_token, found));
        return place;
    }

    static void write_over(replaced_headers const& found, framed_type const& framed) noexcept
    {
        std::memcpy(found.date->data(), framed.date().data(), date_size);
        std::memcpy(found.hash->data(), framed.payload_sha256().data(), hex_digest_size);
        std::memcpy(found.authorization->data(), framed.authorization().data(), framed.authorization().size());
    }

    /// On a copy, so that nothing is half done when memory ends.
    static void add_headers(http_headers& headers, framed_type const& framed)
    {
        http_headers more;
        more.reserve(headers.size() + framed.frame().added.size() + 3);
        more.insert(more.end(), headers.begin(), headers.end());
        auto const put = [&](char const* name, std::string_view value) { set_header(more, name, value); };
        for (auto const& header : framed.frame().added)
            if (header.name == "Content-Type") put("Content-Type", header.value);
        put("X-Date", framed.date());
        put("X-Content-Sha256", framed.payload_sha256());
        for (auto const& header : framed.frame().added)
            if (header.name != "Content-Type") put(header.name.c_str(), header.value);
        put("Authorization", framed.authorization());
        headers = std::move(more);
    }

    static constexpr std::size_t small_body = 4096;

    Hash hash_;
    dated_key<Hash> key_;
    std::array<std::optional<framed_type>, 2> recent_;
    std::size_t older_ = 0;
};

} // namespace jimeng::detail

#endif
