// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure/frame_clock.h"

#include "tests/bench/generator/trouble.h"
#include "tests/bench/measure/contest.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>
#include <QThread>
#include <QTimer>

#include <algorithm>

namespace cordon::bench {

namespace {

constexpr unsigned long kRestMicroseconds = 500;
constexpr int kPlantedMs = 40;

double millisecondsOn(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Busy, as slow work is; asleep it could be taken for a rest.
void workFor(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
    }
}

} // namespace

FrameClock::FrameClock()
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool FrameClock::eventFilter(QObject* watched, QEvent* event)
{
    m_painted = m_painted || event->type() == QEvent::Paint;
    return QObject::eventFilter(watched, event);
}

void FrameClock::press(const std::function<void()>& key)
{
    const Since since = now();
    m_painted = false;
    key();
    finish(since, true);
}

void FrameClock::turn(int milliseconds)
{
    QElapsedTimer whole;
    whole.start();
    while (whole.elapsed() < milliseconds) {
        m_painted = false;
        finish(now(), false);
        QThread::usleep(kRestMicroseconds);
    }
}

FrameClock::Since FrameClock::now()
{
    Since since;
    since.time.start();
    since.worked = millisecondsWorked();
    return since;
}

void FrameClock::finish(const Since& since, bool counts)
{
    auto* dispatcher = QAbstractEventDispatcher::instance();
    while (!m_painted && dispatcher->processEvents(QEventLoop::AllEvents)) {
    }
    if (const double took = millisecondsOn(since.time); counts || m_painted || took > kFrameMs) {
        m_stretches[m_what].push_back(took);
        m_worked[m_what].push_back(millisecondsWorked() - since.worked);
    }
}

void FrameClock::proveItSees()
{
    const QString what = m_what;
    m_what = QStringLiteral("proof");
    QTimer::singleShot(1, this, [] { workFor(kPlantedMs); });
    turn(2 * kPlantedMs);
    const std::vector<double> seen = m_stretches[m_what];
    m_stretches.erase(m_what);
    m_worked.erase(m_what);
    m_what = what;
    if (std::none_of(seen.begin(), seen.end(), [](double took) { return took >= kPlantedMs; })) {
        throw Trouble("the clock of frames did not see a timer that took " + std::to_string(kPlantedMs) + " ms");
    }
}

} // namespace cordon::bench
