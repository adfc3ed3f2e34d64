#ifndef JIMENG_CLIENT_IMPL_RESULT_COLLECTOR_IPP
#define JIMENG_CLIENT_IMPL_RESULT_COLLECTOR_IPP

#include <jimeng/client/detail/result_collector.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/download.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM JIMENG_DECL result_collector::result_collector(generate_options const& how, kept_results const& kept,
                                                             media_kind expected, bool inward_links, bool work_apart)
    : how_{how},
      kept_{kept},
      expected_{expected},
      inward_links_{inward_links},
      work_apart_{work_apart},
      names_{how.output.text(), how.overwrite}
{}
JIMENG_SELDOM JIMENG_DECL result_collector::~result_collector() = default;

JIMENG_SELDOM JIMENG_DECL std::unique_ptr<inline_pictures> result_collector::room_for_pictures(task_id const& id) const
{
    return std::make_unique<inline_pictures>(names_.empty() ? std::string{} : names_.beside(id),
                                             expected_ == media_kind::picture ? wanted_media::picture
                                                                              : wanted_media::any);
}

JIMENG_SELDOM JIMENG_DECL bool result_collector::take(task_id const& id, task_state state,
                                                      std::unique_ptr<inline_pictures> intake)
{
    id_ = id;
    note_surplus(state.listed_urls);
    if (intake) note_surplus(intake->listed());
    if (intake && links_replace(*intake, state)) intake.reset();
    bool const instead = intake && stands_for_links(*intake, state);
    auto const links = instead ? 0 : state.image_urls.size();
    listed_ = links + (intake ? intake->size() : 0);
    if (listed_ == 0 && !has_video_link(state)) return false;
    results_.resize(links);
    if (intake) take_inside(*intake);
    take_links(state, instead);
    take_video_link(state);
    take_kept();
    if (!how_.download) to_fetch_.clear();
    return true;
}

/// Where the pictures themselves were asked for and came, links beside them are other ways to the same ones.
JIMENG_SELDOM inline bool result_collector::stands_for_links(inline_pictures const& intake,
                                                             task_state const& state) const
{
    return intake.any_came() && intake.size() >= state.image_urls.size() && !how_.results.return_url;
}

/// Of pictures of which none is whole.
JIMENG_SELDOM inline bool result_collector::links_replace(inline_pictures const& intake, task_state const& state) const
{
    return !intake.any_came() && intake.size() <= state.image_urls.size() && !how_.results.return_url;
}

JIMENG_SELDOM inline std::string complaint_about(error_code const& fault, std::string const& url)
{
    if (fault == client_errc::too_large) return "link: is longer than 16 KiB";
    if (fault.failed()) return "link: is no text in the answer";
    return url.empty() ? "link: is empty" : "link: is not an absolute http or https URL";
}

/// They are there already, so they get their names before any link is followed.
JIMENG_SELDOM inline void result_collector::take_inside(inline_pictures& intake)
{
    auto const first = results_.size();
    auto const name_of = [&](std::size_t index) { return names_.of(id_, place_of(index)); };
    for (std::size_t i = 0; i != intake.size(); ++i)
        if (is_kept(first + i)) intake.forget(i);
    auto inside = intake.take_pictures(failures_, first, name_of);
    for (std::size_t i = 0; i != inside.size(); ++i) {
        note_bytes_behind_the_end(inside[i].saved, first + i);
        results_.push_back(std::move(inside[i]));
    }
}

JIMENG_SELDOM inline void result_collector::take_links(task_state& state, bool for_show_only)
{
    auto& urls = state.image_urls;
    for (std::size_t i = 0; i != std::min(urls.size(), results_.size()); ++i) {
        bool const good = parse_url(urls[i]).has_value();
        bool const needed = !for_show_only && !is_kept(i);
        if (!good && needed) failures_.add(i, client_errc::forbidden_address, complaint_about_link(state, i));
        if (!good) continue;
        results_[i].url = std::move(urls[i]);
        if (needed) to_fetch_.push_back(i);
    }
}

/// The link of what was asked for is followed first: it dies first.
JIMENG_SELDOM inline void result_collector::take_video_link(task_state& state)
{
    if (!has_video_link(state)) return;
    auto const index = results_.size();
    auto& one = results_.emplace_back();
    one.kind = media_kind::video;
    bool const good = parse_url(state.video_url).has_value();
    bool const needed = !is_kept(index);
    if (!good && needed)
        failures_.add(index, client_errc::forbidden_address,
                      complaint_about(state.unusable_video_url, state.video_url));
    if (!good) return;
    one.url = std::move(state.video_url);
    if (needed) to_fetch_.insert(to_fetch_.begin(), index);
}

