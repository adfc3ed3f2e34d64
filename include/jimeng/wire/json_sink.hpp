#ifndef JIMENG_WIRE_JSON_SINK_HPP
#define JIMENG_WIRE_JSON_SINK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Makes a JSON object of a request's members. Files come last, into a text of their exact size: until then it moves as it
/// grows.
class json_sink final : public field_sink {
public:
    JIMENG_DECL explicit json_sink(std::string_view req_key);

    JIMENG_DECL void text(std::string_view name, std::string_view value) override;
    JIMENG_DECL void whole(std::string_view name, std::int64_t value) override;
    JIMENG_DECL void real(std::string_view name, double value) override;
    JIMENG_DECL void truth(std::string_view name, bool value) override;
    JIMENG_DECL void texts(std::string_view name, std::span<std::string_view const> values) override;
    JIMENG_DECL void files(std::string_view name, std::span<local_file const> values) override;
    JIMENG_DECL void end() override;

    /// The object; empty where a file could not be read as it was checked. @pre `end` was called.
    [[nodiscard]] std::string take() { return unreadable_ ? std::string{} : json_.take(); }

    /// The file that could not be read, and its field; `rules::none` where all could.
    [[nodiscard]] violation const& unreadable() const noexcept { return unreadable_; }

private:
    struct named_files {
        std::string_view name;
        std::vector<local_file> files;
    };

    void write_files(named_files const& list);

    json_writer json_;
    std::vector<named_files> files_;
    violation unreadable_{};
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/json_sink.ipp>
#endif

#endif
