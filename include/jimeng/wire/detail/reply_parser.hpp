#ifndef JIMENG_WIRE_DETAIL_REPLY_PARSER_HPP
#define JIMENG_WIRE_DETAIL_REPLY_PARSER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/detail/json_tokenizer.hpp>
#include <jimeng/wire/detail/reply_events.hpp>

#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Reads one answer, whole or in pieces. Text that is not valid Unicode is no reason to refuse the rest.
class reply_parser {
public:
    JIMENG_SELDOM explicit reply_parser(inline_texts* pictures) : pictures_{pictures}, events_{pictures} {}
    reply_parser(reply_parser const&) = delete;
    reply_parser& operator=(reply_parser const&) = delete;

    /// @par Errors `bad_json`, `too_deep`, `too_large`, or what the pictures' taker said. They stay.
    error_code write(std::string_view piece) { return tokens_.write(piece); }
    error_code finish(std::string_view last = {})
    {
        tokens_.write(last);
        auto const ec = tokens_.finish();
        if (!ec.failed() && !answer().result_text.empty()) open_result();
        return !ec.failed() && answer().says_twice ? client_errc::bad_json : ec;
    }

    [[nodiscard]] reply& answer() noexcept { return events_.answer; }

private:
    /// `Result` as a text that holds JSON.
    void open_result()
    {
        reply_parser inner{pictures_};
        auto const text = std::exchange(answer().result_text, {});
        auto const ec = inner.finish(text);
        if (answer().any_task_id.kind == json_kind::absent) answer().any_task_id = inner.answer().any_task_id;
        answer().says_twice = answer().says_twice || inner.answer().says_twice;
        if (ec.failed() || inner.answer().kind != json_kind::object) return;
        answer().result = std::move(inner.answer().body);
        answer().result_kind = json_kind::object;
    }

    inline_texts* pictures_;
    reply_events events_;
    json_tokenizer<reply_events> tokens_{events_};
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
