#ifndef JIMENG_CORE_VALUES_ADDRESS_LIST_HPP
#define JIMENG_CORE_VALUES_ADDRESS_LIST_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_kind.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

template <fixed_string What, std::size_t Most>
inline constexpr rule_words<"more " + What + " urls than " + detail::decimal<static_cast<std::int64_t>(Most)>() +
                                ", which this model accepts",
                            "give fewer">
    addresses_within{};

} // namespace rules

/// Addresses that the service fetches, at most `Max` of them, in the caller's order.
/// @tparam What  How messages call one: `image`, `video`; a command line calls the list so, with an s.
/// @par Object lifetimes The texts must outlive the request.
template <std::size_t Max, fixed_string What>
class address_list {
public:
    static constexpr std::size_t max_count = Max;

    constexpr address_list() = default;

    template <std::size_t... N>
    requires(sizeof...(N) > 0) consteval address_list(char const (&... literals)[N]) : count_{sizeof...(N)}
    {
        if (sizeof...(N) > Max) at_compile_time{}(rules::addresses_within<What, Max>);
        if constexpr (sizeof...(N) <= Max) texts_ = {std::string_view{literals, N - 1}...};
        for (auto const text : *this)
            judge_address<What>(text, at_compile_time{});
    }

    violation add(std::string const&& text) = delete; // the view would dangle
    violation add(char const* text) { return add(std::string_view{text}); }
    /// Adds one; the violation tells why it was not added.
    violation add(std::string_view text)
    {
        if (auto const broken = judge_address<What>(text, at_run_time{}); broken != rules::none)
            return {broken, std::string{What.view()} + "s", std::string{text}, ""};
        if (count_ == Max) return too_many(Max + 1);
        texts_[count_++] = text;
        return {};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    [[nodiscard]] constexpr std::string_view const* begin() const noexcept { return texts_.data(); }
    [[nodiscard]] constexpr std::string_view const* end() const noexcept { return texts_.data() + count_; }

    void write(std::string_view name, field_sink& to) const { to.texts(name, {texts_.data(), count_}); }
    static parsed<address_list> read(std::string_view name, field_source& from)
    {
        std::vector<std::string_view> given;
        address_list addresses;
        auto const what = from.texts(name, given);
        if (what == found::absent) return addresses;
        if (what != found::present) return detail::not_taken(what, name, from, "a list of addresses");
        auto why = given.size() > Max ? too_many(given.size()) : violation{};
        for (auto const text : given)
            if (!why) why = addresses.add(text);
        if (!why) return addresses;
        why.field = name;
        return why;
    }
    static void describe(value_facts facts, facts_sink& to)
    {
        facts.typed_as = typed_as.view();
        facts.holds = value_facts::type::texts;
        facts.placeholder = "URL";
        facts.most_items = Max;
        facts.format = "uri";
        to.value(facts);
    }

private:
    static constexpr auto typed_as = What + "s";

    static violation too_many(std::size_t count)
    {
        return {rules::addresses_within<What, Max>, std::string{typed_as.view()}, std::to_string(count),
                std::to_string(Max)};
    }

    std::array<std::string_view, Max> texts_{};
    std::size_t count_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
