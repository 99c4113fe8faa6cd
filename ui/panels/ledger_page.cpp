// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/ledger_page.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace cordon::ui {

namespace {

/// More is for the export: this is a window on the end of the record.
constexpr std::size_t kShown = 20'000;

} // namespace

LedgerPage::LedgerPage(Workbench& bench, QWidget* parent) : QWidget(parent), m_bench(bench)
{
    m_model = new ListModel(
        {tr("Entry>"), tr("At (UTC)"), tr("By"), tr("What"), tr("Hash")},
        [this](int row, int column) { return cellAt(row, column); }, this);
    m_view = new DenseTable(tr("Ledger"), this);
    m_view->setObjectName(QStringLiteral("ledgerView"));
    m_view->setModel(m_model);
    m_view->fitColumns({QStringLiteral("12,345x"), QStringLiteral("2025-06-30 08:00"), QStringLiteral("moderatorxx"),
                        QStringLiteral("step 1,234 of run 12: account:a-name-of-usual-length from INTENT to ACCEPTED"),
                        QString()});
    m_view->growColumn(3);
    m_verdict = new PlainLabel({}, TextRole::Body, this);
    m_verdict->setObjectName(QStringLiteral("ledgerVerdict"));
    m_verdict->muted();
    auto* check = new QPushButton(tr("Verify"), this);
    check->setAccessibleName(tr("Verify the ledger"));
    auto* save = new QPushButton(tr("Export…"), this);
    save->setAccessibleName(tr("Export the ledger"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(space::kWide, space::kTight + 2, space::kWide, space::kTight + 2);
    bar->setSpacing(space::kNormal);
    bar->addWidget(check);
    bar->addWidget(save);
    bar->addWidget(m_verdict, 1);
    auto* content = new QWidget(this);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addLayout(bar);
    inner->addWidget(m_view, 1);
    m_page = new EmptyState(content, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
    connect(check, &QPushButton::clicked, this, &LedgerPage::verify);
    connect(save, &QPushButton::clicked, this, &LedgerPage::exportWanted);
    connect(&bench, &Workbench::workspaceChanged, this, [this] {
        m_verdict->setText({});
        m_lines.clear();
        m_model->setRowCount(0);
        m_page->showNothing(tr("The ledger is empty"), tr("Plans, runs, outcomes and exports are written here."));
        refresh();
    });
}

const LedgerLine* LedgerPage::currentLine() const
{
    const int row = m_view->currentRow();
    return row >= 0 && std::size_t(row) < m_lines.size() ? &m_lines[std::size_t(row)] : nullptr;
}

void LedgerPage::refresh()
{
    if (!m_bench.isOpen()) {
        return;
    }
    m_bench.jobs().start(
        Lane::Ledger, this, [session = m_bench.session()](const auto&) { return ledgerLines(*session, kShown); },
        [this](Result<std::vector<LedgerLine>> lines) {
            if (!lines) {
                m_page->showNothing(tr("The ledger could not be read"), lines.error().sentence());
                return;
            }
            m_lines = std::move(*lines);
            std::reverse(m_lines.begin(), m_lines.end());
            m_model->setRowCount(int(m_lines.size()));
            if (!m_lines.empty()) {
                m_view->moveTo(0);
                m_page->showContent();
            }
            Q_EMIT refreshed();
        });
}

void LedgerPage::verify()
{
    if (!m_bench.isOpen()) {
        return;
    }
    m_verdict->setText(tr("Walking the chain…"));
    m_bench.jobs().start(
        Lane::Ledger, this, [session = m_bench.session()](const auto&) { return verifyWorkspaceLedger(*session); },
        [this](const Result<LedgerVerdict>& verdict) {
            if (!verdict) {
                m_verdict->toned(Tone::Danger)->setText(forCell(verdict.error().sentence(), 300));
            } else if (verdict->ok) {
                m_verdict->toned(Tone::Neutral)
                    ->setText(tr("The chain holds: %1, head %2")
                                  .arg(counted(std::int64_t(verdict->entries), tr("entry"), tr("entries")),
                                       hex(verdict->head).left(16)));
            } else {
                m_verdict->toned(Tone::Danger)
                    ->setText(tr("Broken at entry %1: %2")
                                  .arg(figure(std::int64_t(verdict->firstBad)), forCell(verdict->why)));
            }
            Q_EMIT m_bench.announced(m_verdict->text());
        });
}

void LedgerPage::exportTo(const QString& path)
{
    m_bench.jobs().start(
        Lane::Ledger, this, [session = m_bench.session(), path](const auto&) { return exportLedgerTo(*session, path); },
        [this](const Done& done) {
            if (!done) {
                Q_EMIT m_bench.failed(tr("The ledger was not exported"), done.error());
                return;
            }
            Q_EMIT m_bench.announced(tr("The ledger was exported."));
            refresh();
        });
}

Cell LedgerPage::cellAt(int row, int column) const
{
    if (std::size_t(row) >= m_lines.size()) {
        return {};
    }
    const LedgerLine& line = m_lines[std::size_t(row)];
    switch (column) {
    case 0:
        return {figure(std::int64_t(line.sequence)), true, Tone::Neutral, {}};
    case 1:
        return {timeCell(line.entry.at), false, Tone::Neutral, formatInstant(line.entry.at)};
    case 2:
        return {forCell(line.entry.actor, 60), false, Tone::Neutral, {}};
    case 3:
        return {forCell(line.inWords), false, Tone::Neutral, line.inWords.left(1000)};
    default:
        return {line.hash.left(16), false, Tone::Neutral, line.hash};
    }
}

} // namespace cordon::ui
