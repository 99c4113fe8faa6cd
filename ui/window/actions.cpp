// SPDX-License-Identifier: Apache-2.0
#include "ui/window/actions.h"

#include "ui/theme/icons.h"
#include "ui/views/plain_text.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

#include <map>

namespace cordon::ui {

namespace {

/// Where a key works. Hint: the list itself takes the key; the menu only tells of it.
enum class Where { Window, Letters, Hint };

struct Spec {
    Act act;
    const char* menu; ///< "View/Group by" is a menu in a menu; a leading "-" draws a line before
    const char* text;
    const char* keys; ///< several are parted by a blank; the first is shown
    Where where;
    const char* icon;
    const char* tip;
};

constexpr Where kWindow = Where::Window;
constexpr Where kLetters = Where::Letters;
constexpr Where kHint = Where::Hint;

constexpr Spec kSpecs[] = {
    {Act::OpenOrImport, "File", "&Open or import…", "Ctrl+O Ctrl+I", kWindow, "open",
     "A workspace's folder is opened; files of a campaign are imported into the open one"},
    {Act::NewWorkspace, "File", "&New workspace…", "Ctrl+N", kWindow, "", "Makes a workspace in an empty folder"},
    {Act::ImportDemo, "File", "Import the built-in &demo campaign", "", kWindow, "import",
     "990 made-up accounts, among them a campaign to find"},
    {Act::StopImport, "File", "Stop the import", "", kWindow, "cancel", "What is in stays; import again to go on"},
    {Act::LogIn, "-File", "&Registry and log-in…", "Ctrl+L", kWindow, "registry",
     "Which registry a commit goes to, and as whom"},
    {Act::Reload, "File", "Read the workspace &again", "F5", kWindow, "", "Shows what another program wrote"},
    {Act::Quit, "-File", "&Quit", "Ctrl+Q", kWindow, "", "A run in progress is paused first"},
    {Act::Undo, "Edit", "&Undo", "Ctrl+Z", kWindow, "",
     "Takes the last tick back; on a run: makes a plan that reverses it"},
    {Act::Redo, "Edit", "&Redo", "Ctrl+Shift+Z Ctrl+Y", kWindow, "", "Ticks again what was taken back"},
    {Act::Filter, "-Edit", "&Filter", "/ Ctrl+F", kWindow, "filter", "What to see: domain:inbox.ru empty:yes"},
    {Act::ClearFilter, "Edit", "&Clear the filter", "Ctrl+Shift+F", kWindow, "", "Shows everything"},
    {Act::FilterBack, "Edit", "Filter &before", "[", kWindow, "", "Back through what was looked at"},
    {Act::FilterForward, "Edit", "Filter a&fter", "]", kWindow, "", "Forward through what was looked at"},
    {Act::KeepValue, "Edit", "&Keep this value", "Alt+Return", kWindow, "", "Filters to the value under the cursor"},
    {Act::ExcludeValue, "Edit", "E&xclude this value", "Alt+Shift+Return", kWindow, "",
     "Filters the value under the cursor away"},
    {Act::Palette, "-Edit", "Do &what?…", "Ctrl+K", kWindow, "palette", "Every action by its name"},
    {Act::ShowGroups, "View", "&Groups", "Ctrl+1", kWindow, "groups", "One mail domain in one time window a row"},
    {Act::ShowAccounts, "View", "&Accounts", "Ctrl+2", kWindow, "account", "Accounts that match the filter"},
    {Act::ShowProjects, "View", "&Projects", "Ctrl+3", kWindow, "project", "Projects that match the filter"},
    {Act::ShowRuns, "View", "&Runs", "Ctrl+4", kWindow, "run", "What was done, and the way to take it back"},
    {Act::ShowLedger, "View", "&Ledger", "Ctrl+5", kWindow, "ledger", "The record that cannot be changed unseen"},
    {Act::ShowEvidence, "-View", "&Evidence", "Ctrl+6", kWindow, "info", "What is known of the row under the cursor"},
    {Act::ShowCheck, "View", "The &checked plan", "Ctrl+7", kWindow, "check",
     "What would be done, and to whom besides"},
    {Act::ShowRunPanel, "View", "The run, &step by step", "Ctrl+8", kWindow, "", "Each step with its outcome"},
    {Act::ShowFacets, "View", "&Values and their counts", "Ctrl+9", kWindow, "",
     "Beside the list: how many rows have each value; Enter includes it, - excludes it; again: hides them"},
    {Act::NextArea, "View", "&Next part of the window", "F6", kWindow, "",
     "Filter, timeline, values, list, side panel, tray, and round again"},
    {Act::Reveal, "-View", "Re&veal personal data", "R", kLetters, "reveal",
     "Of the row under the cursor, until it moves"},
    {Act::SortColumn, "View", "&Sort by this column", "S", kLetters, "", "Again: the other way round"},
    {Act::CutNone, "View/C&ut groups by", "All time", "", kWindow, "", "One group a mail domain"},
    {Act::CutHour, "View/C&ut groups by", "Hour", "", kWindow, "", "UTC hours"},
    {Act::CutDay, "View/C&ut groups by", "Day", "", kWindow, "", "UTC days"},
    {Act::CutWeek, "View/C&ut groups by", "Week", "", kWindow, "", "Weeks from Monday, UTC"},
    {Act::CutBurst, "View/C&ut groups by", "Burst", "", kWindow, "", "A gap of more than an hour begins a new one"},
    {Act::OpenGroup, "View/Open and cl&ose groups", "&Open the group", "Right", kHint, "",
     "Its rows appear under it; again: goes to the first of them"},
    {Act::CloseGroup, "View/Open and cl&ose groups", "&Close the group", "Left", kHint, "",
     "On a row: goes back to its group"},
    {Act::OpenAllGroups, "View/Open and cl&ose groups", "Open &all groups", "*", kLetters, "",
     "Every row under its group; Shift+Right does the same"},
    {Act::CloseAllGroups, "View/Open and cl&ose groups", "C&lose all groups", "-", kLetters, "",
     "Groups alone; Shift+Left does the same"},
    {Act::Timeline, "-View/T&imeline", "Go to the &timeline", "T", kLetters, "",
     "Arrows move the brush, with Shift extend it; Enter filters"},
    {Act::TimelineIn, "View/T&imeline", "Zoom &in", "Ctrl++ Ctrl+=", kWindow, "", "Around the brush"},
    {Act::TimelineOut, "View/T&imeline", "Zoom &out", "Ctrl+-", kWindow, "", "Around the brush"},
    {Act::TimelineAll, "View/T&imeline", "Show &everything", "Ctrl+0", kWindow, "", "The whole time the cache holds"},
    {Act::TimelineTable, "View/T&imeline", "As a &table…", "", kWindow, "", "The same figures in words"},
    {Act::ThemeSystem, "-View/T&heme", "Like the &desktop", "", kWindow, "", ""},
    {Act::ThemeLight, "View/T&heme", "&Light", "", kWindow, "", ""},
    {Act::ThemeDark, "View/T&heme", "D&ark", "", kWindow, "", ""},
    {Act::TickRow, "Select", "&Tick this row", "Space", kHint, "tick", "With Shift: from the last tick to here"},
    {Act::TickAll, "Select", "Tick &all that match", "Ctrl+A", kWindow, "", "What is left out stays so"},
    {Act::TickSame, "Select", "Tick the &same value", ",", kLetters, "",
     "Rows whose cell in this column says the same"},
    {Act::LeaveOut, "-Select", "&Leave this row out", "X", kLetters, "leave-out",
     "With a mark; again: takes the mark back"},
    {Act::LeftOutRows, "Select", "Left-out &rows…", "Ctrl+Shift+X", kWindow, "", "With the reason for each"},
    {Act::UntickAll, "-Select", "&Untick everything", "Ctrl+Shift+A", kWindow, "",
     "Ticks and left-out marks; Ctrl+Z brings them back"},
    {Act::Ban, "Plan", "&Ban the accounts", "F", kLetters, "ban", "Stages the verb; sends nothing"},
    {Act::Quarantine, "Plan", "&Quarantine the projects", "Q", kLetters, "quarantine",
     "Stages the verb; sends nothing"},
    {Act::Reinstate, "Plan", "Re&instate the accounts", "Shift+F", kLetters, "", "Stages the opposite of ban"},
    {Act::Clear, "Plan", "C&lear the projects", "Shift+Q", kLetters, "", "Stages the opposite of quarantine"},
    {Act::Justify, "-Plan", "&Justification", "J", kLetters, "justification",
     "Policy, sentence, evidence; Ctrl+S closes it"},
    {Act::Check, "Plan", "&Check", "F9", kWindow, "check", "Compiles the plan and shows it; sends nothing"},
    {Act::Commit, "Plan", "C&ommit", "Hold Ctrl+Enter", kHint, "commit",
     "Held for a second: the only gesture that sends anything"},
    {Act::Pause, "-Plan", "&Pause the run", "Esc", kHint, "pause", "The step in flight ends first"},
    {Act::Resume, "Plan", "&Resume the run", "", kWindow, "run", "Sends the rest; nothing is sent twice"},
    {Act::CancelRest, "Plan", "Cancel the res&t…", "", kWindow, "cancel", "What a paused run has not started"},
    {Act::ShowRun, "Ledger", "&Show this run", "Enter", kHint, "run", "Step by step"},
    {Act::Reverse, "Ledger", "&Reverse a run…", "Ctrl+R", kWindow, "reverse",
     "Makes a plan that restores what was before"},
    {Act::Report, "-Ledger", "&Incident report…", "Ctrl+E", kWindow, "report",
     "Of the run under the cursor, or of the last one"},
    {Act::VerifyLedger, "-Ledger", "&Verify the ledger", "", kWindow, "shield", "Walks the whole chain"},
    {Act::ExportLedger, "Ledger", "E&xport the ledger…", "", kWindow, "export",
     "A file that can be verified by itself"},
    {Act::Keys, "Help", "&Keys", "? F1", kWindow, "help", "Every key in one table"},
    {Act::About, "Help", "&About Cordon", "", kWindow, "", ""},
};
static_assert(std::size(kSpecs) == std::size_t(Act::Count));

constexpr const char* kMenus[] = {"File", "Edit", "View", "Select", "Plan", "Ledger", "Help"};

QString tr(const char* text)
{
    return Actions::tr(text);
}

/// "View" of "-View/T&heme".
QString menuOf(const Spec& spec)
{
    const QString path = QString::fromLatin1(spec.menu);
    const QString bare = path.startsWith(QLatin1Char('-')) ? path.mid(1) : path;
    return bare.section(QLatin1Char('/'), 0, 0);
}

QString subMenuOf(const Spec& spec)
{
    return QString::fromLatin1(spec.menu).section(QLatin1Char('/'), 1);
}

void giveKeys(QAction* action, const Spec& spec)
{
    const QString keys = QString::fromLatin1(spec.keys);
    if (spec.where == Where::Hint) {
        action->setText(QString(action->text() % QLatin1Char('\t') % keys));
        return;
    }
    QList<QKeySequence> sequences;
    for (const QString& one : keys.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        sequences.append(QKeySequence(one, QKeySequence::PortableText));
    }
    action->setShortcuts(sequences);
    action->setShortcutContext(spec.where == Where::Letters ? Qt::WidgetShortcut : Qt::WindowShortcut);
    // A letter held down is not a wish repeated.
    action->setAutoRepeat(spec.act == Act::Undo || spec.act == Act::Redo);
}

} // namespace

Actions::Actions(QWidget* window) : QObject(window)
{
    for (const char* menu : kMenus) {
        m_menus.push_back({QString::fromLatin1(menu), {}});
    }
    for (const Spec& spec : kSpecs) {
        auto* action = new QAction(cordon::ui::tr(spec.text), this);
        giveKeys(action, spec);
        const QString tip = cordon::ui::tr(spec.tip);
        action->setStatusTip(tip);
        action->setToolTip(plainToolTip(tip));
        action->setIconVisibleInMenu(true);
        m_actions[std::size_t(spec.act)] = action;
        if (spec.where == Where::Letters) {
            m_letters.push_back(action);
        } else {
            window->addAction(action);
        }
        for (auto& menu : m_menus) {
            if (menu.first == menuOf(spec)) {
                menu.second.push_back(action);
            }
        }
    }
    for (const Act act :
         {Act::Ban, Act::Quarantine, Act::Reinstate, Act::Clear, Act::CutNone, Act::CutHour, Act::CutDay, Act::CutWeek,
          Act::CutBurst, Act::ShowFacets, Act::ThemeSystem, Act::ThemeLight, Act::ThemeDark}) {
        (*this)[act]->setCheckable(true);
    }
    (*this)[Act::Quit]->setMenuRole(QAction::QuitRole);
    (*this)[Act::About]->setMenuRole(QAction::AboutRole);
    refreshIcons();
    qApp->installEventFilter(this);
}

bool Actions::eventFilter(QObject* watched, QEvent* event)
{
    // While a menu is open the list below still has the focus: a letter is the menu's then.
    if (event->type() == QEvent::ShortcutOverride && QApplication::activePopupWidget() != nullptr) {
        const auto modifiers = static_cast<QKeyEvent*>(event)->modifiers();
        if ((modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void Actions::fill(QMenuBar* bar)
{
    std::map<QString, QMenu*> menus;
    for (const Spec& spec : kSpecs) {
        const QString name = menuOf(spec);
        QMenu*& menu = menus[name];
        if (menu == nullptr) {
            menu = bar->addMenu(QString(QLatin1Char('&') % name));
            menu->setObjectName(QString(QStringLiteral("menu") % name));
        }
        if (spec.menu[0] == '-') {
            menu->addSeparator();
        }
        const QString sub = subMenuOf(spec);
        QMenu*& target = sub.isEmpty() ? menu : menus[QString(name % QLatin1Char('/') % sub)];
        if (target == nullptr) {
            target = menu->addMenu(sub);
        }
        target->addAction((*this)[spec.act]);
    }
}

void Actions::serveLetters(QWidget* list) const
{
    for (QAction* action : m_letters) {
        list->addAction(action);
    }
}

void Actions::refreshIcons()
{
    for (const Spec& spec : kSpecs) {
        if (spec.icon[0] != '\0') {
            (*this)[spec.act]->setIcon(icon(QString::fromLatin1(spec.icon)));
        }
    }
}

} // namespace cordon::ui
