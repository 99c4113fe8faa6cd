// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/plain_dialog.h"
#include "ui/models/list_model.h"
#include "ui/views/dense_table.h"

#include <QAction>
#include <QLineEdit>

namespace cordon::ui {

/// How well letters typed in order fit a text; 0: not at all. Pure.
[[nodiscard]] int fuzzyScore(const QString& typed, const QString& text);
/// "Check the plan" without mnemonic marks, keys and dots.
[[nodiscard]] QString plainActionText(const QAction& action);
/// "Ctrl+F, /", also where the list takes the key and the action only tells of it.
[[nodiscard]] QString keysOf(const QAction& action);

/// Every action by its name. Thread: ui.
class CommandPalette : public PlainDialog {
    Q_OBJECT
public:
    CommandPalette(const std::vector<QAction*>& actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void run();

    std::vector<QAction*> m_actions, m_found;
    QLineEdit* m_edit;
    ListModel* m_model;
    DenseTable* m_list;
};

/// All keys, by menu, as a table. Thread: ui.
PlainDialog* showKeyCard(const std::vector<std::pair<QString, std::vector<QAction*>>>& menus, QWidget* parent);

} // namespace cordon::ui
