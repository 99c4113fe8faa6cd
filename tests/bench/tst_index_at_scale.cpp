// SPDX-License-Identifier: Apache-2.0
// Random questions to the index and to SQLite over the same cache, of S and of M. With CORDON_SPOT_CHECKS, the
// folder of a workspace, a few of that one instead: at L they take minutes, and Qt Test needs to be told so
// (QTEST_FUNCTION_TIMEOUT=3600000).
#include "core/actions/import.h"
#include "core/actions/init.h"
#include "core/domain/digest.h"
#include "core/index/group.h"
#include "tests/bench/generator/dataset.h"
#include "tests/support/sql_answers.h"
#include "tests/support/support.h"

#include <QTemporaryDir>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <random>

using namespace cordon;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

constexpr std::int64_t kDay = 86'400'000'000;
constexpr std::int64_t kGap = kDay / 32; ///< 45 minutes

/// The same condition in both languages. The SQL speaks of account a with its domain d; for projects, of
/// project p, whose owner a is; for uploads, of upload u to project p by a, or else by the owner.
struct Condition {
    const char* filter;
    const char* ofAccounts;
    const char* ofProjects;
    const char* ofUploads = nullptr; ///< null: as of projects
};
constexpr Condition kConditions[] = {
    {"domain:gmail.com", "d.name = 'gmail.com'", "d.name = 'gmail.com'"},
    {"domain:gmail.com,yahoo.com", "d.name IN ('gmail.com', 'yahoo.com')", "d.name IN ('gmail.com', 'yahoo.com')"},
    {"flagged:yes", "a.flagged", "p.flagged"},
    {"-flagged", "NOT a.flagged", "NOT p.flagged"},
    {"verified:yes", "a.email_verified = 1", "a.email_verified = 1"},
    {"-verified:yes", "a.email_verified = 0", "a.email_verified = 0"},
    {"joined:>2020-01-01T00:00:00Z", "a.joined > 1577836800000000", "a.joined > 1577836800000000"},
    {"joined:2015-06-01..2023-02-03", "a.joined >= 1433116800000000 AND a.joined < 1675382400000000",
     "a.joined >= 1433116800000000 AND a.joined < 1675382400000000"},
    {"kit", "instr(lower(a.name), 'kit') OR instr(lower(a.email), 'kit')", "instr(lower(p.name), 'kit')"},
    {"name:a*", "lower(a.name) GLOB 'a*'", "lower(p.name) GLOB 'a*'"},
    {"-kit", "NOT (instr(lower(a.name), 'kit') OR instr(lower(a.email), 'kit'))", "NOT instr(lower(p.name), 'kit')"},
    {"kind:account", "1", "0"},
    {"uploaded:2020-01-01..2025-07-01", "0",
     "p.id IN (SELECT project_id FROM upload WHERE uploaded >= 1577836800000000 AND uploaded < 1751328000000000)",
     "u.uploaded >= 1577836800000000 AND u.uploaded < 1751328000000000"},
};
constexpr Table kGrouped[] = {Table::Accounts, Table::Projects, Table::Uploads};

/// What a list is ordered by, in both languages; null: the table has no such field.
struct Order {
    SortField by;
    const char* ofAccounts;
    const char* ofProjects;
    const char* ofUploads;
};
constexpr Order kOrders[] = {
    {SortField::Name, "a.key", "p.key", "p.key"},
    {SortField::Domain, "d.name", "d.name", "d.name"},
    {SortField::Time, "a.joined", "p.created", "u.uploaded"},
    {SortField::Owner, nullptr, "a.key", "a.key"},
    {SortField::Projects, "coalesce(o.n, 0)", "coalesce(o.n, 0)", "coalesce(o.n, 0)"},
    {SortField::Releases, nullptr, "p.releases", nullptr},
    {SortField::Files, nullptr, "p.files", nullptr},
    {SortField::Bytes, nullptr, "p.total_bytes", "u.size"},
    {SortField::Modules, nullptr, "p.py_modules", nullptr},
    {SortField::State, "a.state", "p.state", nullptr},
};

const char* ofTable(Table of, const char* accounts, const char* projects, const char* uploads)
{
    return of == Table::Accounts ? accounts : of == Table::Projects ? projects : uploads;
}

