// SPDX-License-Identifier: Apache-2.0
#include "ui/models/list_model.h"

#include "ui/views/plain_text.h"

namespace cordon::ui {

ListModel::ListModel(const QStringList& headers, CellAt cellAt, QObject* parent)
    : QAbstractTableModel(parent), m_headers(headers), m_cellAt(std::move(cellAt))
{
}

void ListModel::setRowCount(int rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void ListModel::growTo(int rows)
{
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    }
}

void ListModel::rowsChanged(int first, int last)
{
    if (first >= 0 && last < m_rows && first <= last) {
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    }
}

int ListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_headers.size());
}

QVariant ListModel::data(const QModelIndex& cell, int role) const
{
    if (!cell.isValid() || cell.row() >= m_rows) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case CopyRole:
        return m_cellAt(cell.row(), cell.column()).text;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (m_cellAt(cell.row(), cell.column()).isFigure ? Qt::AlignRight : Qt::AlignLeft));
    case ToneRole:
        return int(m_cellAt(cell.row(), cell.column()).tone);
    case Qt::ToolTipRole:
        return plainToolTip(m_cellAt(cell.row(), cell.column()).toolTip);
    default:
        return {};
    }
}

QVariant ListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_headers.size()) {
        return {};
    }
    const QString& header = m_headers.at(section);
    const bool right = header.endsWith(QLatin1Char('>'));
    if (role == Qt::DisplayRole) {
        return right ? header.chopped(1) : header;
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

Qt::ItemFlags ListModel::flags(const QModelIndex& cell) const
{
    return cell.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace cordon::ui
