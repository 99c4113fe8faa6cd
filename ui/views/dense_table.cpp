// SPDX-License-Identifier: Apache-2.0
#include "ui/views/dense_table.h"

#include "ui/models/cells.h"
#include "ui/theme/tokens.h"
#include "ui/views/cell_delegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

namespace cordon::ui {

namespace {

constexpr int kLastNeeds = 72; ///< width of a last column that can still be read

} // namespace

DenseTable::DenseTable(const QString& accessibleName, QWidget* parent) : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(fontMetrics().height());
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + space::kNormal + 2);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(28);
    horizontalHeader()->setFont(fontOf(TextRole::Small));
}

void DenseTable::fitColumns(const QStringList& samples)
{
    const QFontMetrics metrics(font());
    for (int column = 0; column < samples.size(); ++column) {
        const QString& sample = samples.at(column);
        const int width = sample.isEmpty() ? 34 : metrics.horizontalAdvance(sample) + 2 * space::kWide;
        setColumnWidth(column, width);
    }
}

void DenseTable::growColumn(int column)
{
    m_growing = column;
    m_grownFrom = columnWidth(column);
    shareRoom();
}

void DenseTable::shareRoom()
{
    if (m_growing < 0) {
        return;
    }
    const QHeaderView* header = horizontalHeader();
    int last = header->count() - 1;
    while (last > m_growing && header->isSectionHidden(last)) {
        --last;
    }
    int taken = m_grownFrom;
    for (int column = 0; column < header->count(); ++column) {
        taken += column == m_growing || column == last ? 0 : columnWidth(column);
    }
    const int spare = viewport()->width() - taken - kLastNeeds;
    const int grown = qBound(0, spare / 2, m_grownFrom);
    setColumnWidth(m_growing, m_grownFrom + grown);
    // The last one has what is left; said in so many words, or it keeps the width it once had.
    setColumnWidth(last, qMax(kLastNeeds, viewport()->width() - taken - grown));
}

void DenseTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        shareRoom();
    }
}

void DenseTable::moveTo(int row)
{
    if (model() != nullptr && row >= 0 && row < model()->rowCount()) {
        const int column = currentIndex().isValid() ? currentIndex().column() : 1;
        setCurrentIndex(model()->index(row, qMax(0, qMin(column, model()->columnCount() - 1))));
    }
}

void DenseTable::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    QScrollBar* const bar = horizontalScrollBar();
    const int before = bar->value();
    QTableView::scrollTo(index, hint);
    const int right = columnViewportPosition(index.column()) + horizontalOffset() + columnWidth(index.column());
    if (!isVisible()) {
        bar->setValue(before); // how wide it will be is not known yet
    } else if (bar->value() != before && right <= viewport()->width()) {
        bar->setValue(0);
    }
}

void DenseTable::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void DenseTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (!m_emptyText.isEmpty() && model() != nullptr && model()->rowCount() == 0) {
        QPainter painter(viewport());
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(viewport()->rect().adjusted(space::kPage, space::kPage, -space::kPage, -space::kPage),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
    }
}

int DenseTable::fromTop(int row) const
{
    return row - qMax(0, rowAt(0));
}

void DenseTable::moveTo(int row, int fromTop)
{
    moveTo(row);
    updateGeometries(); // the bar's range is that of the rows before until now
    verticalScrollBar()->setValue(qMax(0, row - qMax(0, fromTop)));
    if (const int height = verticalHeader()->defaultSectionSize(); (fromTop + 1) * height > viewport()->height()) {
        scrollTo(currentIndex());
    }
}

bool DenseTable::takeOutlineKey(QKeyEvent* event, int row)
{
    const bool open = event->key() == Qt::Key_Right;
    if (!m_outline || (!open && event->key() != Qt::Key_Left)) {
        return false;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT openAllRequested(open);
    } else {
        Q_EMIT openRequested(row, open);
    }
    return true;
}

void DenseTable::copyCell() const
{
    const QString text = currentIndex().data(CopyRole).toString();
    if (!text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

void DenseTable::keyPressEvent(QKeyEvent* event)
{
    const int row = currentRow();
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const auto other = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (event->matches(QKeySequence::Copy)) {
        copyCell();
        return;
    }
    if (row < 0 || other != Qt::NoModifier) {
        QTableView::keyPressEvent(event);
        return;
    }
    if (takeOutlineKey(event, row)) {
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space:
        if (shift && m_anchor.isValid()) {
            Q_EMIT rangeRequested(qMin(m_anchor.row(), row), qMax(m_anchor.row(), row));
        } else {
            Q_EMIT toggleRequested(row);
        }
        m_anchor = model()->index(row, 0);
        return;
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (shift) {
            const int next = qBound(0, row + (event->key() == Qt::Key_Down ? 1 : -1), model()->rowCount() - 1);
            moveTo(next);
            Q_EMIT rangeRequested(qMin(row, next), qMax(row, next));
            m_anchor = model()->index(next, 0);
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT enterPressed(row);
        return;
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

void DenseTable::mousePressEvent(QMouseEvent* event)
{
    QTableView::mousePressEvent(event);
    const QModelIndex cell = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && cell.isValid() && cell.column() == 0 && cell.data(MarkRole).isValid()) {
        if (event->modifiers().testFlag(Qt::ShiftModifier) && m_anchor.isValid()) {
            Q_EMIT rangeRequested(qMin(m_anchor.row(), cell.row()), qMax(m_anchor.row(), cell.row()));
        } else {
            Q_EMIT toggleRequested(cell.row());
        }
        m_anchor = cell.siblingAtColumn(0);
    }
    if (event->button() == Qt::LeftButton && isOnSign(event->pos())) {
        Q_EMIT openRequested(cell.row(), cell.data(OutlineRole).toInt() == int(OutlineMark::Closed));
    }
}

void DenseTable::mouseDoubleClickEvent(QMouseEvent* event)
{
    // Two quick clicks on a sign open and close; they do not mean the row.
    isOnSign(event->pos()) ? mousePressEvent(event) : QTableView::mouseDoubleClickEvent(event);
}

bool DenseTable::isOnSign(const QPoint& at) const
{
    const QModelIndex cell = indexAt(at);
    const int sign = cell.data(OutlineRole).toInt();
    return (sign == int(OutlineMark::Closed) || sign == int(OutlineMark::Open)) &&
           at.x() < visualRect(cell).left() + CellDelegate::kSignWidth;
}

void DenseTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid()) {
        Q_EMIT currentRowChanged(currentRow());
    }
}

QModelIndex DenseTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    // Home and End are the ends of the list here, not of a row.
    if (model() != nullptr && model()->rowCount() > 0 && (action == MoveHome || action == MoveEnd)) {
        const int column = currentIndex().isValid() ? currentIndex().column() : 1;
        return model()->index(action == MoveHome ? 0 : model()->rowCount() - 1, column);
    }
    return QTableView::moveCursor(action, modifiers);
}

} // namespace cordon::ui
