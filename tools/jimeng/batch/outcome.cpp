#include "outcome.hpp"

#include "../json_text.hpp"
#include "../prices.hpp"
#include "../secrets.hpp"

namespace command::batch {

namespace {

void add_key(std::string& to, std::string_view name)
{
    if (to.back() != '{') to += ',';
    ((to += '"') += name) += "\":";
}

void add_text(std::string& to, std::string_view name, std::string_view text)
{
    add_key(to, name);
    if (text.empty())
        to += "null";
    else
        append_json_string(to, text);
}

void add_number(std::string& to, std::string_view name, std::uint64_t number)
{
    add_key(to, name);
    to += std::to_string(number);
}

void add_files(std::string& to, std::vector<result_file> const& files)
{
    add_key(to, "files");
    to += '[';
    for (auto const& file : files) {
        if (to.back() != '[') to += ',';
        to += '{';
        add_text(to, "path", file.path);
        add_number(to, "size_bytes", file.size_bytes);
        add_text(to, "sha256", file.sha256);
        to += '}';
    }
    to += ']';
}

void add_error(std::string& to, outcome const& one)
{
    add_key(to, "error");
    if (one.error.empty()) {
        to += "null";
        return;
    }
    to += '{';
    add_text(to, "message", one.error);
    add_text(to, "cause", one.cause);
    add_number(to, "exit_code", static_cast<std::uint64_t>(one.code));
    to += '}';
}

} // namespace

std::string to_json(outcome const& one, std::string_view event)
{
    std::string text{"{"};
    if (!event.empty()) add_text(text, "event", event);
    add_text(text, "id", one.id);
    add_number(text, "line", one.line);
    add_text(text, "status", to_string(one.what));
    add_text(text, "model", one.model);
    add_text(text, "subject", one.subject);
    add_text(text, "task_id", one.task_id);
    add_text(text, "verdict", one.verdict);
    add_files(text, one.files);
    add_error(text, one);
    add_key(text, "paid");
    text += '{';
    add_number(text, "pictures", static_cast<std::uint64_t>(one.paid.pictures));
    add_number(text, "seconds", static_cast<std::uint64_t>(one.paid.seconds));
    if (one.priced) {
        add_key(text, "money");
        text += money_text(static_cast<double>(one.paid.money) / 1e6);
    }
    text += '}';
    add_text(text, "job", one.job);
    add_text(text, "request", one.request);
    return known_secrets().hidden_in(text) + "}\n";
}

} // namespace command::batch
