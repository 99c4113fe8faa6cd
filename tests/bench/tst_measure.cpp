// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/trouble.h"
#include "tests/bench/measure/contest.h"
#include "tests/bench/measure/frame_clock.h"
#include "tests/bench/measure/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <string>
#include <thread>

using namespace cordon::bench;

namespace {

/// `theirs` below 0: there is nobody to compare with.
Measured measured(char scale, double ours, double theirs, const Goal& goal)
{
    Measured result;
    result.name = QStringLiteral("some-name");
    result.scale = scale;
    result.ours = {ours, ours, ours};
    result.goal = goal;
    if (theirs >= 0) {
        result.rival = QStringLiteral("somebody");
        result.theirs = Figure{theirs, theirs, theirs};
    }
    return result;
}

void workFor(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
    }
}

double longest(const FrameClock& clock, const QString& what)
{
    const auto found = clock.stretches().find(what);
    return found == clock.stretches().end() ? 0 : *std::max_element(found->second.begin(), found->second.end());
}

} // namespace

class TestMeasure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMiddleIsNotMovedByOneSlowRun()
    {
        const Figure figure = figureOf({3, 1, 2, 400, 2});
        QCOMPARE(figure.median, 2.0);
        QCOMPARE(figure.p25, 2.0);
        QCOMPARE(figure.p75, 3.0);
        QCOMPARE(figure.spread(), 1.0);
        QCOMPARE(figureOf({1, 2}).median, 1.5);
        QCOMPARE(figureOf({7}).p75, 7.0);
    }

    void aGoalIsMetByWhicheverIsKinder_data()
    {
        QTest::addColumn<char>("scale");
        QTest::addColumn<double>("ours");
        QTest::addColumn<double>("theirs");
        QTest::addColumn<bool>("met");
        QTest::newRow("ratio at L") << 'L' << 50.0 << 600.0 << true;
        QTest::newRow("milliseconds do not count at L") << 'L' << 5.0 << 40.0 << false;
        QTest::newRow("milliseconds at M") << 'M' << 5.0 << 40.0 << true;
        QTest::newRow("ratio at M") << 'M' << 50.0 << 600.0 << true;
        QTest::newRow("neither at M") << 'M' << 7.0 << 40.0 << false;
        QTest::newRow("other milliseconds at S") << 'S' << 5.0 << 40.0 << false;
        QTest::newRow("nobody to compare with at L") << 'L' << 9.0 << -1.0 << true;
        QTest::newRow("nobody, too slow") << 'L' << 11.0 << -1.0 << false;
    }
    void aGoalIsMetByWhicheverIsKinder()
    {
        QFETCH(char, scale);
        QFETCH(double, ours);
        QFETCH(double, theirs);
        QFETCH(bool, met);
        const Measured result = measured(scale, ours, theirs, {0.1, 4, 6, 10});
        QCOMPARE(result.met(), met);
        QVERIFY(result.metWithin(2));
    }

    void onlyAnAssertedGoalOrAFloorFailsTheRun()
    {
        Measured missed = measured('L', 20, -1, {{}, 0, 0, 10});
        QVERIFY(!missed.met());
        QVERIFY(!missed.fails(0) && !missed.fails(2.5) && missed.fails(1.5));
        missed.asserted = true;
        QVERIFY(missed.fails(0));
        missed.ours = {9, 9, 9};
        QVERIFY(!missed.fails(0));
    }

    void whatHasNoGoalIsNotMissed()
    {
        const Measured result = measured('M', 20, 1.0, {{}, 0, 0, 10});
        QVERIFY(!result.hasGoal() && result.met() && !result.fails(1));
        QVERIFY(!tableLine(result).contains(QStringLiteral("yes")));
        QVERIFY(measured('L', 20, 1.0, {{}, 0, 0, 10}).hasGoal());
    }

    void whatWasNotDoneIsTrouble()
    {
        Measured result = measured('S', 0, 1.0, {});
        const Side done{[] { return Answer{1, 2}; }};
        const Side idle{[] { return Answer{1, 2}; }, {}, [] { throw Trouble("nothing is open"); }};
        QVERIFY_THROWS_EXCEPTION(Trouble, compare(result, done, idle, Rounds{3, 3, 0}));
    }

    void sidesTakeTurnsAndOursBegins()
    {
        std::string turns;
        const Side ours{[&] {
                            turns += 'o';
                            return Answer{1, 2};
                        },
                        [&] { turns += '('; }};
        const Side theirs{[&] {
            turns += 't';
            return Answer{1, 2};
        }};
        Measured result = measured('S', 0, 1.0, {});
        compare(result, ours, theirs, {3, 3, 0});
        QCOMPARE(turns, std::string("(ot(ot(ot"));
        QCOMPARE(result.runs, 3);
    }

    void anotherAnswerIsTrouble()
    {
        Measured result = measured('S', 0, 1.0, {});
        const Side one{[] { return Answer{1, 2}; }};
        const Side other{[] { return Answer{1, 3}; }};
        QVERIFY_THROWS_EXCEPTION(Trouble, compare(result, one, other, Rounds{3, 3, 0}));
    }

    void aTimerThatTakesLongIsSeen()
    {
        FrameClock clock;
        clock.doing(QStringLiteral("timer"));
        QTimer::singleShot(5, &clock, [] { workFor(40); });
        clock.turn(60);
        QVERIFY(longest(clock, QStringLiteral("timer")) > kFrameMs);
        clock.proveItSees();
        QCOMPARE(clock.stretches().size(), std::size_t{1});
    }

    void anAnswerThatAnotherThreadPostsIsSeen()
    {
        FrameClock clock;
        clock.doing(QStringLiteral("answer"));
        std::thread other([&clock] {
            QThread::msleep(5);
            QMetaObject::invokeMethod(&clock, [] { workFor(40); });
        });
        clock.turn(100);
        other.join();
        QVERIFY(longest(clock, QStringLiteral("answer")) > kFrameMs);
    }

    void whatFollowsAKeyWithoutARestBelongsToIt()
    {
        FrameClock clock;
        clock.doing(QStringLiteral("key"));
        clock.press([&clock] {
            workFor(10);
            QTimer::singleShot(0, &clock, [&clock] {
                workFor(10);
                QMetaObject::invokeMethod(
                    &clock, [] { workFor(10); }, Qt::QueuedConnection);
            });
        });
        QVERIFY(longest(clock, QStringLiteral("key")) >= 30);
    }

    void aRestIsNoFrame()
    {
        FrameClock clock;
        QTimer::singleShot(5, &clock, [] { workFor(2); });
        clock.turn(60);
        QVERIFY(clock.stretches().empty());
    }

    void theJsonSaysWhatScriptsLookFor()
    {
        const Measured results[] = {measured('L', 2, 40.0, {0.1, 0, 0, 0}), measured('L', 3, -1, {{}, 0, 0, 4})};
        const QJsonArray array =
            QJsonDocument::fromJson(resultsJson(results)).object()[QStringLiteral("results")].toArray();
        QCOMPARE(array.size(), 2);
        const QJsonObject first = array[0].toObject(), second = array[1].toObject();
        for (const char* member : {"name", "median_ms", "spread_ms", "rival", "rival_ms", "ratio", "goal", "met"}) {
            QVERIFY2(first.contains(QLatin1String(member)) && second.contains(QLatin1String(member)), member);
        }
        QCOMPARE(first[QStringLiteral("ratio")].toDouble(), 0.05);
        QCOMPARE(first[QStringLiteral("met")].toBool(), true);
        QVERIFY(second[QStringLiteral("rival")].isNull());
        QVERIFY(second[QStringLiteral("ratio")].isNull());
        QCOMPARE(second[QStringLiteral("met")].toBool(), true);
    }
};

QTEST_GUILESS_MAIN(TestMeasure)
#include "tst_measure.moc"
