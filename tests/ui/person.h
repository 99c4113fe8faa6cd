// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/small_bench.h"
#include "ui/views/hold_button.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QTableView>
#include <QWindow>

namespace cordon::test {

/// Somebody at the keyboard: keys go to the window that has the focus, as from a desktop, and what
/// is known is what stands on the screen. No mouse, and nobody who calls functions.
class Person {
public:
    /// Presses and lets go.
    static void key(int code, Qt::KeyboardModifiers with = {})
    {
        minding();
        if (QWindow* window = QGuiApplication::focusWindow()) {
            QTest::keyClick(window, Qt::Key(code), with);
        } else {
            QTest::qFail("no window has the focus", __FILE__, __LINE__);
        }
    }
    static void ctrl(int code) { key(code, Qt::ControlModifier); }
    static void type(const QString& text)
    {
        for (const QChar c : text) {
            QTest::keyClick(QGuiApplication::focusWindow(), c.toLatin1());
        }
    }
    /// Over what stands in the field.
    static void retype(const QString& text)
    {
        ctrl(Qt::Key_A);
        type(text);
    }
    /// Holds Ctrl+Enter for as long as it takes, the keyboard repeating, or lets go early.
    static void hold(int milliseconds = ui::HoldButton::kHoldMs + 400)
    {
        QPointer<QWindow> window = QGuiApplication::focusWindow();
        QElapsedTimer clock;
        clock.start();
        QTest::keyPress(window, Qt::Key_Return, Qt::ControlModifier);
        waitFor([&] { return clock.elapsed() >= milliseconds; }, milliseconds + 1000);
        if (window) {
            QTest::keyRelease(window, Qt::Key_Return, Qt::ControlModifier);
        }
    }

    /// What stands in the visible widget of this name; nothing where it cannot be seen.
    [[nodiscard]] static QString reads(const char* name)
    {
        const QWidget* widget = visible(name);
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            return label->text();
        }
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) {
            return edit->text();
        }
        if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget)) {
            return text->toPlainText();
        }
        if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            return box->currentText();
        }
        if (const auto* bar = qobject_cast<const QProgressBar*>(widget)) {
            return QStringLiteral("%1/%2").arg(bar->value()).arg(bar->maximum());
        }
        return {};
    }
    /// Waits until it stands there.
    [[nodiscard]] static bool sees(const char* name, const QString& text, int milliseconds = kPatience)
    {
        const bool seen = waitFor([&] { return reads(name).contains(text); }, milliseconds);
        if (!seen) {
            qWarning("%s says \"%s\", not \"%s\"", name, qPrintable(reads(name)), qPrintable(text));
        }
        return seen;
    }
    /// Waits until a dialog of this name or title has the keyboard.
    [[nodiscard]] static bool isAsked(const char* dialog, int milliseconds = kPatience)
    {
        const auto there = [&] {
            minding();
            const QWidget* active = QApplication::activeWindow();
            return active != nullptr && hasFocusWindow(*active) &&
                   (active->objectName() == QLatin1String(dialog) || active->windowTitle() == QLatin1String(dialog));
        };
        const bool asked = waitFor(there, milliseconds);
        if (!asked) {
            qWarning("%s is not there; the focus is in %s", dialog, qPrintable(focus()));
        }
        return asked;
    }
    /// Waits until the main window has the keyboard again.
    [[nodiscard]] static bool isBack(int milliseconds = kPatience) { return isAsked("mainWindow", milliseconds); }
    [[nodiscard]] static bool hasFocus(const char* name, int milliseconds = kPatience)
    {
        const bool there = waitFor([&] { return focus() == QLatin1String(name); }, milliseconds);
        if (!there) {
            qWarning("the focus is in %s, not in %s", qPrintable(focus()), name);
        }
        return there;
    }
    [[nodiscard]] static QString focus()
    {
        const QWidget* widget = QApplication::focusWidget();
        return widget == nullptr ? QStringLiteral("(nothing)") : widget->objectName();
    }
    /// What a reader of the screen says of where the focus is.
    [[nodiscard]] static QString hears()
    {
        const QWidget* widget = QApplication::focusWidget();
        return widget == nullptr ? QString() : widget->accessibleName();
    }
    /// The name in the row under the cursor of the table with the focus.
    [[nodiscard]] static QString cursorRow()
    {
        const auto* table = qobject_cast<const QTableView*>(QApplication::focusWidget());
        return table == nullptr ? QString() : table->currentIndex().siblingAtColumn(1).data().toString();
    }
    /// An action by its name, from the palette.
    [[nodiscard]] static bool asksFor(const QString& action)
    {
        ctrl(Qt::Key_K);
        if (!isAsked("commandPalette")) {
            return false;
        }
        type(action);
        key(Qt::Key_Return);
        return true;
    }
    /// Tab until there.
    [[nodiscard]] static bool tabTo(const char* name)
    {
        for (int i = 0; i < 80 && focus() != QLatin1String(name); ++i) {
            key(Qt::Key_Tab);
        }
        return hasFocus(name, 0);
    }

    template<class Ready>
    static bool waitFor(Ready ready, int milliseconds)
    {
        return QTest::qWaitFor(ready, qMax(1, milliseconds));
    }

private:
    [[nodiscard]] static QWidget* visible(const char* name)
    {
        for (QWidget* widget : QApplication::allWidgets()) {
            if (widget->isVisible() && widget->objectName() == QLatin1String(name)) {
                return widget;
            }
        }
        return nullptr;
    }
    /// What a window manager does when a window closes, and the offscreen platform does not: the one
    /// below it gets the keyboard.
    static void minding()
    {
        if (QGuiApplication::focusWindow() != nullptr) {
            return;
        }
        QWidget* below = QApplication::activeModalWidget();
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (below == nullptr && widget->isVisible() && widget->objectName() == QLatin1String("mainWindow")) {
                below = widget;
            }
        }
        if (below != nullptr) {
            below->activateWindow();
            waitFor([] { return QGuiApplication::focusWindow() != nullptr; }, 1000);
        }
    }
    [[nodiscard]] static bool hasFocusWindow(const QWidget& window)
    {
        return QGuiApplication::focusWindow() != nullptr && QGuiApplication::focusWindow() == window.windowHandle();
    }
};

} // namespace cordon::test
