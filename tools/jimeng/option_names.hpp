#ifndef JIMENG_COMMAND_OPTION_NAMES_HPP
#define JIMENG_COMMAND_OPTION_NAMES_HPP

#include <jimeng/core/registry.hpp>
#include <jimeng/core/value_facts.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace command {

/// What a person can type for a model, in its order. Only its first subject is one.
[[nodiscard]] std::vector<jimeng::value_facts> typed_facts(jimeng::model_entry const& model);

/// How the options of the models are called, without dashes before them: as the field, with dashes, unless its facts say
/// otherwise. Where the command itself has such an option, or an earlier model one of another kind, the name of the model
/// stands before it; one of a list serves a model that takes a single word too.
class option_names {
public:
    option_names() = default;
    /// @param taken  By the command itself.
    option_names(jimeng::model_list models, std::vector<std::string> const& taken);

    /// Empty for a field that is no option.
    [[nodiscard]] std::string_view of(jimeng::model_entry const& model, std::string_view field) const;

private:
    /// What may stand behind an option of one name.
    enum class form : std::uint8_t { of_command, flag, negation, word, words };

    [[nodiscard]] static form form_of(jimeng::value_facts const& facts) noexcept;
    [[nodiscard]] bool is_free(std::string const& name, form wanted) const;
    void claim(jimeng::model_entry const& model, jimeng::value_facts const& facts);

    std::map<std::string, form, std::less<>> forms_;
    std::map<std::pair<jimeng::model_entry const*, std::string_view>, std::string> names_;
};

} // namespace command

#endif
