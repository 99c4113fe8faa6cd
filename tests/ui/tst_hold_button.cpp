// SPDX-License-Identifier: Apache-2.0
// The commit gesture: nothing goes out that was not held for a whole second, and nothing twice.
#include "tests/ui/small_bench.h"
#include "ui/views/hold_button.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QVBoxLayout>

using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

/// A window with a field and the button, watched for Ctrl+Enter.
struct Window {
    Window()
    {
        auto* column = new QVBoxLayout(&widget);
        column->addWidget(edit);
        column->addWidget(button);
        new HoldKeyWatcher(&widget, button);
        widget.show();
        widget.activateWindow();
        edit->setFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}, bool repeated = false)
    {
        QKeyEvent event(QEvent::KeyPress, key, modifiers, QString(), repeated);
        QCoreApplication::sendEvent(QApplication::focusWidget(), &event);
    }
    void release(Qt::Key key, Qt::KeyboardModifiers modifiers = {}, bool repeated = false)
    {
        QKeyEvent event(QEvent::KeyRelease, key, modifiers, QString(), repeated);
        QCoreApplication::sendEvent(QApplication::focusWidget(), &event);
    }

    QWidget widget;
    QLineEdit* edit = new QLineEdit(&widget);
    HoldButton* button = new HoldButton(u"Commit"_s, &widget);
};

} // namespace

class TestHoldButton : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeSecondCommitsOnce_data()
    {
        QTest::addColumn<bool>("space");
        QTest::newRow("Space on the button") << true;
        QTest::newRow("Ctrl+Enter anywhere") << false;
    }
    void aWholeSecondCommitsOnce()
    {
        QFETCH(bool, space);
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        space ? window.button->setFocus() : window.edit->setFocus();
        const Qt::Key key = space ? Qt::Key_Space : Qt::Key_Return;
        const Qt::KeyboardModifiers with = space ? Qt::NoModifier : Qt::ControlModifier;
        QSignalSpy held(window.button, &HoldButton::held);
        QElapsedTimer clock;
        clock.start();
        window.press(key, with);
        QVERIFY(window.button->isHeld());
        // The keyboard repeats while it is down: neither a new hold nor a second commit.
        while (clock.elapsed() < 3 * HoldButton::kHoldMs / 2 || held.isEmpty()) {
            QVERIFY(clock.elapsed() < kPatience);
            held.wait(20);
            window.press(key, with, true);
            if (!held.isEmpty()) {
                QVERIFY(clock.elapsed() >= HoldButton::kHoldMs);
                QVERIFY(!window.button->isHeld());
            }
        }
        window.release(key, with);
        QCOMPARE(held.size(), 1);
    }

    void lettingGoEarlyTakesItBack_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("Space released") << 0;
        QTest::newRow("Enter released") << 1;
        QTest::newRow("Ctrl released first") << 2;
        QTest::newRow("the focus goes elsewhere") << 3;
        QTest::newRow("the window is left") << 4;
        QTest::newRow("it may no longer be held") << 5;
    }
    void lettingGoEarlyTakesItBack()
    {
        QFETCH(int, how);
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        const bool space = how == 0 || how == 3 || how == 5;
        space ? window.button->setFocus() : window.edit->setFocus();
        QSignalSpy held(window.button, &HoldButton::held);
        QSignalSpy broken(window.button, &HoldButton::holdBroken);
        window.press(space ? Qt::Key_Space : Qt::Key_Return, space ? Qt::NoModifier : Qt::ControlModifier);
        QVERIFY(window.button->isHeld());
        QVERIFY(!held.wait(HoldButton::kHoldMs / 4)); // some of the second, not all of it
        switch (how) {
        case 0:
            window.release(Qt::Key_Space);
            break;
        case 1:
            window.release(Qt::Key_Return, Qt::ControlModifier);
            break;
        case 2:
            window.release(Qt::Key_Control);
            break;
        case 3:
            window.edit->setFocus();
            break;
        case 4: {
            QEvent left(QEvent::WindowDeactivate);
            QCoreApplication::sendEvent(&window.widget, &left);
            break;
        }
        default:
            window.button->setRefusal(u"not now"_s);
            break;
        }
        QVERIFY(!window.button->isHeld());
        QCOMPARE(broken.size(), 1);
        QVERIFY(!held.wait(HoldButton::kHoldMs));
    }

    void theTimeBeginsAnewWithEveryHold()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        window.button->setFocus();
        QSignalSpy held(window.button, &HoldButton::held);
        for (int i = 0; i < 3; ++i) {
            window.press(Qt::Key_Space);
            QVERIFY(!held.wait(HoldButton::kHoldMs / 2));
            window.release(Qt::Key_Space);
        }
    }

    void aRefusalIsSaidInsteadOfHolding()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        window.button->setRefusal(u"Nothing is checked."_s);
        QSignalSpy refused(window.button, &HoldButton::refused);
        window.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!window.button->isHeld());
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused.front().front().toString(), u"Nothing is checked."_s);
        QCOMPARE(window.button->accessibleDescription(), u"Nothing is checked."_s);
    }

    void noOtherKeyHoldsIt_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("Enter") << int(Qt::Key_Return) << int(Qt::NoModifier);
        QTest::newRow("Shift+Ctrl+Enter") << int(Qt::Key_Return) << int(Qt::ControlModifier | Qt::ShiftModifier);
        QTest::newRow("Alt+Ctrl+Enter") << int(Qt::Key_Return) << int(Qt::ControlModifier | Qt::AltModifier);
        QTest::newRow("Ctrl+Space") << int(Qt::Key_Space) << int(Qt::ControlModifier);
        QTest::newRow("a letter") << int(Qt::Key_F) << int(Qt::NoModifier);
    }
    void noOtherKeyHoldsIt()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        window.press(Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QVERIFY(!window.button->isHeld());
    }

    void theChordReachesNoOtherWidget()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        QSignalSpy entered(window.edit, &QLineEdit::returnPressed);
        window.press(Qt::Key_Enter, Qt::ControlModifier);
        QVERIFY(window.button->isHeld());
        window.release(Qt::Key_Enter, Qt::ControlModifier);
        QVERIFY(entered.isEmpty());
        // A dialog's Ctrl+Enter is not the window's.
        QLineEdit other;
        other.show();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QTest::keyPress(&other, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!window.button->isHeld());
    }
};

QTEST_MAIN(TestHoldButton)
#include "tst_hold_button.moc"
