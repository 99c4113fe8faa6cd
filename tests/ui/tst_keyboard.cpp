// SPDX-License-Identifier: Apache-2.0
// Everything by keyboard: each action has a way to it, no key means two things, Tab goes
// everywhere, and everything says its name.
#include "tests/ui/console.h"
#include "tests/ui/widget_walk.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QShortcut>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

/// Widgets that somebody with Tab alone must be able to reach now.
QSet<QWidget*> reachable(const QWidget& window)
{
    QSet<QWidget*> widgets;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->window() == &window && widget->isVisible() && widget->isEnabled() &&
            (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->focusProxy() == nullptr) {
            widgets.insert(widget);
        }
    }
    return widgets;
}

QStringList namelessUnder(const QWidget& window)
{
    QStringList nameless;
    for (QWidget* widget : reachable(window)) {
        const auto* spoken = QAccessible::queryAccessibleInterface(widget);
        if (spoken == nullptr || spoken->text(QAccessible::Name).trimmed().isEmpty()) {
            nameless << describe(*widget);
        }
    }
    return nameless;
}

/// What Tab does not reach; empty: it reaches all.
QStringList unreachedUnder(const QWidget& window)
{
    QSet<QWidget*> missing = reachable(window);
    const qsizetype most = 3 * missing.size() + 10;
    for (qsizetype i = 0; i < most && !missing.isEmpty(); ++i) {
        missing.remove(QApplication::focusWidget());
        Person::key(Qt::Key_Tab);
    }
    QStringList names;
    for (const QWidget* widget : missing) {
        names << describe(*widget);
    }
    return names;
}

void collect(const QMenu* menu, QSet<QAction*>& actions)
{
    for (QAction* action : menu->actions()) {
        action->menu<QMenu*>() != nullptr ? collect(action->menu<QMenu*>(), actions) : void(actions.insert(action));
    }
}

} // namespace

class TestKeyboard : public QObject {
    Q_OBJECT

    std::unique_ptr<Console> m_console;

