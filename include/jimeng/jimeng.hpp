#ifndef JIMENG_JIMENG_HPP
#define JIMENG_JIMENG_HPP

/// Everything a blocking user needs: core, wire, sign, media, net, client. For completion tokens include `jimeng/async.hpp`.

#include <jimeng/core.hpp>

#include <jimeng/wire.hpp>

#include <jimeng/sign.hpp>

#include <jimeng/media.hpp>

#include <jimeng/net.hpp>

#include <jimeng/client.hpp>

#endif
