#ifndef JIMENG_NET_HPP
#define JIMENG_NET_HPP

#include <jimeng/net/account_limiter.hpp>
#include <jimeng/net/account_limits.hpp>
#include <jimeng/net/backoff.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/net/exchange.hpp>
#include <jimeng/net/file_slots.hpp>
#include <jimeng/net/job_store.hpp>
#include <jimeng/net/limiter.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/net/proxy.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/net/runtime.hpp>
#include <jimeng/net/transport.hpp>
#include <jimeng/net/transport_options.hpp>

#endif
