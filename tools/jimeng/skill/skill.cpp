#include "skill.hpp"

#include "agent.hpp"
#include "placement.hpp"
#include "skill_files.hpp"

#include "../complaint.hpp"
#include "../exit_code.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"

#include <jimeng/core/escape.hpp>

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace command::skill {

namespace {

constexpr char examples[] = R"(  jimeng skill show
  jimeng skill install --agent claude
  jimeng skill install --path .agents/skills --yes

What lies there is replaced only where an earlier version of this command wrote it and nobody changed it since.
)";

int show(std::string const& file)
{
    auto const found = std::ranges::find(skill_files, file, &skill_file::path);
    if (found != skill_files.end()) return print(std::string{*found->text}) ? success : local_io;
    std::string names;
    for (auto const& one : skill_files)
        (names += names.empty() ? "" : ", ") += one.path;
    return refuse(false, "FILE " + jimeng::for_terminal(file, 60) + ": is none of the skill's; choose of " + names);
}

/// Whether somebody at the terminal agrees.
bool is_agreed(std::string const& folder, placement const& there)
{
    auto const begin = there.is_new ? "install the skill in " : "replace the skill in ";
    write_all(STDERR_FILENO, "jimeng: " + spoken(begin + jimeng::for_terminal(folder) + "?") + " [y/N] ");
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

int install_in(std::string const& folder, arguments const& wanted)
{
    auto const there = look_at(folder);
    if (there.is_same)
        return print(spoken(jimeng::for_terminal(folder) + ": is up to date") + '\n') ? success : local_io;
    if (!there.in_the_way.empty() && !wanted.force)
        return refuse(false, jimeng::for_terminal(there.in_the_way) +
                                 ": is not as this command wrote it; move it away, or replace it with --force");
    bool const can_ask = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
    if (!wanted.yes && !can_ask)
        return refuse(false, "the skill would be written to " + jimeng::for_terminal(folder) +
                                 ", and there is no terminal to ask at; add --yes to agree");
    if (!wanted.yes && !is_agreed(folder, there)) return complain("nothing was installed"), success;
    if (auto const trouble = write_files(folder); !trouble.empty())
        return refuse(false, trouble, jimeng::client_errc::file_io);
    return print(spoken(jimeng::for_terminal(folder) + ": installed") + '\n') ? success : local_io;
}

int install(arguments const& wanted)
{
    if (!wanted.path.empty() && !wanted.agent.empty())
        return refuse(false, "--path and --agent both name a place; leave one of them out");
    auto const agent = wanted.agent.empty() ? std::string{"generic"} : wanted.agent;
    auto const all = wanted.path.empty() ? skills_folder(agent) : std::filesystem::absolute(wanted.path).string();
    if (all.empty())
        return refuse(false, "--agent " + jimeng::for_terminal(agent, 60) +
                                 ": there is no place known for it; choose " + names_of_agents() +
                                 " with HOME set, or name the folder of its skills with --path FOLDER");
    return install_in((std::filesystem::path{all} / skill_name).lexically_normal().string(), wanted);
}

} // namespace

void add_options(CLI::App& app, arguments& to)
{
    app.add_option("WHAT", to.what, "show, or install")->required()->type_name("");
    app.add_option("FILE", to.file, "With show: which file of the skill (default: SKILL.md)")->type_name("");
    app.add_option("--agent", to.agent, "Whose folder of skills: " + names_of_agents() + " (default: generic)")
        ->type_name("NAME");
    app.add_option("--path", to.path, "Folder of skills of any other agent")->type_name("FOLDER");
    app.add_flag("--yes", to.yes, "Install without being asked");
    app.add_flag("--force", to.force, "Replace files that somebody changed");
    app.footer(examples);
}

int run(arguments const& wanted)
{
    if (wanted.what == "show") return show(wanted.file);
    if (wanted.what == "install") return install(wanted);
    return refuse(false, "WHAT " + jimeng::for_terminal(wanted.what, 60) + ": is not known; write show or install");
}

} // namespace command::skill
