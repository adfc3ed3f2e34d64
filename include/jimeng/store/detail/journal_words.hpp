#ifndef JIMENG_STORE_DETAIL_JOURNAL_WORDS_HPP
#define JIMENG_STORE_DETAIL_JOURNAL_WORDS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/job_store.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/wire/error.hpp>

#include <cerrno>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace jimeng::inline JIMENG_ABI::detail {

/// The value that `to_string` gives this name.
template <class Value, std::size_t Size>
constexpr std::optional<Value> named(Value const (&all)[Size], std::string_view name) noexcept
{
    for (auto const one : all)
        if (to_string(one) == name) return one;
    return std::nullopt;
}

inline std::optional<job_event::kind> event_named(std::string_view name) noexcept
{
    using enum job_event::kind;
    constexpr job_event::kind all[] = {intent, sending, accepted, done, saved, final};
    return named(all, name);
}

inline result_kind result_named(std::string_view name) noexcept
{
    constexpr result_kind all[] = {result_kind::pictures, result_kind::video, result_kind::data};
    return named(all, name).value_or(result_kind::pictures);
}

inline verdict verdict_named(std::string_view name) noexcept
{
    constexpr verdict all[] = {verdict::none, verdict::not_sent, verdict::rejected, verdict::accepted,
                               verdict::unknown};
    return named(all, name).value_or(verdict::none);
}

/// Codes of a category that is not known here, such as the one of a store or signer of somebody else, read as `file_io`.
inline error_code error_of(std::string_view category, int value) noexcept
{
    for (auto const* const known : {&client_category(), &service_category(), &gateway_category()})
        if (category == known->name()) return {value, *known};
    return client_errc::file_io;
}

inline std::string to_hexadecimal(std::string_view bytes)
{
    return to_hex(std::span{reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()});
}

inline std::string from_hexadecimal(std::string_view digits)
{
    constexpr std::string_view known = "0123456789abcdef";
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        auto const high = known.find(digits[i]), low = known.find(digits[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return {};
        bytes += static_cast<char>(high << 4 | low);
    }
    return bytes;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
