#ifndef JIMENG_SIGN_IMPL_NATIVE_SHA256_IPP
#define JIMENG_SIGN_IMPL_NATIVE_SHA256_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/sign/native_sha256.hpp>

#include <jimeng/sign/detail/native_rounds.hpp>
#include <jimeng/sign/detail/signing_text.hpp>

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL bool native_sha256::available() noexcept
{
    return detail::has_sha256_instructions();
}

JIMENG_DECL native_sha256::native_sha256()
{
    if (!available()) elsewhere_.emplace();
}

inline detail::sha256_words const& native_sha256::words_of(prefix const& before) noexcept
{
    return before.bytes_ == 0 ? detail::native_start : before.words_;
}

JIMENG_DECL void native_sha256::extend(prefix& before, std::string_view whole_blocks)
{
    if (elsewhere_) return elsewhere_->extend(before.elsewhere_, whole_blocks);
    if (before.bytes_ == 0) before.words_ = detail::native_start;
    detail::native_extend(before.words_, whole_blocks);
    before.bytes_ += whole_blocks.size();
}

JIMENG_DECL void native_sha256::extend(prefix& before, std::string_view whole_blocks, detail::sha256_words const& after)
{
    if (elsewhere_ || before.bytes_ != 0) return extend(before, whole_blocks);
    before.words_ = detail::native_order(after);
    before.bytes_ = whole_blocks.size();
}

JIMENG_DECL sha256_digest native_sha256::finish(prefix const& before, std::string_view rest)
{
    if (elsewhere_) return elsewhere_->finish(before.elsewhere_, rest);
    return detail::native_finish(words_of(before), before.bytes_, rest);
}

JIMENG_DECL sha256_digest native_sha256::finish_padded(prefix const& before, std::string_view text,
                                                       std::size_t padded_bytes)
{
    if (elsewhere_) return elsewhere_->finish(before.elsewhere_, text);
    return detail::native_finish_padded(words_of(before), text.data(), padded_bytes);
}

JIMENG_DECL sha256_digest native_sha256::finish_nested(prefix const& inner, prefix const& outer, std::string_view text,
                                                       std::size_t padded_bytes)
{
    if (!elsewhere_) return detail::native_finish_nested(words_of(inner), words_of(outer), text.data(), padded_bytes);
    auto const first = elsewhere_->finish(inner.elsewhere_, text);
    return elsewhere_->finish(outer.elsewhere_, detail::view_of(first));
}

JIMENG_DECL void native_sha256::write_hex(sha256_digest const& digest, char* text, std::size_t at) noexcept
{
    if (elsewhere_) return detail::write_hex(digest, text + at);
    detail::write_hex_in_lanes(digest, text, at);
}

JIMENG_DECL void native_sha256::write_hex(sha256_digest const& digest, char* text, std::size_t at,
                                          std::size_t also_at) noexcept
{
    if (elsewhere_) return detail::write_hex(digest, text + at, text + also_at);
    detail::write_hex_in_lanes(digest, text, at, also_at);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
