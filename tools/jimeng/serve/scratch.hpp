#ifndef JIMENG_COMMAND_SERVE_SCRATCH_HPP
#define JIMENG_COMMAND_SERVE_SCRATCH_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace command::serve {

/// A folder of this process for what clients send: requests wait on the disk and not in memory. Only its owner may look into
/// it, and it goes with the server.
/// @par Object lifetimes It must outlive its files.
class scratch {
public:
    /// All files together.
    static constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30;

    scratch() = default;
    ~scratch();
    scratch(scratch const&) = delete;
    scratch& operator=(scratch const&) = delete;

    /// Below `TMPDIR`, made when the first file is. Empty where it cannot be.
    [[nodiscard]] std::string const& folder();
    [[nodiscard]] bool take(std::uint64_t bytes) noexcept;
    void give_back(std::uint64_t bytes) noexcept { used_ -= bytes; }
    /// A name that no other file has.
    [[nodiscard]] std::string next_name();

private:
    std::string folder_;
    std::uint64_t used_ = 0;
    std::uint64_t names_ = 0;
};

/// A file there, which ends with the object.
class scratch_file {
public:
    explicit scratch_file(scratch& in) : in_{in} {}
    ~scratch_file();
    scratch_file(scratch_file const&) = delete;
    scratch_file& operator=(scratch_file const&) = delete;

    /// False where the disk or `scratch::most_bytes` takes no more.
    [[nodiscard]] bool append(std::string_view bytes);
    [[nodiscard]] std::string const& path() const noexcept { return path_; }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// The whole of it; it lives until the next `append`. Empty where it cannot be had.
    [[nodiscard]] std::string_view view();
    /// No more is appended: its place among the open files is free for others.
    void close() noexcept;

private:
    void unmap() noexcept;

    scratch& in_;
    std::string path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    void* mapped_ = nullptr;
    std::uint64_t mapped_size_ = 0;
};

/// A body as it comes: in memory while it is short, then in a file.
class spooled_body {
public:
    static constexpr std::size_t most_in_memory = 64 * 1024;

    explicit spooled_body(scratch& in) : in_{&in} {}

    [[nodiscard]] bool append(std::string_view bytes);
    [[nodiscard]] std::uint64_t size() const noexcept { return file_ ? file_->size() : text_.size(); }
    /// The whole of it, as long as it lives and nothing is appended.
    [[nodiscard]] std::string_view view() { return file_ ? file_->view() : std::string_view{text_}; }

private:
    scratch* in_;
    std::string text_;
    std::unique_ptr<scratch_file> file_;
};

} // namespace command::serve

#endif
