// SPDX-License-Identifier: Apache-2.0
// The same rows in SQLite, the same question in SQL: the answers are the same.
#include "core/domain/names.h"
#include "core/query/filter.h"
#include "tests/support/support.h"
#include "tests/unit/query/rich_rows.h"

#include <QVariant>

#include <map>
#include <set>
#include <sqlite3.h>

using namespace cordon;
using cordon::test::RichRows;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

/// A database in memory. What goes wrong ends the test: the SQL is our own.
class Sql {
public:
    Sql() { must(sqlite3_open(":memory:", &m_db)); }
    ~Sql() { sqlite3_close(m_db); }
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;

    void run(const char* text) { must(sqlite3_exec(m_db, text, nullptr, nullptr, nullptr)); }

    void insert(const char* text, const QVariantList& values)
    {
        sqlite3_stmt* statement = prepared(QString::fromLatin1(text));
        for (int i = 0; i < values.size(); ++i) {
            if (values[i].isNull()) {
                continue;
            }
            if (values[i].typeId() == QMetaType::QString) {
                const QByteArray utf8 = values[i].toString().toUtf8();
                must(sqlite3_bind_text(statement, i + 1, utf8.constData(), static_cast<int>(utf8.size()),
                                       SQLITE_TRANSIENT));
            } else {
                must(sqlite3_bind_int64(statement, i + 1, values[i].toLongLong()));
            }
        }
        const bool inserted = sqlite3_step(statement) == SQLITE_DONE;
        must(inserted ? SQLITE_OK : SQLITE_ERROR);
        sqlite3_finalize(statement);
    }

    [[nodiscard]] std::set<std::int64_t> numbers(const QString& text)
    {
        sqlite3_stmt* statement = prepared(text);
        std::set<std::int64_t> out;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            out.insert(sqlite3_column_int64(statement, 0));
        }
        sqlite3_finalize(statement);
        return out;
    }

private:
    void must(int code) const
    {
        if (code != SQLITE_OK) {
            qFatal("SQLite: %s", sqlite3_errmsg(m_db));
        }
    }
    sqlite3_stmt* prepared(const QString& text)
    {
        sqlite3_stmt* statement = nullptr;
        must(sqlite3_prepare_v2(m_db, text.toUtf8().constData(), -1, &statement, nullptr));
        return statement;
    }

    sqlite3* m_db = nullptr;
};

QVariant orNull(const std::optional<std::int64_t>& value)
{
    return value ? QVariant(static_cast<qint64>(*value)) : QVariant();
}

