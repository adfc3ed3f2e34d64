#ifndef JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/client/output_names.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/wire/encode.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace jimeng::detail {

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

/// An answer that is not what the service documents: a proxy's page, a redirect, another envelope.
inline bool is_odd_answer(error_code const& ec) noexcept
{
    if (ec == gateway_errc::unknown) return true;
    return ec.category() == client_category() && ec.value() >= static_cast<int>(client_errc::bad_http) &&
           ec.value() <= static_cast<int>(client_errc::unexpected_redirect);
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
        started_ = accepted_ = now_;
        if (plan_.until == goal::submit || plan_.until == goal::generate) return send_submit();
        details_.task_id = plan_.task.id.text();
        return send_query();
    case stage::submitting: return after_submit(std::move(result));
    case stage::waiting: return result.error.failed() ? stopped() : send_query();
    case stage::querying: return after_query(std::move(result));
    case stage::downloading: return download_next(std::move(result));
    case stage::finished: break;
    }
    return {};
}

/// Out of memory, mostly: what can be given back goes first, so that there is room to tell how it stands with the money.
JIMENG_DECL void generate_fsm::threw(std::exception const& thrown) noexcept
{
    intake_.reset();
    download_.reset();
    response_ = {};
    state_ = {};
    stage_ = stage::finished;
    bool const submits = plan_.until == goal::submit || plan_.until == goal::generate;
    if (submits && details_.submitted == verdict::none) details_.submitted = verdict::not_sent;
    error_ = details_.submitted == verdict::unknown    ? client_errc::submit_unknown
             : details_.submitted == verdict::not_sent ? client_errc::cancelled_before_send
                                                       : client_errc::cancelled;
    try {
        end_with(thrown.what());
    } catch (std::exception const&) {
        details_.client_message.clear();
    }
}

inline void generate_fsm::end_with(std::string words)
{
    if (details_.task_id.empty()) details_.task_id = plan_.task.id.text();
    words = "the client could not go on (" + for_terminal(words) + ")";
    if (error_ == client_errc::submit_unknown)
        words += "; the task may exist and be billed: do not submit again unseen";
    else if (error_ == client_errc::cancelled)
        words += "; task " + for_terminal(details_.task_id) + " goes on at the service: ask again with its id";
    details_.client_message = std::move(words);
}

inline next_action generate_fsm::send_submit()
{
    if (!tell(progress::stage::submitting, 0)) {
        details_.submitted = verdict::not_sent;
        return finish(client_errc::cancelled_before_send, std::move(observer_words_));
    }
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request = make_call<submit_task>(plan_.origin, std::move(plan_.submit_body));
    action.options.timeout = time_for_call();
    action.options.max_body_bytes = most_answer_bytes;
    action.options.fresh_connection = true; // a stale one would leave the submit's fate open
    action.options.stop = plan_.options.stop;
    stage_ = stage::submitting;
    details_.submitted = verdict::unknown; // until an answer or a failure tells more
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
    accepted_ = now_;
    bool const go_on = tell(progress::stage::accepted, 0);
    if (plan_.until == goal::submit) return finish({});
    return go_on ? wait_before_query() : stopped();
}

