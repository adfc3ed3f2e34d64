#ifndef JIMENG_COMMAND_SERVE_KEYLESS_HPP
#define JIMENG_COMMAND_SERVE_KEYLESS_HPP

#include <jimeng/store/file_job_store.hpp>

#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <utility>

namespace command::serve {

/// The keys that are made for requests without one. A client that sends such a request again, because no answer came or it broke
/// on the way, gets what it paid for already. With a journal it does so also where another process took the request before.
class keyless {
public:
    /// @param store  None: what is known ends with the process.
    explicit keyless(std::shared_ptr<jimeng::file_job_store> store) : store_{std::move(store)} {}

    /// A new key; where the client says that it sends this again, that of the request it repeats, if that is known.
    /// @param request  The same for requests that ask for the same.
    /// @throws std::runtime_error Where the system gives no random numbers.
    [[nodiscard]] std::string key_for(std::string const& request, bool is_again);

    /// Its client hung up, or was told that the task goes on.
    void leave(std::string const& key);
    /// Its client was answered. Nobody knows whether the answer came whole.
    void answer(std::string const& key);
    /// Nothing was taken under it.
    void forget(std::string const& key);

private:
    enum class state { left, waiting, answered }; // who sends again repeats the first of these
    struct known {
        std::string request;
        std::string key;
        state at = state::waiting;
        std::chrono::steady_clock::time_point since{};
    };
    using place = std::list<known>::iterator;

    [[nodiscard]] place find(std::string const& key);
    [[nodiscard]] place find_repeated(std::string const& request);
    void set(std::string const& key, state now);
    void read_journal();

    std::shared_ptr<jimeng::file_job_store> store_;
    std::chrono::steady_clock::time_point read_{};
    std::list<known> all_; ///< Who waits for the longest first.
};

} // namespace command::serve

#endif
