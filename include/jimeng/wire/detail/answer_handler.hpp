#ifndef JIMENG_WIRE_DETAIL_ANSWER_HANDLER_HPP
#define JIMENG_WIRE_DETAIL_ANSWER_HANDLER_HPP

#include <jimeng/core/task.hpp>
#include <jimeng/wire/detail/kept_answer.hpp>

#include <boost/json/string_view.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::detail {

/// What a document's events mean: keeps the few members that matter and lets the rest pass.
///
/// Memory does not grow with the answer: kept texts are cut, links are bounded as a whole, and so is the number of values.
class answer_handler {
public:
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;

    using view = boost::json::string_view;

    explicit answer_handler(picture_texts* pictures) : pictures_{pictures} {}

    kept_answer answer;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& ec) { return open(json_kind::object, ec); }
    bool on_object_end(std::size_t, error_code&) { return close(); }
    bool on_array_begin(error_code& ec) { return open(json_kind::array, ec); }
    bool on_array_end(std::size_t, error_code&) { return close(); }

    bool on_key_part(view part, std::size_t, error_code&) { return add_to_key(part); }
    bool on_key(view part, std::size_t, error_code&)
    {
        add_to_key(part);
        next_ = slot_of(here(), {key_.data(), std::exchange(key_size_, 0)});
        return true;
    }

    bool on_string_part(view part, std::size_t, error_code& ec)
    {
        if (!in_text_ && !begin_text(ec)) return false;
        return add_to_text({part.data(), part.size()}, ec);
    }
    bool on_string(view part, std::size_t size, error_code& ec)
    {
        if (!on_string_part(part, size, ec)) return false;
        in_text_ = in_link_ = false;
        if (kept_ != nullptr) end_value(*kept_);
        if (std::exchange(in_picture_, false)) ec = pictures_->end({});
        return !ec.failed();
    }

    bool on_number_part(view, error_code&) { return true; }
    bool on_int64(std::int64_t number, view, error_code& ec)
    {
        return begin_value(json_kind::integer, ec, static_cast<std::uint64_t>(number));
    }
    bool on_uint64(std::uint64_t number, view, error_code& ec)
    {
        return begin_value(json_kind::large_integer, ec, number);
    }
    bool on_double(double, view, error_code& ec) { return begin_value(json_kind::other, ec); }
    bool on_bool(bool, error_code& ec) { return begin_value(json_kind::other, ec); }
    bool on_null(error_code& ec) { return begin_value(json_kind::null, ec); }
    bool on_comment_part(view, error_code&) { return true; }
    bool on_comment(view, error_code&) { return true; }

