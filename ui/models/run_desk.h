// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/apply.h"
#include "core/actions/runs.h"
#include "ui/models/workbench.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>
#include <vector>

namespace cordon::ui {

/// The run on the screen: the one in progress, or one looked at.
struct ShownRun {
    RunId id; ///< not valid before the first step has told
    Plan plan;
    std::vector<StepRow> rows; ///< one a step of the plan
    RunTotals totals;
    RunState state = RunState::Running;
    int current = -1; ///< ordinal of the step that moved last
};

/// Sends plans to a registry and knows the runs there were. Thread: ui.
class RunDesk : public QObject {
    Q_OBJECT
public:
    explicit RunDesk(Workbench& bench, QObject* parent = nullptr);

    /// Where to send: a name or URL; empty: the plan's, or the only one known.
    void setRegistry(const QString& nameOrUrl);
    void setCredentialsFile(const QString& path) { m_credentialsFile = path; }
    void setCredentials(const Credentials& credentials, bool keep);
    [[nodiscard]] const QString& registry() const { return m_registry; }
    /// Known and not refused so far.
    [[nodiscard]] bool hasRegistry() const { return !m_registry.isEmpty(); }

    void commit(const Plan& plan, bool resume);
    void pause();
    void resume();
    void cancelRest();
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] bool pausing() const { return m_pausing; }
    [[nodiscard]] const ShownRun* shown() const { return m_shown ? &*m_shown : nullptr; }
    /// Steps a second since the run began here; 0 while unknown.
    [[nodiscard]] double pace() const;
    void showRun(const RunSummary& run);

    void refreshRuns();
    [[nodiscard]] const std::vector<RunSummary>& runs() const { return m_runs; }
    [[nodiscard]] const RunSummary* runWith(RunId id) const;

Q_SIGNALS:
    void registryChanged();
    void runStarted();
    void runShown();
    void stepsChanged(const std::vector<int>& ordinals);
    void runEnded(const cordon::ApplyOutcome& outcome);
    void runStopped(const cordon::Error& error);
    /// No registry or no credentials: a person must choose.
    void logInNeeded(const QString& why);
    void runsChanged();

private:
    void apply(bool resume);
    void takeEvent(const RunEvent& event);
    void flushEvents();
    void ended(const Result<ApplyOutcome>& outcome);
    void nothingBegun(const Error& error);
    void findOnlyRegistry();
    void nameShownRun();

    Workbench& m_bench;
    QString m_registry, m_credentialsFile;
    std::optional<Credentials> m_credentials;
    std::optional<ShownRun> m_shown;
    std::vector<RunSummary> m_runs;
    std::vector<int> m_moved;
    QTimer m_flush;
    QElapsedTimer m_clock;
    std::int64_t m_atStart = 0;
    bool m_running = false, m_pausing = false;
};

} // namespace cordon::ui
