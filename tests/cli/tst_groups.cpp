// SPDX-License-Identifier: Apache-2.0
// The campaign imported and grouped by the real program; every figure comes from expected.json.
#include "tests/cli/campaign.h"

#include <QTemporaryDir>

#include <map>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestGroups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        CORDON_NEEDS_SHARED(folder, "inboxru-recon");
        m_campaign = std::make_unique<Campaign>(folder);
        m_ctl = std::make_unique<Ctl>(m_folder.filePath(u"workspace"_s));
        const QByteArray trouble = prepareWorkspace(*m_ctl, *m_campaign, m_folder.filePath(u"subjects"_s));
        QVERIFY2(trouble.isEmpty(), trouble.constData());
    }

    void theImportCountsEveryRow()
    {
        const Ran again = m_ctl->json({u"import"_s, m_campaign->folder()});
        CORDON_ENDED(again, 0);
        const QJsonObject counts = again.json();
        for (const char* member : {"accounts", "projects", "roles", "reports"}) {
            QCOMPARE(counts.value(QLatin1String(member)).toInt(), m_campaign->number(member));
        }
        QCOMPARE(counts["domains"_L1].toInt(), m_campaign->number("groups_by_registrable_domain"));
        QCOMPARE(counts["unresolved"_L1].toInt(), 0);
        QVERIFY(counts["rejected"_L1].toArray().isEmpty());
        QCOMPARE(counts["generation"_L1].toInt(), 1); // the same files twice change nothing
    }

    void groupsByDomain()
    {
        const QJsonObject document = groups({u"--of"_s, u"accounts"_s, u"--by"_s, u"domain"_s});
        QCOMPARE(document["total_groups"_L1].toInt(), m_campaign->number("groups_by_registrable_domain"));
        const QJsonArray groups = document["groups"_L1].toArray();
        QCOMPARE(int(groups.size()), m_campaign->number("groups_by_registrable_domain"));
        int singletons = 0;
        for (const QJsonValue& group : groups) {
            singletons += group["accounts"_L1].toInt() == 1 ? 1 : 0;
        }
        QCOMPARE(singletons, m_campaign->number("groups_singleton"));
        const QJsonArray top = m_campaign->expected()["top_groups"_L1].toArray();
        QVERIFY(top.size() >= 2);
        for (const QJsonValue& one : top) {
            const QJsonObject group = groupOf(groups, one["domain"_L1].toString());
            QCOMPARE(group["accounts"_L1], one["accounts"_L1]);
            QCOMPARE(group["projects"_L1], one["projects"_L1]);
        }
        QCOMPARE(groups.at(0)["domain"_L1], top.at(0)["domain"_L1]); // largest first
        QCOMPARE(groups.at(1)["domain"_L1], top.at(1)["domain"_L1]);
    }

    void theSelectionHasTheCampaignsSize()
    {
        const Ran ran = m_ctl->json({u"select"_s, u"copy"_s, u"--expr"_s, u"campaign"_s});
        CORDON_ENDED(ran, 0);
        const QJsonObject truth = m_campaign->object("inbox_ru");
        QCOMPARE(ran.json()["accounts"_L1], truth["campaign_accounts"_L1]);
        QCOMPARE(ran.json()["projects"_L1], truth["campaign_projects"_L1]);
    }

    void countsByDay_data()
    {
        QTest::addColumn<QString>("of");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("projects") << u"projects"_s << u"projects"_s << "campaign_projects_per_day"_ba;
        QTest::newRow("registrations") << u"accounts"_s << u"accounts"_s << "campaign_accounts_per_join_day"_ba;
    }
    void countsByDay()
    {
        QFETCH(QString, of);
        QFETCH(QString, member);
        QFETCH(QByteArray, expected);
        const QJsonObject days = m_campaign->object(expected.constData());
        QVERIFY(!days.isEmpty());
        QCOMPARE(sums(of, u"domain,day"_s, member, 10), days);
        QCOMPARE(bins(of, u"1d"_s, 10), days);
    }

    void projectsByHour()
    {
        const QJsonObject hours = sums(u"projects"_s, u"domain,hour"_s, u"projects"_s, 13);
        QCOMPARE(hours, hoursInTheFile());
        QCOMPARE(bins(u"projects"_s, u"1h"_s, 13), hours);
        int most = 0;
        for (const QJsonValue& count : hours) {
            most = std::max(most, count.toInt());
        }
        const QJsonObject peak = m_campaign->object("peak_hour");
        QCOMPARE(most, peak["projects"_L1].toInt());
        QCOMPARE(hours[peak["hour"_L1].toString().left(13)].toInt(), most);
    }

    void addressesFoldToOneDomain()
    {
        int unfolded = 0;
        for (const QStringList& row : rowsOf(m_campaign->file(u"accounts.csv"_s))) {
            unfolded += row.at(1).endsWith("@Inbox.RU"_L1) ? 1 : 0;
        }
        QVERIFY(unfolded > 0);
        const QJsonArray groups = this->groups({u"--of"_s, u"accounts"_s})["groups"_L1].toArray();
        QVERIFY(groupOf(groups, u"Inbox.RU"_s).isEmpty());
        const Ran ran = m_ctl->json({u"list"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"domain:inbox.ru"_s,
                                     u"--limit"_s, u"0"_s, u"--reveal"_s});
        CORDON_ENDED(ran, 0);
        const QJsonArray rows = ran.json()["rows"_L1].toArray();
        QCOMPARE(rows.size(), m_campaign->object("inbox_ru")["accounts"_L1].toInt());
        const auto listed = std::count_if(rows.begin(), rows.end(), [](const QJsonValue& row) {
            return row["email"_L1].toString().endsWith("@Inbox.RU"_L1);
        });
        QCOMPARE(int(listed), unfolded);
    }

    void oneGroupAnOrganisation_data()
    {
        QTest::addColumn<QString>("domain");
        QTest::addColumn<int>("accounts");
        CORDON_NEEDS_SHARED(folder, "inboxru-recon");
        const Campaign campaign(folder);
        QTest::newRow("IDN") << campaign.expected()["idn_group"_L1].toString() << campaign.number("idn_accounts");
        QTest::newRow("github.io") << u"github.io"_s << campaign.object("github_io")["icann_rules_only"_L1].toInt();
        QTest::newRow("gmail") << u"gmail.com"_s << campaign.number("gmail_accounts");
        QTest::newRow("googlemail") << u"googlemail.com"_s << campaign.number("googlemail_accounts");
        // Whoever has an address below a university, by the ends of the addresses in the file.
        const QString university = u"zzfx-univ01.ac.uk"_s;
        int students = 0;
        for (const QStringList& row : rowsOf(campaign.file(u"accounts.csv"_s))) {
            students += row.at(1).endsWith(QString(u'.' + university)) ? 1 : 0;
        }
        QTest::newRow("sub-domains of a university") << university << students;
    }
    void oneGroupAnOrganisation()
    {
        QFETCH(QString, domain);
        QFETCH(int, accounts);
        QVERIFY(accounts > 0);
        const QJsonArray groups = this->groups({u"--of"_s, u"accounts"_s})["groups"_L1].toArray();
        QCOMPARE(groupOf(groups, domain)["accounts"_L1].toInt(), accounts);
        const auto below = std::count_if(groups.begin(), groups.end(), [&domain](const QJsonValue& group) {
            return group["domain"_L1].toString().endsWith(QString(u'.' + domain));
        });
        QCOMPARE(int(below), 0);
    }

