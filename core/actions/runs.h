// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/plan/plan.h"
#include "core/run/executor.h"

namespace cordon {

struct RunSummary {
    RunId id;
    QString planHash, registry, actor, state, title; ///< title: "ban, quarantine of NAME"
    Instant started{};
    std::optional<Instant> finished;
    RunTotals totals;
    bool reversal = false;
    std::optional<RunId> reversedBy;
};
[[nodiscard]] Result<std::vector<RunSummary>> listRuns(Session& session); ///< newest first

struct StepView {
    PlanStep step;
    StepRow row;
};
/// A run step by step, in the plan's order.
[[nodiscard]] Result<std::vector<StepView>> runSteps(Session& session, RunId run);
/// The same where the run's plan is at hand: reading it costs more than the steps.
[[nodiscard]] Result<std::vector<StepView>> runSteps(Session& session, RunId run, const Plan& plan);
[[nodiscard]] Result<Plan> planOfRun(Session& session, RunId run);

} // namespace cordon
