#ifndef JIMENG_EMULATOR_DETAIL_REFUSAL_HPP
#define JIMENG_EMULATOR_DETAIL_REFUSAL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/service_codes.hpp>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// A business code with its message; code 0: nothing is refused.
struct refusal {
    int code = 0;
    std::string message;

    explicit operator bool() const noexcept { return code != 0; }
};

/// The documented message, or where none is documented the meaning.
[[nodiscard]] inline std::string message_of(int code)
{
    auto const* const facts = find_service_code(code);
    if (facts == nullptr) return "emulated code without documentation";
    return std::string{facts->wire_message.empty() ? facts->meaning : facts->wire_message};
}

/// The documented HTTP status; 400 is assumed where none is documented.
[[nodiscard]] constexpr int http_status_of(int code) noexcept
{
    if (code == service_success) return 200;
    auto const* const facts = find_service_code(code);
    return facts == nullptr || facts->http_status == 0 ? 400 : facts->http_status;
}

[[nodiscard]] inline refusal refuse(service_errc code)
{
    return {static_cast<int>(code), message_of(static_cast<int>(code))};
}

/// With the field and what is wrong with it.
[[nodiscard]] inline refusal refuse(service_errc code, std::string_view field, std::string_view why)
{
    auto result = refuse(code);
    result.message.append(": ").append(field).append(": ").append(why);
    return result;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
