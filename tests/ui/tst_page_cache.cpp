// SPDX-License-Identifier: Apache-2.0
// What is worked out only where somebody looks: asked for once, kept bounded, never of an older
// question.
#include "tests/ui/small_bench.h"
#include "ui/models/group_figures.h"
#include "ui/models/table_rows.h"

#include <QSignalSpy>

#include <random>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

/// More groups than come with their figures: an account on each of 300 mail domains.
std::shared_ptr<const Index> manyGroups()
{
    QString text;
    for (int i = 0; i < 300; ++i) {
        text += u"account a%1 a%1@d%1.com 2025-06-09T10:00:00Z flagged\n"_s.arg(i);
        text += u"project p%1 a%1 2025-06-10T00:00:00Z\n"_s.arg(i);
    }
    return TinyIndex(text).build();
}

} // namespace

class TestPageCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingIsWantedOnce()
    {
        PageCache<int> cache;
        for (const std::size_t number : std::vector<std::size_t>{7, 7, 3, 7, 3}) {
            QCOMPARE(cache.find(number), nullptr);
        }
        QCOMPARE(cache.takeWanted(), (std::vector<std::size_t>{3, 7}));
        QVERIFY(!cache.wantsAny());
        QVERIFY(cache.put(cache.generation(), 7, 70));
        QCOMPARE(*cache.find(7), 70);
        QVERIFY(!cache.wantsAny());
    }

    void answersToAnOlderQuestionAreDropped()
    {
        PageCache<int> cache;
        const std::uint64_t before = cache.generation();
        QCOMPARE(cache.find(1), nullptr);
        cache.restart();
        QVERIFY(!cache.wantsAny());
        QVERIFY(!cache.put(before, 1, 10));
        QCOMPARE(cache.find(1), nullptr);
        QVERIFY(cache.put(cache.generation(), 1, 11));
        QCOMPARE(*cache.find(1), 11);
    }

    void whatWasLookedAtLastStays()
    {
        PageCache<int> cache(100);
        for (std::size_t number = 0; number < 10'000; ++number) {
            QVERIFY(cache.put(cache.generation(), number, int(number)));
            QVERIFY(cache.find(0) != nullptr); // looked at all the time
            QVERIFY(cache.size() <= 201);
        }
        for (std::size_t number = 9'901; number < 10'000; ++number) {
            QVERIFY(cache.find(number) != nullptr);
        }
        QCOMPARE(cache.find(500), nullptr);
    }

    void ofManyWishesTheLastOnesCount()
    {
        PageCache<int> cache(100, 20);
        for (std::size_t number = 0; number < 1'000; ++number) {
            QCOMPARE(cache.find(number), nullptr);
        }
        const std::vector<std::size_t> wanted = cache.takeWanted();
        QVERIFY(wanted.size() >= 20 && wanted.size() <= 40);
        QCOMPARE(wanted.back(), std::size_t(999));
    }

    void figuresAreCountedForTheGroupsLookedAt()
    {
        SmallBench small(manyGroups());
        QVERIFY(small.settled);
        QCOMPARE(small.bench.view()->groups().size(), std::size_t(300));
        GroupFigures figures(small.bench.jobs());
        QSignalSpy arrived(&figures, &GroupFigures::arrived);
        figures.setView(small.bench.answer());
        QVERIFY(figures.of(0) != nullptr); // came with the answer
        QCOMPARE(figures.of(299), nullptr);
        QCOMPARE(figures.of(200), nullptr);
        QCOMPARE(figures.of(299), nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(!arrived.isEmpty() && small.bench.jobs().idle(), kPatience);
        QCOMPARE(arrived.size(), 1); // both in one answer
        const Group* group = figures.of(299);
        QVERIFY(group != nullptr);
        QCOMPARE(group->accounts, 1);
        QCOMPARE(group->projects, 1);
        QCOMPARE(group->flagged, 1);
        QCOMPARE(group->rows, std::int64_t{small.bench.view()->groups()[299].rows});
        QCOMPARE(figures.of(300), nullptr);
    }

    void figuresOfAnAnswerThatIsGoneDoNotArrive()
    {
        SmallBench small(manyGroups());
        GroupFigures figures(small.bench.jobs());
        figures.setView(small.bench.answer());
        QCOMPARE(figures.of(250), nullptr);
        QCoreApplication::processEvents(); // the job is under way
        const auto before = small.bench.answer();
        QVERIFY(!small.bench.setFilterText(u"-name:a250"_s));
        small.settle();
        QSignalSpy arrived(&figures, &GroupFigures::arrived);
        figures.setView(small.bench.answer());
        QTRY_VERIFY_WITH_TIMEOUT(small.bench.jobs().idle(), kPatience);
        QCoreApplication::processEvents();
        QVERIFY(arrived.isEmpty());
        QCOMPARE(figures.of(250), nullptr); // of the new answer: asked for now
        QTRY_VERIFY_WITH_TIMEOUT(!arrived.isEmpty(), kPatience);
        QVERIFY(figures.of(250)->domain != before->uncounted(before->groups()[250]).domain ||
                before->groups()[250].domain == small.bench.view()->groups()[250].domain);
    }

    void uncountedGroupsSayTheSameAsCountedOnes_data()
    {
        QTest::addColumn<int>("cut");
        for (const TimeCut cut : {TimeCut::None, TimeCut::Hour, TimeCut::Day, TimeCut::Week, TimeCut::Burst}) {
            QTest::addRow("cut %d", int(cut)) << int(cut);
        }
    }
    void uncountedGroupsSayTheSameAsCountedOnes()
    {
        QFETCH(int, cut);
        for (const Table table : {Table::Accounts, Table::Projects, Table::Uploads}) {
            SmallBench small;
            small.bench.setGrouping(table, TimeCut(cut));
            small.settle();
            const ViewData& view = *small.bench.view();
            QVERIFY(!view.groups().empty());
            QCOMPARE(view.grouping->counted.size(), view.groups().size());
            for (std::size_t i = 0; i < view.groups().size(); ++i) {
                const Group& counted = view.grouping->counted[i];
                const Group group = view.uncounted(view.groups()[i]);
                QVERIFY(group.domain == counted.domain && group.from == counted.from && group.to == counted.to);
                QVERIFY(group.first == counted.first && group.last == counted.last);
                QVERIFY(group.rows == counted.rows && group.begin == counted.begin && group.end == counted.end);
            }
        }
    }

    void rowsStandWhereTheirOrderSays()
    {
        std::mt19937 random(5);
        Bitmap found(5'000);
        for (int i = 0; i < 700; ++i) {
            found.set(Row(random() % 5'000));
        }
        std::vector<Row> shuffled = found.rows();
        const TableRows natural(found);
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        const TableRows listed(natural, shuffled);
        for (const TableRows* rows : {&natural, &listed}) {
            QCOMPARE(rows->size(), std::size_t(found.count()));
            for (std::size_t place = 0; place < rows->size(); ++place) {
                QVERIFY(found.test(rows->at(place)));
                QCOMPARE(rows->placeOf(rows->at(place)).value(), place);
            }
            const Bitmap some = rows->between(10, 20);
            QCOMPARE(some.count(), 11);
            for (std::size_t place = 10; place <= 20; ++place) {
                QVERIFY(some.test(rows->at(place)));
            }
            QCOMPARE(rows->between(20, 10).count(), 0);
            QCOMPARE(rows->between(0, rows->size()).count(), 0);
        }
        Row gap = 0;
        while (found.test(gap)) {
            ++gap;
        }
        QVERIFY(!natural.placeOf(gap) && !listed.placeOf(gap));
    }
};

QTEST_MAIN(TestPageCache)
#include "tst_page_cache.moc"
