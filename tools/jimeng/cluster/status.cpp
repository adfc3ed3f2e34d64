#include "cluster.hpp"
#include "shared_store.hpp"

#include "../complaint.hpp"
#include "../exit_code.hpp"
#include "../interrupt.hpp"
#include "../language.hpp"
#include "../printing.hpp"
#include "../terminal/decoration.hpp"

#include <jimeng/core/escape.hpp>

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

namespace command::cluster {

namespace {

using jimeng::queue_state;

/// The words of the table.
struct status_words {
    std::string_view jobs, ready, beyond, running, done, failed, unknown, workers, limits, spent, of, at_once, a_second,
        pictures, seconds, reserved, held;
};

constexpr status_words english{
    "jobs:",
    "ready",
    "beyond the budget",
    "running",
    "done",
    "failed",
    "unknown",
    "workers with jobs: ",
    "limits: ",
    "paid: ",
    " of ",
    " tasks at once",
    " submits a second",
    " pictures",
    " s of video",
    " set aside",
    "jobs may be billed and have no id: look into the console, then enqueue their file again "
    "with --on-unknown resubmit (may be billed twice)"};
constexpr status_words chinese{"任务:",
                               "等待",
                               "超出预算",
                               "进行中",
                               "完成",
                               "失败",
                               "未知",
                               "有任务的工作进程: ",
                               "限制: ",
                               "已付: ",
                               " / ",
                               " 个同时任务",
                               " 次提交/秒",
                               " 张图片",
                               " 秒视频",
                               " 已预留",
                               "个任务可能已计费但没有任务号: 请先查看控制台, 再用 --on-unknown resubmit 重新入队其文件"
                               "(可能计费两次)"};

std::string rate_text(double rate)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", rate);
    return text.data();
}

std::string spent_text(std::int64_t paid, std::optional<std::int64_t> const& most, std::int64_t reserved,
                       std::string_view unit, status_words const& say)
{
    auto text = std::to_string(paid);
    if (most) (text += say.of) += std::to_string(*most);
    text += unit;
    if (reserved != 0) text += " + " + std::to_string(reserved) + std::string{say.reserved};
    return text;
}

std::string table(queue_state const& now, status_words const& say)
{
    std::string text{say.jobs};
    auto const add = [&](std::string_view word, std::int64_t count) {
        ((text += ' ') += word) += ' ' + std::to_string(count);
        text += ';';
    };
    add(say.ready, now.ready);
    if (now.beyond_budget != 0) add(say.beyond, now.beyond_budget);
    add(say.running, now.running);
    add(say.done, now.done);
    add(say.failed, now.failed);
    add(say.unknown, now.unknown);
    text.back() = '\n';
    (text += say.workers) += std::to_string(now.workers) + '\n';
    ((text += say.limits) += std::to_string(now.tasks)) += say.of;
    (text += std::to_string(now.most_tasks)) += say.at_once;
    ((text += ", " + rate_text(now.rate)) += say.of) += rate_text(now.most_rate);
    (text += say.a_second) += '\n';
    (text += say.spent) += spent_text(now.paid_pictures, now.most_pictures, now.reserved_pictures, say.pictures, say);
    if (now.paid_seconds != 0 || now.most_seconds || now.reserved_seconds != 0)
        text += ", " + spent_text(now.paid_seconds, now.most_seconds, now.reserved_seconds, say.seconds, say);
    text += '\n';
    if (now.unknown != 0) (text += std::to_string(now.unknown) + ' ') += say.held, text += '\n';
    return text;
}

std::string document(queue_state const& now)
{
    std::string text{"{"};
    auto const add = [&](std::string_view name, std::string const& value) {
        if (text.size() > 1) text += ',';
        ((text += '"') += name) += "\":" + value;
    };
    auto const number = [](std::int64_t value) { return std::to_string(value); };
    auto const limit = [](std::optional<std::int64_t> const& value) { return value ? std::to_string(*value) : "null"; };
    for (auto const& [name, value] :
         {std::pair{"ready", now.ready}, std::pair{"beyond_budget", now.beyond_budget},
          std::pair{"running", now.running}, std::pair{"done", now.done}, std::pair{"failed", now.failed},
          std::pair{"unknown", now.unknown}, std::pair{"workers", now.workers}})
        add(name, number(value));
    add("tasks", number(now.tasks));
    add("most_tasks", number(now.most_tasks));
    add("submits_per_second", rate_text(now.rate));
    add("most_submits_per_second", rate_text(now.most_rate));
    add("paid", "{\"pictures\":" + number(now.paid_pictures) + ",\"seconds\":" + number(now.paid_seconds) + '}');
    add("reserved",
        "{\"pictures\":" + number(now.reserved_pictures) + ",\"seconds\":" + number(now.reserved_seconds) + '}');
    add("budget", "{\"pictures\":" + limit(now.most_pictures) + ",\"seconds\":" + limit(now.most_seconds) + '}');
    return text + "}\n";
}

bool is_over(queue_state const& now)
{
    return now.running == 0 && now.ready <= now.beyond_budget;
}

int show(status_arguments const& wanted, jimeng::postgresql_queue& queue, std::stop_token const& stop)
{
    auto const& say = spoken_language() == language::chinese ? chinese : english;
    bool const over_it = wanted.watch && !wanted.as_json && terminal::takes_escapes(STDOUT_FILENO);
    for (;;) {
        auto const now = queue.state();
        auto const text = wanted.as_json ? document(now) : table(now, say);
        if (!print(over_it ? "\x1b[H\x1b[2J" + text : text)) return local_io;
        if (!wanted.watch || is_over(now)) return now.unknown == 0 ? success : submit_unknown;
        for (int i = 0; i != 20 && !stop.stop_requested(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        if (stop.stop_requested()) return success;
    }
}

/// @param output  Of the jobs whose results go there; empty: of all.
int show_results(jimeng::postgresql_queue& queue, std::string const& output)
{
    auto folder = output.empty() ? std::filesystem::path{} : std::filesystem::absolute(output).lexically_normal();
    if (!folder.empty() && !folder.has_filename()) folder = folder.parent_path();
    for (auto const& line : queue.outcomes(folder.string()))
        if (!print(line)) return local_io;
    return success;
}

} // namespace

int run_status(status_arguments const& wanted)
try {
    if (!wanted.output.empty() && !wanted.results)
        return refuse(wanted.as_json, "--output: is of --results; add --results, or leave it out");
    interrupt signals;
    std::string trouble;
    auto why = jimeng::client_errc::rule_broken;
    auto store = open_store(wanted.store, std::chrono::seconds{30}, jimeng::schema_use::keep, trouble, why);
    if (!store) return refuse(wanted.as_json, trouble, why);
    return wanted.results ? show_results(*store->queue, wanted.output) : show(wanted, *store->queue, signals.token());
} catch (std::exception const& error) {
    return refuse(wanted.as_json, "--store: " + jimeng::for_terminal(error.what(), 600), jimeng::client_errc::file_io);
}

} // namespace command::cluster