struct Question {
    QString filter;
    QString ofAccounts = QStringLiteral("NOT a.stub"), ofProjects = QStringLiteral("NOT p.stub");
    QString ofUploads = QStringLiteral("1");

    [[nodiscard]] QString from(Table of, const QString& joins = {}) const
    {
        const QString rest =
            QStringLiteral(" LEFT JOIN domain AS d ON d.id = a.domain_id") + joins + QStringLiteral(" WHERE ");
        switch (of) {
        case Table::Accounts:
            return QStringLiteral(" FROM account AS a") + rest + ofAccounts;
        case Table::Projects:
            return QStringLiteral(" FROM project AS p JOIN account AS a ON a.id = p.owner_id") + rest + ofProjects;
        default:
            return QStringLiteral(" FROM upload AS u JOIN project AS p ON p.id = u.project_id "
                                  "JOIN account AS a ON a.id = coalesce(u.account_id, p.owner_id)") +
                   rest + ofUploads;
        }
    }
};

Question randomQuestion(std::mt19937& random)
{
    Question question;
    for (auto parts = random() % 4; parts > 0; --parts) {
        const Condition& condition = kConditions[random() % std::size(kConditions)];
        question.filter += QLatin1StringView(condition.filter) + u' ';
        question.ofAccounts += QStringLiteral(" AND (") + QLatin1StringView(condition.ofAccounts) + u')';
        question.ofProjects += QStringLiteral(" AND (") + QLatin1StringView(condition.ofProjects) + u')';
        question.ofUploads += QStringLiteral(" AND (") +
                              QLatin1StringView(condition.ofUploads ? condition.ofUploads : condition.ofProjects) +
                              u')';
    }
    return question;
}

QString idOf(Table of)
{
    return QLatin1StringView(ofTable(of, "a.id", "p.id", "u.id"));
}

QString timeOf(Table of)
{
    return QLatin1StringView(ofTable(of, "a.joined", "p.created", "u.uploaded"));
}

} // namespace

class IndexAtScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("scale");
        if (qEnvironmentVariableIsSet("CORDON_SPOT_CHECKS")) {
            QTest::newRow("spot checks") << QStringLiteral("as given");
            return;
        }
        QTest::newRow("S") << QStringLiteral("S");
        QTest::newRow("M") << QStringLiteral("M");
    }

    void filtersKeepTheRowsOfWhere()
    {
        QVERIFY(prepared());
        for (int round = 0; round < m_rounds * 3; ++round) {
            const Question question = randomQuestion(m_random);
            for (const Table of : kGrouped) {
                std::vector<std::int64_t> ours;
                rowsOf(question, of).forEach([&](Row row) { ours.push_back(cacheId(of, row)); });
                std::sort(ours.begin(), ours.end());
                const auto theirs =
                    numbers(QStringLiteral("SELECT ") + idOf(of) + question.from(of) + QStringLiteral(" ORDER BY 1"));
                QVERIFY2(ours == theirs, qPrintable(question.filter));
            }
        }
    }

    void groupsAreThoseOfGroupBy()
    {
        QVERIFY(prepared());
        for (int round = 0; round < m_rounds; ++round) {
            const Question question = randomQuestion(m_random);
            for (const Table of : kGrouped) {
                const Bitmap where = rowsOf(question, of);
                for (const TimeCut cut : {TimeCut::None, TimeCut::Hour, TimeCut::Day, TimeCut::Week, TimeCut::Burst}) {
                    QVERIFY2(test::answersOf(*m_database, groupSql(question, of, cut)) == groupTexts(of, cut, where),
                             qPrintable(question.filter));
                }
            }
        }
    }

    void ordersAreThoseOfOrderBy()
    {
        QVERIFY(prepared());
        for (int round = 0; round < m_rounds * 2; ++round) {
            const Question question = randomQuestion(m_random);
            const Order& order = kOrders[m_random() % std::size(kOrders)];
            const bool descending = m_random() % 2 == 1;
            for (const Table of : kGrouped) {
                const char* column = ofTable(of, order.ofAccounts, order.ofProjects, order.ofUploads);
                if (column == nullptr) {
                    continue;
                }
                const Bitmap where = rowsOf(question, of);
                QStringList ours;
                for (const Row row : sorted(*m_session->index(), of, order.by, descending, &where)) {
                    ours << placeText(of, order.by, row);
                }
                const QString sql = orderSql(question, of, QLatin1StringView(column), descending);
                QVERIFY2(ours == test::answersOf(*m_database, sql), qPrintable(sql));
            }
        }
    }

    void histogramsAreThoseOfGroupBy()
    {
        QVERIFY(prepared());
        for (int round = 0; round < m_rounds; ++round) {
            const Question question = randomQuestion(m_random);
            for (const Table of : kGrouped) {
                const Bitmap where = rowsOf(question, of);
                QStringList ours;
                for (const Bin& bin : timeline(*m_session->index(), of, Microseconds(kDay), &where)) {
                    if (bin.count > 0) {
                        ours << QString::number(bin.at.time_since_epoch().count()) + u' ' + QString::number(bin.count);
                    }
                }
                const QString sql = QStringLiteral("SELECT %1 / %2 * %2 AS bin, count(*)").arg(timeOf(of)).arg(kDay) +
                                    question.from(of) + QStringLiteral(" GROUP BY bin ORDER BY bin");
                QVERIFY2(ours == test::answersOf(*m_database, sql), qPrintable(question.filter));
            }
        }
    }

