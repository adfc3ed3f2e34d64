#include "tool_result.hpp"

#include "known_tasks.hpp"
#include "shown_text.hpp"
#include "small_picture.hpp"

#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/error.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace command::mcp {

namespace {

json::object text_block(std::string_view words)
{
    return {{"type", "text"}, {"text", words}};
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

std::string way_to_go_on(std::string const& task)
{
    return "wait_task with {\"task\": \"" + shown_text(task, 200) + "\"}";
}

/// The service's own words stand apart from what is known here, so that nobody takes them for instructions.
std::string failure_words(report found)
{
    found.resume.clear(); // a line for a terminal
    auto& said_there = found.details.server_message;
    std::replace(said_there.begin(), said_there.end(), '\'', '`');
    auto line = error_line(found);
    auto const said = said_by_service(found.details);
    auto const in_line = " (" + said + ")";
    if (auto const at = line.find(in_line); !said.empty() && at != std::string::npos) {
        line.erase(at, in_line.size());
        line += "; the service said: " + said;
    }
    return known_secrets().hidden_in(line);
}

/// Asking for it again may bring it.
bool may_go_on(desk::answer const& said)
{
    using jimeng::client_errc;
    auto const& found = said.found;
    if (found.details.task_id.empty() || found.details.submitted == jimeng::verdict::rejected) return false;
    return said.code == still_running || said.code == not_all_saved || said.code == local_io ||
           said.code == interrupted || found.error == jimeng::condition::resumable;
}

std::string_view state_of(desk::answer const& said)
{
    if (said.error.empty()) return "done";
    if (said.code == still_running) return "running";
    return said.code == submit_unknown ? "unknown" : "failed";
}

std::string line_of(shown_picture const& file, std::size_t number)
{
    auto line = std::to_string(number) + ". " + (file.path.empty() ? "not saved" : shown_text(file.path, 4096));
    if (file.width != 0) line += ", " + std::to_string(file.width) + " x " + std::to_string(file.height);
    if (file.size_bytes != 0) line += ", " + std::to_string(file.size_bytes) + " bytes";
    if (!file.url.empty()) line += ", link: " + shown_text(file.url, 4096);
    return line + '\n';
}

/// Each small enough that all of them are.
void show_pictures(json::array& content, std::string& text, std::vector<shown_picture> const& files)
{
    auto const part = most_shown_bytes / std::max<std::size_t>(files.size(), 1);
    bool scaled = false;
    for (auto const& file : files) {
        auto const small = file.path.empty() ? std::nullopt : make_small(file.path, part);
        if (!small) continue;
        scaled = scaled || small->scaled;
        content.push_back(
            {{"type", "image"}, {"data", jimeng::base64_encode(small->bytes)}, {"mimeType", small->mime_type}});
    }
    if (scaled) text += "What is shown here is scaled down, to 1 MB in all; the files are whole.\n";
}

std::string cost_words(desk::answer const& said, money_words money)
{
    std::string const of_model = said.found.model;
    std::string text;
    if (said.was_there)
        text = "This call cost nothing: the task was there before.";
    else if (said.paid == batch::cost{})
        text = "Nothing was billed.";
    else if (said.code == submit_unknown)
        text = "It may be billed, and is counted so: " + words_of(said.paid, of_model, money.prices) + ".";
    else
        text = "Billed: " + words_of(said.paid, of_model, money.prices) + ".";
    return money.limits.is_set() ? text + " Budget of this session: " + money.limits.words() + '.' : text;
}

json::object data_of(desk::answer const& said, task_names const& names, money_words money)
{
    json::object data{{"state", state_of(said)}, {"task", shown_text(names.task, 200)}, {"model", names.model}};
    if (!said.found.details.task_id.empty()) data["task_id"] = shown_text(said.found.details.task_id, 64);
    json::array files;
    for (std::size_t i = 0; i != said.found.pictures.size(); ++i)
        files.push_back(describe(said.found.pictures[i], picture_uri(names.job, i)));
    data["files"] = std::move(files);
    data["billed"] = describe(said.was_there ? batch::cost{} : said.paid, said.found.model, money.prices);
    return data;
}

} // namespace

std::string words_of(batch::cost units, std::string_view req_key, batch::pricing& prices)
{
    std::string text;
    if (units.pictures != 0 || units.seconds == 0) text = counted(units.pictures, "picture", "pictures");
    if (units.seconds != 0)
        text += (text.empty() ? "" : ", ") + counted(units.seconds, "second of video", "seconds of video");
    bool const priced = prices.is_given() && prices.put_on(units, req_key);
    if (priced) text += ", " + money_text(static_cast<double>(units.money) / 1e6) + " in money at the price given";
    return text;
}

json::object describe(batch::cost units, std::string_view req_key, batch::pricing& prices)
{
    json::object data{{"pictures", units.pictures}, {"seconds", units.seconds}};
    if (prices.is_given() && prices.put_on(units, req_key)) data["money"] = static_cast<double>(units.money) / 1e6;
    return data;
}

json::object text_result(std::string_view words, bool failed)
{
    json::array content;
    content.push_back(text_block(words));
    json::object result{{"content", std::move(content)}};
    if (failed) result["isError"] = true;
    return result;
}

json::object text_result(std::string_view words, json::object data, bool failed)
{
    auto result = text_result(words, failed);
    result["structuredContent"] = std::move(data);
    return result;
}

json::object task_result(desk::answer const& said, task_names const& names, money_words money)
{
    auto const& found = said.found;
    bool const failed = !said.error.empty();
    bool const goes_on = failed && may_go_on(said);
    auto const& id = found.details.task_id;
    auto data = data_of(said, names, money);
    json::array pictures;
    std::string text;
    if (failed) {
        auto const words = failure_words(found);
        data["error"] = words;
        text = words + "\n";
    } else {
        text = names.model + ": done.\n";
    }
    for (std::size_t i = 0; i != found.pictures.size(); ++i)
        text += line_of(found.pictures[i], i + 1);
    show_pictures(pictures, text, found.pictures);
    if (!id.empty()) text += "Task " + shown_text(id, 64) + ". ";
    text += cost_words(said, money);
    if (goes_on) text += " Nothing is lost: go on with " + way_to_go_on(id) + "; do not ask for it anew.";
    auto result = text_result(text, std::move(data), failed && said.code != still_running);
    for (auto& one : pictures)
        result["content"].as_array().push_back(std::move(one));
    return result;
}

json::object still_going_on(task_names const& names, std::string const& task_id)
{
    json::object data{{"state", "running"}, {"task", shown_text(names.task, 200)}, {"model", names.model}};
    if (!task_id.empty()) data["task_id"] = shown_text(task_id, 64);
    auto const& which = task_id.empty() ? names.task : task_id;
    auto const words =
        (task_id.empty() ? std::string{"Not done yet, and the service has not said so far that it took it."}
                         : "Not done yet: the service works at task " + shown_text(task_id, 64) +
                               ", which is billed when it is done.") +
        " Nothing is lost. Go on with " + way_to_go_on(which) +
        "; do not ask for the same again, which would be billed again.";
    return text_result(words, std::move(data));
}

} // namespace command::mcp
