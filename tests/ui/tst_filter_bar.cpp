// SPDX-License-Identifier: Apache-2.0
// The filter as it is typed: answers, errors with their position, completions, history.
#include "core/actions/select.h"
#include "tests/ui/small_bench.h"
#include "ui/panels/filter_bar.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>

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
    [[nodiscard]] QStringList offered()
    {
        QStringList words;
        for (int i = 0; offers()->isVisible() && i < offers()->count(); ++i) {
            words << offers()->item(i)->data(Qt::AccessibleTextRole).toString();
        }
        return words;
    }

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

    void whatIsSavedLaterIsAnsweredAfterAll()
    {
        QTemporaryDir folder;
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        b.small.bench.openWorkspace(folder.filePath(u"workspace"_s));
        QTRY_VERIFY_WITH_TIMEOUT(b.small.bench.writable(), kPatience);
        QTest::keyClicks(b.bar.edit(), u"in:later"_s);
        QTRY_VERIFY_WITH_TIMEOUT(b.status().contains(u"later"_s), kPatience);
        SelectOrder order;
        order.name = u"later"_s;
        order.subjects = {accountSubject(u"w1"_s)};
        CORDON_VERIFY(makeSelection(*b.small.bench.session(), order));
        b.small.show(tinyIndex(kSmallWave)); // as an import would
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"1 account + 0 projects match"_s, kPatience);
    }

    void anErrorStaysWhileTheTextStays()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QSignalSpy accepted(&b.bar, &FilterBar::accepted);
        QTest::keyClicks(b.bar.edit(), u"in:nowhere"_s);
        QTRY_VERIFY_WITH_TIMEOUT(b.status().contains(u"nowhere"_s), kPatience);
        const QString said = b.status();
        QTest::keyClick(b.bar.edit(), Qt::Key_Return);
        QCOMPARE(b.status(), said);
        QVERIFY(accepted.isEmpty()); // there is nothing to go to
        QTest::keyClicks(b.bar.edit(), u"("_s);
        QTRY_VERIFY_WITH_TIMEOUT(b.status() != said, kPatience); // that is another error
        QTest::keyClick(b.bar.edit(), Qt::Key_Backspace);
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), said, kPatience);
        b.bar.edit()->clearFocus();
        QCOMPARE(b.status(), said);
        b.bar.focusEdit();
        QTest::keyClicks(b.bar.edit(), u"w1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"1 account + 0 projects match"_s, kPatience);
    }

    void completionsAreOfferedAndTaken()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QTest::keyClicks(b.bar.edit(), u"dom"_s);
        QTRY_VERIFY_WITH_TIMEOUT(b.offers()->isVisible(), kPatience);
        QTest::keyClick(b.bar.edit(), Qt::Key_Tab);
        QCOMPARE(b.bar.text(), u"domain:"_s);
        // A field's values follow it at once, the most frequent first.
        QTRY_COMPARE_WITH_TIMEOUT(b.offered(), QStringList({u"inbox.ru, 4"_s, u"example.edu, 1"_s, u"gmail.com, 1"_s}),
                                  kPatience);
        QTest::keyClicks(b.bar.edit(), u"inb"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.offered(), QStringList{u"inbox.ru, 4"_s}, kPatience);
        QTest::keyClick(b.bar.edit(), Qt::Key_Down);
        QTest::keyClick(b.bar.edit(), Qt::Key_Return);
        QCOMPARE(b.bar.text().trimmed(), u"domain:inbox.ru"_s);
        QVERIFY(!b.offers()->isVisible());
        QVERIFY(b.bar.edit()->hasFocus()); // the list never takes the keyboard
        QTest::keyClicks(b.bar.edit(), u" na"_s);
        QTRY_VERIFY_WITH_TIMEOUT(b.offers()->isVisible(), kPatience);
        QTest::keyClick(b.bar.edit(), Qt::Key_Escape);
        QVERIFY(!b.offers()->isVisible());
    }

    void valuesFromOutsideAreQuotedAndShownVisibly()
    {
        Bar b;
        b.small.show(tinyIndex("account w1 w1@inbox.ru 2025-06-09T10:00:00Z\n"
                               "project p1 w1 2025-06-26T00:00:00Z\n"
                               "role p1 w1 a,\"b\n"));
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QTest::keyClicks(b.bar.edit(), u"role:"_s);
        QTRY_VERIFY_WITH_TIMEOUT(b.offered() == QStringList{u"a,\"b, 1"_s}, kPatience);
        QTest::keyClick(b.bar.edit(), Qt::Key_Tab);
        QCOMPARE(b.bar.text(), u"role:\"a,\\\"b\""_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.status(), u"1 account + 1 project match"_s, kPatience);
    }

    void keysThatComeBeforeTheOffersWaitForThem()
    {
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        QSemaphore held;
        const auto hold = [&] {
            b.small.bench.jobs().start(
                Lane::Offers, &b.bar, [&held](const auto&) { return held.tryAcquire(1, kPatience); }, [](bool) {});
        };
        const auto idle = [&b] { return !b.small.bench.jobs().busy(Lane::Offers); };
        hold();
        QTest::keyClicks(b.bar.edit(), u"dom"_s);
        QTest::keyClick(b.bar.edit(), Qt::Key_Tab);
        QVERIFY(b.bar.edit()->hasFocus());
        QCOMPARE(b.bar.text(), u"dom"_s); // the ui thread did not look for itself
        held.release();
        QTRY_COMPARE_WITH_TIMEOUT(b.bar.text(), u"domain:"_s, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(idle() && b.offers()->isVisible(), kPatience);
        hold();
        QTest::keyClicks(b.bar.edit(), u"gm"_s);
        QTest::keyClick(b.bar.edit(), Qt::Key_Return); // on, not to what stood there for an older text
        QCOMPARE(b.bar.text(), u"domain:gm"_s);
        held.release();
        QTRY_VERIFY_WITH_TIMEOUT(idle(), kPatience);
        QVERIFY(!b.offers()->isVisible()); // nobody waits for them any more
        QTest::keyClicks(b.bar.edit(), u"zz"_s);
        QTest::keyClick(b.bar.edit(), Qt::Key_Tab); // there are none: Tab goes on
        QTRY_VERIFY_WITH_TIMEOUT(idle(), kPatience);
        QCOMPARE(b.bar.text(), u"domain:gmzz"_s);
    }

    void namesOfSelectionsAreOfferedWithTheirSizes()
    {
        QTemporaryDir folder;
        Bar b;
        QVERIFY(QTest::qWaitForWindowActive(&b.window));
        b.small.bench.openWorkspace(folder.filePath(u"workspace"_s));
        QTRY_VERIFY_WITH_TIMEOUT(b.small.bench.writable(), kPatience);
        SelectOrder order;
        order.name = u"my wave"_s;
        order.subjects = {accountSubject(u"w1"_s), accountSubject(u"w2"_s)};
        CORDON_VERIFY(makeSelection(*b.small.bench.session(), order));
        b.bar.focusEdit();
        QTest::keyClicks(b.bar.edit(), u"-in:m"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.offered(), QStringList{u"my wave, 2"_s}, kPatience);
        QTest::keyClick(b.bar.edit(), Qt::Key_Tab);
        QCOMPARE(b.bar.text(), u"-in:\"my wave\""_s);
        QVERIFY(Filter::parse(b.bar.text()));
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
