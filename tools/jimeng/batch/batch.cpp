#include "arguments.hpp"
#include "check.hpp"
#include "earlier.hpp"
#include "running.hpp"
#include "summary.hpp"

#include "../cluster/cluster.hpp"
#include "../complaint.hpp"
#include "../config/defaults.hpp"
#include "../counted.hpp"
#include "../interrupt.hpp"
#include "../journal.hpp"
#include "../json_text.hpp"
#include "../output_files.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/store/job_folder.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace command::batch {

namespace {

constexpr double default_wait = 3600.0; ///< Seconds.

bool lie_elsewhere(std::vector<result_file> const& now, std::vector<result_file> const& before)
{
    return !std::equal(now.begin(), now.end(), before.begin(), before.end(),
                       [](result_file const& one, result_file const& other) { return one.path == other.path; });
}

/// A batch from its file to its end.
class whole_batch {
public:
    whole_batch(arguments const& wanted, jimeng::model_list models) : wanted_{wanted}, models_{models} {}

    int run();

private:
    int refuse_run(std::string const& words, jimeng::client_errc why = jimeng::client_errc::rule_broken) const;
    std::string read_settings();
    void check_lines();
    [[nodiscard]] bool was_begun_as(item const& one, jimeng::model_entry const& other) const;
    [[nodiscard]] std::string trouble_with_default(item const& one) const;
    [[nodiscard]] std::string trouble_with(item const& one, std::string_view endpoint);
    void sort_out_done();
    void tell_faults() const;
    int show_plan() const;
    std::string give_away();
    int enqueue();
    [[nodiscard]] bool make_folder(std::string& trouble);
    void note_invalid();
    int run_items();
    int end(running const& ran, bool stopped);
    [[nodiscard]] exit_code code_of(running const& ran, bool stopped) const;

