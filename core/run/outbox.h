// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run/executor.h"

#include <vector>

namespace cordon {

/// Where a step counts in the totals.
void count(RunTotals& totals, StepState state, int by) noexcept;

/// The steps of one run in memory and on disk. Every change is one durable transaction together
/// with its ledger entries; memory follows only when the disk has it.
class Outbox {
public:
    Outbox(JournalStore& journal, RunRow run, const Plan& plan, QString actor, Clock clock,
           std::function<void(const RunEvent&)> onEvent);

    /// Reads the steps. Integrity where they do not belong to the plan.
    [[nodiscard]] Done load();
    /// Writes the rows in order as one transaction; a row may stand there twice, one transition each.
    /// A step that is done becomes the current decision on its subject.
    [[nodiscard]] Done write(const std::vector<StepRow>& rows, const std::optional<AttemptRow>& attempt = {});
    [[nodiscard]] Done setRunState(RunState state);

    [[nodiscard]] const std::vector<StepRow>& rows() const { return m_rows; }
    [[nodiscard]] const StepRow& row(int ordinal) const { return m_rows[static_cast<std::size_t>(ordinal)]; }
    [[nodiscard]] const PlanStep& step(int ordinal) const { return m_plan.steps[static_cast<std::size_t>(ordinal)]; }
    [[nodiscard]] const RunTotals& totals() const { return m_totals; }
    [[nodiscard]] const RunRow& run() const { return m_run; }
    /// A write has failed: the journal takes no further ones.
    [[nodiscard]] bool broken() const { return m_broken; }
    /// "12 of 30 steps are settled and recorded."
    [[nodiscard]] QString keptWords() const;

private:
    [[nodiscard]] StepChange changeTo(const StepRow& row, StepState from, Instant at) const;
    [[nodiscard]] Done noted(Done done);

    JournalStore& m_journal;
    RunRow m_run;
    const Plan& m_plan;
    QString m_actor;
    Clock m_clock;
    std::function<void(const RunEvent&)> m_onEvent;
    std::vector<StepRow> m_rows;
    RunTotals m_totals;
    bool m_broken = false;
};

} // namespace cordon
