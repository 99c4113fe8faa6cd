// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/domain/subject.h"

#include <QString>

namespace cordon::ui {

/// "1,525": figures are grouped alike on every machine.
[[nodiscard]] QString figure(std::int64_t value);
/// "1 account", "254 accounts"; `many` may be left out where it is the first and an s.
[[nodiscard]] QString counted(std::int64_t value, const QString& one, const QString& many = {});
/// "254 accounts + 1,525 projects"
[[nodiscard]] QString accountsAndProjects(std::int64_t accounts, std::int64_t projects);
/// "3 min", "40 s"
[[nodiscard]] QString duration(std::int64_t seconds);

/// "~/incident" for what lies at home, and back.
[[nodiscard]] QString shortPath(const QString& path);
[[nodiscard]] QString wholePath(const QString& typed);

} // namespace cordon::ui
