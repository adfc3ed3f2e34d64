#include "offered.hpp"
#include "report.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/error.hpp>

#include <utility>

namespace command {

namespace {

std::string_view remedy_of(jimeng::error_code const& ec)
{
    if (ec.category() == jimeng::service_category()) {
        auto const* const facts = jimeng::find_service_code(ec.value());
        return facts != nullptr ? facts->remedy : "look the code up on the vendor's page";
    }
    if (ec.category() == jimeng::gateway_category())
        for (auto const& row : jimeng::gateway_codes)
            if (static_cast<int>(row.code) == ec.value()) return row.remedy;
    return {};
}

/// The gateway's account of a signature has many lines; the first one says what is wrong, up to where it announces the next.
std::string_view first_line(std::string_view text)
{
    auto const line = text.substr(0, text.find('\n'));
    auto const end = line.find_last_of(";.");
    if (line.size() == text.size() || !line.ends_with(':') || end == std::string_view::npos) return line;
    return line.substr(0, line[end] == '.' ? end + 1 : end);
}

/// What went wrong, where it was only the waiting that ended.
jimeng::error_code const& cause_of(report const& found)
{
    return found.error == jimeng::client_errc::waiting_failed ? found.details.cause : found.error;
}

/// Then the id is not to blame.
bool key_is_refused(report const& found)
{
    auto const& cause = cause_of(found);
    return cause.category() == jimeng::gateway_category() && cause == jimeng::condition::authentication_refused;
}

/// Whether the service was asked for a task that it has never heard of.
bool is_no_task(report const& found)
{
    return found.error == jimeng::service_errc::input_invalid && !found.task_is_known && !found.details.task_id.empty();
}

std::string quoted(std::string const& text)
{
    return (std::string{'\''} += text) += '\'';
}

std::string_view money(jimeng::verdict submitted)
{
    switch (submitted) {
    case jimeng::verdict::not_sent: return "nothing was sent, nothing is billed";
    case jimeng::verdict::rejected: return "the submit was rejected";
    case jimeng::verdict::unknown: return "the submit may have been accepted and billed: do not submit again unseen";
    case jimeng::verdict::accepted:
    case jimeng::verdict::none: break;
    }
    return {};
}

bool from_service(jimeng::error_code const& ec)
{
    return ec.category() == jimeng::service_category() || ec.category() == jimeng::gateway_category();
}

/// Whether asking for the task again makes sense.
bool worth_waiting_for(report const& found)
{
    using jimeng::client_errc;
    auto const& ec = found.error;
    bool const over = ec == jimeng::condition::content_refused || ec == client_errc::task_lost ||
                      ec == client_errc::task_expired || ec == client_errc::empty_result;
    return !over && !is_no_task(found) && !found.resume.empty();
}

/// What the library says of its own members, in the words of the command line. A file that came in the way while the task
/// ran is somebody else's: nobody is told to replace it.
void say_options(std::string& line)
{
    for (auto const& [words, option] :
         {std::pair<std::string_view, std::string_view>{"choose another name or set overwrite", "it is kept as it is"},
          {"give `output`", offers("--output") ? "add --output PATH" : "name a place with JIMENG_OUTPUT_DIR"}}) {
        for (auto at = line.find(words); at != std::string::npos; at = line.find(words, at + option.size()))
            line.replace(at, words.size(), option);
    }
}

/// A task that the service never spoke of may be a slip in its id.
std::string_view way_to_go_on(report const& found)
{
    if (found.nobody_asked || (key_is_refused(found) && !found.task_is_known)) return "then run: ";
    return found.task_is_known ? "the task is not lost, run: " : "check the id and --model, then run: ";
}

} // namespace

std::string said_by_service(jimeng::diagnostics const& details)
{
    std::string said;
    auto const add = [&](std::string const& text) { (said += said.empty() ? "" : ", ") += text; };
    if (details.service_code != 0) add("code " + std::to_string(details.service_code));
    if (!details.gateway_code.empty()) add(jimeng::for_terminal(details.gateway_code, 60));
    if (!details.server_message.empty()) add(quoted(jimeng::for_terminal(first_line(details.server_message), 160)));
    if (details.http_status != 0) add("HTTP " + std::to_string(details.http_status));
    if (!details.request_id.empty()) add("request " + jimeng::for_terminal(details.request_id, 60));
    return said;
}

std::string error_line(report const& found)
{
    auto const& details = found.details;
    std::string line = details.client_message.empty() ? found.error.message() : details.client_message;
    say_options(line);
    if (auto const said = said_by_service(details); from_service(found.error) && !said.empty())
        line += " (" + said + ")";
    auto const add = [&](std::string_view text) {
        if (!text.empty()) (line += "; ") += text;
    };
    bool const unknown = details.submitted == jimeng::verdict::unknown;
    if (!unknown) // else it would speak of another submit
        add(is_no_task(found)       ? "check the id and --model: jimeng tasks lists both"
            : key_is_refused(found) ? remedy_of(cause_of(found))
                                    : remedy_of(found.error));
    bool const says_it = unknown && line.find("do not submit again unseen") != std::string::npos;
    if (found.error != jimeng::client_errc::rule_broken && !says_it) add(money(details.submitted));
    if (unknown && !found.settle.empty())
        add((line.find("look into the console") == std::string::npos ? "look into the console, then run: "
                                                                     : "when that is settled, run: ") +
            found.settle + " (may be billed twice), or the same with forget");
    if (worth_waiting_for(found))
        add(std::string{way_to_go_on(found)} += found.resume);
    else if (!details.task_id.empty() && line.find(details.task_id) == std::string::npos)
        add("task " + jimeng::for_terminal(details.task_id, 64));
    return line;
}

} // namespace command
