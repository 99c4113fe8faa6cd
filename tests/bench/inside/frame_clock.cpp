// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/frame_clock.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>

namespace cordon::bench {

FrameClock::FrameClock()
{
    auto* dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] {
        m_awake.start();
        m_busy = true;
        m_painted = false;
    });
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        if (m_busy && m_painted) {
            keep(m_awake);
        }
        m_busy = false;
    });
    QCoreApplication::instance()->installEventFilter(this);
}

bool FrameClock::eventFilter(QObject* watched, QEvent* event)
{
    m_painted = m_painted || event->type() == QEvent::Paint;
    return QObject::eventFilter(watched, event);
}

void FrameClock::doing(const QString& what)
{
    m_what = what;
    m_busy = false;
}

void FrameClock::keep(const QElapsedTimer& timer)
{
    m_stretches[m_what].push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
}

} // namespace cordon::bench
