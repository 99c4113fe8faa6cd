// SPDX-License-Identifier: Apache-2.0
#include "core/actions/runs.h"

#include "core/domain/visible_text.h"
#include "core/store/workspace.h"

#include <algorithm>

namespace cordon {

namespace {

QString titleOf(const Plan& plan)
{
    QStringList verbs;
    for (const Verb verb : plan.verbs) {
        verbs << word(verb);
    }
    if (plan.reverses) {
        return QStringLiteral("reversal: %1").arg(verbs.join(QStringLiteral(", ")));
    }
    return QStringLiteral("%1 of %2").arg(verbs.join(QStringLiteral(", ")), forCell(plan.selection));
}

RunSummary summaryOf(const RunRow& row, const Plan& plan, const std::vector<StepRow>& steps)
{
    RunSummary summary;
    summary.id = row.id;
    summary.planHash = hex(row.planHash);
    summary.registry = row.registry;
    summary.actor = row.actor;
    summary.state = word(row.state);
    summary.title = titleOf(plan);
    summary.started = row.started;
    summary.finished = row.finished;
    summary.totals = totalsOf(steps);
    summary.reversal = plan.reverses.has_value();
    return summary;
}

// Which run's plan takes back which plan, so that a run can say who reversed it.
void markReversals(std::vector<RunSummary>& summaries, const std::vector<std::pair<QString, RunId>>& reversals)
{
    for (RunSummary& summary : summaries) {
        for (const auto& reversal : reversals) {
            if (reversal.first == summary.planHash) {
                summary.reversedBy = reversal.second;
            }
        }
    }
}

} // namespace

Result<Plan> planOfRun(Session& session, RunId run)
{
    JournalStore& journal = session.workspace().journal();
    const auto row = journal.run(run);
    if (!row) {
        return tl::unexpected(row.error());
    }
    if (!*row) {
        return failure(ErrorKind::BadInput, QStringLiteral("There is no run %1.").arg(run.value), {},
                       QStringLiteral("`runs` lists them."));
    }
    const auto stored = journal.plan((*row)->plan);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!*stored) {
        return failure(ErrorKind::Integrity,
                       QStringLiteral("The plan of run %1 is not in the journal.").arg(run.value));
    }
    auto plan = readPlan((*stored)->json);
    if (!plan || planHash(*plan) != (*row)->planHash) {
        return failure(ErrorKind::Integrity,
                       QStringLiteral("The stored plan of run %1 is not the one that was run.").arg(run.value));
    }
    return plan;
}

Result<std::vector<RunSummary>> listRuns(Session& session)
{
    JournalStore& journal = session.workspace().journal();
    const auto rows = journal.runs();
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    std::vector<RunSummary> summaries;
    std::vector<std::pair<QString, RunId>> reversals;
    for (const RunRow& row : *rows) {
        const auto plan = planOfRun(session, row.id);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        const auto steps = journal.steps(row.id);
        if (!steps) {
            return tl::unexpected(steps.error());
        }
        summaries.push_back(summaryOf(row, *plan, *steps));
        if (plan->reverses) {
            reversals.emplace_back(hex(*plan->reverses), row.id);
        }
    }
    markReversals(summaries, reversals);
    std::reverse(summaries.begin(), summaries.end());
    return summaries;
}

Result<std::vector<StepView>> runSteps(Session& session, RunId run)
{
    const auto plan = planOfRun(session, run);
    return plan ? runSteps(session, run, *plan) : tl::unexpected(plan.error());
}

Result<std::vector<StepView>> runSteps(Session& session, RunId run, const Plan& plan)
{
    const auto rows = session.workspace().journal().steps(run);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    std::vector<StepView> views;
    for (const StepRow& row : *rows) {
        const auto at = static_cast<std::size_t>(row.ordinal);
        if (row.ordinal < 0 || at >= plan.steps.size()) {
            return failure(ErrorKind::Integrity,
                           QStringLiteral("Run %1 has a step that its plan has not.").arg(run.value));
        }
        views.push_back({plan.steps[at], row});
    }
    return views;
}

} // namespace cordon
