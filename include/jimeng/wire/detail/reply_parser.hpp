#ifndef JIMENG_WIRE_DETAIL_REPLY_PARSER_HPP
#define JIMENG_WIRE_DETAIL_REPLY_PARSER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/detail/reply_events.hpp>
#include <jimeng/wire/detail/surrogate_filter.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse_options.hpp>

#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Reads one answer, whole or in pieces. Text that is not valid Unicode is no reason to refuse the rest.
class reply_parser {
public:
    explicit reply_parser(inline_texts* pictures) : pictures_{pictures}, parser_{bounded(), pictures} {}

    /// @par Errors `bad_json`, `too_deep`, `too_large`, or what the pictures' taker said. They stay.
    error_code write(std::string_view piece)
    {
        filter_.write(piece, [this](std::string_view text) { parse(true, text); });
        return failed_;
    }
    error_code finish(std::string_view last = {})
    {
        write(last);
        filter_.finish([this](std::string_view text) { parse(true, text); });
        parse(false, {});
        if (!failed_.failed() && !answer().result_text.empty()) open_result();
        return failed_;
    }

    [[nodiscard]] reply& answer() noexcept { return parser_.handler().answer; }

private:
    static boost::json::parse_options bounded()
    {
        boost::json::parse_options options;
        options.max_depth = 16;
        options.allow_invalid_utf8 = true;
        return options;
    }

    /// `Result` as a text that holds JSON.
    void open_result()
    {
        reply_parser inner{pictures_};
        auto const text = std::exchange(answer().result_text, {});
        if (inner.finish(text).failed() || inner.answer().kind != json_kind::object) return;
        answer().result = std::move(inner.answer().body);
        answer().result_kind = json_kind::object;
        if (answer().any_task_id.kind == json_kind::absent) answer().any_task_id = inner.answer().any_task_id;
    }

    void parse(bool more, std::string_view piece)
    {
        if (failed_.failed()) return;
        error_code ec;
        auto const used = parser_.write_some(more, piece.data(), piece.size(), ec);
        if (!ec.failed() && used != piece.size()) ec = client_errc::bad_json; // more than one document
        failed_ = translated(ec);
    }

    static error_code translated(error_code const& ec) noexcept
    {
        if (ec == boost::json::error::too_deep) return client_errc::too_deep;
        bool const of_parser = ec.failed() && ec.category() == make_error_code(boost::json::error::syntax).category();
        return of_parser ? make_error_code(client_errc::bad_json) : ec;
    }

    inline_texts* pictures_;
    surrogate_filter filter_;
    boost::json::basic_parser<reply_events> parser_;
    error_code failed_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
