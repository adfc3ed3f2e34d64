#ifndef JIMENG_CLIENT_IMPL_PICTURE_INTAKE_IPP
#define JIMENG_CLIENT_IMPL_PICTURE_INTAKE_IPP

#include <jimeng/client/detail/picture_intake.hpp>
#include <jimeng/client/output_names.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/download.hpp>

#include <algorithm>
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
{}

JIMENG_DECL error_code picture_intake::take(std::string_view piece)
{
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
}

JIMENG_DECL task_state picture_intake::finish(http_response const& response, error_code& ec, diagnostics& details)
{
    if (!begun_) ec = take(response.body); // a page of an error, or a transport that knows no sink
    return reader_.finish(response.status, ec, details);
}

JIMENG_DECL jimeng::pictures picture_intake::take_pictures(picture_failures& failed)
{
    jimeng::pictures all;
    for (std::size_t i = 0; i != taken_.size(); ++i) {
        auto& one = taken_[i];
        all.push_back(one.file ? named(one, i) : in_memory(one));
        if (one.ec.failed()) failed.add(one.ec, std::move(one.words));
    }
    taken_.clear();
    return all;
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

inline picture picture_intake::in_memory(taken& one)
{
    picture result;
    if (one.ec.failed()) return result;
    auto const header = read_picture_header(one.bytes);
    if (header.format == picture_format::unknown) return one.ec = client_errc::bad_image, result;
    result.bytes = std::move(one.bytes);
    result.format = header.format;
    result.width = header.width;
    result.height = header.height;
    return result;
}

inline void picture_intake::restart()
{
    taken_.clear();
}

inline error_code picture_intake::begin(std::size_t)
{
    auto& one = taken_.emplace_back();
    if (output_.empty()) return make_room(one.bytes), error_code{};
    error_code ec;
    diagnostics details;
    one.file = picture_file::open_unnamed(output_, download_options{}.max_bytes, ec, details);
    if (ec.failed()) drop(ec, std::move(details.client_message));
    return {};
}

/// For the rest of the answer at most: a text that grows by doubling takes up to three times its length.
inline void picture_intake::make_room(std::string& bytes) const
{
    constexpr std::uint64_t most = std::uint64_t{64} << 20;
    if (announced_ > passed_) bytes.reserve(static_cast<std::size_t>(std::min(announced_ - passed_, most)) / 4 * 3);
}

/// A picture that cannot be written is no reason to give up the others.
inline error_code picture_intake::write(std::string_view bytes)
{
    auto& one = taken_.back();
    if (one.ec.failed()) return {};
    if (!one.file) return one.bytes += bytes, error_code{};
    if (auto const ec = one.file->write(bytes); ec.failed())
        drop(ec, "output " + for_terminal(output_) + ": " + ec.message());
    return {};
}

inline error_code picture_intake::end(error_code const& ec)
{
    if (ec.failed()) drop(ec, {});
    auto& bytes = taken_.back().bytes;
    if (bytes.capacity() - bytes.size() > bytes.size() / 8) bytes.shrink_to_fit();
    return {};
}

inline void picture_intake::drop(error_code const& ec, std::string words)
{
    taken_.back() = {std::nullopt, {}, ec, std::move(words)};
}

} // namespace jimeng::detail

#endif
