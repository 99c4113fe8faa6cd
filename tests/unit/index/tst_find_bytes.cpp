// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/index/find_bytes.h"

#include <QTest>

#include <random>
#include <string>

using namespace cordon;

/// What findBytes() promises, by the plain search of the library.
static std::size_t expected(std::string_view text, std::string_view needle, std::size_t from, std::size_t end)
{
    const std::size_t place = text.substr(0, end).find(needle, from);
    return place == std::string_view::npos ? end : place;
}

class TestFindBytes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Few letters, so that beginnings of the needle stand everywhere, at the edges of a block, too.
    void findsWhatThePlainSearchFinds()
    {
        std::mt19937 random(20'261'123);
        const auto upTo = [&random](std::size_t most) { return std::size_t{random()} % (most + 1); };
        const auto letters = [&](std::size_t count) {
            std::string out;
            while (out.size() < count) {
                out.push_back(static_cast<char>('a' + upTo(2)));
            }
            return out;
        };
        int found = 0, missed = 0;
        for (int round = 0; round < 50'000; ++round) {
            const std::string text = letters(upTo(200));
            const std::string needle = letters(1 + upTo(8));
            const std::size_t end = upTo(text.size()), from = upTo(end);
            const std::size_t place = findBytes(text, needle, from, end);
            QVERIFY2(place == expected(text, needle, from, end), (text + " / " + needle).c_str());
            ++(place < end ? found : missed);
        }
        QVERIFY(found > 5'000 && missed > 5'000);
    }

    void whatReachesOverTheEndIsNotFound()
    {
        std::string text(86, 'x');
        text.replace(40, 6, "needle");
        QCOMPARE(findBytes(text, "needle", 0, text.size()), std::size_t{40});
        QCOMPARE(findBytes(text, "needle", 0, 46), std::size_t{40});
        QCOMPARE(findBytes(text, "needle", 0, 45), std::size_t{45});
        QCOMPARE(findBytes(text, "needle", 41, text.size()), text.size());
    }
};

QTEST_APPLESS_MAIN(TestFindBytes)
#include "tst_find_bytes.moc"
