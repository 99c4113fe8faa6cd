// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/cells.h"
#include "ui/models/view_data.h"
#include "ui/models/working_set.h"

#include <QAbstractTableModel>

namespace cordon::ui {

/// The accounts or projects that match, with their tick marks. Holds no row; every cell is read from
/// the picture. Thread: ui.
class MembersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        MarkColumn,
        NameColumn,
        OwnerColumn,
        DomainColumn,
        TimeColumn,
        CountColumn,
        CodeColumn,
        StateColumn,
        SignsColumn,
        EmailColumn,
        ColumnCount
    };

    MembersModel(Table table, WorkingSet& set, QObject* parent = nullptr);

    /// Null rows: none to show.
    void setRows(std::shared_ptr<const Index> index, std::shared_ptr<const TableRows> rows);
    [[nodiscard]] const std::shared_ptr<const TableRows>& rows() const { return m_rows; }
    [[nodiscard]] Table table() const { return m_table; }
    [[nodiscard]] const std::shared_ptr<const Index>& index() const { return m_index; }
    [[nodiscard]] std::optional<Row> rowAt(int row) const;
    /// Where a row of the picture stands; -1 where it is not shown.
    [[nodiscard]] int placeOf(Row row) const;
    /// Which columns make sense for the table.
    [[nodiscard]] static std::vector<int> columnsOf(Table table);
    /// The order a click on the column's header asks for.
    [[nodiscard]] static std::optional<SortField> sortFieldOf(Table table, int column);

    // What a column says of any row.
    [[nodiscard]] static QString textOf(const Index& index, Table table, int column, Row row);
    [[nodiscard]] static QString filterTermOf(const Index& index, Table table, int column, Row row);
    [[nodiscard]] static QString spokenMark(Mark mark);

    using QAbstractTableModel::index;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool setData(const QModelIndex& cell, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& cell) const override;

private:
    [[nodiscard]] QString text(int column, Row row) const;
    [[nodiscard]] QString spoken(int place, int column, Row row) const;
    [[nodiscard]] Tone toneOf(int column, Row row) const;

    Table m_table;
    WorkingSet& m_set;
    std::shared_ptr<const Index> m_index;
    std::shared_ptr<const TableRows> m_rows;
};

} // namespace cordon::ui
