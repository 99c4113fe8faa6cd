// SPDX-License-Identifier: Apache-2.0
#include "core/run/executor.h"

#include "core/run/outbox.h"
#include "core/run/run_loop.h"
#include "core/run/step_machine.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

void sleepUnlessStopped(std::chrono::milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, time, [] { return false; });
}

bool isOver(RunState state)
{
    return state == RunState::Finished || state == RunState::Cancelled;
}

Result<RunRow> findRun(const JournalStore& journal, RunId id)
{
    const Result<std::optional<RunRow>> run = journal.run(id);
    if (!run) {
        return tl::unexpected(run.error());
    }
    if (!*run) {
        return failure(ErrorKind::Usage, u"There is no run %1"_s.arg(id.value), u"Nothing was sent"_s);
    }
    return **run;
}

/// What a run is when a sitting ends in good order.
RunState stateOf(const Outbox& outbox)
{
    if (outbox.totals().waiting + outbox.totals().uncertain > 0) {
        return RunState::Paused;
    }
    const bool cancelled = std::any_of(outbox.rows().begin(), outbox.rows().end(),
                                       [](const StepRow& row) { return row.state == StepState::Cancelled; });
    return cancelled ? RunState::Cancelled : RunState::Finished;
}

} // namespace

Executor::Executor(JournalStore& journal, RegistryConnector& connector, Clock clock, RunSettings settings,
                   std::function<void(const RunEvent&)> onEvent,
                   std::function<void(std::chrono::milliseconds, std::stop_token)> sleep)
    : m_journal(journal), m_connector(connector), m_clock(std::move(clock)), m_settings(settings),
      m_onEvent(std::move(onEvent)), m_sleep(sleep ? std::move(sleep) : sleepUnlessStopped)
{
}

Result<RunTotals> Executor::execute(RunId run, const Plan& plan, const Identity& identity, std::stop_token pause)
{
    const Result<RunRow> row = findRun(m_journal, run);
    if (!row) {
        return tl::unexpected(row.error());
    }
    Outbox outbox(m_journal, *row, plan, identity.username, m_clock, m_onEvent);
    if (const Done loaded = outbox.load(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    if (isOver(row->state)) {
        return outbox.totals();
    }
    if (row->state == RunState::Paused) {
        if (const Done going = outbox.setRunState(RunState::Running); !going) {
            return tl::unexpected(going.error());
        }
    }
    RunLoop loop(outbox, m_connector, plan, identity, m_settings, m_clock, m_sleep, std::move(pause));
    const Done ran = loop.run();
    if (!ran && outbox.broken()) {
        return tl::unexpected(ran.error()); // the journal takes nothing more; the next start recovers
    }
    const Done noted = outbox.setRunState(ran ? stateOf(outbox) : RunState::Paused);
    if (!ran || !noted) {
        return tl::unexpected(ran ? noted.error() : ran.error());
    }
    return outbox.totals();
}

Result<RunTotals> cancelRest(JournalStore& journal, RunId run, const Plan& plan, const QString& actor, Instant at)
{
    const Result<RunRow> row = findRun(journal, run);
    if (!row) {
        return tl::unexpected(row.error());
    }
    Outbox outbox(journal, *row, plan, actor, [at] { return at; }, {});
    if (const Done loaded = outbox.load(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    if (isOver(row->state)) {
        return outbox.totals();
    }
    std::vector<StepRow> rows;
    for (const StepRow& step : outbox.rows()) {
        if (next(step.state, StepEvent::Cancel)) {
            const bool frozen =
                plan.steps[static_cast<std::size_t>(step.ordinal)].compensates && !step.before.isEmpty();
            rows.push_back(advanced(step, StepEvent::Cancel,
                                    frozen ? u"Cancelled. A quarantine of this run may have frozen this account: "
                                             "reinstate it, or reverse the run."_s
                                           : u"Cancelled before it was begun."_s));
        }
    }
    Done done = outbox.write(rows);
    if (done) {
        done = outbox.setRunState(stateOf(outbox));
    }
    return done ? Result<RunTotals>(outbox.totals()) : tl::unexpected(done.error());
}

} // namespace cordon
