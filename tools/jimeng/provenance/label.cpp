#include "label.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace command::provenance {

namespace {

using boost::json::object;

/// The standard's name, and the one that the service takes in `aigc_meta`.
struct field_name {
    std::string_view standard;
    std::string_view of_service;
};

constexpr std::array<field_name, 7> label_names{{{"Label", ""},
                                                 {"ContentProducer", "content_producer"},
                                                 {"ProduceID", "producer_id"},
                                                 {"ReservedCode1", ""},
                                                 {"ContentPropagator", "content_propagator"},
                                                 {"PropagateID", "propagate_id"},
                                                 {"ReservedCode2", ""}}};

std::optional<object> object_in(std::string_view text)
{
    boost::system::error_code ec;
    auto value = boost::json::parse(text, ec);
    if (ec.failed() || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

bool has_a_field(object const& from)
{
    return std::any_of(label_names.begin(), label_names.end(), [&](field_name const& name) {
        return from.contains(name.standard) || (!name.of_service.empty() && from.contains(name.of_service));
    });
}

/// `{"AIGC": {...}}`, or with the object as a text.
std::optional<object> inner(object const& outer)
{
    auto const* const found = outer.if_contains("AIGC");
    if (found == nullptr) return std::nullopt;
    if (found->is_object()) return found->get_object();
    return found->is_string() ? object_in(std::string_view{found->get_string().data(), found->get_string().size()})
                              : std::nullopt;
}

std::string without_entities(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{
        {{"&quot;", "\""}, {"&#34;", "\""}, {"&apos;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}};
    std::string plain_text;
    while (!text.empty()) {
        auto const* const found = std::find_if(entities.begin(), entities.end(),
                                               [&](auto const& one) { return text.starts_with(one.first); });
        bool const is_entity = found != entities.end();
        plain_text += is_entity ? found->second : text.substr(0, 1);
        text.remove_prefix(is_entity ? found->first.size() : 1);
    }
    return plain_text;
}

/// The value of an attribute or element `...:AIGC` of XMP: one of the first few, and of some KiB at most.
/// @par Source Namespace http://www.tc260.org.cn/ns/AIGC/1.0/.
std::optional<object> label_in_xmp(std::string_view text)
{
    if (text.find("http://www.tc260.org.cn/ns/AIGC/") == std::string_view::npos) return std::nullopt;
    constexpr int most_places = 16;
    constexpr std::size_t longest_value = std::size_t{32} * 1024;
    auto at = text.find(":AIGC");
    for (int i = 0; i != most_places && at != std::string_view::npos; ++i, at = text.find(":AIGC", at + 1)) {
        auto rest = text.substr(at + 5, longest_value);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
        char end = '<';
        if (rest.starts_with('=')) {
            auto const quote = rest.find_first_of("'\"");
            if (quote == std::string_view::npos) continue;
            end = rest[quote];
            rest.remove_prefix(quote + 1);
        } else if (rest.starts_with('>')) {
            rest.remove_prefix(1);
        } else {
            continue; // the namespace's own declaration, for instance
        }
        auto const size = rest.find(end);
        if (size == std::string_view::npos) continue;
        if (auto found = object_in(without_entities(rest.substr(0, size)))) return found;
    }
    return std::nullopt;
}

bool is_xmp(found_text const& text)
{
    return text.place.ends_with("XMP") || text.key == "XML:com.adobe.xmp";
}

std::optional<object> label_in(found_text const& text)
{
    if (is_xmp(text)) return label_in_xmp(text.text);
    auto plain = text.text;
    std::erase(plain, '\0'); // a comment in UTF-16, or one that is filled up
    auto found = object_in(plain);
    if (!found) return std::nullopt;
    if (auto inside = inner(*found)) return inside;
    bool const named = text.key == "AIGC";
    bool const speaks = found->contains("Label") && has_a_field(*found);
    if (text.key == "jimeng" || (!named && !speaks)) return std::nullopt;
    return found;
}

} // namespace

std::optional<content_label> label_in(file_texts const& texts)
{
    constexpr std::size_t most = 64;
    for (auto const& text : texts.all) {
        auto const found = label_in(text);
        if (!found || !has_a_field(*found)) continue;
        content_label label{text.place, {}};
        for (auto const& member : *found) {
            if (label.fields.size() == most) break;
            auto const& value = member.value();
            label.fields.emplace_back(std::string{member.key()}, value.is_string() ? std::string{value.get_string()}
                                                                                   : boost::json::serialize(value));
        }
        return label;
    }
    return std::nullopt;
}

std::vector<std::string_view> content_label::missing() const
{
    std::vector<std::string_view> all;
    for (auto const& name : label_names) {
        bool const there = std::any_of(fields.begin(), fields.end(), [&](auto const& field) {
            return field.first == name.standard || field.first == name.of_service;
        });
        if (!there) all.push_back(name.standard);
    }
    return all;
}

} // namespace command::provenance
