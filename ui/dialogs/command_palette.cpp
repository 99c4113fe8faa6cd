// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/command_palette.h"

#include "ui/models/list_model.h"
#include "ui/views/dense_table.h"

#include <QKeyEvent>

#include <algorithm>

namespace cordon::ui {

QString plainActionText(const QAction& action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    return text.endsWith(QChar(0x2026)) ? text.chopped(1) : text;
}

int fuzzyScore(const QString& typed, const QString& text)
{
    int score = 1;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar c : typed) {
        if (c.isSpace()) {
            continue;
        }
        at = text.indexOf(c, at, Qt::CaseInsensitive);
        if (at < 0) {
            return 0;
        }
        const bool wordStart = at == 0 || !text.at(at - 1).isLetterOrNumber();
        score += wordStart ? 8 : at == last + 1 ? 5 : 1;
        last = at++;
    }
    return score;
}

CommandPalette::CommandPalette(const std::vector<QAction*>& actions, QWidget* parent)
    : PlainDialog(tr("Do what?"), parent), m_actions(actions)
{
    setObjectName(QStringLiteral("commandPalette"));
    resize(520, 420);
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("paletteEdit"));
    m_edit->setAccessibleName(tr("Name of an action"));
    m_edit->setPlaceholderText(tr("Type a few letters: check, export, quarantine…"));
    m_edit->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Actions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    body()->addWidget(m_edit);
    body()->addWidget(m_list, 1);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    refresh();
    m_edit->setFocus();
}

void CommandPalette::refresh()
{
    std::vector<std::pair<int, QAction*>> found;
    for (QAction* action : m_actions) {
        const int score = fuzzyScore(m_edit->text(), plainActionText(*action));
        if (score > 0 && action->isEnabled()) {
            found.push_back({score, action});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    for (const auto& entry : found) {
        const QString keys = entry.second->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(keys.isEmpty()
                                             ? plainActionText(*entry.second)
                                             : QString(plainActionText(*entry.second) % QStringLiteral("     ") % keys),
                                         m_list);
        item->setData(Qt::UserRole, QVariant::fromValue(static_cast<QObject*>(entry.second)));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    auto* action = item == nullptr ? nullptr : qobject_cast<QAction*>(item->data(Qt::UserRole).value<QObject*>());
    if (action != nullptr) {
        close();
        // After this dialog has given the focus back: some actions look where it is.
        QMetaObject::invokeMethod(action, &QAction::trigger, Qt::QueuedConnection);
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down:
            m_list->setCurrentRow(qMin(m_list->count() - 1, m_list->currentRow() + 1));
            return true;
        case Qt::Key_Up:
            m_list->setCurrentRow(qMax(0, m_list->currentRow() - 1));
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            run();
            return true;
        default:
            break;
        }
    }
    return PlainDialog::eventFilter(watched, event);
}

PlainDialog* showKeyCard(const std::vector<std::pair<QString, std::vector<QAction*>>>& menus, QWidget* parent)
{
    auto* dialog = new PlainDialog(QObject::tr("Keys"), parent);
    dialog->resize(680, 620);
    std::vector<std::pair<QString, QString>> lines;
    for (const auto& menu : menus) {
        for (const QAction* action : menu.second) {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            if (!keys.isEmpty()) {
                lines.push_back({keys, QString(menu.first % QStringLiteral(": ") % plainActionText(*action))});
            }
        }
    }
    const std::vector<std::pair<QString, QString>> inTables{
        {QStringLiteral("Space"), QObject::tr("In a table: tick the row")},
        {QStringLiteral("Shift+Space"), QObject::tr("In a table: tick from the last tick to here")},
        {QStringLiteral("Shift+Down"), QObject::tr("In a table: tick while moving")},
        {QStringLiteral("Enter"), QObject::tr("Groups: keep this group only; Runs: show the run")},
        {QStringLiteral("Ctrl+Enter"), QObject::tr("Held for one second: commit the checked plan")},
        {QStringLiteral("Left, Right"), QObject::tr("Timeline: move the brush; with Shift extend it; Enter keeps it")}};
    lines.insert(lines.end(), inTables.begin(), inTables.end());
    auto* table = new DenseTable(QObject::tr("Keys"), dialog);
    auto* model = new ListModel(
        {QObject::tr("Key"), QObject::tr("Does")},
        [lines](int row, int column) {
            const auto& line = lines[std::size_t(row)];
            return Cell{column == 0 ? line.first : line.second, false, Tone::Neutral, {}};
        },
        dialog);
    model->setRowCount(int(lines.size()));
    table->setModel(model);
    table->fitColumns({QStringLiteral("Alt+Shift+Enterxx"), QString()});
    dialog->body()->addWidget(table, 1);
    dialog->addText(QObject::tr("Bare letters work while a table has the focus."))->muted();
    dialog->addCloseButton(QObject::tr("Close"));
    table->setFocus();
    table->moveTo(0);
    dialog->show();
    return dialog;
}

} // namespace cordon::ui
