// SPDX-License-Identifier: Apache-2.0
#include "core/index/columns_builder.h"
#include "core/index/group.h"
#include "core/ingest/importer.h"
#include "core/query/filter.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <set>

using namespace cordon;
using cordon::test::sharedData;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

std::shared_ptr<const Index> g_index;
QJsonObject g_expected;
Bitmap g_campaignAccounts, g_campaignProjects;

/// The rows that the truth file calls "campaign". Only a test may look there.
Bitmap campaignRows(Table of, const QString& file)
{
    Bitmap rows(g_index->size(of));
    const QStringList lines = QString::fromUtf8(cordon::test::readAll(file)).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines.sliced(1)) {
        const QString name = line.section(u',', 0, 0);
        if (line.trimmed().endsWith(u",campaign")) {
            rows.set((of == Table::Accounts ? g_index->findAccount(name) : g_index->findProject(name)).value());
        }
    }
    return rows;
}

Bitmap matching(Table of, const QString& filter)
{
    return match(Filter::parse(filter).value(), *g_index, of).value();
}

std::int64_t number(const QJsonObject& object, const char* name)
{
    const QJsonValue value = object.value(QLatin1StringView(name));
    return value.isDouble() ? value.toInteger() : -1;
}

QJsonObject object(const char* name)
{
    return g_expected.value(QLatin1StringView(name)).toObject();
}

/// Day -> count, as expected.json writes it.
QJsonObject perDay(Table of, const Bitmap& where)
{
    QMap<QString, qint64> days;
    for (const Group& group : groupBy(*g_index, {of, TimeCut::Day, {}, &where, 0})) {
        days[formatDay(*group.from)] += group.rows;
    }
    QJsonObject out;
    for (auto it = days.cbegin(); it != days.cend(); ++it) {
        out.insert(it.key(), it.value());
    }
    return out;
}

} // namespace

class CampaignTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        CORDON_NEEDS_SHARED(expected, "inboxru-recon/expected.json");
        QVERIFY(m_dir.isValid());
        const QString folder = m_dir.filePath(QStringLiteral("workspace"));
        CORDON_VERIFY(Workspace::create(folder));
        auto workspace = Workspace::open(folder, Access::ReadWrite);
        CORDON_VERIFY(workspace);
        CacheStore& cache = (*workspace)->cache();
        const auto imported = importPaths(cache, {cordon::test::sourceFile(QStringLiteral("resources/demo"))}, {}, {});
        CORDON_VERIFY(imported);
        QCOMPARE(imported->rejectedTotal, std::int64_t{0});
        QElapsedTimer timer;
        timer.start();
        ColumnsBuilder builder;
        const auto version = cache.scan(builder);
        CORDON_VERIFY(version);
        auto columns = builder.finish(version->generation, {});
        CORDON_VERIFY(columns);
        g_index = Index::over(std::move(*columns), {}, {});
        qInfo("index built in %.2f ms", double(timer.nsecsElapsed()) / 1e6);
        g_expected = QJsonDocument::fromJson(cordon::test::readAll(expected)).object();
        g_campaignAccounts =
            campaignRows(Table::Accounts, sharedData(QStringLiteral("inboxru-recon/truth_accounts.csv")).value());
        g_campaignProjects =
            campaignRows(Table::Projects, sharedData(QStringLiteral("inboxru-recon/truth_projects.csv")).value());
    }

    void cleanupTestCase() { g_index.reset(); }

    void holdsTheWholeReconstruction()
    {
        QCOMPARE(g_index->described(Table::Accounts).count(), number(g_expected, "accounts"));
        QCOMPARE(g_index->described(Table::Projects).count(), number(g_expected, "projects"));
        QCOMPARE(std::int64_t(g_index->size(Table::Reports)), number(g_expected, "reports"));
        std::int64_t roles = 0;
        for (Row row = 0; row < g_index->size(Table::Projects); ++row) {
            roles += std::ssize(g_index->rolesOn(row));
        }
        QCOMPARE(roles, number(g_expected, "roles"));
        QCOMPARE(g_campaignAccounts.count(), number(object("truth_accounts"), "campaign"));
        QCOMPARE(g_campaignProjects.count(), number(object("truth_projects"), "campaign"));
    }

    void groupsByRegistrableDomain()
    {
        const std::vector<Group> groups = groupBy(*g_index, {});
        QCOMPARE(std::ssize(groups), number(g_expected, "groups_by_registrable_domain"));
        QCOMPARE(std::count_if(groups.begin(), groups.end(), [](const Group& group) { return group.rows == 1; }),
                 number(g_expected, "groups_singleton"));
        std::set<std::tuple<QString, std::int64_t, std::int64_t>> ours;
        for (const Group& group : groups) {
            ours.emplace(group.domain ? g_index->domain(*group.domain) : QString(), group.accounts, group.projects);
        }
        const QJsonArray top = g_expected.value(u"top_groups").toArray();
        QVERIFY(top.size() > 5);
        for (const QJsonValue& value : top) {
            const QJsonObject group = value.toObject();
            const QString domain = group.value(u"domain").toString();
            QVERIFY2(ours.contains({domain, number(group, "accounts"), number(group, "projects")}), qPrintable(domain));
        }
        QCOMPARE(groups[0].accounts, number(top[0].toObject(), "accounts"));
        QCOMPARE(g_index->domain(*groups[1].domain), top[1].toObject().value(u"domain").toString());
    }

    void foldsCaseIdnAndSubdomains()
    {
        const QString idn = g_expected.value(u"idn_group").toString();
        QCOMPARE(matching(Table::Accounts, u"domain:" + idn).count(), number(g_expected, "idn_accounts"));
        QCOMPARE(matching(Table::Accounts, QStringLiteral("domain:github.io")).count(),
                 number(object("github_io"), "icann_rules_only"));
        QCOMPARE(matching(Table::Accounts, QStringLiteral("domain:Inbox.RU")).count(),
                 number(object("inbox_ru"), "accounts"));
        QCOMPARE(matching(Table::Projects, QStringLiteral("domain:inbox.ru")).count(),
                 number(object("inbox_ru"), "projects"));
        QCOMPARE(matching(Table::Accounts, QStringLiteral("domain:gmail.com")).count(),
                 number(g_expected, "gmail_accounts"));
    }

    void rulesSelectWhatTheyShould_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<Table>("of");
        QTest::addColumn<QString>("filter");
        const auto row = [](const char* rule, Table of, const char* filter) {
            QTest::newRow(rule) << QString::fromLatin1(rule) << of << QString::fromLatin1(filter);
        };
        row("R1_domain_is_inbox_ru", Table::Accounts, "domain:inbox.ru");
        row("R2_domain_and_joined_0609_to_0624", Table::Accounts, "domain:inbox.ru joined:2025-06-09..2025-06-25");
        row("R5_same_mail_operator_four_domains", Table::Accounts, "domain:inbox.ru,mail.ru,bk.ru,list.ru");
        row("P6_empty_project_inbox_ru_in_upload_window", Table::Projects,
            "empty:yes domain:inbox.ru created:2025-06-26..2025-07-12");
        row("P7_empty_project_any_domain_in_upload_window", Table::Projects,
            "empty:yes created:2025-06-26..2025-07-12");
    }
    void rulesSelectWhatTheyShould()
    {
        QFETCH(QString, rule);
        QFETCH(Table, of);
        QFETCH(QString, filter);
        checkRule(rule, matching(of, filter), of == Table::Accounts ? g_campaignAccounts : g_campaignProjects);
    }

    void ruleR3LeavesOutWhoPublishedCode()
    {
        Bitmap accounts = matching(Table::Accounts, QStringLiteral("domain:inbox.ru joined:2025-06-09..2025-06-25"));
        matching(Table::Projects, QStringLiteral("empty:no")).forEach([&accounts](Row project) {
            accounts.set(g_index->ownerOf(project), false);
        });
        checkRule(QStringLiteral("R3_R2_and_no_project_with_code"), accounts, g_campaignAccounts);
    }

    void daysOfTheCampaign()
    {
        QCOMPARE(perDay(Table::Projects, g_campaignProjects), object("campaign_projects_per_day"));
        QCOMPARE(perDay(Table::Accounts, g_campaignAccounts), object("campaign_accounts_per_join_day"));
        const auto bins = timeline(*g_index, Table::Projects, std::chrono::hours(24), &g_campaignProjects);
        QJsonObject days;
        for (const Bin& bin : bins) {
            if (bin.count > 0) {
                days.insert(formatDay(bin.at), qint64{bin.count});
            }
        }
        QCOMPARE(days, object("campaign_projects_per_day"));
    }

    void peakHour()
    {
        const auto groups = groupBy(*g_index, {Table::Projects, TimeCut::Hour, {}, &g_campaignProjects, 1});
        QCOMPARE(groups.size(), std::size_t{1});
        QCOMPARE(groups.front().rows, number(object("peak_hour"), "projects"));
        const QString hour = object("peak_hour").value(u"hour").toString(); // without seconds
        QCOMPARE(formatInstant(*groups.front().from), QString(hour.chopped(1) + QStringLiteral(":00Z")));
    }

    void mostProjectsOfOneAccountInAnHour()
    {
        std::map<std::pair<Row, Instant>, std::int64_t> counts;
        std::int64_t most = 0;
        g_campaignProjects.forEach([&](Row row) {
            most = std::max(most, ++counts[{g_index->ownerOf(row), startOfHour(g_index->project(row).created)}]);
        });
        QCOMPARE(most, number(g_expected, "max_projects_one_account_one_hour"));
    }

    void projectsPerAccount()
    {
        const QJsonObject table = object("campaign_projects_per_account");
        QVERIFY(!table.isEmpty());
        for (auto it = table.begin(); it != table.end(); ++it) {
            Bitmap accounts = matching(Table::Accounts, u"projects:" + it.key());
            accounts &= g_campaignAccounts;
            QCOMPARE(accounts.count(), it.value().toInteger());
        }
    }

    void uploadedBeforeTheFirstReport()
    {
        Bitmap reported = matching(Table::Projects, QStringLiteral("reports:>0"));
        reported &= g_campaignProjects;
        std::optional<Instant> first;
        reported.forEach([&first](Row project) {
            for (const Row report : g_index->reportsOnProject(project)) {
                const Instant at = g_index->report(report).created;
                first = first ? std::min(*first, at) : at;
            }
        });
        QVERIFY(first.has_value());
        Bitmap before = matching(Table::Uploads, u"uploaded:<" + formatInstant(*first));
        std::int64_t count = 0;
        before.forEach([&count](Row upload) { count += g_campaignProjects.test(g_index->projectOfUpload(upload)); });
        QCOMPARE(count, number(g_expected, "uploaded_before_first_report"));
    }

    void everyRowIsInOneGroupOfEachCut()
    {
        for (const TimeCut cut : {TimeCut::None, TimeCut::Hour, TimeCut::Day, TimeCut::Week, TimeCut::Burst}) {
            for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads}) {
                QElapsedTimer timer;
                timer.start();
                const auto groups = groupBy(*g_index, {of, cut, std::chrono::minutes(60), nullptr, 0});
                qInfo("groupBy table %d cut %d: %zu groups in %.3f ms", int(of), int(cut), groups.size(),
                      double(timer.nsecsElapsed()) / 1e6);
                std::int64_t rows = 0;
                for (const Group& group : groups) {
                    rows += group.rows;
                }
                QCOMPARE(rows, g_index->described(of).count());
            }
        }
    }

private:
    static void checkRule(const QString& rule, const Bitmap& selected, const Bitmap& truth)
    {
        const QJsonObject wanted = object("rules").value(rule).toObject();
        QVERIFY2(!wanted.isEmpty(), qPrintable(rule));
        Bitmap hit = selected;
        hit &= truth;
        QCOMPARE(selected.count(), number(wanted, "selected"));
        QCOMPARE(hit.count(), number(wanted, "true_positive"));
        QCOMPARE(selected.count() - hit.count(), number(wanted, "false_positive"));
        QCOMPARE(truth.count() - hit.count(), number(wanted, "missed"));
    }

    QTemporaryDir m_dir;
};

QTEST_APPLESS_MAIN(CampaignTest)
#include "tst_campaign.moc"
