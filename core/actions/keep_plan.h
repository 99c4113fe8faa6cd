// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/plan/plan.h"

namespace cordon {

/// Keeps a plan once, by its hash; the ledger notes it with its justification.
[[nodiscard]] Result<PlanId> keepPlan(Session& session, const Plan& plan);

} // namespace cordon
