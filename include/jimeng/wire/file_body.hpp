#ifndef JIMENG_WIRE_FILE_BODY_HPP
#define JIMENG_WIRE_FILE_BODY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Local files inside a request: `http_request::body` is what stands before the first one, the rest is here. They are read
/// each time the body is read, so that memory does not grow with them.
struct file_body {
    struct part {
        std::string path{};
        std::uint64_t size_bytes = 0; ///< As it was looked at.
        std::string after{};          ///< What follows the file's base64 text.
    };

    std::vector<part> parts{};
    /// Of the whole body, 64 hexadecimal digits: noted by who reads it first, to be signed, so that who reads it again, to be
    /// sent, can tell whether it is still the same. Empty until then.
    std::string sha256{};
};

/// How many bytes the whole body has.
[[nodiscard]] JIMENG_DECL std::uint64_t body_size(http_request const& request) noexcept;

/// Reads a whole body from its beginning to its end, in pieces.
/// @par Object lifetimes The request must outlive it.
class body_reader {
public:
    /// At most so many bytes are given at once.
    static constexpr std::size_t most_bytes = 16 * 1024;

    JIMENG_DECL explicit body_reader(http_request const& request);
    JIMENG_DECL body_reader(body_reader&&) noexcept;
    JIMENG_DECL body_reader& operator=(body_reader&&) noexcept;
    JIMENG_DECL ~body_reader();

    /// The next piece, until the next call; empty at the end, and where a file is not as it was looked at.
    [[nodiscard]] JIMENG_DECL std::string_view next();
    /// Whether all of it was given.
    [[nodiscard]] JIMENG_DECL bool done() const noexcept;
    /// The path of the file that is not as it was looked at; empty where there is none.
    [[nodiscard]] JIMENG_DECL std::string_view broken() const noexcept;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// The whole body as one text, for who cannot send it in pieces.
/// @param broken  Gets the path of the file that is not as it was looked at; null: nobody asks.
/// @return False where there is such a file.
[[nodiscard]] JIMENG_DECL bool read_whole_body(http_request const& request, std::string& into,
                                               std::string* broken = nullptr);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/file_body.ipp>
#endif

#endif
