#ifndef JIMENG_WIRE_IMPL_RESULT_READER_IPP
#define JIMENG_WIRE_IMPL_RESULT_READER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/detail/picture_text_decoder.hpp>
#include <jimeng/wire/detail/reply_parser.hpp>
#include <jimeng/wire/impl/decode.ipp>
#include <jimeng/wire/result_reader.hpp>

#include <algorithm>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Decodes the pictures' texts on their way.
class decoded_inline_texts final : public inline_texts {
public:
    explicit decoded_inline_texts(picture_sink& sink) : sink_{sink} {}

    void restart() override
    {
        count_ = 0;
        sink_.restart();
    }

    error_code begin() override
    {
        wanted_ = ++count_ <= most_results;
        if (!wanted_) return {};
        decoder_ = {};
        if (!bytes_) bytes_ = std::make_unique<char[]>(base64_decoder::room_for(most_text));
        return sink_.begin(count_ - 1);
    }

    error_code write(std::string_view text) override
    {
        for (; wanted_ && !text.empty(); text.remove_prefix(std::min(most_text, text.size())))
            if (auto const ec = give(decoder_.write(text.substr(0, most_text), bytes_.get())); ec.failed()) return ec;
        return {};
    }

    error_code end(error_code const& fault) override
    {
        if (!wanted_) return {};
        if (fault.failed()) return sink_.end(fault);
        if (auto const ec = give(decoder_.finish(bytes_.get())); ec.failed()) return ec;
        return sink_.end(decoder_.broken() ? make_error_code(client_errc::bad_base64) : error_code{});
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] picture_sink& sink() const noexcept { return sink_; }

private:
    static constexpr std::size_t most_text = 32 * 1024;

    error_code give(std::size_t size) { return size == 0 ? error_code{} : sink_.write({bytes_.get(), size}); }

    picture_sink& sink_;
    std::size_t count_ = 0;
    bool wanted_ = false;
    picture_text_decoder decoder_;
    std::unique_ptr<char[]> bytes_;
};

} // namespace detail

struct result_reader::impl {
    explicit impl(picture_sink& sink) : texts{sink} {}

    detail::decoded_inline_texts texts;
    detail::reply_parser reader{&texts};
};

JIMENG_DECL result_reader::result_reader(picture_sink& sink) : impl_{std::make_unique<impl>(sink)} {}
JIMENG_DECL result_reader::result_reader(result_reader&&) noexcept = default;
JIMENG_DECL result_reader& result_reader::operator=(result_reader&&) noexcept = default;
JIMENG_DECL result_reader::~result_reader() = default;

JIMENG_SELDOM JIMENG_DECL void result_reader::restart() noexcept
{
    auto& sink = impl_->texts.sink();
    std::destroy_at(impl_.get());
    std::construct_at(impl_.get(), sink);
}

JIMENG_DECL error_code result_reader::write(std::string_view piece)
{
    return impl_->reader.write(piece);
}

JIMENG_SELDOM JIMENG_DECL task_state result_reader::finish(int http_status, error_code& ec, diagnostics& details)
{
    details.http_status = http_status;
    if (detail::is_redirection(http_status)) return ec = client_errc::unexpected_redirect, task_state{};
    if (ec = impl_->reader.finish(); ec.failed()) return {};
    return detail::read_state(impl_->reader.answer(), ec, details);
}

JIMENG_DECL std::size_t result_reader::pictures() const noexcept
{
    return impl_->texts.count();
}

} // namespace jimeng::inline JIMENG_ABI

#endif
