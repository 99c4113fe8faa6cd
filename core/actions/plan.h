// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/plan/compile.h"

namespace cordon {

struct MakePlan {
    QString selection; ///< name
    std::vector<Verb> verbs;
    Justification why; ///< author and time are filled in where empty
    QString registry;  ///< name or origin; empty: bound when first applied
};
/// Compiles a plan for a named selection. Sends nothing, keeps nothing but the plan in the journal.
[[nodiscard]] Result<Plan> makePlan(Session& session, const MakePlan& order, Clock clock = systemNow);

/// The same without keeping anything: live counts, exceptions and collateral for the plan tray.
/// The justification may still be missing.
[[nodiscard]] Result<Plan> previewPlan(const Index& index, const Selection& selection, const std::vector<Verb>& verbs,
                                       const std::vector<Policy>& policies);

/// Writes the plan file (mode 0600, whole or not at all), reads one back.
[[nodiscard]] Done writePlanFile(const Plan& plan, const QString& path);
[[nodiscard]] Result<Plan> readPlanFile(const QString& path);

struct ReverseOrder {
    RunId run;
    std::vector<Subject> except;
    QString reason;
    QString policy; ///< empty: "reversal"
};
/// A plan that takes a run back (compileReversal), kept in the journal.
[[nodiscard]] Result<Plan> makeReversal(Session& session, const ReverseOrder& order, Clock clock = systemNow);

} // namespace cordon
