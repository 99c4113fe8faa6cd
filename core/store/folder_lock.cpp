// SPDX-License-Identifier: Apache-2.0
#include "core/store/folder_lock.h"

#include "core/domain/visible_text.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace cordon::store {

namespace {

/// "4711 cordon": somebody else may have written it.
LockHolder holderIn(int descriptor)
{
    char bytes[128] = {};
    const ssize_t got = ::pread(descriptor, bytes, sizeof bytes, 0);
    const QString text = QString::fromUtf8(bytes, got > 0 ? static_cast<qsizetype>(got) : 0).trimmed();
    LockHolder holder;
    holder.pid = text.section(QLatin1Char(' '), 0, 0).toLongLong();
    holder.program = forCell(text.section(QLatin1Char(' '), 1), 64);
    return holder;
}

void writeHolder(int descriptor)
{
    const std::string text = std::to_string(::getpid()) + ' ' + ::program_invocation_short_name + '\n';
    // Only for people: a full disk must not keep anybody from opening his workspace.
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, text.data(), text.size(), 0) < 0) {
        return;
    }
}

Error heldBy(const LockHolder& holder, const QString& folder)
{
    const QString who = holder.pid > 0
                            ? QStringLiteral("%1 (process %2)")
                                  .arg(holder.program.isEmpty() ? QStringLiteral("another program") : holder.program)
                                  .arg(holder.pid)
                            : QStringLiteral("another program");
    return {ErrorKind::NeedsPerson,
            QStringLiteral("The workspace %1 is open for writing in %2.").arg(forCell(folder, 1'000), who),
            {},
            QStringLiteral("Close it there, or open the workspace read-only.")};
}

} // namespace

Result<FolderLock> FolderLock::take(const QString& folder)
{
    const QByteArray path = QFile::encodeName(folder + QLatin1String("/lock"));
    // A lock that stands can be opened in a folder where SQLite could make no file of its own.
    const bool writable = ::faccessat(AT_FDCWD, QFile::encodeName(folder).constData(), W_OK, AT_EACCESS) == 0;
    const int descriptor = writable ? ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (descriptor < 0) {
        return failure(ErrorKind::Io,
                       QStringLiteral("The folder %1 cannot be written: %2.")
                           .arg(forCell(folder, 1'000), QString::fromLocal8Bit(std::strerror(errno))),
                       QStringLiteral("Nothing was changed."),
                       QStringLiteral("Look at its permissions and at the disk, or open the workspace read-only."));
    }
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const Error error = heldBy(holderIn(descriptor), folder);
        ::close(std::exchange(lock.m_descriptor, -1)); // without wiping the holder's name
        return tl::unexpected(error);
    }
    writeHolder(descriptor);
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0) {
        // The file stays: deleting it would let two programs lock two files of one name.
        [[maybe_unused]] const int emptied = ::ftruncate(m_descriptor, 0);
        ::close(m_descriptor);
    }
}

} // namespace cordon::store
