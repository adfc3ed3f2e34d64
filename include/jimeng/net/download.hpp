#ifndef JIMENG_NET_DOWNLOAD_HPP
#define JIMENG_NET_DOWNLOAD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/held_call.hpp>
#include <jimeng/media/picture_file.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/run.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

struct download_options {
    bool overwrite = false; ///< Whether an existing file may be replaced.
    std::optional<std::uint64_t>
        max_bytes{}; ///< A longer file ends with `too_large`. None: 64 MiB for a picture, 512 MiB for a video.
    std::chrono::milliseconds timeout{std::chrono::minutes{10}}; ///< All attempts and waits together.
    std::chrono::milliseconds first_byte{30'000};                ///< Per attempt, from the request to the first byte.
    int max_hops = 3;                                            ///< Redirects that are followed.
    int attempts = 10; ///< For broken connections, 408, 429 and 5xx; one that brought more of the file does not count.
    bool keep_bytes = true; ///< False, without a target: the bytes are checked and dropped, `saved()` has the facts.
    wanted_media wanted = wanted_media::any; ///< What is good; anything else is kept too, with `bad_image`.
    held_stop stop{};                        ///< A `std::stop_token`.
    /// Whether a link may name this machine (`localhost`, 127.x.y.z, ::1). A client sets it where its own endpoint does;
    /// of anybody else a link that points inward is refused.
    bool allow_this_machine = false;
    std::chrono::steady_clock::time_point waiting_since{}; ///< As `exchange_options::waiting_since`.
    /// Whether what is done to the file, but for the pieces that a transport hands on, is asked for as `next_action::work`. A
    /// client sets it where it has a `client_options::disk`.
    bool work_apart = false;
};

/// Fetches one picture or video by its link, to a file or into memory.
///
/// No credentials, cookies or referrer are sent. Each redirect is checked like a new link: https never leads to
/// http, and only this machine leads to this machine. A link may stand for public addresses only, at every redirect and
/// after its name was looked up; with `allow_this_machine` it may name this machine too. The file name never comes from
/// the server.
///
/// A transfer that breaks off is repeated after a wait of up to 200 ms, doubled each time up to 10 s, of which chance takes
/// a part; `Retry-After` may ask for a minute more. It goes on where it broke off (`Range`) if the first answer had a strong
/// entity tag, or without any tag a time of the last change that was a minute old, and the server answers with just the rest
/// of the same file. A whole file in its place begins anew; so does, once and without ranges from then on, what does not
/// fit. The hash goes on with the bytes: it is taken as they come, and nobody else writes to the hidden file, so reading it
/// once more would tell nothing new.
/// @par Source RFC 9110, sections 13.1.5, 14 and 15.3.7.
class download_operation : public operation {
public:
    /// @param url     Absolute https URL, or http to this machine.
    /// @param target  Where the file goes; none: into `bytes()`.
    download_operation(std::string_view url, std::optional<std::string> target, download_options options);
    /// The same for a result that is paid: its name is looked at when it is there, and whatever is in the way costs the
    /// name only (`picture_file::commit_as`).
    download_operation(std::string_view url, picture_name name, download_options options);
    ~download_operation() override;

    [[nodiscard]] next_action resume(action_result result) override;
    void threw(std::exception const& thrown) noexcept override;

    /// The outcome, once finished.
    /// @par Errors `bad_endpoint`, `insecure_endpoint`, those of `picture_file` and of the transport; `link_expired`
    /// for 403, 404 and 410; `unexpected_redirect` and `forbidden_address`; `bad_http` for other statuses; `too_large`
    /// beyond `max_bytes` or the memory there is. With `bad_image` the bytes are kept where they are not a mere page.
    [[nodiscard]] error_code error() const;
    [[nodiscard]] diagnostics const& details() const;
    /// The file's facts; its path is empty without a target. After an error as far as something was kept.
    [[nodiscard]] saved_picture const& saved() const;
    /// The file itself, when there was no target.
    [[nodiscard]] std::string& bytes();

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

namespace detail {

/// The same options for a client of this endpoint: a service on this machine may name it.
[[nodiscard]] JIMENG_DECL download_options allowed_by(std::string_view endpoint, download_options how);

} // namespace detail

/// Fetches one picture or video to a file and waits for it; see `download_operation`.
/// @return The file's facts, or none and the reason in `ec` and `details`.
template <class Transport>
saved_picture download(Transport& transport, std::string_view url, std::string const& target,
                       download_options const& options, error_code& ec, diagnostics& details)
{
    download_operation operation{url, target, options};
    run(operation, transport, [](http_request&, std::chrono::system_clock::time_point) {});
    ec = operation.error();
    details = operation.details();
    return operation.saved();
}

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/download.ipp>
#endif

#endif
