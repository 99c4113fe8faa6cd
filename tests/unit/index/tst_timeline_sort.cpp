// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"
#include "tests/unit/index/random_rows.h"
#include "tests/unit/index/tiny_index.h"

#include <algorithm>
#include <numeric>

using namespace cordon;
using cordon::test::keysOf;
using cordon::test::RandomRows;
using cordon::test::tinyIndex;

Q_DECLARE_METATYPE(cordon::SortField)
Q_DECLARE_METATYPE(cordon::Table)

namespace {

constexpr const char* kRows = R"(
    account Bea bea@zebra.example 2025-06-03T10:00:00Z state=frozen
    account adam Adam@alpha.example 2025-06-03T10:59:59Z
    account cleo - 2025-06-03T13:00:00Z
    project B_one adam 2025-06-05 releases=3 files=1 bytes=500 modules=2 state=archived
    project a.two bea 2025-06-04 releases=1 files=9 bytes=20
    project c-three bea 2025-06-06 files=9 modules=0
    stub d-four
    report project:a.two o1 is_spam 2025-06-07
    report project:a.two o2 is_spam 2025-06-07
    report project:c-three o1 is_spam 2025-06-08
    report account:cleo o1 other 2025-06-08
)";

QString describe(const std::vector<Bin>& bins)
{
    QStringList words;
    for (const Bin& bin : bins) {
        words << formatInstant(bin.at).sliced(5) + u'=' + QString::number(bin.count);
    }
    return words.join(u' ');
}

} // namespace

class TimelineSortTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void binsAreAlignedAndHoldEmptyOnesBetween()
    {
        const auto index = tinyIndex(kRows);
        QCOMPARE(describe(timeline(*index, Table::Accounts, std::chrono::hours(1))),
                 QStringLiteral("06-03T10:00:00Z=2 06-03T11:00:00Z=0 06-03T12:00:00Z=0 06-03T13:00:00Z=1"));
        QCOMPARE(describe(timeline(*index, Table::Accounts, std::chrono::hours(24))),
                 QStringLiteral("06-03T00:00:00Z=3"));
        QCOMPARE(describe(timeline(*index, Table::Uploads, std::chrono::hours(48))),
                 QStringLiteral("06-03T00:00:00Z=1 06-05T00:00:00Z=2"));
        QCOMPARE(timeline(*index, Table::Reports, std::chrono::hours(24)).size(), std::size_t{2});
    }

    void binsCountOnlyWhatIsAsked()
    {
        const auto index = tinyIndex(kRows);
        Bitmap where(index->size(Table::Accounts));
        where.set(*index->findAccount(u"adam"));
        QCOMPARE(describe(timeline(*index, Table::Accounts, std::chrono::minutes(30), &where)),
                 QStringLiteral("06-03T10:30:00Z=1"));
    }

    void stubsHaveNoTime()
    {
        const auto index = tinyIndex(kRows);
        const Bitmap all(index->size(Table::Projects), true);
        QCOMPARE(timeline(*index, Table::Projects, std::chrono::hours(24), &all).front().at,
                 parseInstant(u"2025-06-04").value());
    }

    void nothingToCountGivesNoBins()
    {
        const auto index = tinyIndex(kRows);
        const Bitmap none(index->size(Table::Accounts));
        QVERIFY(timeline(*index, Table::Accounts, std::chrono::hours(1), &none).empty());
        QVERIFY(timeline(*index, Table::Accounts, Microseconds(0)).empty());
        QVERIFY(timeline(*index, Table::Domains, std::chrono::hours(1)).empty());
        std::stop_source source;
        source.request_stop();
        QVERIFY(timeline(*index, Table::Accounts, std::chrono::hours(1), nullptr, source.get_token()).empty());
    }

    void aWidthThatWouldMakeTooManyBinsIsWidened()
    {
        const auto index = tinyIndex(R"(
            account early e@example.com 2005-01-01
            account late l@example.com 2025-06-01
        )");
        const std::vector<Bin> bins = timeline(*index, Table::Accounts, std::chrono::minutes(1));
        QVERIFY(bins.size() <= 100'000);
        QVERIFY(bins.size() > 90'000);
        QCOMPARE(bins.front().count + bins.back().count, std::int64_t{2});
        const auto width = bins[1].at - bins[0].at;
        QCOMPARE(width % std::chrono::minutes(1), Microseconds(0));
        QCOMPARE(bins.front().at.time_since_epoch() % width, Microseconds(0));
    }

    void binsAddUpToTheRows()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            const auto index = RandomRows(seed).build();
            for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads}) {
                const auto bins = timeline(*index, of, std::chrono::minutes(37));
                const std::int64_t total =
                    std::accumulate(bins.begin(), bins.end(), std::int64_t{0},
                                    [](std::int64_t sum, const Bin& bin) { return sum + bin.count; });
                QVERIFY2(total == index->described(of).count(), qPrintable(u"seed " + QString::number(seed)));
            }
        }
    }

    void sortsByEachField_data()
    {
        QTest::addColumn<Table>("of");
        QTest::addColumn<SortField>("by");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<QString>("keys");
        const auto row = [](const char* name, Table of, SortField by, bool descending, const char* keys) {
            QTest::newRow(name) << of << by << descending << QString::fromLatin1(keys);
        };
        using F = SortField;
        row("accounts by name", Table::Accounts, F::Name, false, "adam bea cleo");
        row("accounts by name, back", Table::Accounts, F::Name, true, "cleo bea adam");
        row("accounts by domain", Table::Accounts, F::Domain, false, "cleo adam bea");
        row("accounts by joined", Table::Accounts, F::Time, true, "cleo adam bea");
        row("accounts by email", Table::Accounts, F::Email, false, "cleo adam bea");
        row("accounts by projects", Table::Accounts, F::Projects, true, "bea adam cleo");
        row("accounts by state", Table::Accounts, F::State, true, "bea adam cleo");
        row("accounts by reports", Table::Accounts, F::Reports, true, "cleo adam bea");
        row("accounts have no bytes", Table::Accounts, F::Bytes, true, "adam bea cleo");
        row("projects by name", Table::Projects, F::Name, false, "a-two b-one c-three");
        row("projects by domain", Table::Projects, F::Domain, false, "b-one a-two c-three");
        row("projects by owner, ties ascending", Table::Projects, F::Owner, true, "a-two c-three b-one");
        row("projects by created", Table::Projects, F::Time, false, "a-two b-one c-three");
        row("projects by releases, unknown lowest", Table::Projects, F::Releases, false, "c-three a-two b-one");
        row("projects by files", Table::Projects, F::Files, true, "a-two c-three b-one");
        row("projects by bytes", Table::Projects, F::Bytes, true, "b-one a-two c-three");
        row("projects by modules", Table::Projects, F::Modules, false, "a-two c-three b-one");
        row("projects by reports", Table::Projects, F::Reports, true, "a-two c-three b-one");
        row("projects by state", Table::Projects, F::State, true, "b-one a-two c-three");
        row("uploads by name", Table::Uploads, F::Name, true, "c-three b-one a-two");
        row("uploads by time", Table::Uploads, F::Time, false, "a-two b-one c-three");
        row("uploads by owner", Table::Uploads, F::Owner, false, "b-one a-two c-three");
        row("uploads by state", Table::Uploads, F::State, true, "b-one a-two c-three");
        row("uploads by bytes, none known: by domain and time", Table::Uploads, F::Bytes, true, "b-one a-two c-three");
        row("reports by time", Table::Reports, F::Time, false, "a-two a-two c-three cleo");
        row("reports by owner", Table::Reports, F::Owner, false, "a-two a-two c-three cleo");
        row("reports by modules", Table::Reports, F::Modules, false, "a-two a-two cleo c-three");
        row("domains by domain", Table::Domains, F::Domain, true, "zebra.example alpha.example");
        row("domains have no owner", Table::Domains, F::Owner, true, "alpha.example zebra.example");
        row("domains have no projects", Table::Domains, F::Projects, true, "alpha.example zebra.example");
    }
    void sortsByEachField()
    {
        QFETCH(Table, of);
        QFETCH(SortField, by);
        QFETCH(bool, descending);
        QFETCH(QString, keys);
        const auto index = tinyIndex(kRows);
        QCOMPARE(keysOf(*index, of, sorted(*index, of, by, descending)), keys);
    }

    void rowsOfOneNameKeepTheirOrderBackwardsToo_data()
    {
        QTest::addColumn<Table>("of");
        QTest::newRow("uploads of a project") << Table::Uploads;
        QTest::newRow("reports on a subject") << Table::Reports;
    }
    void rowsOfOneNameKeepTheirOrderBackwardsToo()
    {
        QFETCH(Table, of);
        const auto index = RandomRows(11).build();
        const std::vector<Row> forward = sorted(*index, of, SortField::Name, false);
        std::vector<Row> expected;
        for (auto end = forward.end(); end != forward.begin();) { // name after name from the last on
            const auto key = [&](Row row) { return index->subject(of, row).key; };
            auto begin = end - 1;
            while (begin != forward.begin() && key(*(begin - 1)) == key(*begin)) {
                --begin;
            }
            expected.insert(expected.end(), begin, end);
            end = begin;
        }
        QVERIFY(expected != std::vector<Row>(forward.rbegin(), forward.rend())); // some names have several rows
        QCOMPARE(sorted(*index, of, SortField::Name, true), expected);
    }

    void sortsOnlyWhatIsAsked()
    {
        const auto index = tinyIndex(kRows);
        Bitmap where(index->size(Table::Accounts));
        where.set(*index->findAccount(u"bea"));
        where.set(*index->findAccount(u"cleo"));
        QCOMPARE(keysOf(*index, Table::Accounts, sorted(*index, Table::Accounts, SortField::Name, true, &where)),
                 QStringLiteral("cleo bea"));
    }

    void knowsTheWordsOfTheContract_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("field");
        const auto row = [](const char* word, std::optional<SortField> field) {
            QTest::newRow(word) << QString::fromLatin1(word) << (field ? int(*field) : -1);
        };
        row("name", SortField::Name);
        row("joined", SortField::Time);
        row("Created", SortField::Time);
        row("uploaded", SortField::Time);
        row("reports", SortField::Reports);
        row("", std::nullopt);
        row("colour", std::nullopt);
    }
    void knowsTheWordsOfTheContract()
    {
        QFETCH(QString, word);
        QFETCH(int, field);
        const auto found = sortFieldFromWord(word);
        QCOMPARE(found ? int(*found) : -1, field);
    }
};

QTEST_APPLESS_MAIN(TimelineSortTest)
#include "tst_timeline_sort.moc"
