#include "server.hpp"

#include "shown_text.hpp"
#include "small_picture.hpp"

#include <jimeng/core/numbers.hpp>
#include <jimeng/core/picture_header.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace command::mcp {

namespace {

constexpr std::size_t tasks_of_page = 100;
constexpr std::size_t most_blob_bytes = std::size_t{16} << 20;

std::string mime_type_of(std::string_view bytes)
{
    auto const format = jimeng::read_picture_header(bytes).format;
    if (format == jimeng::picture_format::unknown) return "application/octet-stream";
    return (jimeng::kind_of(format) == jimeng::media_kind::video ? "video/" : "image/") +
           std::string{to_string(format)};
}

void add_resources(json::array& to, known_task const& one)
{
    auto const title = shown_text(one.model, 100) + ", " + one.state + ": " + shown_text(one.prompt, 60);
    to.push_back({{"uri", task_uri(one.job)},
                  {"name", "task " + shown_text(one.task_id.empty() ? one.job : one.task_id, 64)},
                  {"title", title},
                  {"mimeType", "application/json"}});
    for (std::size_t i = 0; i != one.files.size(); ++i) {
        auto const& file = one.files[i];
        if (file.path.empty()) continue;
        json::object resource{{"uri", picture_uri(one.job, i)},
                              {"name", shown_text(file.path.substr(file.path.rfind('/') + 1), 200)},
                              {"title", title}};
        if (file.size_bytes != 0) resource["size"] = file.size_bytes;
        to.push_back(std::move(resource));
    }
}

/// What stands behind a prefix.
std::optional<std::string_view> behind(std::string_view uri, std::string_view prefix)
{
    return uri.starts_with(prefix) ? std::optional{uri.substr(prefix.size())} : std::nullopt;
}

json::object one_content(json::object content)
{
    json::array contents;
    contents.push_back(std::move(content));
    return {{"contents", std::move(contents)}};
}

json::object resource_template(std::string_view uri, std::string_view name, std::string_view description)
{
    return {{"uriTemplate", uri}, {"name", name}, {"description", description}};
}

} // namespace

void server::add_resource_methods()
{
    protocol_.add("resources/list", [this](shared_call const& asked) { list_resources(asked); });
    protocol_.add("resources/read", [this](shared_call const& asked) { read_resource(asked); });
    protocol_.add("resources/templates/list", [](shared_call const& asked) {
        json::array all;
        all.push_back(resource_template("jimeng://task/{job}", "task", "what is known of a task, as JSON"));
        all.push_back(resource_template("jimeng://picture/{job}/{number}", "picture",
                                        "a result of a task, from 1 on: a picture or a video"));
        asked->answer({{"resourceTemplates", std::move(all)}});
    });
}

void server::list_resources(shared_call const& asked)
{
    auto const cursor = text_of(asked->params, "cursor");
    auto const first =
        cursor.empty() ? std::optional<std::size_t>{0} : jimeng::detail::read_number<std::size_t>(cursor);
    if (!first || (cursor.empty() && asked->params.contains("cursor")))
        return asked->refuse(rpc_error::invalid_params, "cursor: is none that was given here");
    json::array all;
    auto const tasks = tasks_.newest(*first, tasks_of_page);
    for (auto const& one : tasks)
        add_resources(all, one);
    json::object result{{"resources", std::move(all)}};
    if (tasks.size() == tasks_of_page && tasks_.count() > *first + tasks_of_page)
        result["nextCursor"] = std::to_string(*first + tasks_of_page);
    asked->answer(std::move(result));
}

void server::read_resource(shared_call const& asked)
{
    auto const uri = text_of(asked->params, "uri");
    auto const unknown = [&](std::string const& why) {
        asked->refuse(rpc_error::resource_not_found, shown_text(uri, 200) + ": " + why);
    };
    if (auto const name = behind(uri, "jimeng://task/")) {
        auto const task = tasks_.find(jimeng::uri_decode(*name));
        if (!task) return unknown("there is no such task");
        return asked->answer(
            one_content({{"uri", uri}, {"mimeType", "application/json"}, {"text", json::serialize(describe(*task))}}));
    }
    auto const rest = behind(uri, "jimeng://picture/");
    auto const slash = rest ? rest->rfind('/') : std::string_view::npos;
    if (slash == std::string_view::npos) return unknown("there is no such resource");
    auto const task = tasks_.find(jimeng::uri_decode(rest->substr(0, slash)));
    auto const number = jimeng::detail::read_number<std::size_t>(rest->substr(slash + 1));
    bool const there = task && number && *number >= 1 && *number <= task->files.size();
    auto const path = there ? task->files[*number - 1].path : std::string{};
    if (path.empty()) return unknown("there is no such picture");
    auto const bytes = read_file(path, most_blob_bytes);
    if (!bytes) return unknown("it cannot be read, or has more than 16 MiB; see the file " + shown_text(path, 4096));
    asked->answer(
        one_content({{"uri", uri}, {"mimeType", mime_type_of(*bytes)}, {"blob", jimeng::base64_encode(*bytes)}}));
}

} // namespace command::mcp
