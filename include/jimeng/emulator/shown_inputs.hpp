#ifndef JIMENG_EMULATOR_SHOWN_INPUTS_HPP
#define JIMENG_EMULATOR_SHOWN_INPUTS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/request_outline.hpp>

#include <functional>
#include <string>

namespace jimeng::inline JIMENG_ABI::emulator {

/// Gives the bytes of a picture; empty: there is none. It is called on a thread of its own and must own what it uses.
using picture_source = std::function<std::string()>;

/// Input pictures that are seen again in a result. PNG up to 4096x4096 px in all is shown, whatever else comes is not.
struct shown_inputs {
    kept_part where{};        ///< In the result; the picture is scaled to fill it. Empty: no input is seen.
    picture_source picture{}; ///< Unset: no input is seen.
    picture_source mask{};    ///< White where the picture is not seen; unset, or unreadable: nowhere.

    [[nodiscard]] bool empty() const noexcept { return where.empty() || !picture; }
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
