// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/stage/our_view.h"

#include "tests/bench/rivals/tuned_table.h"

#include <QScrollBar>

namespace cordon::bench {

namespace {

QStringList headers()
{
    QStringList names;
    for (int column = 0; column < kFrameColumns; ++column) {
        names += QString::number(column);
    }
    return names;
}

} // namespace

FlatView::FlatView(int rows)
    : m_selected(static_cast<std::size_t>(rows)),
      m_model(headers(),
              [this](int row, int) {
                  const bool on = m_selected.test(static_cast<Row>(row));
                  return ui::Cell{QString::number(row), on, ui::Tone::Neutral, {}};
              }),
      m_table(QStringLiteral("rows"))
{
    m_model.setRowCount(rows);
    m_table.setModel(&m_model);
    showFrame(m_table);
}

void FlatView::jumpTo(int row)
{
    m_table.verticalScrollBar()->setValue(row);
}

void FlatView::selectAll()
{
    m_selected = Bitmap(m_selected.size(), true);
}

void FlatView::selectNone()
{
    m_selected.clear();
}

void FlatView::paint()
{
    m_table.viewport()->repaint();
}

GroupedView::GroupedView(int groups, int rowsEach)
    : m_groups(groups), m_rowsEach(rowsEach),
      m_model(headers(),
              [this](int row, int) {
                  const Line& line = m_list[static_cast<std::size_t>(row)];
                  const int number = line.row < 0 ? line.group : line.row;
                  return ui::Cell{QString::number(number), line.row < 0, ui::Tone::Neutral, {}};
              }),
      m_table(QStringLiteral("groups"))
{
    collapseAll();
    m_table.setModel(&m_model);
    showFrame(m_table);
}

void GroupedView::expandAll()
{
    m_list.clear();
    m_list.reserve(static_cast<std::size_t>(m_groups) * static_cast<std::size_t>(1 + m_rowsEach));
    for (int group = 0; group < m_groups; ++group) {
        for (int row = -1; row < m_rowsEach; ++row) {
            m_list.push_back({group, row});
        }
    }
    m_model.setRowCount(static_cast<int>(m_list.size()));
}

void GroupedView::collapseAll()
{
    m_list.clear();
    for (int group = 0; group < m_groups; ++group) {
        m_list.push_back({group, -1});
    }
    m_model.setRowCount(static_cast<int>(m_list.size()));
}

void GroupedView::paint()
{
    m_table.viewport()->repaint();
}

} // namespace cordon::bench
