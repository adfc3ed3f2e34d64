#ifndef JIMENG_COMMAND_SERVE_REPLY_HPP
#define JIMENG_COMMAND_SERVE_REPLY_HPP

#include <jimeng/wire/http_message.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace command::serve {

/// A piece of a body: a text, or the base64 of a file, which is read when it is sent.
struct piece {
    std::string text{};
    std::string file{};           ///< Empty: the text.
    std::uint64_t size_bytes = 0; ///< Of the file.

    [[nodiscard]] std::uint64_t length() const noexcept
    {
        return file.empty() ? text.size() : (size_bytes + 2) / 3 * 4;
    }
};

/// An answer.
struct reply {
    int status = 200;
    jimeng::http_headers headers{}; ///< Besides `Content-Length` and `Connection`.
    std::vector<piece> body{};
    bool is_last = false; ///< Nothing more is read of the connection.

    [[nodiscard]] std::uint64_t length() const noexcept
    {
        std::uint64_t all = 0;
        for (auto const& one : body)
            all += one.length();
        return all;
    }
};

/// An answer in JSON.
[[nodiscard]] reply json_reply(int status, std::string text);

/// What is wrong, as OpenAI's clients read it.
struct complaint_words {
    int status = 400;
    std::string message{};      ///< One line. Secrets are hidden, and what deceives a reader is escaped.
    std::string_view code{};    ///< A word for programs; empty: null.
    std::string param{};        ///< Of the request; empty: null.
    bool may_try_again = false; ///< Whether a client should send the same once more by itself.
};

[[nodiscard]] reply error_reply(complaint_words const& what);

/// To what came too late to be looked at.
[[nodiscard]] reply shutting_down();

/// The first bytes of an answer, up to its body.
[[nodiscard]] std::string head_of(reply const& answer, bool keep_alive);

} // namespace command::serve

#endif
