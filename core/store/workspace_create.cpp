// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/store/file_check.h"
#include "core/store/folder_lock.h"
#include "core/store/opening.h"
#include "core/store/workspace.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon {

namespace {

tl::unexpected<Error> cannotWrite(const QString& folder, int code)
{
    return failure(ErrorKind::Io,
                   QStringLiteral("The folder %1 cannot be written: %2.")
                       .arg(forCell(folder, 1'000), QString::fromLocal8Bit(std::strerror(code))),
                   QStringLiteral("Nothing was left behind."),
                   QStringLiteral("Look at its permissions, or choose another folder."));
}

/// What this call has made, taken back unless it is kept.
class Made {
public:
    ~Made()
    {
        for (auto path = m_paths.rbegin(); path != m_paths.rend(); ++path) {
            QFileInfo(*path).isDir() ? QDir().rmdir(*path) : QFile::remove(*path);
        }
    }
    void note(const QString& path) { m_paths.push_back(path); }
    void keep() { m_paths.clear(); }

private:
    QStringList m_paths;
};

Done makeFolders(const QString& folder, Made& made)
{
    const QFileInfo info(folder);
    if (info.exists()) {
        return info.isDir() ? Done()
                            : failure(ErrorKind::BadInput, forCell(folder, 1'000) + QStringLiteral(" is no folder."),
                                      QStringLiteral("Nothing was changed."));
    }
    const QString parent = info.absolutePath();
    if (parent != folder) {
        if (const Done done = makeFolders(parent, made); !done) {
            return done;
        }
    }
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0) {
        return cannotWrite(folder, errno);
    }
    made.note(folder);
    return {};
}

QString firstStranger(const QString& folder)
{
    // Also what a program leaves that was killed while it made a workspace.
    static const QRegularExpression ours(
        QStringLiteral("\\A(lock|lost\\+found|(cache|journal)\\.db\\.new(-journal|-wal|-shm)?)\\z"));
    const QStringList entries =
        QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString& entry : entries) {
        if (!ours.match(entry).hasMatch()) {
            return entry;
        }
    }
    return {};
}

bool present(const QString& path)
{
    struct stat info {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0;
}

/// The folder is new or empty, or holds a workspace, or a journal whose cache is to be made again.
Done checkFolder(const QString& folder, bool journalThere, bool cacheThere)
{
    if (!journalThere && cacheThere) {
        // An empty journal in its place would hide that the record is gone.
        return failure(
            ErrorKind::Integrity,
            QStringLiteral("In %1 there is a cache.db, but its journal.db is missing.").arg(forCell(folder, 1'000)),
            QStringLiteral("Nothing was changed."),
            QStringLiteral("Put the journal back from a backup, or choose another folder."));
    }
    if (journalThere) {
        return {};
    }
    if (const QString stranger = firstStranger(folder); !stranger.isEmpty()) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("The folder %1 is no workspace and holds other things, first %2.")
                           .arg(forCell(folder, 1'000), forCell(stranger)),
                       QStringLiteral("Nothing was changed."), QStringLiteral("Choose an empty folder or a new one."));
    }
    return {};
}

Done makeFiles(const QString& folder, const QString& journalPath, const QString& cachePath, Made& made)
{
    const QString lockPath = folder + QLatin1String("/lock");
    if (!present(lockPath)) {
        made.note(lockPath);
    }
    const auto lock = store::FolderLock::take(folder);
    if (!lock) {
        if (lock.error().kind == ErrorKind::NeedsPerson) {
            made.keep(); // another program is at work here: what is there is its own
        }
        return tl::unexpected(lock.error());
    }
    // The journal first: a journal without a cache is a workspace to complete, never the other way.
    if (!present(journalPath)) {
        if (const Done done = store::makeDatabase(journalPath, store::journalSchema()); !done) {
            return done;
        }
        made.note(journalPath);
    }
    if (!present(cachePath)) {
        if (const Done done = store::makeDatabase(cachePath, store::cacheSchema()); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

Done Workspace::create(const QString& folder)
{
    Made made;
    if (const Done done = makeFolders(QDir::cleanPath(QDir().absoluteFilePath(folder)), made); !done) {
        return done;
    }
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    const QString journalPath = canonical + QLatin1Char('/') + store::journalSchema().file;
    const QString cachePath = canonical + QLatin1Char('/') + store::cacheSchema().file;
    const bool journalThere = present(journalPath);
    const bool cacheThere = present(cachePath);
    if (journalThere) {
        if (const Done ours = store::checkFile(journalPath, store::journalSchema()); !ours) {
            return ours;
        }
    }
    if (cacheThere) {
        if (const Done ours = store::checkFile(cachePath, store::cacheSchema()); !ours) {
            return ours;
        }
    }
    if (const Done fits = checkFolder(canonical, journalThere, cacheThere); !fits || (journalThere && cacheThere)) {
        return fits;
    }
    // Only the owner can, and only an owner has to.
    if (::chmod(QFile::encodeName(canonical).constData(), 0700) != 0 && errno != EPERM) {
        return cannotWrite(canonical, errno);
    }
    const Done done = makeFiles(canonical, journalPath, cachePath, made);
    if (done) {
        made.keep();
    }
    return done;
}

} // namespace cordon
