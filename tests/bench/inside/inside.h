// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QStringList>

#include <string>
#include <vector>

namespace cordon::bench {

// What must be measured in a process of its own: its start, and its memory.

/// One task of this program started for itself: prints one JSON line. Throws Trouble.
///   import WORKSPACE PATH   makes the workspace and imports
///   window WORKSPACE        opens the window and waits for the first page, then for everything
///   keys WORKSPACE          works in the window by keyboard and measures frames
///   hostile WORKSPACE PATH  imports in the window, moves through the rows and measures frames
[[nodiscard]] int runInside(const std::vector<std::string>& task);

/// Starts this program for a task and waits. `milliseconds` of the answer: from the start of the
/// process until it said it was `ready`. Throws Trouble where it fails.
struct InsideAnswer {
    QJsonObject object;
    double wholeMs = 0;
};
[[nodiscard]] InsideAnswer startInside(const QStringList& task);

/// Of this process, in MiB.
[[nodiscard]] double residentMiB();
[[nodiscard]] double peakResidentMiB();

} // namespace cordon::bench
