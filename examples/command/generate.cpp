#include "interrupt.hpp"
#include "output_files.hpp"
#include "report.hpp"
#include "run.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/emulator/server.hpp>
#include <jimeng/jimeng.hpp>

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>

namespace command {

namespace {

int complain(std::string const& line, exit_code code)
{
    std::fprintf(stderr, "jimeng: %s\n", line.c_str());
    return code;
}

/// Where the calls go, and with which keys.
struct connection {
    std::unique_ptr<jimeng::emulator::background_server> emulator; ///< Only with `--emulator`.
    std::optional<jimeng::client> client;
};

/// Nothing falls back to the emulator by itself: without keys this says what to set.
int connect(result_arguments const& arguments, connection& made)
{
    std::string complaint;
    auto options = jimeng::client_options::from_environment(complaint);
    if (!options) return complain(complaint, configuration);
    options->transport.extra_ca_file = arguments.ca_file;
    if (arguments.emulator) {
        jimeng::emulator::service_options service;
        service.seed = std::random_device{}(); // ids of two runs differ, and so do the files named after them
        made.emulator = std::make_unique<jimeng::emulator::background_server>(service);
        options->endpoint = made.emulator->url();
        made.client.emplace(service.keys, *options);
        return success;
    }
    auto keys = jimeng::credentials::from_environment(complaint);
    if (!keys) return complain(complaint + "; or add --emulator to try without an account", configuration);
    made.client.emplace(*std::move(keys), *options);
    return success;
}

/// A line that is written over, on a terminal only.
class progress_line {
public:
    void show(jimeng::progress const& now)
    {
        if (!terminal_) return;
        using stage = jimeng::progress::stage;
        std::string text;
        if (now.at == stage::submitting) text = "submitting";
        if (now.at == stage::accepted) text = "task " + jimeng::for_terminal(now.task_id, 64) + " accepted\n";
        if (now.at == stage::waiting)
            text = std::string{to_string(now.status)} + " (query " + std::to_string(now.attempt) + ")";
        if (now.at == stage::downloading) text = "fetching picture " + std::to_string(now.attempt + 1);
        std::fprintf(stderr, "\r\x1b[K%s", text.c_str());
    }
    void clear() const
    {
        if (terminal_) std::fputs("\r\x1b[K", stderr);
    }

private:
    bool terminal_ = ::isatty(STDERR_FILENO) == 1;
};

void keep(jimeng::saved_picture const& saved, shown_picture& shown)
{
    shown.path = saved.path;
    shown.width = saved.width;
    shown.height = saved.height;
    shown.format = saved.format;
    shown.size_bytes = saved.size_bytes;
    shown.sha256 = saved.sha256;
}

/// What is common to `generate` and `wait`: fetching, saving, showing.
class runner {
public:
    runner(result_arguments const& arguments, std::string model) : arguments_{arguments}
    {
        found_.model = std::move(model);
        found_.link_outlives_run = !arguments.emulator;
    }

    report& found() noexcept { return found_; }
    progress_line& progress() noexcept { return progress_; }
    [[nodiscard]] bool wants_files() const noexcept { return arguments_.emulator || !arguments_.output.empty(); }

    /// Links go straight to files, so only base64 results and results without a file are fetched into memory.
    jimeng::generate_options options(jimeng::result_options const& results, std::stop_token stop)
    {
        jimeng::generate_options how;
        how.results = results;
        how.download = !wants_files();
        how.on_progress = [this](jimeng::progress const& now) { progress_.show(now); };
        how.stop = std::move(stop);
        return how;
    }

    void take(jimeng::client& client, jimeng::pictures const& pictures, std::stop_token const& stop)
    {
        for (auto const& one : pictures) {
            found_.pictures.emplace_back().url = one.url;
            if (!wants_files() && !one.bytes.empty()) check_in_memory(one, found_.pictures.back());
        }
        if (wants_files())
            save_all(client, pictures, stop);
        else if (found_.error == jimeng::client_errc::partly_saved && links_are_enough())
            found_.error.clear();
    }

    int end()
    {
        progress_.clear();
        auto const code = exit_code_of(found_.error, found_.details);
        auto const spoken = language_of(arguments_);
        std::string const text = arguments_.json           ? json(found_, code)
                                 : found_.pictures.empty() ? ""
                                                           : markdown(found_, spoken);
        bool const written =
            std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
        if (found_.error.failed()) return complain(error_line(found_), code);
        if (!written) return complain("standard output: cannot be written", local_io);
        return code;
    }

private:
    [[nodiscard]] bool links_are_enough() const
    {
        for (auto const& one : found_.pictures)
            if (one.url.empty()) return false;
        return true;
    }

    static void check_in_memory(jimeng::picture const& one, shown_picture& shown)
    {
        jimeng::error_code ec;
        jimeng::diagnostics details;
        jimeng::picture_check check{one.bytes.size()};
        ec = check.write(one.bytes);
        if (!ec.failed()) keep(check.finish(one.bytes.size(), ec, details), shown);
    }

