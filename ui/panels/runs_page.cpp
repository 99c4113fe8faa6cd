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
         tr("Skipped>"), tr("Failed>"), tr("Uncertain>"), tr("Parked>"), tr("By, at"), tr("Plan")},
        [this](int row, int column) { return cellAt(row, column); }, this);
    m_view = new DenseTable(tr("Runs"), this);
    m_view->setObjectName(QStringLiteral("runsView"));
    m_view->setModel(m_model);
    m_view->fitColumns({QStringLiteral("Run 1"), QStringLiteral("ban, quarantine of inbox.ru xx"),
                        QStringLiteral("2025-06-30 08:00"), QStringLiteral("taken back by 12"),
                        QStringLiteral("1,780x"), QStringLiteral("1,780x"), QStringLiteral("Already"),
                        QStringLiteral("Skipped"), QStringLiteral("Failed"), QStringLiteral("Uncertain"),
                        QStringLiteral("Parked"), QStringLiteral("admin, http://127.0.0.1:12345"), QString()});
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
        return {QString((run.reversal ? tr("Reversal: ") : QString()) % forCell(run.title)), false, Tone::Neutral, {}};
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
    case 7:
        return number(run.totals.skipped, Tone::Warn);
    case 8:
        return number(run.totals.failed, Tone::Danger);
    case 9:
        return number(run.totals.uncertain, Tone::Warn);
    case 10:
        return number(run.totals.parked, Tone::Warn);
    case 11:
        return {QString(forCell(run.actor, 40) % QStringLiteral(", ") % forCell(run.registry, 60)),
                false,
                Tone::Neutral,
                {}};
    default:
        return {run.planHash.left(16), false, Tone::Neutral, run.planHash};
    }
}

} // namespace cordon::ui
