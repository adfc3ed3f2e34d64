#include "recipe.hpp"

#include "../journal.hpp"
#include "../json_text.hpp"
#include "../resume.hpp"
#include "../shell_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace command::provenance {

namespace {

constexpr std::size_t most_fields_bytes = std::size_t{256} * 1024;

std::string name_of_file(std::string const& path)
{
    return path.substr(path.rfind('/') + 1);
}

bool is_link(std::string const& text)
{
    return text.find("://") != std::string::npos;
}

bool takes_files(jimeng::value_facts const& facts)
{
    return facts.format == "uri" || facts.format == "byte";
}

/// The member of a model that an option gives.
std::optional<jimeng::value_facts> member_of(option_names const& names, jimeng::model_entry const& model,
                                             std::string_view option)
{
    for (auto const& facts : typed_facts(model))
        if (names.of(model, facts.name) == option) return facts;
    return std::nullopt;
}

given_option typed_option(std::string const& name, std::vector<std::string> const& words,
                          jimeng::value_facts const& facts)
{
    if (facts.holds == jimeng::value_facts::type::truth) return {words.front() == "false" ? "no-" + name : name, {}};
    given_option one{name, words};
    if (takes_files(facts))
        for (auto& value : one.values)
            if (!is_link(value)) value = name_of_file(value);
    return one;
}

} // namespace

std::vector<given_option> options_of(generate_arguments const& arguments, jimeng::model_entry const& model)
{
    std::vector<given_option> all;
    for (auto const& [name, words] : arguments.request.options) {
        if (words.empty()) continue;
        if (auto const facts = member_of(arguments.request.names, model, name))
            all.push_back(typed_option(name, words, *facts));
    }
    for (auto const& one : arguments.extras)
        all.push_back({"extra", {one}});
    if (arguments.request.long_prompt) all.push_back({"long-prompt", {}});
    if (arguments.request.undocumented) all.push_back({"undocumented", {}});
    if (arguments.results.emulator)
        all.push_back({"emulator", {}}); // what was drawn for nothing is not paid the next time
    for (auto const& word : look_words(arguments.results)) {
        auto const equals = std::min(word.find('='), word.size());
        auto& one = all.emplace_back(given_option{word.substr(2, equals - 2), {}});
        if (equals != word.size()) one.values.push_back(word.substr(equals + 1));
    }
    return all;
}

std::string fields_of(jimeng::prepared_request const& request)
{
    auto text = request.body;
    if (request.files)
        for (auto const& part : request.files->parts) {
            std::string name;
            append_json_string(name, "file:" + name_of_file(part.path));
            (text += name.substr(1, name.size() - 2)) += part.after;
        }
    return text.size() <= most_fields_bytes ? text : std::string{};
}

recipe recipe_of(jimeng::job_history const& job, jimeng::model_entry const& model)
{
    auto note = note_of(job);
    recipe from{
        std::move(note.prompt), std::string{model.name}, std::string{model.req_key}, {}, read_options(note.options)};
    for (auto const& event : job.events)
        if (event.what == jimeng::job_event::kind::intent && event.body.size() <= most_fields_bytes)
            from.fields = event.body;
    return from;
}

std::shared_ptr<keeper> keeper_for(result_arguments const& arguments, recipe made_from)
{
    if (!arguments.sidecar && !arguments.embed) return nullptr;
    return std::make_shared<keeper>(keeper::wish{arguments.sidecar, arguments.embed, arguments.overwrite},
                                    std::move(made_from));
}

namespace {

/// Options that no model has and that decide what comes.
constexpr std::array<std::pair<std::string_view, bool>, 14> looks{{{"long-prompt", false},
                                                                   {"emulator", false},
                                                                   {"undocumented", false},
                                                                   {"extra", true},
                                                                   {"watermark", false},
                                                                   {"watermark-text", true},
                                                                   {"watermark-language", true},
                                                                   {"watermark-position", true},
                                                                   {"watermark-opacity", true},
                                                                   {"aigc-producer-id", true},
                                                                   {"aigc-content-producer", true},
                                                                   {"aigc-content-propagator", true},
                                                                   {"aigc-propagate-id", true},
                                                                   {"base64", false}}};

bool is_look(given_option const& one)
{
    return std::any_of(looks.begin(), looks.end(), [&](auto const& look) {
        return look.first == one.name && one.values.size() == (look.second ? 1U : 0U);
    });
}

/// Whether the model takes it as it stands; a path becomes a name, for a record is no reason to read a file elsewhere.
bool is_of_model(given_option& one, option_names const& names, jimeng::model_entry const& model)
{
    auto const plain = one.name.starts_with("no-") ? one.name.substr(3) : one.name;
    if (auto const flag = member_of(names, model, plain);
        flag && flag->holds == jimeng::value_facts::type::truth && one.values.empty())
        return true;
    auto const facts = member_of(names, model, one.name);
    if (!facts || facts->holds == jimeng::value_facts::type::truth || one.values.empty()) return false;
    if (takes_files(*facts))
        for (auto& value : one.values)
            if (!is_link(value)) value = name_of_file(value);
    return one.values.size() == 1 || facts->holds == jimeng::value_facts::type::texts;
}

void append_option(std::string& line, given_option const& one)
{
    if (one.values.empty()) return static_cast<void>((line += " --") += one.name);
    (line += ' ') += shell_option("--" + one.name, one.values.front());
    for (std::size_t i = 1; i < one.values.size(); ++i)
        (line += ' ') += shell_word(one.values[i]);
}

} // namespace

std::string line_to_make(recipe const& from, jimeng::model_list models, std::vector<std::string>& left_out)
{
    auto const* const model = jimeng::find_model(models, from.req_key);
    if (model == nullptr || from.prompt == "-") return {};
    auto const prompt = (from.prompt.starts_with('@') ? "@" : "") + from.prompt;
    bool const like_an_option = prompt.starts_with('-');
    std::string line = "jimeng generate";
    if (!like_an_option && !prompt.empty()) (line += ' ') += shell_word(prompt);
    (line += ' ') += shell_option("--model", model->name); // the default may be another one where it is run
    option_names const names{models, own_option_names()};
    for (auto one : from.options)
        if (is_look(one) || is_of_model(one, names, *model))
            append_option(line, one);
        else
            left_out.push_back(one.name);
    return like_an_option ? line + " -- " + shell_word(prompt) : line;
}

} // namespace command::provenance
