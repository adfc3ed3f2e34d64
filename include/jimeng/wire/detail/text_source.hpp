#ifndef JIMENG_WIRE_DETAIL_TEXT_SOURCE_HPP
#define JIMENG_WIRE_DETAIL_TEXT_SOURCE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/value_facts.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// The facts of all members of a model. The texts in them live as long as the program.
class kept_facts final : public facts_sink {
public:
    void value(value_facts const& facts) override { all.push_back(facts); }
    std::vector<value_facts> all;
};

/// The members of a request as texts that a person wrote.
class text_source final : public field_source {
public:
    /// @param beyond_advice  Whether a length may be passed that is only advised.
    /// @param undocumented  Whether what a page does not list may be asked for.
    text_source(std::vector<value_facts> const& facts, std::span<named_text const> fields, bool beyond_advice,
                bool undocumented)
        : facts_{facts},
          fields_{fields},
          beyond_advice_{beyond_advice},
          undocumented_{undocumented}
    {}

    [[nodiscard]] bool typed() const override { return true; }
    [[nodiscard]] bool beyond_advice() const override { return beyond_advice_; }
    [[nodiscard]] bool undocumented() const override { return undocumented_; }

    [[nodiscard]] found text(std::string_view name, std::string_view& into) override
    {
        auto what = found::absent;
        for (auto const& one : fields_) {
            if (!is_called(one, name)) continue;
            if (what == found::present) return found::other_type; // a list, where one is wanted
            into = one.text;
            what = found::present;
        }
        return what;
    }
    [[nodiscard]] found whole(std::string_view name, std::int64_t& into) override { return number(name, into); }
    [[nodiscard]] found real(std::string_view name, double& into) override { return number(name, into); }
    [[nodiscard]] found truth(std::string_view name, bool& into) override
    {
        std::string_view word;
        if (auto const what = text(name, word); what != found::present) return what;
        into = word == "true";
        return into || word == "false" ? found::present : found::other_type;
    }
    [[nodiscard]] found texts(std::string_view name, std::vector<std::string_view>& into) override
    {
        for (auto const& one : fields_)
            if (is_called(one, name)) into.push_back(one.text);
        return into.empty() ? found::absent : found::present;
    }
    [[nodiscard]] found images(std::string_view, std::vector<inline_image>&) override { return found::absent; }

    /// The first name that no member has which can be typed; empty where all are known.
    [[nodiscard]] std::string_view foreign_name() const
    {
        for (auto const& one : fields_) {
            bool known = false;
            for (auto const& facts : facts_)
                known = known || (facts.typed_as != "-" && is_called(one, facts.name));
            if (!known) return one.name;
        }
        return {};
    }

private:
    template <class Number>
    found number(std::string_view name, Number& into)
    {
        std::string_view word;
        if (auto const what = text(name, word); what != found::present) return what;
        auto const read = read_number<Number>(word);
        if (read) into = *read;
        return read ? found::present : found::unreadable;
    }

    /// Whether a person means the member that is called so on the wire.
    [[nodiscard]] bool is_called(named_text const& one, std::string_view name) const
    {
        if (one.name == name) return true;
        for (auto const& facts : facts_)
            if (facts.name == name && !facts.typed_as.empty() && facts.typed_as == one.name) return true;
        return false;
    }

    std::vector<value_facts> const& facts_;
    std::span<named_text const> fields_;
    bool beyond_advice_;
    bool undocumented_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
