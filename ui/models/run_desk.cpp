// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_desk.h"

#include <algorithm>

namespace cordon::ui {

namespace {

std::int64_t endedSteps(const RunTotals& totals)
{
    return totals.steps - totals.waiting;
}

/// The credentials by the order of cli.md: typed here, the keyring, the file.
Result<Credentials> findCredentials(Session& session, const std::optional<Credentials>& typed, const QString& file,
                                    const QString& registry)
{
    if (typed) {
        return *typed;
    }
    const auto info = findRegistry(session, registry);
    if (!info) {
        return tl::unexpected(info.error());
    }
    if (const auto kept = keyringCredentials(info->origin)) {
        return *kept;
    }
    if (!file.isEmpty()) {
        return readCredentialsFile(file);
    }
    return failure(ErrorKind::NeedsPerson, QStringLiteral("No log-in is known for this registry."),
                   QStringLiteral("Nothing was sent."), QStringLiteral("Log in with Ctrl+L."));
}

} // namespace

RunDesk::RunDesk(Workbench& bench, QObject* parent) : QObject(parent), m_bench(bench)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(40);
    connect(&m_flush, &QTimer::timeout, this, &RunDesk::flushEvents);
    connect(&m_bench, &Workbench::workspaceChanged, this, [this] {
        m_shown.reset();
        m_runs.clear();
        Q_EMIT runShown();
        Q_EMIT runsChanged();
        if (m_bench.isOpen()) {
            refreshRuns();
            findOnlyRegistry();
        }
    });
}

void RunDesk::setRegistry(const QString& nameOrUrl)
{
    m_registry = nameOrUrl;
    Q_EMIT registryChanged();
}

void RunDesk::findOnlyRegistry()
{
    if (hasRegistry()) {
        return;
    }
    m_bench.jobs().start(
        Lane::Registry, this, [session = m_bench.session()](const auto&) { return findRegistry(*session, QString()); },
        [this](const Result<RegistryInfo>& found) {
            if (found && !hasRegistry()) {
                setRegistry(found->name.isEmpty() ? found->origin : found->name);
            }
        });
}

void RunDesk::setCredentials(const Credentials& credentials, bool keep)
{
    m_credentials = credentials;
    Q_EMIT registryChanged();
    if (!keep || !m_bench.isOpen()) {
        return;
    }
    m_bench.jobs().start(
        Lane::Registry, this,
        [session = m_bench.session(), registry = m_registry, credentials](const auto&) {
            const auto info = findRegistry(*session, registry);
            return info && keepInKeyring(info->origin, credentials);
        },
        [this](bool kept) {
            Q_EMIT m_bench.announced(kept ? tr("The log-in is kept in the desktop's keyring.")
                                          : tr("There is no keyring: the log-in is kept until the program ends."));
        });
}

void RunDesk::commit(const Plan& plan, bool resume)
{
    if (m_running || !m_bench.writable()) {
        return;
    }
    ShownRun shown;
    shown.plan = plan;
    shown.rows.resize(plan.steps.size());
    for (std::size_t i = 0; i < shown.rows.size(); ++i) {
        shown.rows[i].ordinal = int(i);
    }
    shown.totals.steps = shown.totals.waiting = std::int64_t(shown.rows.size());
    if (resume && m_shown && planHash(m_shown->plan) == planHash(plan)) {
        shown = *m_shown;
        shown.state = RunState::Running;
    }
    m_shown = std::move(shown);
    apply(resume);
}

void RunDesk::apply(bool resume)
{
    m_running = true;
    m_pausing = false;
    m_clock.start();
    m_atStart = endedSteps(m_shown->totals);
    ApplyOrder order;
    order.plan = m_shown->plan;
    order.registry = m_registry;
    order.resume = resume;
    m_bench.jobs().start(
        Lane::Run, this,
        [this, session = m_bench.session(), order, typed = m_credentials,
         file = m_credentialsFile](const JobRunner::Context& job) mutable -> Result<ApplyOutcome> {
            auto credentials =
                findCredentials(*session, typed, file, order.registry.isEmpty() ? order.plan.registry : order.registry);
            if (!credentials) {
                return tl::unexpected(credentials.error());
            }
            order.credentials = std::move(*credentials);
            return applyPlan(
                *session, order, [this, &job](const RunEvent& event) { job.post([this, event] { takeEvent(event); }); },
                job.stop());
        },
        [this](const Result<ApplyOutcome>& outcome) { ended(outcome); });
    Q_EMIT runStarted();
}

void RunDesk::takeEvent(const RunEvent& event)
{
    if (!m_shown || event.row.ordinal < 0 || std::size_t(event.row.ordinal) >= m_shown->rows.size()) {
        return;
    }
    m_shown->rows[std::size_t(event.row.ordinal)] = event.row;
    m_shown->totals = event.totals;
    m_shown->current = event.row.ordinal;
    m_moved.push_back(event.row.ordinal);
    if (!m_flush.isActive()) {
        m_flush.start();
    }
}

