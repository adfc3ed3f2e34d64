#ifndef JIMENG_COMMAND_MCP_PROTOCOL_HPP
#define JIMENG_COMMAND_MCP_PROTOCOL_HPP

#include "message.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace command::mcp {

/// An answer to a request: once, at any time; an empty one where the request was cancelled.
using reply = std::function<void(json::object)>;

/// A request that is being answered. It lives until then, or until it is cancelled.
struct call {
    json::object params{};
    std::function<void(json::object result)> answer{};
    std::function<void(rpc_error code, std::string words)> refuse{};
    /// Tells how far it is, where the client asked for that; not once it is answered.
    std::function<void(std::string_view words)> tell{};
    /// Set by who answers: what a cancellation ends.
    std::function<void()> leave{};
    std::function<void()> unanswered{}; ///< Tells whoever gathers answers that none comes.
};

/// Answers a method.
using method_handler = std::function<void(std::shared_ptr<call> const&)>;

/// The messages of one client: each line is read here, and each request finds its method.
/// @par Object lifetimes It must outlive its calls.
class protocol {
public:
    /// @param say  Takes a line for the client.
    explicit protocol(std::function<void(std::string)> say) : say_{std::move(say)} {}

    void add(std::string name, method_handler what) { methods_[std::move(name)] = std::move(what); }
    /// What `initialize` answers besides the revision.
    void introduce(json::object with) { introduction_ = std::move(with); }

    /// A line as it came.
    void hear(std::string_view line);
    /// A line that had more bytes than may be.
    void refuse_too_long();

    /// Requests without an answer.
    [[nodiscard]] std::size_t open_calls() const noexcept { return calls_.size(); }

private:
    void hear_batch(json::array const& all);
    void hear_message(json::value const& text, reply const& answer);
    void begin(message one, reply const& answer);
    void initialize(message const& one, reply const& answer);
    void cancel(json::object const& params);
    [[nodiscard]] std::function<void(std::string_view)> teller(message const& one, std::string const& key);
    void say(json::value const& what);

    std::function<void(std::string)> say_;
    std::map<std::string, method_handler, std::less<>> methods_;
    std::map<std::string, std::shared_ptr<call>, std::less<>> calls_; ///< By their id as JSON.
    json::object introduction_;
    std::string revision_; ///< Agreed on; empty before that.
};

} // namespace command::mcp

#endif
