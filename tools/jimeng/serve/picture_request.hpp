#ifndef JIMENG_COMMAND_SERVE_PICTURE_REQUEST_HPP
#define JIMENG_COMMAND_SERVE_PICTURE_REQUEST_HPP

#include "given.hpp"

#include <jimeng/core/registry.hpp>
#include <jimeng/wire/any_request.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace command::serve {

/// Which of the two was asked for.
enum class purpose { generate, edit };

/// What a client asks for, in Jimeng's words.
struct picture_request {
    jimeng::model_entry const* model = nullptr;
    std::optional<jimeng::any_request> request; ///< Checked.
    std::int64_t count = 1;                     ///< Tasks; each brings a picture, or what its model and fields say.
    bool as_base64 = false;
    std::vector<std::shared_ptr<scratch_file>> files; ///< That the request reads when it is sent.
};

/// Reads what stands in OpenAI's fields and in the model's own. What has no counterpart is refused by name.
/// @return What is wrong; nothing where it was read into `to`.
[[nodiscard]] std::optional<reply> read_picture_request(purpose what, given from, jimeng::model_list models,
                                                        scratch& in, picture_request& to);

} // namespace command::serve

#endif
