// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/connection.h"
#include "core/store/workspace.h"

namespace cordon::store {

/// How a database of the workspace was found.
struct Opened {
    std::unique_ptr<Connection> connection; ///< of `mode`
    Mode mode = Mode::Read;
};

/// The opening sequence of security.md 2.1 after checkFile(): page sums, settings, schema compared
/// byte for byte, for the journal quick_check and chain; only then, where `access` may write, the log
/// and migration. Nothing is repaired. `path` is absolute in a canonical folder.
[[nodiscard]] Result<Opened> openDatabase(const QString& path, const Schema& schema, Access access);

/// Makes the file under another name and gives it its own only when it is whole and on the disk.
/// Removes what is half-made. The caller holds the lock; there is no file of that name.
[[nodiscard]] Done makeDatabase(const QString& path, const Schema& schema);

} // namespace cordon::store
