#ifndef JIMENG_EMULATOR_UNFINISHED_ANSWER_HPP
#define JIMENG_EMULATOR_UNFINISHED_ANSWER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/picture.hpp>
#include <jimeng/wire/http_message.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator {

/// An answer of the service whose pictures are yet to be drawn, a piece at a time: whoever serves several clients looks
/// after the others in between. It refers to the service no more, but keeps its ledger's file.
class unfinished_answer {
public:
    /// Pixels of one `step`: some milliseconds of work.
    static constexpr std::uint64_t pixels_of_a_step = 32 * 1024;

    /// What is made of the finished files, in their order.
    using finisher = std::function<http_response(std::vector<std::string> files)>;

    /// An answer without pictures.
    unfinished_answer(http_response ready) : ready_{std::move(ready)} {}
    unfinished_answer(std::vector<picture_request> wanted, finisher finish)
        : wanted_{std::move(wanted)},
          finish_{std::move(finish)}
    {}

    /// Draws a piece. @returns Whether nothing is left to draw.
    /// @par Errors As `draw_png`.
    [[nodiscard]] bool step()
    {
        if (files_.size() == wanted_.size()) return true;
        if (!current_) current_.emplace(wanted_[files_.size()]);
        if (!current_->draw(pixels_of_a_step)) return false;
        files_.push_back(current_->take());
        current_.reset();
        return files_.size() == wanted_.size();
    }

    /// The answer. @pre `step` returned true.
    [[nodiscard]] http_response take() { return finish_ ? finish_(std::move(files_)) : std::move(ready_); }

private:
    http_response ready_;
    std::vector<picture_request> wanted_;
    std::vector<std::string> files_;
    std::optional<painting> current_;
    finisher finish_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
