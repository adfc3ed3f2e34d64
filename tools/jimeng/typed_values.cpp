#include "typed_values.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>

#include <algorithm>
#include <utility>

namespace command {

namespace {

using jimeng::found;
using jimeng::value_facts;

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

/// Adds what stands between bars and is not there yet.
void add_alternatives(std::string& all, std::string_view more)
{
    for (bool last = false; !last;) {
        auto const bar = more.find('|');
        last = bar == std::string_view::npos;
        auto const one = '|' + std::string{more.substr(0, bar)} + '|';
        if (('|' + all + '|').find(one) == std::string::npos) (all += all.empty() ? "" : "|") += more.substr(0, bar);
        if (!last) more.remove_prefix(bar + 1);
    }
}

/// One model's sentence about an option, and what stands behind it.
struct said {
    std::string model;
    std::string placeholder;
    std::string words;
};

std::string joined(std::vector<said> const& all)
{
    auto const alike = [&](auto member) {
        return std::all_of(all.begin(), all.end(), [&](said const& one) { return one.*member == all[0].*member; });
    };
    bool const same_place = alike(&said::placeholder);
    if (same_place && alike(&said::words)) return all.front().words;
    std::string text;
    for (auto const& one : all)
        text += (text.empty() ? "" : "; ") + one.model + (same_place ? "" : " (" + one.placeholder + ')') + ": " +
                one.words;
    return text;
}

/// An option while its models are gathered.
struct gathered {
    model_option option;
    std::vector<said> sentences;
};

gathered& option_called(std::vector<gathered>& all, std::string_view name, value_facts const& facts)
{
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.option.name == name; });
    if (found != all.end()) return *found;
    return all.emplace_back(gathered{{std::string{name}, "", "", facts.holds}, {}});
}

} // namespace

std::string sentence_of(jimeng::value_facts const& facts)
{
    auto text = std::string{facts.summary};
    bool const told = facts.standard.empty() || text.find("service default") != std::string::npos;
    if (!told) text += " (service default " + std::string{facts.standard} + ")";
    if (facts.required && !facts.is_subject) text += " (required)";
    return facts.unverified ? text + " (unverified)" : text;
}

typed_source::typed_source(typed_values const& given, jimeng::model_entry const& model)
    : given_{given},
      model_{model},
      facts_{typed_facts(model)}
{
    for (auto const& facts : facts_)
        if (facts.is_subject) subject_name_ = facts.name;
    if (given_.subject) subject_.push_back(*given_.subject);
}

value_facts const* typed_source::facts_of(std::string_view field) const
{
    for (auto const& facts : facts_)
        if (facts.name == field || (!facts.typed_as.empty() && facts.typed_as == field)) return &facts;
    return nullptr;
}

std::vector<std::string> const* typed_source::words_of(std::string_view name) const
{
    if (!subject_name_.empty() && name == subject_name_) return subject_.empty() ? nullptr : &subject_;
    auto const words = given_.options.find(given_.names.of(model_, name));
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

std::string typed_source::lacks(std::string_view option) const
{
    return "--" + std::string{option} + ": model " + std::string{model_.name} + " has no such option; it takes " +
           known_options();
}

std::string typed_source::trouble() const
{
    auto const model = "model " + std::string{model_.name};
    if (auto const name = foreign_option(); !name.empty()) return lacks(name);
    if (given_.subject && subject_name_.empty())
        return "PROMPT '" + jimeng::for_terminal(*given_.subject, 60) + "': " + model +
               " takes no text, and an option of one value one word; leave it out, it takes " + known_options();
    return {};
}

std::string typed_source::words_for_no_prompt() const
{
    for (auto const& [name, words] : given_.options)
        if (words.size() > 1)
            return "--" + name + " took '" + jimeng::for_terminal(words.back(), 60) +
                   "' too; where that is the prompt, put -- before it, or the prompt first";
    return "say what the picture shows";
}

std::string typed_source::option_for(std::string_view field) const
{
    auto const* const facts = facts_of(field);
    auto const name = facts == nullptr ? std::string_view{} : given_.names.of(model_, facts->name);
    return name.empty() ? std::string{} : "--" + std::string{name};
}

bool typed_source::takes_files(std::string_view field) const
{
    auto const* const facts = facts_of(field);
    return facts != nullptr && facts->placeholder.find("FILE") != std::string_view::npos;
}

std::string typed_source::foreign_option() const
{
    for (auto const& [name, words] : given_.options) {
        auto const is_it = [&](auto const& facts) { return given_.names.of(model_, facts.name) == name; };
        if (!words.empty() && std::none_of(facts_.begin(), facts_.end(), is_it)) return name;
    }
    return {};
}

std::string typed_source::known_options() const
{
    std::string all;
    for (auto const& facts : facts_)
        if (auto const name = given_.names.of(model_, facts.name); !name.empty())
            (all += all.empty() ? "--" : ", --") += name;
    return all.empty() ? "no options of its own" : all;
}

std::vector<model_option> options_of(jimeng::model_list models, option_names const& names)
{
    std::vector<gathered> all;
    for (auto const* const model : models) {
        for (auto const& facts : typed_facts(*model)) {
            auto const name = names.of(*model, facts.name);
            if (name.empty()) continue;
            auto& one = option_called(all, name, facts);
            add_alternatives(one.option.placeholder, placeholder_of(facts));
            one.sentences.push_back({std::string{model->name}, placeholder_of(facts), sentence_of(facts)});
        }
    }
    std::vector<model_option> options;
    for (auto& one : all) {
        one.option.help = joined(one.sentences);
        options.push_back(std::move(one.option));
    }
    return options;
}

bool needs_subject(jimeng::model_entry const& model)
{
    auto const all = typed_facts(model);
    return std::any_of(all.begin(), all.end(), [](auto const& facts) { return facts.is_subject && facts.required; });
}

} // namespace command
