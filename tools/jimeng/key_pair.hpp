#ifndef JIMENG_COMMAND_KEY_PAIR_HPP
#define JIMENG_COMMAND_KEY_PAIR_HPP

#include "key_file.hpp"

#include <jimeng/core/secret.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace command {

/// Two keys while a file is read: each once, and with the line that it stands on.
class key_pair {
public:
    /// @param id_name  What the file calls them; these texts must outlive the object.
    key_pair(std::string_view id_name, std::string_view secret_name) : names_{id_name, secret_name} {}

    [[nodiscard]] bool has(std::string_view name) const noexcept { return name == names_[0] || name == names_[1]; }

    /// @return Whether it had no value before.
    bool take(std::string_view name, std::string_view value, std::size_t line)
    {
        auto const which = name == names_[0] ? 0U : 1U;
        if (lines_[which] != 0) return false;
        lines_[which] = line;
        values_[which] = jimeng::secret{value};
        return true;
    }

    /// What was read; without `trouble` from elsewhere, what is wrong with the two is looked for.
    [[nodiscard]] file_keys result(std::string trouble) const;

private:
    [[nodiscard]] std::string half() const;
    [[nodiscard]] std::string slip() const;

    std::string_view names_[2];
    jimeng::secret values_[2];
    std::size_t lines_[2] = {0, 0}; ///< 0: not there.
};

} // namespace command

#endif
