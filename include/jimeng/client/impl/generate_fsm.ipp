#ifndef JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/encode.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace jimeng::detail {

/// At most this many results exist: 15 less the inputs. More than that is not believed.
inline constexpr std::size_t most_pictures = 15;

inline constexpr std::size_t most_answer_bytes = std::size_t{1} << 20;
/// With base64 the answer holds the pictures; 32 MiB each covers a 4096x4096 PNG of photographic content.
inline constexpr std::size_t most_base64_answer_bytes = most_pictures * (std::size_t{32} << 20);

inline bool is_service_word(error_code const& ec) noexcept
{
    return ec.category() == service_category() || ec.category() == gateway_category();
}

/// Which refusals prove that no task was made. A business code that no table has proves nothing.
inline verdict verdict_of_refusal(error_code const& ec) noexcept
{
    bool const known =
        ec.category() == gateway_category() ? !(ec == condition::maybe_sent) : find_service_code(ec.value()) != nullptr;
    return known ? verdict::rejected : verdict::unknown;
}

inline bool is_passing_http_status(int status) noexcept
{
    return status == 408 || status == 429 || status >= 500;
}

JIMENG_DECL generate_fsm::generate_fsm(generate_plan plan) : plan_{std::move(plan)} {}
JIMENG_DECL generate_fsm::~generate_fsm() = default;

JIMENG_DECL next_action generate_fsm::resume(action_result result)
{
    now_ = result.now;
    switch (stage_) {
    case stage::start:
        started_ = now_;
        own_submit_ = plan_.until == goal::submit || plan_.until == goal::generate;
        return own_submit_ ? send_submit() : (details_.task_id = plan_.task.id.text(), send_query());
    case stage::submitting: return after_submit(std::move(result));
    case stage::waiting:
        if (result.error.failed())
            return finish(client_errc::cancelled, "stopped while waiting; the task goes on at the service");
        return send_query();
    case stage::querying: return after_query(std::move(result));
    case stage::downloading: return download_next(std::move(result));
    case stage::finished: break;
    }
    return {};
}

inline next_action generate_fsm::send_submit()
{
    tell(progress::stage::submitting, 0);
    stage_ = stage::submitting;
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request = make_call<submit_task>(plan_.origin, std::move(plan_.submit_body));
    action.options.timeout = time_for_call();
    action.options.max_body_bytes = most_answer_bytes;
    action.options.fresh_connection = true; // a stale one would leave the submit's fate open
    action.options.stop = plan_.options.stop;
    return action;
}

inline next_action generate_fsm::after_submit(action_result result)
{
    auto const ec_of_exchange = result.error;
    note(std::move(result));
    if (ec_of_exchange.failed()) return submit_failed(ec_of_exchange, false);
    error_code ec;
    auto id = decode_submit(response_, ec, details_);
    keep_answer();
    if (ec.failed()) return submit_failed(ec, true);
    details_.submitted = verdict::accepted;
    plan_.task.id = std::move(id);
    tell(progress::stage::accepted, 0);
    if (plan_.until == goal::submit) return finish({});
    return wait_before_query();
}

/// Says what became of the money, in the error and in the verdict.
inline next_action generate_fsm::submit_failed(error_code const& ec, bool answered)
{
    if (!answered && ec == condition::not_sent) {
        details_.submitted = verdict::not_sent;
        return finish(ec);
    }
    if (answered && is_service_word(ec)) {
        details_.submitted = verdict_of_refusal(ec);
        return finish(ec);
    }
    details_.submitted = verdict::unknown;
    std::string message = "submit: " + ec.message();
    if (details_.http_status != 0) message += " (HTTP " + std::to_string(details_.http_status) + ")";
    return finish(client_errc::submit_unknown,
                  message + "; the task may exist and be billed: do not submit again unseen");
}

