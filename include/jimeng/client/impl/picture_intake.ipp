#ifndef JIMENG_CLIENT_IMPL_PICTURE_INTAKE_IPP
#define JIMENG_CLIENT_IMPL_PICTURE_INTAKE_IPP

#include <jimeng/client/detail/picture_intake.hpp>
#include <jimeng/client/output_names.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/download.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace jimeng::detail {

JIMENG_DECL void picture_failures::add(std::size_t index, error_code const& ec, std::string words)
{
    all_.push_back({index, ec, std::move(words)});
}

JIMENG_DECL std::string picture_failures::words(std::size_t pictures) const
{
    constexpr std::size_t most = 15;
    constexpr std::string_view unnumbered = "picture: ";
    std::string line;
    for (std::size_t i = 0; i != std::min(all_.size(), most); ++i) {
        std::string_view words = all_[i].words;
        auto const of_code = words.empty() ? all_[i].why.message() : std::string{};
        if (words.empty()) words = of_code;
        line += i == 0 ? "" : "; ";
        if (pictures > 1) {
            line += "picture " + std::to_string(all_[i].index + 1) + ": ";
            if (words.starts_with(unnumbered)) words.remove_prefix(unnumbered.size());
        }
        line += words;
    }
    return all_.size() > most ? line + "; and " + std::to_string(all_.size() - most) + " more" : line;
}

JIMENG_DECL picture_intake::picture_intake(std::string beside) : beside_{std::move(beside)}, reader_{*this} {}

JIMENG_DECL void picture_intake::restart_all() noexcept
{
    taken_.clear();
    answer_.clear();
    announced_ = passed_ = 0;
    begun_ = answer_is_long_ = false;
    reader_.restart();
}

JIMENG_DECL error_code picture_intake::take(std::string_view piece) noexcept
try {
    begun_ = true;
    bool const pictures_to_files = !beside_.empty() && !taken_.empty();
    auto const most_kept = pictures_to_files ? std::size_t{16} << 10 : std::size_t{1} << 20;
    answer_is_long_ = answer_is_long_ || announced_ >= most_kept || answer_.size() + piece.size() >= most_kept;
    if (answer_is_long_)
        std::string{}.swap(answer_);
    else
        answer_ += piece;
    auto const ec = reader_.write(piece);
    passed_ += piece.size();
    if (!beside_.empty() && !taken_.empty() && answer_.size() >= (std::size_t{16} << 10)) {
        answer_is_long_ = true;
        std::string{}.swap(answer_);
    }
    return ec;
} catch (std::exception const&) { // of the reader: what belongs to one picture costs that picture only
    return client_errc::too_large;
}

JIMENG_DECL task_state picture_intake::finish(http_response const& response, error_code& ec, diagnostics& details)
{
    if (!begun_) ec = take(response.body); // a page of an error, or a transport that knows no sink
    return reader_.finish(response.status, ec, details);
}

JIMENG_DECL bool picture_intake::any_came() const noexcept
{
    return std::any_of(taken_.begin(), taken_.end(), [](taken const& one) { return !one.gone && !one.broken; });
}

JIMENG_DECL jimeng::pictures picture_intake::take_pictures(picture_failures& failed, std::size_t first,
                                                           std::function<picture_name(std::size_t)> const& name_of)
{
    jimeng::pictures all(taken_.size());
    for (std::size_t i = 0; i != taken_.size(); ++i) {
        auto& one = taken_[i];
        if (!one.gone) all[i] = judged(one, [&] { return name_of(first + i); });
        if (one.ec.failed()) failed.add(first + i, one.ec, std::move(one.words));
    }
    taken_.clear();
    return all;
}

/// Those that were named before must not be lost with one that cannot be.
inline picture picture_intake::judged(taken& one, std::function<picture_name()> const& name)
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
inline picture picture_intake::in_memory(taken& one, saved_picture facts)
{
    picture result;
    if (one.check && (!one.ec.failed() || !one.check->ending_to_keep().empty())) result.bytes = std::move(one.bytes);
    result.format = facts.format;
    result.width = facts.width;
    result.height = facts.height;
    result.saved = std::move(facts);
    return result;
}

inline void picture_intake::restart()
{
    taken_.clear();
}

inline error_code picture_intake::begin(std::size_t)
{
    if (taken_.capacity() == 0) taken_.reserve(most_results);
    auto& one = taken_.emplace_back(); // there is room for all
    try {
        open(one);
    } catch (std::exception const&) {
        out_of_memory(one);
    }
    return {};
}

inline void picture_intake::open(taken& one)
{
    auto const most = download_options{}.max_bytes;
    diagnostics details;
    if (!beside_.empty()) one.file = picture_file::open_unnamed(beside_, most, one.ec, details);
    one.words = std::move(details.client_message);
    if (one.file) return;
    one.check.emplace(most);
    make_room(one.bytes);
}

/// For the rest of the answer at most: a text that grows by doubling takes up to three times its length. Where there is
/// no room for that, it may still be enough for the picture.
inline void picture_intake::make_room(std::string& bytes) const noexcept
{
    constexpr std::uint64_t most = std::uint64_t{64} << 20;
    try {
        if (announced_ > passed_) bytes.reserve(static_cast<std::size_t>(std::min(announced_ - passed_, most)) / 4 * 3);
    } catch (std::exception const&) {
        bytes.clear();
    }
}

/// A picture that cannot be taken is no reason to give up the others.
inline error_code picture_intake::write(std::string_view bytes)
{
    auto& one = taken_.back();
    if (one.gone) return {};
    try {
        append(one, bytes);
    } catch (std::exception const&) {
        out_of_memory(one);
    }
    return {};
}

inline void picture_intake::append(taken& one, std::string_view bytes)
{
    auto const ec = one.file ? one.file->write(bytes) : one.check->write(bytes);
    if (ec.failed())
        drop(one, ec, (one.file ? "output " + for_terminal(beside_) : std::string{"picture"}) + ": " + ec.message());
    else if (!one.file)
        one.bytes += bytes;
}

inline error_code picture_intake::end(error_code const& ec)
{
    auto& one = taken_.back();
    if (ec == client_errc::wrong_type)
        drop(one, ec, "picture: it is no text in the answer; query the task again");
    else if (ec.failed() && !one.gone)
        spoil(one, ec);
    if (one.bytes.capacity() - one.bytes.size() > one.bytes.size() / 8) one.bytes.shrink_to_fit();
    return {};
}

/// What came before and after the broken place stays.
inline void picture_intake::spoil(taken& one, error_code const& ec)
{
    std::string const words = "picture: " + ec.message() + "; query the task again";
    one.broken = true;
    if (one.file) one.file->spoil(ec, words);
    if (one.check) one.check->spoil(ec, words);
}

inline void picture_intake::drop(taken& one, error_code const& ec, std::string words) noexcept
{
    one = {std::nullopt, std::nullopt, {}, ec, std::move(words), true, false};
}

/// What it held is given back first, so that there is room for the words.
inline void picture_intake::out_of_memory(taken& one) noexcept
{
    drop(one, client_errc::too_large, {});
    try {
        one.words = "picture: there is not memory enough for it";
        if (beside_.empty()) one.words += "; give `output`, and it goes to a file";
    } catch (std::exception const&) {
        one.words.clear();
    }
}

} // namespace jimeng::detail

#endif
