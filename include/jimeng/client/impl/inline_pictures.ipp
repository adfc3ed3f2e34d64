#ifndef JIMENG_CLIENT_IMPL_INLINE_PICTURES_IPP
#define JIMENG_CLIENT_IMPL_INLINE_PICTURES_IPP

#include <jimeng/client/detail/inline_pictures.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM JIMENG_DECL void picture_failures::add(std::size_t index, error_code const& ec, std::string words)
{
    all_.push_back({index, ec, std::move(words)});
}

/// Without what a check calls it: its number says more.
inline std::string_view without_noun(std::string_view words) noexcept
{
    for (std::string_view const noun : {"picture: ", "video: ", "result: "})
        if (words.starts_with(noun)) return words.substr(noun.size());
    return words;
}

/// `picture 2: `, or `video: ` where there is one of its kind.
JIMENG_SELDOM inline std::string label_of(std::size_t index, std::size_t pictures, std::size_t videos)
{
    bool const video = index >= pictures;
    auto const number = (video ? index - pictures : index) + 1;
    std::string const noun = to_string(video ? media_kind::video : media_kind::picture);
    return concat({noun, ((video ? videos : pictures) > 1 ? concat({" ", std::to_string(number)}) : ""), ": "});
}

JIMENG_SELDOM JIMENG_DECL std::string picture_failures::words(std::size_t pictures, std::size_t videos) const
{
    constexpr std::size_t most = 15;
    std::string line;
    for (std::size_t i = 0; i != std::min(all_.size(), most); ++i) {
        auto const& one = all_[i];
        auto const words = one.words.empty() ? one.why.message() : one.words;
        line += i == 0 ? "" : "; ";
        if (pictures + videos > 1)
            (line += label_of(one.index, pictures, videos)) += without_noun(words);
        else
            line += words;
    }
    return all_.size() > most ? concat({line, "; and ", std::to_string(all_.size() - most), " more"}) : line;
}

JIMENG_SELDOM JIMENG_DECL inline_pictures::inline_pictures(std::string beside, wanted_media wanted)
    : beside_{std::move(beside)},
      wanted_{wanted},
      reader_{*this}
{}

JIMENG_SELDOM JIMENG_DECL void inline_pictures::restart_all() noexcept
{
    restart();
    answer_.clear();
    announced_ = passed_ = 0;
    begun_ = answer_is_long_ = false;
    reader_.restart();
}

JIMENG_DECL error_code inline_pictures::take(std::string_view piece) noexcept
try {
    begun_ = true;
    bool const pictures_to_files = !beside_.empty() && count_ != 0;
    auto const most_kept = pictures_to_files ? std::size_t{16} << 10 : std::size_t{1} << 20;
    answer_is_long_ = answer_is_long_ || announced_ >= most_kept || answer_.size() + piece.size() >= most_kept;
    if (answer_is_long_)
        std::string{}.swap(answer_);
    else
        answer_ += piece;
    auto const ec = reader_.write(piece);
    passed_ += piece.size();
    if (!beside_.empty() && count_ != 0 && answer_.size() >= (std::size_t{16} << 10)) {
        answer_is_long_ = true;
        std::string{}.swap(answer_);
    }
    return ec;
} catch (std::exception const&) { // of the reader: what belongs to one picture costs that picture only
    return client_errc::too_large;
}

JIMENG_SELDOM JIMENG_DECL task_state inline_pictures::finish(http_response const& response, error_code& ec,
                                                             diagnostics& details)
{
    if (!begun_) ec = take(response.body); // a page of an error, or a transport that knows no sink
    return reader_.finish(response.status, ec, details);
}

JIMENG_DECL bool inline_pictures::any_came() const noexcept
{
    return std::ranges::any_of(came(), [](taken const& one) { return !one.gone && !one.broken; });
}

JIMENG_SELDOM JIMENG_DECL jimeng::pictures
inline_pictures::take_pictures(picture_failures& failed, std::size_t first,
                               std::function<picture_name(std::size_t)> const& name_of)
{
    jimeng::pictures all(count_);
    for (std::size_t i = 0; i != count_; ++i) {
        auto& one = taken_[i];
        if (!one.gone) all[i] = judged(one, [&] { return name_of(first + i); });
        if (one.ec.failed()) failed.add(first + i, one.ec, std::move(one.words));
    }
    restart();
    return all;
}

