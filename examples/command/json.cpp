#include "report.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/utf8.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace command {

namespace {

namespace json_library = boost::json;

/// JSON is UTF-8; bytes that are not become visible escapes.
json_library::string utf8_text(std::string const& text)
{
    return json_library::string{jimeng::is_utf8(text) ? text : jimeng::for_terminal(text, text.size())};
}

/// The answer as it came: as JSON where it is JSON, as text where it is not.
json_library::value answer_of(jimeng::diagnostics const& details)
{
    if (details.answer.empty()) return nullptr;
    json_library::error_code ec;
    auto value = json_library::parse(details.answer, ec);
    return ec.failed() ? json_library::value(utf8_text(details.answer)) : value;
}

json_library::value text_or_null(std::string const& text)
{
    return text.empty() ? json_library::value(nullptr) : json_library::value(utf8_text(text));
}

json_library::object picture_of(shown_picture const& picture)
{
    bool const fetched = picture.size_bytes != 0;
    json_library::object object;
    object["url"] = text_or_null(picture.url);
    object["path"] = text_or_null(picture.path);
    object["width"] = fetched ? json_library::value(picture.width) : json_library::value(nullptr);
    object["height"] = fetched ? json_library::value(picture.height) : json_library::value(nullptr);
    object["format"] =
        fetched ? json_library::value(std::string{to_string(picture.format)}) : json_library::value(nullptr);
    object["size_bytes"] = fetched ? json_library::value(picture.size_bytes) : json_library::value(nullptr);
    object["sha256"] = text_or_null(picture.sha256);
    return object;
}

json_library::object error_of(report const& found)
{
    json_library::object error;
    error["category"] = found.error.category().name();
    error["code"] = found.error.value();
    error["message"] = utf8_text(error_line(found));
    error["service_message"] = text_or_null(found.details.server_message);
    error["gateway_code"] = text_or_null(found.details.gateway_code);
    error["request_id"] = text_or_null(found.details.request_id);
    error["http_status"] =
        found.details.http_status == 0 ? json_library::value(nullptr) : json_library::value(found.details.http_status);
    return error;
}

} // namespace

std::string json(report const& found, exit_code code)
{
    json_library::object root;
    root["task_id"] = text_or_null(found.details.task_id);
    root["model"] = found.model;
    root["submitted"] = to_string(found.details.submitted);
    root["exit_code"] = static_cast<int>(code);
    json_library::array pictures;
    for (auto const& picture : found.pictures)
        pictures.push_back(picture_of(picture));
    root["pictures"] = std::move(pictures);
    root["error"] = found.error.failed() ? json_library::value(error_of(found)) : json_library::value(nullptr);
    root["response"] = answer_of(found.details);
    return json_library::serialize(root) + "\n";
}

} // namespace command