/// What was saved before is neither fetched nor written again.
JIMENG_SELDOM inline void result_collector::take_kept()
{
    for (std::size_t i = 0; i != results_.size(); ++i)
        if (auto const* const facts = kept_.of(i, place_of(i))) take_facts(results_[i], *facts, true);
}

JIMENG_DECL bool result_collector::is_kept(std::size_t index) const
{
    return kept_.of(index, place_of(index)) != nullptr;
}

inline bool result_collector::has_video_link(task_state const& state) noexcept
{
    return !state.video_url.empty() || state.unusable_video_url.failed();
}

inline std::size_t result_collector::videos() const noexcept
{
    return results_.size() - listed_;
}

JIMENG_DECL result_place result_collector::place_of(std::size_t index) const
{
    if (index < listed_) return {media_kind::picture, index, listed_, expected_ == media_kind::picture};
    return {media_kind::video, index - listed_, videos(), expected_ == media_kind::video};
}

JIMENG_SELDOM inline std::string result_collector::complaint_about_link(task_state const& state, std::size_t index)
{
    for (auto const& one : state.unusable_urls)
        if (one.index == index) return complaint_about(one.why, {});
    return complaint_about({}, state.image_urls[index]);
}

JIMENG_SELDOM inline void result_collector::note_surplus(std::size_t listed)
{
    if (listed > most_results)
        add_note(concat({"the answer lists ", std::to_string(listed), " pictures, of which the first ",
                         std::to_string(most_results), " were taken"}));
}

JIMENG_SELDOM inline void result_collector::note_bytes_behind_the_end(saved_picture const& one, std::size_t index)
{
    if (one.surplus_bytes != 0)
        add_note(concat({"picture ", std::to_string(index + 1), ": ", std::to_string(one.surplus_bytes),
                         " bytes behind its end are kept"}));
}

JIMENG_SELDOM inline void result_collector::add_note(std::string const& note)
{
    surplus_words_ += (surplus_words_.empty() ? "" : "; ") + note;
}

JIMENG_SELDOM inline std::string host_of_link(std::string const& url)
{
    auto const parts = parse_url(url);
    return parts ? std::string{parts->host} : std::string{};
}

/// A host that let a whole time limit pass.
inline bool is_silence(error_code const& ec) noexcept
{
    return ec == client_errc::read_timeout || ec == client_errc::connect_timeout || ec == client_errc::resolve_failed;
}

/// Runs one download after the other; each is an operation of its own.
JIMENG_SELDOM JIMENG_DECL result_collector::step result_collector::resume(action_result& result)
{
    if (next_ >= to_fetch_.size()) return {dead_links_.empty() ? step::kind::ended : step::kind::links_died};
    auto const index = to_fetch_[next_];
    if (!download_) {
        if (!std::exchange(begun_, true)) return {step::kind::begins, index};
        auto const left = time_left(result.now);
        if (left <= left.zero()) {
            failures_.add(index, client_errc::read_timeout, "link: there was no time left to follow it");
            return fetched(index);
        }
        download_ = new_download(index, left);
        result = {{}, {}, {}, result.now};
    }
    auto action = download_->resume(std::move(result));
    if (action.what != next_action::kind::finish) return {step::kind::act, index, std::move(action)};
    bool const kept = !download_->saved().sha256.empty();
    if (how_.stop.stop_requested() && download_->error().failed() && !kept) return {step::kind::stopped, index};
    take_downloaded(index, kept);
    return fetched(index);
}

JIMENG_SELDOM inline result_collector::step result_collector::fetched(std::size_t index)
{
    download_.reset();
    begun_ = false;
    ++next_;
    return {step::kind::fetched, index};
}

/// What came is kept, also where it is not what was wanted.
JIMENG_SELDOM inline void result_collector::take_downloaded(std::size_t index, bool kept)
{
    auto& one = results_[index];
    auto const ec = download_->error();
    if (ec.failed()) note_failure(index, ec);
    if (is_silence(ec)) silent_host_ = host_of_link(one.url);
    if (!kept) return;
    one.bytes = std::move(download_->bytes());
    take_facts(one, download_->saved(), !ec.failed());
    note_bytes_behind_the_end(one.saved, index);
}

