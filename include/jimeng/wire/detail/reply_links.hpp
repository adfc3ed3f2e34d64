#ifndef JIMENG_WIRE_DETAIL_REPLY_LINKS_HPP
#define JIMENG_WIRE_DETAIL_REPLY_LINKS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/detail/reply.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Takes the links of an answer, of pictures and of a video, as their texts come. They are bounded one by one and as a
/// whole; one that is too long costs itself only.
class reply_links {
public:
    void restart() noexcept { all_bytes_ = 0; }

    /// Another entry of the list. @param fault  Why it cannot be used.
    void begin_entry(reply::data_members& data, error_code const& fault)
    {
        if (++data.listed_urls > most_results) return;
        data.image_urls.emplace_back();
        if (fault.failed())
            data.unusable_urls.push_back({data.image_urls.size() - 1, fault});
        else
            link_ = &data.image_urls.back();
    }

    /// The one link that is no entry of a list. Null and an empty text stand for none.
    void begin_video(reply::data_members& data, json_kind kind)
    {
        data.video_url.clear();
        data.unusable_video_url = {};
        if (kind == json_kind::text)
            link_ = &data.video_url;
        else if (kind != json_kind::null)
            data.unusable_video_url = client_errc::wrong_type;
    }

    /// Whether the text that comes is that of a link.
    [[nodiscard]] bool taking() const noexcept { return link_ != nullptr; }

    void write(reply::data_members& data, std::string_view part)
    {
        all_bytes_ += part.size();
        if (all_bytes_ <= most_bytes && link_->size() + part.size() <= longest) {
            *link_ += part;
            return;
        }
        all_bytes_ -= std::min(all_bytes_, link_->size() + part.size());
        link_->clear();
        if (link_ == &data.video_url)
            data.unusable_video_url = client_errc::too_large;
        else
            data.unusable_urls.push_back({data.image_urls.size() - 1, client_errc::too_large});
        link_ = nullptr;
    }

    void end() noexcept { link_ = nullptr; }

private:
    static constexpr std::size_t most_bytes = std::size_t{1} << 20; ///< Of all links; some KiB each are long.
    static constexpr std::size_t longest = std::size_t{16} << 10;

    std::string* link_ = nullptr;
    std::size_t all_bytes_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
