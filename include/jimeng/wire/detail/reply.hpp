#ifndef JIMENG_WIRE_DETAIL_REPLY_HPP
#define JIMENG_WIRE_DETAIL_REPLY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/detail/reply_names.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/task_state.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

enum class json_kind : std::uint8_t { absent, null, text, integer, large_integer, array, object, other };

/// One member of an answer that is looked at.
struct kept_value {
    json_kind kind = json_kind::absent;
    std::uint64_t digits = 0; ///< Of an integer; of a negative one the two's complement.
    std::string text{};       ///< The beginning, where a text is long.
    bool ended = true;        ///< False while more of a text or number may come: half an id is none.
};

/// What an answer said, as far as anybody asks. A name that occurs twice counts as it was last; a code or a task's id that
/// does is refused, for it decides about money.
struct reply {
    struct error_members {
        kept_value code, message, number;
    };
    struct metadata_members {
        kept_value request_id;
        json_kind error_kind = json_kind::absent;
        error_members error;
    };
    struct data_members {
        kept_value task_id, status;
        json_kind urls = json_kind::absent, pictures = json_kind::absent;
        std::size_t listed_urls = 0;               ///< Entries, those that cannot be used included.
        std::size_t entries = 0, text_entries = 0; ///< Of both lists, and the video's link.
        std::vector<std::string> image_urls;
        std::vector<unusable_entry> unusable_urls;
        std::string video_url;
        error_code unusable_video_url;
        std::string resp_data; ///< A text that holds JSON; empty where it is anything else.
        bool resp_data_cut = false;
    };
    /// The business envelope: the document itself, or what the gateway wraps as `Result`.
    struct body_members {
        kept_value code, message, request_id;
        json_kind data_kind = json_kind::absent;
        data_members data;
    };

    json_kind kind = json_kind::absent; ///< Of the document.
    body_members body;
    json_kind metadata_kind = json_kind::absent;
    metadata_members metadata;
    json_kind result_kind = json_kind::absent;
    body_members result;
    std::string result_text; ///< Where `Result` is a text that holds JSON.
    kept_value any_task_id;  ///< The first good one, wherever it stands: it may be paid.
    bool says_twice = false; ///< A code or a task's id: which one counts, nobody can know.
};

/// Where a value is kept; null for one that nobody asks for.
inline kept_value* kept_in(reply& answer, reply::body_members& body, reply_slot which) noexcept
{
    auto& metadata = answer.metadata;
    switch (which) {
    case reply_slot::code: return &body.code;
    case reply_slot::message: return &body.message;
    case reply_slot::request_id: return &body.request_id;
    case reply_slot::metadata_request_id: return &metadata.request_id;
    case reply_slot::error_code: return &metadata.error.code;
    case reply_slot::error_message: return &metadata.error.message;
    case reply_slot::error_number: return &metadata.error.number;
    case reply_slot::task_id: return &body.data.task_id;
    case reply_slot::status: return &body.data.status;
    default: return nullptr;
    }
}

/// Takes the texts of `data.binary_data_base64`, which are too long to be kept on the way.
class inline_texts {
public:
    virtual void restart() = 0; ///< The list begins, or begins anew: what came before is void.
    virtual error_code begin() = 0;
    virtual error_code write(std::string_view text) = 0;
    /// @param ec  `wrong_type` where the entry was no text.
    virtual error_code end(error_code const& ec) = 0;

protected:
    ~inline_texts() = default;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
