#include "typed_values.hpp"

#include <jimeng/core/numbers.hpp>

#include <algorithm>
#include <utility>

namespace command {

namespace {

using jimeng::found;
using jimeng::value_facts;

/// All facts of a model, in its order.
class facts_list final : public jimeng::facts_sink {
public:
    explicit facts_list(jimeng::model_entry const& model) { model.describe(*this); }
    void value(value_facts const& facts) override { all.push_back(facts); }

    std::vector<value_facts> all;
};

template <class Number>
found read(std::vector<std::string> const* words, Number& into)
{
    if (words == nullptr) return found::absent;
    auto const number = jimeng::detail::read_number<Number>(words->front());
    if (!number) return found::unreadable;
    into = *number;
    return found::present;
}

std::string range_of(value_facts const& facts)
{
    if (!facts.choices.empty()) {
        std::string all;
        for (auto const choice : facts.choices)
            (all += all.empty() ? "" : "|") += choice;
        return all;
    }
    return {};
}

std::string placeholder_of(value_facts const& facts)
{
    if (!facts.placeholder.empty()) return std::string{facts.placeholder};
    if (auto choices = range_of(facts); !choices.empty()) return choices;
    switch (facts.holds) {
    case value_facts::type::whole:
    case value_facts::type::real: return "NUMBER";
    default: return "TEXT";
    }
}

/// One model's sentence about an option.
struct said {
    std::string model;
    std::string words;
};

std::string joined(std::vector<said> const& all)
{
    bool const same = std::all_of(all.begin(), all.end(), [&](said const& one) { return one.words == all[0].words; });
    if (same) return all.front().words;
    std::string text;
    for (auto const& one : all)
        text += (text.empty() ? "" : "; ") + one.model + ": " + one.words;
    return text;
}

} // namespace

std::string option_name(value_facts const& facts)
{
    std::string name{facts.typed_as.empty() ? facts.name : facts.typed_as};
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

typed_source::typed_source(typed_values const& given, jimeng::model_entry const& model) : given_{given}
{
    for (auto const& facts : facts_list{model}.all) {
        if (facts.is_subject && subject_name_.empty())
            subject_name_ = facts.name;
        else if (facts.typed_as != "-")
            option_of_.insert_or_assign(std::string{facts.name}, option_name(facts));
    }
    if (given_.subject) subject_.push_back(*given_.subject);
}

std::vector<std::string> const* typed_source::words_of(std::string_view name) const
{
    if (name == subject_name_) return subject_.empty() ? nullptr : &subject_;
    auto const option = option_of_.find(name);
    auto const words = given_.options.find(option == option_of_.end() ? name : std::string_view{option->second});
    return words == given_.options.end() || words->second.empty() ? nullptr : &words->second;
}

found typed_source::text(std::string_view name, std::string_view& into)
{
    auto const* const words = words_of(name);
    if (words == nullptr) return found::absent;
    into = words->front();
    return found::present;
}

found typed_source::whole(std::string_view name, std::int64_t& into)
{
    return read(words_of(name), into);
}

found typed_source::real(std::string_view name, double& into)
{
    return read(words_of(name), into);
}

found typed_source::truth(std::string_view name, bool& into)
{
    auto const* const words = words_of(name);
    if (words == nullptr) return found::absent;
    into = words->front() != "false";
    return found::present;
}

found typed_source::texts(std::string_view name, std::vector<std::string_view>& into)
{
    auto const* const words = words_of(name);
    if (words == nullptr) return found::absent;
    into.assign(words->begin(), words->end());
    return found::present;
}

found typed_source::images(std::string_view, std::vector<jimeng::inline_image>&)
{
    return found::absent;
}

std::string typed_source::foreign_option() const
{
    for (auto const& [name, words] : given_.options) {
        auto const known = [&name = name](auto const& one) { return one.second == name; };
        if (!words.empty() && std::none_of(option_of_.begin(), option_of_.end(), known)) return name;
    }
    return {};
}

std::string typed_source::known_options() const
{
    std::string all;
    for (auto const& [name, option] : option_of_)
        (all += all.empty() ? "--" : ", --") += option;
    return all;
}

std::vector<model_option> options_of(jimeng::model_list models)
{
    std::vector<model_option> options;
    std::vector<std::vector<said>> sentences;
    for (auto const* const model : models) {
        for (auto const& facts : facts_list{*model}.all) {
            if (facts.is_subject || facts.typed_as == "-") continue;
            auto const name = option_name(facts);
            auto at = std::find_if(options.begin(), options.end(), [&](auto const& one) { return one.name == name; });
            if (at == options.end()) {
                options.push_back({name, placeholder_of(facts), "", facts.holds});
                sentences.emplace_back();
                at = options.end() - 1;
            }
            sentences[static_cast<std::size_t>(at - options.begin())].push_back(
                {std::string{model->name}, std::string{facts.summary}});
        }
    }
    for (std::size_t i = 0; i != options.size(); ++i)
        options[i].help = joined(sentences[i]);
    return options;
}

bool needs_subject(jimeng::model_entry const& model)
{
    auto const all = facts_list{model}.all;
    return std::any_of(all.begin(), all.end(), [](auto const& facts) { return facts.is_subject && facts.required; });
}

} // namespace command
