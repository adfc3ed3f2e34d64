#include "service.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <boost/json/serialize.hpp>

namespace command::serve {

namespace {

namespace json = boost::json;

json::object model_object(jimeng::model_entry const& model)
{
    auto const text = [](std::string_view words) { return json::string(words.data(), words.size()); };
    return {{"id", text(model.name)},         {"object", "model"},         {"created", 0}, {"owned_by", "volcengine"},
            {"req_key", text(model.req_key)}, {"title", text(model.title)}};
}

void add_family(std::string& to, std::string_view name, std::string_view type, std::string_view help)
{
    (((to += "# HELP jimeng_serve_") += name) += ' ') += help;
    (((to += "\n# TYPE jimeng_serve_") += name) += ' ') += type;
    to += '\n';
}

void add_one(std::string& to, std::string_view name, std::string_view type, std::string_view help, std::int64_t value)
{
    add_family(to, name, type, help);
    (((to += "jimeng_serve_") += name) += ' ') += std::to_string(value) + '\n';
}

} // namespace

/// Those that bring pictures: of the others nothing can be told in OpenAI's form.
reply service::models(std::string_view name) const
{
    auto const wanted = jimeng::uri_decode(name);
    json::array all;
    for (auto const* const model : with_.models) {
        if (model->result != jimeng::result_kind::pictures) continue;
        if (!wanted.empty() && (model->name == wanted || model->req_key == wanted))
            return json_reply(200, json::serialize(model_object(*model)));
        all.push_back(model_object(*model));
    }
    if (name.empty())
        return json_reply(200, json::serialize(json::object{{"object", "list"}, {"data", std::move(all)}}));
    return error_reply({.status = 404,
                        .message = "model " + jimeng::for_terminal(wanted, 60) +
                                   ": there is no such model for pictures; GET /v1/models lists them",
                        .code = "model_not_found",
                        .param = "model"});
}

reply service::metrics() const
{
    std::string text;
    add_family(text, "answers_total", "counter", "Requests that were answered.");
    for (auto const& [path, by_status] : answers_)
        for (auto const& [status, number] : by_status)
            text += "jimeng_serve_answers_total{path=\"" + path + "\",status=\"" + std::to_string(status) + "\"} " +
                    std::to_string(number) + '\n';
    auto const& so_far = with_.tasks.so_far();
    auto const whole = [](auto number) { return static_cast<std::int64_t>(number); };
    add_one(text, "clients_waiting", "gauge", "Clients that wait for pictures.", whole(waiting_));
    add_one(text, "clients_left_total", "counter", "Clients that hung up before their answer.", whole(left_));
    add_one(text, "tasks_at_work", "gauge", "Tasks under way, those that wait for a place included.",
            whole(with_.tasks.at_work()));
    add_one(text, "tasks_ordered_total", "counter", "Tasks that were asked for.", whole(so_far.ordered));
    add_one(text, "tasks_attached_total", "counter", "Of these, tasks that were there already.",
            whole(so_far.attached));
    add_one(text, "submits_accepted_total", "counter", "Submits that the service took.", whole(so_far.accepted));
    add_one(text, "tasks_done_total", "counter", "Tasks that brought their pictures.", whole(so_far.done));
    add_one(text, "tasks_failed_total", "counter", "Tasks that failed.", whole(so_far.failed));
    add_one(text, "submits_unknown_total", "counter", "Submits that may be paid and have no id.",
            whole(so_far.unknown));
    add_one(text, "pictures_billed_total", "counter", "Pictures that were paid, as far as can be seen.",
            whole(so_far.paid.pictures));
    reply made{200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}};
    made.body.push_back({std::move(text)});
    return made;
}

} // namespace command::serve
