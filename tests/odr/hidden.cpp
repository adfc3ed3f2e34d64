// One of two shared objects that hide their symbols, as plugins do: each holds a copy of every category.
#include <jimeng/wire/error.hpp>

#if defined(__GNUC__)
#define VISIBLE __attribute__((visibility("default")))
#else
#define VISIBLE
#endif

extern "C" VISIBLE void THIS_COPY(jimeng::error_code codes[3], jimeng::error_condition& resumable);
extern "C" VISIBLE void THIS_COPY(jimeng::error_code codes[3], jimeng::error_condition& resumable)
{
    codes[0] = jimeng::client_errc::still_running;
    codes[1] = jimeng::service_errc::rate_limited;
    codes[2] = jimeng::make_error_code(static_cast<jimeng::gateway_errc>(1));
    resumable = jimeng::condition::resumable;
}
