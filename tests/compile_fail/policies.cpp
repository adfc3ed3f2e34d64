// A client names the policy that a type lacks, in a sentence.
#include <jimeng/client/basic_client.hpp>

#include <chrono>

struct own_signer {
    void sign(jimeng::http_request&, std::chrono::sys_seconds) const {}
};

struct own_transport {
    jimeng::http_response exchange(jimeng::http_request const&, jimeng::exchange_options const&, jimeng::error_code&,
                                   jimeng::diagnostics&)
    {
        return {};
    }
};

static_assert(sizeof(jimeng::basic_client<own_signer, own_transport>) != 0);

struct signer_without_const {
    void sign(jimeng::http_request&, std::chrono::sys_seconds) {}
};

struct signer_that_moves_only : own_signer {
    signer_that_moves_only() = default;
    signer_that_moves_only(signer_that_moves_only&&) = default;
};

struct transport_that_throws {
    jimeng::http_response exchange(jimeng::http_request const&) { return {}; }
};

#if CASE == 1 // expect: jimeng: Signer must be copyable and provide `void sign(http_request&, sys_seconds) const`
static_assert(sizeof(jimeng::basic_client<int, own_transport>) != 0);
#endif

#if CASE == 2 // expect: jimeng: Signer must be copyable and provide `void sign(http_request&, sys_seconds) const`
static_assert(sizeof(jimeng::basic_client<signer_without_const, own_transport>) != 0);
#endif

#if CASE == 3 // expect: jimeng: Signer must be copyable and provide `void sign(http_request&, sys_seconds) const`
static_assert(sizeof(jimeng::basic_client<signer_that_moves_only, own_transport>) != 0);
#endif

#if CASE == 4 // expect: jimeng: Transport must provide `exchange` or `async_exchange` with `async_wait`
static_assert(sizeof(jimeng::basic_client<own_signer, int>) != 0);
#endif

#if CASE == 5 // expect: jimeng: Transport must provide `exchange` or `async_exchange` with `async_wait`
static_assert(sizeof(jimeng::basic_client<own_signer, transport_that_throws>) != 0);
#endif