inline next_action generate_fsm::wait_before_query()
{
    std::chrono::nanoseconds pause =
        attempts_ == 0 ? std::min(plan_.poll.first_wait, plan_.poll.interval) : plan_.poll.interval;
    if (throttled_) pause *= 2;
    if (attempts_ >= plan_.poll.max_attempts || gave_patience_up(pause)) return finish(client_errc::still_running);
    stage_ = stage::waiting;
    next_action action;
    action.what = next_action::kind::wait;
    action.duration = pause;
    action.options.stop = plan_.options.stop;
    return action;
}

inline next_action generate_fsm::send_query()
{
    ++attempts_;
    stage_ = stage::querying;
    bool const links = plan_.options.results.return_url;
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request =
        make_call<get_result>(plan_.origin, encode_query(plan_.task.req_key, plan_.task.id, plan_.options.results));
    action.options.timeout = time_for_call();
    action.options.max_body_bytes = links ? most_answer_bytes : most_base64_answer_bytes;
    action.options.stop = plan_.options.stop;
    return action;
}

inline next_action generate_fsm::after_query(action_result result)
{
    auto const ec_of_exchange = result.error;
    note(std::move(result));
    if (ec_of_exchange.failed()) return query_failed(ec_of_exchange);
    error_code ec;
    state_ = decode_result(response_, ec, details_);
    keep_answer();
    if (ec.failed()) return query_failed(ec);
    bad_in_a_row_ = 0;
    throttled_ = false;
    if (plan_.until == goal::query) return finish({});
    return judge_status();
}

/// A query costs nothing, so everything that may pass is asked again.
inline next_action generate_fsm::query_failed(error_code const& ec)
{
    bool const patient = plan_.until == goal::wait || plan_.until == goal::generate;
    if (!patient || ec == client_errc::cancelled || ec == client_errc::cancelled_before_send) return finish(ec);
    throttled_ = ec == condition::throttled;
    if (throttled_) return ask_again(ec);
    if (ec.category() == service_category()) {
        bool const passing = ec == condition::retryable ||
                             (find_service_code(ec.value()) == nullptr && is_passing_http_status(details_.http_status));
        return passing && ++bad_in_a_row_ < plan_.poll.internal_error_attempts ? ask_again(ec) : finish(ec);
    }
    if (ec == condition::retryable || is_passing_http_status(details_.http_status)) {
        bool const unreadable = ec == client_errc::bad_json && !is_passing_http_status(details_.http_status);
        return unreadable && ++bad_in_a_row_ >= plan_.poll.bad_answer_attempts ? finish(ec) : ask_again(ec);
    }
    return finish(ec);
}

inline next_action generate_fsm::ask_again(error_code const& cause)
{
    last_cause_ = cause;
    return wait_before_query();
}

inline next_action generate_fsm::judge_status()
{
    last_cause_ = {};
    tell(progress::stage::waiting, attempts_);
    if (state_.status != task_status::not_found) not_found_in_a_row_ = 0;
    switch (state_.status) {
    case task_status::done: return take_results();
    case task_status::expired:
        return finish(client_errc::task_expired,
                      "task " + plan_.task.id.text() + " has expired at the service; submit again (a new cost)");
    case task_status::not_found:
        if (own_submit_ && ++not_found_in_a_row_ < plan_.poll.not_found_attempts) return wait_before_query();
        return finish(client_errc::task_lost,
                      "task " + plan_.task.id.text() +
                          " is not known to the service: check the id and the model; tasks live 12 hours");
    case task_status::in_queue:
    case task_status::generating:
    case task_status::unknown: return wait_before_query();
    }
    return wait_before_query();
}

inline next_action generate_fsm::take_results()
{
    bool const links = !state_.image_urls.empty();
    auto& sources = links ? state_.image_urls : state_.binary_data_base64;
    if (sources.empty())
        return finish(client_errc::empty_result,
                      "task " + plan_.task.id.text() + " is done but the answer holds no picture");
    if (sources.size() > most_pictures) sources.resize(most_pictures);
    for (auto& source : sources) {
        pictures_.emplace_back();
        if (links)
            pictures_.back().url = std::move(source);
        else if (auto bytes = base64_decode(source); !bytes || !keep_bytes(*std::move(bytes)))
            (++failed_pictures_, last_cause_ = bytes ? client_errc::bad_image : client_errc::bad_base64);
    }
    stage_ = stage::downloading;
    if (!links || !plan_.options.download || plan_.until == goal::query) return end_of_downloads();
    return download_next({});
}

