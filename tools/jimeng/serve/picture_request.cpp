#include "picture_request.hpp"

#include "mask.hpp"
#include "openai_fields.hpp"

#include "../batch/line.hpp"
#include "../near_word.hpp"
#include "../option_names.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/models/image2image_dream_inpaint.hpp>
#include <jimeng/core/prompt.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace command::serve {

namespace {

namespace json = boost::json;

using refusal = std::optional<reply>;

constexpr std::string_view inpainting = jimeng::image2image_dream_inpaint::req_key;

bool is_address(std::string_view text)
{
    return text.starts_with("http://") || text.starts_with("https://");
}

/// An input picture as JSON names it: an address, a `data:` URL, or an object with one of them.
refusal take_picture(json::value const& value, std::string_view name, scratch& in, given& to, json::array& addresses)
{
    auto const* const object = value.if_object();
    auto const* const inner = object != nullptr ? object->if_contains("image_url") : &value;
    auto const* const text = inner != nullptr ? inner->if_string() : nullptr;
    std::string const param{name};
    if (text == nullptr || (object != nullptr && object->size() != 1))
        return bad_request(param + ": is no picture; send {\"image_url\": \"https://...\"}, its file, or a data: URL",
                           param);
    std::string_view const url{text->data(), text->size()};
    if (is_address(url)) return addresses.emplace_back(*text), std::nullopt;
    std::shared_ptr<scratch_file> kept;
    if (!keep_data_url(url, in, kept))
        return bad_request(param + ": is neither an http or https address nor a data: URL with a picture in base64",
                           param);
    to.files.push_back({param, std::move(kept)});
    return std::nullopt;
}

/// The pictures that stand under OpenAI's names.
refusal take_pictures(given& from, scratch& in, json::array& addresses)
{
    for (std::string_view const name : {"image", "images", "mask"}) {
        auto const value = from.take(name);
        if (!value) continue;
        auto const list = value->is_array() ? value->get_array() : json::array{*value};
        auto const before = addresses.size();
        for (auto const& one : list)
            if (auto refused = take_picture(one, name == "images" ? "image" : name, in, from, addresses))
                return refused;
        if (name == "mask" && addresses.size() != before)
            return bad_request(
                "mask: is an address, whose transparency is not seen here; send the file, or a data: URL", "mask");
    }
    return std::nullopt;
}

/// Which of the files is the mask; none of another name.
refusal sort_files(given& from, scratch& in, picture_request& to)
{
    std::shared_ptr<scratch_file> mask;
    for (auto& [name, file] : from.files) {
        if (name == "image") {
            to.files.push_back(std::move(file));
        } else if (name != "mask") {
            return bad_request(name + ": takes no file; files are image and mask", name, "unknown_parameter");
        } else if (std::exchange(mask, std::move(file))) {
            return bad_request("mask: comes twice; send one", "mask");
        }
    }
    if (!mask) return std::nullopt;
    if (to.model->req_key != inpainting)
        return bad_request("mask: model " + std::string{to.model->name} +
                               " takes none; leave it out, or choose model inpaint",
                           "mask", "unsupported_parameter");
    if (to.files.size() != 1) return bad_request("mask: goes with one image; send it as a file too", "image");
    if (auto trouble = make_white(mask, in); !trouble.empty()) return bad_request(std::move(trouble), "mask");
    to.files.push_back(std::move(mask));
    return std::nullopt;
}

bool names_mask(given const& from)
{
    auto const is_mask = [](auto const& one) { return one.name == "mask"; };
    return from.fields.contains("mask") || std::any_of(from.files.begin(), from.files.end(), is_mask);
}

std::string names_for_pictures(jimeng::model_list models)
{
    std::string names;
    for (auto const* const model : models)
        if (model->result == jimeng::result_kind::pictures) (names += names.empty() ? "" : ", ") += model->name;
    return names;
}

refusal choose_model(purpose what, given& from, jimeng::model_list models, picture_request& to)
{
    auto const value = from.take("model");
    if (value && !value->is_string()) return bad_request("model: is no text; write it in quotes", "model");
    std::string wanted{value ? std::string_view{value->get_string()} : std::string_view{}};
    if (wanted.empty() && what == purpose::edit) wanted = names_mask(from) ? inpainting : "4.6";
    to.model = jimeng::find_model(models, wanted);
    if (to.model == nullptr)
        return error_reply({.status = 404,
                            .message = "model " + jimeng::for_terminal(wanted, 60) + ": there is no such model" +
                                       words_for_nearest(near_model(wanted, models)) + "; choose one of " +
                                       names_for_pictures(models) + "; nothing was sent, nothing is billed",
                            .code = "model_not_found",
                            .param = "model"});
    if (to.model->result == jimeng::result_kind::pictures) return std::nullopt;
    return bad_request("model " + wanted + ": brings no picture; choose one of GET /v1/models, or run jimeng generate",
                       "model", "unsupported_model");
}

/// What a client writes must never name a file of this machine.
refusal judge_addresses(json::object const& fields, all_facts const& facts)
{
    for (auto const& one : facts) {
        if (one.format != "uri") continue;
        for (auto const name : {one.name, one.typed_as}) {
            auto const* const value = name.empty() ? nullptr : fields.if_contains({name.data(), name.size()});
            if (value == nullptr) continue;
            auto const list = value->is_array() ? value->get_array() : json::array{*value};
            bool const good = std::all_of(list.begin(), list.end(), [](auto const& item) {
                return item.is_string() && is_address(std::string_view{item.get_string()});
            });
            if (!good)
                return bad_request(std::string{name} + ": is no list of http or https addresses; send files as image",
                                   std::string{name});
        }
    }
    return std::nullopt;
}

std::string typed(json::value const& value)
{
    return value.is_string() ? std::string{value.get_string()} : json::serialize(value);
}

/// As a line of a table has it, where a file is a field like others.
batch::batch_line table_line(json::object const& fields, picture_request const& of)
{
    using kind = batch::given_field::kind;
    batch::batch_line line;
    auto const add = [&](std::string_view name, std::string text) {
        line.fields.push_back({std::string{name}, std::move(text), kind::text});
    };
    for (auto const& [key, value] : fields) {
        auto const list = value.is_array() ? value.get_array() : json::array{value};
        for (auto const& one : list)
            if (!one.is_null()) add(std::string_view{key.data(), key.size()}, typed(one));
    }
    for (auto const& file : of.files)
        add("image_urls", file->path());
    return line;
}

/// In the client's words: it knows neither our files nor C++.
reply broken_rule(jimeng::violation broken, picture_request const& of)
{
    auto const model = "model " + std::string{of.model->name};
    bool const unknown = broken.broken == jimeng::rules::field_is_known;
    bool const of_pictures =
        broken.field == "images" || broken.field == "image_urls" || broken.field == "binary_data_base64";
    if (of_pictures && unknown)
        return bad_request("image: " + model + " takes no picture; choose one that does, such as 4.6", "image",
                           "unsupported_parameter");
    if (unknown)
        return bad_request(broken.field + ": " + model +
                               " has no field of this name; leave it out, or see jimeng models " + model.substr(6),
                           broken.field, "unknown_parameter");
    for (auto const& file : of.files)
        if (broken.value.find(file->path()) != std::string::npos) broken.value = "as sent";
    if (of_pictures && !of.files.empty()) broken.field = "image";
    if (broken.field == "width, height") broken.field = "size";
    bool const long_prompt = broken.broken == jimeng::rules::prompt_within_800_code_points;
    return bad_request(describe(broken, long_prompt ? "shorten it" : broken.broken.remedy()), broken.field);
}

refusal read_fields(given const& from, picture_request& to)
{
    for (auto const& [key, value] : from.fields)
        if (std::string_view const name{key.data(), key.size()}; batch::is_own_name(name))
            return broken_rule({jimeng::rules::field_is_known, std::string{name}, "", std::string{to.model->name}}, to);
    bool const as_json = !from.is_form && to.files.empty();
    auto const line = as_json ? batch::read_json_line(json::serialize(from.fields)) : table_line(from.fields, to);
    if (!line.trouble.empty()) return bad_request(line.trouble);
    auto read = batch::request_of(line, *to.model, {});
    if (!read) return broken_rule(read.why(), to);
    to.request = *read;
    return std::nullopt;
}

} // namespace

