#include "shared_job.hpp"

#include "../batch/json_lines.hpp"

#include <jimeng/core/escape.hpp>

#include <boost/json/serialize.hpp>

#include <utility>

namespace command::cluster {

namespace {

bool truth_in(boost::json::object const& from, std::string_view name)
{
    auto const* const value = from.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

} // namespace

jimeng::queued_job to_queued(batch::batch_input const& input, batch::check_rules const& rules, batch::item const& one)
{
    boost::json::object body;
    body["file"] = input.alone(one.from);
    body["table"] = input.is_table();
    body["delimiter"] = std::string(1, input.delimiter());
    body["line"] = static_cast<std::int64_t>(one.from.line);
    body["req_key"] = one.model->req_key;
    body["output"] = one.output;
    body["key"] = one.key;
    body["own_key"] = one.own_key;
    body["request"] = one.request;
    body["beyond_advice"] = rules.how.beyond_advice;
    body["undocumented"] = rules.how.undocumented;
    return {one.job, rules.folder, one.id, boost::json::serialize(body), one.most.pictures, one.most.seconds};
}

std::optional<shared_job> from_queued(jimeng::queued_job const& job, jimeng::model_list models, std::string& trouble)
{
    boost::system::error_code ec;
    auto const read = boost::json::parse(job.body, ec);
    boost::json::object const body = !ec.failed() && read.is_object() ? read.get_object() : boost::json::object{};
    auto const text = [&](std::string_view name) { return batch::text_in(body, name); };
    auto input = batch::batch_input::from(text("file"), truth_in(body, "table"), text("delimiter"), models, trouble);
    auto const* const model = jimeng::find_model(models, text("req_key"));
    if (input && (model == nullptr || text("req_key").empty()))
        trouble = "model " + jimeng::for_terminal(text("req_key"), 60) +
                  ": this worker does not know it; install the "
                  "program that enqueued it";
    if (!input || !trouble.empty() || input->records().size() != 1) return std::nullopt;
    batch::check_rules rules;
    rules.folder = job.folder;
    rules.how.beyond_advice = truth_in(body, "beyond_advice");
    rules.how.undocumented = truth_in(body, "undocumented");
    batch::item one{input->records().front(),
                    job.id,
                    model,
                    text("output"),
                    text("key"),
                    truth_in(body, "own_key"),
                    job.name,
                    text("request"),
                    {job.pictures, job.seconds}};
    one.from.line = static_cast<std::size_t>(batch::whole_in(body, "line"));
    return shared_job{*std::move(input), std::move(rules), std::move(one)};
}

} // namespace command::cluster
