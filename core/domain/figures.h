// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QStringList>

namespace cordon::figures {

// Numbers and times as people read them; the same wherever the program runs.

/// "1,525"
[[nodiscard]] QString grouped(std::int64_t number);
/// "1,525 projects", "1 project"
[[nodiscard]] QString counted(std::int64_t number, const QString& one, const QString& many);
/// "12 days 6 hours", "3 hours 5 minutes", "less than a minute"
[[nodiscard]] QString span(Microseconds time);
/// "a", "a and b", "a, b and c"
[[nodiscard]] QString listed(const QStringList& parts);

} // namespace cordon::figures
