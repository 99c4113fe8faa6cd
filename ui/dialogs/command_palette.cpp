// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/command_palette.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace cordon::ui {

QString plainActionText(const QAction& action)
{
    QString text = action.text().section(QLatin1Char('\t'), 0, 0);
    text.remove(QLatin1Char('&'));
    return text.endsWith(QChar(0x2026)) ? text.chopped(1) : text;
}

QString keysOf(const QAction& action)
{
    if (action.text().contains(QLatin1Char('\t'))) {
        return action.text().section(QLatin1Char('\t'), 1);
    }
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText)
        .replace(QStringLiteral("; "), QStringLiteral(", "));
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
    setRoom(560, 440);
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("paletteEdit"));
    m_edit->setAccessibleName(tr("Name of an action"));
    m_edit->setPlaceholderText(tr("Type a few letters: check, export, quarantine…"));
    m_edit->installEventFilter(this);
    m_model = new ListModel(
        {tr("Action"), tr("Key")},
        [this](int row, int column) {
            const QAction& action = *m_found[std::size_t(row)];
            return column == 0 ? Cell{plainActionText(action), false, Tone::Neutral, {}}
                               : Cell{keysOf(action), false, Tone::Neutral, {}};
        },
        this);
    m_list = new DenseTable(tr("Actions"), this);
    m_list->setModel(m_model);
    m_list->fitColumns({QStringLiteral("Import the built-in demo campaign, all of it"), QString()});
    m_list->horizontalHeader()->hide();
    m_list->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(m_edit);
    body()->addWidget(m_list, 1);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_list, &QTableView::clicked, this, &CommandPalette::run);
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
    m_found.clear();
    for (const auto& entry : found) {
        m_found.push_back(entry.second);
    }
    m_model->setRowCount(int(m_found.size()));
    m_list->moveTo(0);
}

void CommandPalette::run()
{
    const int row = m_list->currentRow();
    if (row >= 0 && std::size_t(row) < m_found.size()) {
        QAction* action = m_found[std::size_t(row)];
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
            m_list->moveTo(m_list->currentRow() + 1); // at the ends: stays
            return true;
        case Qt::Key_Up:
            m_list->moveTo(m_list->currentRow() - 1);
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
    dialog->setRoom(680, 620);
    std::vector<std::pair<QString, QString>> lines;
    for (const auto& menu : menus) {
        for (const QAction* action : menu.second) {
            const QString keys = keysOf(*action);
            if (!keys.isEmpty()) {
                lines.push_back({keys, QString(menu.first % QStringLiteral(": ") % plainActionText(*action))});
            }
        }
    }
    const std::vector<std::pair<QString, QString>> inTables{
        {QStringLiteral("Shift+Space"), QObject::tr("In a table: tick from the last tick to here")},
        {QStringLiteral("Shift+Down"), QObject::tr("In a table: tick while moving")},
        {QStringLiteral("Enter"), QObject::tr("Groups: keep this group only; Runs: show the run")},
        {QStringLiteral("Ctrl+C"), QObject::tr("In a table: copy the cell as plain text")},
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
    table->fitColumns({QStringLiteral("Ctrl+Shift+Z, Ctrl+Y"), QString()});
    dialog->body()->addWidget(table, 1);
    dialog->addText(QObject::tr("Bare letters work while a table has the focus."))->muted();
    dialog->addCloseButton(QObject::tr("Close"));
    table->setFocus();
    table->moveTo(0);
    dialog->show();
    return dialog;
}

} // namespace cordon::ui
