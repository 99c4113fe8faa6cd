// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QString>

#include <memory>

namespace cordon {

class CacheStore;
class JournalStore;

enum class Access {
    ReadWrite,
    ReadOnly,
    Examine, ///< as ReadOnly, but a damaged journal is opened as far as SQLite can read it: for
             ///< naming what is wrong with it, never for working
};

/// Who holds the workspace for writing.
struct LockHolder {
    qint64 pid = 0;
    QString program; ///< "cordon", "cordonctl"
};

/// A folder for one registry with cache.db and journal.db (design.md, words).
///
/// Files are made with mode 0600 in a folder of mode 0700. One program at a time may write: it
/// holds an OS lock (flock) on the file `lock` in the folder, which dies with the process.
/// Thread: any; the stores hand writes to their one writer thread.
class Workspace {
public:
    /// Makes the folder and both files where they are missing; fine on a workspace that is there.
    /// BadInput for a folder that holds other things, Io for one that cannot be written.
    /// Leaves nothing half-made behind.
    [[nodiscard]] static Done create(const QString& folder);

    /// Opens what create() made. ReadWrite takes the lock; where another program has it:
    /// NeedsPerson, naming its process (open again with ReadOnly). A file that is not ours, a
    /// schema newer than this program or a damaged journal: Integrity; nothing is repaired.
    /// Older schemas are migrated, each step atomic with its version, ReadWrite only.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const QString& folder, Access access);

    /// Joins the writer, closes both files, drops the lock.
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    [[nodiscard]] const QString& folder() const;
    [[nodiscard]] Access access() const;
    [[nodiscard]] CacheStore& cache();
    [[nodiscard]] JournalStore& journal();

    /// The schema versions this program writes.
    [[nodiscard]] static int cacheSchema();
    [[nodiscard]] static int journalSchema();

private:
    struct Parts;
    explicit Workspace(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace cordon
