#ifndef JIMENG_CORE_REQUEST_FIELDS_HPP
#define JIMENG_CORE_REQUEST_FIELDS_HPP

#include <jimeng/core/check.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_facts.hpp>
#include <jimeng/core/value_kind.hpp>

#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Writes what is set of a request, and what the service needs besides.
template <described_request Request>
void write_fields(Request const& request, field_sink& to)
{
    detail::assert_can_be_sent<Request>();
    for_each_field(request, [&to]<class Value>(auto described, Value const& value) {
        if constexpr (member_kind<Value>)
            if (value_kind<Value>::is_set(value)) value_kind<Value>::write(value, described.name, to);
    });
    detail::for_each_rule<Request>([&](auto between) {
        if constexpr (requires { between.complete(request, to); }) between.complete(request, to);
    });
    to.end();
}

namespace detail {

/// A kind that is always set cannot say that it is absent: it is told what to be then.
template <class Value>
parsed<Value> read_member(Value const& value, std::string_view name, field_source& from)
{
    if constexpr (requires { value_kind<Value>::read(name, from, value); })
        return value_kind<Value>::read(name, from, value);
    else
        return value_kind<Value>::read(name, from);
}

} // namespace detail

/// Reads the fields of a request; the violation names the first that cannot be taken. What a person leaves out keeps the
/// model's own default.
template <described_request Request>
[[nodiscard]] violation read_fields(Request& request, field_source& from)
{
    detail::assert_can_be_sent<Request>();
    violation why;
    for_each_field(request, [&]<class Value>(auto described, Value& value) {
        if constexpr (member_kind<Value>) {
            if (why) return;
            auto read = detail::read_member(value, described.name, from);
            if (!read)
                why = read.why();
            else if (value_kind<Value>::is_set(*read) || !from.typed())
                value = *read;
        }
    });
    return why ? why : check(request);
}

/// Tells the facts of a request's members.
template <described_request Request>
void describe_fields(facts_sink& to)
{
    detail::assert_can_be_sent<Request>();
    detail::for_each_listed(detail::as_list(Request::fields()), [&to](auto described) {
        using value = std::remove_cvref_t<decltype(described.of(std::declval<Request&>()))>;
        value_facts facts;
        facts.name = described.name;
        facts.summary = described.summary;
        if constexpr (requires { described.known; }) facts.unverified = described.known == evidence::unverified;
        if constexpr (member_kind<value>) value_kind<value>::describe(facts, to);
    });
}

/// Tells what the rules between a request's members tell of themselves.
template <described_request Request>
void describe_rules(rules_sink& to)
{
    detail::for_each_rule<Request>([&to](auto between) {
        if constexpr (requires { between.describe(to); }) between.describe(to);
    });
}

} // namespace jimeng::inline JIMENG_ABI

#endif
