#include "finding.hpp"

#include <array>

namespace command {

namespace {

/// Of their own, so that the short names of places are seen here alone.
namespace rows {

using enum looked_at;

// clang-format off
constexpr std::array<finding_words, finding_count> table{{
    {finding::settings_good, settings, true,
     {"every variable can be understood", "各环境变量均可识别"}, {}},
    {finding::settings_bad, settings, false,
     {"{0}", "有环境变量的值无法识别（{0}）"},
     {"correct that variable, or unset it", "请改正该变量，或取消其设置"}},
    {finding::file_used, file, true,
     {"{0} is in use", "正在使用 {0}"}, {}},
    {finding::file_of_profile, file, true,
     {"{0} is in use, with profile {1}", "正在使用 {0}，配置档为 {1}"}, {}},
    {finding::file_bad, file, false,
     {"{0}", "设置文件无法使用（{0}）"},
     {"correct the file; until then nothing is run", "请改正该文件；在此之前不会运行任何任务"}},
    {finding::variables_unknown, variables, true,
     {"{0} is set, and this command has no such variable", "已设置 {0}，但本命令没有这个变量"},
     {"where {1} is meant, set that", "如果想设置的是 {1}，请改用该名称"}},
    {finding::variables_strange, variables, true,
     {"{0} is set, and this command has no such variable", "已设置 {0}，但本命令没有这个变量"},
     {"jimeng config --json names those that there are", "jimeng config --json 会列出所有变量"}},
    {finding::journal_good, journal, true,
     {"tasks can be kept in {0}", "任务可以记录在 {0}"}, {}},
    {finding::journal_unused, journal, true,
     {"a private emulator's tasks are not kept", "私有模拟器的任务不作记录"}, {}},
    {finding::journal_bad, journal, false,
     {"{0}", "无法记录任务（{0}）"},
     {"{1}", "请修复该文件夹，或改用其他文件夹（{1}）"}},
    {finding::endpoint_default, endpoint, true,
     {"{0}, the route's own", "{0}，即该路线的默认地址"}, {}},
    {finding::endpoint_set, endpoint, true,
     {"{0}, set by {1}", "{0}，由 {1} 设置"}, {}},
    {finding::endpoint_foreign, endpoint, true,
     {"{0}, set by {1} and no host of the vendor's", "{0}，由 {1} 设置，不是火山引擎的主机"},
     {"unset {1} where no relay or emulator is meant", "如果并非有意使用中转服务或模拟器，请取消 {1}"}},
    {finding::endpoint_emulator, endpoint, true,
     {"{0}, a private emulator", "{0}，私有模拟器"}, {}},
    {finding::route_default, route, true,
     {"{0}, region {1}: JIMENG_ROUTE is not set", "{0}，地域 {1}：未设置 JIMENG_ROUTE"}, {}},
    {finding::route_set, route, true,
     {"{0}, region {1}, set by {2}", "{0}，地域 {1}，由 {2} 设置"}, {}},
    {finding::route_without_model, route, false,
     {"no actions are known that bear the name of model {0}", "没有以模型 {0} 命名的已知接口"},
     {"unset JIMENG_ROUTE, or name another --model", "请取消 JIMENG_ROUTE，或用 --model 指定其他模型"}},
    {finding::proxy_none, proxy, true,
     {"no variable names one", "没有变量指定代理"}, {}},
    {finding::proxy_unused, proxy, true,
     {"{0} names one, and {1} is reached without it", "{0} 指定了代理，但访问 {1} 时不使用"}, {}},
    {finding::proxy_used, proxy, true,
     {"calls go through {1}, named by {0}", "请求经由 {0} 指定的 {1}"}, {}},
    {finding::proxy_refused, proxy, false,
     {"the proxy does not lead to the service ({0})", "代理未能连通服务（{0}）"},
     {"correct {1}, or name the host in NO_PROXY", "请改正 {1}，或在 NO_PROXY 中列出该主机"}},
    {finding::keys_found, keys, true,
     {"access key {0}, from {1}", "访问密钥 {0}，来自 {1}"}, {}},
    {finding::keys_temporary, keys, true,
     {"access key {0} with a session token, from {1}", "访问密钥 {0} 及会话令牌，来自 {1}"}, {}},
    {finding::keys_relay, keys, true,
     {"the token of a relay, from {0}", "中转服务的令牌，来自 {0}"}, {}},
    {finding::keys_emulator, keys, true,
     {"access key {0}, the emulator's own", "访问密钥 {0}，模拟器自带"}, {}},
    {finding::keys_bad, keys, false,
     {"{0}", "没有可用的密钥（{0}）"},
     {"jimeng --help lists the variables and files that keys are read from", "jimeng --help 列出了读取密钥的变量和文件"}},
    {finding::reached, connection, true,
     {"{0} answered", "{0} 已应答"}, {}},
    {finding::name_unknown, connection, false,
     {"the name {0} is not found ({1})", "找不到主机名 {0}（{1}）"},
     {"check the network, its name server and JIMENG_API_URL", "请检查网络、域名服务器和 JIMENG_API_URL"}},
    {finding::refused, connection, false,
     {"{0} refuses the connection ({1})", "{0} 拒绝连接（{1}）"},
     {"check JIMENG_API_URL and the firewall", "请检查 JIMENG_API_URL 和防火墙"}},
    {finding::timed_out, connection, false,
     {"{0} cannot be reached in time ({1})", "未能及时连接 {0}（{1}）"},
     {"check the network and the firewall; where only a proxy leads out, set HTTPS_PROXY", "请检查网络和防火墙；如果只能通过代理访问外网，请设置 HTTPS_PROXY"}},
    {finding::unreachable, connection, false,
     {"no way leads to {0} ({1})", "无法到达 {0}（{1}）"},
     {"check the network; where only a proxy leads out, set HTTPS_PROXY", "请检查网络；如果只能通过代理访问外网，请设置 HTTPS_PROXY"}},
    {finding::broken_off, connection, false,
     {"{0} gave no whole answer ({1})", "{0} 没有给出完整的应答（{1}）"},
     {"run it again; where that does not help, check what stands in between", "请再运行一次；如果仍然如此，请检查中间的网络设备"}},
    {finding::interrupted_here, connection, false,
     {"it was interrupted before {0} answered", "在 {0} 应答之前被中断"},
     {"run it again", "请再运行一次"}},
    {finding::tls_good, tls, true,
     {"the certificate is for {0}, trusted and in date", "证书属于 {0}，可信且在有效期内"}, {}},
    {finding::tls_unneeded, tls, true,
     {"plain http, which does not leave this machine", "明文 http，不离开本机"}, {}},
    {finding::tls_untrusted, tls, false,
     {"nobody trusted vouches for the certificate of {0} ({1})", "{0} 的证书不受信任（{1}）"},
     {"where a proxy or relay of yours has an authority of its own, name its file with --ca-file; else do not go on", "如果您的代理或中转服务使用自己的证书机构，请用 --ca-file 指定其文件；否则请勿继续"}},
    {finding::tls_expired, tls, false,
     {"by this machine's clock, {2}, the certificate of {0} is expired or not yet valid ({1})", "按本机时钟 {2}，{0} 的证书已过期或尚未生效（{1}）"},
     {"set the clock where it is wrong; else tell who runs the host", "如果时钟不准，请校准；否则请告知该主机的管理者"}},
    {finding::tls_hostname, tls, false,
     {"the certificate is not for {0} ({1})", "证书不属于 {0}（{1}）"},
     {"check the host in JIMENG_API_URL, and whether something answers in its place", "请检查 JIMENG_API_URL 中的主机，以及是否有其他设备代为应答"}},
    {finding::tls_failed, tls, false,
     {"no TLS connection with {0} ({1})", "无法与 {0} 建立 TLS 连接（{1}）"},
     {"TLS 1.2 or newer is needed: check what stands in between", "需要 TLS 1.2 或更新版本：请检查中间的网络设备"}},
    {finding::ca_file_bad, tls, false,
     {"the certificates cannot be read ({0})", "无法读取证书（{0}）"},
     {"name a file of PEM certificates with --ca-file", "请用 --ca-file 指定 PEM 证书文件"}},
    {finding::clock_good, clock, true,
     {"within a minute of the service's", "与服务的时间相差不到一分钟"}, {}},
    {finding::clock_unknown, clock, true,
     {"the answer has no date to compare it with", "应答中没有可供比较的日期"}, {}},
    {finding::clock_ahead, clock, true,
     {"{0} ahead of the service's", "比服务的时间快 {0}"},
     {"set it: beyond 15 minutes a run's first call is refused, and sent again with the service's time", "请校准时钟：超过 15 分钟时，每次运行的首个请求会被拒绝，并按服务的时间重新发送"}},
    {finding::clock_behind, clock, true,
     {"{0} behind the service's", "比服务的时间慢 {0}"},
     {"set it: beyond 15 minutes a run's first call is refused, and sent again with the service's time", "请校准时钟：超过 15 分钟时，每次运行的首个请求会被拒绝，并按服务的时间重新发送"}},
    {finding::clock_far_ahead, clock, false,
     {"{0} ahead of the service's", "比服务的时间快 {0}"},
     {"set it: such calls are refused", "请校准时钟：这样的请求会被拒绝"}},
    {finding::clock_far_behind, clock, false,
     {"{0} behind the service's", "比服务的时间慢 {0}"},
     {"set it: such calls are refused", "请校准时钟：这样的请求会被拒绝"}},
    {finding::clock_refused, clock, false,
     {"the service refuses its time, and its own date does not tell why ({0})", "服务拒绝了签名的时间，且其日期未能说明原因（{0}）"},
     {"set it by a time server, and check the time zone", "请用时间服务器校准时钟，并检查时区"}},
    {finding::signature_good, signature, true,
     {"accepted", "已被接受"}, {}},
    {finding::token_good, signature, true,
     {"the relay accepts the token", "中转服务接受了令牌"}, {}},
    {finding::key_unknown, signature, false,
     {"the access key id is unknown ({0})", "Access Key ID 不存在（{0}）"},
     {"copy the id from the console again into {1}", "请从控制台重新复制 Access Key ID 到 {1}"}},
    {finding::signature_wrong, signature, false,
     {"it is wrong ({0})", "签名错误（{0}）"},
     {"copy the secret access key again, whole and without blanks, into {1}", "请重新完整复制 Secret Access Key（不含空格）到 {1}"}},
    {finding::session_token_wrong, signature, false,
     {"the session token is wrong or expired ({0})", "会话令牌错误或已过期（{0}）"},
     {"get new temporary keys into {1}", "请获取新的临时密钥并写入 {1}"}},
    {finding::relay_token_wrong, signature, false,
     {"the relay refuses the token ({0})", "中转服务拒绝了令牌（{0}）"},
     {"correct {1}", "请改正 {1}"}},
    {finding::signature_refused, signature, false,
     {"the gateway does not take it ({0})", "网关不接受该签名（{0}）"},
     {"check JIMENG_API_URL, JIMENG_ROUTE and the keys of {1}", "请检查 JIMENG_API_URL、JIMENG_ROUTE 以及 {1} 的密钥"}},
    {finding::signing_failed, signature, false,
     {"the query cannot be signed ({0})", "无法为查询签名（{0}）"},
     {"correct the keys of {1}", "请改正 {1} 的密钥"}},
    {finding::service_open, service, true,
     {"it answers queries of {0}", "可应答 {0} 的查询"}, {}},
    {finding::service_closed, service, false,
     {"permission for {0} is refused ({1})", "没有 {0} 的权限（{1}）"},
     {"activate the model in the console, and check the key's rights and quota", "请在控制台开通该模型，并检查密钥的权限和额度"}},
    {finding::service_busy, service, false,
     {"too many requests for {0} ({1})", "{0} 的请求过多（{1}）"},
     {"wait a little, then run it again", "请稍候再运行"}},
    {finding::service_failed, service, false,
     {"it failed on a query of {0} ({1})", "查询 {0} 时服务出错（{1}）"},
     {"run it again later", "请稍后再运行"}},
    {finding::service_refuses, service, false,
     {"a query of {0} is refused ({1})", "{0} 的查询被拒绝（{1}）"},
     {"check JIMENG_API_URL and JIMENG_ROUTE", "请检查 JIMENG_API_URL 和 JIMENG_ROUTE"}},
    {finding::service_odd, service, false,
     {"the answer to a query of {0} is not the service's ({1})", "对 {0} 查询的应答并非来自该服务（{1}）"},
     {"check JIMENG_API_URL, and whether a proxy or login page answers in its place", "请检查 JIMENG_API_URL，以及是否有代理或登录页面代为应答"}},
}};
// clang-format on

struct looked_at_words {
    looked_at where;
    std::string_view name;
    both_languages title;
};

constexpr std::array<looked_at_words, looked_at_count> places{{
    {settings, "settings", {"settings", "设置"}},
    {file, "settings_file", {"file of settings", "设置文件"}},
    {variables, "variables", {"other variables", "其他变量"}},
    {journal, "journal", {"journal", "日志"}},
    {endpoint, "endpoint", {"endpoint", "地址"}},
    {route, "route", {"route", "路线"}},
    {proxy, "proxy", {"proxy", "代理"}},
    {keys, "keys", {"keys", "密钥"}},
    {connection, "connection", {"connection", "连接"}},
    {tls, "tls", {"TLS", "TLS"}},
    {clock, "clock", {"clock", "时钟"}},
    {signature, "signature", {"signature", "签名"}},
    {service, "service", {"service", "服务"}},
}};

/// Each enumerator has the row of its own number.
constexpr bool is_in_order()
{
    for (std::size_t i = 0; i != table.size(); ++i)
        if (static_cast<std::size_t>(table[i].what) != i) return false;
    for (std::size_t i = 0; i != places.size(); ++i)
        if (static_cast<std::size_t>(places[i].where) != i) return false;
    return true;
}
static_assert(is_in_order(), "jimeng: a finding has no words, or they stand out of order");

} // namespace rows

} // namespace

finding_words const& words_of(finding what) noexcept
{
    return rows::table[static_cast<std::size_t>(what)];
}

std::string_view name_of(looked_at where) noexcept
{
    return rows::places[static_cast<std::size_t>(where)].name;
}

both_languages const& title_of(looked_at where) noexcept
{
    return rows::places[static_cast<std::size_t>(where)].title;
}

std::string filled(std::string_view text, std::span<std::string_view const> details)
{
    std::string whole;
    while (!text.empty()) {
        auto const number = text.size() > 2 && text[0] == '{' && text[2] == '}' ? text[1] - '0' : -1;
        if (number >= 0 && static_cast<std::size_t>(number) < details.size()) {
            whole += details[static_cast<std::size_t>(number)];
            text.remove_prefix(3);
        } else {
            whole += text.front();
            text.remove_prefix(1);
        }
    }
    return whole;
}

} // namespace command
