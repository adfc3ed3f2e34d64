#ifndef JIMENG_CORE_VALUE_KIND_HPP
#define JIMENG_CORE_VALUE_KIND_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_facts.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// A type that can be a member of a request, and answers for itself what everybody asks of one.
/// @par Exemplar
///     class exemplar_value {
///     public:
///         bool empty() const;                                             // left to the service: not sent
///         template <class Face> constexpr rule judge(Face face) const;    // optional: a rule that its value breaks
///         void write(std::string_view name, field_sink& to) const;        // only called where it is not empty
///         static parsed<exemplar_value> read(std::string_view name, field_source& from); // empty where absent
///         static void describe(value_facts facts, facts_sink& to);        // `facts` come with name and sentence
///     };
template <class Value>
concept described_value = requires(Value const& value, std::string_view name, field_sink& to, field_source& from,
                                   value_facts facts, facts_sink& sink)
{
    {
        value.empty()
        } -> std::same_as<bool>;
    value.write(name, to);
    {
        Value::read(name, from)
        } -> std::same_as<parsed<Value>>;
    Value::describe(facts, sink);
};

namespace detail {

/// A number that JSON and this library hold without loss.
template <class Number>
concept wire_number = plain_number<Number> &&(std::same_as<Number, float> || std::same_as<Number, double> ||
                                              (std::integral<Number> && std::numeric_limits<Number>::digits <= 63));

struct no_value_kind {};

/// A type with some of the functions of a described value, but not all: nobody may guess how it wants to be sent.
template <class Value>
concept describes_itself_in_part = requires
{
    &Value::write;
}
|| requires
{
    &Value::read;
}
|| requires
{
    &Value::describe;
};

} // namespace detail

/// The shortest way to a member of one's own: one number or truth value that may be left to the service. To be read from a
/// command line or a JSON text it needs `static parsed<V> parse(number)` too.
/// @par Exemplar
///     struct exemplar_seed { bool empty() const; std::int64_t value() const; };
template <class Value>
concept optional_value = !described_value<Value> && !detail::describes_itself_in_part<Value> && requires(Value const& v)
{
    {
        v.empty()
        } -> std::same_as<bool>;
    requires std::same_as < std::remove_cvref_t<decltype(v.value())>,
    bool > || detail::wire_number<std::remove_cvref_t<decltype(v.value())>>;
};

/// What everybody asks of a member: is it set, which rule does it break, write it, read it, what are its facts. Specialise
/// it for a type that cannot have functions of its own.
template <class Value>
struct value_kind : detail::no_value_kind {};

/// What a described member may be. Nothing else is sent: a guess at how to write another type would be paid for.
template <class Value>
concept member_kind = !std::derived_from<value_kind<Value>, detail::no_value_kind>;

template <described_value Value>
struct value_kind<Value> {
    static constexpr bool is_set(Value const& value) { return !value.empty(); }
    template <class Face>
    static constexpr rule judge(Value const& value, Face face)
    {
        if constexpr (requires { value.judge(face); })
            return value.judge(face);
        else
            return rules::none;
    }
    static void write(Value const& value, std::string_view name, field_sink& to) { value.write(name, to); }
    static parsed<Value> read(std::string_view name, field_source& from) { return Value::read(name, from); }
    static void describe(value_facts const& facts, facts_sink& to) { Value::describe(facts, to); }
};

namespace detail {

/// Why a source's value was not taken.
[[nodiscard]] inline violation not_taken(found what, std::string_view name, field_source& from, std::string limit = {})
{
    std::string_view given;
    if (from.typed()) (void)from.text(name, given);
    bool const typed = what == found::unreadable;
    return {typed ? rule{rules::number_is_readable} : rule{rules::type_is_right}, std::string{name}, std::string{given},
            std::move(limit)};
}

template <class Number>
found read_number_of(field_source& from, std::string_view name, Number& into)
{
    if constexpr (std::same_as<Number, bool>) {
        return from.truth(name, into);
    } else if constexpr (std::floating_point<Number>) {
        double number = 0.0;
        auto const what = from.real(name, number);
        into = static_cast<Number>(number);
        return what;
    } else {
        std::int64_t number = 0;
        auto const what = from.whole(name, number);
        if (what == found::present && !std::in_range<Number>(number)) return found::other_type;
        into = static_cast<Number>(number);
        return what;
    }
}

/// JSON knows no other ones.
template <std::floating_point Number>
constexpr bool is_finite(Number number) noexcept
{
    return number >= std::numeric_limits<Number>::lowest() && number <= std::numeric_limits<Number>::max();
}

template <class Number>
void write_number(field_sink& to, std::string_view name, Number number)
{
    if constexpr (std::same_as<Number, bool>)
        to.truth(name, number);
    else if constexpr (std::same_as<Number, float>)
        to.real(name, number_of_as_few_digits(number));
    else if constexpr (std::floating_point<Number>)
        to.real(name, number);
    else
        to.whole(name, number);
}

template <class Number>
inline constexpr auto type_of_number = std::same_as<Number, bool>    ? value_facts::type::truth
                                       : std::floating_point<Number> ? value_facts::type::real
                                                                     : value_facts::type::whole;

} // namespace detail

template <optional_value Value>
struct value_kind<Value> {
    using number = std::remove_cvref_t<decltype(std::declval<Value const&>().value())>;

    static constexpr bool is_set(Value const& value) { return !value.empty(); }
    template <class Face>
    static constexpr rule judge(Value const& value, Face face)
    {
        if constexpr (std::floating_point<number>)
            if (!value.empty() && !detail::is_finite(value.value())) return face(rules::number_is_finite);
        if constexpr (requires { value.judge(face); })
            return value.judge(face);
        else
            return rules::none;
    }
    static void write(Value const& value, std::string_view name, field_sink& to)
    {
        detail::write_number<number>(to, name, value.value());
    }
    /// Without `parse` only its type is looked at: nobody can make one.
    static parsed<Value> read(std::string_view name, field_source& from)
    {
        number seen{};
        auto const what = detail::read_number_of(from, name, seen);
        if (what == found::absent) return Value{};
        if (what != found::present) return detail::not_taken(what, name, from);
        if constexpr (requires {
                          {
                              Value::parse(seen)
                              } -> std::same_as<parsed<Value>>;
                      })
            return named(Value::parse(seen), name);
        else if (from.typed())
            return violation{rules::type_is_right, std::string{name}, "", "a value that a program sets"};
        return Value{};
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = detail::type_of_number<number>;
        to.value(facts);
    }

private:
    /// Its own `parse` does not know what the field is called.
    static parsed<Value> named(parsed<Value> value, std::string_view name)
    {
        if (value) return value;
        auto why = value.why();
        why.field = name;
        return why;
    }
};

/// A plain truth value is always sent.
template <>
struct value_kind<bool> {
    static constexpr bool is_set(bool) { return true; }
    template <class Face>
    static constexpr rule judge(bool, Face)
    {
        return rules::none;
    }
    static void write(bool value, std::string_view name, field_sink& to) { to.truth(name, value); }
    /// @param otherwise  Where the source does not have it.
    static parsed<bool> read(std::string_view name, field_source& from, bool otherwise = false)
    {
        bool value = otherwise;
        auto const what = from.truth(name, value);
        if (what == found::absent) return otherwise;
        if (what == found::present) return value;
        return detail::not_taken(what, name, from);
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.holds = value_facts::type::truth;
        to.value(facts);
    }
};

} // namespace jimeng::inline JIMENG_ABI

#endif
