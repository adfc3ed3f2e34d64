#ifndef JIMENG_COMMAND_SERVE_ACCESS_HPP
#define JIMENG_COMMAND_SERVE_ACCESS_HPP

#include "reply.hpp"
#include "token.hpp"

#include <jimeng/net/detail/http_head.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::serve {

/// Who may ask. A page of the web that lets its own name stand for this machine names itself in `Host`, and one that asks
/// behind its reader's back names itself in `Origin`.
class access {
public:
    access(token const& wanted, std::vector<std::string> names) : token_{wanted}, names_{std::move(names)} {}

    /// Why a request is not looked at; nothing where it is. Asked before its body is read.
    /// @param is_open  Whether it needs no token.
    [[nodiscard]] std::optional<reply> refusal(jimeng::detail::http_head const& head, bool is_open) const;

private:
    [[nodiscard]] bool is_ours(std::string_view host) const;

    token token_;
    std::vector<std::string> names_;
};

} // namespace command::serve

#endif
