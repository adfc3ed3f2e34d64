#ifndef JIMENG_EMULATOR_DETAIL_TASK_INPUTS_HPP
#define JIMENG_EMULATOR_DETAIL_TASK_INPUTS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/detail/order.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/wire/base64.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Where a picture comes from: what an address leads to, or what was sent inside the request.
[[nodiscard]] inline picture_source source_of(std::string const& input, service_options const& options,
                                              std::size_t& bytes)
{
    if (input.find("://") != std::string::npos) {
        if (!options.fetch) return {};
        return [fetch = options.fetch, input] { return fetch(input); };
    }
    auto sent = base64_decode(input);
    if (!sent) return {};
    bytes += sent->size();
    return [sent = std::make_shared<std::string const>(std::move(*sent))] { return *sent; };
}

/// Those of the oldest tasks are forgotten where they would fill the memory; such a task is drawn without them.
inline void forget_old_inputs(state& s)
{
    std::size_t held = 0;
    std::erase_if(s.inputs, [](kept_inputs const& one) { return one.pictures.expired(); });
    for (auto one = s.inputs.rbegin(); one != s.inputs.rend(); ++one) {
        held += one->bytes;
        if (auto const pictures = one->pictures.lock(); pictures && held > most_input_bytes) *pictures = {};
    }
}

/// The pictures of an order that are seen again in its result; none for most models.
[[nodiscard]] inline std::shared_ptr<shown_inputs const> keep_inputs(state& s, order const& wanted)
{
    if (wanted.inputs.empty()) return nullptr;
    auto shown = std::make_shared<shown_inputs>();
    std::size_t bytes = 0;
    shown->where = wanted.outline.kept;
    shown->picture = source_of(wanted.inputs.front(), s.options, bytes);
    if (wanted.outline.masked && wanted.inputs.size() > 1) shown->mask = source_of(wanted.inputs[1], s.options, bytes);
    s.inputs.push_back({shown, bytes});
    forget_old_inputs(s);
    return shown;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
