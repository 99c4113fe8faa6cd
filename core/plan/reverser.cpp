// SPDX-License-Identifier: Apache-2.0
#include "core/plan/reverser.h"

#include "core/domain/visible_text.h"
#include "core/plan/effects.h"
#include "core/plan/order.h"

#include <algorithm>
#include <utility>

namespace cordon {

using namespace Qt::StringLiterals;

Reverser::Reverser(const Plan& plan, const std::vector<StepOutcome>& outcomes, const std::vector<Subject>& except)
    : m_plan(plan), m_outcomes(outcomes), m_except(except.begin(), except.end())
{
    for (const StepOutcome& outcome : m_outcomes) {
        m_byOrdinal.insert(outcome.ordinal, &outcome);
    }
    for (const SubjectFacts& facts : plan.facts) {
        if (facts.subject.kind == SubjectKind::Project) {
            m_projects.insert(facts.subject.key, &facts);
        }
    }
    for (const RoleHolder& holder : plan.holders) {
        m_holders.insert({holder.account.key, &holder});
    }
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (plan.steps[i].verb == Verb::Remove && oursAt(i)) {
            m_removed.insert(plan.steps[i].subject.key);
        }
    }
    followRun();
}

Plan Reverser::run(const Justification& why, double mutationsPerSecond)
{
    m_out.registry = m_plan.registry;
    m_out.selection = m_plan.selection;
    m_out.reverses = planHash(m_plan);
    m_out.provenance = u"reversal of plan "_s + hex(*m_out.reverses).first(12);
    m_out.why = why;
    takeBackSteps();
    addFrozenAccounts();
    noteUnknownExceptions();
    for (const PlanStep& step : m_out.steps) {
        if (!step.compensates) {
            m_out.verbs.push_back(step.verb);
        }
    }
    std::sort(m_out.verbs.begin(), m_out.verbs.end());
    m_out.verbs.erase(std::unique(m_out.verbs.begin(), m_out.verbs.end()), m_out.verbs.end());
    for (auto& [subject, remark] : m_excluded) {
        m_out.excluded.push_back(std::move(remark));
    }
    for (const Remark& remark : m_plan.protectedSubjects) {
        if (m_stepped.contains(remark.subject)) {
            m_out.protectedSubjects.push_back({remark.subject, u"on the protected list when the run was planned"_s});
        }
    }
    collectFacts();
    m_out.residue = effects::residueOfReversal(m_out.steps, m_archivedBefore);
    effects::estimate(m_out, mutationsPerSecond);
    return std::move(m_out);
}

/// Plays the run again on the accounts it could reach: the registry freezes with a quarantine and
/// says so nowhere, so this is the only record of who was frozen without a step of his own.
void Reverser::followRun()
{
    for (const auto& [key, holder] : m_holders) {
        m_after[key] = holder->state;
    }
    for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
        followStep(i);
    }
}

void Reverser::followStep(std::size_t ordinal)
{
    const PlanStep& step = m_plan.steps[ordinal];
    const QString active = targetState(Verb::Reinstate);
    if (step.subject.kind == SubjectKind::Account) {
        const StepOutcome* outcome = m_byOrdinal.value(static_cast<int>(ordinal));
        const QString state = !outcome ? QString() : outcome->ours ? targetState(step.verb) : outcome->before;
        if (!state.isEmpty()) {
            m_after[step.subject.key] = state;
        }
        if (state == active || (outcome && outcome->spared)) {
            m_frozenWith.erase(step.subject.key);
        }
        return;
    }
    const SubjectFacts* facts =
        step.verb == Verb::Quarantine && oursAt(ordinal) ? m_projects.value(step.subject.key) : nullptr;
    if (!facts) {
        return;
    }
    for (const QString& key : facts->holders) {
        const auto after = m_after.find(key);
        const bool ours = m_frozenWith.contains(key);
        if (after != m_after.end() && (after->second == active || ours)) {
            after->second = targetState(Verb::Ban);
            m_frozenWith[key].insert(step.subject.key);
        }
    }
}

