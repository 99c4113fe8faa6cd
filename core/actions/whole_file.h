// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

class QFile;

namespace cordon {

/// Writes a file with mode 0600, whole or not at all, synced together with its folder. On failure
/// what stood there before stays.
[[nodiscard]] Done writeWholeFile(const QString& path, const QByteArray& bytes);

/// Opens a file for reading; refuses what is no file (a folder, a pipe, a device) without waiting.
[[nodiscard]] Done openToRead(QFile& file, const QString& path);

/// Reads a file of at most `limit` bytes.
[[nodiscard]] Result<QByteArray> readWholeFile(const QString& path, qint64 limit);

} // namespace cordon
