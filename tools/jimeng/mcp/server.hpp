#ifndef JIMENG_COMMAND_MCP_SERVER_HPP
#define JIMENG_COMMAND_MCP_SERVER_HPP

#include "allowed_folders.hpp"
#include "arguments.hpp"
#include "channel.hpp"
#include "known_tasks.hpp"
#include "protocol.hpp"
#include "request.hpp"
#include "tools.hpp"

#include "../batch/budget.hpp"
#include "../batch/pricing.hpp"
#include "../desk/desk.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::mcp {

/// What a session is served with. It must outlive the server.
struct server_setting {
    jimeng::model_list models;
    allowed_folders folders{};
    batch::budget limits{};
    batch::pricing prices{};
    std::shared_ptr<jimeng::file_job_store> store{};
    result_arguments results{}; ///< `output` is an absolute folder that ends in `/`.
    std::optional<int> concurrency{};
    std::chrono::milliseconds answer_within{};
};

/// One client's session, in one thread.
class server {
public:
    explicit server(server_setting& with);
    ~server();

    /// Returns when the client has gone, or a signal came, and what had been sent is known. @return The exit code.
    int run();

private:
    struct waiting;
    /// Input pictures that are open as long as their task may read them.
    struct files_of_task {
        std::weak_ptr<void const> read_by;
        std::vector<std::shared_ptr<held_file>> files;
    };
    using shared_call = std::shared_ptr<call>;
    using take_place = std::function<desk::desk::visit(desk::follower, desk::receiver)>;

    void add_methods();
    void add_resource_methods();
    void call_tool(shared_call const& asked);
    void make(maker what, shared_call const& asked, json::object fields);
    void wait_task(shared_call const& asked, json::object const& fields);
    void list_tasks(shared_call const& asked, json::object const& fields);
    void list_models(shared_call const& asked, json::object const& fields);
    void estimate(shared_call const& asked, json::object fields);
    void wait_for(shared_call const& asked, std::string task, std::string model, take_place const& take);
    void list_resources(shared_call const& asked);
    void read_resource(shared_call const& asked);
    [[nodiscard]] asked_request read(std::vector<jimeng::model_entry const*> const& of, std::string_view tool,
                                     json::object fields);
    [[nodiscard]] std::string new_key();
    void keep_open(asked_request& asked);
    void watch_signals();
    void await_signal();
    void stop();
    void run_to_the_end();
    void end_after_fault(std::string_view why);
    void end_when_idle(int tries, std::size_t unwritten);

    server_setting& with_;
    boost::asio::io_context io_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer end_timer_;
    desk::desk desk_;
    known_tasks tasks_;
    channel channel_;
    protocol protocol_;
    std::vector<files_of_task> open_files_;
    std::string key_of_session_;
    std::uint64_t last_key_ = 0;
    std::optional<std::chrono::steady_clock::time_point> first_signal_;
    bool stopping_ = false;
    int code_ = 0;
};

} // namespace command::mcp

#endif
