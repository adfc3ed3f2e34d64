#ifndef JIMENG_CORE_FIELD_IO_HPP
#define JIMENG_CORE_FIELD_IO_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/picture_header.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// A local file as a member of a request.
struct local_file {
    std::string_view path;
    std::uint64_t size_bytes = 0;
};

/// A field as text, as a person writes it: under its name on the wire, or on the command line. A list is a name that comes
/// several times.
struct named_text {
    std::string_view name;
    std::string_view text;
};

/// Where the members of a request go that are set, one call for each: a JSON text, a table, a journal.
/// @par Object lifetimes What is given lives until `end` has returned.
class field_sink {
public:
    virtual void text(std::string_view name, std::string_view value) = 0;
    virtual void whole(std::string_view name, std::int64_t value) = 0;
    virtual void real(std::string_view name, double value) = 0;
    virtual void truth(std::string_view name, bool value) = 0;
    virtual void texts(std::string_view name, std::span<std::string_view const> values) = 0;
    virtual void files(std::string_view name, std::span<local_file const> values) = 0;
    /// No more members follow.
    virtual void end() {}

protected:
    ~field_sink() = default;
};

/// What a source has under a name.
enum class found : std::uint8_t {
    absent,
    present,
    unreadable, ///< Text that is no such value, where a person typed it.
    other_type, ///< A value of another type, where a program sent it.
};

/// A picture that a source carries inside itself.
struct inline_image {
    std::string_view text; ///< As the source holds it.
    std::uint64_t size_bytes = 0;
    picture_header header{};
};

/// Where the members of a request come from: a JSON text, a command line, a journal.
/// @par Object lifetimes Texts that it gives live as long as the source.
class field_source {
public:
    /// Whether a person typed the values: then words such as `2K` and `1:3` are understood, and an image may be a file's
    /// name.
    [[nodiscard]] virtual bool typed() const = 0;
    /// Whether what the service would pass over in silence is refused, such as a width without its height.
    [[nodiscard]] virtual bool strict() const { return typed(); }
    /// Whether a length that is only advised may be passed.
    [[nodiscard]] virtual bool beyond_advice() const { return false; }
    /// Whether what a model's page does not list may be asked for: other frames, a local file where only addresses are.
    [[nodiscard]] virtual bool undocumented() const { return false; }

    [[nodiscard]] virtual found text(std::string_view name, std::string_view& into) = 0;
    [[nodiscard]] virtual found whole(std::string_view name, std::int64_t& into) = 0;
    [[nodiscard]] virtual found real(std::string_view name, double& into) = 0;
    [[nodiscard]] virtual found truth(std::string_view name, bool& into) = 0;
    [[nodiscard]] virtual found texts(std::string_view name, std::vector<std::string_view>& into) = 0;
    [[nodiscard]] virtual found images(std::string_view name, std::vector<inline_image>& into) = 0;

protected:
    ~field_source() = default;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
