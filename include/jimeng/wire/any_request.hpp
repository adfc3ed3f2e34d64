#ifndef JIMENG_WIRE_ANY_REQUEST_HPP
#define JIMENG_WIRE_ANY_REQUEST_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/wire/prepared_entry.hpp>
#include <jimeng/wire/prepared_request.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"request is no JSON object", "write one, with each field under its name">
    request_is_object{};
inline constexpr rule_words<"the model has no field of this name",
                            "see its schema, or send it all the same: with_extra">
    field_is_known{};
inline constexpr rule_words<"the field is the model's own, or was added already",
                            "give it once, as a field of the request">
    extra_is_new{};
inline constexpr rule_words<"value is no JSON", "write text in quotes, or a number, true, false, a list, an object">
    extra_is_json{};
inline constexpr rule_words<"name of the field is empty or holds more than letters, digits and _",
                            "see the vendor's page">
    extra_has_name{};

} // namespace rules

/// How a request that is chosen at run time is read.
struct any_options {
    bool beyond_advice = false; ///< Whether a text may be longer than its page advises.
    bool undocumented = false;  ///< Whether what a page does not list may be asked for: other words, other frames.
};

/// A request whose model is chosen at run time: read, checked by the same rules and with the same sentences as one of a known
/// type, and encoded. A client takes it as any other request, and returns what it brings as `pictures`; see `to_video`.
/// @par Object lifetimes It keeps nothing of what it was made from. The model's entry must outlive it. Local files are looked
/// at here, and read when the request is sent.
class any_request {
public:
    /// From a JSON object with the fields under their names on the wire, local files as base64. A name that the model does not
    /// have is refused; `req_key` may be there if it is the model's.
    [[nodiscard]] JIMENG_DECL static parsed<any_request> from_json(model_entry const& model, std::string_view json,
                                                                   any_options how = {});
    /// From what a person wrote; images may be names of local files.
    [[nodiscard]] JIMENG_DECL static parsed<any_request>
    from_texts(model_entry const& model, std::span<named_text const> fields, any_options how = {});
    /// From a source of one's own.
    [[nodiscard]] JIMENG_DECL static parsed<any_request> from(model_entry const& model, field_source& fields);
    /// From a request whose model is known, to add something to it.
    template <described_request Request>
    [[nodiscard]] static parsed<any_request> of(Request const& request)
    {
        auto prepared = jimeng::prepare(request);
        if (prepared.broken) return prepared.broken;
        any_request made{entry_of<Request>, std::move(prepared)};
        made.outline_ = detail::outline_of(request);
        made.outline_.text.keep();
        return made;
    }

    /// Adds a field that the model's description does not have, such as one that the vendor added since: it is sent, and
    /// signed, like the others, and checked by nobody here.
    /// @param json  Its value: `7`, `"text"`, `[1, 2]`.
    violation with_extra(std::string_view name, std::string_view json) { return add(name, json); }

    [[nodiscard]] model_entry const& model() const noexcept { return *model_; }
    [[nodiscard]] prepared_request const& prepared() const noexcept { return prepared_; }
    /// What it asks for, in words that all models have in common.
    [[nodiscard]] request_outline const& outline() const noexcept { return outline_; }

private:
    any_request(model_entry const& model, prepared_request prepared) : model_{&model}, prepared_{std::move(prepared)} {}
    JIMENG_DECL violation add(std::string_view name, std::string_view json);

    model_entry const* model_;
    prepared_request prepared_;
    request_outline outline_{};
    std::string extras_{}; ///< Names of extra fields, each between two blanks.
};

[[nodiscard]] inline prepared_request prepare(any_request const& request)
{
    return request.prepared();
}

template <>
inline constexpr bool is_prepared<any_request> = true;

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/any_request.ipp>
#endif

#endif
