// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

namespace cordon {

/// Writes a file with mode 0600, whole or not at all, synced together with its folder. On failure
/// what stood there before stays.
[[nodiscard]] Done writeWholeFile(const QString& path, const QByteArray& bytes);

/// Reads a file of at most `limit` bytes.
[[nodiscard]] Result<QByteArray> readWholeFile(const QString& path, qint64 limit);

} // namespace cordon
