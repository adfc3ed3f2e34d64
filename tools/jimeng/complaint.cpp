#include "complaint.hpp"

#include "exit_code.hpp"
#include "printing.hpp"
#include "report.hpp"
#include "shell_words.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/presets.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/wire/error.hpp>

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace command {

namespace {

namespace rules = jimeng::rules;

/// How the options are called that are no model's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> options_of_results{{
    {"opacity", "--watermark-opacity"},
    {"logo_text_content", "--watermark-text"},
    {"aigc_meta", "--aigc-producer-id"},
}};

/// Where the library's remedy names a piece of C++, the option that does the same.
std::string_view remedy_of(jimeng::rule broken)
{
    if (broken == rules::prompt_within_800_code_points)
        return "shorten it; the limit is the page's advice, see --long-prompt";
    if (broken == rules::producer_id_present) return "the label needs it: add --aigc-producer-id";
    if (broken == rules::task_id_is_printable) return "copy the id that the error line or --json showed";
    if (broken == rules::text_is_utf8 || broken == rules::prompt_is_utf8) return "save or type it as UTF-8";
    return broken.remedy();
}

/// The option that gives a field of the model.
class option_of_field final : public jimeng::facts_sink {
public:
    option_of_field(jimeng::model_entry const* model, std::string_view field) : field_{field}
    {
        if (model != nullptr) model->describe(*this);
    }
    void value(jimeng::value_facts const& facts) override
    {
        bool const named = facts.name == field_ || (!facts.typed_as.empty() && facts.typed_as == field_);
        if (named && !facts.is_subject && facts.typed_as != "-") option = "--" + option_name(facts);
    }

    std::string option;

private:
    std::string_view field_;
};

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

/// What to type in the place of an address that is none.
std::string remedy_of_image(jimeng::violation const& broken)
{
    auto const& value = broken.value;
    if (broken.broken == rules::image_url_is_encoded && jimeng::parse_url(encoded(value)))
        return "type " + shell_word(encoded(value));
    if (broken.broken != rules::image_url_is_http) return std::string{jimeng::remedy(broken.broken)};
    bool const path = value.starts_with('/') || value.starts_with('.') || value.starts_with('~') ||
                      value.starts_with("file:") || is_here(value);
    if (path)
        return "it is a file here, which the service cannot fetch: put it on the web and give its http or https "
               "address";
    auto const whole = "https://" + encoded(value);
    bool const host = value.substr(0, value.find('/')).find('.') != std::string::npos;
    if (host && value.find('/') != std::string::npos && jimeng::parse_url(whole)) return "type " + shell_word(whole);
    return std::string{jimeng::remedy(broken.broken)};
}

} // namespace

std::string line_about(jimeng::violation broken, jimeng::model_entry const* model)
{
    for (auto const& [field, option] : options_of_results)
        if (broken.field == field) broken.field = option;
    if (auto option = option_of_field{model, broken.field}.option; !option.empty()) broken.field = std::move(option);
    if (broken.broken == rules::image_url_is_http || broken.broken == rules::image_url_is_encoded)
        return line_about_image(std::move(broken));
    return jimeng::for_terminal(jimeng::describe(broken, remedy_of(broken.broken)), 2000);
}

std::string line_about_image(jimeng::violation broken)
{
    return jimeng::for_terminal(jimeng::describe(broken, remedy_of_image(broken)), 4000);
}

int refuse(bool as_json, std::string const& line, jimeng::client_errc why, known_task task)
{
    report found;
    found.error = why;
    found.details.client_message = line;
    found.details.submitted = task.id.empty() ? jimeng::verdict::not_sent : jimeng::verdict::none;
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