QVariant told(const QString& text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

qint64 micros(Instant at)
{
    return at.time_since_epoch().count();
}

/// Unknown is NULL, so that SQL's three answers are the filter's.
void fill(Sql& sql, const RichRows& random)
{
    sql.run("CREATE TABLE account(id INTEGER PRIMARY KEY, name, email, domain, joined, verified, twofa, ip, state, "
            "flagged, stub);"
            "CREATE TABLE project(id INTEGER PRIMARY KEY, name, key, owner, created, releases, files, bytes, modules, "
            "scripts,"
            " repo, state, flagged, stub);"
            "CREATE TABLE upload(id INTEGER PRIMARY KEY, project, account, at, size);"
            "CREATE TABLE report(project, account, observer, kind);"
            "CREATE TABLE decision(kind, key, verb); CREATE TABLE protection(kind, key)");
    for (const auto& row : random.rows.accounts) {
        const Account& a = row.value;
        const QVariant joined = row.stub ? QVariant() : QVariant(micros(a.joined));
        const QVariant verified = a.emailVerified ? QVariant(qint64{*a.emailVerified}) : QVariant();
        const QVariant domain = row.stub ? QVariant() : QVariant(a.domain.isEmpty() ? QStringLiteral("-") : a.domain);
        const QVariant state = row.stub ? QVariant() : QVariant(word(a.state));
        sql.insert("INSERT INTO account VALUES(?,?,?,?,?,?,?,?,?,?,?)",
                   {qint64{row.id.value}, a.name, told(a.email), domain, joined, verified, told(a.twoFactor),
                    told(a.signupIp), state, qint64{row.flagged}, qint64{row.stub}});
    }
    for (const auto& row : random.rows.projects) {
        const Project& p = row.value;
        const QVariant created = row.stub ? QVariant() : QVariant(micros(p.created));
        const QVariant state = row.stub ? QVariant() : QVariant(word(p.state));
        const QVariant repo = row.stub ? QVariant() : QVariant(p.repoUrl.isNull() ? QStringLiteral("") : p.repoUrl);
        sql.insert("INSERT INTO project VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                   {qint64{row.id.value}, p.name, normalizedProject(p.name), qint64{row.owner.value}, created,
                    orNull(p.releases), orNull(p.files), orNull(p.totalBytes), orNull(p.pyModules),
                    orNull(p.consoleScripts), repo, state, qint64{row.flagged}, qint64{row.stub}});
    }
    for (const auto& row : random.rows.uploads) {
        sql.insert("INSERT INTO upload(project, account, at, size) VALUES(?,?,?,?)",
                   {qint64{row.project.value},
                    row.account.value == 0 ? QVariant() : QVariant(qint64{row.account.value}),
                    micros(row.value.uploaded), orNull(row.value.size)});
    }
    for (const auto& row : random.rows.reports) {
        sql.insert("INSERT INTO report VALUES(?,?,?,?)",
                   {qint64{row.project.value}, qint64{row.account.value}, row.value.observer, row.value.kind});
    }
    for (const DecisionHead& head : random.decisions) {
        sql.insert("INSERT INTO decision VALUES(?,?,?)", {word(head.subject.kind), head.subject.key, word(head.verb)});
    }
    for (const Subject& subject : random.protections) {
        sql.insert("INSERT INTO protection VALUES(?,?)", {word(subject.kind), subject.key});
    }
}

/// The person of a project is its owner, of an upload its uploader, else the owner: table `o`.
const char* from(Table of)
{
    switch (of) {
    case Table::Accounts:
        return "SELECT o.id FROM account o WHERE NOT o.stub AND ";
    case Table::Projects:
        return "SELECT p.id FROM project p JOIN account o ON o.id = p.owner WHERE NOT p.stub AND ";
    default:
        return "SELECT u.id FROM upload u JOIN project p ON p.id = u.project "
               "JOIN account o ON o.id = coalesce(u.account, p.owner) WHERE ";
    }
}

std::set<std::int64_t> idsOf(const Index& index, Table of, const Bitmap& rows)
{
    const Columns& columns = *index.columns();
    std::set<std::int64_t> out;
    rows.forEach([&](Row row) {
        out.insert(of == Table::Accounts   ? columns.accounts.id[row]
                   : of == Table::Projects ? columns.projects.id[row]
                                           : std::int64_t{columns.uploads.id[row]});
    });
    return out;
}

QString day(const char* date)
{
    return QString::number(micros(parseInstant(QString::fromLatin1(date)).value()));
}

} // namespace

class FilterSqliteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAsSqlDoes_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("sql"); // true, false or NULL
        QTest::addColumn<bool>("accounts");
        const auto row = [](const char* filter, const QString& sql, bool accounts = true) {
            QTest::newRow(filter) << QString::fromLatin1(filter) << sql << accounts;
        };
        const auto sql = [](const char* text) { return QString::fromLatin1(text); };
        row("domain:inbox.ru,gmail.com", sql("o.domain IN ('inbox.ru','gmail.com')"));
        row("joined:2025-06-09..2025-06-12",
            sql("o.joined >= %1 AND o.joined < %2").arg(day("2025-06-09"), day("2025-06-12")));
        row("joined:>2025-06-10,2025-06-07", sql("o.joined >= %1 OR (o.joined >= %2 AND o.joined < %3)")
                                                 .arg(day("2025-06-11"), day("2025-06-07"), day("2025-06-08")));
        row("email:~ser1", sql("o.email LIKE '%ser1%'"));
        row("verified:yes", sql("o.verified = 1"));
        row("2fa:webauthn", sql("o.twofa = 'webauthn'"));
        row("2fa:yes", sql("o.twofa NOT IN ('none','off')"));
        row("ip:198.51.100.*", sql("o.ip LIKE '198.51.100.%'"));
        row("domain:inbox.ru -verified:no joined:..2025-06-13",
            sql("o.domain = 'inbox.ru' AND NOT (o.verified = 0) AND o.joined < %1").arg(day("2025-06-13")));
        row("-(domain:gmail.com OR verified:yes)", sql("NOT (o.domain = 'gmail.com' OR o.verified = 1)"));
        row("empty:yes", sql("p.modules = 0"), false);
        row("-empty:yes releases:>=2", sql("NOT (p.modules = 0) AND p.releases >= 2"), false);
        row("files:1..3,9", sql("p.files BETWEEN 1 AND 3 OR p.files = 9"), false);
        row("scripts:<2 OR modules:>1", sql("p.scripts < 2 OR p.modules > 1"), false);
        row("repo:~example.org", sql("p.repo LIKE '%example.org%'"), false);
        row("repo:no", sql("p.repo = ''"), false);
        row("name:project-1*", sql("p.key LIKE 'project-1%'"), false);
        row("state:archived,removed", sql("p.state IN ('archived','removed')"), false);
        row("state:active", sql("p.state IN ('active','quarantine-exit')"), false);
        row("created:2025-06-09", sql("p.created >= %1 AND p.created < %2").arg(day("2025-06-09"), day("2025-06-10")),
            false);
        row("flagged", sql("p.flagged"), false);
        row("open",
            sql("p.flagged AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.kind = 'project' AND d.key = p.key)"),
            false);
        row("verb:ban",
            sql("EXISTS (SELECT 1 FROM decision d WHERE d.kind = 'project' AND d.key = p.key AND d.verb = 'ban')"),
            false);
        row("-protected", sql("NOT EXISTS (SELECT 1 FROM protection x WHERE x.kind = 'project' AND x.key = p.key)"),
            false);
        row("reports:>=2", sql("(SELECT count(*) FROM report r WHERE r.project = p.id) >= 2"), false);
        row("reporter:observer2",
            sql("EXISTS (SELECT 1 FROM report r WHERE r.project = p.id AND r.observer = 'observer2')"), false);
        row("domain:inbox.ru flagged -reported-kind:is_spam (files:>0 OR state:archived)",
            sql("o.domain = 'inbox.ru' AND p.flagged AND NOT p.stub AND NOT EXISTS (SELECT 1 FROM report r WHERE "
                "r.project = p.id AND "
                "r.kind = 'is_spam') AND (p.files > 0 OR p.state = 'archived')"),
            false);
    }
    void answersAsSqlDoes()
    {
        QFETCH(QString, filter);
        QFETCH(QString, sql);
        QFETCH(bool, accounts);
        const Filter parsed = Filter::parse(filter).value();
        std::size_t found = 0;
        for (std::uint32_t seed = 1; seed <= 12; ++seed) {
            const RichRows& random = m_random.at(seed);
            const auto index = cordon::test::buildIndex(random.rows, random.decisions, random.protections);
            for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads}) {
                if ((of == Table::Accounts && !accounts) || (of == Table::Uploads && index->uploadsStandIn())) {
                    continue;
                }
                const auto wanted = m_sql[seed]->numbers(QString::fromLatin1(from(of)) + u'(' + sql + u')');
                const auto rows = match(parsed, *index, of);
                CORDON_VERIFY(rows);
                const QString where = QStringLiteral("seed %1, table %2").arg(seed).arg(int(of));
                QVERIFY2(idsOf(*index, of, *rows) == wanted, qPrintable(where));
                found += wanted.size();
            }
        }
        QVERIFY(found > 0);
    }

    void initTestCase()
    {
        for (std::uint32_t seed = 1; seed <= 12; ++seed) {
            const RichRows& random = m_random.emplace(seed, seed).first->second;
            m_sql[seed] = std::make_unique<Sql>();
            fill(*m_sql[seed], random);
        }
    }

private:
    std::map<std::uint32_t, RichRows> m_random;
    std::map<std::uint32_t, std::unique_ptr<Sql>> m_sql;
};

QTEST_APPLESS_MAIN(FilterSqliteTest)
#include "tst_filter_sqlite.moc"
