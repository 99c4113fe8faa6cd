// SPDX-License-Identifier: Apache-2.0
#include "core/run/bystanders.h"

#include <QHash>

namespace cordon {

namespace {

/// Projects on which each account has a role, of those that the plan speaks of.
QHash<QString, QSet<QString>> projectsOfHolders(const Plan& plan)
{
    QHash<QString, QSet<QString>> projects;
    for (const SubjectFacts& facts : plan.facts) {
        for (const QString& holder : facts.holders) {
            projects[holder].insert(facts.subject.key);
        }
    }
    return projects;
}

QSet<QString> frozenHolders(const Plan& plan)
{
    QSet<QString> frozen;
    for (const RoleHolder& holder : plan.holders) {
        if (holder.state == word(AccountState::Frozen)) {
            frozen.insert(holder.account.key);
        }
    }
    for (const SubjectFacts& facts : plan.facts) {
        if (facts.subject.kind == SubjectKind::Account) {
            frozen.remove(facts.subject.key);
        }
    }
    return frozen;
}

} // namespace

Bystanders::Bystanders(const Plan& plan) : m_frozen(frozenHolders(plan))
{
    QHash<QString, int> quarantines;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (plan.steps[i].verb == Verb::Quarantine) {
            quarantines.insert(plan.steps[i].subject.key, static_cast<int>(i));
        }
    }
    const QHash<QString, QSet<QString>> projects = projectsOfHolders(plan);
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const PlanStep& step = plan.steps[i];
        if (!step.compensates) {
            continue;
        }
        const int ordinal = static_cast<int>(i);
        QSet<QString> keys = projects.value(step.subject.key);
        keys.insert(step.because);
        std::vector<int>& causes = m_causes[ordinal];
        for (const QString& key : keys) {
            if (const auto found = quarantines.constFind(key); found != quarantines.constEnd()) {
                causes.push_back(*found);
                m_needed[*found].push_back(ordinal);
            }
        }
    }
}

const std::vector<int>& Bystanders::causesOf(int ordinal) const
{
    return lookUp(m_causes, ordinal);
}

const std::vector<int>& Bystanders::neededBy(int ordinal) const
{
    return lookUp(m_needed, ordinal);
}

const std::vector<int>& Bystanders::lookUp(const Map& map, int ordinal)
{
    static const std::vector<int> none;
    const auto found = map.find(ordinal);
    return found == map.end() ? none : found->second;
}

} // namespace cordon
