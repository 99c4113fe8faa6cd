// SPDX-License-Identifier: Apache-2.0
#include "core/index/group.h"
#include "tests/unit/index/random_rows.h"
#include "tests/unit/index/tiny_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace cordon;
using cordon::test::RandomRows;
using cordon::test::tinyIndex;

Q_DECLARE_METATYPE(cordon::TimeCut)
Q_DECLARE_METATYPE(cordon::Table)

namespace {

constexpr const char* kWaves = R"(
    account a1 a1@inbox.ru 2025-06-08T23:30:00Z flagged
    account a2 a2@Inbox.RU 2025-06-09T00:20:00Z flagged
    account a3 a3@inbox.ru 2025-06-09T01:20:00Z
    account a4 a4@inbox.ru 2025-06-09T02:20:01Z
    account b1 b1@cs.uni.edu 2025-06-09T00:30:00Z
    account b2 b2@uni.edu 2025-06-16T00:00:00Z flagged
    account c1 - 2025-06-09T00:45:00Z
    project p1 a1 2025-06-26T07:00:00Z flagged
    project p2 a1 2025-06-26T07:30:00Z flagged
    project p3 a2 2025-06-26T08:00:00Z
    project p4 ghost 2025-06-26T07:15:00Z
    stub p5
    role p5 a1 Maintainer
    decide account:a1 ban
    decide project:p2 quarantine
)";

QString describe(const Index& index, const Group& group, bool counts)
{
    QStringList words{group.domain ? index.domain(*group.domain) : QStringLiteral("-")};
    if (group.from) {
        words << formatInstant(*group.from).sliced(5) + u".." + formatInstant(*group.to).sliced(5);
    }
    const std::vector<std::int64_t> plain{group.rows};
    const std::vector<std::int64_t> all{group.rows,    group.accounts, group.projects,
                                        group.uploads, group.flagged,  group.open};
    for (const std::int64_t number : counts ? all : plain) {
        words << QString::number(number);
    }
    return words.join(u' ');
}

QString describe(const Index& index, const std::vector<Group>& groups, bool counts)
{
    QStringList lines;
    for (const Group& group : groups) {
        lines << describe(index, group, counts);
    }
    return lines.join(u'\n');
}

/// What a person with a pencil would do: the groups as sets of rows.
using Window = std::tuple<QString, Instant, Instant>;
using Sets = std::map<Window, std::set<Row>>;

Sets pencilGroups(const Index& index, const GroupRequest& request)
{
    std::map<QString, std::vector<std::pair<Instant, Row>>> byDomain;
    for (Row row = 0; row < index.size(request.of); ++row) {
        const bool asked = request.where != nullptr ? request.where->test(row) : !index.stubs(request.of).test(row);
        if (asked) {
            const auto domain = index.domainOf(request.of, row);
            byDomain[domain ? index.domain(*domain) : QString()].emplace_back(index.timeOf(request.of, row), row);
        }
    }
    Sets sets;
    for (auto& [domain, rows] : byDomain) {
        std::sort(rows.begin(), rows.end());
        Instant burst = rows.front().first;
        Instant before = burst;
        for (const auto& [at, row] : rows) {
            burst = at - before > request.gap ? at : burst;
            before = at;
            Instant from{};
            switch (request.cut) {
            case TimeCut::None:
                break;
            case TimeCut::Hour:
                from = startOfHour(at);
                break;
            case TimeCut::Day:
                from = startOfDay(at);
                break;
            case TimeCut::Week:
                from = startOfWeek(at);
                break;
            case TimeCut::Burst:
                from = burst;
                break;
            }
            sets[Window{domain, from, Instant{}}].insert(row);
        }
    }
    return sets;
}

struct Counts {
    std::set<Row> accounts, projects;
    std::int64_t uploads = 0, flagged = 0, open = 0;
};

Counts pencilCounts(const Index& index, Table of, const std::set<Row>& rows)
{
    Counts counts;
    for (Row project = 0; project < index.size(Table::Projects); ++project) {
        const bool byOwner = of == Table::Accounts && rows.contains(index.ownerOf(project));
        if (byOwner && !index.stubs(Table::Projects).test(project)) {
            counts.projects.insert(project);
        }
    }
    for (const Row row : rows) {
        if (of == Table::Accounts) {
            counts.accounts.insert(row);
        } else if (of == Table::Projects) {
            counts.projects.insert(row);
            counts.accounts.insert(index.ownerOf(row));
        } else {
            counts.projects.insert(index.projectOfUpload(row));
            counts.accounts.insert(index.accountOfUpload(row));
        }
    }
    for (Row upload = 0; upload < index.size(Table::Uploads); ++upload) {
        const Row project = index.projectOfUpload(upload);
        const bool counted = of == Table::Uploads ? rows.contains(upload) : counts.projects.contains(project);
        counts.uploads += counted ? 1 : 0;
    }
    for (const Table table : {Table::Accounts, Table::Projects}) {
        for (const Row row : table == Table::Accounts ? counts.accounts : counts.projects) {
            counts.flagged += index.flagged(table).test(row) ? 1 : 0;
            counts.open += index.flagged(table).test(row) && !index.decided(table).test(row) ? 1 : 0;
        }
    }
    return counts;
}

