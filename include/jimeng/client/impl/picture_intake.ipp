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

JIMENG_DECL void picture_failures::add(error_code const& ec, std::string why)
{
    if (count++ != 0) return;
    first = ec;
    words = std::move(why);
}

JIMENG_DECL picture_intake::picture_intake(std::string output, bool overwrite)
    : output_{std::move(output)},
      overwrite_{overwrite},
      reader_{*this}
{
    taken_.reserve(most_results);
}

JIMENG_DECL error_code picture_intake::take(std::string_view piece) noexcept
try {
    begun_ = true;
    auto const most_kept = output_.empty() ? std::size_t{1} << 20 : std::size_t{16} << 10;
    answer_is_long_ = answer_is_long_ || announced_ >= most_kept || answer_.size() + piece.size() >= most_kept;
    if (answer_is_long_)
        std::string{}.swap(answer_);
    else
        answer_ += piece;
    auto const ec = reader_.write(piece);
    passed_ += piece.size();
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
    return std::any_of(taken_.begin(), taken_.end(), [](taken const& one) { return !one.ec.failed(); });
}

JIMENG_DECL jimeng::pictures picture_intake::take_pictures(picture_failures& failed)
{
    jimeng::pictures all(taken_.size());
    for (std::size_t i = 0; i != taken_.size(); ++i) {
        auto& one = taken_[i];
        if (!one.ec.failed()) all[i] = judged(one, i);
        if (one.ec.failed()) failed.add(one.ec, std::move(one.words));
    }
    taken_.clear();
    return all;
}

/// Those that were named before must not be lost with one that cannot be.
inline picture picture_intake::judged(taken& one, std::size_t index)
{
    try {
        return one.file ? named(one, index) : in_memory(one);
    } catch (std::exception const&) {
        out_of_memory(one);
    }
    return {};
}

inline picture picture_intake::named(taken& one, std::size_t index)
{
    picture result;
    diagnostics details;
    one.ec = one.file->rename(numbered_path(output_, index, taken_.size()), overwrite_, details);
    if (!one.ec.failed()) result.saved = one.file->commit(std::nullopt, one.ec, details);
    one.words = std::move(details.client_message);
    one.file.reset();
    result.format = result.saved.format;
    result.width = result.saved.width;
    result.height = result.saved.height;
    return result;
}

/// As a download into memory is judged.
inline picture picture_intake::in_memory(taken& one)
{
    picture result;
    diagnostics details;
    auto const facts = one.check->finish(std::nullopt, one.ec, details);
    one.words = std::move(details.client_message);
    if (one.ec.failed()) return result;
    result.bytes = std::move(one.bytes);
    result.format = facts.format;
    result.width = facts.width;
    result.height = facts.height;
    return result;
}

inline void picture_intake::restart()
{
    taken_.clear();
}

inline error_code picture_intake::begin(std::size_t)
{
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
    if (output_.empty()) {
        one.check.emplace(most);
        return make_room(one.bytes);
    }
    error_code ec;
    diagnostics details;
    one.file = picture_file::open_unnamed(output_, most, ec, details);
    if (ec.failed()) drop(one, ec, std::move(details.client_message));
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
    if (one.ec.failed()) return {};
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
        drop(one, ec, (one.file ? "output " + for_terminal(output_) : std::string{"picture"}) + ": " + ec.message());
    else if (!one.file)
        one.bytes += bytes;
}

inline error_code picture_intake::end(error_code const& ec)
{
    auto& one = taken_.back();
    if (ec.failed() && !one.ec.failed()) drop(one, ec, {});
    if (one.bytes.capacity() - one.bytes.size() > one.bytes.size() / 8) one.bytes.shrink_to_fit();
    return {};
}

inline void picture_intake::drop(taken& one, error_code const& ec, std::string words) noexcept
{
    one = {std::nullopt, std::nullopt, {}, ec, std::move(words)};
}

/// What it held is given back first, so that there is room for the words.
inline void picture_intake::out_of_memory(taken& one) noexcept
{
    drop(one, client_errc::too_large, {});
    try {
        one.words = "picture: there is not memory enough for it";
        if (output_.empty()) one.words += "; give `output`, and it goes to a file";
    } catch (std::exception const&) {
        one.words.clear();
    }
}

} // namespace jimeng::detail

#endif
