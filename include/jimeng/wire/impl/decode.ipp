#ifndef JIMENG_WIRE_IMPL_DECODE_IPP
#define JIMENG_WIRE_IMPL_DECODE_IPP

#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/detail/answer_reader.hpp>
#include <jimeng/wire/detail/read_answer.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace jimeng {

namespace detail {

/// The state that an answer tells of; the pictures' texts went elsewhere.
inline task_state read_state(kept_answer& answer, error_code& ec, diagnostics& details)
{
    task_state state;
    if (ec = read_envelope(answer, details); ec.failed()) return state;
    auto& data = answer.data;
    if (data.status.kind == json_kind::absent || data.status.kind == json_kind::null)
        return ec = client_errc::missing_field, state;
    if (data.status.kind != json_kind::text) return ec = client_errc::wrong_type, state;
    state.status_word = shortened(data.status.text, 64);
    state.status = read_task_status(state.status_word);
    if (is_list_of_texts(data.urls)) state.image_urls = std::move(data.image_urls);
    if (!is_list_of_texts(data.urls) || !is_list_of_texts(data.pictures)) ec = client_errc::wrong_type;
    return state;
}

/// Keeps the pictures' texts as they come.
class kept_picture_texts final : public picture_texts {
public:
    void restart() override { texts.clear(); }
    error_code begin() override { return texts.emplace_back(), error_code{}; }
    error_code write(std::string_view text) override { return texts.back() += text, error_code{}; }
    error_code end() override { return {}; }

    std::vector<std::string> texts;
};

} // namespace detail

JIMENG_DECL task_id decode_submit(http_response const& response, error_code& ec, diagnostics& details)
{
    details.http_status = response.status;
    if (detail::is_redirection(response.status)) return ec = client_errc::unexpected_redirect, task_id{};
    detail::answer_reader reader{nullptr};
    if (ec = reader.finish(response.body); ec.failed()) return {};
    if (ec = detail::read_envelope(reader.answer(), details); ec.failed()) return {};
    auto id = detail::read_task_id(reader.answer().data.task_id, ec);
    if (!ec.failed()) details.task_id = id.text();
    return id;
}

JIMENG_DECL task_state decode_result(http_response const& response, error_code& ec, diagnostics& details)
{
    details.http_status = response.status;
    if (detail::is_redirection(response.status)) return ec = client_errc::unexpected_redirect, task_state{};
    detail::kept_picture_texts inside;
    detail::answer_reader reader{&inside};
    if (ec = reader.finish(response.body); ec.failed()) return {};
    auto state = detail::read_state(reader.answer(), ec, details);
    if (!ec.failed()) state.binary_data_base64 = std::move(inside.texts);
    return state;
}

} // namespace jimeng

#endif
