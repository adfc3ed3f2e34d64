#include "openai_fields.hpp"

#include <jimeng/core/numbers.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace command::serve {

namespace {

namespace json = boost::json;

/// A field of OpenAI's that says nothing while it has one of these values.
struct without_counterpart {
    std::string_view name;
    std::array<std::string_view, 3> idle;
};

constexpr std::array without_counterparts{
    without_counterpart{"background", {"auto"}},           without_counterpart{"input_fidelity", {"auto", "low"}},
    without_counterpart{"moderation", {"auto"}},           without_counterpart{"output_compression", {"100"}},
    without_counterpart{"output_format", {"auto", "png"}}, without_counterpart{"partial_images", {"0"}},
    without_counterpart{"quality", {"auto", "standard"}},  without_counterpart{"stream", {"false"}},
    without_counterpart{"style", {"auto", "vivid"}},
};

std::string text_of(json::value const& value)
{
    return value.is_string() ? std::string{value.get_string()} : json::serialize(value);
}

std::optional<std::int64_t> whole(json::value const& value, bool is_form)
{
    if (value.is_int64()) return value.get_int64();
    if (!is_form || !value.is_string()) return std::nullopt;
    auto const read = jimeng::detail::read_number<std::int64_t>(std::string{value.get_string()});
    return read ? std::optional{*read} : std::nullopt;
}

std::optional<reply> take_idle(given& from, all_facts const& facts)
{
    for (auto const& one : without_counterparts) {
        if (has_field(facts, one.name)) continue;
        auto const value = from.take(one.name);
        if (!value) continue;
        auto const text = text_of(*value);
        if (!text.empty() && std::find(one.idle.begin(), one.idle.end(), text) != one.idle.end()) continue;
        return bad_request(std::string{one.name} + ' ' + text.substr(0, 60) +
                               ": Jimeng has nothing of the kind; leave it out",
                           std::string{one.name}, "unsupported_parameter");
    }
    return std::nullopt;
}

/// `1024x1536`
bool read_sides(std::string_view text, std::int64_t& width, std::int64_t& height)
{
    auto const x = text.find('x');
    if (x == std::string_view::npos) return false;
    auto const w = jimeng::detail::read_number<std::int64_t>(text.substr(0, x));
    auto const h = jimeng::detail::read_number<std::int64_t>(text.substr(x + 1));
    if (!w || !h) return false;
    width = *w;
    height = *h;
    return true;
}

} // namespace

bool has_field(all_facts const& facts, std::string_view name)
{
    return std::any_of(facts.begin(), facts.end(), [&](auto const& one) { return one.name == name; });
}

std::optional<reply> take_openai_fields(given& from, all_facts const& facts, picture_request& to)
{
    if (auto const n = from.take("n")) {
        auto const count = whole(*n, from.is_form);
        if (!count || *count < 1 || *count > 10)
            return bad_request("n " + text_of(*n).substr(0, 60) + ": is no whole number from 1 to 10; ask for fewer",
                               "n");
        to.count = *count;
    }
    if (auto const format = from.take("response_format")) {
        auto const text = text_of(*format);
        if (text != "url" && text != "b64_json")
            return bad_request("response_format " + text.substr(0, 60) + ": is neither url nor b64_json",
                               "response_format");
        to.as_base64 = text == "b64_json";
    }
    if (auto const user = from.take("user"); user && !user->is_string())
        return bad_request("user: is no text; write it in quotes", "user");
    return take_idle(from, facts);
}

std::optional<reply> translate_size(given& from, jimeng::model_entry const& model, all_facts const& facts)
{
    auto const found = from.fields.find("size");
    if (found == from.fields.end() || !found->value().is_string()) return std::nullopt;
    auto const text = std::string{found->value().get_string()};
    std::int64_t width = 0, height = 0;
    if (text == "auto" || text.empty()) return from.fields.erase("size"), std::nullopt;
    if (!read_sides(text, width, height)) return std::nullopt; // a word of the model's, or a rule says what is wrong
    if (!has_field(facts, "width") || !has_field(facts, "height"))
        return bad_request("size " + text.substr(0, 60) + ": model " + std::string{model.name} +
                               " takes none; leave it out",
                           "size", "unsupported_parameter");
    if (from.fields.contains("width") || from.fields.contains("height"))
        return bad_request("size: stands beside width and height; give one of them", "size");
    from.fields.erase("size");
    from.fields["width"] = width;
    from.fields["height"] = height;
    return std::nullopt;
}

std::optional<reply> settle_count(given& from, all_facts const& facts, std::int64_t count)
{
    if (has_field(facts, "force_single") && !from.fields.contains("force_single")) from.fields["force_single"] = true;
    if (count == 1 || !has_field(facts, "seed")) return std::nullopt;
    auto const seed = from.fields.find("seed");
    if (seed == from.fields.end()) return from.fields["seed"] = -1, std::nullopt; // each begins elsewhere
    if (text_of(seed->value()) == "-1") return std::nullopt;
    return bad_request("n: with a seed all pictures are the same, and each is paid; leave n or seed out", "n");
}

} // namespace command::serve
