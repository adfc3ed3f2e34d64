#ifndef JIMENG_CLIENT_IMPL_GENERATE_RESULTS_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_RESULTS_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/download.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Links and pictures inside the answer are both taken; nothing that was paid is left out.
inline next_action generate_fsm::take_results()
{
    note_surplus(state_.listed_urls);
    if (intake_) note_surplus(intake_->listed());
    if (links_replace_broken_pictures()) intake_.reset();
    auto const inside = intake_ ? intake_->size() : 0;
    bool const instead = links_stand_for_pictures_inside();
    auto const links = instead ? 0 : state_.image_urls.size();
    if (links + inside == 0 && !has_video_link())
        return finish(client_errc::empty_result,
                      "task " + plan_.task.id.text() + " is done but the answer holds no " + to_string(expected()));
    pictures_listed_ = links + inside;
    take_inside(links);
    take_links(instead);
    take_video_link();
    if (!plan_.options.download) to_fetch_.clear();
    if (!plan_.store) return download_all();
    auto event = event_of(job_event::kind::done);
    for (auto const& one : pictures_)
        event.urls.push_back(one.url);
    return record(std::move(event), stage::recording_done);
}

inline next_action generate_fsm::download_all()
{
    stage_ = stage::downloading;
    return download_next({});
}

/// Where the pictures themselves were asked for and came, links beside them are other ways to the same ones.
inline bool generate_fsm::links_stand_for_pictures_inside() const
{
    bool const enough = intake_ && intake_->any_came() && intake_->size() >= state_.image_urls.size();
    return enough && !plan_.options.results.return_url;
}

inline bool generate_fsm::links_replace_broken_pictures() const
{
    bool const broken = intake_ && !intake_->any_came() && intake_->size() <= state_.image_urls.size();
    return broken && !plan_.options.results.return_url;
}

inline std::string complaint_about(error_code const& fault, std::string const& url)
{
    if (fault == client_errc::too_large) return "link: is longer than 16 KiB";
    if (fault.failed()) return "link: is no text in the answer";
    return url.empty() ? "link: is empty" : "link: is not an absolute http or https URL";
}

/// They are there already, so they get their names before any link is followed.
inline void generate_fsm::take_inside(std::size_t first)
{
    pictures_.resize(first);
    if (!intake_) return;
    auto const name_of = [&](std::size_t index) { return names_.of(plan_.task.id, place_of(index)); };
    auto inside = intake_->take_pictures(failures_, first, name_of);
    intake_.reset();
    for (std::size_t i = 0; i != inside.size(); ++i) {
        note_bytes_behind_the_end(inside[i].saved, first + i);
        pictures_.push_back(std::move(inside[i]));
    }
}

inline void generate_fsm::take_links(bool for_show_only)
{
    auto& urls = state_.image_urls;
    for (std::size_t i = 0; i != std::min(urls.size(), pictures_.size()); ++i) {
        bool const good = parse_url(urls[i]).has_value();
        if (!good && !for_show_only) failures_.add(i, client_errc::forbidden_address, complaint_about_link(i));
        if (!good) continue;
        pictures_[i].url = std::move(urls[i]);
        if (!for_show_only) to_fetch_.push_back(i);
    }
}

/// The link of what was asked for is followed first: it dies first.
inline void generate_fsm::take_video_link()
{
    if (!has_video_link()) return;
    auto const index = pictures_.size();
    auto& one = pictures_.emplace_back();
    one.kind = media_kind::video;
    if (!parse_url(state_.video_url))
        return failures_.add(index, client_errc::forbidden_address,
                             complaint_about(state_.unusable_video_url, state_.video_url));
    one.url = std::move(state_.video_url);
    to_fetch_.insert(to_fetch_.begin(), index);
}

inline bool generate_fsm::has_video_link() const noexcept
{
    return !state_.video_url.empty() || state_.unusable_video_url.failed();
}

/// What the model is for.
inline media_kind generate_fsm::expected() const noexcept
{
    return plan_.task.result == result_kind::video ? media_kind::video : media_kind::picture;
}

inline std::size_t generate_fsm::videos() const noexcept
{
    return pictures_.size() - pictures_listed_;
}

inline result_place generate_fsm::place_of(std::size_t index) const
{
    if (index < pictures_listed_)
        return {media_kind::picture, index, pictures_listed_, expected() == media_kind::picture};
    return {media_kind::video, index - pictures_listed_, videos(), expected() == media_kind::video};
}

inline std::string generate_fsm::complaint_about_link(std::size_t index) const
{
    for (auto const& one : state_.unusable_urls)
        if (one.index == index) return complaint_about(one.why, {});
    return complaint_about({}, state_.image_urls[index]);
}

inline void generate_fsm::note_surplus(std::size_t listed)
{
    if (listed > most_results)
        add_note("the answer lists " + std::to_string(listed) + " pictures, of which the first " +
                 std::to_string(most_results) + " were taken");
}