refusal read_picture_request(purpose what, given from, jimeng::model_list models, scratch& in, picture_request& to)
{
    if (auto refused = choose_model(what, from, models, to)) return refused;
    auto const facts = typed_facts(*to.model);
    json::array addresses;
    if (what == purpose::edit)
        if (auto refused = take_pictures(from, in, addresses)) return refused;
    if (auto refused = sort_files(from, in, to)) return refused;
    if (what == purpose::generate && !to.files.empty())
        return bad_request("image: belongs to POST /v1/images/edits", "image", "unsupported_parameter");
    if (!addresses.empty()) from.fields["image_urls"] = std::move(addresses);
    if (auto refused = take_openai_fields(from, facts, to)) return refused;
    if (auto refused = translate_size(from, *to.model, facts)) return refused;
    if (auto refused = settle_count(from, facts, to.count)) return refused;
    if (auto refused = judge_addresses(from.fields, facts)) return refused;
    bool const has_picture = !to.files.empty() || from.fields.contains("image_urls") ||
                             from.fields.contains("images") || from.fields.contains("binary_data_base64");
    if (what == purpose::edit && !has_picture)
        return bad_request("image: is missing; send the picture to edit, as a file or by its address", "image",
                           "missing_required_parameter");
    return read_fields(from, to);
}

} // namespace command::serve