std::set<Row> rowSet(const Bitmap& rows)
{
    const std::vector<Row> list = rows.rows();
    return {list.begin(), list.end()};
}

} // namespace

class GroupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsByTheRulesOfTheContract_data()
    {
        QTest::addColumn<Table>("of");
        QTest::addColumn<QString>("groups"); // domain rows accounts projects uploads flagged open
        QTest::newRow("accounts") << Table::Accounts
                                  << QStringLiteral("inbox.ru 4 4 3 3 4 2\n"
                                                    "uni.edu 2 2 0 0 1 1\n"
                                                    "- 1 1 0 0 0 0");
        QTest::newRow("projects") << Table::Projects
                                  << QStringLiteral("inbox.ru 3 2 3 3 4 2\n"
                                                    "- 1 1 1 1 0 0");
        QTest::newRow("uploads stand in") << Table::Uploads
                                          << QStringLiteral("inbox.ru 3 2 3 3 4 2\n"
                                                            "- 1 1 1 1 0 0");
        QTest::newRow("reports are not grouped") << Table::Reports << QString();
        QTest::newRow("domains are not grouped") << Table::Domains << QString();
    }
    void countsByTheRulesOfTheContract()
    {
        QFETCH(Table, of);
        QFETCH(QString, groups);
        const auto index = tinyIndex(kWaves);
        GroupRequest request;
        request.of = of;
        QCOMPARE(describe(*index, groupBy(*index, request), true), groups);
    }

    void uploadsCountDistinctUploadersAndProjects()
    {
        const auto index = tinyIndex(R"(
            account a a@inbox.ru 2025-06-01
            account b b@inbox.ru 2025-06-01
            project p a 2025-06-02 flagged
            project q a 2025-06-02
            upload p 1 a 2025-06-03
            upload p 2 b 2025-06-03
            upload p 3 - 2025-06-03
            upload q 1 b 2025-06-04
        )");
        GroupRequest request;
        request.of = Table::Uploads;
        QCOMPARE(describe(*index, groupBy(*index, request), true), QStringLiteral("inbox.ru 4 2 2 4 1 1"));
        request.cut = TimeCut::Day;
        QCOMPARE(describe(*index, groupBy(*index, request), true),
                 QStringLiteral("inbox.ru 06-03T00:00:00Z..06-04T00:00:00Z 3 2 1 3 1 1\n"
                                "inbox.ru 06-04T00:00:00Z..06-05T00:00:00Z 1 1 1 1 0 0"));
    }

    void timeCutsAtUtcClockAndGaps_data()
    {
        QTest::addColumn<TimeCut>("cut");
        QTest::addColumn<int>("gapMinutes");
        QTest::addColumn<QString>("groups");
        QTest::newRow("hour") << TimeCut::Hour << 60
                              << QStringLiteral("- 06-09T00:00:00Z..06-09T01:00:00Z 1\n"
                                                "inbox.ru 06-08T23:00:00Z..06-09T00:00:00Z 1\n"
                                                "inbox.ru 06-09T00:00:00Z..06-09T01:00:00Z 1\n"
                                                "inbox.ru 06-09T01:00:00Z..06-09T02:00:00Z 1\n"
                                                "inbox.ru 06-09T02:00:00Z..06-09T03:00:00Z 1\n"
                                                "uni.edu 06-09T00:00:00Z..06-09T01:00:00Z 1\n"
                                                "uni.edu 06-16T00:00:00Z..06-16T01:00:00Z 1");
        QTest::newRow("day") << TimeCut::Day << 60
                             << QStringLiteral("inbox.ru 06-09T00:00:00Z..06-10T00:00:00Z 3\n"
                                               "- 06-09T00:00:00Z..06-10T00:00:00Z 1\n"
                                               "inbox.ru 06-08T00:00:00Z..06-09T00:00:00Z 1\n"
                                               "uni.edu 06-09T00:00:00Z..06-10T00:00:00Z 1\n"
                                               "uni.edu 06-16T00:00:00Z..06-17T00:00:00Z 1");
        QTest::newRow("week from Monday") << TimeCut::Week << 60
                                          << QStringLiteral("inbox.ru 06-09T00:00:00Z..06-16T00:00:00Z 3\n"
                                                            "- 06-09T00:00:00Z..06-16T00:00:00Z 1\n"
                                                            "inbox.ru 06-02T00:00:00Z..06-09T00:00:00Z 1\n"
                                                            "uni.edu 06-09T00:00:00Z..06-16T00:00:00Z 1\n"
                                                            "uni.edu 06-16T00:00:00Z..06-23T00:00:00Z 1");
        // a2 to a3 is exactly an hour, a3 to a4 a second more.
        QTest::newRow("burst") << TimeCut::Burst << 60
                               << QStringLiteral("inbox.ru 06-08T23:30:00Z..06-09T01:20:00.000001Z 3\n"
                                                 "- 06-09T00:45:00Z..06-09T00:45:00.000001Z 1\n"
                                                 "inbox.ru 06-09T02:20:01Z..06-09T02:20:01.000001Z 1\n"
                                                 "uni.edu 06-09T00:30:00Z..06-09T00:30:00.000001Z 1\n"
                                                 "uni.edu 06-16T00:00:00Z..06-16T00:00:00.000001Z 1");
        QTest::newRow("burst, wide gap") << TimeCut::Burst << 60 * 24 * 30
                                         << QStringLiteral("inbox.ru 06-08T23:30:00Z..06-09T02:20:01.000001Z 4\n"
                                                           "uni.edu 06-09T00:30:00Z..06-16T00:00:00.000001Z 2\n"
                                                           "- 06-09T00:45:00Z..06-09T00:45:00.000001Z 1");
    }
    void timeCutsAtUtcClockAndGaps()
    {
        QFETCH(TimeCut, cut);
        QFETCH(int, gapMinutes);
        QFETCH(QString, groups);
        const auto index = tinyIndex(kWaves);
        const GroupRequest request{Table::Accounts, cut, std::chrono::minutes(gapMinutes), nullptr, 0};
        QCOMPARE(describe(*index, groupBy(*index, request), false), groups);
    }

    void firstAndLastAreTheTimesOfRows()
    {
        const auto index = tinyIndex(kWaves);
        const Group group = groupBy(*index, {}).front();
        QCOMPARE(formatInstant(group.first), QStringLiteral("2025-06-08T23:30:00Z"));
        QCOMPARE(formatInstant(group.last), QStringLiteral("2025-06-09T02:20:01Z"));
    }

    void limitKeepsTheLargest()
    {
        const auto index = tinyIndex(kWaves);
        GroupRequest request;
        request.limit = 2;
        QCOMPARE(describe(*index, groupBy(*index, request), false), QStringLiteral("inbox.ru 4\nuni.edu 2"));
        request.limit = 20;
        QCOMPARE(groupBy(*index, request).size(), std::size_t{3});
    }

    void aStopYieldsNothing()
    {
        std::stop_source source;
        source.request_stop();
        const auto index = tinyIndex(kWaves);
        QVERIFY(groupBy(*index, {}, source.get_token()).empty());
    }

    void membersOfATableThatIsNotGroupedAreNone()
    {
        const auto index = tinyIndex(kWaves);
        GroupRequest request;
        request.of = Table::Domains;
        QVERIFY(!membersOf(*index, request, {}).any());
    }

    /// Random rows, every cut and table: each row in one group, the same groups and numbers as
    /// counting by hand gives.
    void agreesWithCountingByHand()
    {
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            RandomRows random(seed, seed % 3 != 0);
            const auto index = random.build();
            for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads}) {
                Bitmap where(index->size(of));
                for (Row row = 0; row < where.size(); ++row) {
                    where.set(row, random.upTo(3) > 0);
                }
                for (const TimeCut cut : {TimeCut::None, TimeCut::Hour, TimeCut::Day, TimeCut::Week, TimeCut::Burst}) {
                    const GroupRequest request{of, cut, std::chrono::minutes(15 * (1 + random.upTo(6))),
                                               seed % 2 == 0 ? &where : nullptr, 0};
                    const QString difference = compareByHand(*index, request);
                    QVERIFY2(difference.isEmpty(),
                             qPrintable(u"seed " + QString::number(seed) + u", table " + QString::number(int(of)) +
                                        u", cut " + QString::number(int(cut)) + u": " + difference));
                }
            }
        }
    }

