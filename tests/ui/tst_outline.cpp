// SPDX-License-Identifier: Apache-2.0
// Groups that are opened and closed in one flat list, beside a list that is written out.
#include "ui/models/outline.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace cordon::ui;

namespace {

/// Every line written out.
struct Written {
    std::vector<std::uint32_t> sizes;
    std::vector<bool> open;

    [[nodiscard]] std::vector<Outline::Line> lines() const
    {
        std::vector<Outline::Line> all;
        for (std::size_t group = 0; group < sizes.size(); ++group) {
            all.push_back({group, std::nullopt});
            for (std::uint32_t row = 0; open[group] && row < sizes[group]; ++row) {
                all.push_back({group, row});
            }
        }
        return all;
    }
};

/// Empty where both say the same of every line.
QString differences(const Outline& outline, const Written& written)
{
    const std::vector<Outline::Line> lines = written.lines();
    if (outline.lines() != lines.size()) {
        return QStringLiteral("%1 lines, not %2").arg(outline.lines()).arg(lines.size());
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!(outline.at(i) == lines[i])) {
            return QStringLiteral("line %1").arg(i);
        }
        if (!lines[i].row && outline.lineOf(lines[i].group) != i) {
            return QStringLiteral("header of group %1").arg(lines[i].group);
        }
    }
    for (std::size_t group = 0; group < written.sizes.size(); ++group) {
        if (outline.isOpen(group) != written.open[group]) {
            return QStringLiteral("group %1").arg(group);
        }
    }
    return {};
}

} // namespace

class TestOutline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutGroupsThereAreNoLines()
    {
        Outline outline;
        QCOMPARE(outline.lines(), std::size_t(0));
        outline.openAll();
        QCOMPARE(outline.lines(), std::size_t(0));
    }

    void anyOpeningAndClosingIsAsIfWrittenOut_data()
    {
        QTest::addColumn<int>("groups");
        for (const int groups : {1, 2, 3, 7, 8, 9, 64, 200}) {
            QTest::addRow("%d groups", groups) << groups;
        }
    }
    void anyOpeningAndClosingIsAsIfWrittenOut()
    {
        QFETCH(int, groups);
        std::mt19937 random(static_cast<unsigned>(groups));
        Written written;
        for (int i = 0; i < groups; ++i) {
            written.sizes.push_back(std::uint32_t(random() % 6)); // 0: nothing to open
        }
        written.open.assign(written.sizes.size(), false);
        Outline outline(std::make_shared<const std::vector<std::uint32_t>>(written.sizes));
        for (int step = 0; step < 200; ++step) {
            const std::size_t group = random() % written.sizes.size();
            switch (random() % 12) {
            case 0:
                outline.openAll();
                written.open.assign(written.sizes.size(), true);
                break;
            case 1:
                outline.closeAll();
                written.open.assign(written.sizes.size(), false);
                break;
            case 2:
            case 3:
            case 4:
                outline.close(group);
                written.open[group] = false;
                break;
            default:
                outline.open(group);
                written.open[group] = true;
            }
            const QString wrong = differences(outline, written);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("step %1: %2").arg(step).arg(wrong)));
        }
    }

    void aMillionGroupsOpenAtOnce()
    {
        std::vector<std::uint32_t> sizes(1'000'000);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            sizes[i] = std::uint32_t(i % 20);
        }
        const std::size_t rows = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
        Outline outline(std::make_shared<const std::vector<std::uint32_t>>(sizes));
        outline.openAll();
        QCOMPARE(outline.lines(), sizes.size() + rows);
        QCOMPARE(outline.openGroups(), sizes.size());
        std::size_t line = 0;
        for (std::size_t group = 0; group < sizes.size(); ++group) {
            if (group % 9'973 == 0) {
                QCOMPARE(outline.lineOf(group), line);
                QVERIFY(outline.at(line) == (Outline::Line{group, std::nullopt}));
                if (sizes[group] > 0) {
                    QVERIFY(outline.at(line + sizes[group]) == (Outline::Line{group, sizes[group] - 1}));
                }
            }
            line += 1 + sizes[group];
        }
    }
};

QTEST_GUILESS_MAIN(TestOutline)
#include "tst_outline.moc"
