// SPDX-License-Identifier: Apache-2.0
// The timeline by keyboard: brush, zoom, the words for who cannot see it.
#include "tests/ui/small_bench.h"
#include "ui/views/timeline_widget.h"

#include <QAccessible>
#include <QImage>
#include <QSignalSpy>

#include <numeric>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

Instant at(const char* text)
{
    return parseInstant(QString::fromLatin1(text)).value();
}

/// Three uploads to two projects of a wave, one of them by somebody else's hand, and one to a project
/// that nobody described.
constexpr const char* kUploads = R"(
    account ada ada@gmail.com 2024-03-01T10:00:00Z
    account w1 w1@inbox.ru 2025-06-09T10:00:00Z
    project p1 w1 2025-06-26T00:00:00Z
    project p2 ada 2025-06-26T00:01:00Z
    stub ghost
    upload p1 1 w1 2025-06-26T00:00:00Z
    upload p1 2 ada 2025-06-28T00:00:00Z
    upload p2 1 w1 2025-06-26T00:02:00Z
    upload ghost 1 w1 2025-06-27T00:00:00Z
)";

std::int64_t total(const std::vector<Bin>& bins)
{
    return std::accumulate(bins.begin(), bins.end(), std::int64_t{0},
                           [](std::int64_t sum, const Bin& bin) { return sum + bin.count; });
}

