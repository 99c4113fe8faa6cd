// SPDX-License-Identifier: Apache-2.0
#include "core/actions/whole_file.h"

#include "core/domain/visible_text.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon {

namespace {

// QSaveFile syncs the file; the name in the folder is only durable once the folder is synced too.
void syncFolderOf(const QString& path)
{
    const int folder =
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

} // namespace

Done writeWholeFile(const QString& path, const QByteArray& bytes)
{
    // A save by renaming would put a file in the place of a device or a pipe.
    if (const QFileInfo there(path); there.exists() && !there.isFile()) {
        return failure(ErrorKind::Io, QStringLiteral("%1 is not a file that can be replaced.").arg(forCell(path)),
                       QStringLiteral("What stood there before is unchanged."), QStringLiteral("Choose another name."));
    }
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(bytes) == bytes.size() && file.commit();
    if (!written) {
        return failure(ErrorKind::Io,
                       QStringLiteral("%1 could not be written: %2.").arg(forCell(path), forCell(file.errorString())),
                       QStringLiteral("What stood there before is unchanged."),
                       QStringLiteral("Choose another folder or make room, then try again."));
    }
    syncFolderOf(path);
    return {};
}

Done openToRead(QFile& file, const QString& path)
{
    // Without waiting: a pipe that nobody writes to would hold the program for ever.
    const int opened = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("%1 cannot be read: %2.").arg(forCell(path), qt_error_string(errno)));
    }
    struct stat info {};
    if (::fstat(opened, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(opened);
        return failure(ErrorKind::BadInput, QStringLiteral("%1 cannot be read: it is no file.").arg(forCell(path)));
    }
    if (!file.open(opened, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(opened);
        return failure(ErrorKind::BadInput,
                       QStringLiteral("%1 cannot be read: %2.").arg(forCell(path), forCell(file.errorString())));
    }
    return {};
}

Result<QByteArray> readWholeFile(const QString& path, qint64 limit)
{
    QFile file;
    if (const Done opened = openToRead(file, path); !opened) {
        return tl::unexpected(opened.error());
    }
    QByteArray bytes = file.read(limit + 1);
    if (bytes.size() > limit) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("%1 is larger than %2 bytes.").arg(forCell(path), QString::number(limit)));
    }
    return bytes;
}

} // namespace cordon
