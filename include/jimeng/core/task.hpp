#ifndef JIMENG_CORE_TASK_HPP
#define JIMENG_CORE_TASK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/rules.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"task id is not 1 to 64 visible ascii characters", "copy the id that submit printed">
    task_id_is_printable{};

} // namespace rules

/// The id of a task: about 19 decimal digits, above 2^53, so it stays text.
///
/// @par Source Result page of 4.0: `task_id` is a string.
class task_id {
public:
    task_id() = default;

    /// Any 1 to 64 visible ASCII characters: the service alone knows its ids.
    static parsed<task_id> parse(std::string_view text)
    {
        bool good = !text.empty() && text.size() <= 64;
        for (char const c : text)
            good = good && c > ' ' && c <= '~';
        if (!good) return violation{rules::task_id_is_printable, "task_id", std::string{text.substr(0, 64)}, ""};
        task_id id;
        id.text_ = text;
        return id;
    }

    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    friend bool operator==(task_id const&, task_id const&) = default;

private:
    std::string text_;
};

/// Where a task is.
/// `processing`, of neighbouring services of the same host, is read as `generating`.
/// @par Source `data.status` on the 4.0 page. A task can be queried for 12 h; `done` says nothing of success.
enum class task_status { in_queue, generating, done, not_found, expired, unknown };

[[nodiscard]] constexpr task_status read_task_status(std::string_view word) noexcept
{
    if (word == "in_queue") return task_status::in_queue;
    if (word == "generating" || word == "processing") return task_status::generating;
    if (word == "done") return task_status::done;
    if (word == "not_found") return task_status::not_found;
    if (word == "expired") return task_status::expired;
    return task_status::unknown;
}

[[nodiscard]] constexpr std::string_view to_string(task_status status) noexcept
{
    switch (status) {
    case task_status::in_queue: return "in_queue";
    case task_status::generating: return "generating";
    case task_status::done: return "done";
    case task_status::not_found: return "not_found";
    case task_status::expired: return "expired";
    case task_status::unknown: return "unknown";
    }
    return "unknown";
}

} // namespace jimeng::inline JIMENG_ABI

#endif
