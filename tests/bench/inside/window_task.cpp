// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/window_task.h"

#include "tests/bench/generator/trouble.h"
#include "tests/bench/inside/inside.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <functional>
#include <time.h>
#include <unistd.h>

namespace cordon::bench {

namespace {

constexpr int kPatienceMs = 120'000;

/// Since the kernel started this process; field 22 of its stat line, in clock ticks since boot.
double millisecondsOfLife()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly)) {
        throw Trouble("/proc/self/stat cannot be read");
    }
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    const double began = fields.value(19).toDouble() * 1000 / static_cast<double>(::sysconf(_SC_CLK_TCK));
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) * 1000 + static_cast<double>(now.tv_nsec) / 1e6 - began;
}

/// Turns the event loop until it is true; asleep between events, as a program is, so that no core is kept from its
/// work.
void waitFor(const char* what, const std::function<bool()>& isTrue)
{
    QElapsedTimer waited;
    waited.start();
    while (!isTrue()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        if (waited.hasExpired(kPatienceMs)) {
            throw Trouble(std::string("the window did not come to ") + what);
        }
    }
}

bool showsRows(const ui::MainWindow& window)
{
    const auto views = window.findChildren<QAbstractItemView*>();
    return std::any_of(views.begin(), views.end(), [](const QAbstractItemView* view) {
        return view->isVisible() && view->model() != nullptr && view->model()->rowCount() > 0;
    });
}

} // namespace

QJsonObject windowTask(const QString& workspace)
{
    ui::applyTheme(*ui::themeFromWord(QStringLiteral("light")));
    ui::MainWindow window({{}, {}, {}, workspace}); // as the program does
    window.resize(1600, 1000);
    window.show();
    QTimer tick; // so that waiting for events ends
    tick.start(2);
    waitFor("the first page", [&window] { return showsRows(window); });
    window.repaint();
    const double firstPage = millisecondsOfLife();
    waitFor("every answer", [&window] {
        const auto* bench = window.parts().bench;
        return bench->isOpen() && !bench->viewPending() && bench->view() != nullptr;
    });
    const double everything = millisecondsOfLife();
    return {{QStringLiteral("first_page_ms"), firstPage},
            {QStringLiteral("everything_ms"), everything},
            {QStringLiteral("resident_mib"), residentMiB()},
            {QStringLiteral("peak_mib"), peakResidentMiB()}};
}

} // namespace cordon::bench