struct Shown {
    Shown()
    {
        small.bench.setBinWidth(std::chrono::hours(24));
        small.settle();
        timeline.setView(small.bench.view());
        timeline.show();
        timeline.activateWindow();
        timeline.setFocus();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(&timeline, key, with); }
    [[nodiscard]] QString brush() const
    {
        const auto& b = timeline.brush();
        return b ? QString(formatDay(b->from) % u".."_s % formatDay(b->to)) : QString();
    }
    SmallBench small;
    TimelineWidget timeline;
};

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Instant>(); }

    void theBrushBeginsAtTheTallestBar()
    {
        Shown s;
        s.key(Qt::Key_Right);
        QCOMPARE(s.brush(), u"2025-06-09..2025-06-10"_s); // w1 and w2 joined
        s.key(Qt::Key_Right);
        QCOMPARE(s.brush(), u"2025-06-10..2025-06-11"_s);
        s.key(Qt::Key_Left);
        s.key(Qt::Key_Left);
        QCOMPARE(s.brush(), u"2025-06-08..2025-06-09"_s);
        s.key(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(s.brush(), u"2025-06-15..2025-06-16"_s);
    }

    void theUploadsInTheBarsAreThoseOfTheList_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("uploads");
        QTest::newRow("no filter") << QString() << 4; // that of an undescribed project, too
        QTest::newRow("a domain: who uploaded") << u"domain:inbox.ru"_s << 3;
        QTest::newRow("a name") << u"name:p1"_s << 2;
        QTest::newRow("a time") << u"uploaded:2025-06-28"_s << 1;
    }
    void theUploadsInTheBarsAreThoseOfTheList()
    {
        QFETCH(QString, filter);
        SmallBench small(kUploads);
        QVERIFY(!small.bench.setFilterText(filter));
        small.bench.setGrouping(Table::Uploads, TimeCut::None);
        small.settle();
        QTEST(int(small.bench.view()->count(Table::Uploads)), "uploads");
        const Histograms& time = *small.bench.view()->time;
        QCOMPARE(total(time.uploads.kept), small.bench.view()->count(Table::Uploads));
        QCOMPARE(total(time.uploads.all), 4);
        QVERIFY(!time.uploadsAreProjects);
    }

    void theBarsFollowWhatIsGrouped()
    {
        SmallBench small(kUploads);
        QVERIFY(!small.bench.setFilterText(u"uploaded:2025-06-28"_s));
        small.settle();
        QCOMPARE(total(small.bench.view()->time->uploads.kept), 2); // of the projects that are listed
        small.bench.setGrouping(Table::Uploads, TimeCut::None);
        small.settle();
        QCOMPARE(total(small.bench.view()->time->uploads.kept), 1);
    }

    void withoutAFilterEverythingIsKeptThoughSomeIsOnlyMentioned()
    {
        SmallBench small(kUploads);
        const Histograms& time = *small.bench.view()->time;
        QCOMPARE(total(time.uploads.kept), total(time.uploads.all));
        TimelineWidget timeline;
        timeline.setView(small.bench.view());
        timeline.zoom(2); // out: what is seen is as wide as everything
        const QString words = timeline.summary();
        QVERIFY2(words.contains(u"Uploads: 4 of 4 match"_s), qPrintable(words));
    }

    void shiftExtendsAndNeverTurnsItInsideOut()
    {
        Shown s;
        s.key(Qt::Key_Right);
        s.key(Qt::Key_Right, Qt::ShiftModifier);
        s.key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(s.brush(), u"2025-06-09..2025-06-12"_s);
        for (int i = 0; i < 6; ++i) {
            s.key(Qt::Key_Left, Qt::ShiftModifier);
        }
        QVERIFY(s.timeline.brush()->from < s.timeline.brush()->to);
    }

    void theBrushStaysWithinTheData()
    {
        Shown s;
        s.key(Qt::Key_Home);
        const auto first = s.timeline.brush()->from;
        for (int i = 0; i < 5; ++i) {
            s.key(Qt::Key_Left);
        }
        QCOMPARE(s.timeline.brush()->from, first);
        QCOMPARE(s.timeline.brush()->to, first + std::chrono::hours(24));
        s.key(Qt::Key_End);
        for (int i = 0; i < 5; ++i) {
            s.key(Qt::Key_Right);
        }
        QCOMPARE(s.brush(), u"2025-06-27..2025-06-28"_s); // the last bar; as wide as it was
    }

    void enterAppliesOnceAndEscapeTakesBack()
    {
        Shown s;
        QSignalSpy applied(&s.timeline, &TimelineWidget::brushApplied);
        s.key(Qt::Key_Return);
        QVERIFY(applied.isEmpty());
        s.key(Qt::Key_Right);
        s.key(Qt::Key_Escape);
        QVERIFY(!s.timeline.brush());
        s.key(Qt::Key_Right);
        s.key(Qt::Key_Right, Qt::ShiftModifier);
        s.key(Qt::Key_Return);
        QCOMPARE(applied.size(), 1);
        QCOMPARE(applied[0][0].toInt(), int(TimelineWidget::Registrations));
        QCOMPARE(applied[0][1].value<Instant>(), at("2025-06-09T00:00:00Z"));
        QCOMPARE(applied[0][2].value<Instant>(), at("2025-06-11T00:00:00Z"));
        QVERIFY(!s.timeline.brush());
    }

    void downIsTheOtherHistogram()
    {
        Shown s;
        QSignalSpy applied(&s.timeline, &TimelineWidget::brushApplied);
        s.key(Qt::Key_Right);
        s.key(Qt::Key_Down);
        QVERIFY(!s.timeline.brush());
        s.key(Qt::Key_Right);
        QCOMPARE(s.brush(), u"2025-06-26..2025-06-27"_s); // p1 and p2
        s.key(Qt::Key_Return);
        QCOMPARE(applied[0][0].toInt(), int(TimelineWidget::Uploads));
    }

    void aReaderOfTheScreenHearsWhatItShows()
    {
        registerTimelineAccessibility();
        Shown s;
        QVERIFY(!s.small.bench.setFilterText(u"domain:inbox.ru"_s));
        s.small.settle();
        s.timeline.setView(s.small.bench.view());
        const QString summary = s.timeline.summary();
        QVERIFY2(summary.contains(u"Registrations: 4 of 6 match, most on 2025-06-09 00:00: 2"_s), qPrintable(summary));
        QVERIFY2(summary.contains(u"Uploads (projects created): 4 of 5 match"_s), qPrintable(summary));
        s.key(Qt::Key_Right);
        QVERIFY(s.timeline.accessibleDescription().contains(u"Brush from 2025-06-09"_s));
        auto* spoken = QAccessible::queryAccessibleInterface(&s.timeline);
        QVERIFY(spoken != nullptr);
        QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
        QCOMPARE(spoken->text(QAccessible::Value), s.timeline.summary());
    }

    void everyWidthZoomAndEmptinessIsPainted()
    {
        Shown s;
        for (const int width : {320, 900, 3000}) {
            s.timeline.resize(width, 112);
            for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Plus, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0}) {
                s.key(key);
                QVERIFY(!s.timeline.grab().isNull());
            }
        }
        for (int i = 0; i < 40; ++i) {
            s.key(i % 2 == 0 ? Qt::Key_Minus : Qt::Key_Equal);
        }
        s.timeline.setView(nullptr);
        QVERIFY(!s.timeline.grab().isNull());
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_Plus, Qt::Key_Return}) {
            s.key(key);
        }
    }

    void theScaleGoesThereAndBack()
    {
        const TimeScale scale(at("2025-06-09T00:00:00Z"), at("2025-06-19T00:00:00Z"), 10, 1000);
        QCOMPARE(scale.xOf(at("2025-06-09T00:00:00Z")), 10.0);
        QCOMPARE(scale.xOf(at("2025-06-14T00:00:00Z")), 510.0);
        QCOMPARE(scale.timeAt(510), at("2025-06-14T00:00:00Z"));
        QCOMPARE(scale.timeAt(-5), scale.from());
        QCOMPARE(scale.timeAt(1e9), scale.to());
    }

    void ticksNeverStandTooClose_data()
    {
        QTest::addColumn<int>("hours");
        for (const int hours : {0, 1, 12, 24, 24 * 7, 24 * 30, 24 * 365, 24 * 365 * 9, 24 * 365 * 60}) {
            QTest::addRow("%d hours", hours) << hours;
        }
    }
    void ticksNeverStandTooClose()
    {
        QFETCH(int, hours);
        const Instant from = at("2016-02-29T13:07:00Z");
        const TimeScale scale(from, from + std::chrono::hours(hours), 0, 800);
        const auto ticks = scale.ticks(90);
        for (std::size_t i = 1; i < ticks.size(); ++i) {
            const double room = scale.xOf(ticks[i].first) - scale.xOf(ticks[i - 1].first);
            QVERIFY2(room >= 80, qPrintable(QString::number(room))); // February is short
            QVERIFY(!ticks[i].second.isEmpty());
        }
        QVERIFY(ticks.size() <= 12);
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
