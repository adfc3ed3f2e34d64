#ifndef JIMENG_WIRE_RESULT_READER_HPP
#define JIMENG_WIRE_RESULT_READER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Takes the pictures of an answer while it arrives. An error of its own ends the reading with that error.
class picture_sink {
public:
    /// What was taken so far is void: the list of pictures begins, or begins anew.
    virtual void restart() = 0;
    /// @param index  From 0 on, each once after a `restart`, below `most_results`.
    virtual error_code begin(std::size_t index) = 0;
    virtual error_code write(std::string_view bytes) = 0;
    /// @param ec  `client_errc::bad_base64` where the text of this picture is broken: a foreign character counts as zero
    /// bits; `wrong_type` where it is no text. The next one may be good.
    virtual error_code end(error_code const& ec) = 0;

protected:
    ~picture_sink() = default;
};

/// Reads the answer to a query while it arrives. The pictures inside it are decoded on the way and handed on, so memory
/// does not grow with the answer: some 40 KiB.
///
/// Base64 may have blanks, line ends, a `data:` prefix, the alphabet of URLs or no padding.
///
/// What was handed on counts only when `finish` says so: what makes an answer a failure may stand behind its pictures.
class result_reader {
public:
    /// @par Object lifetimes The sink must outlive the reader.
    JIMENG_DECL explicit result_reader(picture_sink& sink);
    JIMENG_DECL result_reader(result_reader&&) noexcept;
    JIMENG_DECL result_reader& operator=(result_reader&&) noexcept;
    JIMENG_DECL ~result_reader();

    /// Forgets what it read and begins anew, in the memory that it has.
    JIMENG_DECL void restart() noexcept;

    /// Takes a piece of the body, however it was cut.
    /// @par Errors `client_errc::bad_json`, `too_deep`, `too_large`, or what the sink said. After one, only the same.
    [[nodiscard]] JIMENG_DECL error_code write(std::string_view piece);

    /// The end of the body: what `decode_result` would say of the whole, but for `binary_data_base64`, which stays empty.
    [[nodiscard]] JIMENG_DECL task_state finish(int http_status, error_code& ec, diagnostics& details);

    /// How many pictures the list has so far, those beyond `most_results` included.
    [[nodiscard]] JIMENG_DECL std::size_t pictures() const noexcept;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/result_reader.ipp>
#endif

#endif
