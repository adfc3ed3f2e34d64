#ifndef JIMENG_WIRE_DETAIL_ANSWER_READER_HPP
#define JIMENG_WIRE_DETAIL_ANSWER_READER_HPP

#include <jimeng/wire/detail/answer_handler.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse_options.hpp>

#include <string_view>

namespace jimeng::detail {

/// Reads one answer, whole or in pieces.
class answer_reader {
public:
    explicit answer_reader(picture_texts* pictures) : parser_{bounded(), pictures} {}

    /// @par Errors `bad_json`, `too_deep`, `too_large`, or what the pictures' taker said. They stay.
    error_code write(std::string_view piece) { return parse(true, piece); }
    error_code finish(std::string_view last = {}) { return parse(false, last); }

    [[nodiscard]] kept_answer& answer() noexcept { return parser_.handler().answer; }

private:
    static boost::json::parse_options bounded()
    {
        boost::json::parse_options options;
        options.max_depth = 16;
        return options;
    }

    error_code parse(bool more, std::string_view piece)
    {
        if (failed_.failed()) return failed_;
        error_code ec;
        auto const used = parser_.write_some(more, piece.data(), piece.size(), ec);
        if (!ec.failed() && used != piece.size()) ec = client_errc::bad_json; // more than one document
        return failed_ = translated(ec);
    }

    static error_code translated(error_code const& ec) noexcept
    {
        if (ec == boost::json::error::too_deep) return client_errc::too_deep;
        bool const of_parser = ec.failed() && ec.category() == make_error_code(boost::json::error::syntax).category();
        return of_parser ? make_error_code(client_errc::bad_json) : ec;
    }

    boost::json::basic_parser<answer_handler> parser_;
    error_code failed_;
};

} // namespace jimeng::detail

#endif
