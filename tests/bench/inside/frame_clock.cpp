// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/frame_clock.h"

#include <QAbstractEventDispatcher>

namespace cordon::bench {

FrameClock::FrameClock()
{
    auto* dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] {
        m_awake.start();
        m_busy = true;
    });
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        if (m_busy) {
            keep(m_awake);
        }
        m_busy = false;
    });
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
