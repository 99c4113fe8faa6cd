// SPDX-License-Identifier: Apache-2.0
#include "core/run/judge.h"

#include "core/domain/names.h"
#include "core/domain/visible_text.h"

#include <algorithm>

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

QString named(const Subject& subject)
{
    return u"%1 %2"_s.arg(word(subject.kind), forCell(subject.name, 80));
}

/// Account pages tell the day; a project's journal tells its transaction, a moment off.
bool isSameMoment(SubjectKind kind, Instant planned, Instant seen)
{
    return kind == SubjectKind::Account ? startOfDay(planned) == startOfDay(seen)
                                        : std::chrono::abs(planned - seen) <= std::chrono::minutes(1);
}

/// Quarantine-exit and active are one for every question but "what is written there".
bool isSameState(const QString& planned, const QString& seen)
{
    const auto isActive = [](const QString& state) { return state == u"active" || state == u"quarantine-exit"; };
    return planned.isEmpty() || planned == seen || (isActive(planned) && isActive(seen));
}

} // namespace

QString identityTrouble(const Subject& subject, const Pin& pin, const SubjectSeen& seen)
{
    if (!seen.exists) {
        return u"The %1 is gone from the registry."_s.arg(named(subject));
    }
    if (!pin.uuid.isEmpty() && !seen.uuid.isEmpty()) {
        return pin.uuid.compare(seen.uuid, Qt::CaseInsensitive) == 0
                   ? QString()
                   : u"The %1 is not the one that was planned: it has another id."_s.arg(named(subject));
    }
    if (pin.since && seen.since && !isSameMoment(subject.kind, *pin.since, *seen.since)) {
        return u"The %1 is not the one that was planned: it began %2, not %3."_s.arg(
            named(subject), formatInstant(*seen.since), formatInstant(*pin.since));
    }
    return {};
}

bool isApplied(Verb verb, const SubjectSeen& seen)
{
    if (verb == Verb::Remove) {
        return !seen.exists || isInTargetState(verb, seen.state);
    }
    return seen.exists && isInTargetState(verb, seen.state);
}

Judgement judge(const PlanStep& step, const SubjectSeen& seen)
{
    const bool removed = step.verb == Verb::Remove && !seen.exists;
    if (const QString trouble = identityTrouble(step.subject, step.pin, seen); !trouble.isEmpty() && !removed) {
        return {Finding::Changed, trouble};
    }
    if (isApplied(step.verb, seen)) {
        const QString state = seen.exists ? seen.state : targetState(step.verb);
        return {Finding::InTarget, u"It was %1 already before anything was sent."_s.arg(forCell(state, 40))};
    }
    if (!isSameState(step.expected, seen.state)) {
        return {Finding::Changed, u"The %1 is %2; it was planned as %3."_s.arg(
                                      named(step.subject), forCell(seen.state, 40), forCell(step.expected, 40))};
    }
    return {Finding::Ready, {}};
}

QString strangerTrouble(const Plan& plan, const PlanStep& step, const SubjectSeen& seen)
{
    if (step.verb != Verb::Quarantine) {
        return {};
    }
    const auto facts = std::lower_bound(plan.facts.begin(), plan.facts.end(), step.subject,
                                        [](const SubjectFacts& f, const Subject& s) { return f.subject < s; });
    if (facts == plan.facts.end() || facts->subject != step.subject || facts->holders.empty()) {
        return {}; // the plan was made without knowing the roles
    }
    for (const QString& holder : seen.roleHolders) {
        const auto isHolder = [&holder](const QString& key) { return key == holder; };
        if (std::none_of(facts->holders.begin(), facts->holders.end(), isHolder)) {
            return u"%1 has a role on the %2 that the plan does not know of; the quarantine would freeze that account."_s
                .arg(forCell(holder, 80), named(step.subject));
        }
    }
    return {};
}

Authorship authorOf(const SubjectSeen& seen, const QStringList& ourNames, bool oneAccepted)
{
    const QString& us = ourNames.front();
    if (seen.changedBy.isEmpty()) {
        return {true, oneAccepted ? us : QString(us + u" (unproven)")};
    }
    const bool ours = std::any_of(ourNames.begin(), ourNames.end(), [&seen](const QString& name) {
        return foldedUser(name) == foldedUser(seen.changedBy);
    });
    return {ours, seen.changedBy};
}

} // namespace cordon
