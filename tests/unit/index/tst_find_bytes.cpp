// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/index/find_bytes.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace cordon;

Q_DECLARE_METATYPE(cordon::SearchWidth)

/// What findBytes() promises, by the plain search of the library.
static std::size_t expected(std::string_view text, std::string_view needle, std::size_t from, std::size_t end)
{
    const std::size_t place = text.substr(0, end).find(needle, from);
    return place == std::string_view::npos ? end : place;
}

class TestFindBytes : public QObject {
    Q_OBJECT

    static void everyWidth()
    {
        QTest::addColumn<SearchWidth>("width");
        QTest::newRow("1") << SearchWidth::One;
        QTest::newRow("16") << SearchWidth::Sixteen;
        if (widestSearch() == SearchWidth::ThirtyTwo) { // not every processor can
            QTest::newRow("32") << SearchWidth::ThirtyTwo;
        }
    }

private Q_SLOTS:
    void findsWhatThePlainSearchFinds_data() { everyWidth(); }
    // Few letters, so that beginnings of the needle stand everywhere, at the edges of a block, too. The
    // text ends where its memory ends: a look behind it is seen by the address sanitizer.
    void findsWhatThePlainSearchFinds()
    {
        QFETCH(SearchWidth, width);
        std::mt19937 random(20'261'123);
        const auto upTo = [&random](std::size_t most) { return std::size_t{random()} % (most + 1); };
        const auto letters = [&](std::size_t count) {
            std::vector<char> out(count);
            std::generate(out.begin(), out.end(), [&] { return static_cast<char>('a' + upTo(2)); });
            return out;
        };
        int found = 0, missed = 0;
        for (int round = 0; round < 50'000; ++round) {
            const std::vector<char> made = letters(1 + upTo(200)), sought = letters(1 + upTo(8));
            const std::string_view text(made.data(), made.size()), needle(sought.data(), sought.size());
            const std::size_t end = upTo(text.size()), from = upTo(end);
            const std::size_t place = findBytes(text, needle, from, end, width);
            QCOMPARE(place, expected(text, needle, from, end));
            ++(place < end ? found : missed);
        }
        QVERIFY(found > 5'000 && missed > 5'000);
    }

    void whatReachesOverTheEndIsNotFound_data() { everyWidth(); }
    void whatReachesOverTheEndIsNotFound()
    {
        QFETCH(SearchWidth, width);
        std::string text(86, 'x');
        text.replace(40, 6, "needle");
        QCOMPARE(findBytes(text, "needle", 0, text.size(), width), std::size_t{40});
        QCOMPARE(findBytes(text, "needle", 0, 46, width), std::size_t{40});
        QCOMPARE(findBytes(text, "needle", 0, 45, width), std::size_t{45});
        QCOMPARE(findBytes(text, "needle", 41, text.size(), width), text.size());
    }
};

QTEST_APPLESS_MAIN(TestFindBytes)
#include "tst_find_bytes.moc"
