#ifndef JIMENG_EMULATOR_SRC_HPP
#define JIMENG_EMULATOR_SRC_HPP

/// The emulator's function bodies, for the one source file of a program that is built with
/// `JIMENG_SEPARATE_COMPILATION` and links Cairo and fontconfig; the same file or another one includes `jimeng/src.hpp`.

#ifndef JIMENG_SEPARATE_COMPILATION
#error "jimeng: emulator_src.hpp is for programs that define JIMENG_SEPARATE_COMPILATION"
#endif

#include <jimeng/emulator/impl/fault_plan.ipp>
#include <jimeng/emulator/impl/loopback_transport.ipp>
#include <jimeng/emulator/impl/picture.ipp>
#include <jimeng/emulator/impl/prompt_reading.ipp>
#include <jimeng/emulator/impl/reserved_words.ipp>
#include <jimeng/emulator/impl/server.ipp>
#include <jimeng/emulator/impl/service.ipp>
#include <jimeng/emulator/impl/verifier.ipp>
#include <jimeng/emulator/impl/video.ipp>

#endif
