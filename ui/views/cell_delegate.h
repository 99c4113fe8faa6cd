// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace cordon::ui {

/// Draws the cells of every table: tick marks by shape (tick, cross, dash), small bars, signs of an
/// outline, and text in the tone its model asks for. Thread: ui.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Room before the text of a group for the sign that says whether it is open.
    static constexpr int kSignWidth = 20;

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& cell) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& cell) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& cell) const override;
};

} // namespace cordon::ui