    [[nodiscard]] MainWindow& window() const { return *m_console->window; }
    [[nodiscard]] std::vector<QAction*> actions() const { return window().parts().actions->all(); }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(ThemeChoice::Light);
        m_console = std::make_unique<Console>();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QVERIFY(m_console->makeWorkspace());
        QVERIFY(Console::importCampaign());
    }
    void cleanupTestCase() { m_console.reset(); }

    void everyActionIsInAMenu()
    {
        QSet<QAction*> inMenus;
        for (const QAction* top : window().menuBar()->actions()) {
            collect(top->menu<QMenu*>(), inMenus);
        }
        QVERIFY(actions().size() > 40);
        for (QAction* action : actions()) {
            QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
            QVERIFY(!action->text().isEmpty());
        }
    }

    void everyMenuOpensByItsLetter()
    {
        for (const QAction* top : window().menuBar()->actions()) {
            const QString text = top->text();
            const QChar letter = text.at(text.indexOf(u'&') + 1).toUpper();
            Person::key(letter.unicode(), Qt::AltModifier);
            QVERIFY2(
                Person::waitFor([&] { return QApplication::activePopupWidget() == top->menu<QMenu*>(); }, kPatience),
                qPrintable(text));
            Person::key(Qt::Key_Escape);
            QVERIFY(Person::waitFor([] { return QApplication::activePopupWidget() == nullptr; }, kPatience));
            Person::key(Qt::Key_Escape); // out of the bar
        }
    }

    void noKeyMeansTwoThings()
    {
        QMap<QString, QString> taken;
        const auto take = [&](const QKeySequence& keys, const QString& what) {
            const QString word = keys.toString(QKeySequence::PortableText);
            const bool free = word.isEmpty() || !taken.contains(word);
            if (!free) {
                qWarning("%s: %s and %s", qPrintable(word), qPrintable(taken.value(word)), qPrintable(what));
            }
            taken.insert(word, what);
            return free;
        };
        for (const QAction* action : actions()) {
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY(take(keys, action->text()));
                QVERIFY2(!keys.toString().contains(u"Ctrl+Return"_s), "only the commit button's");
            }
        }
        for (const QShortcut* shortcut : window().findChildren<QShortcut*>()) {
            QVERIFY(take(shortcut->key(), u"shortcut"_s));
        }
    }

    void menuLettersAreUniqueInTheBar()
    {
        QSet<QChar> letters;
        for (const QAction* top : window().menuBar()->actions()) {
            const QChar letter = top->text().at(top->text().indexOf(u'&') + 1).toUpper();
            QVERIFY2(!letters.contains(letter), qPrintable(top->text()));
            letters.insert(letter);
        }
    }

    void tabGoesEverywhere_data()
    {
        QTest::addColumn<int>("list");
        QTest::addColumn<int>("side");
        for (int list = 1; list <= 5; ++list) {
            QTest::addRow("list %d, evidence", list) << list << 0;
        }
        for (int side = 1; side <= 3; ++side) {
            QTest::addRow("accounts, side page %d", side) << 2 << side;
        }
    }
    void tabGoesEverywhere()
    {
        QFETCH(int, list);
        QFETCH(int, side);
        Person::ctrl(Qt::Key_0 + list);
        window().parts().side->open(SidePanel::Page(side)); // by its tab: reached below, too
        QCoreApplication::processEvents();
        const QStringList unreached = unreachedUnder(window());
        QVERIFY2(unreached.isEmpty(), qPrintable(unreached.join(u'\n')));
        const QStringList nameless = namelessUnder(window());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void f6GoesRoundThePartsOfTheWindow()
    {
        Person::ctrl(Qt::Key_F);
        QStringList visited;
        for (int i = 0; i < 5; ++i) {
            Person::key(Qt::Key_F6);
            visited << Person::focus();
        }
        QCOMPARE(QSet<QString>(visited.begin(), visited.end()).size(), 5);
        QCOMPARE(visited.back(), u"filterEdit"_s);
    }

    void everyDialogCanBeReadWalkedAndLeft_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("with");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* tag, int key, Qt::KeyboardModifiers with, const QString& name) {
            QTest::newRow(tag) << key << int(with) << name;
        };
        row("open or import", Qt::Key_O, Qt::ControlModifier, u"importDialog"_s);
        row("new workspace", Qt::Key_N, Qt::ControlModifier, u"newDialog"_s);
        row("registry", Qt::Key_L, Qt::ControlModifier, u"registryDialog"_s);
        row("palette", Qt::Key_K, Qt::ControlModifier, u"commandPalette"_s);
        row("keys", Qt::Key_F1, Qt::NoModifier, u"keyCard"_s);
        row("left out", Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier, u"leftOutDialog"_s);
    }
    void everyDialogCanBeReadWalkedAndLeft()
    {
        QFETCH(int, key);
        QFETCH(int, with);
        QFETCH(QString, name);
        Person::ctrl(Qt::Key_2);
        if (name == u"leftOutDialog"_s && window().parts().bench->set().leftOutCount() == 0) {
            Person::type(u"x"_s);
        }
        Person::key(key, Qt::KeyboardModifiers(with));
        QVERIFY(Person::isAsked(qPrintable(name)));
        const QWidget& dialog = *QApplication::activeWindow();
        QVERIFY(!dialog.accessibleName().isEmpty() || !dialog.windowTitle().isEmpty());
        const QStringList nameless = namelessUnder(dialog);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
        const QStringList unreached = unreachedUnder(dialog);
        QVERIFY2(unreached.isEmpty(), qPrintable(unreached.join(u'\n')));
        const QStringList rich = richTextsUnder(dialog);
        QVERIFY2(rich.isEmpty(), qPrintable(rich.join(u'\n')));
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::isBack());
    }

    void lettersInAFieldAreLettersOnly()
    {
        Person::ctrl(Qt::Key_F);
        QVERIFY(Person::hasFocus("filterEdit"));
        Person::retype(u"fqjxrst,"_s);
        QCOMPARE(Person::reads("filterEdit"), u"fqjxrst,"_s);
        QVERIFY(window().parts().plan->verbs().empty());
        QVERIFY(Person::hasFocus("filterEdit", 0));
        Person::retype(u"name:a"_s);
        Person::key(Qt::Key_Return);
        QVERIFY(Person::sees("filterStatus", u"match"_s));
    }

    void lettersInAListStageAndUnstage()
    {
        QVERIFY(Console::filter(u"domain:bk.ru"_s, u"6 accounts"_s)); // an empty list takes no keys
        Person::ctrl(Qt::Key_2);
        QVERIFY(Person::hasFocus("accountsView"));
        Person::type(u"f"_s);
        QCOMPARE(window().parts().plan->verbs(), std::vector<Verb>{Verb::Ban});
        Person::key(Qt::Key_F, Qt::ShiftModifier); // the opposite takes its place
        QCOMPARE(window().parts().plan->verbs(), std::vector<Verb>{Verb::Reinstate});
        Person::key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(window().parts().plan->verbs().empty());
    }

    void ticksUndoAndRedoByKey()
    {
        QVERIFY(Console::filter(u"domain:bk.ru"_s, u"6 accounts"_s));
        Person::ctrl(Qt::Key_2);
        QVERIFY(Person::hasFocus("accountsView"));
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Space);
        QVERIFY(Person::sees("trayCounts", u"1 account + 0 projects"_s));
        Person::key(Qt::Key_Down, Qt::ShiftModifier);
        Person::key(Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(Person::sees("trayCounts", u"3 accounts + 0 projects"_s));
        Person::ctrl(Qt::Key_Z);
        QVERIFY(Person::sees("trayCounts", u"2 accounts + 0 projects"_s));
        Person::key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Person::sees("trayCounts", u"3 accounts + 0 projects"_s));
        Person::key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Person::sees("trayCounts", u"Nothing ticked"_s));
    }

    void theBrushBecomesAFilter()
    {
        Person::key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Person::sees("filterStatus", u"990 accounts + 2,708 projects"_s));
        Person::ctrl(Qt::Key_2);
        QVERIFY(Person::hasFocus("accountsView"));
        Person::type(u"t"_s);
        QVERIFY(Person::hasFocus("timeline"));
        Person::key(Qt::Key_Right);
        Person::key(Qt::Key_Right, Qt::ShiftModifier);
        Person::key(Qt::Key_Return);
        QVERIFY(Person::sees("filterEdit", u"joined:"_s));
        QVERIFY(Person::sees("filterStatus", u"match"_s));
        Person::ctrl(Qt::Key_2);
        Person::type(u"["_s);
        QVERIFY(Person::sees("filterStatus", u"990 accounts + 2,708 projects"_s));
    }

    void theThemeCanBeChosenByKey()
    {
        QVERIFY(Person::asksFor(u"dark"_s));
        QVERIFY(Person::isBack());
        QTRY_COMPARE_WITH_TIMEOUT(window().palette().color(QPalette::Window), darkTokens().window, kPatience);
        QVERIFY(!window().grab().isNull());
        QVERIFY(Person::asksFor(u"light"_s));
        QTRY_COMPARE_WITH_TIMEOUT(window().palette().color(QPalette::Window), lightTokens().window, kPatience);
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
