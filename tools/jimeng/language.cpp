#include "language.hpp"

#include <cstdlib>

namespace command {

language language_of_locale()
{
    for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        char const* const value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view{value}.starts_with("zh") ? language::chinese : language::english;
    }
    return language::english;
}

words const& words_of(language spoken)
{
    static constexpr words english{"Generated Image",      "Generated Video", "Image",
                                   "**Generation Info:**", "- Prompt: ",      "- Size: ",
                                   "- Save Path: ",        "- Link: ",        "**Task:** "};
    static constexpr words chinese{"生成的图像", "生成的视频",  "图像",    "**生成信息:**", "- 提示词:",
                                   "- 尺寸:",    "- 保存路径:", "- 链接:", "**任务:** "};
    return spoken == language::chinese ? chinese : english;
}

} // namespace command
