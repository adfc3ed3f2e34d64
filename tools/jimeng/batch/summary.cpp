#include "summary.hpp"

#include "progress.hpp"

#include "../counted.hpp"
#include "../json_text.hpp"

#include <jimeng/core/escape.hpp>

#include <algorithm>

namespace command::batch {

namespace {

constexpr std::size_t most_ids = 20;

std::string ids_of(std::vector<std::string> const& ids)
{
    std::string text;
    for (std::size_t i = 0; i != std::min(ids.size(), most_ids); ++i)
        text += (i == 0 ? "" : ", ") + jimeng::for_terminal(ids[i], 100);
    if (ids.size() > most_ids) text += " and " + std::to_string(ids.size() - most_ids) + " more, see results.jsonl";
    return text;
}

void add_count(std::string& to, std::string_view name, std::size_t number)
{
    ((to += ",\"") += name) += "\":" + std::to_string(number);
}

void add_money(std::string& to, cost const& paid, pricing const& prices)
{
    to += ",\"money\":" + money_text(static_cast<double>(paid.money) / 1e6) + ",\"without_price\":[";
    for (auto const& name : prices.left_out()) {
        if (to.back() != '[') to += ',';
        append_json_string(to, name);
    }
    to += ']';
}

} // namespace

std::string summary(tally const& counts, budget const& spent, pricing const& prices, ending const& how)
{
    auto const number = [](std::size_t count) { return std::to_string(count); };
    auto text = number(counts.of(status::done)) + " of " + number(counts.lines) + " done (" + number(how.before) +
                " before), " + number(counts.of(status::failed)) + " failed";
    if (auto const count = counts.of(status::running)) text += ", " + number(count) + " to be fetched";
    if (auto const count = counts.of(status::unknown)) text += ", " + number(count) + " unknown";
    if (auto const count = counts.of(status::invalid)) text += ", " + number(count) + " invalid";
    if (how.left != 0) text += ", " + number(how.left) + " left";
    text += "\npaid: " + spent.words() + prices.words(spent.used());
    if (how.beyond_budget != 0)
        text += "; the budget is too small for " + counted(how.beyond_budget, "line") + ", raise --budget to go on";
    if (how.beyond_budget != 0 && how.most_of_one > 1)
        text += "; up to " + number(static_cast<std::size_t>(how.most_of_one)) +
                " pictures are set aside for a line, as many as its model may make; with force_single it is 1";
    return text + "\nresults: " + jimeng::for_terminal(how.results) + '\n';
}

std::vector<std::string> failure_lines(tally const& counts)
{
    std::vector<std::string> lines;
    for (auto const& [cause, ids] : counts.failures())
        lines.push_back(counted(ids.size(), "line") + ": " + cause.second + ": " + ids_of(ids));
    return lines;
}

std::string summary_json(tally const& counts, budget const& spent, pricing const& prices, ending const& how)
{
    auto text = R"({"event":"end","exit_code":)" + std::to_string(static_cast<int>(how.code));
    add_count(text, "lines", counts.lines);
    for (auto const one : {status::done, status::failed, status::running, status::unknown, status::invalid})
        add_count(text, to_string(one), counts.of(one));
    add_count(text, "remaining", how.left);
    add_count(text, "pictures", static_cast<std::size_t>(spent.paid().pictures));
    add_count(text, "seconds", static_cast<std::size_t>(spent.paid().seconds));
    if (prices.is_given()) add_money(text, spent.paid(), prices);
    text += ",\"failures\":[";
    for (auto const& [cause, ids] : counts.failures()) {
        text += text.back() == '[' ? "{\"cause\":" : ",{\"cause\":";
        append_json_string(text, cause.second);
        text += ",\"ids\":[";
        for (auto const& id : ids) {
            if (text.back() != '[') text += ',';
            append_json_string(text, id);
        }
        text += "]}";
    }
    return text + "]}\n";
}

} // namespace command::batch
