// SPDX-License-Identifier: Apache-2.0
#include "core/store/file_check.h"

#include "core/domain/visible_text.h"
#include "core/store/page_sum.h"
#include "core/store/raw_file.h"

#include <QFile>
#include <QtEndian>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon::store {

namespace {

// The database header: https://www.sqlite.org/fileformat.html#the_database_header
constexpr int kHeaderSize = 100;
constexpr int kReservedAt = 20;
constexpr int kUserVersionAt = 60;
constexpr int kApplicationIdAt = 68;

QString untouched()
{
    return QStringLiteral("The file was left as it is.");
}

tl::unexpected<Error> notOurs(const QString& path, const QString& why)
{
    return failure(ErrorKind::Integrity, forCell(path, 1'000) + QLatin1Char(' ') + why, untouched(),
                   QStringLiteral("Move it away, or choose another folder for the workspace."));
}

/// A stray rollback journal would be played back into our file; a link would lead elsewhere.
Done checkCompanions(const QString& path)
{
    for (const QLatin1String suffix : {QLatin1String("-wal"), QLatin1String("-shm")}) {
        const QString companion = path + suffix;
        struct stat info {};
        if (::lstat(QFile::encodeName(companion).constData(), &info) == 0 &&
            (!S_ISREG(info.st_mode) || info.st_uid != ::geteuid())) {
            return notOurs(companion, QStringLiteral("is not a plain file of yours."));
        }
    }
    const QString rollback = path + QLatin1String("-journal");
    struct stat info {};
    if (::lstat(QFile::encodeName(rollback).constData(), &info) == 0) {
        return notOurs(rollback, QStringLiteral("was not made by Cordon and would change the database."));
    }
    return {};
}

Done checkHeader(const QString& path, const Schema& schema, const QByteArray& header)
{
    if (std::memcmp(header.constData(), "SQLite format 3", 16) != 0) {
        return notOurs(path, QStringLiteral("is no database."));
    }
    if (qFromBigEndian<quint32>(header.constData() + kApplicationIdAt) != schema.applicationId) {
        return notOurs(path, QStringLiteral("is a database, but not one that Cordon made for this."));
    }
    const quint32 version = qFromBigEndian<quint32>(header.constData() + kUserVersionAt);
    if (version > static_cast<quint32>(schema.version())) {
        return failure(ErrorKind::Integrity,
                       QStringLiteral("%1 was written by a newer Cordon (schema %2; this one knows %3).")
                           .arg(forCell(path, 1'000))
                           .arg(version)
                           .arg(schema.version()),
                       untouched(), QStringLiteral("Install the newer version to open it."));
    }
    if (version == 0 || (schema.pageSums && header[kReservedAt] != kPageSumSize)) {
        return notOurs(path, QStringLiteral("has a damaged header."));
    }
    return {};
}

} // namespace

Done checkFile(const QString& path, const Schema& schema)
{
    struct stat info {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0) {
        const bool absent = errno == ENOENT || errno == ENOTDIR;
        return failure(absent ? ErrorKind::BadInput : ErrorKind::Io,
                       QStringLiteral("%1 %2.").arg(forCell(path, 1'000), absent ? QStringLiteral("does not exist")
                                                                                 : QStringLiteral("cannot be reached")),
                       {},
                       absent ? QStringLiteral("Make a workspace first: cordonctl init.")
                              : QStringLiteral("Look at the permissions of the folder."));
    }
    if (!S_ISREG(info.st_mode) || info.st_uid != ::geteuid()) {
        return notOurs(path, QStringLiteral("is not a plain file of yours."));
    }
    if (Done companions = checkCompanions(path); !companions) {
        return companions;
    }
    const auto file = RawFile::open(path);
    if (!file) {
        return failure(ErrorKind::Io, forCell(path, 1'000) + QStringLiteral(" cannot be read."), untouched(),
                       QStringLiteral("Look at its permissions."));
    }
    const auto header = file->read(0, kHeaderSize);
    if (!header) {
        return notOurs(path, QStringLiteral("is no database."));
    }
    return checkHeader(path, schema, *header);
}

Done checkPages(const QString& path, const Schema& schema)
{
    const auto file = RawFile::open(path);
    if (!file) {
        return failure(ErrorKind::Io, forCell(path, 1'000) + QStringLiteral(" cannot be read."));
    }
    const std::int64_t size = schema.pageSums ? file->size() : 0;
    for (std::int64_t offset = 0; offset < size; offset += kPageSize) {
        const auto page = file->read(offset, kPageSize);
        if (!page || !isIntact(*page)) {
            return failure(ErrorKind::Integrity,
                           QStringLiteral("%1 is damaged: page %2 is not what Cordon wrote.")
                               .arg(forCell(path, 1'000))
                               .arg(offset / kPageSize + 1),
                           QStringLiteral("The file was left as it is; nothing was repaired."),
                           QStringLiteral("Keep it for whoever examines it, and go on from a backup."));
        }
    }
    return {};
}

bool mayBeCompared(const QString& path, bool locked)
{
    struct stat info {};
    const bool there = ::lstat(QFile::encodeName(path + QLatin1String("-wal")).constData(), &info) == 0;
    return !there || (locked && info.st_size == 0);
}

} // namespace cordon::store
