#ifndef JIMENG_EMULATOR_SERVICE_OPTIONS_HPP
#define JIMENG_EMULATOR_SERVICE_OPTIONS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/registry.hpp>
#include <jimeng/emulator/planned_fault.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator {

/// How the emulated service behaves. The lives are the documented ones; shorten them only to test an end. No duration
/// lasts more than a year: a longer one means a year.
struct service_options {
    /// The one account. Where `security_token` is set it must be sent and signed; where it is not, none may be sent.
    credentials keys{"AKEMULATEDONLY0000000000000000000", secret{"ZW11bGF0ZWQtc2VjcmV0LW5vdC1hLXJlYWwtb25lISE="}, {}};

    /// The models that are served; another request key is refused with 50400. Add your own: `&entry_of<own_model>`.
    std::vector<model_entry const*> models{library_models().begin(), library_models().end()};

    /// A task is done when this much time has passed since its submit and this many queries were answered.
    /// Before that it is `in_queue` in the first half and `generating` in the second. Both zero: done at once.
    std::chrono::nanoseconds task_duration{0};
    unsigned queries_until_done = 0;

    /// What links start with; a server sets it to its own address. Without a server there is no address to name.
    std::string base_url = "https://emulator.invalid";
    std::uint64_t seed = 0;     ///< Of task and link ids. Pictures follow from the request alone.
    unsigned max_pictures = 15; ///< Of one task, less its input images.
    std::size_t max_body_bytes = std::size_t{48} << 20; ///< A longer body is refused with 50213; the limit is assumed.

    /// Gets the input picture at an address, where a result shows it again; an empty text: it is drawn without. It is
    /// called on any thread and must own what it uses. Unset: nothing is fetched; a server sets it to fetch from this
    /// machine and nowhere else, within two seconds and 15 MiB.
    std::function<std::string(std::string const& address)> fetch{};

    /// How far `X-Date` may lie in the past or in the future. A request may set another past with `X-Expires` in its
    /// query, which is taken as sent: no upper limit of it is documented.
    /// @par Source Common parameters, 6369/67268: 900 s. The tolerance for the future is assumed.
    std::chrono::seconds signature_life{900};
    /// Refuse a signature without the host, also where it is made as the official npm client makes it: over
    /// `x-content-sha256` and `x-date`, without `content-type`. The date must be signed in any case.
    bool host_must_be_signed = false;

    /// Where the actions are served, without the slash at its end: `/jimeng` plays a relay. Links are not moved.
    std::string path{};
    /// Where set, `Authorization: Bearer TOKEN` takes the place of the signature, as at a relay.
    secret bearer_token{};

    /// Tasks of the account that may run at once; a submit beyond them is refused with 50430. 0: any number.
    unsigned most_running = 0;
    /// Submits that are taken within any second; one beyond them is refused with 50429. 0: any number.
    unsigned submits_per_second = 0;
    /// How far the service's clock is ahead of what it is told, at most a century: its `Date`, and what it takes for fresh.
    std::chrono::seconds clock_offset{0};

    /// What goes wrong, and when: see `planned_fault`.
    fault_plan faults{};

    /// A file that gets a JSON line for each accepted submit, on the disk before its answer leaves, and for each picture and
    /// video that is served; empty: none. Where there is one already the service goes on with it, with its seed, tasks and
    /// links. A submit that it does not take is answered with 500 and makes no task. One service has it at a time.
    std::string ledger_file{};
    /// What a picture, a second of video or another result costs, by request key, for the ledger.
    std::map<std::string, double, std::less<>> prices{};

    std::chrono::seconds task_life{12 * 3600}; ///< Then a query answers `not_found`: no such task, or expired (12 h).
    std::chrono::seconds link_life{24 * 3600}; ///< Counted from the query that gave the link; then it answers 403.
};

/// What the service has done, for tests and for a user who wants to see what would have been paid.
struct ledger {
    std::uint64_t accepted_submits = 0; ///< Tasks created, those with a dropped reply among them.
    std::uint64_t refused_submits = 0;  ///< Refused by the service itself.
    std::uint64_t queries = 0;          ///< Queries that passed the gateway, whatever their answer.
    std::uint64_t gateway_refusals = 0; ///< Requests of either action that did not pass the gateway.
    std::uint64_t billed_pictures = 0;  ///< Pictures of accepted tasks that do not end in an error.
    std::uint64_t served_pictures = 0;  ///< Pictures sent, by link or as base64.
    std::uint64_t billed_videos = 0;    ///< The same of videos.
    std::uint64_t served_videos = 0;    ///< Videos sent.

    friend bool operator==(ledger const&, ledger const&) = default;
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#endif
