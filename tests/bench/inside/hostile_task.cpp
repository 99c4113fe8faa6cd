// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/hostile_task.h"

#include "tests/bench/generator/trouble.h"
#include "tests/bench/inside/inside.h"
#include "tests/bench/measure/frame_clock.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDialog>
#include <QPointer>
#include <QTest>
#include <QWindow>

#include <algorithm>
#include <functional>
#include <optional>

namespace cordon::bench {

namespace {

constexpr int kPatienceMs = 300'000;

void turnUntil(FrameClock& clock, const char* what, const std::function<bool()>& isTrue)
{
    QElapsedTimer timer;
    timer.start();
    while (!isTrue()) {
        clock.turn(5);
        if (timer.elapsed() > kPatienceMs) {
            throw Trouble(std::string("the window did not come to ") + what);
        }
    }
    clock.turn(50); // what comes to the screen by it
}

void moveAbout(FrameClock& clock, const QWidget& window)
{
    for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Down, Qt::Key_Right, Qt::Key_PageDown, Qt::Key_PageDown,
                              Qt::Key_End, Qt::Key_PageUp, Qt::Key_Space, Qt::Key_Home}) {
        clock.press([&] { QTest::keyClick(window.windowHandle(), key); });
        clock.turn(30);
    }
}

} // namespace

QJsonObject hostileTask(const QString& workspace, const QString& path)
{
    ui::applyTheme(*ui::themeFromWord(QStringLiteral("light")));
    QApplication::setCursorFlashTime(0); // its paints cost nothing and would outnumber the others
    FrameClock clock;
    ui::MainWindow window{ui::WindowOptions{}};
    window.resize(1366, 768);
    window.openWorkspace(workspace);
    window.show();
    window.activateWindow();
    const ui::Workbench* const bench = window.parts().bench;
    const auto answered = [bench] { return bench->isOpen() && !bench->viewPending() && bench->view() != nullptr; };
    turnUntil(clock, "an empty workspace", answered);

    std::optional<ImportOutcome> outcome;
    QObject::connect(bench, &ui::Workbench::importFinished, &window, [&](const ImportOutcome& all) { outcome = all; });
    clock.doing(QStringLiteral("import"));
    window.importFrom({path});
    turnUntil(clock, "the end of the import", [&] { return outcome && answered(); });
    if (const QPointer told = window.findChild<QDialog*>(QStringLiteral("importedDialog"))) {
        clock.press([&told] { QTest::keyClick(told.data(), Qt::Key_Escape); });
        turnUntil(clock, "closing what was told", [&told] { return told == nullptr || !told->isVisible(); });
    }
    clock.doing(QStringLiteral("move"));
    moveAbout(clock, window);
    turnUntil(clock, "every answer", answered);

    double longest = 0;
    for (const auto& [what, stretches] : clock.stretches()) {
        longest = what.isEmpty() || stretches.empty()
                      ? longest
                      : std::max(longest, *std::max_element(stretches.begin(), stretches.end()));
    }
    return {{QStringLiteral("longest_ms"), longest},
            {QStringLiteral("peak_mib"), peakResidentMiB()},
            {QStringLiteral("accounts"), static_cast<double>(outcome->counts.accounts)},
            {QStringLiteral("rejected"), static_cast<double>(outcome->rejectedTotal)}};
}

} // namespace cordon::bench
