#include "check.hpp"

#include "../complaint.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/store/job_folder.hpp>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

namespace command::batch {

namespace {

constexpr std::size_t longest_id = 100;

/// What could be no name, or another one, on some system.
std::string trouble_with_id(std::string_view id)
{
    auto const bad = [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F || std::string_view{"/\\:*?\"<>|"}.find(c) != std::string_view::npos;
    };
    auto const shown = "id " + jimeng::for_terminal(id, 60);
    if (id.size() > longest_id)
        return shown + ": names files and has " + std::to_string(id.size()) + " bytes (limit " +
               std::to_string(longest_id) + "); shorten it";
    if (std::any_of(id.begin(), id.end(), bad))
        return shown + ": names files and holds one of / \\ : * ? \" < > | or a control character; choose another";
    if (id.front() == '.' || id.front() == ' ' || id.back() == '.' || id.back() == ' ')
        return shown + ": names files and begins or ends with a point or a blank; choose another";
    return jimeng::is_utf8(id) ? std::string{} : shown + ": is not UTF-8; save the file as UTF-8";
}

/// A file below the batch's folder, as a line may name it.
std::string trouble_with_name(std::string const& name)
{
    std::filesystem::path const path{name};
    auto const shown = "output " + jimeng::for_terminal(name, 200);
    bool const up = std::any_of(path.begin(), path.end(), [](auto const& part) { return part == ".."; });
    if (path.is_absolute() || up || name.find('\0') != std::string::npos)
        return shown + ": leads out of the batch's folder; name a file below it";
    if (!path.has_filename() || path.filename().native().front() == '.')
        return shown + ": is no name of a file; name one, with or without its ending";
    bool const own = path.filename() == "results.jsonl";
    return own ? shown + ": is the batch's own file; choose another name" : std::string{};
}

bool has_ending(std::string const& name)
{
    auto const ending = std::filesystem::path{name}.extension();
    return ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".mp4" || ending == ".json";
}

/// `lake` of `lake-2`; empty where no number ends it.
std::string_view without_number(std::string_view name)
{
    auto const digits = name.find_last_not_of("0123456789");
    bool const numbered = digits != std::string_view::npos && digits + 1 != name.size() && name[digits] == '-';
    return numbered ? name.substr(0, digits) : std::string_view{};
}

/// As it is without its ending, which others may share.
std::string stem_of(std::string const& output)
{
    std::filesystem::path path{output};
    return path.replace_extension().string();
}

} // namespace

std::string hash_of(check_rules const& rules, jimeng::prepared_request const& request, std::string const& own_key)
{
    auto const body = jimeng::body_sha256({.body = request.body, .files = request.files});
    auto const all = (rules.emulator ? "emulator " : "") + std::string{request.req_key} + ' ' + body + ' ' + own_key;
    return jimeng::to_hex(jimeng::sha256(all)).substr(0, 32);
}

std::string key_of(check_rules const& rules, std::string const& id, std::string const& request)
{
    return rules.first_path + '/' + id + ' ' + request;
}

jimeng::parsed<jimeng::any_request> read_request(batch_input const& input, check_rules const& rules, item const& one)
{
    return request_of(input.line(one.from), *one.model, rules.how, input.decimal_comma());
}

std::optional<item> checker::refuse(record const& which, std::string const& id, std::string words)
{
    faults_.push_back({which.line, id, std::move(words)});
    return std::nullopt;
}

/// Each name once.
std::string checker::take_name(record const& which, std::string const& name, std::string_view field)
{
    auto const [found, is_new] = lines_.emplace(std::string{field} + ' ' + name, which.line);
    return is_new ? std::string{}
                  : std::string{field} + ' ' + jimeng::for_terminal(name, 60) + ": line " +
                        std::to_string(found->second) + " has it already; choose another";
}

std::string checker::name_of(batch_line const& line, item& one)
{
    if (line.output.empty()) {
        one.output = rules_.folder + '/' + one.id + ".*";
    } else {
        if (auto trouble = trouble_with_name(line.output); !trouble.empty()) return trouble;
        one.output = rules_.folder + '/' + line.output + (has_ending(line.output) ? "" : ".*");
    }
    bool const facts = one.model->result == jimeng::result_kind::data;
    if (facts && one.output.ends_with(".*")) one.output.replace(one.output.size() - 1, 1, "json");
    return take_name(one.from, stem_of(one.output), "output");
}

std::optional<item> checker::check(record const& which)
{
    auto const line = input_.line(which);
    if (!line.trouble.empty()) return refuse(which, {}, jimeng::for_terminal(line.trouble, 2000));
    item one;
    one.from = which;
    one.id = line.id.empty() ? std::to_string(which.line) : line.id;
    if (auto trouble = trouble_with_id(one.id); !trouble.empty()) return refuse(which, {}, std::move(trouble));
    if (auto trouble = take_name(which, one.id, "id"); !trouble.empty()) return refuse(which, {}, std::move(trouble));
    auto const& wanted = line.model.empty() ? rules_.model : line.model;
    one.model = input_.find_model(wanted, models_);
    if (one.model == nullptr) return refuse(which, one.id, unknown_model(wanted, models_));
    if (auto trouble = name_of(line, one); !trouble.empty()) return refuse(which, one.id, std::move(trouble));
    auto const request = request_of(line, *one.model, rules_.how, input_.decimal_comma());
    if (!request) return refuse(which, one.id, line_about(request.why()));
    auto const most = most_of(*one.model, request->outline());
    if (auto const trouble = limits_.trouble_with(most); !trouble.empty())
        return refuse(which, one.id, "model " + std::string{one.model->name} + ": " + trouble);
    one.most = most.value_or(cost{});
    one.priced = prices_.put_on(one.most, one.model->req_key) && most;
    if (!most) prices_.leave_out(one.model->req_key);
    if (one.most.pictures > 1) several_.insert("output " + stem_of(one.output));
    one.own_key = !line.job_key.empty();
    one.by_default = line.model.empty() && !one.own_key;
    one.request = hash_of(rules_, request->prepared(), line.job_key);
    one.key = one.own_key ? line.job_key : key_of(rules_, one.id, one.request);
    if (auto trouble = take_name(which, one.key, "job_key"); !trouble.empty())
        return refuse(which, one.id, std::move(trouble));
    one.job = jimeng::job_name_of_key(one.key);
    return one;
}

void checker::compare_names()
{
    for (auto const& [name, line] : lines_) {
        auto const shorter = without_number(name);
        auto const other = several_.contains(shorter) ? lines_.find(shorter) : lines_.end();
        if (other == lines_.end()) continue;
        faults_.push_back({std::max(line, other->second),
                           {},
                           "output " + jimeng::for_terminal(name.substr(7), 200) + ": line " +
                               std::to_string(std::min(line, other->second)) +
                               " may bring a file of this name, as one of several; choose another id"});
    }
}

} // namespace command::batch
