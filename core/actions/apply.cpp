// SPDX-License-Identifier: Apache-2.0
#include "core/actions/apply.h"

#include "core/actions/connect.h"
#include "core/actions/keep_plan.h"
#include "core/actions/matching.h"
#include "core/actions/runs.h"
#include "core/domain/visible_text.h"
#include "core/ledger/entry.h"
#include "core/store/cache_store.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <set>

namespace cordon {

namespace {

Done checkMayRun(const Session& session, const Plan& plan)
{
    if (auto writable = checkWritable(session); !writable) {
        return writable;
    }
    if (plan.needsSecondPerson()) {
        return failure(ErrorKind::NeedsPerson,
                       QStringLiteral("This plan needs a second person: %1 irreversible steps, %2 protected subjects.")
                           .arg(plan.irreversible())
                           .arg(plan.protectedSubjects.size()),
                       QStringLiteral("Nothing was sent."),
                       QStringLiteral("Leave those subjects out, or have the plan approved."));
    }
    return {};
}

// What was protected after the plan was made counts as well. Taking back is not held up by it.
Done checkProtection(const JournalStore& journal, const Plan& plan)
{
    const auto known = journal.protectedSubjects();
    if (!known) {
        return tl::unexpected(known.error());
    }
    const std::set<Subject> guarded(known->begin(), known->end());
    for (const PlanStep& step : plan.steps) {
        const bool harms = step.verb == Verb::Ban || step.verb == Verb::Quarantine || step.verb == Verb::Prohibit ||
                           step.verb == Verb::Remove;
        if (harms && guarded.contains(step.subject)) {
            return failure(ErrorKind::NeedsPerson,
                           QStringLiteral("The %1 %2 is on the protected list since this plan was made.")
                               .arg(word(step.subject.kind), forCell(step.subject.name)),
                           QStringLiteral("Nothing was sent."),
                           QStringLiteral("Make the plan again without it, or protect it no more."));
        }
    }
    return {};
}

Result<RegistryInfo> registryFor(Session& session, const ApplyOrder& order, const std::optional<RunRow>& earlier)
{
    const QString bound = earlier ? earlier->registry : order.plan.registry;
    const auto registry = findRegistry(session, order.registry.isEmpty() ? bound : order.registry);
    if (registry && !bound.isEmpty() && registry->origin != bound) {
        return failure(
            ErrorKind::Usage,
            QStringLiteral("This plan is bound to %1, not to %2.").arg(forCell(bound), forCell(registry->origin)),
            QStringLiteral("Nothing was sent."), QStringLiteral("Make a plan for that registry."));
    }
    return registry;
}

// The earlier run of this plan, if there is one and it may go on.
Result<std::optional<RunRow>> earlierRun(JournalStore& journal, const ApplyOrder& order, const Digest& hash)
{
    auto run = journal.runOfPlan(hash);
    if (!run || !*run || order.resume) {
        return run;
    }
    const RunState state = (*run)->state;
    if (state == RunState::Finished || state == RunState::Cancelled) {
        return run;
    }
    return failure(ErrorKind::NeedsPerson, QStringLiteral("Run %1 of this plan was interrupted.").arg((*run)->id.value),
                   QStringLiteral("Nothing was sent; what it did is kept."),
                   QStringLiteral("Continue it with --resume."));
}

Result<RunId> startRun(Session& session, const Plan& plan, const RegistryInfo& registry, const Identity& identity)
{
    const auto id = keepPlan(session, plan);
    if (!id) {
        return tl::unexpected(id.error());
    }
    LedgerEntry entry;
    entry.kind = EntryKind::RunBegun;
    entry.at = systemNow();
    entry.actor = identity.username;
    entry.plan = planHash(plan);
    entry.registry = registry.origin;
    const RunRow row{{},       *id,          entry.plan,       registry.origin, RunState::Running,
                     entry.at, std::nullopt, identity.username};
    return session.workspace().journal().beginRun(row, static_cast<int>(plan.steps.size()), encode(entry));
}

// A moderator may quarantine and nothing else (warehouse-contract.md 1.6): every other step would be
// refused and so be lost to this plan, and a bystander would stay frozen.
Done checkMayAct(const Plan& plan, const Identity& identity)
{
    const bool more = std::any_of(plan.steps.begin(), plan.steps.end(),
                                  [](const PlanStep& step) { return step.verb != Verb::Quarantine; });
    if (identity.superuser || !more) {
        return {};
    }
    return failure(ErrorKind::NeedsPerson,
                   QStringLiteral("%1 may quarantine at this registry, but this plan does more than that.")
                       .arg(forCell(identity.username)),
                   QStringLiteral("Nothing was sent."), QStringLiteral("Log in as a superuser of the registry."));
}

// What the run read back from the registry is what the registry says now; the cache learns it.
Done tellCache(CacheStore& cache, const std::vector<StepView>& steps)
{
    for (const StepView& step : steps) {
        const bool there = step.row.state == StepState::Done || step.row.state == StepState::Confirmed ||
                           step.row.state == StepState::Already || step.row.state == StepState::DoneByOther;
        if (!there) {
            continue;
        }
        // What was so already is as it was read: an active project that needs no clearing was never cleared.
        const bool asRead = step.row.state == StepState::Already && !step.row.before.isEmpty();
        const QString state = asRead ? step.row.before : targetState(step.step.verb);
        Done told;
        if (const auto account = accountStateFromWord(state);
            account && step.step.subject.kind == SubjectKind::Account) {
            told = cache.setAccountState(step.step.subject.key, *account, step.step.pin.uuid);
        } else if (const auto project = projectStateFromWord(state);
                   project && step.step.subject.kind == SubjectKind::Project) {
            told = cache.setProjectState(step.step.subject.key, *project);
        }
        if (!told) {
            return told;
        }
    }
    const auto generation = cache.finishImport();
    return generation ? Done() : tl::unexpected(generation.error());
}

Done learnFromRun(Session& session, RunId run)
{
    const auto steps = runSteps(session, run);
    if (!steps) {
        return tl::unexpected(steps.error());
    }
    if (auto told = tellCache(session.workspace().cache(), *steps); !told) {
        return told;
    }
    return session.reload();
}

Result<ApplyOutcome> nothingToSend(JournalStore& journal, const RunRow& run)
{
    const auto steps = journal.steps(run.id);
    if (!steps) {
        return tl::unexpected(steps.error());
    }
    return ApplyOutcome{run.id, totalsOf(*steps), true, {}, {}};
}

// One run from log-in to its end or pause. Thread: the caller's, which is the connector's, too.
Result<ApplyOutcome> run(Session& session, const ApplyOrder& order, const std::optional<RunRow>& earlier,
                         const RegistryInfo& registry, const std::function<void(const RunEvent&)>& onEvent,
                         std::stop_token pause)
{
    auto connection = connectTo(registry, order.credentials, pause);
    if (!connection) {
        return tl::unexpected(connection.error());
    }
    if (auto may = checkMayAct(order.plan, connection->identity); !may) {
        return tl::unexpected(may.error());
    }
    JournalStore& journal = session.workspace().journal();
    const auto id =
        earlier ? Result<RunId>(earlier->id) : startRun(session, order.plan, registry, connection->identity);
    if (!id) {
        return tl::unexpected(id.error());
    }
    RunSettings settings;
    settings.quiescence = std::chrono::milliseconds(registry.quiescenceMs);
    settings.mutationsPerSecond = order.mutationsPerSecond.value_or(defaultPace(registry.origin));
    Executor executor(journal, *connection->connector, systemNow, settings, onEvent);
    const auto totals = executor.execute(*id, order.plan, connection->identity, pause);
    // The picture is made new also where the run stopped early: what was done must show.
    if (auto learned = learnFromRun(session, *id); !learned && totals) {
        return tl::unexpected(learned.error());
    }
    const auto steps = journal.steps(*id);
    if (!steps) {
        return tl::unexpected(steps.error());
    }
    ApplyOutcome outcome{*id, totalsOf(*steps), false, {}, {}};
    if (!totals) {
        outcome.stoppedBecause = totals.error().sentence();
        outcome.stoppedKind = totals.error().kind;
    }
    return outcome;
}

} // namespace

namespace {

// What applying comes to as far as it needs no registry.
struct Prospect {
    RegistryInfo registry;
    std::optional<RunRow> earlier;
    std::optional<ApplyOutcome> settled; ///< the run is over: nothing is to be sent
};

Result<Prospect> prospectOf(Session& session, const ApplyOrder& order)
{
    if (auto may = checkMayRun(session, order.plan); !may) {
        return tl::unexpected(may.error());
    }
    if (auto complete = checkJustification(order.plan.why, session.policies()); !complete) {
        return tl::unexpected(complete.error());
    }
    JournalStore& journal = session.workspace().journal();
    const auto earlier = earlierRun(journal, order, planHash(order.plan));
    if (!earlier) {
        return tl::unexpected(earlier.error());
    }
    const auto registry = registryFor(session, order, *earlier);
    if (!registry) {
        return tl::unexpected(registry.error());
    }
    Prospect prospect{*registry, *earlier, std::nullopt};
    if (*earlier && ((*earlier)->state == RunState::Finished || (*earlier)->state == RunState::Cancelled)) {
        auto settled = nothingToSend(journal, **earlier);
        if (!settled) {
            return tl::unexpected(settled.error());
        }
        prospect.settled = std::move(*settled);
        return prospect;
    }
    if (auto free = checkProtection(journal, order.plan); !free) {
        return tl::unexpected(free.error());
    }
    return prospect;
}

} // namespace

Result<std::optional<ApplyOutcome>> appliedBefore(Session& session, const ApplyOrder& order)
{
    auto prospect = prospectOf(session, order);
    return prospect ? Result<std::optional<ApplyOutcome>>(std::move(prospect->settled))
                    : tl::unexpected(prospect.error());
}

Result<ApplyOutcome> applyPlan(Session& session, const ApplyOrder& order,
                               const std::function<void(const RunEvent&)>& onEvent, std::stop_token pause)
{
    auto prospect = prospectOf(session, order);
    if (!prospect) {
        return tl::unexpected(prospect.error());
    }
    if (prospect->settled) {
        return std::move(*prospect->settled);
    }
    return run(session, order, prospect->earlier, prospect->registry, onEvent, pause);
}

Result<RunTotals> cancelRun(Session& session, RunId run, Clock clock)
{
    if (auto writable = checkWritable(session); !writable) {
        return tl::unexpected(writable.error());
    }
    const auto plan = planOfRun(session, run);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    const auto totals = cancelRest(session.workspace().journal(), run, *plan, desktopUser(), clock());
    if (!totals) {
        return totals;
    }
    if (auto loaded = session.reload(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return totals;
}

} // namespace cordon
