#ifndef JIMENG_COMMAND_SERVE_TOKEN_HPP
#define JIMENG_COMMAND_SERVE_TOKEN_HPP

#include <jimeng/sign/sha256_digest.hpp>

#include <string>
#include <string_view>

namespace command::serve {

/// What clients send as their key. Only its hash is kept.
class token {
public:
    /// `JIMENG_SERVE_TOKEN` where it is set, else a new one, which `made` then holds: to be printed once.
    /// @return What is wrong with the variable, in one line; empty where nothing is.
    [[nodiscard]] std::string find(std::string& made);

    /// Whether an `Authorization` header brings it. Takes as long for one as for another.
    [[nodiscard]] bool is_in(std::string_view authorization) const;

private:
    jimeng::sha256_digest hash_{};
};

} // namespace command::serve

#endif
