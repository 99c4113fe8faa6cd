// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordon::bench {

/// DB Browser for SQLite; empty where it is not installed.
[[nodiscard]] QString databaseBrowser();

/// Milliseconds from its start on a table until its process rests. Throws Trouble where it ends by
/// itself.
[[nodiscard]] double browserOpens(const QString& browser, const QString& file);

} // namespace cordon::bench
