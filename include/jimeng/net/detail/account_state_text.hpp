#ifndef JIMENG_NET_DETAIL_ACCOUNT_STATE_TEXT_HPP
#define JIMENG_NET_DETAIL_ACCOUNT_STATE_TEXT_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/net/detail/account_state.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// First on the line, so that another version's line is not taken for one of this.
inline constexpr std::string_view account_state_mark = "jimeng-account-1";

/// Writes numbers with blanks between them. Times are the machine's steady ones, in nanoseconds.
class state_writer {
public:
    void operator()(int value) { text_ += ' ' + std::to_string(value); }
    void operator()(bool value) { (*this)(value ? 1 : 0); }
    void operator()(double value) { text_ += ' ' + number_text(value); }
    void operator()(std::chrono::steady_clock::time_point value)
    {
        text_ += ' ' + std::to_string(std::chrono::nanoseconds{value.time_since_epoch()}.count());
    }
    [[nodiscard]] std::string line() const { return std::string{account_state_mark} + text_ + " .\n"; }

private:
    std::string text_;
};

/// Reads them again; what it has read counts only where it is good at the end.
class state_reader {
public:
    explicit state_reader(std::string_view line) : rest_{line} { good_ = word() == account_state_mark; }

    void operator()(int& value) { good_ = good_ && read(value) && value >= 0 && value <= 1'000'000; }
    void operator()(bool& value)
    {
        int number = 0;
        (*this)(number);
        value = number != 0;
    }
    void operator()(double& value) { good_ = good_ && read(value) && std::isfinite(value) && value >= 0.0; }
    void operator()(std::chrono::steady_clock::time_point& value)
    {
        std::int64_t number = 0;
        good_ = good_ && read(number) && number >= -latest && number <= latest;
        value = std::chrono::steady_clock::time_point{std::chrono::nanoseconds{number}};
    }
    [[nodiscard]] bool good() { return good_ && word() == "." && rest_.empty(); }

private:
    /// Half a billion seconds are left to whoever adds to a time.
    static constexpr std::int64_t latest = std::int64_t{8'000'000'000'000'000'000};

    std::string_view word()
    {
        auto const end = rest_.find_first_of(" \n");
        auto const found = rest_.substr(0, end);
        rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
        return found;
    }
    template <class Number>
    bool read(Number& value)
    {
        auto const number = read_number<Number>(word());
        if (number) value = *number;
        return number.has_value();
    }

    std::string_view rest_;
    bool good_ = false;
};

/// Both ways: each member once.
template <class Visitor, class Rate, class Tasks>
void visit_account(Visitor& visit, Rate& submits, Rate& queries, Tasks& tasks)
{
    for (auto* const rate : {&submits, &queries}) {
        visit(rate->refused);
        visit(rate->refused_at);
        visit(rate->due);
    }
    visit(tasks.limit);
    visit(tasks.clean);
    visit(tasks.refusals);
    visit(tasks.awaits_end);
    visit(tasks.awaits_chance);
    visit(tasks.refused_at);
    visit(tasks.again_at);
}

[[nodiscard]] inline std::string text_of(account_state const& state)
{
    state_writer writer;
    visit_account(writer, state.submits.remembered(), state.queries.remembered(), state.remembered());
    return writer.line();
}

/// Changes nothing where the text is not one of these.
inline void remember_text(account_state& state, std::string_view text, account_state::time_point now)
{
    paced_rate::memory submits, queries;
    account_state::task_memory tasks;
    state_reader reader{text};
    visit_account(reader, submits, queries, tasks);
    if (!reader.good()) return;
    state.submits.remember(submits, now);
    state.queries.remember(queries, now);
    state.remember(tasks, now);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
