#ifndef JIMENG_CLIENT_DETAIL_LINK_DOWNLOAD_HPP
#define JIMENG_CLIENT_DETAIL_LINK_DOWNLOAD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/wire/diagnostics.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

/// A link exists because a task was accepted: that its picture could not be fetched must not read as "not sent".
inline error_code outcome_of_link(error_code const& ec, diagnostics& details)
{
    if (ec != condition::not_sent) return ec;
    details.cause = ec;
    if (details.client_message.empty()) details.client_message = ec.message();
    return client_errc::partly_saved;
}

/// The download that a client offers.
class link_download final : public download_operation {
public:
    using download_operation::download_operation;

    [[nodiscard]] error_code error() const
    {
        auto ignored = download_operation::details();
        return outcome_of_link(download_operation::error(), ignored);
    }
    [[nodiscard]] diagnostics details() const
    {
        auto told = download_operation::details();
        (void)outcome_of_link(download_operation::error(), told);
        return told;
    }
    [[nodiscard]] diagnostics take_details() const { return details(); }
};

/// A file that is not finished is removed when it is stopped.
[[nodiscard]] inline bool has_effect(link_download const&) noexcept
{
    return false;
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
