#include "key_file.hpp"
#include "key_pair.hpp"

#include <jimeng/wire/detail/json_tokenizer.hpp>

#include <algorithm>
#include <string>

namespace command {

namespace {

using jimeng::error_code;

/// Takes the two members of the outermost object; what else is there is passed over.
class member_reader {
public:
    void on_key_part(std::string_view part)
    {
        if (depth_ == 1) key_ += part;
    }
    void on_key() { wanted_ = depth_ == 1 && pair_.has(key_); }

    void on_text_part(std::string_view part, error_code&)
    {
        if (wanted_) text_ += part;
    }
    void on_text(error_code& ec)
    {
        if (depth_ == 0) return refuse_document(ec);
        if (wanted_ && !pair_.take(key_, text_, line_)) fail(key_ + " is there a second time: keep one", ec);
        end_member();
    }
    void on_number(jimeng::detail::json_number const&, error_code& ec) { on_other(ec); }
    void on_null(error_code& ec) { on_other(ec); }
    void on_bool(error_code& ec) { on_other(ec); }
    void on_open(bool is_object, error_code& ec)
    {
        if (depth_ == 0 && !is_object) return refuse_document(ec);
        if (wanted_) return refuse_value(ec);
        ++depth_;
    }
    void on_close(error_code&)
    {
        --depth_;
        end_member();
    }

    void read(std::string_view text)
    {
        jimeng::detail::json_tokenizer<member_reader> tokens{*this};
        error_code ec;
        text_.reserve(text.size()); // so that no copy of a secret is left behind
        while (!text.empty() && !ec.failed()) {
            auto const size = std::min(text.find('\n'), text.size() - 1) + 1; // no value reaches over the end of a line
            ++line_;
            ec = tokens.write(text.substr(0, size));
            text.remove_prefix(size);
        }
        if (!ec.failed()) ec = tokens.finish();
        if (ec.failed() && trouble_.empty()) refuse_document(ec);
        jimeng::detail::wipe(text_.data(), text_.size());
    }

    [[nodiscard]] file_keys result() const { return pair_.result(trouble_); }

private:
    void end_member()
    {
        if (depth_ > 1) return;
        jimeng::detail::wipe(text_.data(), text_.size());
        text_.clear();
        key_.clear();
        wanted_ = false;
    }
    void on_other(error_code& ec)
    {
        if (depth_ == 0) return refuse_document(ec);
        if (wanted_) return refuse_value(ec);
        end_member();
    }
    void refuse_value(error_code& ec) { fail(key_ + " is no text: write it in double quotes", ec); }
    void refuse_document(error_code& ec) { fail(R"(the file is no JSON object: write {"ak":"...","sk":"..."})", ec); }
    void fail(std::string const& sentence, error_code& ec)
    {
        ec = jimeng::client_errc::bad_json;
        trouble_ = "line " + std::to_string(line_) + ": " + sentence;
    }

    key_pair pair_{"ak", "sk"};
    std::string trouble_;
    std::string key_;
    std::string text_;
    std::size_t line_ = 0;
    unsigned depth_ = 0;
    bool wanted_ = false;
};

} // namespace

file_keys read_json_keys(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    member_reader reader;
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) reader.read(text);
    return reader.result();
}

} // namespace command
