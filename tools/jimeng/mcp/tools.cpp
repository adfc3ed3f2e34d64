#include "tools.hpp"

#include "request.hpp"

#include "../config/defaults.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace command::mcp {

namespace {

using models = std::vector<jimeng::model_entry const*>;

constexpr char how_it_goes_on[] = " Costs money. Waits for the result; where that takes longer than a client may wait, "
                                  "it answers with the task's id: go on "
                                  "with wait_task, and never ask for the same again.";

json::object text_property(std::string_view description)
{
    return {{"type", "string"}, {"description", description}};
}

json::object object_schema(json::object properties, json::array required = {})
{
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

/// What became of a task, for whoever reads it as data.
json::object result_schema()
{
    json::object const text{{"type", "string"}};
    json::object const count{{"type", "integer"}};
    json::object const file{{"type", "object"},
                            {"properties",
                             {{"path", text},
                              {"url", text},
                              {"resource", text},
                              {"format", text},
                              {"sha256", text},
                              {"width", count},
                              {"height", count},
                              {"size_bytes", count}}}};
    json::object const billed{
        {"type", "object"}, {"properties", {{"pictures", count}, {"seconds", count}, {"money", {{"type", "number"}}}}}};
    return {{"type", "object"},
            {"properties",
             {{"state", {{"type", "string"}, {"enum", {"done", "running", "failed", "unknown"}}}},
              {"task", text},
              {"task_id", text},
              {"model", text},
              {"files", {{"type", "array"}, {"items", file}}},
              {"billed", billed},
              {"error", text}}},
            {"required", {"state"}}};
}

json::object hints(std::string_view title, bool read_only, bool open_world)
{
    json::object all{{"title", title}, {"readOnlyHint", read_only}, {"openWorldHint", open_world}};
    if (!read_only) all["destructiveHint"] = false;
    if (!read_only) all["idempotentHint"] = false;
    return all;
}

json::object tool(std::string_view name, std::string_view title, std::string_view description, json::object input,
                  json::object annotations)
{
    return {{"name", name},
            {"title", title},
            {"description", description},
            {"inputSchema", std::move(input)},
            {"annotations", std::move(annotations)}};
}

std::string_view title_of(maker what) noexcept
{
    switch (what) {
    case maker::image: return "Make pictures from a text";
    case maker::edit: return "Change pictures, or make new ones from them";
    case maker::video: return "Make a video";
    }
    return {};
}

std::string description_of(maker what)
{
    std::string_view const words =
        what == maker::image ? "Makes pictures with Volcengine Jimeng from a prompt, saves them and shows them small."
        : what == maker::edit
            ? "Makes pictures with Volcengine Jimeng from input pictures: edits, inpainting, "
              "outpainting, super-resolution; saves them and shows them small."
            : "Makes a video with Volcengine Jimeng from a prompt, pictures or a video, as the model is, "
              "and saves it.";
    return std::string{words} + how_it_goes_on;
}

json::object maker_tool(maker what, jimeng::model_list all, allowed_folders const& folders)
{
    auto schema = input_schema(models_of(what, all), folders, what != maker::image);
    schema["properties"].as_object()["job_key"] =
        text_property("a name of your choice for this request: asked for again under it, the same result comes and no "
                      "second bill");
    auto one = tool(name_of(what), title_of(what), description_of(what), std::move(schema),
                    hints(title_of(what), false, true));
    one["outputSchema"] = result_schema();
    return one;
}

json::object wait_tool()
{
    auto one =
        tool("wait_task", "Wait for a task",
             "Waits for a task that was begun before, here or by the command jimeng, and brings its result. Costs "
             "nothing. Where it takes longer than a client may wait, it says so: call it again.",
             object_schema({{"task", text_property("id of the task, name of the job, or its job_key")},
                            {"model", text_property("its model, for an id that list_tasks does not have")}},
                           {"task"}),
             hints("Wait for a task", false, true));
    one["outputSchema"] = result_schema();
    one["annotations"].as_object()["idempotentHint"] = true;
    return one;
}

} // namespace

std::string_view name_of(maker what) noexcept
{
    switch (what) {
    case maker::image: return "generate_image";
    case maker::edit: return "edit_image";
    case maker::video: return "generate_video";
    }
    return {};
}

models models_of(maker what, jimeng::model_list all)
{
    using jimeng::result_kind;
    models of;
    for (auto const* const model : all) {
        auto const images = images_of(*model);
        bool const fits = what == maker::video ? model->result == result_kind::video
                          : what == maker::edit
                              ? model->result == result_kind::pictures && images.has_value()
                              : model->result == result_kind::pictures && (!images || !images->required);
        if (fits) of.push_back(model);
    }
    if (what == maker::edit) // one that takes what is at hand stands first
        std::stable_partition(of.begin(), of.end(), [](auto const* model) { return takes_files(*model); });
    auto const* const preferred = jimeng::find_model(of, config::default_model());
    auto const own = std::find(of.begin(), of.end(), preferred);
    if (own != of.end()) std::rotate(of.begin(), own, own + 1); // the settings' one before all
    return of;
}

std::string tools_of(jimeng::model_entry const& model, jimeng::model_list all)
{
    std::string names;
    for (auto const what : makers) {
        auto const of = models_of(what, all);
        if (std::find(of.begin(), of.end(), &model) != of.end()) (names += names.empty() ? "" : ", ") += name_of(what);
    }
    return names;
}

json::array describe_tools(jimeng::model_list all, allowed_folders const& folders)
{
    json::array tools;
    models every;
    for (auto const what : makers) {
        auto const of = models_of(what, all);
        for (auto const* const model : of)
            if (std::find(every.begin(), every.end(), model) == every.end()) every.push_back(model);
        if (!of.empty()) tools.push_back(maker_tool(what, all, folders));
    }
    tools.push_back(wait_tool());
    tools.push_back(tool(
        "list_tasks", "List tasks",
        "Lists the tasks that are known here, the newest first: id, where it stands, model, prompt, files. "
        "Sends nothing.",
        object_schema(
            {{"limit",
              {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}, {"default", 20}, {"description", "how many"}}}}),
        hints("List tasks", true, false)));
    tools.push_back(tool(
        "list_models", "List models",
        "Lists the models and which tool takes them; with `model`, the exact JSON Schema of that one. Sends "
        "nothing.",
        object_schema({{"model", text_property("one model, to see its fields")}}), hints("List models", true, false)));
    if (!every.empty())
        tools.push_back(
            tool("estimate", "Estimate a cost",
                 "Checks a request as generate_image, edit_image or generate_video would, and tells what would "
                 "be billed at most. Sends nothing, costs nothing.",
                 short_input_schema(every), hints("Estimate a cost", true, false)));
    return tools;
}

} // namespace command::mcp
