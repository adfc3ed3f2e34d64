#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_CONNECTION_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_CONNECTION_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// What may be well again in a moment: the server is gone, or two transactions were in each other's way. Whether the
/// last statement was carried out is not known.
class postgresql_interrupted : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What the server said, in one line without its notes.
inline std::string first_line(std::string_view words)
{
    return for_terminal(words.substr(0, words.find('\n')), 500);
}

/// A value of a statement; none is NULL.
using sql_value = std::optional<std::string>;

inline sql_value sql(std::int64_t number)
{
    return std::to_string(number);
}
inline sql_value sql_flag(bool is)
{
    return std::string{is ? "t" : "f"};
}

inline std::string const* text_of(std::string const& value)
{
    return &value;
}
inline std::string const* text_of(sql_value const& value)
{
    return value ? &*value : nullptr;
}

/// An array as PostgreSQL reads one, of texts or of `sql_value`s.
template <class Values>
sql_value sql_list(Values const& values)
{
    std::string all{"{"};
    for (auto const& value : values) {
        auto const* const text = text_of(value);
        if (all.size() != 1) all += ',';
        all += text == nullptr ? "NULL" : "\"";
        for (char const c : text == nullptr ? std::string_view{} : std::string_view{*text}) {
            if (c == '"' || c == '\\') all += '\\';
            all += c;
        }
        if (text != nullptr) all += '"';
    }
    return all + '}';
}

/// The rows of an answer.
class sql_rows {
public:
    explicit sql_rows(PGresult* all) : all_{all} {}

    [[nodiscard]] int size() const noexcept { return PQntuples(all_.get()); }
    [[nodiscard]] std::string_view text(int row, char const* column) const
    {
        auto const place = PQfnumber(all_.get(), column);
        if (place < 0) return {};
        return {PQgetvalue(all_.get(), row, place), static_cast<std::size_t>(PQgetlength(all_.get(), row, place))};
    }
    [[nodiscard]] std::int64_t number(int row, char const* column) const
    {
        return std::strtoll(std::string{text(row, column)}.c_str(), nullptr, 10);
    }
    [[nodiscard]] bool flag(int row, char const* column) const { return text(row, column) == "t"; }
    [[nodiscard]] bool is_null(int row, char const* column) const
    {
        return PQgetisnull(all_.get(), row, PQfnumber(all_.get(), column)) == 1;
    }

private:
    struct clear {
        void operator()(PGresult* all) const noexcept { PQclear(all); }
    };
    std::unique_ptr<PGresult, clear> all_;
};

/// One connection. @par Thread safety None.
class postgresql_connection {
public:
    /// @throws postgresql_interrupted
    explicit postgresql_connection(std::string const& url)
    {
        // Those before the address are what it may change, those behind it are not.
        std::array<char const*, 6> const names{"keepalives_idle", "tcp_user_timeout", "dbname",
                                               "client_encoding", "application_name", nullptr};
        std::array<char const*, 6> const values{"10", "30000", url.c_str(), "UTF8", "jimeng", nullptr};
        to_.reset(PQconnectStartParams(names.data(), values.data(), 1));
        if (to_) wait_for_connection();
        if (!to_ || !is_good()) throw postgresql_interrupted{words()};
    }

    /// @throws postgresql_interrupted @throws std::runtime_error
    sql_rows ask(char const* statement, std::vector<sql_value> const& values = {})
    {
        std::vector<char const*> texts;
        for (auto const& value : values)
            texts.push_back(value ? value->c_str() : nullptr);
        return checked(PQexecParams(to_.get(), statement, static_cast<int>(texts.size()), nullptr, texts.data(),
                                    nullptr, nullptr, 0));
    }

    /// Several statements, in one transaction. @throws As `ask`.
    void carry_out(std::string const& statements) { static_cast<void>(checked(PQexec(to_.get(), statements.c_str()))); }

    [[nodiscard]] bool is_good() const noexcept { return PQstatus(to_.get()) == CONNECTION_OK; }

private:
    sql_rows checked(PGresult* answer)
    {
        sql_rows rows{answer};
        auto const how = PQresultStatus(answer);
        if (how == PGRES_TUPLES_OK || how == PGRES_COMMAND_OK) return rows;
        char const* const code = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
        std::string_view const state = code == nullptr ? "" : code;
        // Lost connections, some of which libpq takes for good ones still and gives no code for; a server that stops or
        // starts, is full or only reads for a while; what two transactions did to each other.
        bool const passes = state.empty() || state.starts_with("08") || state.starts_with("57") ||
                            state.starts_with("40") || state.starts_with("53") || state == "25006" || state == "55P03";
        if (!is_good() || passes) throw postgresql_interrupted{words()};
        throw std::runtime_error{words()};
    }
    /// Step by step, for `PQconnectdb` prints what a server that stops says meanwhile.
    void wait_for_connection()
    {
        PQsetNoticeProcessor(
            to_.get(), [](void*, char const*) {}, nullptr);
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        auto next = PGRES_POLLING_WRITING;
        while (PQstatus(to_.get()) != CONNECTION_BAD && next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED) {
            auto const left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            if (left.count() <= 0) throw postgresql_interrupted{"PostgreSQL: no connection within 10 s"};
            pollfd one{PQsocket(to_.get()), static_cast<short>(next == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
            if (::poll(&one, 1, static_cast<int>(left.count())) > 0) next = PQconnectPoll(to_.get());
        }
    }

    [[nodiscard]] std::string words() const
    {
        return concat({"PostgreSQL: ", to_ ? first_line(PQerrorMessage(to_.get())) : "no memory"});
    }

    struct finish {
        void operator()(PGconn* to) const noexcept { PQfinish(to); }
    };
    std::unique_ptr<PGconn, finish> to_;
};

/// What is wrong with the address of a database, in one line that shows nothing of a password; empty: nothing.
inline std::string trouble_with_store_url(std::string const& url)
{
    constexpr char how[] =
        "; write postgresql://USER@HOST:PORT/DATABASE, the password in PGPASSWORD or ~/.pgpass, with "
        "%40 for an @ in a name";
    if (!url.starts_with("postgresql://") && !url.starts_with("postgres://"))
        return concat({"the address of the store does not begin with postgresql://", how});
    char* words = nullptr;
    auto* const parts = PQconninfoParse(url.c_str(), &words);
    if (words != nullptr) PQfreemem(words); // they may repeat what was meant to be a password
    if (parts == nullptr) return concat({"the address of the store cannot be understood", how});
    auto const place = std::string_view{url}.substr(0, url.find('?'));
    bool torn = std::count(place.begin(), place.end(), '@') > 1; // a part of a password would be taken for the host
    for (auto const* part = parts; part->keyword != nullptr; ++part) {
        std::string_view const name{part->keyword}, value{part->val == nullptr ? "" : part->val};
        torn = torn || (name == "host" && value.find('@') != value.npos) ||
               (name == "port" && value.find_first_not_of("0123456789,") != value.npos);
    }
    PQconninfoFree(parts);
    return torn ? concat({"the address of the store has an @, / or : in a name or the password", how}) : std::string{};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
