// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/registry.h"
#include "core/plan/plan.h"
#include "core/run/executor.h"

namespace cordon {

struct ApplyOrder {
    Plan plan;
    QString registry; ///< name or URL; empty: the plan's, or the only one known
    Credentials credentials;
    bool resume = false;
    std::optional<double> mutationsPerSecond;
};
struct ApplyOutcome {
    RunId run;
    RunTotals totals;
    bool sentNothing = false;             ///< the plan was finished before
    QString stoppedBecause;               ///< empty where every step ended
    std::optional<ErrorKind> stoppedKind; ///< what stopped it: the exit code of `apply`
};
/// What applyPlan comes to without credentials: its refusals, the outcome of a plan that is finished,
/// or nothing where there is something to send.
[[nodiscard]] Result<std::optional<ApplyOutcome>> appliedBefore(Session& session, const ApplyOrder& order);
/// Runs a plan (cli.md, apply). A finished plan: nothing is sent. An interrupted one without
/// `resume`, a plan that needs a second person, a log-in that fails, or an account that may not do all
/// of it: NeedsPerson, nothing sent.
/// `pause` asks for an orderly stop. Afterwards the session is reloaded.
[[nodiscard]] Result<ApplyOutcome> applyPlan(Session& session, const ApplyOrder& order,
                                             const std::function<void(const RunEvent&)>& onEvent,
                                             std::stop_token pause);

/// What applying would meet: compares each step's expectation with the cache.
struct CheckOutcome {
    std::int64_t steps = 0, asPlanned = 0, already = 0, changed = 0, gone = 0;
    std::vector<Remark> drift; ///< already, changed or gone, in words
};
[[nodiscard]] CheckOutcome checkPlan(const Index& index, const Plan& plan);

/// Cancels what a paused run has not started.
[[nodiscard]] Result<RunTotals> cancelRun(Session& session, RunId run, Clock clock = systemNow);

} // namespace cordon
