// SPDX-License-Identifier: Apache-2.0
#include "core/store/sql_error.h"

#include "core/domain/visible_text.h"

#include <sqlite3.h>

namespace cordon::store {

namespace {

ErrorKind kindOf(const SQLite::Exception& trouble)
{
    // A page whose checksum is wrong arrives as a reading error of this one extended code.
    if (trouble.getExtendedErrorCode() == SQLITE_IOERR_DATA) {
        return ErrorKind::Integrity;
    }
    switch (trouble.getErrorCode() & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_SCHEMA:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return ErrorKind::Integrity;
    case SQLITE_INTERRUPT:
        return ErrorKind::Cancelled;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::NeedsPerson;
    case SQLITE_TOOBIG:
        return ErrorKind::BadInput;
    default:
        return ErrorKind::Io;
    }
}

QString nextStep(const SQLite::Exception& trouble, ErrorKind kind)
{
    if ((trouble.getErrorCode() & 0xff) == SQLITE_FULL) {
        return QStringLiteral("Free some space on the disk and try again.");
    }
    switch (kind) {
    case ErrorKind::Io:
        return QStringLiteral("Look at the disk: its space, its permissions and its health.");
    case ErrorKind::Integrity:
        return QStringLiteral("Keep the file as it is for whoever examines it, and go on from a backup.");
    case ErrorKind::NeedsPerson:
        return QStringLiteral("Another program has the file open for writing; close it and try again.");
    default:
        return {};
    }
}

} // namespace

Error describe(const SQLite::Exception& trouble, const QString& doing)
{
    const ErrorKind kind = kindOf(trouble);
    if (kind == ErrorKind::Cancelled) {
        return {kind, doing + QStringLiteral(" was stopped on request."), {}, {}};
    }
    const QString reason = forCell(QString::fromUtf8(trouble.what()));
    return {kind, doing + QStringLiteral(" failed: ") + reason + QLatin1Char('.'), {}, nextStep(trouble, kind)};
}

} // namespace cordon::store
