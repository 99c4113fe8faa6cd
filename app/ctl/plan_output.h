// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ctl/console.h"
#include "core/actions/plan.h"

namespace cordon::ctl {

/// Prints what `plan` and `reverse` print of a plan that was written to `path`.
void printPlan(Console& console, const Plan& plan, const QString& path, bool reversal);

/// --review-by: a day or a time. Says what is wrong and returns nothing inside where it is neither.
[[nodiscard]] std::optional<std::optional<Instant>> reviewDate(Console& console, const std::string& text);

} // namespace cordon::ctl
