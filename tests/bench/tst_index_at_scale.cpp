// SPDX-License-Identifier: Apache-2.0
// Random questions to the index and to SQLite over the same cache, of S and of M.
#include "core/actions/import.h"
#include "core/actions/init.h"
#include "core/domain/digest.h"
#include "core/index/group.h"
#include "tests/bench/generator/dataset.h"
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

/// The same condition in both languages. The SQL speaks of account a with its domain d and, for
/// projects, of project p, whose owner a is.
struct Condition {
    const char* filter;
    const char* ofAccounts;
    const char* ofProjects;
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
};

struct Question {
    QString filter, ofAccounts = QStringLiteral("NOT a.stub"), ofProjects = QStringLiteral("NOT p.stub");

    [[nodiscard]] QString from(Table of) const
    {
        const QString owner = QStringLiteral(" LEFT JOIN domain AS d ON d.id = a.domain_id WHERE ");
        if (of == Table::Accounts) {
            return QStringLiteral(" FROM account AS a") + owner + ofAccounts;
        }
        return QStringLiteral(" FROM project AS p JOIN account AS a ON a.id = p.owner_id") + owner + ofProjects;
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
    }
    return question;
}

QString idOf(Table of)
{
    return of == Table::Accounts ? QStringLiteral("a.id") : QStringLiteral("p.id");
}

QString timeOf(Table of)
{
    return of == Table::Accounts ? QStringLiteral("a.joined") : QStringLiteral("p.created");
}

} // namespace

class IndexAtScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("scale");
        QTest::newRow("S") << QStringLiteral("S");
        QTest::newRow("M") << QStringLiteral("M");
    }

    void filtersKeepTheRowsOfWhere()
    {
        QVERIFY(prepared());
        for (int round = 0; round < 24; ++round) {
            const Question question = randomQuestion(m_random);
            for (const Table of : {Table::Accounts, Table::Projects}) {
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
        for (int round = 0; round < 6; ++round) {
            const Question question = randomQuestion(m_random);
            for (const Table of : {Table::Accounts, Table::Projects}) {
                const Bitmap where = rowsOf(question, of);
                for (const TimeCut cut : {TimeCut::None, TimeCut::Hour, TimeCut::Day, TimeCut::Week}) {
                    QVERIFY2(texts(groupSql(question, of, cut)) == groupTexts(of, cut, where),
                             qPrintable(question.filter));
                }
            }
        }
    }

    void ordersAreThoseOfOrderBy()
    {
        QVERIFY(prepared());
        for (int round = 0; round < 6; ++round) {
            const Question question = randomQuestion(m_random);
            for (const Table of : {Table::Accounts, Table::Projects}) {
                const Bitmap where = rowsOf(question, of);
                for (const bool descending : {false, true}) {
                    std::vector<std::int64_t> ours;
                    for (const Row row : sorted(*m_session->index(), of, SortField::Time, descending, &where)) {
                        ours.push_back(cacheId(of, row));
                    }
                    const QString key = of == Table::Accounts ? QStringLiteral("a.key") : QStringLiteral("p.key");
                    const QString order = QStringLiteral(" ORDER BY ") + timeOf(of) +
                                          (descending ? QStringLiteral(" DESC, ") : QStringLiteral(", ")) + key;
                    QVERIFY2(ours == numbers(QStringLiteral("SELECT ") + idOf(of) + question.from(of) + order),
                             qPrintable(question.filter));
                }
            }
        }
    }

    void histogramsAreThoseOfGroupBy()
    {
        QVERIFY(prepared());
        for (int round = 0; round < 6; ++round) {
            const Question question = randomQuestion(m_random);
            for (const Table of : {Table::Accounts, Table::Projects}) {
                const Bitmap where = rowsOf(question, of);
                QStringList ours;
                for (const Bin& bin : timeline(*m_session->index(), of, Microseconds(kDay), &where)) {
                    if (bin.count > 0) {
                        ours << QString::number(bin.at.time_since_epoch().count()) + u' ' + QString::number(bin.count);
                    }
                }
                const QString sql = QStringLiteral("SELECT %1 / %2 * %2 AS bin, count(*)").arg(timeOf(of)).arg(kDay) +
                                    question.from(of) + QStringLiteral(" GROUP BY bin ORDER BY bin");
                QVERIFY2(ours == texts(sql), qPrintable(question.filter));
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
        m_folder = std::make_unique<QTemporaryDir>();
        const bench::World world(*bench::scaleNamed(scale.toStdString()));
        const bench::Dataset files = bench::writeDataset(world, m_folder->path().toStdString());
        const QString workspace = m_folder->filePath(QStringLiteral("workspace"));
        if (!initWorkspace(workspace)) {
            return false;
        }
        auto opened = Session::open(workspace, OpenMode::ReadWrite);
        if (!opened || !importInto(**opened, {{QString::fromStdString(files.csvFolder)}, std::nullopt}, {}, {})) {
            return false;
        }
        m_session = std::move(*opened);
        m_database = std::make_unique<SQLite::Database>(workspace.toStdString() + "/cache.db");
        return true;
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
        return of == Table::Accounts ? columns.accounts.id[row] : columns.projects.id[row];
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

    [[nodiscard]] QStringList texts(const QString& sql) const
    {
        QStringList out;
        SQLite::Statement query(*m_database, sql.toStdString());
        while (query.executeStep()) {
            QStringList words;
            for (int column = 0; column < query.getColumnCount(); ++column) {
                words << (query.getColumn(column).isNull()
                              ? QStringLiteral("-")
                              : QString::fromStdString(query.getColumn(column).getString()));
            }
            out << words.join(u' ');
        }
        return out;
    }

    static QString groupSql(const Question& question, Table of, TimeCut cut)
    {
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

    [[nodiscard]] QStringList groupTexts(Table of, TimeCut cut, const Bitmap& where) const
    {
        const auto index = m_session->index();
        GroupRequest request;
        request.of = of;
        request.cut = cut;
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
    QString m_scale;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<SQLite::Database> m_database;
};

QTEST_APPLESS_MAIN(IndexAtScaleTest)
#include "tst_index_at_scale.moc"
