// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/store/schema.h"

#include <QString>

namespace cordon::store {

/// What may be believed of a file before SQLite opens it (security.md 2.1): a regular file of this
/// user, no link, companions likewise, SQLite's and our own mark in the header, not newer than this
/// program. BadInput: there is none. Io: it cannot be read. Integrity: it is not ours. Changes nothing.
[[nodiscard]] Done checkFile(const QString& path, const Schema& schema);

/// Compares the digest of every page with what it holds. Only while no other program writes and
/// nothing waits in the WAL; mayBeCompared() says whether.
[[nodiscard]] Done checkPages(const QString& path, const Schema& schema);

/// True where the file alone is the truth: no WAL, or an empty one while we hold the lock.
[[nodiscard]] bool mayBeCompared(const QString& path, bool locked);

} // namespace cordon::store
