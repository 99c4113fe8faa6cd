// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/index/bitmap_ranks.h"
#include "core/index/columns.h"
#include "core/index/keys.h"
#include "core/index/radix_sort.h"
#include "core/index/text_scan.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace cordon;

namespace {

std::vector<std::string> randomTexts(std::mt19937& random, std::size_t count)
{
    // Two letters, so that needles are nearly found all the time and often over the end of a text.
    std::vector<std::string> texts(count);
    for (std::string& text : texts) {
        for (auto length = random() % 90; length > 0; --length) {
            text += random() % 3 == 0 ? 'b' : 'a';
        }
    }
    return texts;
}

} // namespace

class ColumnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextIsKeptAsItCameAndSearchedFolded()
    {
        FoldedColumn column;
        const QString umlaut = QString::fromUtf8("\xc3\x84rger \xf0\x9f\x98\x80");
        column.append("plain");
        column.append("MiXed");
        column.append("");
        column.append(umlaut.toStdString());
        QCOMPARE(column.text(0), QStringLiteral("plain"));
        QCOMPARE(column.text(1), QStringLiteral("MiXed"));
        QCOMPARE(column.text(2), QString());
        QCOMPARE(column.text(3), umlaut);
        QVERIFY(column.folded().at(1) == "mixed");
        QVERIFY(column.raw().at(0).empty()); // kept once
        QCOMPARE(column.folded().text(3), umlaut.toLower());
        const std::vector<Row> order{3, 1};
        const FoldedColumn permuted = column.permuted(order);
        QCOMPARE(permuted.text(0), umlaut);
        QCOMPARE(permuted.text(1), QStringLiteral("MiXed"));
    }

    void aLeadingByteOrderMarkIsPartOfTheText()
    {
        FoldedColumn column;
        column.append("\xEF\xBB\xBFnora");
        QCOMPARE(column.text(0), QString(QChar(0xFEFF)) + QStringLiteral("nora"));
    }

    void wordsAreNumberedAsTheyCome()
    {
        WordColumn words;
        for (const char* word : {"b", "a", "b", ""}) {
            words.append(word);
        }
        QCOMPARE(words.words().size(), std::size_t{3});
        QCOMPARE(words.text(2), QStringLiteral("b"));
        QCOMPARE(words.code(0), words.code(2));
        QCOMPARE(words.permuted(std::vector<Row>{1}).text(0), QStringLiteral("a"));
    }

    void numbersOfAnySizeAreExact_data()
    {
        QTest::addColumn<qlonglong>("number");
        QTest::newRow("none") << 0LL;
        QTest::newRow("the last small one") << 0xFFFF'FFFDLL;
        QTest::newRow("the first large one") << 0xFFFF'FFFELL;
        QTest::newRow("one that looks unknown") << 0xFFFF'FFFFLL;
        QTest::newRow("the largest") << std::numeric_limits<qlonglong>::max();
    }
    void numbersOfAnySizeAreExact()
    {
        QFETCH(qlonglong, number);
        NumberColumn numbers;
        numbers.append(7);
        numbers.append(number);
        numbers.append(std::nullopt);
        numbers.append(number);
        QCOMPARE(numbers.at(1), std::int64_t{number});
        QCOMPARE(numbers.at(3), std::int64_t{number});
        QVERIFY(!numbers.maybe(2));
        const NumberColumn permuted = numbers.permuted(std::vector<Row>{3, 2, 0});
        QCOMPARE(permuted.at(0), std::int64_t{number});
        QVERIFY(!permuted.maybe(1));
        QCOMPARE(permuted.at(2), std::int64_t{7});
    }

    void findsEveryTextThatHoldsTheNeedleAndNoOther()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            const std::vector<std::string> texts = randomTexts(random, 60);
            TextColumn column;
            for (const std::string& text : texts) {
                column.append(text);
            }
            std::string needle;
            for (auto length = 1 + random() % 40; length > 0; --length) {
                needle += random() % 3 == 0 ? 'b' : 'a';
            }
            Bitmap hits(texts.size());
            scanForText(column, needle, hits);
            for (Row row = 0; row < texts.size(); ++row) {
                const bool holds = texts[row].find(needle) != std::string::npos;
                QVERIFY2(hits.test(row) == holds, qPrintable(QStringLiteral("round %1, row %2").arg(round).arg(row)));
            }
        }
    }

    void anEmptyNeedleIsEverywhereAndAnEmptyColumnHoldsNothing()
    {
        TextColumn column;
        Bitmap none(0);
        scanForText(column, "a", none);
        QCOMPARE(none.count(), std::int64_t{0});
        column.append("");
        column.append("x");
        Bitmap hits(2);
        scanForText(column, "", hits);
        QCOMPARE(hits.count(), std::int64_t{2});
    }

    void aStoppedScanFindsNothingMore()
    {
        TextColumn column;
        column.append("needle");
        std::stop_source source;
        source.request_stop();
        Bitmap hits(1);
        scanForText(column, "needle", hits, source.get_token());
        QCOMPARE(hits.count(), std::int64_t{0});
    }

    void ranksAgreeWithTheListOfRows()
    {
        std::mt19937 random(3);
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{512}, std::size_t{513}, std::size_t{5000}}) {
            Bitmap rows(size);
            for (Row row = 0; row < size; ++row) {
                rows.set(row, random() % 3 == 0);
            }
            const BitmapRanks ranks(rows);
            const std::vector<Row> list = rows.rows();
            QCOMPARE(ranks.count(), list.size());
            for (std::size_t place = 0; place < list.size(); ++place) {
                QCOMPARE(ranks.rowAt(place), list[place]);
                QCOMPARE(ranks.placeOf(list[place]), place);
            }
        }
        QCOMPARE(BitmapRanks().count(), std::size_t{0});
    }

    void rangesOfABitmapAgreeWithItsRows()
    {
        std::mt19937 random(5);
        Bitmap rows(300);
        for (Row row = 0; row < 300; ++row) {
            rows.set(row, random() % 4 == 0);
        }
        const std::vector<Row> list = rows.rows();
        for (int round = 0; round < 500; ++round) {
            const auto begin = static_cast<Row>(random() % 301);
            const auto end = begin + static_cast<Row>(random() % (301 - begin));
            std::vector<Row> inside;
            std::copy_if(list.begin(), list.end(), std::back_inserter(inside),
                         [&](Row row) { return row >= begin && row < end; });
            QCOMPARE(rows.count(begin, end), std::ssize(inside));
            QCOMPARE(rows.rows(begin, end), inside);
            QCOMPARE(rows.firstIn(begin, end), inside.empty() ? end : inside.front());
            QCOMPARE(rows.lastIn(begin, end), inside.empty() ? end : inside.back());
            Bitmap kept = rows;
            kept.keepRange(begin, end);
            QCOMPARE(kept.rows(), inside);
            Bitmap filled = rows;
            filled.setRange(begin, end);
            QCOMPARE(filled.count(), rows.count() - std::ssize(inside) + (end - begin));
        }
    }

    void findsKeysInAnyOrderAsOneByOne()
    {
        std::mt19937 random(13);
        FoldedColumn names;
        std::vector<std::string> keys;
        for (int i = 0; i < 300; ++i) {
            const std::string name = "Name" + std::to_string(random() % 100'000) + (i % 2 == 0 ? "X" : "y");
            if (std::find(keys.begin(), keys.end(), accountKeyOf(name)) == keys.end()) {
                names.append(name);
                keys.push_back(accountKeyOf(name));
            }
        }
        const KeyOrder order = orderByKey(names, &accountKeyOf);
        std::vector<std::string> asked = keys;
        asked.insert(asked.end(), {"", "a", "zzz", "name5", keys.front()});
        for (const bool inOrder : {true, false}) {
            inOrder ? std::sort(asked.begin(), asked.end()) : std::shuffle(asked.begin(), asked.end(), random);
            KeyFinder finder(order, names, &accountKeyOf);
            for (const std::string& key : asked) {
                const auto place = std::find(keys.begin(), keys.end(), key);
                const auto expected =
                    place == keys.end() ? std::nullopt : std::optional(static_cast<Row>(place - keys.begin()));
                QCOMPARE(finder.find(key), expected);
            }
        }
    }

    void sortsByNumberAndKeepsTiesInOrder()
    {
        std::mt19937_64 random(11);
        for (const std::int64_t reach : {std::int64_t{1}, std::int64_t{5}, std::int64_t{3000}, std::int64_t{1} << 40,
                                         std::numeric_limits<std::int64_t>::max()}) {
            std::vector<std::int64_t> numbers(2000);
            for (std::int64_t& number : numbers) {
                number = static_cast<std::int64_t>(random()) % reach; // negative ones, too
            }
            std::vector<Row> rows(numbers.size());
            for (Row row = 0; row < rows.size(); ++row) {
                rows[row] = row;
            }
            for (const bool descending : {false, true}) {
                std::vector<Row> expected = rows;
                std::stable_sort(expected.begin(), expected.end(), [&](Row a, Row b) {
                    return descending ? numbers[a] > numbers[b] : numbers[a] < numbers[b];
                });
                QCOMPARE(sortByNumber(rows, descending, {}, [&](Row row) { return numbers[row]; }), expected);
            }
        }
    }
};

QTEST_APPLESS_MAIN(ColumnsTest)
#include "tst_columns.moc"
