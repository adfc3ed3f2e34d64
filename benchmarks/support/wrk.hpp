#ifndef JIMENG_BENCHMARKS_WRK_HPP
#define JIMENG_BENCHMARKS_WRK_HPP

#include <jimeng/jimeng.hpp>
#include <jimeng/net/origin.hpp>

#include "process.hpp"

#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

/// The load generator wrk, sending one query that was signed before.
class wrk {
public:
    struct result {
        double per_second = 0;
        double cpu_us = 0; ///< Its own, per query.
    };

    wrk(std::string const& url, jimeng::credentials const& keys, jimeng::task const& which, std::size_t connections)
        : script_{std::filesystem::temp_directory_path() / ("jimeng-wrk-" + std::to_string(::getpid()) + ".lua")}
    {
        jimeng::error_code ec;
        auto call = jimeng::make_call<jimeng::get_result>(jimeng::parse_origin(url, ec),
                                                          jimeng::encode_query(which.req_key, which.id, {}));
        auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        jimeng::hmac_sha256_signer{keys}.sign(call, now);
        std::ofstream lua{script_};
        lua << "wrk.method = 'POST'\nwrk.body = [==[" << call.body << "]==]\n";
        for (auto const& header : call.headers)
            lua << "wrk.headers['" << header.name << "'] = [==[" << header.value << "]==]\n";
        command_ = "wrk -t1 -c" + std::to_string(connections) + " -s '" + script_.string() + "' '" + url + call.target +
                   "' -d";
    }
    wrk(wrk const&) = delete;
    wrk& operator=(wrk const&) = delete;
    ~wrk()
    {
        std::error_code ignored;
        std::filesystem::remove(script_, ignored);
    }

    static bool installed() { return std::system("command -v wrk > /dev/null") == 0; }

    /// None when it did not run, or when the emulator refused its queries.
    [[nodiscard]] std::optional<result> run(std::chrono::seconds duration) const
    {
        auto const cpu = process::cpu_seconds(true);
        std::string const text = output_of(command_ + std::to_string(duration.count()) + "s 2>&1");
        auto const per_second = number_after(text, "Requests/sec:");
        if (per_second <= 0 || text.find("Non-2xx") != std::string::npos) return std::nullopt;
        auto const used = process::cpu_seconds(true) - cpu;
        return result{per_second, used * 1e6 / (per_second * static_cast<double>(duration.count()))};
    }

private:
    static std::string output_of(std::string const& command)
    {
        std::string text;
        auto* const pipe = ::popen(command.c_str(), "r");
        if (pipe == nullptr) return text;
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
            text += static_cast<char>(c);
        ::pclose(pipe);
        return text;
    }

    static double number_after(std::string const& text, std::string const& label)
    {
        auto const at = text.find(label);
        return at == std::string::npos ? 0 : std::strtod(text.c_str() + at + label.size(), nullptr);
    }

    std::filesystem::path script_;
    std::string command_;
};

#endif
