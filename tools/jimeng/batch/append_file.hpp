#ifndef JIMENG_COMMAND_BATCH_APPEND_FILE_HPP
#define JIMENG_COMMAND_BATCH_APPEND_FILE_HPP

#include <jimeng/store/detail/journal_file.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace command::batch {

/// A file of lines to which whole lines are added, whatever happens: a piece of a line that a crash left at its end is cut
/// off when it is opened, and one that a full disk left right away.
class append_file {
public:
    append_file() = default;

    /// @param create  Whether it is made where it is missing.
    /// @return The system's error; 0 where it is open, `ENOENT` where it is not there and must not be made.
    int open(std::string const& path, bool create);

    [[nodiscard]] bool is_open() const noexcept { return static_cast<bool>(file_); }
    [[nodiscard]] jimeng::detail::descriptor const& file() const noexcept { return file_; }
    /// All whole lines that it had when it was opened.
    [[nodiscard]] std::string take_text() { return std::move(text_); }

    /// @param line  With its end. @return The system's error, and then the file is as it was; 0.
    int append(std::string_view line);
    /// What was added is on the disk when this returns.
    int sync();

private:
    jimeng::detail::descriptor file_;
    std::string text_;
    std::size_t size_ = 0;
};

} // namespace command::batch

#endif