/// Says what became of the money, in the error and in the verdict.
inline next_action generate_fsm::submit_failed(error_code const& ec, bool answered)
{
    if (!answered && ec == condition::not_sent) {
        details_.submitted = verdict::not_sent;
        return finish(ec);
    }
    if (answered && is_service_word(ec)) {
        // No refusal is documented to carry an id; where one does, it is kept, for it may be paid.
        details_.submitted = details_.task_id.empty() ? verdict_of_refusal(ec) : verdict::accepted;
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
    waited_for_ = std::max(waited_for_, std::chrono::nanoseconds{now_ - accepted_}); // the clock may be set back
    auto const pause = plan_.poll.wait_before_query(attempts_, waited_for_, throttled_);
    if (attempts_ >= plan_.poll.max_attempts || gave_patience_up(pause)) return finish(client_errc::still_running);
    waited_for_ += pause;
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
    if (links || plan_.until == goal::query) return action;
    start_intake();
    action.options.sink = [this](std::string_view piece) { return intake_->take(piece); };
    action.options.announced_bytes = intake_->announced_bytes();
    return action;
}

inline next_action generate_fsm::after_query(action_result result)
{
    auto const ec_of_exchange = result.error;
    note(std::move(result));
    if (ec_of_exchange.failed()) {
        if (intake_ && is_odd_answer(ec_of_exchange)) details_.answer = intake_->take_answer();
        intake_.reset(); // what the next answer brings begins anew
        return query_failed(ec_of_exchange);
    }
    error_code ec;
    state_ = intake_ ? intake_->finish(response_, ec, details_) : decode_result(response_, ec, details_);
    if (plan_.until != goal::query && !state_.binary_data_base64.empty()) { // links were asked for
        start_intake();
        state_ = intake_->finish(response_, ec, details_);
    }
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
    if (ec == client_errc::cancelled || ec == client_errc::cancelled_before_send) return stopped();
    if (plan_.until == goal::query) return finish(ec);
    throttled_ = ec == condition::throttled;
    if (throttled_ || may_pass(ec)) return ask_again(ec);
    bool const service = ec.category() == service_category() && ec == condition::retryable;
    if (service) return ++bad_in_a_row_ < plan_.poll.internal_error_attempts ? ask_again(ec) : finish(ec);
    if (is_odd_answer(ec)) return ++bad_in_a_row_ < plan_.poll.bad_answer_attempts ? ask_again(ec) : finish(ec);
    return finish(ec);
}

/// Whether a failed query says nothing of the task: the network, or something in front of the service.
inline bool generate_fsm::may_pass(error_code const& ec) const
{
    bool const documented = ec.category() == service_category() && find_service_code(ec.value()) != nullptr;
    if (documented) return false;
    if (is_passing_http_status(details_.http_status)) return true;
    if (ec.category() == gateway_category()) return ec == condition::retryable;
    if (ec == client_errc::deadline_before_send) return true; // the call's time, not the operation's
    return ec.category() == client_category() && ec == condition::retryable && !is_odd_answer(ec);
}

/// The task is not given up, but the caller wants no more.
inline next_action generate_fsm::stopped()
{
    std::string message = "task " + plan_.task.id.text() + " goes on at the service; waiting for it was stopped";
    if (!observer_words_.empty()) message += ": " + observer_words_;
    return finish(client_errc::cancelled, std::move(message));
}

inline next_action generate_fsm::ask_again(error_code const& cause)
{
    last_cause_ = cause;
    return wait_before_query();
}

inline next_action generate_fsm::judge_status()
{
    last_cause_ = {};
    bool const go_on = tell(progress::stage::waiting, attempts_);
    if (!go_on && state_.status != task_status::done) return stopped();
    if (state_.status != task_status::not_found) not_found_in_a_row_ = 0;
    switch (state_.status) {
    case task_status::done: return take_results();
    case task_status::expired:
        return finish(client_errc::task_expired,
                      "task " + plan_.task.id.text() + " has expired at the service; submit again (a new cost)");
    case task_status::not_found:
        if (++not_found_in_a_row_ < plan_.poll.not_found_attempts) return wait_before_query();
        return finish(client_errc::task_lost,
                      "task " + plan_.task.id.text() +
                          " is not known to the service: check the id and the model; tasks live 12 hours");
    case task_status::in_queue:
    case task_status::generating:
    case task_status::unknown: return wait_before_query();
    }
    return wait_before_query();
}

/// A new place for the pictures of the next answer; what an earlier one left is removed first.
inline void generate_fsm::start_intake()
{
    intake_.reset();
    intake_ = std::make_unique<picture_intake>(output(), plan_.options.overwrite);
}

inline std::string generate_fsm::output() const
{
    return output_path(plan_.options.output.text(), plan_.task.id);
}

inline next_action generate_fsm::take_results()
{
    auto& urls = state_.image_urls;
    bool const inside = intake_ && !intake_->empty();
    // Pictures that came whole are worth more than a link, unless links were asked for.
    bool const links = !urls.empty() && !(inside && !plan_.options.results.return_url && intake_->any_came());
    if (!links && !inside)
        return finish(client_errc::empty_result,
                      "task " + plan_.task.id.text() + " is done but the answer holds no picture");
    note_surplus(links ? urls.size() : intake_->count());
    if (!links) pictures_ = intake_->take_pictures(failures_);
    intake_.reset();
    urls.resize(links ? std::min(urls.size(), most_pictures) : 0);
    for (auto& url : urls) {
        pictures_.emplace_back();
        if (parse_url(url))
            pictures_.back().url = std::move(url);
        else
            failures_.add(client_errc::forbidden_address, "link: is not an absolute http or https URL");
    }
    stage_ = stage::downloading;
    if (!links || !plan_.options.download || plan_.until == goal::query) return end_of_downloads();
    return download_next({});
}

inline void generate_fsm::note_surplus(std::size_t count)
{
    if (count <= most_pictures) return;
    surplus_words_ = "the answer names " + std::to_string(count) + " pictures, and a task has " +
                     std::to_string(most_pictures) + " at most: the others were left";
}

/// Runs one download after the other; each is an operation of its own.
inline next_action generate_fsm::download_next(action_result result)
{
    while (next_picture_ != pictures_.size()) {
        if (pictures_[next_picture_].url.empty()) { // its link was refused
            ++next_picture_;
            continue;
        }
        if (!download_) {
            if (!tell(progress::stage::downloading, static_cast<int>(next_picture_))) return stopped();
            download_options options;
            options.stop = plan_.options.stop;
            options.allow_this_machine = is_loopback_host(plan_.origin.host);
            options.overwrite = plan_.options.overwrite;
            std::optional<std::string> target;
            if (!plan_.options.output.empty()) target = numbered_path(output(), next_picture_, pictures_.size());
            download_ = std::make_unique<download_operation>(pictures_[next_picture_].url, std::move(target), options);
            result = {{}, {}, {}, now_};
        }
        auto action = download_->resume(std::move(result));
        if (action.what != next_action::kind::finish) return action;
        if (plan_.options.stop.stop_requested() && download_->error().failed()) return stopped();
        if (download_->error().failed())
            failures_.add(download_->error(), download_->details().client_message);
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
    if (!download_->saved().path.empty()) one.saved = download_->saved();
}

inline next_action generate_fsm::end_of_downloads()
{
    if (failures_.count == 0) return finish({}, std::move(surplus_words_));
    auto const why = failures_.words.empty() ? failures_.first.message() : failures_.words;
    auto const surplus = surplus_words_.empty() ? "" : "; " + surplus_words_;
    auto const all = " of " + std::to_string(pictures_.size()) + " pictures ";
    if (!plan_.options.output.empty())
        return finish(client_errc::partly_saved,
                      std::to_string(pictures_.size() - failures_.count) + all + "saved: " + why + surplus);
    return finish(client_errc::partly_saved, std::to_string(failures_.count) + all + "could not be fetched (" + why +
                                                 "); task " + plan_.task.id.text() +
                                                 " can be asked again for 12 hours at no cost" + surplus);
}

inline next_action generate_fsm::finish(error_code const& ec, std::string message)
{
    stage_ = stage::finished;
    error_ = ec;
    intake_.reset();
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
    if (intake_ && response_.body.empty())
        details_.answer = intake_->take_answer();
    else if (response_.body.size() < most_answer_bytes)
        details_.answer = std::move(response_.body);
    response_ = {};
}

/// An observer that throws wants the operation to end; its exception must not take a paid id with it.
inline bool generate_fsm::tell(progress::stage at, int attempt)
{
    if (!plan_.options.on_progress) return true;
    try {
        plan_.options.on_progress({at, plan_.task.id.text(), state_.status, attempt});
    } catch (std::exception const& error) {
        observer_words_ = "on_progress threw: " + for_terminal(error.what());
    } catch (...) {
        observer_words_ = "on_progress threw";
    }
    return observer_words_.empty();
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

} // namespace jimeng::detail

#endif
