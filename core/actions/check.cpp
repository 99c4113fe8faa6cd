// SPDX-License-Identifier: Apache-2.0
#include "core/actions/apply.h"

namespace cordon {

namespace {

QString stateNow(const Index& index, const Subject& subject, Row row)
{
    switch (subject.kind) {
    case SubjectKind::Account:
        return word(index.account(row).state);
    case SubjectKind::Project:
        return word(index.project(row).state);
    case SubjectKind::Domain: {
        const auto decision = index.decisionOn(Table::Domains, row);
        return decision && decision->verb == Verb::Prohibit ? targetState(Verb::Prohibit) : targetState(Verb::Permit);
    }
    }
    return {};
}

Instant sinceNow(const Index& index, const Subject& subject, Row row)
{
    return subject.kind == SubjectKind::Account ? index.account(row).joined : index.project(row).created;
}

bool samePerson(const Index& index, const PlanStep& step, Row row)
{
    if (step.subject.kind == SubjectKind::Domain) {
        return true;
    }
    if (step.subject.kind == SubjectKind::Account && !step.pin.uuid.isEmpty() && !index.account(row).uuid.isEmpty()) {
        return index.account(row).uuid == step.pin.uuid;
    }
    return !step.pin.since || sinceNow(index, step.subject, row) == *step.pin.since;
}

bool isAsExpected(const PlanStep& step, const QString& now)
{
    const auto expected = projectStateFromWord(step.expected);
    const auto seen = projectStateFromWord(now);
    if (expected && seen && countsAsActive(*expected) && countsAsActive(*seen)) {
        return true;
    }
    return step.expected == now;
}

} // namespace

CheckOutcome checkPlan(const Index& index, const Plan& plan)
{
    CheckOutcome outcome;
    for (const PlanStep& step : plan.steps) {
        ++outcome.steps;
        if (step.compensates) {
            // Its expectation holds only once the step before it has run.
            ++outcome.asPlanned;
            continue;
        }
        const auto row = index.find(step.subject);
        if (!row) {
            ++outcome.gone;
            outcome.drift.push_back({step.subject, QStringLiteral("is no longer in the cache")});
            continue;
        }
        const QString now = stateNow(index, step.subject, *row);
        if (!samePerson(index, step, *row)) {
            ++outcome.changed;
            outcome.drift.push_back(
                {step.subject, QStringLiteral("is not the one that was planned: the name was given anew")});
        } else if (isAsExpected(step, now)) {
            ++outcome.asPlanned;
        } else if (isInTargetState(step.verb, now)) {
            ++outcome.already;
            outcome.drift.push_back({step.subject, QStringLiteral("is %1 already").arg(now)});
        } else {
            ++outcome.changed;
            outcome.drift.push_back({step.subject, QStringLiteral("was %1, is %2").arg(step.expected, now)});
        }
    }
    return outcome;
}

} // namespace cordon
