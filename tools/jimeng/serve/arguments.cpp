#include "arguments.hpp"

#include "../number_limit.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>

namespace command::serve {

namespace {

constexpr char lines[] =
    R"(It answers POST /v1/images/generations, POST /v1/images/edits, GET /v1/models, GET /healthz and GET /metrics as programs
expect it that know OpenAI's images: set their base URL to the one printed here with /v1 behind it, and their key to the token.

  jimeng serve --port 8090
  jimeng serve --port 8090 --emulator

Environment variables, besides those of jimeng generate:
  JIMENG_SERVE_TOKEN   what clients send as their key, 16 characters or more (default: one is made and printed)

The first line is JSON: {"url":"http://127.0.0.1:8090","token":"..."}. What was paid is kept as with jimeng generate:
jimeng tasks lists it. Ctrl-C ends it: nothing more is submitted, and jimeng resume --all brings home what is under way.

Exit codes:
  0 ended by a signal   2 usage, or the port is taken   3 credentials or settings   13 local file error   130 ended at once
)";

void add_place(CLI::App& app, arguments& to)
{
    auto* const port = app.add_option("--port", to.port, "Port on 127.0.0.1 (default: any free one)")
                           ->type_name("N")
                           ->check(within<std::int64_t>(0, 65535, "(0: any free one)"));
    app.add_option("--listen", to.listen,
                   "Another address, which wants --certificate or --behind-proxy where others can reach it")
        ->type_name("ADDRESS:PORT")
        ->excludes(port);
    app.add_option("--certificate", to.certificate, "Speak TLS: the chain of certificates in PEM")->type_name("PATH");
    app.add_option("--key", to.key, "The certificate's private key in PEM")->type_name("PATH");
    app.add_flag("--behind-proxy", to.behind_proxy, "Something before it speaks TLS, and reaches it alone");
    app.add_option("--name", to.names, "A name by which clients reach it, besides this machine's; may be repeated")
        ->type_name("HOST")
        ->allow_extra_args(false);
}

} // namespace

void add_options(CLI::App& app, arguments& to)
{
    add_place(app, to);
    app.add_option("--output", to.results.output, "Folder of the pictures (default: generated_images)")
        ->type_name("FOLDER");
    app.add_option("--concurrency", to.concurrency, "Tasks at once (default: JIMENG_CONCURRENCY, else 1)")
        ->type_name("N")
        ->check(CLI::Range(1, 256).description(""));
    app.add_option("--budget", to.budgets, "How many pictures may be paid until it ends")
        ->type_name("N")
        ->allow_extra_args(false);
    app.add_option("--wait-timeout", to.results.wait_timeout,
                   "Seconds until a task is no longer waited for; it goes on (default: 60 queries)")
        ->type_name("S")
        ->check(within<double>(1, 43200, "seconds"));
    app.add_flag("--no-journal", to.results.no_journal,
                 "Keep nothing in files: what a key stands for is known until the server ends");
    app.add_option("--ca-file", to.results.ca_file, "Certificates in PEM to trust besides the system's")
        ->type_name("PATH");
    app.add_flag("--emulator", to.results.emulator,
                 "Run against a private emulator: no account, no cost, pictures are patterns");
    app.footer(lines);
}

} // namespace command::serve