/// Of a link that died it is not the last word yet.
JIMENG_SELDOM inline void result_collector::note_failure(std::size_t index, error_code const& ec)
{
    auto words = download_->details().client_message;
    if (ec == client_errc::link_expired && !links_were_renewed_)
        dead_links_.push_back({index, std::move(words)});
    else
        failures_.add(index, ec, std::move(words));
}

/// None where the answer has none at that place, or one that no client follows.
JIMENG_SELDOM inline std::string* result_collector::new_link_for(std::size_t index, task_state& state) const
{
    auto* link = &state.video_url;
    if (index < listed_) link = index < state.image_urls.size() ? &state.image_urls[index] : nullptr;
    return link != nullptr && parse_url(*link) ? link : nullptr;
}

JIMENG_SELDOM JIMENG_DECL void result_collector::take_new_links(task_state state)
{
    links_were_renewed_ = true;
    for (auto& dead : std::exchange(dead_links_, {})) {
        if (auto* const link = new_link_for(dead.index, state)) {
            results_[dead.index].url = std::move(*link);
            to_fetch_.push_back(dead.index);
        } else {
            failures_.add(dead.index, client_errc::link_expired, std::move(dead.words));
        }
    }
}

JIMENG_SELDOM JIMENG_DECL void result_collector::keep_dead_links()
{
    take_new_links({});
}

/// What is left of it: a host that drips must not hold what is paid and known for as long as it likes.
JIMENG_DECL std::chrono::milliseconds result_collector::time_left(time_point now)
{
    if (!downloads_end_) downloads_end_ = now + how_.download_timeout;
    return std::chrono::duration_cast<std::chrono::milliseconds>(*downloads_end_ - now);
}

/// In the place of what a model is for nothing else is expected; of what comes beside it nobody knows.
JIMENG_SELDOM inline std::unique_ptr<download_operation>
result_collector::new_download(std::size_t index, std::chrono::milliseconds left) const
{
    auto const& url = results_[index].url;
    auto const place = place_of(index);
    download_options options;
    options.stop = how_.stop;
    options.keep_bytes = how_.keep_bytes;
    options.wanted = place.expected ? wanted(place.kind) : wanted_media::any;
    options.allow_this_machine = inward_links_;
    options.waiting_since = came_at_;
    options.work_apart = work_apart_;
    if (!silent_host_.empty() && host_of_link(url) == silent_host_) { // it had its chance with another one
        options.attempts = 1;
        options.first_byte = std::chrono::seconds{5};
        options.timeout = std::chrono::seconds{30};
    }
    options.timeout = std::min(options.timeout, left);
    if (names_.empty()) return std::make_unique<download_operation>(url, std::optional<std::string>{}, options);
    return std::make_unique<download_operation>(url, names_.of(id_, place), options);
}

/// Where a model films and no video came, whatever else did.
JIMENG_SELDOM inline void result_collector::miss_video()
{
    for (auto const& one : results_)
        if (one.kind == media_kind::video) return;
    failures_.add(results_.size(), client_errc::empty_result, "video: the answer holds none");
    results_.emplace_back().kind = media_kind::video;
}

/// What the results are called together.
JIMENG_SELDOM inline std::string result_collector::what_came() const
{
    return videos() == 0 ? " pictures " : listed_ == 0 ? " videos " : " results ";
}

JIMENG_SELDOM JIMENG_DECL error_code result_collector::end(std::string& words)
{
    if (expected_ == media_kind::video) miss_video();
    words = std::move(surplus_words_);
    if (failures_.count() == 0) return {};
    auto const surplus = words.empty() ? std::string{} : "; " + words;
    auto const why = failures_.words(listed_, videos());
    auto const all = concat({" of ", std::to_string(results_.size()), what_came()});
    if (!names_.empty())
        words = concat({std::to_string(results_.size() - failures_.count()), all, "saved: ", why, surplus});
    else
        words = concat({std::to_string(failures_.count()), all, "could not be fetched (", why, "); task ", id_.text(),
                        " can be asked again for 12 hours at no cost", surplus});
    return client_errc::partly_saved;
}

JIMENG_SELDOM JIMENG_DECL void result_collector::drop_download() noexcept
{
    download_.reset();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
