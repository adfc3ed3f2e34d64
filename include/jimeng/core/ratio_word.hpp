#ifndef JIMENG_CORE_RATIO_WORD_HPP
#define JIMENG_CORE_RATIO_WORD_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/recommended_sizes.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/value_facts.hpp>

#include <optional>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

namespace rules {

inline constexpr rule_words<"no size of this ratio is recommended for the model",
                            "take a listed one, or width and height">
    ratio_is_recommended{};
inline constexpr rule_words<"the ratio of the input image is not known", "give a local file, or the ratio in figures">
    input_ratio_is_known{};

} // namespace rules

namespace detail {

/// The size that is recommended for the ratio that a person typed, `input` being that of the first input image, which must
/// be a local file; nothing where no ratio was typed.
/// @param tier  `1K`, `2K`, `4K` in any letter case; empty: the list's own.
[[nodiscard]] JIMENG_DECL std::optional<image_size> read_ratio_word(recommended_list const& list, std::string_view tier,
                                                                    field_source& from, violation& why);

/// Tells of the word `ratio`; nothing where the list is empty.
JIMENG_DECL void describe_ratio_word(recommended_list const& list, facts_sink& to);

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/core/impl/ratio_word.ipp>
#endif

#endif
