#include "examination.hpp"

#include "json_text.hpp"
#include "spoken.hpp"

namespace command {

void examination::add(finding what, std::initializer_list<std::string_view> details)
{
    auto const& words = words_of(what);
    std::vector<std::string> said; // names stay as they are
    for (auto const detail : details)
        said.push_back(detail.find(' ') == std::string_view::npos ? std::string{detail} : command::spoken(detail));
    std::vector<std::string_view> const in_language{said.begin(), said.end()};
    std::erase_if(entries_, [&](entry const& before) { return before.where == words.where; });
    entries_.push_back({words.where, words.ok, filled(words.found.in(spoken_), in_language),
                        filled(words.remedy.in(spoken_), in_language)});
}

void examination::add_problem(finding what, exit_code code, std::initializer_list<std::string_view> details)
{
    if (code_ == success) code_ = code;
    add(what, details);
}

std::string examination::lines() const
{
    bool const chinese = spoken_ == language::chinese;
    std::string text;
    for (auto const& one : entries_) {
        text += one.ok ? (chinese ? "[正常] " : "[ok] ") : (chinese ? "[问题] " : "[problem] ");
        ((text += title_of(one.where).in(spoken_)) += chinese ? "：" : ": ") += one.found;
        if (!one.remedy.empty()) (text += chinese ? "；" : "; ") += one.remedy;
        text += '\n';
    }
    return text;
}

std::string examination::json() const
{
    auto text = std::string{R"({"ok":)"} += code_ == success ? "true" : "false";
    (text += R"(,"exit_code":)") += std::to_string(static_cast<int>(code_));
    text += R"(,"checks":[)";
    for (auto const& one : entries_) {
        (text += &one == entries_.data() ? "" : ",") += R"({"name":)";
        append_json_string(text, name_of(one.where));
        (text += R"(,"ok":)") += one.ok ? "true" : "false";
        append_json_string(text += R"(,"found":)", one.found);
        text += R"(,"remedy":)";
        one.remedy.empty() ? void(text += "null") : append_json_string(text, one.remedy);
        text += '}';
    }
    return text += "]}\n";
}

} // namespace command
