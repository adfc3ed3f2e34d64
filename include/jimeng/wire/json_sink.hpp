#ifndef JIMENG_WIRE_JSON_SINK_HPP
#define JIMENG_WIRE_JSON_SINK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/wire/file_body.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Makes a JSON object of a request's members. Files come last, and are not read: their names are kept with the text around
/// them.
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

    /// The object, or what of it stands before the first file. @pre `end` was called.
    [[nodiscard]] std::string take() { return std::move(body_); }
    /// The files and the rest; null where there are none. @pre `end` was called.
    [[nodiscard]] std::shared_ptr<file_body> take_files() { return std::move(kept_); }

    /// A file that is not as it was looked at, and its field; `rules::none` where all are.
    [[nodiscard]] violation const& unreadable() const noexcept { return unreadable_; }

private:
    struct named_files {
        std::string_view name;
        std::vector<local_file> files;
    };

    void write_files(named_files const& list);
    void look_at(named_files const& list, local_file const& file);
    [[nodiscard]] std::string& text_before_next();

    json_writer json_;
    std::string body_;
    std::shared_ptr<file_body> kept_;
    std::vector<named_files> files_;
    violation unreadable_{};
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/json_sink.ipp>
#endif

#endif
