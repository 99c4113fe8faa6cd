// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/run_panel.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace cordon::ui {

namespace {

/// Every kind of outcome that there was, and always what was done.
QString totalsInWords(const RunTotals& t)
{
    const std::pair<QString, std::int64_t> rest[] = {
        {RunPanel::tr("already %1"), t.already}, {RunPanel::tr("skipped %1"), t.skipped},
        {RunPanel::tr("failed %1"), t.failed},   {RunPanel::tr("uncertain %1"), t.uncertain},
        {RunPanel::tr("parked %1"), t.parked},   {RunPanel::tr("waiting %1"), t.waiting}};
    QStringList words{RunPanel::tr("done %1").arg(figure(t.done))};
    for (const auto& one : rest) {
        if (one.second > 0) {
            words.append(one.first.arg(figure(one.second)));
        }
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace

RunPanel::RunPanel(RunDesk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    setObjectName(QStringLiteral("runPanel"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    makeParts();
    layOut();
    connect(m_pause, &QPushButton::clicked, &desk, &RunDesk::pause);
    connect(m_resume, &QPushButton::clicked, &desk, &RunDesk::resume);
    connect(m_cancel, &QPushButton::clicked, this, &RunPanel::cancelWanted);
    connect(&desk, &RunDesk::runStarted, this, &RunPanel::showRun);
    connect(&desk, &RunDesk::runShown, this, &RunPanel::showRun);
    connect(&desk, &RunDesk::stepsChanged, this, &RunPanel::showSteps);
    connect(&desk, &RunDesk::runEnded, this, &RunPanel::showEnd);
    connect(&desk, &RunDesk::runStopped, this, &RunPanel::showError);
    showRun();
}

void RunPanel::makeParts()
{
    m_title = new PlainLabel({}, TextRole::Title, this);
    m_state = (new PlainLabel({}, TextRole::Body, this))->wrapped();
    m_state->setObjectName(QStringLiteral("runState"));
    m_totals = (new PlainLabel({}, TextRole::Body, this))->wrapped();
    m_totals->setObjectName(QStringLiteral("runTotals"));
    m_current = (new PlainLabel({}, TextRole::Small, this))->muted();
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("runProgress"));
    m_progress->setAccessibleName(tr("Steps that have ended"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(space::kNormal);
    m_pause = new QPushButton(tr("Pause  Esc"), this);
    m_resume = new QPushButton(tr("Resume"), this);
    m_cancel = new QPushButton(tr("Cancel the rest…"), this);
    m_model = new ListModel(
        {tr("Step>"), tr("Verb"), tr("Subject"), tr("State"), tr("Note")},
        [this](int row, int column) { return cellAt(row, column); }, this);
    m_view = new DenseTable(tr("Steps of the run"), this);
    m_view->setObjectName(QStringLiteral("runSteps"));
    m_view->setModel(m_model);
    m_view->fitColumns({QStringLiteral("1,780"), QStringLiteral("quarantine"), QStringLiteral("a-name-of-usual"),
                        QStringLiteral("sending"), QString()});
    m_view->growColumn(2);
}

void RunPanel::layOut()
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kNormal);
    for (QPushButton* button : {m_pause, m_resume, m_cancel}) {
        button->setAccessibleName(button->text());
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* top = new QVBoxLayout;
    top->setContentsMargins(space::kPage, space::kWide, space::kPage, space::kNormal);
    top->setSpacing(space::kNormal);
    top->addWidget(m_title);
    top->addWidget(m_state);
    top->addWidget(m_progress);
    top->addWidget(m_totals);
    top->addWidget(m_current);
    top->addLayout(buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_view, 1);
}

void RunPanel::showEnd(const ApplyOutcome& outcome)
{
    showTotals();
    if (outcome.sentNothing) {
        m_state->toned(Tone::Neutral)->setText(tr("This plan was finished before. Nothing was sent."));
    } else if (!outcome.stoppedBecause.isEmpty()) {
        m_state->toned(Tone::Warn)->setText(forDetail(outcome.stoppedBecause));
    }
}

Cell RunPanel::cellAt(int row, int column) const
{
    const ShownRun* run = m_desk.shown();
    if (run == nullptr || std::size_t(row) >= run->rows.size()) {
        return {};
    }
    const PlanStep& step = run->plan.steps[std::size_t(row)];
    const StepRow& state = run->rows[std::size_t(row)];
    switch (column) {
    case 0:
        return {figure(row + 1), true, Tone::Neutral, {}};
    case 1:
        return {word(step.verb), false, Tone::Neutral, {}};
    case 2:
        return {forCell(step.subject.name), false, Tone::Neutral, forCell(step.subject.name, 1000)};
    case 3:
        return {stepWords(state.state), false, stepTone(state.state), {}};
    default: {
        const QString why = step.compensates ? tr("makes good: %1. ").arg(forCell(step.because, 60)) : QString();
        return {QString(why % forCell(state.note)), false, Tone::Neutral, forDetail(state.note)};
    }
    }
}

void RunPanel::showRun()
{
    const ShownRun* run = m_desk.shown();
    m_model->setRowCount(run == nullptr ? 0 : int(run->rows.size()));
    showTotals();
}

void RunPanel::showSteps(const std::vector<int>& ordinals)
{
    if (!ordinals.empty()) {
        m_model->rowsChanged(ordinals.front(), ordinals.back());
        if (!m_view->hasFocus()) {
            m_view->scrollTo(m_model->index(ordinals.back(), 1));
        }
    }
    showTotals();
}

void RunPanel::showTotals()
{
    const ShownRun* run = m_desk.shown();
    const bool any = run != nullptr;
    m_progress->setVisible(any);
    m_view->setVisible(any);
    m_pause->setVisible(any && m_desk.running());
    const bool open = any && !m_desk.running() && run->state == RunState::Paused;
    m_resume->setVisible(open);
    m_cancel->setVisible(open);
    m_current->setVisible(any && m_desk.running());
    if (!any) {
        m_title->setText(tr("Run"));
        m_state->toned(Tone::Neutral)
            ->setText(tr("Nothing is running. A plan that was checked goes out when Ctrl+Enter is held for a second; "
                         "Enter on a row under Runs shows an earlier one."));
        m_totals->clear();
        return;
    }
    const RunTotals& t = run->totals;
    const std::int64_t ended = t.steps - t.waiting;
    m_title->setText(run->id.valid()
                         ? tr("Run %1: %2 of %3").arg(QString::number(run->id.value), figure(ended), figure(t.steps))
                         : tr("Run: %1 of %2").arg(figure(ended), figure(t.steps)));
    m_progress->setRange(0, int(qMax<std::int64_t>(1, t.steps)));
    m_progress->setValue(int(ended));
    m_state->toned(open ? Tone::Warn : Tone::Neutral);
    m_state->setText(m_desk.running() ? (m_desk.pausing() ? tr("Pausing: the step in flight ends first.")
                                                          : tr("Running. Esc pauses."))
                     : open           ? tr("Paused. Resume sends the rest; nothing is sent twice.")
                                      : tr("Finished."));
    m_totals->setText(totalsInWords(t));
    const double pace = m_desk.pace();
    const QString rate = pace > 0
                             ? tr(" · %1 a second, about %2 left")
                                   .arg(QString::number(pace, 'f', 0), duration(std::int64_t(double(t.waiting) / pace)))
                             : QString();
    if (run->current >= 0) {
        const PlanStep& step = run->plan.steps[std::size_t(run->current)];
        m_current->setText(QString(tr("Now: %1 %2").arg(word(step.verb), forCell(step.subject.name, 40)) % rate));
    }
}

void RunPanel::showError(const Error& error)
{
    showTotals();
    m_state->toned(Tone::Danger)->setText(forDetail(error.sentence()));
}

} // namespace cordon::ui
