#include "spoken.hpp"

#include "language.hpp"
#include "texts/pages.hpp"
#include "texts/phrase_book.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <new>

namespace command {

namespace {

bool is_english() noexcept
{
    return spoken_language() == language::english;
}

std::array<std::string_view, 11> pages() noexcept
{
    using namespace texts;
    return {page_of_help,      page_of_models, page_of_rules,   page_of_codes,  page_of_network, page_of_files,
            page_of_arguments, page_of_runs,   page_of_batches, page_of_system, page_of_emulator};
}

texts::phrase_book const& book()
{
    static auto const made = [] {
        auto const all = pages();
        return texts::phrase_book{all};
    }();
    return made;
}

/// The line below the phrase in its page, without a book.
std::string_view find_in(std::string_view page, std::string_view phrase) noexcept
{
    for (auto at = page.find(phrase); at != std::string_view::npos; at = page.find(phrase, at + 1)) {
        bool const begins = at == 0 || page[at - 1] == '\n';
        auto const rest = page.substr(at + phrase.size());
        if (begins && rest.starts_with("\n= ")) return rest.substr(3, rest.find('\n', 3) - 3);
    }
    return {};
}

void speak_option(CLI::Option& option)
{
    option.description(spoken(option.get_description()));
    if (!option.get_group().empty()) option.group(spoken(option.get_group()));
}

} // namespace

std::string spoken(std::string_view line)
try {
    return is_english() ? std::string{line} : book().line(line);
} catch (std::bad_alloc const&) { // rather in English than not at all
    return std::string{line};
}

std::string spoken_page(std::string_view page)
{
    return is_english() ? std::string{page} : book().page(page);
}

std::string_view spoken_phrase(std::string_view phrase) noexcept
{
    if (is_english() || phrase.empty()) return phrase;
    for (auto const page : pages())
        if (auto const found = find_in(page, phrase); !found.empty()) return found;
    return phrase;
}

void speak_help(CLI::App& app)
{
    if (is_english()) return;
    app.description(spoken(app.get_description()));
    app.footer(spoken_page(app.get_footer()));
    if (!app.get_group().empty()) app.group(spoken(app.get_group()));
    for (auto const label :
         {"Usage", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "Positionals", "REQUIRED", "Excludes", "Needs"})
        app.get_formatter()->label(label, spoken(label));
    for (auto* const option : app.get_options())
        speak_option(*option);
    for (auto* const one : app.get_subcommands([](CLI::App const*) { return true; }))
        speak_help(*one);
}

} // namespace command
