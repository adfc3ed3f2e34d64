// libpq, loaded when a database is asked for the first time: it brings some twenty libraries along, and every start of the
// command would wait for them. A command without libpq beside it runs as well, only not with --store.
#include "late_libpq.hpp"

#include "../late_library.hpp"

#include <libpq-fe.h>

namespace command::cluster {

namespace {

late_library const& library() noexcept
{
    static late_library const one{"libpq.so.5", "libpq.5.dylib"};
    return one;
}

/// Whoever comes here has asked `trouble_with_libpq` before.
template <class Function>
Function* late(char const* name) noexcept
{
    return library().find<Function>(name);
}

} // namespace

std::string trouble_with_libpq()
{
    return library().is_there()
               ? std::string{}
               : std::string{library().file()} + " is not on this machine; install PostgreSQL's client library "
                                                 "(Debian: libpq5), or run without --store";
}

} // namespace command::cluster

using command::cluster::late;

extern "C" {
PGconn* PQconnectStartParams(char const* const* keywords, char const* const* values, int expand)
{
    return late<decltype(PQconnectStartParams)>("PQconnectStartParams")(keywords, values, expand);
}
PostgresPollingStatusType PQconnectPoll(PGconn* to)
{
    return late<decltype(PQconnectPoll)>("PQconnectPoll")(to);
}
PQconninfoOption* PQconninfoParse(char const* text, char** words)
{
    return late<decltype(PQconninfoParse)>("PQconninfoParse")(text, words);
}
void PQconninfoFree(PQconninfoOption* options)
{
    return late<decltype(PQconninfoFree)>("PQconninfoFree")(options);
}
void PQfinish(PGconn* to)
{
    return late<decltype(PQfinish)>("PQfinish")(to);
}
ConnStatusType PQstatus(PGconn const* to)
{
    return late<decltype(PQstatus)>("PQstatus")(to);
}
int PQsocket(PGconn const* to)
{
    return late<decltype(PQsocket)>("PQsocket")(to);
}
char* PQerrorMessage(PGconn const* to)
{
    return late<decltype(PQerrorMessage)>("PQerrorMessage")(to);
}
PQnoticeProcessor PQsetNoticeProcessor(PGconn* to, PQnoticeProcessor hears, void* with)
{
    return late<decltype(PQsetNoticeProcessor)>("PQsetNoticeProcessor")(to, hears, with);
}
PGresult* PQexec(PGconn* to, char const* statement)
{
    return late<decltype(PQexec)>("PQexec")(to, statement);
}
PGresult* PQexecParams(PGconn* to, char const* statement, int count, Oid const* types, char const* const* values,
                       int const* lengths, int const* formats, int format)
{
    return late<decltype(PQexecParams)>("PQexecParams")(to, statement, count, types, values, lengths, formats, format);
}
ExecStatusType PQresultStatus(PGresult const* rows)
{
    return late<decltype(PQresultStatus)>("PQresultStatus")(rows);
}
char* PQresultErrorField(PGresult const* rows, int field)
{
    return late<decltype(PQresultErrorField)>("PQresultErrorField")(rows, field);
}
int PQntuples(PGresult const* rows)
{
    return late<decltype(PQntuples)>("PQntuples")(rows);
}
int PQfnumber(PGresult const* rows, char const* column)
{
    return late<decltype(PQfnumber)>("PQfnumber")(rows, column);
}
int PQgetisnull(PGresult const* rows, int row, int column)
{
    return late<decltype(PQgetisnull)>("PQgetisnull")(rows, row, column);
}
int PQgetlength(PGresult const* rows, int row, int column)
{
    return late<decltype(PQgetlength)>("PQgetlength")(rows, row, column);
}
char* PQgetvalue(PGresult const* rows, int row, int column)
{
    return late<decltype(PQgetvalue)>("PQgetvalue")(rows, row, column);
}
void PQclear(PGresult* rows)
{
    return late<decltype(PQclear)>("PQclear")(rows);
}
void PQfreemem(void* memory)
{
    return late<decltype(PQfreemem)>("PQfreemem")(memory);
}
} // extern "C"
