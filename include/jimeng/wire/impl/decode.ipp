#ifndef JIMENG_WIRE_IMPL_DECODE_IPP
#define JIMENG_WIRE_IMPL_DECODE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/detail/reply_envelope.hpp>
#include <jimeng/wire/detail/reply_parser.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Whether there is a result that can be read; a link that is too long was one.
inline bool has_results(reply::data_members const& data) noexcept
{
    return data.text_entries != 0 || !data.video_url.empty() || !data.resp_data.empty() ||
           data.unusable_video_url == client_errc::too_large;
}

/// Whether what is listed as results can be used; what cannot hides nothing beside it.
inline bool has_readable_results(reply::data_members const& data, task_status status) noexcept
{
    bool const lists = is_list(data.urls) && is_list(data.pictures);
    bool const empty = lists && data.entries == 0 && !data.unusable_video_url.failed();
    return has_results(data) || status != task_status::done || empty;
}

/// An answer that holds results and no status is done: the synchronous services of the same host answer so.
JIMENG_SELDOM inline error_code read_status(reply::data_members const& data, task_state& state)
{
    bool const none = data.status.kind == json_kind::absent || data.status.kind == json_kind::null;
    if (none && !has_results(data)) return client_errc::missing_field;
    if (!none && data.status.kind != json_kind::text) return client_errc::wrong_type;
    state.status_word = none ? std::string_view{"done"} : shortened(data.status.text, 64);
    state.status = read_task_status(state.status_word);
    return {};
}

/// The state that an answer tells of; the pictures' texts went elsewhere.
JIMENG_SELDOM inline task_state read_state(reply& answer, error_code& ec, diagnostics& details)
{
    task_state state;
    if (ec = read_envelope(answer, details); ec.failed()) return keep_any_task_id(answer, details), state;
    auto& body = body_of(answer);
    if (ec = read_data_kind(body.data_kind); ec.failed()) return state;
    auto& data = body.data;
    if (ec = read_status(data, state); ec.failed()) return state;
    bool const readable = has_readable_results(data, state.status);
    state.image_urls = std::move(data.image_urls);
    state.unusable_urls = std::move(data.unusable_urls);
    state.listed_urls = data.listed_urls;
    state.video_url = std::move(data.video_url);
    state.unusable_video_url = data.unusable_video_url;
    state.resp_data = std::move(data.resp_data);
    state.resp_data_cut = data.resp_data_cut;
    if (!readable) ec = client_errc::wrong_type;
    return state;
}

/// The id of a successful answer, in `data` or beside it.
JIMENG_SELDOM inline task_id read_accepted_id(reply& answer, error_code& ec)
{
    auto const& body = body_of(answer);
    if (answer.any_task_id.kind != json_kind::absent && body.data.task_id.kind == json_kind::absent)
        return read_task_id(answer.any_task_id, ec);
    if (ec = read_data_kind(body.data_kind); ec.failed()) return {};
    return read_task_id(body.data.task_id, ec);
}

/// Keeps the pictures' texts as they come.
class kept_inline_texts final : public inline_texts {
public:
    void restart() override { texts.clear(); }
    error_code begin() override
    {
        kept_ = texts.size() != most_results;
        if (kept_) texts.emplace_back();
        return {};
    }
    error_code write(std::string_view text) override
    {
        if (kept_) texts.back() += text;
        return {};
    }
    error_code end(error_code const&) override { return {}; }

    std::vector<std::string> texts;

private:
    bool kept_ = false;
};

} // namespace detail

JIMENG_SELDOM JIMENG_DECL task_id decode_submit(http_response const& response, error_code& ec, diagnostics& details)
{
    details.http_status = response.status;
    detail::reply_parser reader{nullptr};
    ec = reader.finish(response.body);
    auto& answer = reader.answer();
    detail::keep_any_task_id(answer, details);
    if (detail::is_redirection(response.status)) ec = client_errc::unexpected_redirect;
    if (!ec.failed()) ec = detail::read_envelope(answer, details);
    if (ec.failed()) return {};
    auto id = detail::read_accepted_id(answer, ec);
    if (!ec.failed()) details.task_id = id.text();
    return id;
}

JIMENG_DECL bool is_whole_json(std::string_view text)
{
    return !detail::reply_parser{nullptr}.finish(text).failed();
}

JIMENG_SELDOM JIMENG_DECL task_state decode_result(http_response const& response, error_code& ec, diagnostics& details)
{
    details.http_status = response.status;
    if (detail::is_redirection(response.status)) return ec = client_errc::unexpected_redirect, task_state{};
    detail::kept_inline_texts inside;
    detail::reply_parser reader{&inside};
    if (ec = reader.finish(response.body); ec.failed()) return {};
    auto state = detail::read_state(reader.answer(), ec, details);
    if (!ec.failed()) state.binary_data_base64 = std::move(inside.texts);
    return state;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
