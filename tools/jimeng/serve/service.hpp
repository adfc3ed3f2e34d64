#ifndef JIMENG_COMMAND_SERVE_SERVICE_HPP
#define JIMENG_COMMAND_SERVE_SERVICE_HPP

#include "access.hpp"
#include "keyless.hpp"
#include "keys.hpp"
#include "outcome.hpp"
#include "session.hpp"

#include "../desk/desk.hpp"

#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace command::serve {

/// What the service works with; all of it outlives it.
struct service_setting {
    desk::desk& tasks;
    jimeng::model_list models;
    scratch& files;
    access who;
    std::string output;         ///< Folder of the pictures; ends in `/`.
    std::size_t most_tasks = 0; ///< At once, those that wait included.
    std::shared_ptr<jimeng::file_job_store> store{};
};

/// What is asked for and answered, whatever connection it comes on.
class service {
public:
    explicit service(service_setting with);
    service(service const&) = delete;
    service& operator=(service const&) = delete;

    /// As `session_host` has it.
    std::optional<reply> refusal(jimeng::detail::http_head const& head, std::uint64_t& most_body_bytes);
    session_host::leaver answer(request asked, session_host::receiver done);

    void count(int status) { ++answers_["none"][status]; }
    /// From now on nothing more is begun; who waits is answered.
    void end();
    [[nodiscard]] bool is_ending() const noexcept { return ending_; }

private:
    struct route;
    struct waiting;
    static route const* find_route(std::string_view target);
    [[nodiscard]] std::optional<reply> misfit(route const& to, jimeng::detail::http_head const& head) const;
    reply counted(std::string_view path, reply made);
    [[nodiscard]] reply models(std::string_view name) const;
    [[nodiscard]] reply metrics() const;
    session_host::leaver draw(purpose what, std::string_view path, request asked, session_host::receiver done);
    void order(std::shared_ptr<waiting> const& mine);
    void told(std::shared_ptr<waiting> const& mine, std::size_t number, desk::answer const& one);
    void keep_key(waiting const& mine);
    void leave(std::shared_ptr<waiting> const& mine);
    void drop_unused_files();

    service_setting with_;
    keys keys_;
    keyless keyless_;
    std::map<std::string, std::map<int, std::uint64_t>, std::less<>> answers_; ///< By path and status.
    std::size_t waiting_ = 0;
    std::uint64_t left_ = 0; ///< Clients that hung up.
    /// Files of requests whose clients left, until no task reads them any more.
    std::list<std::pair<std::weak_ptr<void const>, std::vector<std::shared_ptr<scratch_file>>>> left_files_;
    bool ending_ = false;
};

} // namespace command::serve

#endif