const StepOutcome* Reverser::oursAt(std::size_t ordinal) const
{
    const StepOutcome* outcome = m_byOrdinal.value(static_cast<int>(ordinal));
    return outcome && outcome->ours ? outcome : nullptr;
}

QString Reverser::whyNot(std::size_t ordinal) const
{
    const PlanStep& step = m_plan.steps[ordinal];
    const StepOutcome* outcome = oursAt(ordinal);
    if (!outcome) {
        const StepOutcome* known = m_byOrdinal.value(static_cast<int>(ordinal));
        return known && known->uncertain
                   ? u"whether this run changed it is not known yet: resume the run, then reverse it again"_s
                   : u"not changed by this run, so left as it is"_s;
    }
    if (!isReversible(step.verb)) {
        return u"a removal cannot be taken back"_s;
    }
    if (m_except.contains(step.subject)) {
        return u"left out on request"_s;
    }
    if (step.subject.kind == SubjectKind::Project && m_removed.contains(step.subject.key)) {
        return u"removed by the same run"_s;
    }
    if (!outcome->before.isEmpty() && !effects::nothingToDo(step.verb, outcome->before).isEmpty()) {
        return u"was %1 before the run already"_s.arg(forCell(outcome->before, 40));
    }
    return {};
}

void Reverser::takeBackSteps()
{
    std::vector<const PlanStep*> cleared;
    for (std::size_t i = m_plan.steps.size(); i-- > 0;) {
        const PlanStep& step = m_plan.steps[i];
        if (step.compensates) {
            continue; // what it made good stays good
        }
        if (step.verb != Verb::Clear) {
            addQuarantines(std::exchange(cleared, {}));
        }
        const QString why = whyNot(i);
        if (!why.isEmpty()) {
            leaveOut(step.subject, why);
        } else if (step.verb == Verb::Clear) {
            cleared.push_back(&step);
            m_stepped.insert(step.subject);
        } else {
            if (step.verb == Verb::Quarantine && oursAt(i)->before == word(ProjectState::Archived)) {
                ++m_archivedBefore;
            }
            takeBack(step);
        }
    }
    addQuarantines(cleared);
}

void Reverser::takeBack(const PlanStep& step)
{
    PlanStep back;
    back.verb = *opposite(step.verb);
    back.subject = step.subject;
    back.pin = step.pin;
    back.expected = targetState(step.verb);
    back.inverse = step.verb;
    m_out.steps.push_back(std::move(back));
    m_stepped.insert(step.subject);
}

/// Taking back a clear is a quarantine, and that freezes people who were active all along.
void Reverser::addQuarantines(const std::vector<const PlanStep*>& cleared)
{
    std::vector<QString> keys;
    QHash<QString, const PlanStep*> stepOf;
    for (const PlanStep* step : cleared) {
        keys.push_back(step->subject.key);
        stepOf.insert(step->subject.key, step);
    }
    for (const order::Stop& stop : order::sideBySide(keys, activeHolders(cleared))) {
        takeBack(*stepOf.value(stop.project));
        for (const QString& key : stop.reinstates) {
            addCompensation(*m_holders.at(key), stop.project);
        }
    }
    std::sort(m_out.collateral.begin(), m_out.collateral.end(),
              [](const Collateral& a, const Collateral& b) { return a.subject < b.subject; });
}

/// Who is active when the quarantines come, behind the bans so far, with the projects that are to be quarantined again.
std::map<QString, std::vector<QString>> Reverser::activeHolders(const std::vector<const PlanStep*>& cleared) const
{
    std::set<QString> banned;
    for (const PlanStep& step : m_out.steps) {
        if (step.verb == Verb::Ban) {
            banned.insert(step.subject.key);
        }
    }
    std::map<QString, std::vector<QString>> out;
    for (const PlanStep* step : cleared) {
        const SubjectFacts* facts = m_projects.value(step->subject.key);
        for (const QString& key : facts ? facts->holders : std::vector<QString>{}) {
            const auto after = m_after.find(key);
            if (after != m_after.end() && after->second == targetState(Verb::Reinstate) && !banned.contains(key)) {
                out[key].push_back(step->subject.key);
            }
        }
    }
    return out;
}

