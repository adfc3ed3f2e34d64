#include "help.hpp"

#include "../environment.hpp"
#include "decoration.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace command::terminal {

namespace {

/// Words on lines of so many columns at most; a longer word has a line of its own.
std::string in_columns(std::string const& text, std::size_t columns)
{
    std::string lines;
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(' ', at), text.size());
        auto const word = text.substr(at, end - at);
        bool const fits = used != 0 && used + 1 + word.size() <= columns;
        if (used != 0) lines += fits ? ' ' : '\n';
        lines += word;
        used = fits ? used + 1 + word.size() : word.size();
        at = end + 1;
    }
    return lines;
}

/// CLI11 puts what a negated flag stands for behind its name, which nobody types.
class plain_formatter : public CLI::Formatter {
public:
    std::string make_option_name(CLI::Option const* option, bool is_positional) const override
    {
        constexpr std::string_view of_negation = "{false}";
        auto name = CLI::Formatter::make_option_name(option, is_positional);
        for (auto at = name.find(of_negation); at != std::string::npos; at = name.find(of_negation, at))
            name.erase(at, of_negation.size());
        return name;
    }
};

class wide_formatter final : public plain_formatter {
public:
    explicit wide_formatter(int columns)
    {
        auto const all = static_cast<std::size_t>(std::clamp(columns, 60, 120));
        column_width(all < 90 ? 24 : 32);
        words_ = all - get_column_width();
    }

    std::string make_option_desc(CLI::Option const* option) const override
    {
        return in_columns(CLI::Formatter::make_option_desc(option), words_);
    }
    std::string make_subcommand(CLI::App const* sub) const override
    {
        std::stringstream out;
        CLI::detail::format_help(out, sub->get_name(), in_columns(sub->get_description(), words_), get_column_width());
        return out.str();
    }

private:
    std::size_t words_;
};

} // namespace

std::shared_ptr<CLI::Formatter> help_layout()
{
    bool const wanted = ::isatty(STDOUT_FILENO) == 1 || is_set("COLUMNS");
    int const columns = wanted ? columns_of(STDOUT_FILENO) : 0;
    if (columns > 0) return std::make_shared<wide_formatter>(columns);
    return std::make_shared<plain_formatter>();
}

} // namespace command::terminal
