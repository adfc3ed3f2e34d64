#ifndef JIMENG_COMMAND_TYPED_VALUES_HPP
#define JIMENG_COMMAND_TYPED_VALUES_HPP

#include "option_names.hpp"

#include <jimeng/core/field_io.hpp>
#include <jimeng/core/registry.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command {

/// A request as it stands on the command line: for each option of a model that was given, its words.
class typed_values {
public:
    /// Under the name of the option, without dashes before it.
    std::map<std::string, std::vector<std::string>, std::less<>> options;
    option_names names;
    /// What is wanted, which needs no option's name.
    std::optional<std::string> subject;
    bool long_prompt = false;
    bool undocumented = false;
};

/// Reads the members of one model from what was typed.
class typed_source final : public jimeng::field_source {
public:
    /// @par Object lifetimes Both must outlive it.
    typed_source(typed_values const& given, jimeng::model_entry const& model);

    [[nodiscard]] bool typed() const override { return true; }
    [[nodiscard]] bool beyond_advice() const override { return given_.long_prompt; }
    [[nodiscard]] bool undocumented() const override { return given_.undocumented; }
    [[nodiscard]] jimeng::found text(std::string_view name, std::string_view& into) override;
    [[nodiscard]] jimeng::found whole(std::string_view name, std::int64_t& into) override;
    [[nodiscard]] jimeng::found real(std::string_view name, double& into) override;
    [[nodiscard]] jimeng::found truth(std::string_view name, bool& into) override;
    [[nodiscard]] jimeng::found texts(std::string_view name, std::vector<std::string_view>& into) override;
    [[nodiscard]] jimeng::found images(std::string_view name, std::vector<jimeng::inline_image>& into) override;

    /// About an option that the model does not have.
    [[nodiscard]] std::string lacks(std::string_view option) const;
    /// What was given that this model does not take, as a sentence; empty where it takes all.
    [[nodiscard]] std::string trouble() const;
    /// What to do where the prompt is missing: a list before it may have taken it.
    [[nodiscard]] std::string words_for_no_prompt() const;
    /// The option that gives a field, with its dashes; empty where there is none.
    /// @param field  As on the wire, or as it is typed.
    [[nodiscard]] std::string option_for(std::string_view field) const;
    /// Whether a field takes the path of a file here.
    [[nodiscard]] bool takes_files(std::string_view field) const;

private:
    [[nodiscard]] jimeng::value_facts const* facts_of(std::string_view field) const;
    [[nodiscard]] std::vector<std::string> const* words_of(std::string_view name) const;
    [[nodiscard]] std::string foreign_option() const;
    [[nodiscard]] std::string known_options() const;

    typed_values const& given_;
    jimeng::model_entry const& model_;
    std::vector<jimeng::value_facts> facts_;
    std::string_view subject_name_; ///< Empty: the model takes no text without an option's name.
    std::vector<std::string> subject_;
};

/// What is said of a field in a help text, and that nobody could verify it where that is so.
[[nodiscard]] std::string sentence_of(jimeng::value_facts const& facts);

/// A model's options, for a help text.
struct model_option {
    std::string name;
    std::string placeholder;
    std::string help;
    jimeng::value_facts::type holds = jimeng::value_facts::type::text;
};

/// The options of all models, each once; where models differ, the help says which takes what.
[[nodiscard]] std::vector<model_option> options_of(jimeng::model_list models, option_names const& names);

/// Whether the model cannot do without being told what is wanted.
[[nodiscard]] bool needs_subject(jimeng::model_entry const& model);

} // namespace command

#endif
