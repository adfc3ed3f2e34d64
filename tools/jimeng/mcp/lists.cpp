#include "server.hpp"

#include "shown_text.hpp"
#include "tool_result.hpp"

#include "../batch/cost.hpp"
#include "../complaint.hpp"
#include "../config/defaults.hpp"

#include <jimeng/wire/json_schema.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace command::mcp {

namespace {

std::string line_of(known_task const& one)
{
    auto line = (one.task_id.empty() ? "job " + shown_text(one.job, 200) : "task " + shown_text(one.task_id, 64)) +
                ": " + one.state + ", " + shown_text(one.model, 100) + ", \"" + shown_text(one.prompt, 60) + '"';
    for (auto const& file : one.files)
        if (!file.path.empty()) line += ", " + shown_text(file.path, 4096);
    if (!one.error.empty()) line += "; " + shown_text(one.error, 300);
    return line + '\n';
}

/// Whole, or nothing where it is no number within its limits.
std::optional<std::size_t> read_limit(json::object const& fields)
{
    constexpr std::int64_t most = 100;
    auto const* const given = fields.if_contains("limit");
    if (given == nullptr) return 20;
    if (!given->is_number()) return std::nullopt;
    auto const number = given->to_number<double>();
    if (!(number >= 1 && number <= most)) return std::nullopt;
    return static_cast<std::size_t>(number);
}

} // namespace

void server::list_tasks(shared_call const& asked, json::object const& fields)
{
    auto const limit = read_limit(fields);
    if (!limit) return asked->answer(text_result("limit: is no number from 1 to 100", true));
    std::string text;
    json::array tasks;
    for (auto const& one : tasks_.newest(0, *limit)) {
        text += line_of(one);
        tasks.push_back(describe(one));
    }
    if (text.empty()) text = "No task is known here.";
    asked->answer(text_result(text, {{"tasks", std::move(tasks)}}));
}

void server::list_models(shared_call const& asked, json::object const& fields)
{
    auto const wanted = text_of(fields, "model");
    auto const* const one = wanted.empty() ? nullptr : jimeng::find_model(with_.models, wanted);
    if (!wanted.empty() && one == nullptr) return asked->answer(text_result(unknown_model(wanted, with_.models), true));
    std::string text;
    json::array models;
    for (auto const* const model : with_.models) {
        if (one != nullptr && one != model) continue;
        auto const tools = tools_of(*model, with_.models);
        json::object said{{"name", model->name},
                          {"req_key", model->req_key},
                          {"title", model->title},
                          {"result", to_string(model->result)},
                          {"tools", tools},
                          {"takes_files", takes_files(*model)},
                          {"unverified", model->known == jimeng::evidence::unverified}};
        text += std::string{model->name} + ": " + std::string{model->title} + " (" +
                (tools.empty() ? "only by the command jimeng" : tools) + ")\n";
        if (one != nullptr) {
            auto const schema = jimeng::json_schema(*model);
            said["schema"] = json::parse(schema);
            text += schema;
        }
        models.push_back(std::move(said));
    }
    asked->answer(text_result(text, {{"models", std::move(models)}}));
}

/// Of any of the tools that cost something.
void server::estimate(shared_call const& asked, json::object fields)
{
    std::vector<jimeng::model_entry const*> every;
    for (auto const* const model : with_.models)
        if (!tools_of(*model, with_.models).empty()) every.push_back(model);
    auto const preferred =
        std::find(every.begin(), every.end(), jimeng::find_model(with_.models, config::default_model()));
    if (preferred != every.end())
        std::rotate(every.begin(), preferred, preferred + 1); // as the tools themselves take it
    auto const read = this->read(every, "estimate", std::move(fields));
    if (!read.trouble.empty()) return asked->answer(text_result(read.trouble + "; nothing was sent", true));
    auto const most = batch::most_of(*read.model, read.request->outline());
    auto text = std::string{read.model->name} + ": the request keeps the model's rules. Nothing was sent. ";
    json::object data{{"model", read.model->name}, {"known", most.has_value()}};
    if (most) {
        text += "At most billed: " + words_of(*most, read.model->req_key, with_.prices) + '.';
        data["at_most"] = describe(*most, read.model->req_key, with_.prices);
    } else {
        text += "How much is billed is not known beforehand: it depends on what the service makes.";
    }
    auto trouble = with_.limits.trouble_with(most);
    auto left = with_.limits;
    if (trouble.empty() && most && !left.reserve(*most)) trouble = "the budget of this session has less than that left";
    if (with_.limits.is_set()) text += " Budget of this session: " + with_.limits.words() + '.';
    if (!trouble.empty()) text += " It would be refused: " + trouble + '.';
    data["within_budget"] = trouble.empty();
    asked->answer(text_result(text, std::move(data)));
}

} // namespace command::mcp
