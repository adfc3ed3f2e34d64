#ifndef JIMENG_WIRE_IMPL_ENCODE_IPP
#define JIMENG_WIRE_IMPL_ENCODE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/encode.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <cstdint>

#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

JIMENG_SELDOM inline void write_logo_info(json_writer& json, watermark const& mark)
{
    json.key("logo_info");
    json.begin_object();
    json.member("add_logo", true);
    json.member("position", static_cast<std::int64_t>(mark.position));
    json.member("language", static_cast<std::int64_t>(mark.language));
    if (!mark.opacity.empty()) json.member("opacity", mark.opacity.value());
    if (!mark.text.empty()) json.member("logo_text_content", std::string_view{mark.text});
    json.end_object();
}

inline void write_if_set(json_writer& json, std::string_view name, std::string_view value)
{
    if (!value.empty()) json.member(name, value);
}

JIMENG_SELDOM inline void write_aigc_meta(json_writer& json, aigc_meta const& meta)
{
    json.key("aigc_meta");
    json.begin_object();
    write_if_set(json, "content_producer", meta.content_producer);
    json.member("producer_id", std::string_view{meta.producer_id});
    write_if_set(json, "content_propagator", meta.content_propagator);
    write_if_set(json, "propagate_id", meta.propagate_id);
    json.end_object();
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL std::string encode_result_options(result_options const& options, result_kind kind)
{
    bool const pictures = kind == result_kind::pictures;
    if (!pictures && !options.aigc_meta) return {};
    json_writer json;
    json.begin_object();
    if (pictures) json.member("return_url", options.return_url);
    if (pictures && options.watermark) detail::write_logo_info(json, *options.watermark);
    if (options.aigc_meta) detail::write_aigc_meta(json, *options.aigc_meta);
    json.end_object();
    return json.take();
}

JIMENG_SELDOM JIMENG_DECL std::string encode_query(std::string_view req_key, task_id const& id,
                                                   result_options const& options, result_kind kind)
{
    json_writer json;
    json.begin_object();
    json.member("req_key", req_key);
    if (auto const how = encode_result_options(options, kind); !how.empty())
        json.member("req_json", std::string_view{how});
    json.member("task_id", std::string_view{id.text()});
    json.end_object();
    return json.take();
}

JIMENG_SELDOM JIMENG_DECL std::string encode_query(std::string_view req_key, task_id const& id)
{
    json_writer json;
    json.begin_object();
    json.member("req_key", req_key);
    json.member("task_id", std::string_view{id.text()});
    json.end_object();
    return json.take();
}

JIMENG_SELDOM JIMENG_DECL http_request make_call(http_origin const& origin, std::string_view path,
                                                 std::string_view action, std::string_view version, std::string body)
{
    constexpr std::string_view before = "/?Action=", between = "&Version=";
    std::string target;
    target.reserve(path.size() + before.size() + action.size() + between.size() + version.size());
    target.append(path).append(before).append(action).append(between).append(version);
    return {"POST", origin, std::move(target), {{"Content-Type", "application/json"}}, std::move(body)};
}

} // namespace jimeng::inline JIMENG_ABI

#endif
