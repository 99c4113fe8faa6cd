// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/cells.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <functional>
#include <vector>

namespace cordon::ui {

/// One cell of a small table, ready to be shown: texts already visible.
struct Cell {
    QString text;
    bool isFigure = false;
    Tone tone = Tone::Neutral;
    QString toolTip; ///< plain; escaped on the way out
};

/// A small read-only table of texts: runs, steps, ledger lines, histogram bins. Rows are asked for
/// when they are painted. Thread: ui.
class ListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using CellAt = std::function<Cell(int row, int column)>;
    /// Headers that end in ">" stand on the right, over figures.
    ListModel(const QStringList& headers, CellAt cellAt, QObject* parent = nullptr);

    void setRowCount(int rows); ///< resets
    void growTo(int rows);      ///< appends
    void rowsChanged(int first, int last);

    using QAbstractTableModel::index;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& cell) const override;

private:
    QStringList m_headers;
    CellAt m_cellAt;
    int m_rows = 0;
};

} // namespace cordon::ui
