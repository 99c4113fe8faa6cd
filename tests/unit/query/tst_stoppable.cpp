// SPDX-License-Identifier: Apache-2.0
#include "core/query/name_prefix.h"
#include "core/query/stoppable.h"

#include <QtTest>

#include <numeric>
#include <random>

using namespace cordon;

namespace {

constexpr auto kMany = static_cast<Row>(20 * kStretch + 7);

std::vector<int> shuffled(std::size_t size)
{
    std::vector<int> values(size);
    std::iota(values.begin(), values.end(), 0);
    std::shuffle(values.begin(), values.end(), std::mt19937(7));
    return values;
}

} // namespace

class StoppableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsVisitedOnce()
    {
        Bitmap rows(kMany);
        for (Row row = 3; row < kMany; row += 5) {
            rows.set(row);
        }
        Bitmap seen(kMany), all(kMany);
        forEachRow(rows, {}, [&](Row row) { seen.set(row, !seen.test(row)); });
        forEachRowIn(0, kMany, {}, [&](Row row) { all.set(row, !all.test(row)); });
        QVERIFY(seen == rows);
        QCOMPARE(all.count(), std::int64_t{kMany});
        forEachRow(Bitmap(), {}, [](Row) { QFAIL("no row"); });
    }

    void aStopOnTheWayEndsALoopSoon()
    {
        for (const bool ofSet : {true, false}) {
            std::stop_source source;
            std::size_t visited = 0;
            const auto visit = [&](Row) {
                if (++visited == 10) {
                    source.request_stop();
                }
            };
            if (ofSet) {
                forEachRow(Bitmap(kMany, true), source.get_token(), visit);
            } else {
                forEachRowIn(0, kMany, source.get_token(), visit);
            }
            QVERIFY(visited <= kStretch);
        }
    }

    void sortsWhateverTheLength()
    {
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{100}, kStretch, kStretch + 1,
                                       2 * kStretch, std::size_t{kMany}}) {
            std::vector<int> values = shuffled(size);
            sortStoppably(values, {}, std::less<>());
            std::vector<int> wanted(size);
            std::iota(wanted.begin(), wanted.end(), 0);
            QVERIFY(values == wanted);
        }
    }

    void aStopOnTheWayEndsSortingSoon()
    {
        std::stop_source source;
        std::size_t compared = 0;
        std::vector<int> values = shuffled(kMany);
        sortStoppably(values, source.get_token(), [&](int a, int b) {
            if (++compared == 10) {
                source.request_stop();
            }
            return a < b;
        });
        QVERIFY(compared < 40 * kStretch); // one stretch, not twenty of them
    }

    void prefixesComeInTheOrderOfNames()
    {
        NamePrefixes prefixes(NamePrefixes::Of::Text);
        for (const char* name : {"zoe", "anna", "annabel", "an", "zoe"}) {
            prefixes.add(name, 1);
        }
        QStringList out;
        for (const NamePrefixes::Entry* entry : prefixes.sorted()) {
            out << QStringLiteral("%1=%2").arg(QString::fromStdString(entry->prefix)).arg(entry->count);
        }
        QCOMPARE(out.join(u' '), QStringLiteral("an=1 anna=2 zoe=2"));
    }
};

QTEST_APPLESS_MAIN(StoppableTest)
#include "tst_stoppable.moc"
