#ifndef JIMENG_TESTS_STRICT_SHA256_HPP
#define JIMENG_TESTS_STRICT_SHA256_HPP

#include <jimeng/sign/native_sha256.hpp>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <thread>

/// Policies of the signer that catch it doing what it must not.

/// Throws once, at a chosen call.
struct throwing_sha256 {
    static inline int calls_until_throw = -1; ///< Negative: never.

    using prefix = jimeng::native_sha256::prefix;

    void extend(prefix& before, std::string_view blocks)
    {
        maybe_throw();
        hash_.extend(before, blocks);
    }
    jimeng::sha256_digest finish(prefix const& before, std::string_view rest)
    {
        maybe_throw();
        return hash_.finish(before, rest);
    }

private:
    static void maybe_throw()
    {
        if (calls_until_throw-- == 0) throw std::runtime_error{"out of order"};
    }

    jimeng::native_sha256 hash_;
};

/// Notices two threads in one object.
struct unshared_sha256 {
    static inline std::atomic<int> met{0};

    using prefix = jimeng::native_sha256::prefix;

    void extend(prefix& before, std::string_view blocks)
    {
        visit const here{inside_};
        hash_.extend(before, blocks);
    }
    jimeng::sha256_digest finish(prefix const& before, std::string_view rest)
    {
        visit const here{inside_};
        return hash_.finish(before, rest);
    }

private:
    struct visit {
        explicit visit(std::atomic<bool>& entered) : inside{entered}
        {
            if (inside.exchange(true)) ++met;
            std::this_thread::yield(); // so that another one has the time to come in
        }
        ~visit() { inside = false; }
        std::atomic<bool>& inside;
    };

    jimeng::native_sha256 hash_;
    std::atomic<bool> inside_{false};
};

#endif
