// SPDX-License-Identifier: Apache-2.0
// What more than one thread works on is the same as counted row by row.
#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/index/columns_builder.h"
#include "core/index/group.h"
#include "core/index/group_window.h"
#include "core/index/in_parts.h"
#include "core/index/text_scan.h"

#include <QTest>

#include <map>
#include <random>

using namespace cordon;

namespace {

constexpr int kAccounts = 400;
constexpr int kUploads = 700'000;

/// One domain of half of all accounts, and many small ones; uploads over two months, some before 1970.
std::shared_ptr<const Index> manyUploads()
{
    std::mt19937 random(7);
    ColumnsBuilder builder;
    for (int id = 1; id <= kAccounts; ++id) {
        const std::string name = "user" + std::to_string(id);
        const std::string domain = id % 2 == 0 ? "big.example" : "d" + std::to_string(id) + ".example";
        const std::string email = name + "@" + domain;
        builder.account({id, name, email, domain, true, Instant{}, "", "", "", "", AccountState::Active, false, false});
    }
    builder.project({1, 1, "project", Instant{}, 0, 0, 0, 0, 0, "", "", "", "", ProjectState::Active, false, false});
    for (int id = 1; id <= kUploads; ++id) {
        const std::int64_t seconds = static_cast<std::int64_t>(random() % (60 * 86'400)) - 5 * 86'400;
        const auto account = static_cast<std::int64_t>(1 + random() % kAccounts);
        builder.upload({id, 1, account, Instant(std::chrono::seconds(seconds)), 1});
    }
    return Index::over(*builder.finish(1, {}), {}, {});
}

/// Rows by the domain and the time of the group's first row.
using Groups = std::map<std::pair<Row, std::int64_t>, std::int64_t>;

Groups byHand(const Index& index, const GroupRequest& request, const Bitmap& kept)
{
    Groups groups;
    Row domain = kNoRow;
    Instant reach{};
    std::int64_t* open = nullptr;
    kept.forEach([&](Row row) {
        const Instant at(Microseconds(index.times(Table::Uploads)[row]));
        const Row of = index.columns()->accounts.domain[index.columns()->uploads.account[row]];
        const bool bursts = request.cut == TimeCut::Burst;
        const bool parted = request.cut != TimeCut::None && (bursts ? at - reach > request.gap : at >= reach);
        if (open == nullptr || of != domain || parted) {
            domain = of;
            reach = clockWindow(request.cut, at).to;
            open = &groups[{of, at.time_since_epoch().count()}];
        }
        reach = bursts ? at : reach;
        ++*open;
    });
    return groups;
}

} // namespace

class TstManyRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_index = manyUploads();
        QCOMPARE(m_index->size(Table::Uploads), std::size_t{kUploads});
        QVERIFY(std::thread::hardware_concurrency() < 2 || partsFor(kUploads) > 1);
    }

    void groupsAreThoseCountedRowByRow_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<int>("keepOneOf");
        for (const TimeCut cut : {TimeCut::None, TimeCut::Hour, TimeCut::Day, TimeCut::Week, TimeCut::Burst}) {
            for (const int keepOneOf : {1, 3, 500}) {
                QTest::addRow("cut %d, one of %d", int(cut), keepOneOf) << int(cut) << keepOneOf;
            }
        }
    }
    void groupsAreThoseCountedRowByRow()
    {
        QFETCH(const int, cut);
        QFETCH(const int, keepOneOf);
        const Bitmap kept = oneOf(keepOneOf);
        GroupRequest request{Table::Uploads, TimeCut(cut), std::chrono::minutes(20), &kept, 0};
        const auto times = m_index->times(Table::Uploads);
        Groups groups;
        std::uint32_t before = ~std::uint32_t{0};
        for (const GroupSpan& span : cutGroups(*m_index, request)) {
            QVERIFY(span.rows <= before && kept.test(span.begin) && kept.test(span.end - 1));
            QCOMPARE(kept.count(span.begin, span.end), std::int64_t{span.rows});
            before = span.rows;
            groups[{span.domain, times[span.begin]}] += span.rows;
        }
        QCOMPARE(groups, byHand(*m_index, request, kept));
    }

    void binsHoldWhatIsCountedRowByRow()
    {
        const Bitmap kept = oneOf(3);
        std::map<std::int64_t, std::int64_t> wanted, bins;
        const Microseconds width = std::chrono::hours(7);
        kept.forEach([&](Row row) {
            const auto at = Microseconds(m_index->times(Table::Uploads)[row]);
            ++wanted[std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<7 * 3600>>>(at).count()];
        });
        for (const Bin& bin : timeline(*m_index, Table::Uploads, width, &kept)) {
            bins[bin.at.time_since_epoch() / width] = bin.count;
        }
        QCOMPARE(bins, wanted);
    }

    void aStopLeavesNothing()
    {
        std::stop_source stop;
        stop.request_stop();
        const Bitmap kept = oneOf(1);
        const GroupRequest request{Table::Uploads, TimeCut::Hour, std::chrono::minutes(20), &kept, 0};
        QVERIFY(cutGroups(*m_index, request, stop.get_token()).empty());
        QVERIFY(timeline(*m_index, Table::Uploads, std::chrono::hours(1), &kept, stop.get_token()).empty());
    }

    void textsAreFoundInEveryPart()
    {
        TextColumn texts;
        Bitmap wanted(kUploads);
        for (int row = 0; row < kUploads; ++row) {
            // A text may end where the next begins as if the needle went on: that is not inside.
            const bool holds = row % 7919 == 0;
            texts.append(holds ? "xneedlex" : row % 2 == 0 ? "nee" : "dle");
            wanted.set(static_cast<Row>(row), holds);
        }
        Bitmap hits(kUploads);
        scanForText(texts, "needle", hits);
        QVERIFY(hits == wanted);
    }

private:
    [[nodiscard]] Bitmap oneOf(int many) const
    {
        std::mt19937 random(static_cast<std::uint32_t>(many));
        Bitmap kept(m_index->size(Table::Uploads));
        for (Row row = 0; row < kept.size(); ++row) {
            kept.set(row, random() % static_cast<std::uint32_t>(many) == 0);
        }
        return kept;
    }

    std::shared_ptr<const Index> m_index;
};

QTEST_APPLESS_MAIN(TstManyRows)
#include "tst_many_rows.moc"