private:
    QJsonObject groups(const QStringList& arguments) const
    {
        const Ran ran = m_ctl->json(QStringList{u"groups"_s} + arguments);
        return ran.ended && ran.code == 0 ? ran.json() : QJsonObject();
    }

    static QJsonObject groupOf(const QJsonArray& groups, const QString& domain)
    {
        for (const QJsonValue& group : groups) {
            if (group["domain"_L1].toString() == domain) {
                return group.toObject();
            }
        }
        return {};
    }

    /// Counts of the campaign's groups, by the first letters of when they begin.
    QJsonObject sums(const QString& of, const QString& by, const QString& member, qsizetype letters) const
    {
        QJsonObject sums;
        const QJsonArray groups =
            this->groups({u"--of"_s, of, u"--by"_s, by, u"--where"_s, u"in:campaign"_s})["groups"_L1].toArray();
        for (const QJsonValue& group : groups) {
            const QString at = group["from"_L1].toString().left(letters);
            sums.insert(at, sums[at].toInt() + group[member].toInt());
        }
        return sums;
    }

    QJsonObject bins(const QString& of, const QString& width, qsizetype letters) const
    {
        const Ran ran = m_ctl->json({u"timeline"_s, u"--of"_s, of, u"--bin"_s, width, u"--where"_s, u"in:campaign"_s});
        QJsonObject counts;
        const QJsonArray bins = ran.json()["bins"_L1].toArray();
        for (const QJsonValue& bin : bins) {
            if (bin["count"_L1].toInt() > 0) {
                counts.insert(bin["at"_L1].toString().left(letters), bin["count"_L1]);
            }
        }
        return counts;
    }

    QJsonObject hoursInTheFile() const
    {
        QJsonObject hours;
        for (const QStringList& row : rowsOf(m_campaign->file(u"projects.csv"_s))) {
            if (m_campaign->projects().contains(row.at(1))) {
                const QString hour = row.at(3).left(13);
                hours.insert(hour, hours[hour].toInt() + 1);
            }
        }
        return hours;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Campaign> m_campaign;
    std::unique_ptr<Ctl> m_ctl;
};

QTEST_GUILESS_MAIN(TestGroups)
#include "tst_groups.moc"
