#ifndef JIMENG_COMMAND_MCP_REQUEST_HPP
#define JIMENG_COMMAND_MCP_REQUEST_HPP

#include "allowed_folders.hpp"
#include "message.hpp"

#include <jimeng/wire/any_request.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace command::mcp {

/// The input pictures of a model as `images` names them; null where it takes none. The facts live as long as the program.
[[nodiscard]] std::optional<jimeng::value_facts> images_of(jimeng::model_entry const& model);

/// Whether its page knows local files as input pictures.
[[nodiscard]] bool takes_files(jimeng::model_entry const& model);

/// A request as a client asked for it, or what is wrong with it.
struct asked_request {
    jimeng::model_entry const* model = nullptr;
    std::optional<jimeng::any_request> request{};
    std::vector<std::shared_ptr<held_file>> files{};          ///< They must live until it was sent.
    std::vector<std::pair<std::string, std::string>> names{}; ///< Of files: as the request has them, and as asked for.
    std::string trouble{};                                    ///< One line, escaped; empty: there is a request.
};

/// The library's words of a file are about its open name; a client knows the one that it gave.
[[nodiscard]] std::string with_asked_names(std::string words, asked_request const& of);

/// Reads the fields of a model from the arguments of a tool. `images` may be local files inside allowed folders, and is
/// another name of the model's addresses of pictures.
[[nodiscard]] asked_request read_request(jimeng::model_entry const& model, json::object fields,
                                         allowed_folders const& folders);

} // namespace command::mcp

#endif
