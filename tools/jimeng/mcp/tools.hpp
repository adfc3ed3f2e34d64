#ifndef JIMENG_COMMAND_MCP_TOOLS_HPP
#define JIMENG_COMMAND_MCP_TOOLS_HPP

#include "allowed_folders.hpp"
#include "message.hpp"

#include <jimeng/core/registry.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace command::mcp {

/// The tools that make something.
enum class maker { image, edit, video };

inline constexpr std::array makers{maker::image, maker::edit, maker::video};

[[nodiscard]] std::string_view name_of(maker what) noexcept;

/// The models of a tool; the first is the one that it takes where none is named.
[[nodiscard]] std::vector<jimeng::model_entry const*> models_of(maker what, jimeng::model_list all);

/// The tools that take a model, empty where it is for none.
[[nodiscard]] std::string tools_of(jimeng::model_entry const& model, jimeng::model_list all);

/// The schema of the arguments of a tool: each field of its models once, which models take it, and their limits where they
/// have them in common, else the widest. Whatever a client makes of it, the model's own rules are kept here.
[[nodiscard]] json::object input_schema(std::vector<jimeng::model_entry const*> const& models,
                                        allowed_folders const& folders, bool with_images);

/// The same without a word on the fields: for a tool that takes what others do.
[[nodiscard]] json::object short_input_schema(std::vector<jimeng::model_entry const*> const& models);

/// What `tools/list` answers.
[[nodiscard]] json::array describe_tools(jimeng::model_list models, allowed_folders const& folders);

} // namespace command::mcp

#endif
