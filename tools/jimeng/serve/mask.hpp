#ifndef JIMENG_COMMAND_SERVE_MASK_HPP
#define JIMENG_COMMAND_SERVE_MASK_HPP

#include "scratch.hpp"

#include <memory>
#include <string>

namespace command::serve {

/// Makes a mask as Jimeng takes it, white where the picture is drawn anew, of one as OpenAI's clients send it, transparent
/// there. One that is transparent nowhere is left as it is, and so is what is no PNG that a model would take.
/// @return What is wrong with it, in one line; empty where nothing is.
[[nodiscard]] std::string make_white(std::shared_ptr<scratch_file>& mask, scratch& in);

} // namespace command::serve

#endif
