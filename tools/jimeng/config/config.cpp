#include "config.hpp"

#include "../environment.hpp"
#include "file.hpp"
#include "nearest.hpp"

#include "../near_word.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace command::config {

namespace {

configuration& known()
{
    static configuration one;
    return one;
}

/// Whether a key is the name of something that must not lie in such a file.
bool is_secret(std::string_view key)
{
    std::string plain;
    for (char const one : key)
        if (one != '_' && one != '-') plain += static_cast<char>(one >= 'A' && one <= 'Z' ? one - 'A' + 'a' : one);
    static constexpr std::array<std::string_view, 6> parts{"secret",    "token",      "password",
                                                           "accesskey", "credential", "bearer"};
    return plain == "ak" || plain == "sk" || plain.ends_with("key") ||
           std::ranges::any_of(parts, [&](auto const part) { return plain.find(part) != std::string::npos; });
}

constexpr char where_secrets_go[] =
    ": secrets never belong into this file; keys go into VOLC_ACCESSKEY and VOLC_SECRETKEY or into "
    "~/.volc/credentials (chmod 600), a relay's token into JIMENG_BEARER_TOKEN; remove the line";

/// `endpoint`, or `endpoint of profile work`.
std::string name_of(file_entry const& one)
{
    auto const name = one.member.empty() ? one.key : one.key + '.' + one.member;
    return jimeng::for_terminal(name, 60) +
           (one.profile.empty() ? "" : " of profile " + jimeng::for_terminal(one.profile, 60));
}

/// As the variable has it.
std::string as_text(setting const& which, file_entry const& one)
{
    if (which.kind == holds::prices) return one.member + '=' + one.value;
    bool const below_home = which.kind == holds::folder && one.value.starts_with("~/") && is_set("HOME");
    return below_home ? std::string{variable("HOME")} + one.value.substr(1) : one.value;
}

/// What to do about a setting that there is not.
std::string words_for_setting(std::string_view near)
{
    return near.empty() ? "; jimeng config lists those that there are" : words_for_nearest(near);
}

/// A list of models is long, so the one that was meant is told beside it.
std::string must_be_instead(setting const& which, std::string_view value, jimeng::model_list models)
{
    auto must = must_be(which, value, models);
    if (!must.empty() && which.kind == holds::model) must += words_for_nearest(near_model(value, models));
    return must;
}

std::string wrong_with(file_entry const& one, jimeng::model_list models)
{
    if (is_secret(one.key) || is_secret(one.member)) return name_of(one) + where_secrets_go;
    auto const* const which = find_setting(one.key);
    bool const is_table = which != nullptr && which->kind == holds::prices;
    if (which == nullptr || (!is_table && !one.member.empty()))
        return "there is no setting " + name_of(one) + words_for_setting(nearest_setting(one.key));
    if (is_table && one.member.empty()) return "prices is a table: write [prices], and below it \"4.0\" = 0.2";
    if (one.is == file_entry::type::other) return name_of(one) + ": is neither text nor number";
    bool const wants_text = which->kind != holds::number && which->kind != holds::whole && !is_table;
    if (wants_text && one.is != file_entry::type::text) return name_of(one) + ": put its value into quotes";
    auto const must = must_be_instead(*which, as_text(*which, one), models);
    auto const shown = jimeng::for_terminal(jimeng::without_user(one.value), 60);
    return must.empty() ? must : name_of(one) + " is '" + shown + "': it must be " + must;
}

std::string words_for_profile(configuration const& read, std::vector<std::string> const& profiles)
{
    auto text = read.asked_by + ' ' + jimeng::for_terminal(read.profile, 60) + ": ";
    if (!read.is_there) return text + "there is no " + jimeng::for_terminal(read.path) + " to have a profile";
    if (profiles.empty())
        return text + jimeng::for_terminal(read.path) + " has no profile; add [profile." +
               jimeng::for_terminal(read.profile, 60) + "]";
    text += jimeng::for_terminal(read.path) + " has no such profile; it has ";
    for (auto const& one : profiles)
        text += (&one == profiles.data() ? "" : ", ") + jimeng::for_terminal(one, 60);
    return text;
}

/// What the file says of one setting, of the profile where it says it; of prices each one.
std::string value_of(setting const& which, std::vector<file_entry> const& all, std::string const& profile,
                     taken_value& taken)
{
    std::string text;
    for (bool const of_profile : {false, true}) {
        if (of_profile && profile.empty()) break;
        for (auto const& one : all) {
            bool const told_again =
                !of_profile && which.kind == holds::prices && std::ranges::any_of(all, [&](auto const& other) {
                    return other.profile == profile && !profile.empty() && other.key == one.key &&
                           other.member == one.member;
                });
            if (told_again || one.key != which.name || one.profile != (of_profile ? profile : "")) continue;
            taken = {of_profile ? origin::profile : origin::file, one.line};
            text =
                which.kind == holds::prices && !text.empty() ? text + ' ' + as_text(which, one) : as_text(which, one);
        }
    }
    return text;
}

void fill_in(configuration& read, std::vector<file_entry> const& all)
{
    for (std::size_t i = 0; i != settings.size(); ++i) {
        taken_value taken;
        auto const text = value_of(settings[i], all, read.profile, taken);
        if (taken.from == origin::usual || is_set(settings[i].variable)) continue;
        ::setenv(settings[i].variable, text.c_str(), 1);
        read.taken[i] = taken;
    }
}

void take_file(configuration& read, std::string const& text, jimeng::model_list models)
{
    auto const begin = jimeng::for_terminal(read.path);
    auto found = parse(text);
    if (!found.trouble.empty())
        return void(read.trouble = begin + (found.trouble.starts_with("line ") ? ", " : ": ") + found.trouble);
    std::ranges::sort(found.entries, {}, &file_entry::line); // TOML++ has them by name
    for (auto const& one : found.entries)
        if (auto const wrong = wrong_with(one, models); !wrong.empty())
            return void(read.trouble = begin + ", line " + std::to_string(one.line) + ": " + wrong);
    read.profiles = found.profiles;
    bool const has_profile =
        read.profile.empty() || std::ranges::find(found.profiles, read.profile) != found.profiles.end();
    has_profile ? fill_in(read, found.entries) : void(read.trouble = words_for_profile(read, found.profiles));
}

/// The library and others judge their own variables; these are read here alone.
std::string wrong_with_variables(jimeng::model_list models)
{
    for (auto const name : {"model", "rate", "wait_timeout", "prices"}) {
        auto const& which = *find_setting(name);
        if (!is_set(which.variable)) continue;
        std::string_view const value{std::getenv(which.variable)};
        if (auto const must = must_be_instead(which, value, models); !must.empty())
            return std::string{which.variable} + " is '" + jimeng::for_terminal(value, 60) + "': it must be " + must;
    }
    return {};
}

} // namespace