void Reverser::addCompensation(const RoleHolder& holder, const QString& project)
{
    PlanStep step;
    step.verb = Verb::Reinstate;
    step.subject = holder.account;
    step.pin = holder.pin;
    step.expected = targetState(Verb::Ban);
    step.compensates = true;
    step.because = project;
    m_out.steps.push_back(std::move(step));
    m_out.collateral.push_back(
        {holder.account, u"was active while the projects were in quarantine before, so a reinstate follows"_s, true});
}

void Reverser::addFrozenAccounts()
{
    for (auto entry = m_frozenWith.rbegin(); entry != m_frozenWith.rend(); ++entry) {
        const RoleHolder& holder = *m_holders.at(entry->first);
        if (m_except.contains(holder.account)) {
            leaveOut(holder.account, u"left out on request"_s);
            continue;
        }
        const auto kept = std::find_if(entry->second.begin(), entry->second.end(), [&](const QString& project) {
            return m_except.contains({SubjectKind::Project, project, {}});
        });
        if (kept != entry->second.end()) {
            leaveOut(holder.account, u"frozen with a project that stays in quarantine on request"_s);
            continue;
        }
        PlanStep step;
        step.verb = Verb::Reinstate;
        step.subject = holder.account;
        step.pin = holder.pin;
        step.expected = targetState(Verb::Ban);
        step.inverse = Verb::Ban;
        m_out.steps.push_back(std::move(step));
        m_stepped.insert(holder.account);
        m_excluded.erase(holder.account);
    }
}

void Reverser::leaveOut(const Subject& subject, const QString& why)
{
    m_excluded.insert({subject, {subject, why}});
}

/// An exception that names nothing of this run is shown rather than swallowed: it may be a slip.
void Reverser::noteUnknownExceptions()
{
    std::set<Subject> known;
    for (const PlanStep& step : m_plan.steps) {
        known.insert(step.subject);
    }
    for (const SubjectFacts& facts : m_plan.facts) {
        known.insert(facts.subject);
    }
    for (const RoleHolder& holder : m_plan.holders) {
        known.insert(holder.account);
    }
    for (const Subject& subject : m_except) {
        if (!known.contains(subject)) {
            leaveOut(subject, u"to be left out, but not part of this run"_s);
        }
    }
}

void Reverser::collectFacts()
{
    std::set<QString> wanted;
    std::set<Subject> described;
    for (const SubjectFacts& facts : m_plan.facts) {
        if (m_stepped.contains(facts.subject)) {
            m_out.facts.push_back(facts);
            described.insert(facts.subject);
            wanted.insert(facts.holders.begin(), facts.holders.end());
        }
    }
    for (const RoleHolder& holder : m_plan.holders) {
        if (wanted.contains(holder.account.key)) {
            m_out.holders.push_back({holder.account, holder.pin, m_after.at(holder.account.key)});
        }
        if (m_stepped.contains(holder.account) && !described.contains(holder.account)) {
            m_out.facts.push_back({holder.account, {}, holder.pin.since.value_or(Instant{}), {}, {}});
        }
    }
    std::sort(m_out.facts.begin(), m_out.facts.end(),
              [](const SubjectFacts& a, const SubjectFacts& b) { return a.subject < b.subject; });
}

Result<Plan> compileReversal(const Plan& plan, const std::vector<StepOutcome>& outcomes,
                             const std::vector<Subject>& except, const Justification& why,
                             const std::vector<Policy>& policies, double mutationsPerSecond)
{
    if (Done ok = checkJustification(why, policies); !ok) {
        return tl::make_unexpected(ok.error());
    }
    std::set<int> seen;
    for (const StepOutcome& outcome : outcomes) {
        if (outcome.ordinal < 0 || static_cast<std::size_t>(outcome.ordinal) >= plan.steps.size() ||
            !seen.insert(outcome.ordinal).second) {
            return failure(ErrorKind::BadInput,
                           u"The run's outcomes do not belong to this plan: step %1 of %2."_s.arg(outcome.ordinal)
                               .arg(plan.steps.size()));
        }
    }
    return Reverser(plan, outcomes, except).run(why, mutationsPerSecond);
}

} // namespace cordon
