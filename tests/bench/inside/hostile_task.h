// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace cordon::bench {

/// Imports a file in the console's window into a workspace that it makes, then moves through what came
/// of it by keyboard: how long the window's thread was busy at a stretch meanwhile, in milliseconds,
/// the memory at most, in MiB, and what was imported. Throws Trouble. Thread: main, where a
/// QApplication lives.
[[nodiscard]] QJsonObject hostileTask(const QString& workspace, const QString& path);

} // namespace cordon::bench