    arguments wanted_;
    jimeng::model_list models_;
    budget limits_;
    check_rules rules_;
    std::optional<batch_input> input_;
    std::vector<item> all_;
    std::vector<item> open_;     ///< Those that are not done.
    std::vector<outcome> moved_; ///< Those that are, in a folder that was moved.
    std::vector<fault> faults_;
    earlier before_;
    tally counts_;
    ending ending_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// Nothing was sent.
int whole_batch::refuse_run(std::string const& words, jimeng::client_errc why) const
{
    int const code = refuse(false, words, why);
    if (!wanted_.results.json) return code;
    auto text = R"({"event":"end","exit_code":)" + std::to_string(code) + R"(,"message":)";
    append_json_string(text, words);
    print(text + "}\n");
    return code;
}

std::string whole_batch::read_settings()
{
    if (auto trouble = limits_.read(wanted_.budgets); !trouble.empty()) return trouble;
    if (auto trouble = before_.prices.read(wanted_.prices, models_); !trouble.empty()) return trouble;
    auto const folder = wanted_.results.output.value_or("");
    if (folder.empty() || folder == "-") return "output: is no folder; name one for the pictures and results.jsonl";
    if (auto trouble = trouble_with_output(folder.back() == '/' ? folder : folder + '/', true, {}); !trouble.empty())
        return trouble;
    auto path = std::filesystem::absolute(folder).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();
    auto const model = wanted_.model.empty() ? config::default_model() : wanted_.model;
    rules_ = {path.string(), path.string(), model, wanted_.how, wanted_.results.emulator};
    if (!wanted_.results.wait_timeout) wanted_.results.wait_timeout = default_wait;
    std::string trouble;
    input_ = batch_input::read(wanted_.file, wanted_.format, models_, trouble);
    if (input_ && input_->find_model(wanted_.model, models_) == nullptr)
        trouble = unknown_model(wanted_.model, models_);
    return trouble;
}

void whole_batch::check_lines()
{
    checker checks{*input_, rules_, models_, limits_, before_.prices};
    for (auto const& which : input_->records()) {
        if (wanted_.sample && all_.size() == *wanted_.sample) break;
        if (auto one = checks.check(which)) all_.push_back(*std::move(one));
    }
    checks.compare_names();
    faults_ = std::move(checks.faults());
}

/// Whether the line, as it is, was submitted to another model.
bool whole_batch::was_begun_as(item const& one, jimeng::model_entry const& other) const
{
    auto const request = request_of(input_->line(one.from), other, rules_.how, input_->decimal_comma());
    if (!request) return false;
    auto const job = jimeng::job_name_of_key(key_of(rules_, one.id, hash_of(rules_, request->prepared(), {})));
    if (before_.begun.find(job) == nullptr) return false;
    return !before_.store || before_.store->folder().read(job).standing() != jimeng::job_standing::not_sent;
}

/// A line without a model is another request where the default is another model, and nobody asked to pay for both.
std::string whole_batch::trouble_with_default(item const& one) const
{
    if (!one.by_default || !wanted_.model.empty() || before_.begun.find(one.job) != nullptr) return {};
    std::set<std::string_view> seen{one.model->req_key};
    for (auto const& job : before_.begun.jobs()) {
        if (job.model.empty() || !seen.insert(job.model).second) continue;
        auto const* const other = jimeng::find_model(models_, job.model);
        if (other == nullptr || !was_begun_as(one, *other)) continue;
        return "model: none is named, the line was begun as " + std::string{other->name} + ", and the default is " +
               std::string{one.model->name} + " now, which would be paid again; add --model " +
               std::string{other->name} + ", or name the model in the line";
    }
    return {};
}

/// Against what is there already: the journal's jobs, and files that are in the way.
std::string whole_batch::trouble_with(item const& one, std::string_view endpoint)
{
    if (auto trouble = trouble_with_default(one); !trouble.empty()) return trouble;
    auto const request = read_request(*input_, rules_, one);
    return request ? before_.trouble_with(one, request->prepared(), endpoint) : std::string{};
}

void whole_batch::sort_out_done()
{
    std::string ignored;
    auto const options = find_options(false, ignored);
    auto const endpoint =
        options && !wanted_.results.emulator ? jimeng::without_user(options->address()) : std::string{};
    std::set<std::size_t> bad;
    for (auto const& one : faults_)
        bad.insert(one.line);
    for (auto const& one : all_) {
        if (bad.contains(one.from.line)) continue;
        if (before_.is_done(one)) {
            auto const& known = *before_.results.find(one.id);
            auto told = outcome_of(one, known);
            counts_.add(told, false);
            if (lie_elsewhere(told.files, known.files)) moved_.push_back(std::move(told));
        } else if (auto trouble = trouble_with(one, endpoint); !trouble.empty()) {
            faults_.push_back({one.from.line, one.id, std::move(trouble)});
        } else {
            open_.push_back(one);
        }
    }
    ending_.before = counts_.of(status::done);
    counts_.lines = open_.size() + ending_.before + faults_.size();
}

void whole_batch::tell_faults() const
{
    for (auto const& one : faults_) {
        complain("line " + std::to_string(one.line) + ": " + one.words);
        if (!wanted_.results.json) continue;
        auto text = R"({"event":"invalid","line":)" + std::to_string(one.line) + R"(,"message":)";
        append_json_string(text, one.words);
        print(text + "}\n");
    }
}

int whole_batch::show_plan() const
{
    auto const& prices = before_.prices;
    cost most;
    std::size_t covered = 0;
    auto left = limits_;
    for (auto const& one : open_) {
        most += one.most;
        if (left.reserve(one.most)) ++covered;
    }
    auto text = counted(counts_.lines, "line") + ": " + std::to_string(ending_.before) + " done, " +
                std::to_string(open_.size()) + " to run, " + std::to_string(faults_.size()) + " invalid\nat most " +
                counted(static_cast<std::size_t>(most.pictures), "picture") + " and " + std::to_string(most.seconds) +
                " s of video more" + prices.words(most) + "; paid so far: " + limits_.words() +
                prices.words(limits_.used()) + '\n';
    if (limits_.is_set()) text += "the budget covers " + std::to_string(covered) + " of them\n";
    text = spoken_page(text);
    for (std::size_t i = 0; i != std::min<std::size_t>(open_.size(), 3); ++i)
        if (auto const request = read_request(*input_, rules_, open_[i]))
            text += jimeng::for_terminal(open_[i].id, 100) + ": " +
                    jimeng::for_terminal(request->prepared().body, 2000) + '\n';
    return print(text) ? (faults_.empty() || wanted_.skip_invalid ? success : usage) : local_io;
}

bool whole_batch::make_folder(std::string& trouble)
{
    std::error_code ec;
    std::filesystem::create_directories(rules_.folder, ec);
    if (ec) trouble = "output " + jimeng::for_terminal(rules_.folder) + ": cannot be made: " + ec.message();
    if (trouble.empty()) trouble = before_.open(rules_.folder, true);
    return trouble.empty();
}

void whole_batch::note_invalid()
{
    for (auto const& one : faults_) {
        outcome made;
        made.id = one.id.empty() ? std::to_string(one.line) : one.id;
        made.line = one.line;
        made.what = status::invalid;
        made.error = made.cause = one.words;
        made.code = usage;
        made.verdict = to_string(jimeng::verdict::not_sent);
        counts_.add(made, false);
        if (before_.results.find(made.id) == nullptr) static_cast<void>(before_.results.add(made));
    }
}

/// Notes in the folder that others run its lines, so that they are not paid here too.
std::string whole_batch::give_away()
{
    std::error_code failure;
    std::filesystem::create_directories(rules_.folder, failure);
    auto& begun = before_.begun;
    if (auto trouble = begun.is_open() ? std::string{} : begun.open(rules_.folder, true); !trouble.empty())
        return trouble;
    int const error = begun.give_to(wanted_.store.account);
    if (error == 0) return {};
    return "output " + jimeng::for_terminal(rules_.folder) +
           ": cannot be written: " + std::generic_category().message(error) + "; choose a folder of yours";
}

/// Others run it.
int whole_batch::enqueue()
{
    for (auto const& [given, name] :
         {std::pair{wanted_.results.emulator, "--emulator"}, std::pair{wanted_.fail_fast, "--fail-fast"}})
        if (given) return refuse_run(std::string{name} + ": does not go with --store; leave one of them out");
    if (wanted_.on_unknown == "forget")
        return refuse_run(
            "--on-unknown forget: a database forgets nothing that may be paid; leave it out, which lets such "
            "jobs be, or take --on-unknown resubmit (may be billed twice)");
    for (auto const& [given, name] : {std::pair{!wanted_.results.ca_file.empty(), "--ca-file"},
                                      std::pair{wanted_.results.wait_timeout != default_wait, "--wait-timeout"}})
        if (given) return refuse_run(std::string{name} + ": is for who runs the jobs; give it to jimeng work");
    std::set<std::size_t> bad;
    for (auto const& one : faults_)
        bad.insert(one.line);
    for (auto const& one : all_)
        if (!bad.contains(one.from.line)) open_.push_back(one);
    counts_.lines = open_.size() + faults_.size();
    tell_faults();
    if (wanted_.dry_run) {
        int const planned = show_plan();
        if (planned == local_io) return planned;
        int const seen = cluster::look({wanted_, *input_, rules_, limits_, open_});
        return seen == success ? planned : seen;
    }
    if (!faults_.empty() && !wanted_.skip_invalid)
        return refuse_run(
            counted(faults_.size(), "line") + (faults_.size() == 1 ? " is" : " are") +
            " invalid, so nothing was enqueued; mend the file, or go on without them with --skip-invalid");
    for (auto const& one : open_)
        if (before_.begun.find(one.job) != nullptr)
            return refuse_run("line " + std::to_string(one.from.line) +
                              ": was begun in this folder without --store, and may be paid; end that batch without "
                              "--store first, or give the lines another folder");
    if (auto const trouble = give_away(); !trouble.empty()) return refuse_run(trouble, jimeng::client_errc::file_io);
    int const code = cluster::enqueue({wanted_, *input_, rules_, limits_, open_});
    return code == success && !faults_.empty() ? usage : code;
}

int whole_batch::run()
{
    if (auto const trouble = read_settings(); !trouble.empty()) return refuse_run(trouble);
    if (auto const trouble = before_.open(rules_.folder, false); !trouble.empty())
        return refuse_run(trouble, jimeng::client_errc::job_locked);
    rules_.first_path = before_.begun.first_path();
    check_lines();
    if (!wanted_.store.url.empty()) return enqueue();
    if (wanted_.store.account != store_arguments{}.account)
        return refuse_run("--account: is of a store; add --store postgresql://..., or leave it out");
    std::string trouble;
    if (!wanted_.results.emulator) {
        before_.store = open_journal(trouble);
        if (!before_.store) return refuse_run(trouble, jimeng::client_errc::file_io);
    }
    if (!before_.begun.given_to().empty() && !wanted_.dry_run)
        return refuse_run("output " + jimeng::for_terminal(rules_.folder) +
                          ": its lines were given to a database, where they may be paid; go on with --store, or name "
                          "another folder");
    sort_out_done();
    limits_.add_paid(before_.paid());
    tell_faults();
    if (wanted_.dry_run) return show_plan();
    if (!faults_.empty() && !wanted_.skip_invalid)
        return refuse_run(counted(faults_.size(), "line") + (faults_.size() == 1 ? " is" : " are") +
                          " invalid, so nothing was sent; mend the file, or go on without them with --skip-invalid");
    if (!make_folder(trouble)) return refuse_run(trouble, jimeng::client_errc::file_io);
    note_invalid();
    for (auto const& one : moved_)
        if (trouble = before_.results.add(one); !trouble.empty())
            return refuse_run(trouble, jimeng::client_errc::file_io);
    return run_items();
}

int whole_batch::run_items()
{
    interrupt signals{[this] {
        if (!wanted_.results.json) complain("stopping when the answers to submits are there; the same line goes on");
    }};
    running work{{wanted_, *input_, rules_, models_, open_, limits_, before_, counts_}};
    work.run(signals.token());
    return end(work, signals.token().stop_requested());
}

exit_code whole_batch::code_of(running const& ran, bool stopped) const
{
    if (stopped) return interrupted;
    if (!ran.trouble().empty()) return ran.code_of_trouble();
    if (auto const code = counts_.worst(ran.beyond_budget() != 0); code != success) return code;
    if (!faults_.empty()) return usage;
    return ran.was_heard() ? success : local_io;
}

int whole_batch::end(running const& ran, bool stopped)
{
    std::vector<std::string_view> order;
    for (auto const& one : all_)
        order.push_back(one.id);
    auto const trouble = before_.results.rewrite(order);
    ending_.code = trouble.empty() ? code_of(ran, stopped) : local_io;
    ending_.left = counts_.lines - std::min(counts_.lines, counts_.ended());
    ending_.beyond_budget = ran.beyond_budget();
    for (auto const& one : open_)
        ending_.most_of_one = std::max(ending_.most_of_one, one.most.pictures);
    ending_.results = before_.results.path();
    for (auto const& line : failure_lines(counts_))
        complain(line);
    for (auto const& line : {ran.trouble(), trouble})
        if (!line.empty()) complain(line);
    bool const told = print(wanted_.results.json ? summary_json(counts_, limits_, before_.prices, ending_)
                                                 : spoken_page(summary(counts_, limits_, before_.prices, ending_)));
    return told || ending_.code != success ? ending_.code : local_io;
}

} // namespace

int run(arguments const& wanted, jimeng::model_list models)
{
    return whole_batch{wanted, models}.run();
}

} // namespace command::batch
