#include "arguments.hpp"
#include "page.hpp"

#include "../complaint.hpp"
#include "../exit_code.hpp"
#include "../language.hpp"
#include "../output_files.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/store/detail/journal_file.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <CLI/CLI.hpp>

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <ios>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace command::gallery {

namespace {

namespace fs = std::filesystem;

constexpr char examples[] = R"(Examples:
  jimeng gallery pictures
  jimeng gallery pictures --output overview.html --lang zh

The page shows what results.jsonl of jimeng batch tells, with the files that lie in FOLDER; it needs no network and no server.
Keep it where it was written: it leads to the files, it does not hold them.

Exit codes:
  0 the page is written   2 usage, or there is no results.jsonl   13 local file error
)";

/// The folder as the system knows it, without links.
fs::path real_path(fs::path const& path)
{
    std::error_code ec;
    auto real = fs::weakly_canonical(path, ec);
    if (ec) real = fs::absolute(path).lexically_normal();
    return real.has_filename() || real == real.root_path() ? real : real.parent_path();
}

struct trouble_found {
    std::string words;
    jimeng::client_errc why = jimeng::client_errc::rule_broken;
};

trouble_found about_results(fs::path const& path, int error)
{
    auto const shown = "results " + jimeng::for_terminal(path.string()) + ": ";
    if (error == ENOENT || error == ENOTDIR)
        return {
            shown +
            "is not there; name the folder that jimeng batch was given with --output; after batch --store, first run "
            "jimeng status --store URL --results > FOLDER/results.jsonl"};
    return {shown + "cannot be read: " + std::generic_category().message(error), jimeng::client_errc::file_io};
}

/// @return The text, or nothing and what is wrong.
std::optional<std::string> read_text(fs::path const& path, trouble_found& trouble)
{
    std::string text;
    jimeng::detail::descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (int const error = file ? jimeng::detail::read_all(file, text) : errno; error != 0) {
        trouble = about_results(path, error);
        return std::nullopt;
    }
    return text;
}

/// An older page may be written over, another file only where somebody says so.
bool may_write_over(fs::path const& path, bool overwrite)
{
    std::array<char, 256> beginning{};
    std::ifstream file{path, std::ios::binary};
    file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    return overwrite || is_page({beginning.data(), static_cast<std::size_t>(file.gcount())});
}

std::string trouble_with(arguments const& wanted, std::string const& output)
{
    if (wanted.folder.empty()) return "FOLDER: is empty; name the folder that jimeng batch was given with --output";
    if (output == "-" || !fs::path{output}.has_filename())
        return "output " + jimeng::for_terminal(output) + ": is no name of a file; name one, such as gallery.html";
    return trouble_with_output(output, may_write_over(output, wanted.overwrite), "--force");
}

/// From where the page is written; empty where that is the folder.
std::string way_to(fs::path const& folder, std::string const& output)
{
    auto const way = folder.lexically_relative(real_path(fs::absolute(output).parent_path()));
    return way.empty() || way == "." ? std::string{} : way.generic_string() + '/';
}

std::string_view lang_of(arguments const& wanted)
{
    if (!wanted.lang.empty()) return wanted.lang;
    return spoken_language() == language::chinese ? "zh" : "";
}

std::size_t missing_in(shown_results const& results)
{
    std::size_t count = 0;
    for (auto const& one : results.all)
        count += static_cast<std::size_t>(std::ranges::count(one.files, false, &shown_file::is_there));
    return count;
}

std::string told(arguments const& wanted, std::string const& output, shown_results const& results)
{
    if (!wanted.as_json)
        return spoken(jimeng::for_terminal(output, 4096) + ": " + std::to_string(results.all.size()) + " results, " +
                      std::to_string(missing_in(results)) + " files missing") +
               '\n';
    jimeng::json_writer json;
    json.begin_object();
    json.member("path", std::string_view{jimeng::is_utf8(output) ? output : jimeng::for_terminal(output, 4096)});
    json.member("results", static_cast<std::int64_t>(results.all.size()));
    json.member("missing_files", static_cast<std::int64_t>(missing_in(results)));
    json.member("damaged_lines", static_cast<std::int64_t>(results.damaged_lines));
    json.end_object();
    return json.take() + '\n';
}

} // namespace

void add_options(CLI::App& app, arguments& to)
{
    app.add_option("FOLDER", to.folder, "Folder of a jimeng batch, with its results.jsonl")->required()->type_name("");
    app.add_option("--output", to.output, "The page (default: FOLDER/gallery.html); an older page is written over")
        ->type_name("FILE");
    app.add_flag("--force", to.overwrite, "Overwrite an existing file that is no such page");
    add_lang(app, to.lang); // and of the page
    app.add_flag("--json", to.as_json, "Print one JSON document: path, results, missing_files, damaged_lines");
    app.footer(examples);
}

int run(arguments const& wanted, jimeng::model_list models)
{
    auto const output = wanted.output.empty() ? (fs::path{wanted.folder} / "gallery.html").string() : wanted.output;
    trouble_found trouble;
    auto const text = read_text(fs::path{wanted.folder} / "results.jsonl", trouble);
    if (auto words = trouble_with(wanted, output); !words.empty()) return refuse(wanted.as_json, words);
    if (!text) return refuse(wanted.as_json, trouble.words, trouble.why);
    auto const folder = real_path(wanted.folder);
    auto const results = read_results(folder, *text);
    page_setting const setting{jimeng::for_terminal(folder.filename().string()), way_to(folder, output),
                               lang_of(wanted)};
    auto const page = make_page(setting, results, models);
    if (auto words = save_text(output, page, true); !words.empty())
        return refuse(wanted.as_json, words, jimeng::client_errc::file_io);
    if (results.damaged_lines != 0)
        complain("note: " + std::to_string(results.damaged_lines) +
                 " lines of results.jsonl are damaged and left out; the same jimeng batch line mends them");
    return print(told(wanted, output, results)) ? success : local_io;
}

} // namespace command::gallery
