#include "server.hpp"

#include "shown_text.hpp"
#include "tool_result.hpp"

#include "../complaint.hpp"
#include "../output_files.hpp"

#include <jimeng/core/numbers.hpp>

#include <algorithm>
#include <utility>

namespace command::mcp {

/// A call that waits for a task. The task does not depend on it.
struct server::waiting {
    waiting(boost::asio::io_context& io, shared_call who, task_names called)
        : asked{std::move(who)},
          names{std::move(called)},
          timer{io}
    {}

    shared_call asked; ///< None: it is answered.
    task_names names;
    boost::asio::steady_timer timer;
    std::string task_id{};
    std::string told{};
    std::chrono::steady_clock::time_point told_at{};
};

namespace {

/// Where a task is, for whoever watches.
std::string words_about(jimeng::progress const& now)
{
    using stage = jimeng::progress::stage;
    switch (now.at) {
    case stage::submitting: return "submitting";
    case stage::held: return now.why.failed() ? "waiting to submit: " + now.why.message() : "waiting for its turn";
    case stage::accepted: return "accepted as task " + shown_text(now.task_id, 64);
    case stage::waiting:
        return now.status == jimeng::task_status::in_queue     ? "in the service's queue"
               : now.status == jimeng::task_status::generating ? "being made"
                                                               : "waiting for the service";
    case stage::downloading: return "fetching the result";
    }
    return {};
}

/// What is new is told at once, and now and then that there is nothing new: some clients wait longer then.
template <class Waiting>
void tell(Waiting& mine, jimeng::progress const& now)
{
    if (!now.task_id.empty()) mine.task_id = now.task_id;
    if (!mine.asked) return;
    auto words = words_about(now);
    auto const at = std::chrono::steady_clock::now();
    if (words == mine.told && at - mine.told_at < std::chrono::seconds{5}) return;
    mine.asked->tell(words);
    mine.told = std::move(words);
    mine.told_at = at;
}

std::string take_text(json::object& fields, std::string_view name)
{
    auto text = text_of(fields, name);
    if (!text.empty()) fields.erase(name);
    return text;
}

/// `3.1` is a text. Who writes it without quotes means the model all the same; empty where none is called so.
std::string name_of_number(json::value const& number, std::vector<jimeng::model_entry const*> const& of)
{
    for (auto const* const model : of)
        if (jimeng::detail::read_number<double>(model->name) == number.to_number<double>())
            return std::string{model->name};
    return {};
}

} // namespace

void server::wait_for(shared_call const& asked, std::string task, std::string model, take_place const& take)
{
    auto const mine =
        std::make_shared<waiting>(io_, asked, task_names{task, with_.store ? std::string{} : task, std::move(model)});
    auto const heard = [mine](jimeng::progress const& now) { tell(*mine, now); };
    auto const told = [this, mine](desk::answer const& said) {
        tasks_.end(mine->names.job, said);
        mine->timer.cancel();
        auto const who = std::exchange(mine->asked, nullptr);
        if (!who) return;
        if (with_.store) mine->names.job = said.job;
        auto const* const known = jimeng::find_model(with_.models, said.found.model);
        if (!said.found.model.empty() && known != nullptr) mine->names.model = known->name;
        who->answer(task_result(said, mine->names, {with_.prices, with_.limits}));
    };
    auto const visit = take(heard, told);
    asked->leave = [this, mine, visit] {
        mine->asked.reset();
        mine->timer.cancel();
        desk_.leave(visit);
    };
    mine->timer.expires_after(with_.answer_within);
    mine->timer.async_wait([mine](boost::system::error_code ec) {
        auto const who = ec.failed() ? nullptr : std::exchange(mine->asked, nullptr);
        if (who) who->answer(still_going_on(mine->names, mine->task_id));
    });
}

/// Chooses the model and reads the rest as its fields.
asked_request server::read(std::vector<jimeng::model_entry const*> const& of, std::string_view tool,
                           json::object fields)
{
    asked_request refused;
    if (fields.contains("model") && fields["model"].is_number())
        if (auto name = name_of_number(fields["model"], of); !name.empty()) fields["model"] = std::move(name);
    if (fields.contains("model") && !fields["model"].is_string())
        return refused.trouble = "model: is no text; list_models tells the names", refused;
    auto const wanted = take_text(fields, "model");
    auto const* const model = jimeng::find_model(of, wanted);
    if (model != nullptr) return read_request(*model, std::move(fields), with_.folders);
    auto const* const other = jimeng::find_model(with_.models, wanted);
    auto const elsewhere = other == nullptr ? std::string{} : tools_of(*other, with_.models);
    refused.trouble = other == nullptr
                          ? unknown_model(wanted, of)
                          : "model " + jimeng::for_terminal(wanted, 60) + ": is none of " + std::string{tool} +
                                (elsewhere.empty() ? "" : "; call " + elsewhere + " with it");
    return refused;
}

void server::make(maker what, shared_call const& asked, json::object fields)
{
    auto const refuse = [&](std::string const& words) {
        asked->answer(text_result(words + "; nothing was sent, nothing is billed", true));
    };
    if (stopping_) return refuse("the server is stopping");
    auto key = take_text(fields, "job_key");
    if (fields.contains("job_key")) return refuse("job_key: is no text, or empty; leave it out, or give a name");
    auto read = this->read(models_of(what, with_.models), name_of(what), std::move(fields));
    if (!read.trouble.empty()) return refuse(read.trouble);
    auto const inputs = read.request->outline().inputs;
    if (what == maker::image && inputs != 0)
        return refuse("generate_image takes no input pictures; call edit_image with them");
    if (what == maker::edit && inputs == 0)
        return refuse("images: are missing; give the pictures to change, or call generate_image without any");
    auto const& folder = *with_.results.output;
    if (auto const trouble = trouble_with_folder(folder); !trouble.empty()) return refuse(trouble);
    if (key.empty()) key = new_key();
    std::string const model{read.model->name};
    tasks_.begin(key, *read.model, read.request->outline().text.view());
    keep_open(read);
    desk::order order{.model = read.model, .request = *read.request, .key = key, .output = folder};
    wait_for(asked, key, model, [&](desk::follower heard, desk::receiver told) {
        return desk_.take(std::move(order), std::move(heard), std::move(told));
    });
}

void server::wait_task(shared_call const& asked, json::object const& fields)
{
    auto const which = text_of(fields, "task");
    if (fields.contains("task") && fields.at("task").is_number())
        return asked->answer(text_result("task: is a number, which loses digits of an id; write it in quotes", true));
    if (which.empty())
        return asked->answer(text_result("task: is missing; give the id of a task, as list_tasks lists them", true));
    for (auto const& [name, value] : fields)
        if (name != "task" && name != "model")
            return asked->answer(
                text_result(jimeng::for_terminal(name, 60) + ": wait_task takes task and model", true));
    auto const wanted = text_of(fields, "model");
    auto const* const model = wanted.empty() ? nullptr : jimeng::find_model(with_.models, wanted);
    if (model == nullptr && fields.contains("model"))
        return asked->answer(text_result(unknown_model(wanted, with_.models), true));
    auto const known = with_.store ? std::nullopt : tasks_.find(which);
    auto name = model != nullptr ? std::string{model->name} : known ? known->model : std::string{};
    wait_for(asked, known ? known->job : which, std::move(name), [&](desk::follower heard, desk::receiver told) {
        return desk_.fetch(which, model, *with_.results.output, std::move(heard), std::move(told));
    });
}

} // namespace command::mcp
