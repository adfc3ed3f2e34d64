#include "complaint.hpp"

#include "exit_code.hpp"
#include "near_word.hpp"
#include "offered.hpp"
#include "printing.hpp"
#include "report.hpp"
#include "shell_words.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/wire/any_request.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace command {

namespace {

namespace rules = jimeng::rules;

/// How the options are called that are no model's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> options_of_results{{
    {"opacity", "--watermark-opacity"},
    {"logo_text_content", "--watermark-text"},
    {"aigc_meta", "--aigc-producer-id"},
    {"return_url", "--base64"},
    {"watermark", "--watermark"},
}};

/// Where the library's remedy names a piece of C++, the option that does the same.
std::string_view remedy_of(jimeng::rule broken)
{
    if (broken == rules::field_is_known)
        return offers("--extra") ? "jimeng models NAME lists those that it has, --extra sends others all the same"
                                 : "jimeng models NAME lists those that it has";
    if (broken == rules::prompt_within_800_code_points)
        return "shorten it; the limit is the page's advice, see --long-prompt";
    if (broken == rules::producer_id_present) return "the label needs it: add --aigc-producer-id";
    if (broken == rules::content_propagator_present) return "a video's label needs it: add --aigc-content-propagator";
    if (broken == rules::task_id_is_printable) return "copy the id that the error line or --json showed";
    if (broken == rules::text_is_utf8 || broken == rules::prompt_is_utf8) return "save or type it as UTF-8";
    return broken.remedy();
}

/// The address as the service would take it: what a URL cannot hold is percent-encoded.
std::string encoded(std::string_view address)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char const c : address) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && std::string_view{"\\\"<>"}.find(c) == std::string_view::npos)
            out += c;
        else
            ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
    return out;
}

bool is_here(std::string const& path)
{
    std::error_code ec;
    return std::filesystem::exists(path, ec);
}

/// The path that a `file:` address names: what stands behind the host, if it has one.
std::string path_in(std::string_view address)
{
    address.remove_prefix(std::string_view{"file:"}.size());
    if (address.starts_with("//")) address.remove_prefix(std::min(address.find('/', 2), address.size()));
    auto path = jimeng::uri_decode(address);
    return path.empty() ? "PATH" : path;
}

/// What to type in the place of an address that is none.
/// @param takes_files  Whether the model takes paths too.
std::string remedy_of_image(jimeng::violation const& broken, bool takes_files)
{
    auto const& value = broken.value;
    if (takes_files && value.starts_with("file:")) return "type " + shell_word(path_in(value));
    if (broken.broken == rules::image_url_is_encoded && jimeng::parse_url(encoded(value)))
        return "type " + shell_word(encoded(value));
    if (broken.broken != rules::image_url_is_http) return std::string{jimeng::remedy(broken.broken)};
    bool const path = value.starts_with('/') || value.starts_with('.') || value.starts_with('~') ||
                      value.starts_with("file:") || is_here(value);
    if (path)
        return "it is a file here, which the service cannot fetch: put it on the web and give its http or https "
               "address, or add --undocumented to send it though the model's page knows addresses only";
    auto const whole = "https://" + encoded(value);
    bool const host = value.substr(0, value.find('/')).find('.') != std::string::npos;
    if (host && value.find('/') != std::string::npos && jimeng::parse_url(whole)) return "type " + shell_word(whole);
    return std::string{jimeng::remedy(broken.broken)};
}

} // namespace

std::string line_about(jimeng::violation broken, typed_source const* source)
{
    for (auto const& [field, option] : options_of_results)
        if (broken.field == field) broken.field = option;
    bool const takes_files = source != nullptr && source->takes_files(broken.field);
    if (source != nullptr)
        if (auto option = source->option_for(broken.field); !option.empty()) broken.field = std::move(option);
    if (broken.broken == rules::image_url_is_http || broken.broken == rules::image_url_is_encoded)
        return jimeng::for_terminal(jimeng::describe(broken, remedy_of_image(broken, takes_files)), 4000);
    return jimeng::for_terminal(jimeng::describe(broken, remedy_of(broken.broken)), 2000);
}

std::string unknown_model(std::string const& wanted, jimeng::model_list models)
{
    std::string names;
    for (auto const* const model : models)
        (names += names.empty() ? "" : ", ") += model->name;
    return "model " + jimeng::for_terminal(wanted, 60) + ": there is no such model" +
           words_for_nearest(near_model(wanted, models)) + "; choose one of " + names;
}

int refuse(bool as_json, std::string const& line, jimeng::client_errc why, known_task task)
{
    report found;
    found.error = why;
    found.details.client_message = line;
    bool const elsewhere = why == jimeng::client_errc::job_locked;   // what was paid there is not known here
    bool const unknown = why == jimeng::client_errc::submit_unknown; // that of an earlier run
    found.details.submitted = unknown                         ? jimeng::verdict::unknown
                              : task.id.empty() && !elsewhere ? jimeng::verdict::not_sent
                                                              : jimeng::verdict::none;
    found.details.task_id = std::move(task.id);
    found.resume = std::move(task.resume);
    found.nobody_asked = true;
    hide_secrets(found);
    auto const code = exit_code_of(found.error, found.details);
    if (as_json) print(json(found, code));
    complain(error_line(found));
    return code;
}

} // namespace command
