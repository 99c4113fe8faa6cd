// SPDX-License-Identifier: Apache-2.0
#include "core/index/bitmap.h"
#include "tests/support/support.h"

using namespace cordon;

class BitmapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fullAndFlippedHoldNothingBeyondTheSize_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 63, 64, 65, 128, 1000}) {
            QTest::newRow(qPrintable(QString::number(size))) << size;
        }
    }
    void fullAndFlippedHoldNothingBeyondTheSize()
    {
        QFETCH(int, size);
        const auto rows = static_cast<std::size_t>(size);
        Bitmap full(rows, true);
        Bitmap flipped(rows);
        flipped.flip();
        QCOMPARE(full.count(), std::int64_t{size});
        QVERIFY(full == flipped);
        QCOMPARE(full.any(), size > 0);
        QVERIFY(!full.test(static_cast<Row>(size)));
        full.flip();
        QVERIFY(full == Bitmap(rows));
    }

    void setAndUnsetOneRow()
    {
        Bitmap rows(130);
        rows.set(64);
        rows.set(129);
        rows.set(130); // outside: ignored
        QCOMPARE(rows.rows(), (std::vector<Row>{64, 129}));
        rows.set(64, false);
        QCOMPARE(rows.rows(), std::vector<Row>{129});
        rows.clear();
        QVERIFY(!rows.any());
        QCOMPARE(rows.size(), std::size_t{130});
    }

    void operatorsAreThoseOfSets()
    {
        Bitmap a(200), b(200);
        for (const Row row : {1U, 70U, 199U}) {
            a.set(row);
        }
        for (const Row row : {70U, 130U}) {
            b.set(row);
        }
        Bitmap both = a;
        both &= b;
        QCOMPARE(both.rows(), std::vector<Row>{70});
        Bitmap either = a;
        either |= b;
        QCOMPARE(either.rows(), (std::vector<Row>{1, 70, 130, 199}));
        Bitmap left = a;
        left -= b;
        QCOMPARE(left.rows(), (std::vector<Row>{1, 199}));
    }

    void unequalSizesNeverReachBeyondTheLeftOne()
    {
        Bitmap small(10, true);
        small |= Bitmap(100, true);
        QCOMPARE(small.count(), std::int64_t{10});
        Bitmap large(100, true);
        large &= Bitmap(10, true);
        QCOMPARE(large.count(), std::int64_t{10});
        large -= Bitmap();
        QCOMPARE(large.count(), std::int64_t{10});
    }
};

QTEST_APPLESS_MAIN(BitmapTest)
#include "tst_bitmap.moc"
