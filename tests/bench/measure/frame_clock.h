// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <vector>

namespace cordon::bench {

/// The longest that a screen of 60 frames a second may wait, in milliseconds.
inline constexpr double kFrameMs = 1000.0 / 60;

/// How long the thread of a window is busy at a stretch. It turns the event loop itself and never lets
/// it wait inside, so that timers, posted answers and paints are all timed, whichever dispatcher there
/// is. A stretch is a key, or the first event after a rest, and every turn that follows without a rest
/// until something was painted. Stretches of keys and those that painted count; of the others, which are
/// short and many and would hide the slow ones among them, those longer than a frame. They are kept by
/// what is being done at the time. Thread: the one that made it.
class FrameClock : public QObject {
public:
    FrameClock();

    void doing(const QString& what) { m_what = what; }
    /// A key, which is delivered at once.
    void press(const std::function<void()>& key);
    /// Turns the event loop for that long.
    void turn(int milliseconds);
    [[nodiscard]] const std::map<QString, std::vector<double>>& stretches() const { return m_stretches; }
    /// The same, but only what the thread itself worked of each: without what a busy machine took from it.
    [[nodiscard]] const std::map<QString, std::vector<double>>& worked() const { return m_worked; }

    /// Trouble unless a timer's callback of more than two frames is seen as such. Leaves no trace.
    void proveItSees();

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// Turns until something was painted or nothing is left to do.
    struct Since {
        QElapsedTimer time;
        double worked = 0;
    };
    [[nodiscard]] static Since now();
    void finish(const Since& since, bool counts);

    bool m_painted = false;
    QString m_what;
    std::map<QString, std::vector<double>> m_stretches, m_worked; ///< milliseconds
};

} // namespace cordon::bench
