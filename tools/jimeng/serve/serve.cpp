#include "arguments.hpp"
#include "listening.hpp"
#include "server.hpp"

#include "../batch/budget.hpp"
#include "../connection.hpp"
#include "../interrupt.hpp"
#include "../journal.hpp"
#include "../output_files.hpp"
#include "../printing.hpp"
#include "../secrets.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <boost/asio/post.hpp>

#include <unistd.h>

#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace command::serve {

namespace {

constexpr std::size_t most_connections = 2048;

/// The one line for whoever started it. A token that was given is known already.
bool announce(std::string const& url, std::string const& made)
{
    jimeng::json_writer json;
    json.begin_object();
    json.member("url", std::string_view{url});
    if (!made.empty()) json.member("token", std::string_view{made});
    json.end_object();
    return write_all(STDOUT_FILENO, json.take() + "\n");
}

/// The folder as an absolute path that ends in `/`; empty with the reason in `trouble`.
std::string output_folder(arguments const& wanted, std::string& trouble)
{
    auto const folder = std::filesystem::absolute(wanted.results.output.value_or(default_folder())).lexically_normal();
    trouble = trouble_with_folder(folder);
    auto path = folder.string();
    return path.ends_with('/') ? path : path + '/';
}

int refused(std::string const& trouble, exit_code code)
{
    return complain(trouble), code;
}

/// What is no name that a `Host` can have; empty where all are.
std::string trouble_with_names(std::vector<std::string> const& names)
{
    for (auto const& name : names) {
        jimeng::url_parts parts;
        if (!jimeng::detail::url_authority(name, parts) || parts.host != name)
            return "serve: --name " + jimeng::for_terminal(name, 60) +
                   ": is no name of a host; write it without scheme and port, as in pictures.example";
    }
    return {};
}

/// By what names clients may call it, besides those that every machine has for itself.
std::vector<std::string> names_of(arguments const& wanted, listening const& at)
{
    auto names = wanted.names;
    if (!at.host.empty()) names.push_back(at.host);
    return names;
}

/// How much it takes at once, and a word where that is less than it could be.
capacity take_capacity(arguments const& wanted)
{
    int concurrency = 1;
    static_cast<void>(read_concurrency(concurrency)); // what is wrong with it the desk has said
    auto const found =
        capacity_within_limits(most_connections, static_cast<std::size_t>(wanted.concurrency.value_or(concurrency)));
    if (found.connections < most_connections)
        complain("serve: note: at most " + std::to_string(found.connections) + " clients and " +
                 std::to_string(found.tasks) +
                 " tasks at once, for the system allows few open files; raise that with ulimit -Hn");
    return found;
}

/// What goes on when the server has ended, for whoever waits for it.
void say_what_is_left(std::size_t at_work)
{
    if (at_work == 0) return;
    complain("serve: " + std::to_string(at_work) +
             " tasks were under way; what is paid is kept: jimeng resume --all brings it home, jimeng tasks lists it");
}

/// Runs until all has ended, what is paid included. Where something is thrown on the way, of memory say, no more is begun.
/// @return Whether nothing was.
bool run_to_the_end(boost::asio::io_context& io, std::function<void()> const& end)
{
    constexpr int most_failures = 100; // of this many no end is to be seen
    bool ending = true;
    for (int failures = 0; failures != most_failures;)
        try {
            if (!std::exchange(ending, true)) end();
            io.run();
            return failures == 0;
        } catch (std::exception const& error) {
            if (++failures == 1) complain_without_memory({"serve: ends, for something failed inside: ", error.what()});
            ending = failures != 1;
        }
    return false;
}

int serve(arguments const& wanted, jimeng::model_list models, batch::budget& limits, std::string const& output)
{
    scratch files; // its files may be held by what is left in the context
    boost::asio::io_context io{1};
    std::function<void()> end;
    interrupt const signals{[&] { boost::asio::post(io, [&] { end(); }); }}; // before there is any other thread
    token secret;
    std::string made;
    if (auto trouble = secret.find(made); !trouble.empty()) return refused(trouble, configuration);
    std::string trouble;
    auto const store = wanted.results.emulator || wanted.results.no_journal ? nullptr : open_journal(trouble);
    if (!trouble.empty()) return refused(trouble, local_io);
    listening at;
    if (trouble = open_port(wanted, io, at); !trouble.empty()) return refused(trouble, usage);
    desk::desk tasks{io.get_executor(), {models, store, wanted.results, wanted.concurrency, &limits}};
    if (trouble = tasks.trouble(); !trouble.empty()) return refused(trouble, configuration);
    known_secrets().wipe_environment();
    auto const most = take_capacity(wanted);
    service what{{tasks, models, files, access{secret, names_of(wanted, at)}, output, most.tasks, store}};
    server here{io, *at.acceptor, at.tls.get(), what, files, most.connections};
    std::size_t at_work = 0;
    end = [&] {
        at_work = tasks.at_work();
        here.end();
    };
    here.begin();
    if (!announce(at.url, made)) return refused("serve: standard output cannot be written", local_io);
    made.clear();
    bool const good = run_to_the_end(io, end);
    say_what_is_left(at_work);
    return good ? success : local_io;
}

} // namespace

int run(arguments const& wanted, jimeng::model_list models)
{
    batch::budget limits;
    if (auto trouble = limits.read(wanted.budgets); !trouble.empty()) return refused("serve: " + trouble, usage);
    auto trouble = trouble_with_names(wanted.names);
    if (!trouble.empty()) return refused(trouble, usage);
    auto const output = output_folder(wanted, trouble);
    if (!trouble.empty()) return refused("serve: --output " + trouble, local_io);
    return serve(wanted, models, limits, output);
}

} // namespace command::serve
