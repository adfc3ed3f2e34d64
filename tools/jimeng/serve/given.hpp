#ifndef JIMENG_COMMAND_SERVE_GIVEN_HPP
#define JIMENG_COMMAND_SERVE_GIVEN_HPP

#include "reply.hpp"
#include "request_reader.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::serve {

/// What a client sent, as JSON or as a form: its fields, and the files among them.
/// @par Object lifetimes Nothing of it refers to the request.
struct given {
    struct file {
        std::string name; ///< Of the field: `image`, `mask`.
        std::shared_ptr<scratch_file> kept;
    };

    boost::json::object fields; ///< Those of a form are texts, and lists of texts where a name comes several times.
    std::vector<file> files;
    bool is_form = false;

    /// Takes a field out; nothing where it is not there, or null.
    [[nodiscard]] std::optional<boost::json::value> take(std::string_view name);
};

/// Reads a body. @return What is wrong with it; nothing where it was read into `to`.
[[nodiscard]] std::optional<reply> read_given(request& asked, scratch& in, given& to);

/// Keeps the bytes of a `data:` URL. @return False where it is none, or cannot be kept.
[[nodiscard]] bool keep_data_url(std::string_view url, scratch& in, std::shared_ptr<scratch_file>& to);

/// That a request cannot be taken as it is, and which of its fields is to blame.
[[nodiscard]] reply bad_request(std::string message, std::string param = {}, std::string_view code = {});

} // namespace command::serve

#endif
