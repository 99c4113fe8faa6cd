// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <map>
#include <vector>

namespace cordon::bench {

/// How long the event loop of this thread is busy at a stretch, from waking up until it waits again:
/// no frame can come in between, so the longest stretch is the longest a person waits for one. Only
/// stretches in which something was painted or a key was pressed count: the others are short and
/// many. They are kept by what is being done at the time. Thread: the one that made it.
class FrameClock : public QObject {
public:
    FrameClock();

    void doing(const QString& what);
    /// A key: done outside the event loop, it is a stretch of its own.
    template<class F>
    void timed(F&& work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        keep(timer);
    }
    [[nodiscard]] const std::map<QString, std::vector<double>>& stretches() const { return m_stretches; }

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keep(const QElapsedTimer& timer);

    QElapsedTimer m_awake;
    bool m_busy = false, m_painted = false;
    QString m_what;
    std::map<QString, std::vector<double>> m_stretches; ///< milliseconds
};

} // namespace cordon::bench
