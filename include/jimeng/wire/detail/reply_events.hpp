#ifndef JIMENG_WIRE_DETAIL_REPLY_EVENTS_HPP
#define JIMENG_WIRE_DETAIL_REPLY_EVENTS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/detail/json_number.hpp>
#include <jimeng/wire/detail/reply.hpp>
#include <jimeng/wire/detail/reply_links.hpp>
#include <jimeng/wire/detail/reply_names.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// What a document's events mean: keeps the few members that matter and lets the rest pass.
///
/// Memory does not grow with the answer: kept texts are cut, links are bounded as a whole, and so is the number of values.
class reply_events {
public:
    explicit reply_events(inline_texts* pictures) : pictures_{pictures} {}

    reply answer;

    void on_key_part(std::string_view part)
    {
        end_number();
        auto const size = std::min(part.size(), key_.size() - key_size_);
        std::copy_n(part.data(), size, key_.data() + key_size_);
        key_size_ += size;
    }
    void on_key()
    {
        end_number();
        next_ = slot_of(here(), {key_.data(), std::exchange(key_size_, 0)});
    }

    void on_open(bool object, error_code& ec)
    {
        if (level_ == most_levels)
            ec = client_errc::too_deep;
        else if (begin_value(object ? json_kind::object : json_kind::array, ec))
            places_[level_++] = opened_;
    }
    void on_close(error_code&)
    {
        end_number();
        --level_;
        if (places_[level_] == place::result) in_result_ = false;
        next_ = slot::ignored;
    }

    void on_text_part(std::string_view part, error_code& ec)
    {
        if (in_text_ || begin_text(ec)) add_to_text(part, ec);
    }
    void on_text(error_code& ec)
    {
        if (!in_text_ && !begin_text(ec)) return;
        in_text_ = false;
        links_.end();
        if (kept_ != nullptr) end_value(*kept_);
        if (std::exchange(in_picture_, false)) ec = pictures_->end({});
    }

    void on_number(json_number const& number, error_code& ec)
    {
        auto const kind = number.fits_signed()    ? json_kind::integer
                          : number.fits_integer() ? json_kind::large_integer
                                                  : json_kind::other;
        begin_value(kind, ec, kind == json_kind::other ? 0 : number.value());
    }
    void on_null(error_code& ec) { begin_value(json_kind::null, ec); }
    void on_bool(error_code& ec) { begin_value(json_kind::other, ec); }

private:
    using place = reply_place;
    using slot = reply_slot;
    static constexpr std::size_t most_levels = 16;
    static constexpr std::size_t most_values = 100'000;
    static constexpr std::size_t most_result_text = std::size_t{1} << 20;
    static constexpr std::size_t most_resp_data = std::size_t{16} << 20;
    static constexpr std::size_t most_text_bytes = 2'004; ///< What is shown, and where to cut it between code points.

    [[nodiscard]] reply::body_members& body() noexcept { return in_result_ ? answer.result : answer.body; }

    [[nodiscard]] place here() const noexcept { return level_ == 0 ? place::elsewhere : places_[level_ - 1]; }

    /// A value that has members or entries of its own, or none where one could be. What came before under its name is void.
    /// @return Where those stand.
    JIMENG_SELDOM place enter(slot which, json_kind kind)
    {
        bool const object = kind == json_kind::object;
        switch (which) {
        case slot::document: return answer.kind = kind, object ? place::root : place::elsewhere;
        case slot::metadata:
            answer.metadata = {};
            return answer.metadata_kind = kind, object ? place::metadata : place::elsewhere;
        case slot::error:
            answer.metadata.error = {};
            return answer.metadata.error_kind = kind, object ? place::error : place::elsewhere;
        case slot::result: return enter_result(kind);
        case slot::data:
            body().data = {};
            links_.restart();
            void_pictures();
            return body().data_kind = kind, object ? place::data : place::elsewhere;
        case slot::urls:
        case slot::video:
        case slot::pictures: return enter_results(which, kind, body().data);
        case slot::data_text:
            body().data.resp_data.clear();
            body().data.resp_data_cut = false;
            return place::elsewhere;
        default: return place::elsewhere;
        }
    }

    place enter_result(json_kind kind)
    {
        answer.result = {};
        answer.result_text.clear();
        void_pictures();
        in_result_ = kind == json_kind::object;
        return answer.result_kind = kind, in_result_ ? place::result : place::elsewhere;
    }

    place enter_results(slot which, json_kind kind, reply::data_members& data)
    {
        bool const list = kind == json_kind::array;
        if (which == slot::pictures) {
            void_pictures();
            return data.pictures = kind, list ? place::pictures : place::elsewhere;
        }
        if (which == slot::video) {
            links_.begin_video(data, kind);
            return place::elsewhere;
        }
        data.image_urls.clear();
        data.unusable_urls.clear();
        data.listed_urls = 0;
        links_.restart();
        return data.urls = kind, list ? place::urls : place::elsewhere;
    }

