#include "help.hpp"

#include "../environment.hpp"
#include "decoration.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>

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

class formatter final : public CLI::Formatter {
public:
    explicit formatter(int columns)
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

std::shared_ptr<CLI::Formatter> help_for_width()
{
    bool const wanted = ::isatty(STDOUT_FILENO) == 1 || is_set("COLUMNS");
    int const columns = wanted ? columns_of(STDOUT_FILENO) : 0;
    return columns > 0 ? std::make_shared<formatter>(columns) : nullptr;
}

} // namespace command::terminal
