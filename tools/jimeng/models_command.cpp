#include "models_command.hpp"

#include "exit_code.hpp"
#include "printing.hpp"

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
        json.end_object();
        auto one = json.take();
        one.pop_back(); // the schema is JSON already
        text += (text.size() == 1 ? "" : ",") + one + ",\"schema\":" + jimeng::json_schema(*model) + "}";
    }
    return text + "]\n";
}

std::string table(jimeng::model_list models)
{
    std::string text;
    for (auto const* const model : models)
        ((((text += model->name) += "\t") += model->req_key) += "\t") += std::string{model->title} + "\n";
    return text;
}

} // namespace

int run_models(jimeng::model_list models, bool as_json)
{
    return print(as_json ? document(models) : table(models)) ? success : local_io;
}

} // namespace command
