// SPDX-License-Identifier: Apache-2.0
#include "core/run/outbox.h"

#include "core/ledger/entry.h"

#include <QHash>

#include <utility>

namespace cordon {

using namespace Qt::StringLiterals;

void count(RunTotals& totals, StepState state, int by) noexcept
{
    switch (state) {
    case StepState::Done:
    case StepState::Confirmed:
        totals.done += by;
        break;
    case StepState::Already:
    case StepState::DoneByOther:
        totals.already += by;
        break;
    case StepState::Stale:
    case StepState::Cancelled:
        totals.skipped += by;
        break;
    case StepState::Rejected:
        totals.failed += by;
        break;
    case StepState::Intent:
    case StepState::Accepted:
    case StepState::Unknown:
        totals.uncertain += by;
        break;
    case StepState::Parked:
        totals.parked += by;
        break;
    case StepState::Planned:
    case StepState::Throttled:
        totals.waiting += by;
        break;
    }
}

RunTotals totalsOf(const std::vector<StepRow>& steps)
{
    RunTotals totals;
    totals.steps = std::ssize(steps);
    for (const StepRow& row : steps) {
        count(totals, row.state, 1);
    }
    return totals;
}

Outbox::Outbox(JournalStore& journal, RunRow run, const Plan& plan, QString actor, Clock clock,
               std::function<void(const RunEvent&)> onEvent)
    : m_journal(journal), m_run(std::move(run)), m_plan(plan), m_actor(std::move(actor)), m_clock(std::move(clock)),
      m_onEvent(std::move(onEvent))
{
}

Done Outbox::load()
{
    Result<std::vector<StepRow>> rows = m_journal.steps(m_run.id);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    bool fits = rows->size() == m_plan.steps.size() && m_run.planHash == planHash(m_plan);
    for (std::size_t i = 0; fits && i < rows->size(); ++i) {
        fits = (*rows)[i].ordinal == static_cast<int>(i);
    }
    if (!fits) {
        return failure(ErrorKind::Integrity, u"Run %1 is not a run of this plan"_s.arg(m_run.id.value),
                       u"Nothing was sent"_s);
    }
    m_rows = std::move(*rows);
    m_totals = totalsOf(m_rows);
    return {};
}

StepChange Outbox::changeTo(const StepRow& row, StepState from, Instant at) const
{
    const PlanStep& what = step(row.ordinal);
    LedgerEntry entry;
    entry.kind = EntryKind::StepChanged;
    entry.at = at;
    entry.actor = m_actor;
    entry.plan = m_run.planHash;
    entry.run = m_run.id.value;
    entry.ordinal = row.ordinal;
    entry.subject = what.subject;
    entry.verb = static_cast<std::uint8_t>(what.verb);
    entry.from = word(from);
    entry.to = word(row.state);
    entry.text = row.note;
    entry.registry = m_run.registry;
    StepChange change{m_run.id, row, std::nullopt, std::nullopt, encode(entry)};
    if (row.state == StepState::Done) {
        change.decision = DecisionHead{what.subject, what.verb, at, m_run.id};
    }
    return change;
}

Done Outbox::write(const std::vector<StepRow>& rows, const std::optional<AttemptRow>& attempt)
{
    const Instant at = m_clock();
    QHash<int, StepState> states;
    std::vector<StepChange> changes;
    changes.reserve(rows.size());
    for (const StepRow& row : rows) {
        const StepState from = states.value(row.ordinal, this->row(row.ordinal).state);
        changes.push_back(changeTo(row, from, at));
        states.insert(row.ordinal, row.state);
    }
    if (changes.empty()) {
        return {};
    }
    changes.front().attempt = attempt;
    if (Done done = noted(changes.size() == 1 ? m_journal.changeStep(changes.front()) : m_journal.changeSteps(changes));
        !done) {
        return done;
    }
    for (const StepRow& row : rows) {
        StepRow& known = m_rows[static_cast<std::size_t>(row.ordinal)];
        count(m_totals, known.state, -1);
        count(m_totals, row.state, 1);
        known = row;
        if (m_onEvent) {
            m_onEvent({row, m_totals});
        }
    }
    return {};
}

Done Outbox::setRunState(RunState state)
{
    LedgerEntry entry;
    entry.kind = EntryKind::RunStateChanged;
    entry.at = m_clock();
    entry.actor = m_actor;
    entry.plan = m_run.planHash;
    entry.run = m_run.id.value;
    entry.from = word(m_run.state);
    entry.to = word(state);
    entry.registry = m_run.registry;
    Done done = noted(m_journal.setRunState(m_run.id, state, entry.at, encode(entry)));
    if (done) {
        m_run.state = state;
    }
    return done;
}

QString Outbox::keptWords() const
{
    const std::int64_t open = m_totals.waiting + m_totals.uncertain;
    return u"%1 of %2 steps are settled and recorded"_s.arg(m_totals.steps - open).arg(m_totals.steps);
}

Done Outbox::noted(Done done)
{
    m_broken = m_broken || !done;
    return done;
}

} // namespace cordon