inline void generate_fsm::note_bytes_behind_the_end(saved_picture const& one, std::size_t index)
{
    if (one.surplus_bytes != 0)
        add_note("picture " + std::to_string(index + 1) + ": " + std::to_string(one.surplus_bytes) +
                 " bytes behind its end are kept");
}

inline void generate_fsm::add_note(std::string const& note)
{
    surplus_words_ += (surplus_words_.empty() ? "" : "; ") + note;
}

inline std::string host_of_link(std::string const& url)
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
inline next_action generate_fsm::download_next(action_result result)
{
    stage_ = stage::downloading;
    for (;; ++next_to_fetch_) {
        if (auto const i = next_unrecorded(); i != pictures_.size()) return record_saved(i);
        if (next_to_fetch_ >= to_fetch_.size()) break;
        auto const index = to_fetch_[next_to_fetch_];
        auto& one = pictures_[index];
        if (!download_) {
            auto const place = place_of(index);
            if (!tell(progress::stage::downloading, static_cast<int>(place.index), place.kind)) return stopped();
            auto const left = time_for_downloads();
            if (left <= left.zero()) {
                failures_.add(index, client_errc::read_timeout, "link: there was no time left to follow it");
                continue;
            }
            download_ = new_download(index, left);
            result = {{}, {}, {}, now_};
        }
        auto action = download_->resume(std::move(result));
        if (action.what != next_action::kind::finish) return action;
        bool const kept = !download_->saved().sha256.empty();
        if (plan_.options.stop.stop_requested() && download_->error().failed() && !kept) return stopped();
        if (download_->error().failed()) failures_.add(index, download_->error(), download_->details().client_message);
        if (kept) take_downloaded(one);
        if (kept) note_bytes_behind_the_end(one.saved, index);
        if (is_silence(download_->error())) silent_host_ = host_of_link(one.url);
        download_.reset();
    }
    return end_of_downloads();
}

/// What is left of it: a host that drips must not hold what is paid and known for as long as it likes.
inline std::chrono::milliseconds generate_fsm::time_for_downloads()
{
    if (!downloads_end_) downloads_end_ = now_ + plan_.options.download_timeout;
    return std::chrono::duration_cast<std::chrono::milliseconds>(*downloads_end_ - now_);
}

/// In the place of what a model is for nothing else is expected; of what comes beside it nobody knows.
inline std::unique_ptr<download_operation> generate_fsm::new_download(std::size_t index,
                                                                      std::chrono::milliseconds left) const
{
    auto const& url = pictures_[index].url;
    auto const place = place_of(index);
    download_options options;
    options.stop = plan_.options.stop;
    options.keep_bytes = plan_.options.keep_bytes;
    options.wanted = place.expected ? wanted(place.kind) : wanted_media::any;
    options.allow_this_machine = is_loopback_host(plan_.backend.origin().host);
    if (!silent_host_.empty() && host_of_link(url) == silent_host_) { // it had its chance with another one
        options.attempts = 1;
        options.first_byte = std::chrono::seconds{5};
        options.timeout = std::chrono::seconds{30};
    }
    options.timeout = std::min(options.timeout, left);
    if (names_.empty()) return std::make_unique<download_operation>(url, std::optional<std::string>{}, options);
    return std::make_unique<download_operation>(url, names_.of(plan_.task.id, place), options);
}

inline void generate_fsm::take_downloaded(artifact& one)
{
    one.bytes = std::move(download_->bytes());
    take_facts(one, download_->saved(), !download_->error().failed());
}

/// Where a model films and no video came, whatever else did.
inline void generate_fsm::miss_video()
{
    for (auto const& one : pictures_)
        if (one.kind == media_kind::video) return;
    failures_.add(pictures_.size(), client_errc::empty_result, "video: the answer holds none");
    pictures_.emplace_back().kind = media_kind::video;
}

/// What the results are called together.
inline std::string generate_fsm::what_came() const
{
    return videos() == 0 ? " pictures " : pictures_listed_ == 0 ? " videos " : " results ";
}

inline next_action generate_fsm::end_of_downloads()
{
    if (expected() == media_kind::video) miss_video();
    if (failures_.count() == 0) return finish({}, std::move(surplus_words_));
    auto const why = failures_.words(pictures_listed_, videos());
    auto const surplus = surplus_words_.empty() ? "" : "; " + surplus_words_;
    auto const all = " of " + std::to_string(pictures_.size()) + what_came();
    if (!names_.empty())
        return finish(client_errc::partly_saved,
                      std::to_string(pictures_.size() - failures_.count()) + all + "saved: " + why + surplus);
    return finish(client_errc::partly_saved, std::to_string(failures_.count()) + all + "could not be fetched (" + why +
                                                 "); task " + plan_.task.id.text() +
                                                 " can be asked again for 12 hours at no cost" + surplus);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
