// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QStringView>

#include <optional>

namespace cordon::warehouse {

/// The three ways the admin pages write a time: "Nov 23, 2026" and "Nov 23, 2026, 7:45:31 AM" (lists,
/// English asked for), "2026-11-23 07:45:31.000123" (tables) and ISO in attributes and JSON. Without a
/// zone it is UTC. Nothing for anything else.
[[nodiscard]] std::optional<Instant> shownTime(QStringView text);

} // namespace cordon::warehouse
