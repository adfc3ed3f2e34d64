#ifndef JIMENG_CLIENT_DETAIL_INLINE_PICTURES_HPP
#define JIMENG_CLIENT_DETAIL_INLINE_PICTURES_HPP

#include <jimeng/client/pictures.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/media/picture_file.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/result_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// Results of a task that are not whole under their own names, and why.
class picture_failures {
public:
    /// @param index  Of the result, from 0 on. @param words  Ours, where there is more to say than the code does.
    JIMENG_DECL void add(std::size_t index, error_code const& ec, std::string words = {});

    [[nodiscard]] std::size_t count() const noexcept { return all_.size(); }

    /// All reasons in one line; each names its result where there are several.
    /// @param pictures, videos  How many results there are of each kind; videos come behind the pictures.
    [[nodiscard]] JIMENG_DECL std::string words(std::size_t pictures, std::size_t videos = 0) const;

private:
    struct failure {
        std::size_t index = 0;
        error_code why{};
        std::string words{};
    };
    std::vector<failure> all_;
};

/// What is known of a result once it came. @param good  Whether it is what it was wanted to be.
JIMENG_SELDOM inline void take_facts(artifact& to, saved_picture facts, bool good)
{
    if (good) to.kind = kind_of(facts.format);
    to.format = facts.format;
    to.width = facts.width;
    to.height = facts.height;
    to.duration = facts.duration;
    to.saved = std::move(facts);
}

/// Takes one answer with pictures inside while it arrives: to files, which get their names when it is known that they count
/// and how many there are, or into memory. Destruction removes what has no name yet.
///
/// A picture that there is no memory for is a picture that was not had: nothing is thrown while an answer arrives. One that
/// is broken is kept all the same, and one whose file cannot be made goes into memory.
class inline_pictures final : public picture_sink {
public:
    /// @param beside  The name of a file in whose folder they grow; empty: into memory.
    JIMENG_DECL explicit inline_pictures(std::string beside, wanted_media wanted = wanted_media::picture);
    inline_pictures(inline_pictures const&) = delete;
    inline_pictures& operator=(inline_pictures const&) = delete;

    /// Where a transport may write how long the body is.
    [[nodiscard]] std::uint64_t* announced_bytes() noexcept { return &announced_; }

    /// Makes ready for another answer; what the last one left is removed.
    JIMENG_DECL void restart_all() noexcept;

    /// A piece of the body of an answer.
    /// @par Errors Of `result_reader::write`; `too_large` where memory ends.
    JIMENG_DECL error_code take(std::string_view piece) noexcept;

    /// The answer's end, with its body where that came whole. As `decode_result`.
    JIMENG_DECL task_state finish(http_response const& response, error_code& ec, diagnostics& details);

    /// The body as it came, where it is short.
    [[nodiscard]] std::string take_answer() { return std::move(answer_); }

    /// How many are taken.
    [[nodiscard]] std::size_t size() const noexcept { return count_; }

    /// Whether one came whole, as far as is known before they are judged.
    [[nodiscard]] JIMENG_DECL bool any_came() const noexcept;

    /// How many the answer has, those that are not taken included.
    [[nodiscard]] std::size_t listed() const noexcept { return reader_.pictures(); }

    /// One that is not needed: nothing of it is kept, and that is no failure.
    void forget(std::size_t index) noexcept { drop(taken_[index], {}, {}); }

    /// Names the files, or hands the bytes on.
    /// @param first    Index of the first among all results of the task, for `failed`.
    /// @param name_of  The name of the picture of that index; not asked in memory.
    JIMENG_DECL jimeng::pictures take_pictures(picture_failures& failed, std::size_t first = 0,
                                               std::function<picture_name(std::size_t)> const& name_of = {});

private:
    struct taken {
        std::optional<picture_file> file{};
        std::optional<picture_check> check{}; ///< Without a file, which has its own.
        std::string bytes{};
        error_code ec{}; ///< The first trouble.
        std::string words{};
        bool gone = false;   ///< Nothing of it is left.
        bool broken = false; ///< Its text was.
    };

    void restart() override;
    error_code begin(std::size_t index) override;
    error_code write(std::string_view bytes) override;
    error_code end(error_code const& ec) override;

    [[nodiscard]] std::span<taken> came() const noexcept { return {taken_.get(), count_}; }
    [[nodiscard]] taken& newest() const noexcept { return taken_[count_ - 1]; }
    void open(taken& one);
    void make_room(std::string& bytes) const noexcept;
    void append(taken& one, std::string_view bytes);
    static void spoil(taken& one, error_code const& ec);
    void drop(taken& one, error_code const& ec, std::string words) noexcept;
    void out_of_memory(taken& one) noexcept;
    [[nodiscard]] picture judged(taken& one, std::function<picture_name()> const& name);
    [[nodiscard]] static picture in_memory(taken& one, saved_picture facts);

    std::string beside_;
    wanted_media wanted_;
    std::uint64_t announced_ = 0;
    std::uint64_t passed_ = 0; ///< Before the piece that is being taken.
    bool begun_ = false;
    bool answer_is_long_ = false;
    std::string answer_;
    std::unique_ptr<taken[]> taken_; ///< Room for all that an answer may have.
    std::size_t count_ = 0;          ///< Of those that came.
    result_reader reader_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/inline_pictures.ipp>
#endif

#endif
