// SPDX-License-Identifier: Apache-2.0
// The same questions to the index and to SQLite over the same rows.
#include "core/domain/digest.h"
#include "core/index/group.h"
#include "tests/support/sql_answers.h"
#include "tests/unit/index/random_rows.h"

#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace cordon;
using cordon::test::RandomRows;

Q_DECLARE_METATYPE(cordon::Table)
Q_DECLARE_METATYPE(cordon::TimeCut)

namespace {

constexpr std::int64_t kHour = 3'600'000'000, kDay = 24 * kHour, kWeek = 7 * kDay;
constexpr std::int64_t kMonday = 4 * kDay; ///< 5 January 1970 was one

/// The asked rows of one table as SQLite knows them: row, domain, time, some numbers.
class Rival {
public:
    Rival(const Index& index, Table of, const Bitmap& where) : m_database(":memory:", SQLite::OPEN_READWRITE)
    {
        m_database.exec("CREATE TABLE t(row INTEGER, domain TEXT, at INTEGER, state INTEGER, name TEXT)");
        SQLite::Statement insert(m_database, "INSERT INTO t VALUES (?, ?, ?, ?, ?)");
        where.forEach([&](Row row) {
            const auto domain = index.domainOf(of, row);
            insert.bind(1, std::int64_t{row});
            domain ? insert.bind(2, index.domain(*domain).toStdString()) : insert.bind(2);
            insert.bind(3, std::int64_t{index.timeOf(of, row).time_since_epoch().count()});
            insert.bind(4, std::int64_t(of == Table::Accounts ? int(index.account(row).state)
                                                              : int(index.project(projectOf(index, of, row)).state)));
            insert.bind(5, index.subject(of, row).key.toStdString());
            insert.exec();
            insert.reset();
        });
    }

    [[nodiscard]] QStringList ask(const QString& sql) const { return test::answersOf(m_database, sql); }

private:
    static Row projectOf(const Index& index, Table of, Row row)
    {
        return of == Table::Projects ? row : index.projectOfUpload(row);
    }
    SQLite::Database m_database;
};

Bitmap someRows(RandomRows& dice, const Index& index, Table of)
{
    Bitmap where = index.described(of);
    where.forEach([&](Row row) { where.set(row, dice.upTo(3) != 0); });
    return where;
}

QString micros(Instant at)
{
    return QString::number(at.time_since_epoch().count());
}

QString nameOf(const Index& index, const std::optional<Row>& domain)
{
    return domain ? index.domain(*domain) : QStringLiteral("-");
}

} // namespace

class AgainstSqliteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsAreThoseOfGroupBy_data()
    {
        QTest::addColumn<Table>("of");
        QTest::addColumn<TimeCut>("cut");
        QTest::addColumn<QString>("window");
        for (const auto& [name, of] : {std::pair("accounts", Table::Accounts), std::pair("projects", Table::Projects),
                                       std::pair("uploads", Table::Uploads)}) {
            const auto add = [&](const char* by, TimeCut cut, const QString& window) {
                QTest::addRow("%s by %s", name, by) << of << cut << window;
            };
            const auto floor = [](std::int64_t width, std::int64_t from) {
                return QStringLiteral("(at - %2) / %1 * %1 + %2").arg(width).arg(from);
            };
            add("domain", TimeCut::None, QStringLiteral("at * 0"));
            add("hour", TimeCut::Hour, floor(kHour, 0));
            add("day", TimeCut::Day, floor(kDay, 0));
            add("week", TimeCut::Week, floor(kWeek, kMonday));
            add("gap", TimeCut::Burst, QString());
        }
    }
    void groupsAreThoseOfGroupBy()
    {
        QFETCH(Table, of);
        QFETCH(TimeCut, cut);
        QFETCH(QString, window);
        for (std::uint32_t seed = 1; seed <= 25; ++seed) {
            RandomRows dice(seed);
            const auto index = dice.build();
            const Bitmap where = someRows(dice, *index, of);
            GroupRequest request;
            request.of = of;
            request.cut = cut;
            request.gap = std::chrono::minutes(45);
            request.where = &where;
            QStringList ours;
            for (const Group& group : groupBy(*index, request)) {
                ours << QStringList{nameOf(*index, group.domain), micros(group.first), micros(group.last),
                                    QString::number(group.rows)}
                            .join(u' ');
            }
            Rival rival(*index, of, where);
            const QString order = QStringLiteral(" ORDER BY n DESC, domain NULLS FIRST, begun");
            const QString sql =
                cut == TimeCut::Burst
                    ? QStringLiteral("SELECT domain, min(at) AS begun, max(at), count(*) AS n FROM (SELECT domain, at, "
                                     "sum(starts) OVER (PARTITION BY domain ORDER BY at, row) AS burst FROM (SELECT "
                                     "domain, at, row, at - lag(at, 1, at) OVER (PARTITION BY domain ORDER BY at, row) "
                                     "> 2700000000 AS starts FROM t)) GROUP BY domain, burst")
                    : QStringLiteral(
                          "SELECT domain, min(at) AS begun, max(at), count(*) AS n FROM t GROUP BY domain, ") +
                          window;
            QCOMPARE(ours, rival.ask(sql + order));
        }
    }

    void histogramsAreThoseOfGroupBy()
    {
        for (std::uint32_t seed = 1; seed <= 25; ++seed) {
            RandomRows dice(seed);
            const auto index = dice.build();
            for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads}) {
                const Bitmap where = someRows(dice, *index, of);
                const std::int64_t width = 1'000'000 * (1 + dice.upTo(90'000));
                QStringList ours;
                for (const Bin& bin : timeline(*index, of, Microseconds(width), &where)) {
                    if (bin.count > 0) {
                        ours << micros(bin.at) + u' ' + QString::number(bin.count);
                    }
                }
                Rival rival(*index, of, where);
                QCOMPARE(ours, rival.ask(QStringLiteral("SELECT at / %1 * %1 AS bin, count(*) FROM t GROUP BY bin "
                                                        "ORDER BY bin")
                                             .arg(width)));
            }
        }
    }

    void ordersAreThoseOfOrderBy()
    {
        for (std::uint32_t seed = 1; seed <= 25; ++seed) {
            RandomRows dice(seed);
            const auto index = dice.build();
            for (const Table of : {Table::Accounts, Table::Projects}) {
                const Bitmap where = someRows(dice, *index, of);
                Rival rival(*index, of, where);
                for (const auto& [by, column] :
                     {std::pair(SortField::Name, "name"), std::pair(SortField::Domain, "domain"),
                      std::pair(SortField::Time, "at"), std::pair(SortField::State, "state")}) {
                    for (const bool descending : {false, true}) {
                        QStringList ours;
                        for (const Row row : sorted(*index, of, by, descending, &where)) {
                            ours << QString::number(row);
                        }
                        const QString sql = QStringLiteral("SELECT row FROM t ORDER BY %1 %2, name")
                                                .arg(QString::fromLatin1(column),
                                                     descending ? QStringLiteral("DESC") : QStringLiteral("ASC"));
                        QCOMPARE(ours, rival.ask(sql));
                    }
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(AgainstSqliteTest)
#include "tst_against_sqlite.moc"
