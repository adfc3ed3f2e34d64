#ifndef JIMENG_EMULATOR_DETAIL_REQUEST_MEMBERS_HPP
#define JIMENG_EMULATOR_DETAIL_REQUEST_MEMBERS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/emulator/detail/sample_response.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Keeps what an answer shows of a request, whatever its members are called.
class request_members final : public field_sink {
public:
    /// @param outline  Filled in before the members come.
    request_members(request_outline const& outline, std::string_view sample) : response{sample}, outline_{outline} {}

    void text(std::string_view name, std::string_view value) override
    {
        fill(response, name, value);
        if (value != outline_.text.view() && value.find("emulate:") != std::string_view::npos)
            said.append(" ").append(value);
    }
    void whole(std::string_view, std::int64_t) override {}
    void real(std::string_view, double) override {}
    void truth(std::string_view, bool) override {}
    void texts(std::string_view, std::span<std::string_view const> values) override
    {
        if (!outline_.kept.empty() && inputs.empty()) inputs.assign(values.begin(), values.end());
    }
    void files(std::string_view, std::span<local_file const>) override {}

    std::string response;            ///< The sample with the request's texts.
    std::string said;                ///< Texts with reserved words, besides what is wanted.
    std::vector<std::string> inputs; ///< Pictures that are seen again: addresses, or base64.

private:
    request_outline const& outline_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