private:
    /// Where in the answer a value can stand whose name matters, and which names those are.
    enum class place : std::uint8_t { root, metadata, error, result, data, urls, pictures, elsewhere };
    enum class slot : std::uint8_t {
        document,
        ignored,
        code,
        message,
        request_id,
        metadata,
        metadata_request_id,
        result,
        error,
        error_code,
        error_message,
        error_number,
        data,
        task_id,
        stray_task_id,
        status,
        urls,
        pictures,
    };
    static constexpr std::size_t most_levels = 16;
    static constexpr std::size_t most_values = 100'000;
    static constexpr std::size_t most_link_bytes = std::size_t{1} << 20; ///< Of all links; some KiB each are long.
    static constexpr std::size_t longest_link = std::size_t{16} << 10;
    static constexpr std::size_t most_result_text = std::size_t{1} << 20;
    static constexpr std::size_t most_text_bytes = 2'004; ///< What is shown, and where to cut it between code points.

    static slot slot_of(place where, std::string_view key) noexcept
    {
        using pair = std::pair<std::string_view, slot>;
        auto const find = [key](auto const& names) {
            for (auto const& [name, found] : names)
                if (name == key) return found;
            return slot::ignored;
        };
        static constexpr pair of_root[] = {{"code", slot::code},
                                           {"data", slot::data},
                                           {"message", slot::message},
                                           {"request_id", slot::request_id},
                                           {"task_id", slot::stray_task_id},
                                           {"ResponseMetadata", slot::metadata},
                                           {"Result", slot::result}};
        static constexpr pair of_metadata[] = {
            {"RequestId", slot::metadata_request_id}, {"Error", slot::error}, {"task_id", slot::stray_task_id}};
        static constexpr pair of_error[] = {{"Code", slot::error_code},
                                            {"Message", slot::error_message},
                                            {"CodeN", slot::error_number},
                                            {"task_id", slot::stray_task_id}};
        static constexpr pair of_data[] = {{"task_id", slot::task_id},
                                           {"status", slot::status},
                                           {"image_urls", slot::urls},
                                           {"binary_data_base64", slot::pictures}};
        switch (where) {
        case place::root:
        case place::result: return without_wrapper(where, find(of_root));
        case place::metadata: return find(of_metadata);
        case place::error: return find(of_error);
        case place::data: return find(of_data);
        default: return slot::ignored;
        }
    }

    /// `Result` holds no wrapper of its own.
    static slot without_wrapper(place where, slot found) noexcept
    {
        bool const wrapper = found == slot::metadata || found == slot::result;
        return where == place::result && wrapper ? slot::ignored : found;
    }

    [[nodiscard]] kept_answer::body_members& body() noexcept { return in_result_ ? answer.result : answer.body; }

    [[nodiscard]] place here() const noexcept { return level_ == 0 ? place::elsewhere : places_[level_ - 1]; }

    bool add_to_key(view part)
    {
        end_number();
        auto const size = std::min(part.size(), key_.size() - key_size_);
        std::copy_n(part.data(), size, key_.data() + key_size_);
        key_size_ += size;
        return true;
    }

    kept_value* kept(slot which) noexcept
    {
        auto& metadata = answer.metadata;
        switch (which) {
        case slot::code: return &body().code;
        case slot::message: return &body().message;
        case slot::request_id: return &body().request_id;
        case slot::metadata_request_id: return &metadata.request_id;
        case slot::error_code: return &metadata.error.code;
        case slot::error_message: return &metadata.error.message;
        case slot::error_number: return &metadata.error.number;
        case slot::task_id: return &body().data.task_id;
        case slot::stray_task_id: return &stray_task_id_;
        case slot::status: return &body().data.status;
        default: return nullptr;
        }
    }

    /// Where the members of an object or array stand that opens here.
    place enter(slot which, json_kind kind)
    {
        bool const object = kind == json_kind::object;
        auto& data = body().data;
        switch (which) {
        case slot::document: return answer.kind = kind, object ? place::root : place::elsewhere;
        case slot::metadata:
            answer.metadata = {};
            return answer.metadata_kind = kind, object ? place::metadata : place::elsewhere;
        case slot::error:
            answer.metadata.error = {};
            return answer.metadata.error_kind = kind, object ? place::error : place::elsewhere;
        case slot::result:
            answer.result = {};
            answer.result_text.clear();
            void_pictures();
            in_result_ = object;
            return answer.result_kind = kind, object ? place::result : place::elsewhere;
        case slot::data:
            body().data = {};
            link_bytes_ = 0;
            void_pictures();
            return body().data_kind = kind, object ? place::data : place::elsewhere;
        case slot::urls:
            data.image_urls.clear();
            data.unusable_urls.clear();
            data.listed_urls = link_bytes_ = 0;
            return data.urls = kind, kind == json_kind::array ? place::urls : place::elsewhere;
        case slot::pictures:
            void_pictures();
            return data.pictures = kind, kind == json_kind::array ? place::pictures : place::elsewhere;
        default: return place::elsewhere;
        }
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
        opened_ = enter(which, kind);
        text_ = which == slot::result && kind == json_kind::text ? &answer.result_text : nullptr;
        most_text_ = text_ != nullptr ? most_result_text : most_text_bytes;
        kept_ = kept(which);
        if (kept_ == nullptr) return true;
        bool const number = kind == json_kind::integer || kind == json_kind::large_integer;
        *kept_ = {kind, digits, {}, !number && kind != json_kind::text};
        text_ = &kept_->text;
        is_task_id_ = which == slot::task_id || which == slot::stray_task_id;
        if (kept_->ended) end_value(*kept_);
        return true;
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
        if (where == place::urls && ++data.listed_urls <= most_results) {
            data.image_urls.emplace_back();
            if (fault.failed()) data.unusable_urls.push_back({data.image_urls.size() - 1, fault});
        }
        bool const of_pictures = where == place::pictures;
        bool const of_results = of_pictures || where == place::urls;
        data.entries += of_results ? 1 : 0;
        data.text_entries += of_results && !fault.failed() ? 1 : 0;
        if (!of_pictures || pictures_ == nullptr) return true;
        ec = pictures_->begin();
        if (!ec.failed() && fault.failed()) ec = pictures_->end(fault);
        return !ec.failed();
    }

    bool open(json_kind kind, error_code& ec)
    {
        if (level_ == most_levels) return ec = client_errc::too_deep, false;
        if (!begin_value(kind, ec)) return false;
        places_[level_++] = opened_;
        return true;
    }

    bool close()
    {
        end_number();
        --level_;
        if (places_[level_] == place::result) in_result_ = false;
        next_ = slot::ignored;
        return true;
    }

    bool begin_text(error_code& ec)
    {
        auto const where = here();
        if (!begin_value(json_kind::text, ec) || !begin_entry(where, {}, ec)) return false;
        auto& data = body().data;
        in_text_ = true;
        in_link_ = where == place::urls && data.listed_urls == data.image_urls.size();
        in_picture_ = where == place::pictures && pictures_ != nullptr;
        if (in_link_) text_ = &data.image_urls.back();
        return true;
    }

    bool add_to_text(std::string_view part, error_code& ec)
    {
        if (in_picture_)
            ec = pictures_->write(part);
        else if (in_link_)
            add_to_link(part);
        else if (text_ != nullptr)
            *text_ += part.substr(0, most_text_ - text_->size());
        return !ec.failed();
    }

    /// A link that is too long costs itself only.
    void add_to_link(std::string_view part)
    {
        link_bytes_ += part.size();
        if (link_bytes_ <= most_link_bytes && text_->size() + part.size() <= longest_link) {
            *text_ += part;
            return;
        }
        link_bytes_ -= std::min(link_bytes_, text_->size() + part.size());
        text_->clear();
        auto& data = body().data;
        data.unusable_urls.push_back({data.image_urls.size() - 1, client_errc::too_large});
        in_link_ = false;
        text_ = nullptr;
    }

    picture_texts* pictures_;
    std::array<place, most_levels> places_{};
    std::size_t level_ = 0;
    slot next_ = slot::document; ///< What the next value is.
    place opened_ = place::elsewhere;
    std::array<char, 24> key_{}; ///< The beginning of a name; all that matter are shorter.
    std::size_t key_size_ = 0;
    bool in_text_ = false;
    bool in_link_ = false;
    bool in_picture_ = false;
    bool in_result_ = false;
    bool is_task_id_ = false;
    kept_value* kept_ = nullptr; ///< Until it has ended.
    kept_value stray_task_id_;
    std::string* text_ = nullptr;
    std::size_t most_text_ = 0;
    std::size_t values_ = 0;
    std::size_t link_bytes_ = 0;
};

} // namespace jimeng::detail

#endif
