// SPDX-License-Identifier: Apache-2.0
// The filter as it is typed: answers, errors with their position, completions, history.
#include "tests/ui/small_bench.h"
#include "ui/panels/filter_bar.h"

#include <QSignalSpy>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

struct Bar {
    Bar()
    {
        window.resize(900, 200);
        window.show();
        window.activateWindow();
        bar.focusEdit();
    }
    [[nodiscard]] QString status() const
    {
        for (const PlainLabel* label : bar.findChildren<PlainLabel*>()) {
            if (!label->accessibleName().isEmpty()) {
                return label->text();
            }
        }
        return {};
    }
    [[nodiscard]] QListWidget* offers() { return window.findChild<QListWidget*>(); }

    SmallBench small;
    QWidget window;
    FilterBar bar{small.bench, &window};
};

} // namespace

class TestFilterBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typingNarrowsTheAnswer()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"6 accounts + 5 projects"_s, kPatience);
        QTest::keyClicks(b.bar.edit(), u"domain:inbox.ru"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"4 accounts + 4 projects match"_s, kPatience);
        QTest::keyClicks(b.bar.edit(), u" joined:2025-06-09..2025-06-25"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"2 accounts + 3 projects match"_s, kPatience); // its owners
    }

    void anErrorNamesItsPlaceAndLeavesTheLastAnswer_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("position");
        QTest::newRow("no date") << u"domain:inbox.ru joined:yesterday"_s << 23;
        QTest::newRow("open quote") << u"domain:inbox.ru \"abc"_s << 16;
        QTest::newRow("open parenthesis") << u"domain:inbox.ru (name:x"_s << 16;
    }
    void anErrorNamesItsPlaceAndLeavesTheLastAnswer()
    {
        QFETCH(QString, typed);
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QTest::keyClicks(b.bar.edit(), u"domain:inbox.ru"_s);
        b.bar.edit()->setFocus();
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"4 accounts + 4 projects match"_s, kPatience);
        QTest::keyClicks(b.bar.edit(), typed.mid(15));
        const auto error = Filter::parse(typed).error();
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), error.sentence(), kPatience);
        QVERIFY2(b.status().contains(QString::number(error.position)) ||
                     b.status().contains(QString::number(error.position + 1)),
                 qPrintable(b.status()));
        QSignalSpy accepted(&b.bar, &FilterBar::accepted);
        QTest::keyClick(b.bar.edit(), Qt::Key_Return);
        QVERIFY(accepted.isEmpty());
        QCOMPARE(b.small.bench.filterText(), u"domain:inbox.ru"_s);
        QCOMPARE(b.small.bench.view()->count(Table::Accounts), 4);
    }

    void anUnknownSelectionIsSaid()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QTest::keyClicks(b.bar.edit(), u"in:nowhere"_s);
        QTRY_VERIFY_WITH_TIMEOUT(b.status().contains(u"nowhere"_s), kPatience);
        QCOMPARE(b.small.bench.view()->count(Table::Accounts), 6);
    }

    void completionsAreOfferedAndTaken()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QTest::keyClicks(b.bar.edit(), u"dom"_s);
        QVERIFY(b.offers()->isVisible());
        QTest::keyClick(b.bar.edit(), Qt::Key_Tab);
        QCOMPARE(b.bar.text(), u"domain:"_s);
        QTest::keyClicks(b.bar.edit(), u"inb"_s);
        QVERIFY(b.offers()->isVisible());
        QTest::keyClick(b.bar.edit(), Qt::Key_Down);
        QTest::keyClick(b.bar.edit(), Qt::Key_Return);
        QCOMPARE(b.bar.text().trimmed(), u"domain:inbox.ru"_s);
        QVERIFY(!b.offers()->isVisible());
        QVERIFY(b.bar.edit()->hasFocus()); // the list never takes the keyboard
        QTest::keyClicks(b.bar.edit(), u" na"_s);
        QVERIFY(b.offers()->isVisible());
        QTest::keyClick(b.bar.edit(), Qt::Key_Escape);
        QVERIFY(!b.offers()->isVisible());
    }

    void theHistoryGoesBackAndForward()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        b.bar.back();
        QCOMPARE(b.bar.text(), QString());
        for (const QString& text : {u"domain:inbox.ru"_s, u"name:w1"_s}) {
            b.bar.focusEdit();
            QTest::keyClicks(b.bar.edit(), text);
            QTest::keyClick(b.bar.edit(), Qt::Key_Escape);
            QTest::keyClick(b.bar.edit(), Qt::Key_Return);
        }
        b.bar.back();
        QCOMPARE(b.bar.text(), u"domain:inbox.ru"_s);
        b.bar.back();
        QCOMPARE(b.bar.text(), QString());
        b.bar.back();
        b.bar.forward();
        b.bar.forward();
        b.bar.forward();
        QCOMPARE(b.bar.text(), u"name:w1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"1 account + 0 projects match"_s, kPatience);
    }

    void enterGoesOnToWhatWasFound()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QSignalSpy accepted(&b.bar, &FilterBar::accepted);
        QTest::keyClick(b.bar.edit(), Qt::Key_Return);
        QCOMPARE(accepted.size(), 1);
        QTest::keyClick(b.bar.edit(), Qt::Key_Down);
        QCOMPARE(accepted.size(), 2);
    }
};

QTEST_MAIN(TestFilterBar)
#include "tst_filter_bar.moc"
