// SPDX-License-Identifier: Apache-2.0
#include "ui/window/plan_flow.h"

#include "ui/dialogs/registry_dialog.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/dialogs/reverse_dialog.h"
#include "ui/models/words.h"
#include "ui/window/gate.h"

#include <QDir>
#include <QShortcut>

#include <algorithm>

namespace cordon::ui {

PlanFlow::PlanFlow(const Parts& parts, QObject* parent) : QObject(parent), m_p(parts)
{
    wireVerbs();
    wireJustification();
    wireCheck();
    wireCommit();
    wireRun();
    wireRecord();
    connect(m_p.bench, &Workbench::workspaceChanged, this, &PlanFlow::refresh);
    connect(&m_p.bench->set(), &WorkingSet::changed, this, &PlanFlow::refresh);
    connect(&m_p.bench->jobs(), &JobRunner::busyChanged, this, [this](Lane lane, bool) {
        if (lane == Lane::Check) {
            refresh();
        }
    });
    refresh();
}

void PlanFlow::wireVerbs()
{
    const std::pair<Act, Verb> verbs[] = {{Act::Ban, Verb::Ban},
                                          {Act::Quarantine, Verb::Quarantine},
                                          {Act::Reinstate, Verb::Reinstate},
                                          {Act::Clear, Verb::Clear}};
    for (const auto& entry : verbs) {
        const Verb verb = entry.second;
        QAction* action = m_p.action(entry.first);
        connect(action, &QAction::triggered, this, [this, verb] {
            m_p.plan->toggleVerb(verb);
            m_p.status->tell(m_p.plan->isStaged(verb) ? tr("Staged: %1. Nothing is sent.").arg(word(verb))
                                                      : tr("No longer staged: %1.").arg(word(verb)));
        });
        connect(m_p.plan, &PlanDesk::verbsChanged, action,
                [this, action, verb] { action->setChecked(m_p.plan->isStaged(verb)); });
    }
    connect(m_p.plan, &PlanDesk::verbsChanged, this, &PlanFlow::refresh);
    connect(m_p.plan, &PlanDesk::previewChanged, this, &PlanFlow::refresh);
    connect(m_p.action(Act::Undo), &QAction::triggered, this, &PlanFlow::undo);
    connect(m_p.action(Act::Redo), &QAction::triggered, &m_p.bench->set(), &WorkingSet::redo);
}

void PlanFlow::wireJustification()
{
    const auto open = [this] {
        m_p.side->open(SidePanel::Justification);
        m_p.side->justification()->begin();
    };
    connect(m_p.action(Act::Justify), &QAction::triggered, this, open);
    connect(m_p.tray, &PlanTray::justifyWanted, this, open);
    connect(m_p.side->justification(), &JustificationPanel::closed, this, [this] {
        m_p.side->open(SidePanel::Evidence);
        m_p.focusList();
        const QString trouble = m_p.plan->justificationTrouble();
        m_p.status->tell(trouble.isEmpty() ? tr("The justification is complete.") : trouble);
    });
    connect(m_p.plan, &PlanDesk::draftChanged, this, &PlanFlow::refresh);
    connect(m_p.bench, &Workbench::workspaceChanged, this, [this] {
        if (m_p.bench->isOpen()) {
            m_p.side->justification()->setPolicies(m_p.bench->session()->policies());
        }
        m_p.side->justification()->setReadOnly(!m_p.bench->writable());
    });
}

void PlanFlow::wireCheck()
{
    connect(m_p.action(Act::Check), &QAction::triggered, this, &PlanFlow::check);
    connect(m_p.tray, &PlanTray::checkWanted, this, &PlanFlow::check);
    connect(m_p.action(Act::ShowCheck), &QAction::triggered, this, [this] {
        m_p.side->open(SidePanel::Check);
        m_p.side->check()->focusCount();
    });
    connect(m_p.plan, &PlanDesk::checkStarted, this, [this] { m_p.side->open(SidePanel::Check); });
    connect(m_p.plan, &PlanDesk::checkedChanged, this, [this] {
        if (m_p.plan->checked() != nullptr && !m_p.plan->isStale()) {
            m_p.side->check()->focusCount();
            m_p.status->tell(tr("Checked: %1. Nothing was sent.")
                                 .arg(counted(std::int64_t(m_p.plan->checked()->plan.steps.size()), tr("step"))));
        }
        refresh();
    });
    connect(m_p.plan, &PlanDesk::checkFailed, this, [this](const Error& error) {
        m_p.status->tell(error.sentence());
        refresh();
    });
    connect(m_p.side->check(), &CheckPanel::countChanged, this, &PlanFlow::refresh);
}

void PlanFlow::wireCommit()
{
    HoldButton* button = m_p.tray->commitButton();
    (new HoldKeyWatcher(m_p.window, button))->setParent(this);
    connect(button, &HoldButton::held, this, &PlanFlow::commit);
    connect(button, &HoldButton::refused, this, [this](const QString& why) {
        if (!m_p.run->running()) { // the key that began the run may still be down
            m_p.status->tell(why);
        }
    });
    connect(button, &HoldButton::holdBegun, this,
            [this] { m_p.status->tell(tr("Keep holding: a second, then it goes out.")); });
    connect(button, &HoldButton::holdBroken, this,
            [this] { m_p.status->tell(tr("Let go too early: nothing was sent.")); });
    connect(m_p.action(Act::Commit), &QAction::triggered, this,
            [button] { button->setFocus(Qt::ShortcutFocusReason); });
}

void PlanFlow::wireRun()
{
    auto* escapeKey = new QShortcut(QKeySequence(Qt::Key_Escape), m_p.window);
    connect(escapeKey, &QShortcut::activated, this, &PlanFlow::escape);
    connect(m_p.action(Act::Pause), &QAction::triggered, m_p.run, &RunDesk::pause);
    connect(m_p.action(Act::Resume), &QAction::triggered, m_p.run, &RunDesk::resume);
    connect(m_p.action(Act::CancelRest), &QAction::triggered, this, &PlanFlow::cancelRest);
    connect(m_p.side->run(), &RunPanel::cancelWanted, this, &PlanFlow::cancelRest);
    connect(m_p.action(Act::ShowRunPanel), &QAction::triggered, this, [this] {
        m_p.side->open(SidePanel::Run);
        m_p.side->run()->view()->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_p.run, &RunDesk::runStarted, this, [this] {
        m_p.side->open(SidePanel::Run);
        refresh();
    });
    connect(m_p.run, &RunDesk::stepsChanged, this, &PlanFlow::refresh);
    connect(m_p.run, &RunDesk::runShown, this, &PlanFlow::refresh);
    connect(m_p.run, &RunDesk::runsChanged, this, &PlanFlow::refresh);
    connect(m_p.run, &RunDesk::runEnded, this, &PlanFlow::runEnded);
    connect(m_p.run, &RunDesk::runStopped, this, [this](const Error& error) {
        m_p.status->tell(error.sentence());
        refresh();
    });
    connect(m_p.run, &RunDesk::registryChanged, this, [this] {
        m_p.plan->setRegistry(m_p.run->registry());
        m_p.side->check()->setTarget(m_p.run->registry());
        m_p.status->setRegistry(m_p.run->registry());
        refresh();
    });
    connect(m_p.run, &RunDesk::logInNeeded, this, &PlanFlow::logIn);
    connect(m_p.action(Act::LogIn), &QAction::triggered, this, [this] { logIn({}); });
}

void PlanFlow::wireRecord()
{
    connect(m_p.runs, &RunsPage::showWanted, this, [this](RunId id) {
        if (const RunSummary* run = m_p.run->runWith(id)) {
            m_p.run->showRun(*run);
            m_p.side->open(SidePanel::Run);
        }
    });
    connect(m_p.action(Act::ShowRun), &QAction::triggered, this, [this] {
        if (const RunSummary* run = runInQuestion()) {
            Q_EMIT m_p.runs->showWanted(run->id);
        }
    });
    connect(m_p.action(Act::Reverse), &QAction::triggered, this, [this] { reverseRun(runInQuestion()); });
    connect(m_p.action(Act::Report), &QAction::triggered, this, &PlanFlow::report);
    connect(m_p.action(Act::VerifyLedger), &QAction::triggered, this, [this] {
        m_p.tabs->setCurrentIndex(Parts::Ledger);
        m_p.ledger->verify();
    });
    connect(m_p.action(Act::ExportLedger), &QAction::triggered, this, &PlanFlow::exportLedger);
    connect(m_p.ledger, &LedgerPage::exportWanted, this, &PlanFlow::exportLedger);
}

void PlanFlow::undo()
{
    if (m_p.tab() == Parts::Runs || m_p.tab() == Parts::Ledger) {
        reverseRun(runInQuestion());
    } else {
        m_p.bench->set().undo();
    }
}

void PlanFlow::check()
{
    if (m_p.run->running()) {
        m_p.status->tell(tr("A run is in progress."));
        return;
    }
    if (!m_p.bench->isOpen()) {
        m_p.status->tell(tr("Open a workspace first: Ctrl+O."));
        return;
    }
    const QString missing = m_p.plan->missing();
    if (missing.isEmpty()) {
        m_p.plan->check();
        return;
    }
    m_p.status->tell(missing);
    if (missing == m_p.plan->justificationTrouble()) {
        m_p.action(Act::Justify)->trigger();
    }
}

void PlanFlow::commit()
{
    const Gate gate = gateOf(*m_p.bench, *m_p.plan, *m_p.run, *m_p.side->check());
    if (!gate.open()) {
        m_p.status->tell(gate.refusal);
        return;
    }
    m_p.focusList();
    m_p.run->commit(m_p.plan->checked()->plan, false);
    m_p.status->tell(tr("The run has begun."));
}

void PlanFlow::escape()
{
    if (m_p.run->running()) {
        m_p.run->pause();
    } else if (m_p.side->page() != SidePanel::Evidence) {
        m_p.side->open(SidePanel::Evidence);
        m_p.focusList();
    } else {
        m_p.timeline->clearBrush();
        m_p.focusList();
    }
}

void PlanFlow::cancelRest()
{
    const ShownRun* run = m_p.run->shown();
    if (run == nullptr || m_p.run->running() || run->totals.waiting == 0) {
        return;
    }
    ask(m_p.window, tr("Cancel the rest?"),
        tr("%1 that the run has not started will never be sent. What was done stays done and can be reversed.")
            .arg(counted(run->totals.waiting, tr("step"))),
        tr("Cancel the rest"), [this] { m_p.run->cancelRest(); });
}

void PlanFlow::runEnded(const ApplyOutcome& outcome)
{
    const RunTotals& t = outcome.totals;
    const bool whole = t.waiting + t.uncertain == 0;
    if (whole) {
        m_p.plan->forgetChecked();
    }
    const QString number = QString::number(outcome.run.value);
    m_p.status->tell(whole
                         ? tr("Run %1 has ended: %2 of %3 done. Ctrl+E writes the report.")
                               .arg(number, figure(t.done + t.already), figure(t.steps))
                         : tr("Run %1 is paused: %2 wait.").arg(number, counted(t.waiting + t.uncertain, tr("step"))));
    refresh();
}

const RunSummary* PlanFlow::runInQuestion() const
{
    if (m_p.tab() == Parts::Runs && m_p.runs->currentRun() != nullptr) {
        return m_p.runs->currentRun();
    }
    if (const LedgerLine* line = m_p.tab() == Parts::Ledger ? m_p.ledger->currentLine() : nullptr) {
        return m_p.run->runWith(RunId{line->entry.run});
    }
    if (const ShownRun* shown = m_p.run->shown()) {
        return m_p.run->runWith(shown->id);
    }
    return m_p.run->runs().empty() ? nullptr : &m_p.run->runs().front();
}

void PlanFlow::reverseRun(const RunSummary* run)
{
    if (run == nullptr || !m_p.bench->writable() || m_p.run->running()) {
        m_p.status->tell(run == nullptr ? tr("There is no run to reverse here.")
                                        : tr("Not now: nothing can be planned."));
        return;
    }
    if (run->reversedBy) {
        m_p.status->tell(tr("Run %1 was taken back by run %2 already.").arg(run->id.value).arg(run->reversedBy->value));
        return;
    }
    auto* dialog = new ReverseDialog(*run, m_p.bench->set().subjects(), m_p.window);
    connect(dialog, &ReverseDialog::ordered, this, [this](const ReverseOrder& order) { m_p.plan->reverse(order); });
    dialog->show();
}

void PlanFlow::report()
{
    const RunSummary* run = m_p.bench->isOpen() ? runInQuestion() : nullptr;
    // A run that has just ended is not in the list yet, but on the screen.
    const RunId id = run != nullptr ? run->id : m_p.run->shown() != nullptr ? m_p.run->shown()->id : RunId();
    if (!id.valid() || m_p.run->running()) {
        m_p.status->tell(!id.valid() ? tr("There is no run to report on yet.")
                                     : tr("The run goes on; pause it first."));
        return;
    }
    const QString folder = QDir(m_p.bench->folder()).filePath(QStringLiteral("reports/run-%1").arg(id.value));
    auto* dialog = new ReportDialog(*m_p.bench, id, folder, m_p.window);
    connect(dialog, &ReportDialog::written, this, [this] {
        m_p.status->tell(tr("The report is written."));
        m_p.ledger->refresh();
    });
    dialog->show();
}

void PlanFlow::exportLedger()
{
    if (!m_p.bench->isOpen()) {
        return;
    }
    askPath(m_p.window, tr("Export the ledger"),
            tr("One file that can be verified by itself: cordonctl ledger verify FILE"), PathKind::NewFile,
            QDir(m_p.bench->folder()).filePath(QStringLiteral("ledger.jsonl")), tr("Export"),
            [this](const QString& path) { m_p.ledger->exportTo(path); })
        ->setObjectName(QStringLiteral("exportDialog"));
}

void PlanFlow::logIn(const QString& why)
{
    if (!m_p.bench->isOpen()) {
        m_p.status->tell(tr("Open a workspace first: Ctrl+O."));
        return;
    }
    if (!why.isEmpty()) {
        m_p.side->open(SidePanel::Check);
    }
    (new RegistryDialog(*m_p.bench, *m_p.run, why, m_p.window))->show();
}

void PlanFlow::refresh()
{
    const Gate gate = gateOf(*m_p.bench, *m_p.plan, *m_p.run, *m_p.side->check());
    m_p.tray->setAdvice(gate.advice, gate.tone);
    m_p.tray->commitButton()->setRefusal(gate.refusal);
    const bool writable = m_p.bench->writable();
    const bool running = m_p.run->running();
    const ShownRun* shown = m_p.run->shown();
    const bool paused = shown != nullptr && !running && shown->state == RunState::Paused;
    for (const Act act : {Act::Ban, Act::Quarantine, Act::Reinstate, Act::Clear, Act::Justify, Act::Check}) {
        m_p.action(act)->setEnabled(writable);
    }
    m_p.action(Act::Pause)->setEnabled(running && !m_p.run->pausing());
    m_p.action(Act::Resume)->setEnabled(paused && writable);
    m_p.action(Act::CancelRest)->setEnabled(paused && writable && shown->totals.waiting > 0);
    const bool anyRun = !m_p.run->runs().empty();
    m_p.action(Act::ShowRun)->setEnabled(anyRun && !running);
    m_p.action(Act::Reverse)->setEnabled(anyRun && !running && writable);
    m_p.action(Act::Report)->setEnabled((anyRun || (shown != nullptr && shown->id.valid())) && !running);
    m_p.action(Act::Redo)->setEnabled(m_p.bench->set().canRedo());
    m_p.action(Act::ExportLedger)->setEnabled(m_p.bench->isOpen());
    m_p.action(Act::VerifyLedger)->setEnabled(m_p.bench->isOpen());
    m_p.action(Act::LogIn)->setEnabled(m_p.bench->isOpen());
}

} // namespace cordon::ui
