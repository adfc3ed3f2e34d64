#include "option_names.hpp"

#include <algorithm>

namespace command {

namespace {

/// All facts of a model, in its order.
class facts_list final : public jimeng::facts_sink {
public:
    explicit facts_list(jimeng::model_entry const& model) { model.describe(*this); }
    void value(jimeng::value_facts const& facts) override
    {
        all.push_back(facts);
        all.back().is_subject = facts.is_subject && !has_subject_;
        has_subject_ = has_subject_ || facts.is_subject;
    }
    std::vector<jimeng::value_facts> all;

private:
    bool has_subject_ = false;
};

/// As an option can be called: no character that ends a word or a name.
std::string plain(std::string_view text)
{
    static constexpr std::string_view others = "_ =:{},!\t\n";
    std::string name{text.substr(std::min(text.find_first_not_of("_-"), text.size()))};
    for (auto& c : name)
        if (others.find(c) != std::string_view::npos) c = '-';
    return name.empty() ? "field" : name;
}

} // namespace

std::vector<jimeng::value_facts> typed_facts(jimeng::model_entry const& model)
{
    facts_list found{model};
    std::erase_if(found.all, [](auto const& facts) { return facts.typed_as == "-"; });
    return std::move(found.all);
}

option_names::option_names(jimeng::model_list models, std::vector<std::string> const& taken)
{
    for (auto const& name : taken)
        forms_[name] = form::of_command;
    for (auto const* const model : models)
        for (auto const& facts : typed_facts(*model))
            if (!facts.is_subject) claim(*model, facts);
}

std::string_view option_names::of(jimeng::model_entry const& model, std::string_view field) const
{
    auto const found = names_.find({&model, field});
    return found == names_.end() ? std::string_view{} : found->second;
}

option_names::form option_names::form_of(jimeng::value_facts const& facts) noexcept
{
    if (facts.holds == jimeng::value_facts::type::truth) return form::flag;
    return facts.holds == jimeng::value_facts::type::texts ? form::words : form::word;
}

bool option_names::is_free(std::string const& name, form wanted) const
{
    auto const can_be = [this](std::string const& one, form as) {
        auto const found = forms_.find(one);
        bool const of_list = found != forms_.end() && found->second == form::words && as == form::word;
        return found == forms_.end() || found->second == as || of_list;
    };
    return can_be(name, wanted) && (wanted != form::flag || can_be("no-" + name, form::negation));
}

void option_names::claim(jimeng::model_entry const& model, jimeng::value_facts const& facts)
{
    auto const wanted = form_of(facts);
    auto name = plain(facts.typed_as.empty() ? facts.name : facts.typed_as);
    while (!is_free(name, wanted))
        name = plain(model.name) + '-' + name;
    forms_.try_emplace(name, wanted);
    if (wanted == form::flag) forms_["no-" + name] = form::negation;
    names_[{&model, facts.name}] = std::move(name);
}

} // namespace command