/// Those that were named before must not be lost with one that cannot be.
JIMENG_SELDOM inline picture inline_pictures::judged(taken& one, std::function<picture_name()> const& name)
{
    try {
        diagnostics details;
        error_code ec;
        auto facts = one.file ? one.file->commit_as(name(), std::nullopt, ec, details)
                              : one.check->finish(std::nullopt, ec, details);
        if (!one.ec.failed() || one.file) {
            one.ec = ec;
            one.words = std::move(details.client_message);
        }
        one.file.reset();
        return in_memory(one, std::move(facts));
    } catch (std::exception const&) {
        out_of_memory(one);
    }
    return {};
}

/// Broken bytes are kept too, unless they are none of a picture.
JIMENG_SELDOM inline picture inline_pictures::in_memory(taken& one, saved_picture facts)
{
    picture result;
    if (one.check && (!one.ec.failed() || !one.check->ending_to_keep().empty())) result.bytes = std::move(one.bytes);
    take_facts(result, std::move(facts), !one.ec.failed());
    return result;
}

JIMENG_SELDOM inline void inline_pictures::restart()
{
    taken_.reset();
    count_ = 0;
}

JIMENG_SELDOM inline error_code inline_pictures::begin(std::size_t)
{
    if (!taken_) taken_ = std::make_unique<taken[]>(most_results);
    auto& one = taken_[count_++];
    try {
        open(one);
    } catch (std::exception const&) {
        out_of_memory(one);
    }
    return {};
}

JIMENG_SELDOM inline void inline_pictures::open(taken& one)
{
    diagnostics details;
    if (!beside_.empty()) one.file = picture_file::open_unnamed(beside_, {}, one.ec, details, wanted_);
    one.words = std::move(details.client_message);
    if (one.file) return;
    one.check.emplace(media_limits{}, wanted_);
    make_room(one.bytes);
}

/// For the rest of the answer at most: a text that grows by doubling takes up to three times its length. Where there is
/// no room for that, it may still be enough for the picture.
JIMENG_SELDOM inline void inline_pictures::make_room(std::string& bytes) const noexcept
{
    constexpr std::uint64_t most = std::uint64_t{64} << 20;
    try {
        if (announced_ > passed_) bytes.reserve(static_cast<std::size_t>(std::min(announced_ - passed_, most)) / 4 * 3);
    } catch (std::exception const&) {
        bytes.clear();
    }
}

/// A picture that cannot be taken is no reason to give up the others.
inline error_code inline_pictures::write(std::string_view bytes)
{
    auto& one = newest();
    if (one.gone) return {};
    try {
        append(one, bytes);
    } catch (std::exception const&) {
        out_of_memory(one);
    }
    return {};
}

inline void inline_pictures::append(taken& one, std::string_view bytes)
{
    auto const ec = one.file ? one.file->write(bytes) : one.check->write(bytes);
    if (ec.failed())
        drop(one, ec,
             concat({(one.file ? "output " + for_terminal(beside_) : std::string{"picture"}), ": ", ec.message()}));
    else if (!one.file)
        one.bytes += bytes;
}

JIMENG_SELDOM inline error_code inline_pictures::end(error_code const& ec)
{
    auto& one = newest();
    if (ec == client_errc::wrong_type)
        drop(one, ec, "picture: it is no text in the answer; query the task again");
    else if (ec.failed() && !one.gone)
        spoil(one, ec);
    if (one.bytes.capacity() - one.bytes.size() > one.bytes.size() / 8) one.bytes.shrink_to_fit();
    return {};
}

/// What came before and after the broken place stays.
JIMENG_SELDOM inline void inline_pictures::spoil(taken& one, error_code const& ec)
{
    std::string const words = concat({"picture: ", ec.message(), "; query the task again"});
    one.broken = true;
    if (one.file) one.file->spoil(ec, words);
    if (one.check) one.check->spoil(ec, words);
}

JIMENG_SELDOM inline void inline_pictures::drop(taken& one, error_code const& ec, std::string words) noexcept
{
    one.file.reset();
    one.check.reset();
    std::string{}.swap(one.bytes);
    one.ec = ec;
    one.words = std::move(words);
    one.gone = true;
    one.broken = false;
}

/// What it held is given back first, so that there is room for the words.
JIMENG_SELDOM inline void inline_pictures::out_of_memory(taken& one) noexcept
{
    drop(one, client_errc::too_large, {});
    try {
        one.words = "picture: there is not memory enough for it";
        if (beside_.empty()) one.words += "; give `output`, and it goes to a file";
    } catch (std::exception const&) {
        one.words.clear();
    }
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
