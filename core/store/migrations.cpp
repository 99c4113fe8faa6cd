// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrations.h"

#include "core/store/page_sum.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <array>
#include <sqlite3.h>

namespace cordon::store {

namespace {

using Objects = std::vector<std::array<std::string, 4>>;

Objects objectsOf(SQLite::Database& database)
{
    Objects objects;
    SQLite::Statement rows(database, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2");
    while (rows.executeStep()) {
        objects.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                           rows.getColumn(3).getString()});
    }
    return objects;
}

Objects expectedObjects(const Schema& schema, int version)
{
    SQLite::Database scratch(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY);
    for (int step = 0; step < version; ++step) {
        scratch.exec(std::string(schema.steps[static_cast<std::size_t>(step)]));
    }
    return objectsOf(scratch);
}

void takeSteps(SQLite::Database& database, const Schema& schema, int from)
{
    for (int step = from; step < schema.version(); ++step) {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        database.exec(std::string(schema.steps[static_cast<std::size_t>(step)]));
        database.exec("PRAGMA user_version=" + std::to_string(step + 1));
        transaction.commit();
    }
}

} // namespace

void buildFile(const QString& path, const Schema& schema)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW;
    SQLite::Database database(path.toStdString().c_str(), flags, 0, vfsName(schema.pageSums));
    // The shape of a page is fixed by the first table; everything else is set at every opening.
    database.exec("PRAGMA page_size=" + std::to_string(kPageSize));
    if (schema.pageSums) {
        int reserved = kPageSumSize;
        database.check(sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved));
    }
    database.exec("PRAGMA secure_delete=ON");
    database.exec("PRAGMA synchronous=FULL");
    database.exec("PRAGMA application_id=" + std::to_string(schema.applicationId));
    takeSteps(database, schema, 0);
    if (database.execAndGet("PRAGMA journal_mode=WAL").getString() != "wal") {
        throw SQLite::Exception("this file system cannot hold a write-ahead log", SQLITE_IOERR);
    }
}

Done checkSchema(Connection& connection, const Schema& schema)
{
    const int version = versionOf(connection);
    const bool known = version > 0 && version <= schema.version();
    if (!known || objectsOf(connection.database()) != expectedObjects(schema, version)) {
        return failure(ErrorKind::Integrity,
                       schema.file + QStringLiteral(" does not hold the tables that Cordon made."),
                       QStringLiteral("The file was left as it is."),
                       QStringLiteral("Somebody changed it; go on from a backup, or in another folder."));
    }
    return {};
}

void migrate(Connection& connection, const Schema& schema)
{
    takeSteps(connection.database(), schema, versionOf(connection));
}

int versionOf(Connection& connection)
{
    return static_cast<int>(connection.number("PRAGMA user_version"));
}

} // namespace cordon::store
