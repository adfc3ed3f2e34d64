#ifndef JIMENG_WIRE_DETAIL_REPLY_NAMES_HPP
#define JIMENG_WIRE_DETAIL_REPLY_NAMES_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Where in an answer a value can stand whose name matters.
enum class reply_place : std::uint8_t { root, metadata, error, result, data, urls, pictures, elsewhere };

/// What a value is; the first ones decide about money.
enum class reply_slot : std::uint8_t {
    code,
    error_code,
    error_number,
    task_id,
    stray_task_id,
    document,
    ignored,
    message,
    request_id,
    metadata,
    metadata_request_id,
    result,
    error,
    error_message,
    data,
    status,
    urls,
    video,
    pictures,
    data_text,
};

/// Which bit stands for a value that decides about money, at its place; 0 for any other value.
[[nodiscard]] constexpr std::uint64_t money_bit(reply_place where, reply_slot which) noexcept
{
    constexpr auto slots = static_cast<unsigned>(reply_slot::stray_task_id) + 1;
    static_assert(slots * (static_cast<unsigned>(reply_place::elsewhere) + 1) <= 64);
    auto const slot = static_cast<unsigned>(which);
    return slot < slots ? std::uint64_t{1} << (static_cast<unsigned>(where) * slots + slot) : 0;
}

/// The names of one place; everything else there is ignored.
template <std::size_t Count>
constexpr reply_slot find_name(std::pair<std::string_view, reply_slot> const (&names)[Count],
                               std::string_view key) noexcept
{
    for (auto const& [name, found] : names)
        if (name == key) return found;
    return reply_slot::ignored;
}

/// Of the business envelope, which the gateway may have wrapped; `Result` holds no wrapper of its own.
constexpr reply_slot slot_of_envelope(bool wrapped, std::string_view key) noexcept
{
    constexpr std::pair<std::string_view, reply_slot> names[] = {{"code", reply_slot::code},
                                                                 {"data", reply_slot::data},
                                                                 {"message", reply_slot::message},
                                                                 {"request_id", reply_slot::request_id},
                                                                 {"task_id", reply_slot::stray_task_id}};
    constexpr std::pair<std::string_view, reply_slot> wrappers[] = {{"ResponseMetadata", reply_slot::metadata},
                                                                    {"Result", reply_slot::result}};
    auto const found = find_name(names, key);
    return found == reply_slot::ignored && !wrapped ? find_name(wrappers, key) : found;
}

constexpr reply_slot slot_of_metadata(std::string_view key) noexcept
{
    constexpr std::pair<std::string_view, reply_slot> names[] = {{"RequestId", reply_slot::metadata_request_id},
                                                                 {"Error", reply_slot::error},
                                                                 {"task_id", reply_slot::stray_task_id}};
    return find_name(names, key);
}

constexpr reply_slot slot_of_error(std::string_view key) noexcept
{
    constexpr std::pair<std::string_view, reply_slot> names[] = {{"Code", reply_slot::error_code},
                                                                 {"Message", reply_slot::error_message},
                                                                 {"CodeN", reply_slot::error_number},
                                                                 {"task_id", reply_slot::stray_task_id}};
    return find_name(names, key);
}

constexpr reply_slot slot_of_data(std::string_view key) noexcept
{
    constexpr std::pair<std::string_view, reply_slot> names[] = {{"task_id", reply_slot::task_id},
                                                                 {"status", reply_slot::status},
                                                                 {"image_urls", reply_slot::urls},
                                                                 {"video_url", reply_slot::video},
                                                                 {"binary_data_base64", reply_slot::pictures},
                                                                 {"resp_data", reply_slot::data_text}};
    return find_name(names, key);
}

constexpr reply_slot slot_of(reply_place where, std::string_view key) noexcept
{
    switch (where) {
    case reply_place::root: return slot_of_envelope(false, key);
    case reply_place::result: return slot_of_envelope(true, key);
    case reply_place::metadata: return slot_of_metadata(key);
    case reply_place::error: return slot_of_error(key);
    case reply_place::data: return slot_of_data(key);
    default: return reply_slot::ignored;
    }
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
