// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel>
#include <QAbstractTableModel>

#include <vector>

namespace cordon::bench {

/// The cheapest table there can be: each cell says its row number and nothing is looked up.
class PlainTable : public QAbstractTableModel {
public:
    PlainTable(int rows, int columns) : m_rows(rows), m_columns(columns) {}

    [[nodiscard]] int rowCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : m_rows; }
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : m_columns; }
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(QString::number(cell.row())) : QVariant();
    }

private:
    int m_rows, m_columns;
};

/// One column of numbers, for a proxy to sort.
class NumberTable : public QAbstractTableModel {
public:
    explicit NumberTable(std::vector<std::int64_t>&& numbers) : m_numbers(std::move(numbers)) {}

    [[nodiscard]] int rowCount(const QModelIndex& parent) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_numbers.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : 1; }
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(static_cast<qlonglong>(number(cell.row()))) : QVariant();
    }
    [[nodiscard]] std::int64_t number(int row) const { return m_numbers[static_cast<std::size_t>(row)]; }

private:
    std::vector<std::int64_t> m_numbers;
};

/// Groups with rows below them, as a tree. Internal ids are well mixed: Qt 6.4 hashes an index by
/// its plain sum, and small ids would make the rival 150 times slower than it can be.
class PlainTree : public QAbstractItemModel {
public:
    PlainTree(int groups, int rowsEach) : m_groups(groups), m_rowsEach(rowsEach) {}

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const override
    {
        return createIndex(row, column, mix(parent.isValid() ? static_cast<quint64>(parent.row()) + 1 : 0));
    }
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override
    {
        const quint64 group = child.isValid() ? unmix(child.internalId()) : 0;
        return group == 0 ? QModelIndex() : createIndex(static_cast<int>(group - 1), 0, mix(0));
    }
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override
    {
        return !parent.isValid() ? m_groups : unmix(parent.internalId()) == 0 ? m_rowsEach : 0;
    }
    [[nodiscard]] int columnCount(const QModelIndex&) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(QString::number(cell.row())) : QVariant();
    }

private:
    static constexpr quint64 kOdd = 0x9E3779B97F4A7C15U, kInverse = 0xF1DE83E19937733DU;
    static_assert(kOdd * kInverse == 1);
    /// Group 0 is the top level; the offset keeps it from mixing to nothing.
    [[nodiscard]] static quint64 mix(quint64 group) { return (group + 12345) * kOdd; }
    [[nodiscard]] static quint64 unmix(quint64 id) { return id * kInverse - 12345; }

    int m_groups, m_rowsEach;
};

} // namespace cordon::bench