private:
    /// The cache of the scale asked for, made once.
    bool prepared()
    {
        QFETCH_GLOBAL(QString, scale);
        m_random.seed(20'250'609);
        if (scale == m_scale) {
            return true;
        }
        m_scale = scale;
        m_session.reset();
        m_database.reset();
        const QString given = qEnvironmentVariable("CORDON_SPOT_CHECKS");
        m_rounds = !given.isEmpty() ? 1 : scale == QLatin1StringView("S") ? 6 : 3;
        const QString workspace = given.isEmpty() ? made(scale) : given;
        auto opened = Session::open(workspace, OpenMode::ReadOnly);
        if (!opened) {
            return false;
        }
        m_session = std::move(*opened);
        m_database = std::make_unique<SQLite::Database>(workspace.toStdString() + "/cache.db");
        return true;
    }

    QString made(const QString& scale)
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const bench::World world(*bench::scaleNamed(scale.toStdString()));
        const bench::Dataset files = bench::writeDataset(world, m_folder->path().toStdString());
        const QString workspace = m_folder->filePath(QStringLiteral("workspace"));
        if (!initWorkspace(workspace)) {
            return {};
        }
        const auto opened = Session::open(workspace, OpenMode::ReadWrite);
        const bool imported =
            opened && importInto(**opened, {{QString::fromStdString(files.csvFolder)}, std::nullopt}, {}, {});
        return imported ? workspace : QString();
    }

    [[nodiscard]] Bitmap rowsOf(const Question& question, Table of) const
    {
        const auto filter = Filter::parse(question.filter);
        const auto rows = filter ? match(*filter, *m_session->index(), of) : Result<Bitmap>();
        return filter && rows ? *rows : Bitmap();
    }

    [[nodiscard]] std::int64_t cacheId(Table of, Row row) const
    {
        const Columns& columns = *m_session->index()->columns();
        return of == Table::Accounts   ? columns.accounts.id[row]
               : of == Table::Projects ? columns.projects.id[row]
                                       : std::int64_t{columns.uploads.id[row]};
    }

    [[nodiscard]] std::vector<std::int64_t> numbers(const QString& sql) const
    {
        std::vector<std::int64_t> out;
        SQLite::Statement query(*m_database, sql.toStdString());
        while (query.executeStep()) {
            out.push_back(query.getColumn(0).getInt64());
        }
        return out;
    }

    /// What tells a row's place in an order. Uploads have no key: by what they are ordered, the domain and
    /// the moment do; an order by project names says nothing of those of one project.
    [[nodiscard]] QString placeText(Table of, SortField by, Row row) const
    {
        if (of != Table::Uploads) {
            return QString::number(cacheId(of, row));
        }
        const Index& index = *m_session->index();
        if (by == SortField::Name) {
            return index.projectKey(index.projectOfUpload(row));
        }
        const auto domain = index.domainOf(of, row);
        return QStringList{uploadText(by, row), domain ? index.domain(*domain) : QStringLiteral("-"),
                           QString::number(index.times(of)[row])}
            .join(u' ');
    }

    [[nodiscard]] QString uploadText(SortField by, Row row) const
    {
        const Index& index = *m_session->index();
        const std::int64_t size = index.columns()->uploads.size.at(row);
        switch (by) {
        case SortField::Owner:
            return index.accountKey(index.accountOfUpload(row));
        case SortField::Projects:
            return QString::number(index.projectsOwnedBy(index.accountOfUpload(row)).size());
        case SortField::Bytes:
            return size < 0 ? QStringLiteral("-") : QString::number(size);
        case SortField::Time:
            return QString::number(index.times(Table::Uploads)[row]);
        default:
            return index.domain(*index.domainOf(Table::Uploads, row));
        }
    }

    static QString orderSql(const Question& question, Table of, const QString& column, bool descending)
    {
        const bool byProject = of == Table::Uploads && column == QLatin1StringView("p.key");
        const QString ties = of == Table::Uploads ? QStringLiteral("d.name, u.uploaded")
                                                  : QString(QLatin1StringView(ofTable(of, "a.key", "p.key", "")));
        const QString shown = byProject              ? column
                              : of == Table::Uploads ? QString(column % QStringLiteral(", ") % ties)
                                                     : idOf(of);
        return QStringLiteral("SELECT ") + shown +
               question.from(of, QStringLiteral(" LEFT JOIN (SELECT owner_id, count(*) AS n FROM project "
                                                "GROUP BY owner_id) AS o ON o.owner_id = a.id")) +
               QStringLiteral(" ORDER BY ") + column + (descending ? QStringLiteral(" DESC") : QString()) +
               QStringLiteral(", ") + ties;
    }

    static QString groupSql(const Question& question, Table of, TimeCut cut)
    {
        if (cut == TimeCut::Burst) {
            return burstSql(question, of);
        }
        const std::int64_t width = cut == TimeCut::Hour ? kDay / 24 : cut == TimeCut::Week ? 7 * kDay : kDay;
        const QString at = timeOf(of);
        // Weeks start on Monday; 5 January 1970 was one.
        const QString window =
            cut == TimeCut::None
                ? at + QStringLiteral(" * 0")
                : QStringLiteral("(%1 - %2) / %3").arg(at).arg(cut == TimeCut::Week ? 4 * kDay : 0).arg(width);
        return QStringLiteral("SELECT d.name, min(%1), max(%1), count(*)").arg(at) + question.from(of) +
               QStringLiteral(" GROUP BY d.name, ") + window + QStringLiteral(" ORDER BY 4 DESC, 1 NULLS FIRST, 2");
    }

    static QString burstSql(const Question& question, Table of)
    {
        return QStringLiteral(
                   "SELECT name, min(at), max(at), count(*) FROM (SELECT name, at, sum(opens) OVER (PARTITION BY name "
                   "ORDER BY at ROWS UNBOUNDED PRECEDING) AS burst FROM (SELECT d.name AS name, %1 AS at, "
                   "coalesce(%1 - lag(%1) OVER (PARTITION BY d.name ORDER BY %1) > %2, 1) AS opens")
                   .arg(timeOf(of))
                   .arg(kGap) +
               question.from(of) + QStringLiteral(")) GROUP BY name, burst ORDER BY 4 DESC, 1 NULLS FIRST, 2");
    }

    [[nodiscard]] QStringList groupTexts(Table of, TimeCut cut, const Bitmap& where) const
    {
        const auto index = m_session->index();
        GroupRequest request;
        request.of = of;
        request.cut = cut;
        request.gap = Microseconds(kGap);
        request.where = &where;
        QStringList out;
        for (const GroupSpan& span : cutGroups(*index, request)) {
            out << QStringList{span.domain == kNoRow ? QStringLiteral("-") : index->domain(span.domain),
                               QString::number(index->times(of)[span.begin]),
                               QString::number(index->times(of)[span.end - 1]), QString::number(span.rows)}
                       .join(u' ');
        }
        return out;
    }

    std::mt19937 m_random;
    int m_rounds = 6;
    QString m_scale;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<SQLite::Database> m_database;
};

QTEST_APPLESS_MAIN(IndexAtScaleTest)
#include "tst_index_at_scale.moc"