    void void_pictures()
    {
        if (pictures_ != nullptr) pictures_->restart();
    }

    bool begin_value(json_kind kind, error_code& ec, std::uint64_t digits = 0)
    {
        if (++values_ > most_values) return ec = client_errc::too_large, false;
        if (kind != json_kind::text && !begin_entry(here(), client_errc::wrong_type, ec)) return false;
        auto const which = std::exchange(next_, slot::ignored);
        note_money(which);
        opened_ = enter(which, kind);
        text_ = kind == json_kind::text ? long_text(which) : nullptr;
        most_text_ = text_ == nullptr ? most_text_bytes : which == slot::data_text ? most_resp_data : most_result_text;
        kept_ = which == slot::stray_task_id ? &stray_task_id_ : kept_in(answer, body(), which);
        if (kept_ == nullptr) return true;
        bool const number = kind == json_kind::integer || kind == json_kind::large_integer;
        *kept_ = {kind, digits, {}, !number && kind != json_kind::text};
        text_ = &kept_->text;
        is_task_id_ = which == slot::task_id || which == slot::stray_task_id;
        if (kept_->ended) end_value(*kept_);
        return true;
    }

    /// Also where the first one stood in an object that a second of its name makes void.
    void note_money(slot which) noexcept
    {
        auto const bit = money_bit(here(), which);
        answer.says_twice = answer.says_twice || (seen_ & bit) != 0;
        seen_ |= bit;
    }

    /// Where JSON goes that stands in a text.
    std::string* long_text(slot which) noexcept
    {
        if (which == slot::result) return &answer.result_text;
        return which == slot::data_text ? &body().data.resp_data : nullptr;
    }

    /// A number has ended when something else follows.
    void end_number()
    {
        if (kept_ != nullptr && !in_text_) end_value(*kept_);
    }

    /// The first id that came whole stays, whatever stands around it.
    void end_value(kept_value& value)
    {
        value.ended = true;
        kept_ = nullptr;
        if (is_task_id_ && answer.any_task_id.kind == json_kind::absent && is_task_id(value))
            answer.any_task_id = value;
    }

    static bool is_task_id(kept_value const& value)
    {
        bool const positive = value.kind == json_kind::integer && static_cast<std::int64_t>(value.digits) > 0;
        bool const text = value.kind == json_kind::text && task_id::parse(value.text).has_value();
        return positive || value.kind == json_kind::large_integer || text;
    }

    /// One entry of a list of results; `fault` says why it cannot be used.
    bool begin_entry(place where, error_code const& fault, error_code& ec)
    {
        auto& data = body().data;
        if (where == place::urls) links_.begin_entry(data, fault);
        bool const of_pictures = where == place::pictures;
        bool const of_results = of_pictures || where == place::urls;
        data.entries += of_results ? 1 : 0;
        data.text_entries += of_results && !fault.failed() ? 1 : 0;
        if (!of_pictures || pictures_ == nullptr) return true;
        ec = pictures_->begin();
        if (!ec.failed() && fault.failed()) ec = pictures_->end(fault);
        return !ec.failed();
    }

    bool begin_text(error_code& ec)
    {
        auto const where = here();
        if (!begin_value(json_kind::text, ec) || !begin_entry(where, {}, ec)) return false;
        in_text_ = true;
        in_picture_ = where == place::pictures && pictures_ != nullptr;
        return true;
    }

    void add_to_text(std::string_view part, error_code& ec)
    {
        if (in_picture_)
            ec = pictures_->write(part);
        else if (links_.taking())
            links_.write(body().data, part);
        else if (text_ != nullptr)
            keep_text(part);
    }

    void keep_text(std::string_view part)
    {
        auto const kept = part.substr(0, most_text_ - text_->size());
        *text_ += kept;
        if (text_ == &body().data.resp_data && kept.size() != part.size()) body().data.resp_data_cut = true;
    }

    inline_texts* pictures_;
    std::array<place, most_levels> places_{};
    std::size_t level_ = 0;
    slot next_ = slot::document; ///< What the next value is.
    place opened_ = place::elsewhere;
    std::array<char, 24> key_{}; ///< The beginning of a name; all that matter are shorter.
    std::size_t key_size_ = 0;
    bool in_text_ = false;
    bool in_picture_ = false;
    bool in_result_ = false;
    bool is_task_id_ = false;
    kept_value* kept_ = nullptr; ///< Until it has ended.
    kept_value stray_task_id_;
    std::string* text_ = nullptr;
    std::size_t most_text_ = 0;
    std::size_t values_ = 0;
    std::uint64_t seen_ = 0; ///< Of the values that decide about money.
    reply_links links_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