    std::filesystem::path target() const
    {
        if (!arguments_.output.empty()) return arguments_.output;
        return std::filesystem::path{"generated_images"} / (found_.details.task_id + ".png");
    }

    void save_all(jimeng::client& client, jimeng::pictures const& pictures, std::stop_token const& stop)
    {
        std::size_t saved = 0;
        jimeng::error_code first;
        std::string first_message;
        for (std::size_t i = 0; i != pictures.size(); ++i) {
            auto const path = numbered_path(target(), i, pictures.size());
            jimeng::error_code ec;
            jimeng::diagnostics details;
            progress_.show({jimeng::progress::stage::downloading, {}, {}, static_cast<int>(i)});
            auto const file = pictures[i].bytes.empty() && !pictures[i].url.empty()
                                  ? client.download(pictures[i].url, path.string(),
                                                    {.overwrite = arguments_.overwrite, .stop = stop}, ec, details)
                                  : pictures[i].save(path.string(), arguments_.overwrite, ec, details);
            if (!ec.failed())
                (++saved, keep(file, found_.pictures[i]));
            else if (!first.failed())
                (first = ec, first_message = details.client_message);
        }
        if (first.failed()) fail_to_save(saved, pictures.size(), first, first_message);
    }

    void fail_to_save(std::size_t saved, std::size_t count, jimeng::error_code const& ec, std::string const& message)
    {
        found_.error = jimeng::client_errc::partly_saved;
        found_.details.client_message =
            std::to_string(saved) + " of " + std::to_string(count) +
            " pictures saved: " + (message.empty() ? ec.message() : message) + "; the task is paid: run jimeng wait " +
            jimeng::for_terminal(found_.details.task_id, 64) + " within 12 hours to fetch it again";
    }

    result_arguments const& arguments_;
    report found_;
    progress_line progress_;
};

/// A model by its name or its request key; the first of the registry when none is named.
template <class Visitor>
bool with_model(std::string const& wanted, Visitor&& visit)
{
    bool found = false;
    jimeng::for_each_model([&]<class Model>() {
        if (found || (!wanted.empty() && wanted != Model::name && wanted != Model::req_key)) return;
        found = true;
        visit.template operator()<Model>();
    });
    return found;
}

std::string unknown_model(std::string const& wanted)
{
    std::string names;
    jimeng::for_each_model([&]<class Model>() { (names += names.empty() ? "" : ", ") += Model::name; });
    return "model " + jimeng::for_terminal(wanted, 60) + ": there is no such model; choose one of " + names;
}

template <class Model>
int generate_with(generate_arguments const& arguments, jimeng::result_options const& results)
{
    Model request{.prompt = jimeng::prompt::unchecked(arguments.request.prompt)};
    if (auto const broken = read_request(arguments.request, request))
        return complain(jimeng::for_terminal(describe(broken)), usage);
    interrupt signals;
    connection made;
    if (int const code = connect(arguments.results, made); code != success) return code;
    runner run{arguments.results, std::string{Model::req_key}};
    run.found().prompt = arguments.request.prompt;
    run.found().wanted_size = arguments.request.width ? *arguments.request.width + " × " + *arguments.request.height
                                                      : arguments.request.size.value_or("2K");
    auto const pictures =
        made.client->generate(request, run.options(results, signals.token()), run.found().error, run.found().details);
    run.take(*made.client, pictures, signals.token());
    return run.end();
}

int check_output(result_arguments const& arguments)
{
    if (arguments.output.empty()) return success;
    auto const trouble = trouble_with_output(arguments.output, arguments.overwrite);
    return trouble.empty() ? success : complain(trouble, usage);
}

} // namespace

int run_generate(generate_arguments const& arguments)
{
    jimeng::result_options results;
    if (auto const broken = read_result_options(arguments.results, results))
        return complain(jimeng::for_terminal(describe(broken)), usage);
    if (int const code = check_output(arguments.results); code != success) return code;
    int code = success;
    bool const found =
        with_model(arguments.model, [&]<class Model>() { code = generate_with<Model>(arguments, results); });
    return found ? code : complain(unknown_model(arguments.model), usage);
}

int run_wait(wait_arguments const& arguments)
{
    jimeng::result_options results;
    if (auto const broken = read_result_options(arguments.results, results))
        return complain(jimeng::for_terminal(describe(broken)), usage);
    auto const id = jimeng::task_id::parse(arguments.task_id);
    if (!id) return complain(jimeng::for_terminal(describe(id.why())), usage);
    if (int const code = check_output(arguments.results); code != success) return code;
    jimeng::task which;
    which.id = *id;
    if (!with_model(arguments.model, [&]<class Model>() { which.req_key = Model::req_key; }))
        return complain(unknown_model(arguments.model), usage);
    interrupt signals;
    connection made;
    if (int const code = connect(arguments.results, made); code != success) return code;
    runner run{arguments.results, which.req_key};
    run.found().prompt = arguments.prompt.value_or("");
    auto const pictures =
        made.client->wait(which, run.options(results, signals.token()), run.found().error, run.found().details);
    run.take(*made.client, pictures, signals.token());
    return run.end();
}

} // namespace command