void RunDesk::flushEvents()
{
    std::sort(m_moved.begin(), m_moved.end());
    m_moved.erase(std::unique(m_moved.begin(), m_moved.end()), m_moved.end());
    const std::vector<int> moved = std::exchange(m_moved, {});
    Q_EMIT stepsChanged(moved);
}

void RunDesk::ended(const Result<ApplyOutcome>& outcome)
{
    m_running = false;
    m_pausing = false;
    m_flush.stop();
    if (!outcome && outcome.error().kind == ErrorKind::NeedsPerson && endedSteps(m_shown->totals) == 0) {
        nothingBegun(outcome.error());
        return;
    }
    if (outcome) {
        m_shown->id = outcome->run;
        m_shown->totals = outcome->totals;
        m_shown->state =
            outcome->totals.waiting + outcome->totals.uncertain > 0 ? RunState::Paused : RunState::Finished;
    } else {
        m_shown->state = RunState::Paused;
    }
    flushEvents();
    m_bench.takeNewPicture();
    refreshRuns();
    if (outcome) {
        Q_EMIT runEnded(*outcome);
    } else {
        Q_EMIT runStopped(outcome.error());
    }
}

void RunDesk::nothingBegun(const Error& error)
{
    // The plan stands as it was checked: after the log-in it can be committed as it is.
    m_shown.reset();
    Q_EMIT runShown();
    Q_EMIT runStopped(error);
    Q_EMIT logInNeeded(error.sentence());
}

void RunDesk::pause()
{
    if (m_running && !m_pausing) {
        m_pausing = true;
        m_bench.jobs().requestStop(Lane::Run);
        Q_EMIT stepsChanged({});
    }
}

void RunDesk::resume()
{
    if (!m_running && m_shown && m_shown->state == RunState::Paused && m_bench.writable()) {
        m_shown->state = RunState::Running;
        apply(true);
    }
}

void RunDesk::cancelRest()
{
    if (m_running || !m_shown || !m_shown->id.valid() || !m_bench.writable()) {
        return;
    }
    m_bench.jobs().start(
        Lane::Run, this,
        [session = m_bench.session(), run = m_shown->id](const auto&) { return cancelRun(*session, run); },
        [this](const Result<RunTotals>& totals) {
            if (!totals) {
                Q_EMIT runStopped(totals.error());
                return;
            }
            m_bench.takeNewPicture();
            refreshRuns();
            RunSummary summary;
            summary.id = m_shown->id;
            showRun(summary);
        });
}

double RunDesk::pace() const
{
    const qint64 elapsed = m_clock.isValid() ? m_clock.elapsed() : 0;
    if (!m_running || !m_shown || elapsed < 500) {
        return 0;
    }
    return double(endedSteps(m_shown->totals) - m_atStart) * 1000.0 / double(elapsed);
}

void RunDesk::showRun(const RunSummary& run)
{
    if (m_running || !m_bench.isOpen()) {
        return;
    }
    m_bench.jobs().start(
        Lane::Lists, this,
        [session = m_bench.session(), id = run.id](const auto&) -> Result<ShownRun> {
            auto plan = planOfRun(*session, id);
            auto steps = runSteps(*session, id);
            if (!plan || !steps) {
                return tl::unexpected(plan ? steps.error() : plan.error());
            }
            ShownRun shown;
            shown.id = id;
            shown.plan = std::move(*plan);
            for (const StepView& step : *steps) {
                shown.rows.push_back(step.row);
            }
            shown.rows.resize(shown.plan.steps.size());
            shown.totals = totalsOf(shown.rows);
            shown.state = shown.totals.waiting + shown.totals.uncertain > 0 ? RunState::Paused : RunState::Finished;
            return shown;
        },
        [this](Result<ShownRun> shown) {
            if (!shown) {
                Q_EMIT m_bench.failed(tr("The run could not be read"), shown.error());
                return;
            }
            m_shown = std::move(*shown);
            Q_EMIT runShown();
            refreshRuns();
        });
}

void RunDesk::refreshRuns()
{
    if (!m_bench.isOpen()) {
        return;
    }
    m_bench.jobs().start(
        Lane::Lists, this, [session = m_bench.session()](const auto&) { return listRuns(*session); },
        [this](Result<std::vector<RunSummary>> runs) {
            if (runs) {
                m_runs = std::move(*runs);
                nameShownRun();
                Q_EMIT runsChanged();
            }
        });
}

void RunDesk::nameShownRun()
{
    // A run that stopped early told no number; its plan does.
    if (!m_shown || m_shown->id.valid()) {
        return;
    }
    const QString hash = hex(planHash(m_shown->plan));
    for (const RunSummary& run : m_runs) {
        if (run.planHash == hash) {
            m_shown->id = run.id;
            Q_EMIT stepsChanged({});
        }
    }
}

const RunSummary* RunDesk::runWith(RunId id) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const RunSummary& run) { return run.id == id; });
    return found == m_runs.end() ? nullptr : &*found;
}

} // namespace cordon::ui
