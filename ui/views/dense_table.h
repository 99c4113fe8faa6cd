// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QTableView>

namespace cordon::ui {

/// The table of every list: one row has the cursor, ticks are the model's affair (never Qt's
/// selection, which takes seconds at our sizes). Letters are left to actions. Thread: ui.
class DenseTable : public QTableView {
    Q_OBJECT
public:
    explicit DenseTable(const QString& accessibleName, QWidget* parent = nullptr);

    /// Column widths by a text of usual length each, in the model's order; empty: as narrow as a
    /// tick mark. The last visible one takes the rest.
    void fitColumns(const QStringList& samples);
    /// Where there is room to spare, this column takes half of it, up to twice its width.
    void growColumn(int column);
    /// After columns were shown or hidden.
    void shareRoom();
    /// The cursor's row; -1 where there is none.
    [[nodiscard]] int currentRow() const { return currentIndex().isValid() ? currentIndex().row() : -1; }
    /// Puts the cursor on a row, keeping its column.
    void moveTo(int row);
    /// Where a row stands, counted from the uppermost that is seen; and back there again.
    [[nodiscard]] int fromTop(int row) const;
    void moveTo(int row, int fromTop);
    /// Left and Right open and close groups; so does a click on their sign.
    void showOutline() { m_outline = true; }
    /// What stands in place of rows where there are none.
    void setEmptyText(const QString& text);
    void keyboardSearch(const QString&) override {}
    /// The tick marks at the left go out of sight only for a cell that cannot be seen beside them.
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    void currentRowChanged(int row);
    void toggleRequested(int row);
    /// Rows from one to another, both in.
    void rangeRequested(int first, int last);
    void enterPressed(int row);
    /// A group is to be opened or closed, or to be left for its header or its first row.
    void openRequested(int row, bool open);
    void openAllRequested(bool open);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void copyCell() const;
    [[nodiscard]] bool isOnSign(const QPoint& at) const;
    [[nodiscard]] bool takeOutlineKey(QKeyEvent* event, int row);

    QString m_emptyText;
    bool m_outline = false;
    int m_growing = -1; ///< column
    int m_grownFrom = 0;
    QPersistentModelIndex m_anchor; ///< where the last tick was made; invalid in another list
};

} // namespace cordon::ui
