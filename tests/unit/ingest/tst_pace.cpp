// SPDX-License-Identifier: Apache-2.0
// How fast an import goes, and how long it will still take.
#include "core/ingest/pace.h"

#include <QTest>

using namespace cordon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TstPace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsRateAndTimeLeft()
    {
        Pace pace;
        pace.note(m_start, 0, 0);
        pace.note(m_start + 2s, 823'456, 20'000'000);
        QCOMPARE(pace.words(100'000'000), u"410,000 rows a second, 8 s left"_s);
        QCOMPARE(pace.words(10'000'000'000), u"410,000 rows a second, 17 min left"_s);
    }

    void saysNothingTooEarlyOrAtTheEnd()
    {
        Pace pace;
        QCOMPARE(pace.words(100), QString());
        pace.note(m_start, 0, 0);
        pace.note(m_start + 500ms, 5, 5);
        QCOMPARE(pace.words(100), QString());
        pace.note(m_start + 5s, 5, 100);
        QCOMPARE(pace.words(100), QString());
    }

    void followsTheLastSecondsOnly()
    {
        Pace pace;
        for (int second = 0; second < 100; ++second) {
            pace.note(m_start + std::chrono::seconds(second), 0, 0);
        }
        for (int second = 0; second <= 20; ++second) {
            pace.note(m_start + std::chrono::seconds(100 + second), second * 9, second * 1'000);
        }
        QCOMPARE(pace.words(30'000), u"9 rows a second, 10 s left"_s);
    }

    void startsInTheMiddleWhereAnotherRunHasRead()
    {
        Pace pace;
        pace.note(m_start, 0, 50'000);
        pace.note(m_start + 10s, 200, 60'000);
        QCOMPARE(pace.words(100'000), u"20 rows a second, 40 s left"_s);
    }

private:
    Pace::Time m_start{};
};

QTEST_GUILESS_MAIN(TstPace)
#include "tst_pace.moc"
