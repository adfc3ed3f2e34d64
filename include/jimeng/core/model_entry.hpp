#ifndef JIMENG_CORE_MODEL_ENTRY_HPP
#define JIMENG_CORE_MODEL_ENTRY_HPP

#include <jimeng/core/check.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/blank_request.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/request_fields.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/core/value_facts.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// How many results one task of a model can bring; one where it does not say.
template <class Request>
inline constexpr std::size_t most_results_of = 1;
template <class Request>
requires requires
{
    Request::result::most;
}
inline constexpr std::size_t most_results_of<Request> = Request::result::most;

/// How well a model is known as a whole.
template <class Request>
inline constexpr evidence evidence_of = evidence::documented;
template <class Request>
requires requires
{
    Request::known;
}
inline constexpr evidence evidence_of<Request> = Request::known;

/// What `resp_data` of a model's answer looks like: a JSON text, for programs that imitate the service; empty where a
/// model gives none. `{name}` stands for the member of that name, `{picture link}` and `{video link}` for addresses.
template <class Request>
inline constexpr std::string_view sample_response_of = {};
template <class Request>
requires requires
{
    Request::sample_response;
}
inline constexpr std::string_view sample_response_of<Request> = Request::sample_response;

/// A model with its type taken away: for programs that choose it at run time, a user's own models included.
///
/// Any number of threads may use one. `entry_of<Model>` makes it.
struct model_entry {
    std::string_view req_key;
    std::string_view name;
    std::string_view title;
    std::string_view action_stem;
    result_kind result;
    std::size_t most_results;
    evidence known;
    std::string_view sample_response; ///< See `sample_response_of`.

    /// Reads a request, checks it, and writes it to `to`; outlines it to `outline`. The violation
    /// names the first rule that is broken; then nothing was written.
    violation (*read)(field_source& from, field_sink& to, request_outline& outline);
    /// Tells what there is to know of its members.
    void (*describe)(facts_sink& to);
    /// Tells those of the rules between them that can be told.
    void (*describe_rules)(rules_sink& to);
};

namespace detail {

/// The name of the member that says what is wanted; empty where none does.
class subject_name final : public facts_sink {
public:
    void value(value_facts const& facts) override
    {
        if (facts.is_subject && name.empty()) name = facts.name;
    }
    std::string_view name;
};

/// That member's text and the number of inputs, where a model does not outline itself.
class subject_text final : public field_sink {
public:
    explicit subject_text(std::string_view name) : name_{name} {}

    void text(std::string_view name, std::string_view value) override
    {
        if (!name_.empty() && name == name_) found = value;
    }
    void whole(std::string_view, std::int64_t) override {}
    void real(std::string_view, double) override {}
    void truth(std::string_view, bool) override {}
    void texts(std::string_view, std::span<std::string_view const> values) override { inputs += values.size(); }
    void files(std::string_view, std::span<local_file const> values) override { inputs += values.size(); }

    std::string_view found;
    std::size_t inputs = 0;

private:
    std::string_view name_;
};

template <class Request>
request_outline outline_of(Request const& request)
{
    if constexpr (requires { request.outline(); }) return request.outline();
    request_outline outline;
    outline.most_results = most_results_of<Request>;
    subject_name subject;
    describe_fields<Request>(subject);
    subject_text seen{subject.name};
    write_fields(request, seen);
    outline.text = seen.found;
    outline.inputs = seen.inputs;
    return outline;
}

template <class Request>
violation read_entry(field_source& from, field_sink& to, request_outline& outline)
{
    if constexpr (every_member_known<Request>) {
        auto request = blank_request<Request>();
        if (auto why = read_fields(request, from)) return why;
        outline = outline_of(request);
        outline.text.keep(); // a member may own its text
        write_fields(request, to);
    }
    return {};
}

} // namespace detail

namespace detail {

template <class Request>
consteval model_entry make_entry()
{
    assert_can_be_sent<Request>();
    return {Request::req_key,        Request::name,
            Request::title,          action_stem_of<Request>(),
            result_kind_of<Request>, most_results_of<Request>,
            evidence_of<Request>,    sample_response_of<Request>,
            &read_entry<Request>,    &describe_fields<Request>,
            &describe_rules<Request>};
}

} // namespace detail

template <described_request Request>
inline constexpr model_entry entry_of = detail::make_entry<Request>();

} // namespace jimeng::inline JIMENG_ABI

#endif
