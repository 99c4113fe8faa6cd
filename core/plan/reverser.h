// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/compile.h"

#include <QHash>

#include <map>
#include <set>
#include <vector>

namespace cordon {

/// The work of compileReversal() in its parts; used once. `plan` and `outcomes` outlive it.
class Reverser {
public:
    Reverser(const Plan& plan, const std::vector<StepOutcome>& outcomes, const std::vector<Subject>& except);

    [[nodiscard]] Plan run(const Justification& why, double mutationsPerSecond);

private:
    [[nodiscard]] const StepOutcome* oursAt(std::size_t ordinal) const;
    [[nodiscard]] QString whyNot(std::size_t ordinal) const;
    void takeBack(const PlanStep& step);
    void takeBackSteps();
    void addQuarantines(const std::vector<const PlanStep*>& cleared);
    void addFrozenAccounts();
    void followRun();
    void followStep(std::size_t ordinal);
    [[nodiscard]] std::map<QString, std::vector<QString>>
    activeHolders(const std::vector<const PlanStep*>& cleared) const;
    void addCompensation(const RoleHolder& holder, const QString& project);
    void leaveOut(const Subject& subject, const QString& why);
    void noteUnknownExceptions();
    void collectFacts();

    const Plan& m_plan;
    const std::vector<StepOutcome>& m_outcomes;
    const std::set<Subject> m_except;
    QHash<int, const StepOutcome*> m_byOrdinal;
    QHash<QString, const SubjectFacts*> m_projects;    ///< facts by project key
    std::map<QString, const RoleHolder*> m_holders;    ///< by account key
    std::map<QString, QString> m_after;                ///< account key to its state after the run
    std::map<QString, std::set<QString>> m_frozenWith; ///< account key to projects whose quarantine alone froze it
    std::set<QString> m_removed;                       ///< project keys that the run removed
    std::set<Subject> m_stepped;                       ///< subjects with a step in the reversal
    std::map<Subject, Remark> m_excluded;
    std::int64_t m_archivedBefore = 0;
    Plan m_out;
};

} // namespace cordon
