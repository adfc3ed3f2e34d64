#ifndef JIMENG_CORE_CONFIG_HPP
#define JIMENG_CORE_CONFIG_HPP

#if defined(_MSVC_LANG)
#if _MSVC_LANG < 202002L
#error "jimeng: a C++20 compiler is needed; pass /std:c++20"
#endif
#elif __cplusplus < 202002L
#error "jimeng: a C++20 compiler is needed; pass -std=c++20 (Meson: cpp_std=c++20)"
#endif

/// The version of this library, as semantic versioning numbers it.
#define JIMENG_VERSION_MAJOR 0
#define JIMENG_VERSION_MINOR 2
#define JIMENG_VERSION_PATCH 0
#define JIMENG_VERSION_STRING "0.2.0"

/// Marks a function whose body stands in an `impl/*.ipp` file.
///
/// By default the bodies are included and inline, so nothing has to be linked but Boost.JSON and OpenSSL.
/// With `JIMENG_SEPARATE_COMPILATION` defined for the whole program, exactly one source file includes
/// `jimeng/src.hpp` and all others compile without seeing Asio, Beast or JSON.
#if defined(JIMENG_SEPARATE_COMPILATION)
#define JIMENG_DECL
#define JIMENG_ABI v0_2_0_linked
#else
#define JIMENG_DECL inline
#define JIMENG_ABI v0_2_0
#endif

/// Marks a function that runs a few times for a call of the service, not for every byte or piece of it. Compilers make it small
/// instead of fast, which spares a header-only program seconds of compiling and makes no call longer: those wait for a network.
#if defined(__GNUC__)
#define JIMENG_SELDOM [[gnu::cold]]
#else
#define JIMENG_SELDOM
#endif

/// Everything stands in `jimeng::inline JIMENG_ABI`, and is called `jimeng::…`. A function that takes or gives a type of this
/// library is found by the linker only where both files were compiled with the same version in the same mode.

#endif
