#ifndef JIMENG_COMMAND_SERVE_OPENAI_FIELDS_HPP
#define JIMENG_COMMAND_SERVE_OPENAI_FIELDS_HPP

#include "picture_request.hpp"

#include <jimeng/core/value_facts.hpp>

#include <optional>
#include <vector>

namespace command::serve {

/// What a model's request knows.
using all_facts = std::vector<jimeng::value_facts>;
[[nodiscard]] bool has_field(all_facts const& facts, std::string_view name);

/// Takes out `n`, `response_format` and `user`, and what OpenAI's requests have and Jimeng's have not: that may stand there as
/// it stands when nobody asks for anything, and is refused where it says more.
[[nodiscard]] std::optional<reply> take_openai_fields(given& from, all_facts const& facts, picture_request& to);

/// Puts `size` as the model has it.
[[nodiscard]] std::optional<reply> translate_size(given& from, jimeng::model_entry const& model,
                                                  all_facts const& facts);

/// One picture for each `n`, and not twice the same.
[[nodiscard]] std::optional<reply> settle_count(given& from, all_facts const& facts, std::int64_t count);

} // namespace command::serve

#endif
