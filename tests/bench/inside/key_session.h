// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace cordon::bench {

/// Opens the console's window on a workspace and works in it with real key events: type a filter,
/// brush the timeline, regroup, sort, select all, open all groups, scroll. Answers how long the ui
/// thread was busy at a stretch, for each and for all. Throws Trouble. Thread: main, where a
/// QApplication lives.
[[nodiscard]] QJsonObject keySessionTask(const QString& workspace);

} // namespace cordon::bench
