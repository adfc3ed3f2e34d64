#ifndef JIMENG_COMMAND_MCP_ALLOWED_FOLDERS_HPP
#define JIMENG_COMMAND_MCP_ALLOWED_FOLDERS_HPP

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace command::mcp {

/// A file that stays open.
class held_file {
public:
    explicit held_file(int descriptor) noexcept : descriptor_{descriptor} {}
    ~held_file();
    held_file(held_file const&) = delete;
    held_file& operator=(held_file const&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

/// A local file that may be sent.
struct input_file {
    std::shared_ptr<held_file> held{}; ///< Must live until it was sent; none: `trouble` tells why.
    std::string name{};                ///< By which exactly this file is read, whatever happens to its path meanwhile.
    std::string trouble{};
};

/// The folders whose files a client may have sent.
class allowed_folders {
public:
    /// @return One line about what is no folder; empty where all are.
    [[nodiscard]] std::string read(std::vector<std::string> const& folders);

    /// Opens a file inside of one of them, wherever links on its path lead. A relative path is looked for in each folder.
    /// Nothing is told of what lies outside, not even whether it exists.
    /// @param asked  A path, or an address that begins with `file:`.
    [[nodiscard]] input_file open(std::string_view asked) const;

    [[nodiscard]] bool empty() const noexcept { return folders_.empty(); }
    /// For whoever has to choose a path.
    [[nodiscard]] std::string words() const;

private:
    [[nodiscard]] bool has(std::string_view real) const;
    [[nodiscard]] std::string find(std::string const& path) const;

    std::vector<std::string> folders_; ///< Without links in them, and without a slash at the end.
};

} // namespace command::mcp

#endif
