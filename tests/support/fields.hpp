#ifndef JIMENG_TESTS_SUPPORT_FIELDS_HPP
#define JIMENG_TESTS_SUPPORT_FIELDS_HPP

#include <jimeng/core/field_io.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/value_facts.hpp>

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Remembers what was written, one `name=value` after the other.
class noted_fields final : public jimeng::field_sink {
public:
    void text(std::string_view name, std::string_view value) override { note(name, '"' + std::string{value} + '"'); }
    void whole(std::string_view name, std::int64_t value) override { note(name, std::to_string(value)); }
    void real(std::string_view name, double value) override { note(name, jimeng::detail::number_text(value) + "r"); }
    void truth(std::string_view name, bool value) override { note(name, value ? "true" : "false"); }
    void texts(std::string_view name, std::span<std::string_view const> values) override
    {
        std::string all = "[";
        for (auto const value : values)
            (all += all.size() == 1 ? "" : ",") += value;
        note(name, all + "]");
    }
    void files(std::string_view name, std::span<jimeng::local_file const> values) override
    {
        std::string all = "files[";
        for (auto const& value : values)
            (all += all.back() == '[' ? "" : ",") += std::string{value.path} + ":" + std::to_string(value.size_bytes);
        note(name, all + "]");
    }
    void end() override { seen += seen.empty() ? "end" : " end"; }

    std::string seen;

private:
    void note(std::string_view name, std::string const& value)
    {
        (seen += seen.empty() ? "" : " ") += std::string{name} + "=" + value;
    }
};

/// Has what the test puts into it: as a person types it, or as a program sends it.
class given_fields final : public jimeng::field_source {
public:
    using value = std::variant<std::string, std::int64_t, double, bool, std::vector<std::string>>;

    explicit given_fields(bool typed, std::map<std::string, value, std::less<>> given = {})
        : values{std::move(given)},
          typed_{typed}
    {}

    [[nodiscard]] bool typed() const override { return typed_; }
    [[nodiscard]] bool beyond_advice() const override { return lenient; }
    [[nodiscard]] bool undocumented() const override { return beyond_page; }
    [[nodiscard]] jimeng::found text(std::string_view name, std::string_view& into) override
    {
        return get<std::string>(name, into);
    }
    [[nodiscard]] jimeng::found whole(std::string_view name, std::int64_t& into) override
    {
        return typed_ ? number(name, into) : get<std::int64_t>(name, into);
    }
    [[nodiscard]] jimeng::found real(std::string_view name, double& into) override
    {
        return typed_ ? number(name, into) : get<double>(name, into);
    }
    [[nodiscard]] jimeng::found truth(std::string_view name, bool& into) override { return get<bool>(name, into); }
    [[nodiscard]] jimeng::found texts(std::string_view name, std::vector<std::string_view>& into) override
    {
        auto const at = values.find(name);
        if (at == values.end()) return jimeng::found::absent;
        auto const* const list = std::get_if<std::vector<std::string>>(&at->second);
        if (list == nullptr) return jimeng::found::other_type;
        into.assign(list->begin(), list->end());
        return jimeng::found::present;
    }
    [[nodiscard]] jimeng::found images(std::string_view name, std::vector<jimeng::inline_image>& into) override
    {
        auto const at = inside.find(name);
        if (at == inside.end()) return jimeng::found::absent;
        into = at->second;
        return jimeng::found::present;
    }

    std::map<std::string, value, std::less<>> values;
    std::map<std::string, std::vector<jimeng::inline_image>, std::less<>> inside;
    bool lenient = false;
    bool beyond_page = false;

private:
    template <class Held, class Into>
    jimeng::found get(std::string_view name, Into& into)
    {
        auto const at = values.find(name);
        if (at == values.end()) return jimeng::found::absent;
        auto const* const held = std::get_if<Held>(&at->second);
        if (held == nullptr) return jimeng::found::other_type;
        into = *held;
        return jimeng::found::present;
    }
    template <class Number>
    jimeng::found number(std::string_view name, Number& into)
    {
        std::string_view words;
        auto const what = get<std::string>(name, words);
        if (what != jimeng::found::present) return what;
        auto const read = jimeng::detail::read_number<Number>(words);
        if (!read) return jimeng::found::unreadable;
        into = *read;
        return jimeng::found::present;
    }

    bool typed_;
};

/// The facts of a type or a model, in their order.
class noted_facts final : public jimeng::facts_sink {
public:
    void value(jimeng::value_facts const& facts) override { all.push_back(facts); }

    std::vector<jimeng::value_facts> all;
};

template <class Value>
std::string written(Value const& value, std::string_view name = "name")
{
    noted_fields sink;
    value.write(name, sink);
    return sink.seen;
}

template <class Value>
jimeng::value_facts facts_of()
{
    noted_facts sink;
    jimeng::value_facts facts;
    facts.name = "name";
    Value::describe(facts, sink);
    return sink.all.at(0);
}

#endif