void load(std::optional<std::string> profile, jimeng::model_list models)
{
    auto& read = known();
    read = {};
    read.path = file_path();
    if (profile || is_set("JIMENG_PROFILE")) {
        read.asked_by = profile ? "--profile" : "JIMENG_PROFILE";
        read.profile = profile ? *std::move(profile) : std::getenv("JIMENG_PROFILE");
        if (read.profile.empty()) return void(read.trouble = "--profile: is empty; name a profile, or leave it out");
    }
    std::string text, trouble;
    read.is_there = read_file(read.path, text, trouble);
    if (!trouble.empty()) return void(read.trouble = jimeng::for_terminal(read.path) + ": " + trouble);
    if (!read.is_there && !read.profile.empty()) return void(read.trouble = words_for_profile(read, {}));
    read.trouble = wrong_with_variables(models); // before the file's values stand beside them
    read.of_variable = !read.trouble.empty();
    if (read.is_there && read.trouble.empty()) take_file(read, text, models);
}

configuration const& in_use()
{
    return known();
}

std::string place_of(std::string_view variable)
{
    auto const& read = known();
    for (std::size_t i = 0; i != settings.size(); ++i)
        if (settings[i].variable == variable && read.taken[i].from != origin::usual)
            return std::string{settings[i].name} + " in " + jimeng::for_terminal(read.path);
    return std::string{variable};
}

} // namespace command::config
