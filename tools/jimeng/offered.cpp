#include "offered.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace command {

namespace {

CLI::App const* running = nullptr;

} // namespace

offered_options::offered_options(CLI::App const& of) noexcept
{
    running = &of;
}

offered_options::~offered_options()
{
    running = nullptr;
}

bool offers(std::string_view option)
{
    return running != nullptr && running->get_option_no_throw(std::string{option}) != nullptr;
}

std::string_view or_no_journal()
{
    return offers("--no-journal") ? ", or add --no-journal" : "";
}

} // namespace command
