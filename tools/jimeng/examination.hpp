#ifndef JIMENG_COMMAND_EXAMINATION_HPP
#define JIMENG_COMMAND_EXAMINATION_HPP

#include "exit_code.hpp"
#include "finding.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace command {

/// What was looked at so far and what was found, in one language.
class examination {
public:
    explicit examination(language spoken) noexcept : spoken_{spoken} {}

    [[nodiscard]] language spoken() const noexcept { return spoken_; }

    /// What was found at the same place before is no longer said.
    /// @param details  For the places that the words leave; safe to show.
    void add(finding what, std::initializer_list<std::string_view> details = {});
    /// The same of something that is in the way of a picture.
    /// @param code  What the command ends with, unless something before it was in the way too.
    void add_problem(finding what, exit_code code, std::initializer_list<std::string_view> details = {});

    /// `success`, or the code of the first problem.
    [[nodiscard]] exit_code code() const noexcept { return code_; }

    /// A line for each.
    [[nodiscard]] std::string lines() const;
    /// `{"ok":…,"exit_code":…,"checks":[{"name":…,"ok":…,"found":…,"remedy":…}]}`; a remedy that is not needed is null.
    [[nodiscard]] std::string json() const;

private:
    struct entry {
        looked_at where;
        bool ok;
        std::string found;
        std::string remedy;
    };

    language spoken_;
    exit_code code_ = success;
    std::vector<entry> entries_;
};

} // namespace command

#endif
