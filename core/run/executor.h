// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/plan.h"
#include "core/registry/connector.h"
#include "core/store/journal_store.h"

#include <functional>
#include <map>
#include <stop_token>

namespace cordon {

/// Totals of a run in the words of design.md.
struct RunTotals {
    std::int64_t steps = 0, done = 0, already = 0, skipped = 0, failed = 0, uncertain = 0, parked = 0;
    std::int64_t waiting = 0; ///< planned or throttled: not reached yet
};
[[nodiscard]] RunTotals totalsOf(const std::vector<StepRow>& steps);

/// How a run is driven.
struct RunSettings {
    std::chrono::milliseconds quiescence = std::chrono::seconds(180); ///< wait before reading an unknown
    double mutationsPerSecond = 0;                                    ///< 0: uncapped
    int attempts = 3;
    int breakerUnknowns = 5; ///< unknowns in a row that pause the run
};

/// Called after every transition, on the executor's thread.
struct RunEvent {
    StepRow row;
    RunTotals totals;
};

/// Runs a plan's steps through the connector: intent on disk before the first byte, one mutation in
/// flight, done only after reading, unknowns resolved by reading after quiescence (security.md 3).
/// Blocking; ends when all steps are terminal or parked, when `pause` is asked (no new intent; the
/// one in flight is resolved), or when the log-in is lost. Thread: the connector's.
class Executor {
public:
    Executor(JournalStore& journal, RegistryConnector& connector, Clock clock, RunSettings settings,
             std::function<void(const RunEvent&)> onEvent = {},
             std::function<void(std::chrono::milliseconds, std::stop_token)> sleep = {});

    /// Starts or continues a run that the journal holds (beginRun): intents left by a crash become unknowns first.
    /// The error says why it stopped early; the run is then Paused and can be continued.
    /// Where the journal itself failed it stays Running, and the next call recovers it.
    [[nodiscard]] Result<RunTotals> execute(RunId run, const Plan& plan, const Identity& identity,
                                            std::stop_token pause);

private:
    JournalStore& m_journal;
    RegistryConnector& m_connector;
    Clock m_clock;
    RunSettings m_settings;
    std::function<void(const RunEvent&)> m_onEvent;
    std::function<void(std::chrono::milliseconds, std::stop_token)> m_sleep;
};

/// Cancels what has not been started: Planned and Throttled become Cancelled; intents and unknowns
/// are never cancelled, they resolve on resume.
[[nodiscard]] Result<RunTotals> cancelRest(JournalStore& journal, RunId run, const Plan& plan, const QString& actor,
                                           Instant at);

} // namespace cordon
