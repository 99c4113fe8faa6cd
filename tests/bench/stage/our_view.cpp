// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/stage/our_view.h"

#include "tests/bench/rivals/tuned_table.h"
#include "tests/bench/stage/stage.h"

#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

namespace cordon::bench {

namespace {

/// Everything there is, grouped by mail domain.
std::shared_ptr<const ui::ViewData> everything(const std::shared_ptr<const Index>& index, Table of)
{
    ui::ViewRequest request;
    request.index = index;
    request.groupOf = of;
    ui::ViewMemory memory;
    return orTrouble(ui::computeView(request, memory, {}));
}

} // namespace

AccountsView::AccountsView(const std::shared_ptr<const Index>& index)
    : m_model(Table::Accounts, m_set), m_table(QStringLiteral("accounts"))
{
    m_set.setIndex(index);
    m_model.setRows(index, everything(index, Table::Accounts)->tables[static_cast<std::size_t>(Table::Accounts)]);
    m_table.setModel(&m_model);
    const std::vector<int> columns = ui::MembersModel::columnsOf(Table::Accounts);
    for (int column = 0; column < ui::MembersModel::ColumnCount; ++column) {
        m_table.setColumnHidden(column, std::find(columns.begin(), columns.end(), column) == columns.end());
    }
    showFrame(m_table);
}

void AccountsView::selectAll()
{
    m_set.tick(Table::Accounts, m_model.rows()->found(), true, QStringLiteral("all"));
}

void AccountsView::jumpTo(int row)
{
    m_table.verticalScrollBar()->setValue(row);
}

void AccountsView::paint()
{
    m_table.horizontalHeader()->viewport()->repaint();
    m_table.viewport()->repaint();
}

GroupsView::GroupsView(const std::shared_ptr<const Index>& index)
    : m_model(m_set, m_jobs), m_table(QStringLiteral("groups"))
{
    m_set.setIndex(index);
    m_model.setView(everything(index, Table::Uploads));
    m_table.setModel(&m_model);
    showFrame(m_table);
}

void GroupsView::expandAll()
{
    m_model.openAll();
    m_table.moveTo(0, 0);
}

void GroupsView::collapseAll()
{
    m_model.closeAll();
    m_table.moveTo(0, 0);
}

void GroupsView::jumpTo(int line)
{
    m_table.verticalScrollBar()->setValue(line);
}

int GroupsView::topLine() const
{
    return m_table.verticalScrollBar()->value();
}

int GroupsView::shownLines() const
{
    return m_table.verticalScrollBar()->maximum() + m_table.verticalScrollBar()->pageStep();
}

} // namespace cordon::bench
