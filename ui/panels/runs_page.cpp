// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/runs_page.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QVBoxLayout>

namespace cordon::ui {

RunsPage::RunsPage(RunDesk& desk, QWidget* parent) : QWidget(parent), m_desk(desk)
{
    m_model = new ListModel(
        {tr("Run>"), tr("What"), tr("Started (UTC)"), tr("State"), tr("Steps>"), tr("Done>"), tr("Already>"),
         tr("Not done>"), tr("As")},
        [this](int row, int column) { return cellAt(row, column); }, this);
    m_view = new DenseTable(tr("Runs"), this);
    m_view->setObjectName(QStringLiteral("runsView"));
    m_view->setModel(m_model);
    m_view->fitColumns({QStringLiteral("Run 1"), QStringLiteral("Reversal: ban, quarantine of in"),
                        QStringLiteral("2025-06-30 08:00"), QStringLiteral("taken back by 12"), QStringLiteral("Steps"),
                        QStringLiteral("1,780"), QStringLiteral("Already"), QStringLiteral("Not done"), QString()});
    m_view->growColumn(1);
    m_page = new EmptyState(m_view, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
    connect(m_view, &DenseTable::enterPressed, this, [this] {
        if (const RunSummary* run = currentRun()) {
            Q_EMIT showWanted(run->id);
        }
    });
    connect(m_view, &QTableView::doubleClicked, this, [this] {
        if (const RunSummary* run = currentRun()) {
            Q_EMIT showWanted(run->id);
        }
    });
    connect(&desk, &RunDesk::runsChanged, this, &RunsPage::showRuns);
    showRuns();
}

const RunSummary* RunsPage::currentRun() const
{
    const int row = m_view->currentRow();
    return row >= 0 && std::size_t(row) < m_desk.runs().size() ? &m_desk.runs()[std::size_t(row)] : nullptr;
}

void RunsPage::showRuns()
{
    const int before = m_view->currentRow();
    m_model->setRowCount(int(m_desk.runs().size()));
    if (m_desk.runs().empty()) {
        m_page->showNothing(tr("No run yet"),
                            tr("Tick accounts and projects, stage verbs with F and Q, justify with J, check with F9, "
                               "and hold Ctrl+Enter."));
        return;
    }
    m_view->moveTo(qBound(0, before, m_model->rowCount() - 1));
    m_page->showContent();
}

Cell RunsPage::cellAt(int row, int column) const
{
    if (std::size_t(row) >= m_desk.runs().size()) {
        return {};
    }
    const RunSummary& run = m_desk.runs()[std::size_t(row)];
    const auto number = [](std::int64_t value, Tone tone = Tone::Neutral) {
        return Cell{figure(value), true, value > 0 ? tone : Tone::Neutral, {}};
    };
    switch (column) {
    case 0:
        return {QString::number(run.id.value), true, Tone::Neutral, {}};
    case 1:
        return {forCell(run.title), false, Tone::Neutral, forCell(run.title, 1000)};
    case 2:
        return {timeCell(run.started), false, Tone::Neutral, {}};
    case 3:
        return {run.reversedBy ? tr("taken back by %1").arg(run.reversedBy->value) : forCell(run.state),
                false,
                run.reversedBy ? Tone::Accent : Tone::Neutral,
                {}};
    case 4:
        return number(run.totals.steps);
    case 5:
        return number(run.totals.done);
    case 6:
        return number(run.totals.already);
    case 7: {
        const RunTotals& t = run.totals;
        return number(t.skipped + t.failed + t.uncertain + t.parked + t.waiting,
                      t.failed > 0 ? Tone::Danger : Tone::Warn);
    }
    default:
        return {forCell(run.actor, 40), false, Tone::Neutral, forCell(run.registry, 120)};
    }
}

} // namespace cordon::ui
