#include "models_command.hpp"

#include "complaint.hpp"
#include "exit_code.hpp"
#include "generate_arguments.hpp"
#include "printing.hpp"
#include "spoken.hpp"

#include <jimeng/wire/json_schema.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <string>

namespace command {

namespace {

std::string document(jimeng::model_list models)
{
    std::string text = "[";
    for (auto const* const model : models) {
        jimeng::json_writer json;
        json.begin_object();
        json.member("req_key", model->req_key);
        json.member("name", model->name);
        json.member("title", model->title);
        json.member("result", to_string(model->result));
        json.member("unverified", model->known == jimeng::evidence::unverified);
        json.end_object();
        auto one = json.take();
        one.pop_back(); // the schema is JSON already
        text += (text.size() == 1 ? "" : ",") + one + ",\"schema\":" + jimeng::json_schema(*model) + "}";
    }
    return text + "]\n";
}

std::string title_of(jimeng::model_entry const& model)
{
    return std::string{model.title} + (model.known == jimeng::evidence::unverified ? " (unverified)" : "");
}

std::string table_of(jimeng::model_list models)
{
    std::string text;
    for (auto const* const model : models)
        ((((text += model->name) += "\t") += model->req_key) += "\t") += spoken(title_of(*model)) + "\n";
    return text;
}

/// One model with a line for each option.
std::string description(jimeng::model_entry const& model, jimeng::model_list models)
{
    auto const* const one = &model;
    auto text = table_of({&one, 1});
    for (auto const& facts : typed_facts(model))
        if (facts.is_subject) text += "PROMPT\tTEXT\t" + spoken(sentence_of(facts)) + "\n";
    for (auto const& option : options_of({&one, 1}, option_names{models, own_option_names()}))
        (((text += "--" + option.name) += '\t') +=
         option.holds == jimeng::value_facts::type::truth ? "\t" : option.placeholder + '\t') +=
            spoken(option.help) + "\n";
    return text;
}

} // namespace

int run_models(jimeng::model_list models, models_arguments const& arguments)
{
    auto const as_text = [&](jimeng::model_list shown) {
        return arguments.as_json ? document(shown) : table_of(shown);
    };
    if (arguments.name.empty()) return print(as_text(models)) ? success : local_io;
    auto const* const model = jimeng::find_model(models, arguments.name);
    if (model == nullptr) return refuse(false, unknown_model(arguments.name, models));
    return print(arguments.as_json ? document({&model, 1}) : description(*model, models)) ? success : local_io;
}

} // namespace command