/// Runs one download after the other; each is an operation of its own.
inline next_action generate_fsm::download_next(action_result result)
{
    while (next_picture_ != pictures_.size()) {
        if (!download_) {
            tell(progress::stage::downloading, static_cast<int>(next_picture_));
            download_options options;
            options.stop = plan_.options.stop;
            download_ = std::make_unique<download_operation>(pictures_[next_picture_].url, std::nullopt, options);
            result = {{}, {}, {}, now_};
        }
        auto action = download_->resume(std::move(result));
        if (action.what != next_action::kind::finish) return action;
        if (download_->error().failed())
            (++failed_pictures_, last_cause_ = download_->error());
        else
            take_downloaded(pictures_[next_picture_]);
        download_.reset();
        ++next_picture_;
    }
    return end_of_downloads();
}

inline void generate_fsm::take_downloaded(picture& one)
{
    one.bytes = std::move(download_->bytes());
    one.format = download_->saved().format;
    one.width = download_->saved().width;
    one.height = download_->saved().height;
}

inline next_action generate_fsm::end_of_downloads()
{
    if (failed_pictures_ == 0) return finish({});
    return finish(client_errc::partly_saved, std::to_string(failed_pictures_) + " of " +
                                                 std::to_string(pictures_.size()) + " pictures could not be fetched (" +
                                                 last_cause_.message() + "); task " + plan_.task.id.text() +
                                                 " can be asked again for 12 hours at no cost");
}

inline next_action generate_fsm::finish(error_code const& ec, std::string message)
{
    stage_ = stage::finished;
    error_ = ec;
    if (ec == client_errc::still_running) {
        message = "task " + for_terminal(plan_.task.id.text()) + " is still running after " +
                  std::to_string(attempts_) + " queries; it goes on: ask again with its id, do not submit again";
        if (last_cause_.failed())
            message += " (last answer: " + last_cause_.message() + ")";
        else if (state_.status == task_status::unknown && !state_.status_word.empty())
            message += " (status '" + for_terminal(state_.status_word) + "')";
    }
    if (!message.empty()) details_.client_message = std::move(message);
    return {};
}

/// Takes over what the exchange told; what is known of the task stays.
inline void generate_fsm::note(action_result result)
{
    result.details.submitted = details_.submitted;
    result.details.task_id = plan_.task.id.text();
    result.details.answer = std::move(details_.answer);
    details_ = std::move(result.details);
    response_ = std::move(result.response);
}

inline void generate_fsm::keep_answer()
{
    if (response_.body.size() < most_answer_bytes) details_.answer = std::move(response_.body);
    response_ = {};
}

inline void generate_fsm::tell(progress::stage at, int attempt)
{
    if (plan_.options.on_progress) plan_.options.on_progress({at, plan_.task.id.text(), state_.status, attempt});
}

inline bool generate_fsm::gave_patience_up(std::chrono::nanoseconds next_wait) const
{
    return now_ + std::chrono::duration_cast<time_point::duration>(next_wait) > started_ + plan_.poll.deadline;
}

inline std::chrono::milliseconds generate_fsm::time_for_call() const
{
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(started_ + plan_.poll.deadline - now_);
    return std::clamp(left, std::chrono::milliseconds{1}, plan_.call_timeout);
}

inline bool generate_fsm::keep_bytes(std::string bytes)
{
    auto const header = read_picture_header(bytes);
    if (header.format == picture_format::unknown) return false;
    auto& one = pictures_.back();
    one.bytes = std::move(bytes);
    one.format = header.format;
    one.width = header.width;
    one.height = header.height;
    return true;
}

} // namespace jimeng::detail

#endif
