#ifndef JIMENG_EMULATOR_DETAIL_LINKS_HPP
#define JIMENG_EMULATOR_DETAIL_LINKS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/emulator/detail/ledger_lines.hpp>
#include <jimeng/emulator/detail/replies.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/detail/target.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/emulator/unfinished_answer.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

inline constexpr std::string_view pictures_path = "/pictures/";
inline constexpr std::string_view videos_path = "/videos/";

/// Below which paths results lie.
[[nodiscard]] constexpr bool is_result_path(std::string_view target) noexcept
{
    return target.starts_with(pictures_path) || target.starts_with(videos_path);
}

/// Covers path and end of life: a link cannot be changed or prolonged.
[[nodiscard]] inline std::string link_signature(state const& s, std::string_view path, std::string_view expires)
{
    return hex_of(hmac_of(s.link_key, std::string{path} + '?' + std::string{expires}));
}

[[nodiscard]] inline std::string link_of(state const& s, std::string_view album_id, std::size_t index, bool video,
                                         time_point until)
{
    auto const path = std::string{video ? videos_path : pictures_path}.append(album_id) + '/' + std::to_string(index) +
                      (video ? ".mp4" : ".png");
    auto const expires = std::to_string(std::chrono::floor<std::chrono::seconds>(until).time_since_epoch().count());
    return s.options.base_url + path + "?x-expires=" + expires + "&x-signature=" + link_signature(s, path, expires);
}

/// One album for each way in which a task is read; links to it live from the query that gave them.
[[nodiscard]] inline std::string open_album(state& s, std::string_view task_id, task const& from, rendering const& how,
                                            time_point until)
{
    std::string key{task_id};
    if (how.mark)
        key += "|mark" + std::to_string(static_cast<int>(how.mark->position)) + '|' +
               std::to_string(how.mark->opacity) + '|' + how.mark->text;
    for (auto const& [name, text] : how.texts)
        key.append("|").append(name).append("|").append(text);
    auto id = hex_of(hmac_of(s.link_key, key)).substr(0, 32);
    s.albums.insert_or_assign(id, album{std::string{task_id}, from.shown, how, until, from.words.dead_links});
    return id;
}

struct picture_address {
    std::string_view album_id;
    std::size_t index = 0;
};

/// Reads `/pictures/ALBUM/N.png` and `/videos/ALBUM/N.mp4`.
[[nodiscard]] inline std::optional<picture_address> read_picture_path(std::string_view path)
{
    bool const video = path.starts_with(videos_path);
    auto const folder = video ? videos_path : pictures_path;
    if (!path.starts_with(folder) || !path.ends_with(video ? ".mp4" : ".png")) return std::nullopt;
    if (path.size() < folder.size() + 4) return std::nullopt;
    auto const rest = path.substr(folder.size(), path.size() - folder.size() - 4);
    auto const slash = rest.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    auto const index = jimeng::detail::read_number<unsigned>(rest.substr(slash + 1));
    if (!index) return std::nullopt;
    return picture_address{rest.substr(0, slash), *index};
}

/// Whether path, end of life and signature belong together, and the end is yet to come.
[[nodiscard]] inline bool link_lives(state const& s, received_request const& request, time_point now)
{
    auto const query = query_of(request.target);
    auto const* const expires = find_pair(query, "x-expires");
    auto const* const signature = find_pair(query, "x-signature");
    if (expires == nullptr || signature == nullptr) return false;
    if (!equal_in_constant_time(link_signature(s, path_of(request.target), *expires), *signature)) return false;
    auto const until = jimeng::detail::read_number<std::int64_t>(*expires);
    return until && now < time_point{std::chrono::seconds{*until}};
}

[[nodiscard]] inline http_response small_answer(int status, std::string_view why, time_point now)
{
    return answer(status, "text/plain; charset=utf-8", std::string{why} + '\n', now);
}

/// Pictures need no signature of an account: who knows the link may fetch it, while it lives.
[[nodiscard]] inline unfinished_answer serve_picture(state& s, received_request const& request, time_point now)
{
    if (request.method != "GET") return small_answer(405, "pictures are served to GET only", now);
    auto const address = read_picture_path(path_of(request.target));
    if (!address) return small_answer(404, "no such picture", now);
    if (!link_lives(s, request, now)) return small_answer(403, "the link has expired or was changed", now);
    auto const found = s.albums.find(address->album_id);
    if (found == s.albums.end() || address->index >= found->second.shown.count)
        return small_answer(404, "no such picture", now);
    if (found->second.dead) return small_answer(403, "the link has expired or was changed", now);
    bool const video = path_of(request.target).starts_with(videos_path);
    auto const kind = found->second.shown.kind; // data may speak of both
    if (kind != result_kind::data && (kind == result_kind::video) != video)
        return small_answer(404, "no such picture", now);
    if (video) {
        ++s.counts.served_videos;
        auto bytes = draw_mp4(video_of(found->second.shown, found->second.how));
        if (!note_served(s.file, found->second.task_id, "video", address->index, bytes, now)) return unwritten(now);
        return answer(200, "video/mp4", std::move(bytes), now);
    }
    ++s.counts.served_pictures;
    auto finish = [now, file = s.file, id = found->second.task_id, index = address->index](auto files) {
        if (!note_served(file, id, "picture", index, files.front(), now)) return unwritten(now);
        return answer(200, "image/png", std::move(files.front()), now);
    };
    return {{picture_of(found->second.shown, found->second.how, address->index)}, std::move(finish)};
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
