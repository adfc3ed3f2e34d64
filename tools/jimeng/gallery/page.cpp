#include "page.hpp"

#include "page_source.hpp"

#include "../secrets.hpp"

#include <jimeng/sign/sha256.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/json_writer.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <array>
#include <utility>

namespace command::gallery {

namespace {

/// As a policy names a script or a style sheet that it allows.
std::string hash_of(std::string_view text)
{
    auto const digest = jimeng::sha256(text);
    return "'sha256-" + jimeng::base64_encode({reinterpret_cast<char const*>(digest.data()), digest.size()}) + "'";
}

/// A page that is opened as a file has no origin that all browsers would call its own, so files are named besides.
std::string policy()
{
    return "default-src 'none'; script-src " + hash_of(page_js) + "; style-src " + hash_of(page_css) +
           "; img-src 'self' file:; media-src 'self' file:; base-uri 'none'; form-action 'none'";
}

void write_file(jimeng::json_writer& to, shown_file const& file, std::string const& to_folder)
{
    auto const path = file.path.generic_string();
    to.begin_object();
    to.member("path", std::string_view{path});
    to.member("href", std::string_view{"./" + jimeng::uri_encode(to_folder + path, false)});
    to.member("there", file.is_there);
    to.member("kind", file.kind);
    to.member("width", static_cast<std::int64_t>(file.width));
    to.member("height", static_cast<std::int64_t>(file.height));
    to.member("size_bytes", static_cast<std::int64_t>(file.size_bytes));
    to.member("sha256", std::string_view{file.sha256});
    to.end_object();
}

void write_result(jimeng::json_writer& to, shown_result const& one, std::string const& to_folder,
                  jimeng::model_list models)
{
    auto const* const model = one.req_key.empty() ? nullptr : jimeng::find_model(models, one.req_key);
    to.begin_object();
    to.member("id", std::string_view{one.id});
    to.member("line", one.line);
    to.member("status", std::string_view{one.status});
    to.member("model", model == nullptr ? std::string_view{one.req_key} : model->name);
    to.member("model_key", std::string_view{one.req_key});
    to.member("subject", std::string_view{one.subject});
    to.member("task_id", std::string_view{one.task_id});
    to.member("error", std::string_view{one.error});
    to.key("files");
    to.begin_array();
    for (auto const& file : one.files)
        write_file(to, file, to_folder);
    to.end_array();
    to.end_object();
}

/// JSON that may stand in a script element: nothing in it ends the element or begins a comment, and lines end where
/// JavaScript and JSON agree that they do. All of these are in strings only.
std::string for_script(std::string_view json)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> escapes{
        {{"<", "\\u003c"},
         {">", "\\u003e"},
         {"&", "\\u0026"},
         {"\xE2\x80\xA8", "\\u2028"},
         {"\xE2\x80\xA9", "\\u2029"}}};
    std::string text;
    text.reserve(json.size());
    while (!json.empty()) {
        std::size_t taken = 1;
        auto put = json.substr(0, 1);
        for (auto const& [character, escape] : escapes)
            if (json.starts_with(character)) put = escape, taken = character.size();
        text += put;
        json.remove_prefix(taken);
    }
    return text;
}

std::string data_of(page_setting const& setting, shown_results const& results, jimeng::model_list models)
{
    jimeng::json_writer json;
    json.begin_object();
    json.member("folder", std::string_view{setting.folder});
    json.member("language", setting.lang);
    json.key("results");
    json.begin_array();
    for (auto const& one : results.all)
        write_result(json, one, setting.to_folder, models);
    json.end_array();
    json.end_object();
    return for_script(known_secrets().hidden_in(json.take()));
}

} // namespace

std::string make_page(page_setting const& setting, shown_results const& results, jimeng::model_list models)
{
    auto const rules = policy();
    auto const data = data_of(setting, results, models);
    std::array<std::pair<std::string_view, std::string_view>, 4> const parts{
        {{"@policy@", rules}, {"@style@", page_css}, {"@data@", data}, {"@script@", page_js}}};
    std::string page;
    auto rest = page_html;
    for (auto const& [mark, text] : parts) { // in the page's order: what was put in is not looked at again
        auto const at = rest.find(mark);
        (page += rest.substr(0, at)) += text;
        rest.remove_prefix(at + mark.size());
    }
    return page += rest;
}

bool is_page(std::string_view beginning)
{
    return beginning.starts_with(page_html.substr(0, page_html.find("@policy@")));
}

} // namespace command::gallery
