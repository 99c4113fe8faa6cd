// SPDX-License-Identifier: Apache-2.0
#include "core/actions/plan.h"

#include "core/actions/keep_plan.h"
#include "core/actions/matching.h"
#include "core/actions/registry.h"
#include "core/actions/runs.h"
#include "core/actions/select.h"
#include "core/actions/snapshot.h"
#include "core/actions/whole_file.h"
#include "core/domain/canonical_json.h"
#include "core/domain/visible_text.h"
#include "core/ledger/entry.h"
#include "core/store/workspace.h"

namespace cordon {

namespace {

constexpr qint64 kPlanFileLimit = 64 * 1024 * 1024;

void complete(Justification& why, const Clock& clock)
{
    if (why.author.isEmpty()) {
        why.author = desktopUser();
    }
    if (why.at == Instant{}) {
        why.at = clock();
    }
}

// The origin a plan is bound to: the one named, else the only one the workspace knows.
Result<QString> originFor(Session& session, const QString& nameOrUrl)
{
    if (!nameOrUrl.isEmpty()) {
        const auto info = findRegistry(session, nameOrUrl);
        return info ? Result<QString>(info->origin) : tl::unexpected(info.error());
    }
    const auto known = registries(session);
    if (!known) {
        return tl::unexpected(known.error());
    }
    return known->size() == 1 ? known->front().origin : QString();
}

/// What the journal knows of one step, as a reversal asks for it. A bystander is read before the
/// quarantine that freezes him, and his step keeps that reading until it is his turn: it says what
/// he was, not what he is.
StepOutcome outcomeOf(const PlanStep& step, const StepRow& row)
{
    StepOutcome outcome{row.ordinal, row.state == StepState::Done || row.state == StepState::Confirmed, row.before};
    outcome.uncertain =
        row.state == StepState::Intent || row.state == StepState::Accepted || row.state == StepState::Unknown;
    const bool notBegun =
        row.state == StepState::Planned || row.state == StepState::Throttled || row.state == StepState::Cancelled;
    if (step.compensates && notBegun) {
        outcome.before.clear();
    }
    outcome.spared = step.compensates && row.state == StepState::Stale;
    return outcome;
}

} // namespace

Result<PlanId> keepPlan(Session& session, const Plan& plan)
{
    LedgerEntry entry;
    entry.kind = EntryKind::PlanKept;
    entry.at = plan.why.at;
    entry.actor = plan.why.author;
    entry.plan = planHash(plan);
    entry.text = QString::fromUtf8(canonicalJson(toJson(plan.why)));
    entry.registry = plan.registry;
    const StoredPlan stored{{}, entry.plan, planBytes(plan), plan.why.at};
    return session.workspace().journal().keepPlan(stored, encode(entry));
}

Result<Plan> makePlan(Session& session, const MakePlan& order, Clock clock)
{
    if (auto writable = checkWritable(session); !writable) {
        return tl::unexpected(writable.error());
    }
    const auto stored = session.workspace().journal().selection(order.selection);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!*stored) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("There is no selection named %1.").arg(forCell(order.selection)));
    }
    const auto origin = originFor(session, order.registry);
    if (!origin) {
        return tl::unexpected(origin.error());
    }
    PlanOrder compileOrder{*origin,
                           order.selection,
                           (*stored)->provenance,
                           (*stored)->subjects,
                           order.verbs,
                           order.why,
                           origin->isEmpty() ? 0.0 : defaultPace(*origin)};
    complete(compileOrder.why, clock);
    const auto index = session.index();
    auto plan = compile(compileOrder, snapshotOf(*index, compileOrder.subjects), session.policies());
    if (!plan) {
        return plan;
    }
    if (auto kept = keepPlan(session, *plan); !kept) {
        return tl::unexpected(kept.error());
    }
    return plan;
}

Result<Plan> previewPlan(const Index& index, const Selection& selection, const std::vector<Verb>& verbs,
                         const std::vector<Policy>& policies)
{
    PlanOrder order;
    order.subjects = selection.subjects(index);
    order.verbs = verbs;
    // A stand-in that satisfies the check: the preview is never kept, written or run.
    order.why.policy = policies.empty() ? QString() : policies.front().code;
    order.why.reason = QStringLiteral("preview");
    order.why.author = QStringLiteral("preview");
    return compile(order, snapshotOf(index, order.subjects), policies);
}

Done writePlanFile(const Plan& plan, const QString& path)
{
    return writeWholeFile(path, planBytes(plan));
}

Result<Plan> readPlanFile(const QString& path)
{
    const auto bytes = readWholeFile(path, kPlanFileLimit);
    return bytes ? readPlan(*bytes) : tl::unexpected(bytes.error());
}

Result<Plan> makeReversal(Session& session, const ReverseOrder& order, Clock clock)
{
    if (auto writable = checkWritable(session); !writable) {
        return tl::unexpected(writable.error());
    }
    auto plan = planOfRun(session, order.run);
    if (!plan) {
        return plan;
    }
    const auto steps = runSteps(session, order.run);
    if (!steps) {
        return tl::unexpected(steps.error());
    }
    std::vector<StepOutcome> outcomes;
    for (const StepView& view : *steps) {
        outcomes.push_back(outcomeOf(view.step, view.row));
    }
    Justification why;
    why.policy = order.policy.isEmpty() ? QStringLiteral("reversal") : order.policy;
    why.reason = order.reason;
    complete(why, clock);
    // The run knows where it went, also where its plan was bound to no registry.
    const auto run = session.workspace().journal().run(order.run);
    const QString origin = run && *run ? (*run)->registry : plan->registry;
    auto reversal = compileReversal(*plan, outcomes, order.except, why, session.policies(), defaultPace(origin));
    if (!reversal) {
        return reversal;
    }
    reversal->registry = origin;
    if (auto kept = keepPlan(session, *reversal); !kept) {
        return tl::unexpected(kept.error());
    }
    return reversal;
}

} // namespace cordon
