#ifndef JIMENG_CLIENT_DETAIL_RESULT_COLLECTOR_HPP
#define JIMENG_CLIENT_DETAIL_RESULT_COLLECTOR_HPP

#include <jimeng/client/detail/inline_pictures.hpp>
#include <jimeng/client/detail/kept_results.hpp>
#include <jimeng/client/generate_options.hpp>
#include <jimeng/client/pictures.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/media/detail/picture_names.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/wire/task_state.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI {
class download_operation;
}

namespace jimeng::inline JIMENG_ABI::detail {

/// From the answer of a finished task to its results: takes what is inside the answer, follows its links one after the
/// other, and notes what failed. Nothing that was paid for is left out, and no failure of one result hides another.
class result_collector {
public:
    using time_point = std::chrono::system_clock::time_point;

    /// What comes next.
    struct step {
        enum class kind {
            begins,     ///< A link is about to be followed; `resume` goes on with it.
            act,        ///< An action for whoever runs the operation; its result goes to `resume`.
            fetched,    ///< A link was followed, with or without success.
            stopped,    ///< The caller wants no more.
            links_died, ///< Once: links were refused. `take_new_links` or `keep_dead_links`, then `resume` goes on.
            ended,      ///< No link is left.
        };
        kind what;
        std::size_t index = 0; ///< Of the result that it is about.
        next_action action{};  ///< For `act`.
    };

    /// @param how, kept     Must outlive it.
    /// @param expected      What the model is for.
    /// @param inward_links  Whether links may lead to this machine.
    /// @param work_apart    As `download_options::work_apart`.
    JIMENG_DECL result_collector(generate_options const& how, kept_results const& kept, media_kind expected,
                                 bool inward_links, bool work_apart = false);
    JIMENG_DECL ~result_collector();
    result_collector(result_collector const&) = delete;
    result_collector& operator=(result_collector const&) = delete;

    /// Where pictures inside an answer grow.
    [[nodiscard]] JIMENG_DECL std::unique_ptr<inline_pictures> room_for_pictures(task_id const& id) const;

    /// Takes what the answer of a finished task brought. False: it brought nothing.
    /// @param intake  The pictures inside it; none: it was read without looking for any.
    [[nodiscard]] JIMENG_DECL bool take(task_id const& id, task_state state, std::unique_ptr<inline_pictures> intake);

    /// Since when the links are there: where downloads wait for a connection, the oldest link goes first, for it dies first.
    void came_at(std::chrono::steady_clock::time_point when) noexcept { came_at_ = when; }

    /// @param result  Of the action that the last step asked for; it is used up. After other steps only its time counts.
    [[nodiscard]] JIMENG_DECL step resume(action_result& result);

    /// Takes the links of a later answer in the place of those that died; where it has none that can be used, the refusal
    /// stands.
    JIMENG_DECL void take_new_links(task_state state);
    JIMENG_DECL void keep_dead_links();

    /// What is left for all downloads together.
    [[nodiscard]] JIMENG_DECL std::chrono::milliseconds time_left(time_point now);

    /// Whether that result lay in its file before, and still does.
    [[nodiscard]] JIMENG_DECL bool is_kept(std::size_t index) const;

    /// How it all ended: `partly_saved` where a result is not whole under its name, and words that say which and why.
    [[nodiscard]] JIMENG_DECL error_code end(std::string& words);

    /// Gives memory back, when there is none for anything else.
    JIMENG_DECL void drop_download() noexcept;

    [[nodiscard]] JIMENG_DECL result_place place_of(std::size_t index) const;
    [[nodiscard]] jimeng::pictures& results() noexcept { return results_; }
    [[nodiscard]] jimeng::pictures const& results() const noexcept { return results_; }

private:
    [[nodiscard]] bool stands_for_links(inline_pictures const& intake, task_state const& state) const;
    [[nodiscard]] bool links_replace(inline_pictures const& intake, task_state const& state) const;
    void take_inside(inline_pictures& intake);
    void take_kept();
    void take_links(task_state& state, bool for_show_only);
    void take_video_link(task_state& state);
    [[nodiscard]] static bool has_video_link(task_state const& state) noexcept;
    [[nodiscard]] static std::string complaint_about_link(task_state const& state, std::size_t index);
    [[nodiscard]] step fetched(std::size_t index);
    void take_downloaded(std::size_t index, bool kept);
    void note_failure(std::size_t index, error_code const& ec);
    [[nodiscard]] std::string* new_link_for(std::size_t index, task_state& state) const;
    [[nodiscard]] std::unique_ptr<download_operation> new_download(std::size_t index,
                                                                   std::chrono::milliseconds left) const;
    void miss_video();
    void note_surplus(std::size_t listed);
    void note_bytes_behind_the_end(saved_picture const& one, std::size_t index);
    void add_note(std::string const& note);
    [[nodiscard]] std::size_t videos() const noexcept;
    [[nodiscard]] std::string what_came() const;

    struct dead_link {
        std::size_t index = 0;
        std::string words{};
    };

    generate_options const& how_;
    kept_results const& kept_;
    media_kind expected_;
    bool inward_links_;
    bool work_apart_;
    picture_names names_;
    task_id id_{};
    jimeng::pictures results_;
    std::size_t listed_ = 0;            ///< Pictures, which stand in front; what is behind them is a video.
    std::vector<std::size_t> to_fetch_; ///< Indices of those with a link to follow, in this order.
    std::size_t next_ = 0;              ///< In `to_fetch_`.
    bool begun_ = false;                ///< That one was announced.
    std::unique_ptr<download_operation> download_;
    std::chrono::steady_clock::time_point came_at_{};
    std::optional<time_point> downloads_end_; ///< Set by the first.
    std::string silent_host_;                 ///< Of a link that was waited for in vain.
    std::vector<dead_link> dead_links_;       ///< Whose task may be asked for another.
    bool links_were_renewed_ = false;         ///< Or it was tried.
    picture_failures failures_;
    std::string surplus_words_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/result_collector.ipp>
#endif

#endif
