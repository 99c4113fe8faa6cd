// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/rivals/browser.h"

#include "tests/bench/generator/trouble.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>

namespace cordon::bench {

namespace {

constexpr int kLookMs = 10, kRestMs = 300, kPatienceMs = 60'000;

/// User and system time of a process, in clock ticks.
qint64 workOf(qint64 process)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(process));
    if (!stat.open(QIODevice::ReadOnly)) {
        return -1;
    }
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return fields.value(11).toLongLong() + fields.value(12).toLongLong();
}

} // namespace

QString databaseBrowser()
{
    return QStandardPaths::findExecutable(QStringLiteral("sqlitebrowser"));
}

double browserOpens(const QString& browser, const QString& file)
{
    QProcess process;
    QElapsedTimer clock;
    clock.start();
    process.start(browser, {QStringLiteral("--read-only"), QStringLiteral("--table"), QStringLiteral("upload"), file});
    if (!process.waitForStarted()) {
        throw Trouble("DB Browser does not start");
    }
    qint64 lastWork = 0, lastTime = 0;
    while (clock.elapsed() - lastTime < kRestMs || lastWork == 0) {
        QThread::msleep(kLookMs);
        const qint64 work = workOf(process.processId());
        if (work < 0 || clock.elapsed() > kPatienceMs) {
            throw Trouble("DB Browser ended, or did not come to rest");
        }
        if (work != lastWork) {
            lastWork = work;
            lastTime = clock.elapsed();
        }
    }
    process.kill();
    process.waitForFinished();
    return static_cast<double>(lastTime);
}

} // namespace cordon::bench
