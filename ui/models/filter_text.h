// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QString>

namespace cordon::ui {

// Pure edits of a filter text (cli.md, filter language) for what a key or the brush adds to it.

/// A value as the language takes it: in quotes where it needs them.
[[nodiscard]] QString filterValue(const QString& value);
/// `field:value` with the value quoted where it needs to be.
[[nodiscard]] QString filterTerm(const QString& field, const QString& value);
/// The text with its top-level, not negated `field:` term replaced; added at the end where there
/// is none; an empty term only removes.
[[nodiscard]] QString withTerm(const QString& text, const QString& field, const QString& term);
/// The text and one more term.
[[nodiscard]] QString withAddedTerm(const QString& text, const QString& term);
/// "2025-06-09..2025-06-25" where both are midnights, else with times.
[[nodiscard]] QString timeRange(Instant from, Instant to);

} // namespace cordon::ui
