// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace cordon::bench {

/// Opens the console's window on a workspace: when the first page was painted and when every answer
/// was there, in milliseconds since the process began, and the memory that it then holds.
/// Throws Trouble. Thread: main, where a QApplication lives.
[[nodiscard]] QJsonObject windowTask(const QString& workspace);

} // namespace cordon::bench
