// SPDX-License-Identifier: Apache-2.0
#include "core/store/opening.h"

#include "core/domain/visible_text.h"
#include "core/store/file_check.h"
#include "core/store/ledger_chain.h"
#include "core/store/migrations.h"
#include "core/store/sql_error.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace cordon::store {

namespace {

/// A program that starts to write while we compare looks like damage, but only once.
Done comparePages(const QString& path, const Schema& schema, bool locked)
{
    constexpr int kTries = 3;
    Done done;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        if (!mayBeCompared(path, locked)) {
            return {};
        }
        done = checkPages(path, schema);
        if (done || locked) {
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return done;
}

Mode modeFor(const QString& path, Access access)
{
    if (access == Access::ReadWrite) {
        return Mode::Write;
    }
    // SQLite wants to make the WAL's index beside the file. Where it cannot, the file may be read
    // as it stands, but only if no WAL holds newer rows.
    const QByteArray folder = QFile::encodeName(QFileInfo(path).path());
    const bool writable = ::faccessat(AT_FDCWD, folder.constData(), W_OK, AT_EACCESS) == 0;
    return writable || !mayBeCompared(path, false) ? Mode::Read : Mode::Immutable;
}

Done bringUpToDate(Connection& connection, const Schema& schema, Access access)
{
    if (versionOf(connection) == schema.version()) {
        return {};
    }
    if (access != Access::ReadWrite) {
        return failure(ErrorKind::NeedsPerson,
                       schema.file + QStringLiteral(" was made by an older Cordon and must be converted first."), {},
                       QStringLiteral("Open the workspace once for writing."));
    }
    migrate(connection, schema);
    // The header must tell the new version also where the WAL is not looked at.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return checkSchema(connection, schema);
}

Done checkContent(Connection& connection, const Schema& schema)
{
    const std::string verdict = connection.word("PRAGMA quick_check(1)");
    if (verdict != "ok") {
        return failure(ErrorKind::Integrity,
                       QStringLiteral("%1 is damaged: %2.").arg(schema.file, forCell(QString::fromStdString(verdict))),
                       QStringLiteral("The file was left as it is; nothing was repaired."),
                       QStringLiteral("Keep it for whoever examines it, and go on from a backup."));
    }
    return verifyChain(connection);
}

tl::unexpected<Error> cannotMake(const QString& path, int code)
{
    return failure(
        ErrorKind::Io,
        QStringLiteral("%1 cannot be made: %2.").arg(forCell(path, 1'000), QString::fromLocal8Bit(std::strerror(code))),
        QStringLiteral("Nothing was left behind."), QStringLiteral("Look at the disk: its space and its permissions."));
}

/// The mode is there before the first byte; SQLite gives its companions the same.
bool makeEmpty(const QByteArray& path)
{
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool made = file >= 0 && ::fchmod(file, 0600) == 0;
    if (file >= 0) {
        ::close(file);
    }
    return made;
}

bool syncFolder(const QString& path)
{
    const int folder =
        ::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) {
        ::close(folder);
    }
    return synced;
}

void removeDraft(const QByteArray& draft)
{
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
        const QByteArray path = draft + suffix;
        ::unlink(path.constData());
    }
}

} // namespace

Result<Opened> openDatabase(const QString& path, const Schema& schema, Access access)
{
    const bool judged = schema.pageSums && access != Access::Examine;
    if (judged) {
        if (const Done same = comparePages(path, schema, access == Access::ReadWrite); !same) {
            return tl::unexpected(same.error());
        }
    }
    try {
        const Mode mode = modeFor(path, access);
        auto connection = std::make_unique<Connection>(path, schema, mode);
        Done done = checkSchema(*connection, schema);
        if (done && judged) {
            done = checkContent(*connection, schema);
        }
        // Until here nothing was changed, not even the log of a file that turns out not to be ours.
        if (done && mode == Mode::Write) {
            connection->useLog();
        }
        if (done) {
            done = bringUpToDate(*connection, schema, access);
        }
        if (!done) {
            return tl::unexpected(done.error());
        }
        connection->trust();
        return Opened{std::move(connection), mode};
    } catch (const SQLite::Exception& trouble) {
        Error error = describe(trouble, QStringLiteral("Opening ") + forCell(path, 1'000));
        error.kept = QStringLiteral("The file was left as it is; nothing was repaired.");
        return tl::unexpected(error);
    }
}

Done makeDatabase(const QString& path, const Schema& schema)
{
    const QString draftPath = path + QLatin1String(".new");
    const QByteArray draft = QFile::encodeName(draftPath);
    removeDraft(draft); // of a program that was killed in the middle
    if (!makeEmpty(draft)) {
        return cannotMake(path, errno);
    }
    try {
        buildFile(draftPath, schema);
    } catch (const SQLite::Exception& trouble) {
        removeDraft(draft);
        Error error = describe(trouble, QStringLiteral("Making ") + forCell(path, 1'000));
        error.kind = ErrorKind::Io; // an empty file of our own cannot be anybody's bad input
        error.kept = QStringLiteral("Nothing was left behind.");
        return tl::unexpected(error);
    }
    if (std::rename(draft.constData(), QFile::encodeName(path).constData()) != 0 || !syncFolder(path)) {
        const int code = errno;
        removeDraft(draft);
        return cannotMake(path, code);
    }
    return {};
}

} // namespace cordon::store