private:
    static QString compareByHand(const Index& index, const GroupRequest& request)
    {
        Sets wanted = pencilGroups(index, request);
        const std::vector<Group> groups = groupBy(index, request);
        if (groups.size() != wanted.size()) {
            return QStringLiteral("%1 groups, by hand %2").arg(groups.size()).arg(wanted.size());
        }
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const Group& group = groups[i];
            const QString domain = group.domain ? index.domain(*group.domain) : QString();
            const auto found = wanted.find(Window{domain, group.from.value_or(Instant{}), Instant{}});
            if (found == wanted.end() || rowSet(membersOf(index, request, group)) != found->second) {
                return QStringLiteral("other members: ") + describe(index, group, true);
            }
            const Counts counts = pencilCounts(index, request.of, found->second);
            const std::vector<std::int64_t> byHand{std::ssize(found->second),
                                                   std::ssize(counts.accounts),
                                                   std::ssize(counts.projects),
                                                   counts.uploads,
                                                   counts.flagged,
                                                   counts.open};
            const std::vector<std::int64_t> ours{group.rows,    group.accounts, group.projects,
                                                 group.uploads, group.flagged,  group.open};
            if (ours != byHand) {
                return QStringLiteral("other numbers: ") + describe(index, group, true);
            }
            if (i > 0 && groups[i - 1].rows < group.rows) {
                return QStringLiteral("not the largest first");
            }
            wanted.erase(found);
        }
        return {};
    }
};

QTEST_APPLESS_MAIN(GroupTest)
#include "tst_group.moc"
