// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/key_session.h"

#include "tests/bench/generator/trouble.h"
#include "tests/bench/measure/frame_clock.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QTest>
#include <QWindow>

#include <algorithm>
#include <functional>

namespace cordon::bench {

namespace {

constexpr int kPatienceMs = 120'000;
constexpr int kBetweenKeysMs = 30; ///< somebody who types fast

/// A window on a workspace and somebody at its keyboard.
class KeySession {
public:
    explicit KeySession(const QString& workspace)
    {
        m_window.resize(1600, 1000);
        m_window.show();
        m_window.activateWindow();
        m_window.openWorkspace(workspace);
        untilAnswered();
        m_clock.proveItSees();
    }

    void type(const QString& text)
    {
        for (const QChar c : text) {
            m_clock.press([c] { QTest::keyClick(QGuiApplication::focusWindow(), c.toLatin1()); });
            m_clock.turn(kBetweenKeysMs);
        }
        untilAnswered();
    }
    void key(Qt::Key code, Qt::KeyboardModifiers with = {}, int times = 1)
    {
        for (int i = 0; i < times; ++i) {
            m_clock.press([&] { QTest::keyClick(QGuiApplication::focusWindow(), code, with); });
            m_clock.turn(kBetweenKeysMs);
        }
        untilAnswered();
    }
    /// One entry further in a box, as its arrow key does.
    void nextIn(const char* box, int times)
    {
        auto* combo = m_window.findChild<QComboBox*>(QString::fromLatin1(box));
        if (combo == nullptr) {
            throw Trouble(std::string("the window has no ") + box);
        }
        for (int i = 0; i < times; ++i) {
            combo->setFocus();
            key(Qt::Key_Down);
        }
    }
    void doing(const QString& what) { m_clock.doing(what); }
    [[nodiscard]] const FrameClock& clock() const { return m_clock; }

private:
    void untilAnswered()
    {
        QElapsedTimer timer;
        timer.start();
        const auto* bench = m_window.parts().bench;
        while (!bench->isOpen() || bench->viewPending() || bench->view() == nullptr) {
            m_clock.turn(5);
            if (timer.elapsed() > kPatienceMs) {
                throw Trouble("the window did not answer");
            }
        }
        m_clock.turn(50); // what the answer brings to the screen
    }

    FrameClock m_clock;
    ui::MainWindow m_window{ui::WindowOptions{}};
};

void work(KeySession& session)
{
    session.doing(QStringLiteral("type"));
    session.key(Qt::Key_F, Qt::ControlModifier);
    session.type(QStringLiteral("flagged:yes domain:gmail.com"));
    session.key(Qt::Key_A, Qt::ControlModifier);
    session.type(QStringLiteral("kit"));
    session.doing(QStringLiteral("filter"));
    session.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    session.doing(QStringLiteral("regroup"));
    session.nextIn("groupOf", 2);
    session.nextIn("groupCut", 4);
    session.doing(QStringLiteral("open all"));
    session.key(Qt::Key_1, Qt::ControlModifier);
    session.key(Qt::Key_Asterisk);
    session.doing(QStringLiteral("scroll"));
    session.key(Qt::Key_PageDown, {}, 100);
    session.key(Qt::Key_End);
    session.key(Qt::Key_PageUp, {}, 50);
    session.key(Qt::Key_Home);
    session.key(Qt::Key_Down, {}, 100);
    session.doing(QStringLiteral("close all"));
    session.key(Qt::Key_Minus);
    session.doing(QStringLiteral("brush"));
    session.key(Qt::Key_T);
    session.key(Qt::Key_Right, {}, 10);
    session.key(Qt::Key_Right, Qt::ShiftModifier, 10);
    session.key(Qt::Key_Escape);
    session.doing(QStringLiteral("sort"));
    session.key(Qt::Key_2, Qt::ControlModifier);
    session.key(Qt::Key_Right, {}, 4);
    session.key(Qt::Key_S, {}, 2);
    session.key(Qt::Key_PageDown, {}, 50);
    session.doing(QStringLiteral("select all"));
    session.key(Qt::Key_A, Qt::ControlModifier);
    session.key(Qt::Key_Z, Qt::ControlModifier);
}

QJsonObject figuresOf(std::vector<double> stretches)
{
    std::sort(stretches.begin(), stretches.end());
    const auto at = [&stretches](std::size_t percent) { return stretches[(stretches.size() - 1) * percent / 100]; };
    return {{QStringLiteral("frames"), qint64(stretches.size())},
            {QStringLiteral("median_ms"), at(50)},
            {QStringLiteral("p99_ms"), at(99)},
            {QStringLiteral("longest_ms"), stretches.back()}};
}

} // namespace

QJsonObject keySessionTask(const QString& workspace)
{
    ui::applyTheme(*ui::themeFromWord(QStringLiteral("light")));
    QApplication::setCursorFlashTime(0); // its paints cost nothing and would outnumber the others
    KeySession session(workspace);
    work(session);
    QJsonObject steps;
    std::vector<double> all;
    for (const auto& [what, stretches] : session.clock().stretches()) {
        if (what.isEmpty()) {
            continue; // opening is measured by the start
        }
        steps[what] = figuresOf(stretches);
        all.insert(all.end(), stretches.begin(), stretches.end());
    }
    std::vector<double> worked;
    for (const auto& [what, stretches] : session.clock().worked()) {
        if (!what.isEmpty()) {
            worked.insert(worked.end(), stretches.begin(), stretches.end());
        }
    }
    QJsonObject answer = figuresOf(all);
    answer[QStringLiteral("worked")] = figuresOf(worked);
    answer[QStringLiteral("steps")] = steps;
    return answer;
}

} // namespace cordon::bench
