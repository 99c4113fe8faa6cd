// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace cordon::store {

// A journal that loses one bit must say so, wherever the bit was: SQLite itself has no checksums
// outside the WAL. So the last 32 bytes of each page of journal.db (SQLite's "reserved space")
// hold the SHA-256 of the rest. They are written and compared in a thin layer between SQLite and
// the operating system (a VFS); any SQLite can read the file, but only Cordon can write it.
// The same idea as SQLite's own cksumvfs, with a digest instead of a sum.

inline constexpr int kPageSize = 16'384;
inline constexpr int kPageSumSize = 32;

/// The VFS to open with: ours, registered at first use, or the system's own. Thread: any.
[[nodiscard]] const char* vfsName(bool withPageSums);

/// The page ends in the digest of the rest, or was never written (all zero).
[[nodiscard]] bool isIntact(QByteArrayView page);

} // namespace cordon::store
