#ifndef JIMENG_COMMAND_MCP_KNOWN_TASKS_HPP
#define JIMENG_COMMAND_MCP_KNOWN_TASKS_HPP

#include "message.hpp"

#include "../desk/order.hpp"

#include <jimeng/core/registry.hpp>
#include <jimeng/store/file_job_store.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::mcp {

/// A task as it is listed. Its texts are not escaped.
struct known_task {
    std::string job; ///< By which it is told from others.
    std::string task_id;
    std::string state; ///< As `jimeng tasks` says it.
    std::string model; ///< Its name.
    std::string prompt;
    std::chrono::system_clock::time_point began{};
    std::vector<shown_picture> files;
    std::string error;
};

/// The tasks of the journal; where there is none, those of this session.
class known_tasks {
public:
    known_tasks(std::shared_ptr<jimeng::file_job_store> store, jimeng::model_list models)
        : store_{std::move(store)},
          models_{models}
    {}

    /// The newest first, `most` of them from the one at `first` on.
    [[nodiscard]] std::vector<known_task> newest(std::size_t first, std::size_t most) const;
    [[nodiscard]] std::size_t count() const;
    /// @param job  Or, in a session without a journal, the id of its task.
    [[nodiscard]] std::optional<known_task> find(std::string_view job) const;

    /// For a session without a journal: an order, and what became of it.
    void begin(std::string job, jimeng::model_entry const& model, std::string_view prompt);
    void end(std::string_view job, desk::answer const& said);

private:
    [[nodiscard]] known_task read(std::string const& name) const;
    [[nodiscard]] std::vector<std::string> names_by_age() const;

    std::shared_ptr<jimeng::file_job_store> store_;
    jimeng::model_list models_;
    std::deque<known_task> session_; ///< The newest first.
};

/// As data for a client: escaped, and without secrets.
[[nodiscard]] json::object describe(known_task const& one);
/// @param uri  Of the resource that it is.
[[nodiscard]] json::object describe(shown_picture const& file, std::string const& uri);

[[nodiscard]] std::string task_uri(std::string_view job);
[[nodiscard]] std::string picture_uri(std::string_view job, std::size_t index);

} // namespace command::mcp

#endif
