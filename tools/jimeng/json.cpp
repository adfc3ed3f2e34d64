#include "json_text.hpp"
#include "report.hpp"

namespace command {

namespace {

/// An object that is written member by member.
class object {
public:
    explicit object(std::string& to) : to_{to} { to_ += '{'; }

    void raw(std::string_view name, std::string_view value)
    {
        key(name);
        to_ += value;
    }
    void text(std::string_view name, std::string_view value)
    {
        key(name);
        append_json_string(to_, value);
    }
    void text_or_null(std::string_view name, std::string_view value)
    {
        value.empty() ? raw(name, "null") : text(name, value);
    }
    template <class Number>
    void number_or_null(std::string_view name, Number value, bool known)
    {
        raw(name, known ? std::to_string(value) : "null");
    }
    void key(std::string_view name)
    {
        if (to_.back() != '{') to_ += ',';
        append_json_string(to_, name);
        to_ += ':';
    }
    void end() { to_ += '}'; }

private:
    std::string& to_;
};

void append_picture(std::string& to, shown_picture const& picture)
{
    bool const fetched = picture.size_bytes != 0;
    object one{to};
    one.text_or_null("url", picture.url);
    one.text_or_null("path", picture.path);
    one.number_or_null("width", picture.width, fetched);
    one.number_or_null("height", picture.height, fetched);
    one.text_or_null("format", fetched ? to_string(picture.format) : "");
    one.number_or_null("size_bytes", picture.size_bytes, fetched);
    one.text_or_null("sha256", picture.sha256);
    one.end();
}

void append_pictures(std::string& to, std::vector<shown_picture> const& pictures)
{
    to += '[';
    for (auto const& picture : pictures) {
        if (to.back() != '[') to += ',';
        append_picture(to, picture);
    }
    to += ']';
}

void append_error(std::string& to, report const& found)
{
    auto const& details = found.details;
    object error{to};
    error.text("category", found.error.category().name());
    error.number_or_null("code", found.error.value(), true);
    error.text("message", error_line(found));
    error.text_or_null("service_message", details.server_message);
    error.text_or_null("gateway_code", details.gateway_code);
    error.text_or_null("request_id", details.request_id);
    error.number_or_null("http_status", details.http_status, details.http_status != 0);
    error.end();
}

} // namespace

std::string json(report const& found, exit_code code)
{
    std::string text;
    object root{text};
    root.text_or_null("task_id", found.details.task_id);
    root.text("model", found.model);
    root.text("submitted", to_string(found.details.submitted));
    root.number_or_null("exit_code", static_cast<int>(code), true);
    root.key("pictures");
    append_pictures(text, found.pictures);
    if (!found.data.empty()) {
        root.key("data");
        append_json_answer(text, found.data);
        root.text_or_null("data_path", found.data_path);
    }
    if (root.key("error"); found.error.failed())
        append_error(text, found);
    else
        text += "null";
    root.text_or_null("resume", found.resume);
    root.key("response");
    append_json_answer(text, found.details.answer);
    root.end();
    return text += '\n';
}

} // namespace command
