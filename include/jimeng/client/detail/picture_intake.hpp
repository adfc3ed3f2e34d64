#ifndef JIMENG_CLIENT_DETAIL_PICTURE_INTAKE_HPP
#define JIMENG_CLIENT_DETAIL_PICTURE_INTAKE_HPP

#include <jimeng/client/picture.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/net/picture_file.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/result_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::detail {

/// Pictures that were not had, and the first reason.
struct picture_failures {
    std::size_t count = 0;
    error_code first;
    std::string words; ///< Ours, where there is more to say than the code does.

    JIMENG_DECL void add(error_code const& ec, std::string why = {});
};

/// Takes one answer with pictures inside while it arrives: to files, which get their names when it is known that they count
/// and how many there are, or into memory. Destruction removes what has no name yet.
///
/// A picture that there is no memory for is a picture that was not had: nothing is thrown while an answer arrives.
class picture_intake final : public picture_sink {
public:
    /// @param output  A file name; empty: into memory.
    JIMENG_DECL picture_intake(std::string output, bool overwrite);
    picture_intake(picture_intake const&) = delete;
    picture_intake& operator=(picture_intake const&) = delete;

    /// Where a transport may write how long the body is.
    [[nodiscard]] std::uint64_t* announced_bytes() noexcept { return &announced_; }

    /// A piece of the body of an answer.
    /// @par Errors Of `result_reader::write`; `too_large` where memory ends.
    JIMENG_DECL error_code take(std::string_view piece) noexcept;

    /// The answer's end, with its body where that came whole. As `decode_result`.
    JIMENG_DECL task_state finish(http_response const& response, error_code& ec, diagnostics& details);

    /// The body as it came, where it is short.
    [[nodiscard]] std::string take_answer() { return std::move(answer_); }

    [[nodiscard]] bool empty() const noexcept { return taken_.empty(); }

    /// Whether one came whole, as far as is known before they are judged.
    [[nodiscard]] JIMENG_DECL bool any_came() const noexcept;

    /// How many the answer has.
    [[nodiscard]] std::size_t count() const noexcept { return reader_.pictures(); }

    /// Names the files, or hands the bytes on.
    JIMENG_DECL jimeng::pictures take_pictures(picture_failures& failed);

private:
    struct taken {
        std::optional<picture_file> file{};
        std::optional<picture_check> check{}; ///< Without a file, which has its own.
        std::string bytes{};
        error_code ec{};
        std::string words{};
    };

    void restart() override;
    error_code begin(std::size_t index) override;
    error_code write(std::string_view bytes) override;
    error_code end(error_code const& ec) override;

    void open(taken& one);
    void make_room(std::string& bytes) const noexcept;
    void append(taken& one, std::string_view bytes);
    void drop(taken& one, error_code const& ec, std::string words) noexcept;
    void out_of_memory(taken& one) noexcept;
    [[nodiscard]] picture judged(taken& one, std::size_t index);
    [[nodiscard]] picture named(taken& one, std::size_t index);
    [[nodiscard]] static picture in_memory(taken& one);

    std::string output_;
    bool overwrite_;
    std::uint64_t announced_ = 0;
    std::uint64_t passed_ = 0; ///< Before the piece that is being taken.
    bool begun_ = false;
    bool answer_is_long_ = false;
    std::string answer_;
    std::vector<taken> taken_;
    result_reader reader_;
};

} // namespace jimeng::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/picture_intake.ipp>
#endif

#endif
