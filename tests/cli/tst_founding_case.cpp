// SPDX-License-Identifier: Apache-2.0
// June 2025, from the import to the reversal, in one story: each test goes on where the one before
// ended. The referee is the registry's own side: its record, its pages, its state.
#include "tests/cli/campaign.h"
#include "tests/cli/registry_view.h"

#include <QTemporaryDir>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestFoundingCase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        CORDON_NEEDS_SHARED(folder, "inboxru-recon");
        m_campaign = std::make_unique<Campaign>(folder);
        m_ctl = std::make_unique<Ctl>(m_folder.filePath(u"workspace"_s));
        const QByteArray trouble = prepareWorkspace(*m_ctl, *m_campaign, m_folder.filePath(u"subjects"_s));
        QVERIFY2(trouble.isEmpty(), trouble.constData());
        m_fresh = SimulatorProcess(folder).stop();
        QCOMPARE(m_fresh["accounts"_L1].toObject().size() > m_campaign->number("accounts"), true); // and the staff
        m_registry = std::make_unique<SimulatorProcess>(folder);
        QVERIFY(!m_registry->url().isEmpty());
        CORDON_ENDED((*m_ctl)({u"registry"_s, u"add"_s, u"rehearsal"_s, m_registry->url()}), 0);
        const QJsonArray bystanders =
            m_campaign
                ->object(
                    "side_effects")["legit_accounts_frozen_if_all_collaborators_of_campaign_projects_are_frozen"_L1]
                .toArray();
        QCOMPARE(bystanders.size(), 1);
        m_coOwner = bystanders.at(0).toString();
    }

    void thePlanNamesTheCoOwnerAndTouchesNobodyElse()
    {
        const Ran ran =
            m_ctl->json({u"plan"_s, u"--select"_s, u"campaign"_s, u"--verbs"_s, u"quarantine,ban"_s, u"--policy"_s,
                         u"squatting"_s, u"--reason"_s, u"Empty projects of one wave of accounts."_s, u"-o"_s, plan()});
        CORDON_ENDED(ran, 0);
        const QJsonObject told = ran.json();
        QCOMPARE(told["steps"_L1].toInt(), steps());
        QCOMPARE(told["irreversible"_L1].toInt(), 0);
        const QJsonArray collateral = told["collateral"_L1]["accounts"_L1].toArray();
        QCOMPARE(collateral.size(), 1);
        QCOMPARE(collateral.at(0)["name"_L1].toString(), m_coOwner);
        QVERIFY(collateral.at(0)["made_good"_L1].toBool());
        QCOMPARE(told["collateral"_L1]["projects"_L1].toArray().size(), 0);
        QVERIFY(m_registry->effects().empty()); // compiling sends nothing

        QSet<QString> accounts, projects;
        const QJsonArray written = QJsonDocument::fromJson(readAll(plan())).object()["steps"_L1].toArray();
        QCOMPARE(int(written.size()), steps());
        for (const QJsonValue& step : written) {
            const QString subject = step["subject"_L1].toString();
            if (subject.startsWith("account:"_L1)) {
                accounts.insert(subject.section(u':', 1));
            } else {
                projects.insert(normalizedProject(subject.section(u':', 1)));
            }
        }
        QCOMPARE(projects, m_campaign->projects());
        QCOMPARE(accounts, QSet<QString>(m_campaign->accounts()) << m_coOwner);
    }

    void applyingItDoesExactlyThat()
    {
        const Ran ran = apply(plan());
        CORDON_ENDED(ran, 0);
        QCOMPARE(ran.json()["done"_L1].toInt(), steps());
        m_run = ran.json()["run"_L1].toInt();

        const auto effects = m_registry->effects();
        const auto accounts = lastEffects(effects, u"account"_s);
        QCOMPARE(QSet<QString>(accounts.keyBegin(), accounts.keyEnd()), QSet<QString>(m_campaign->accounts())
                                                                            << m_coOwner);
        for (auto account = accounts.begin(); account != accounts.end(); ++account) {
            QCOMPARE(account.value(), account.key() == m_coOwner ? u"unfrozen"_s : u"frozen"_s);
        }
        const auto projects = lastEffects(effects, u"project"_s);
        QSet<QString> quarantined;
        for (auto project = projects.begin(); project != projects.end(); ++project) {
            QCOMPARE(project.value(), u"quarantine-enter"_s);
            quarantined.insert(normalizedProject(project.key()));
        }
        QCOMPARE(quarantined, m_campaign->projects());
        // The co-owner was frozen with a quarantine and made good: one line beyond the steps.
        QCOMPARE(int(effects.size()), steps() + 1);
    }

    void theRegistrysPagesAgree()
    {
        RegistryView registry(*m_registry);
        int quarantined = 0;
        for (const QStringList& row : rowsOf(m_campaign->file(u"projects.csv"_s))) {
            const bool meant = m_campaign->projects().contains(row.at(1));
            QCOMPARE(registry.status(row.at(1)), meant ? u"quarantined"_s : u"active"_s);
            quarantined += meant ? 1 : 0;
        }
        QCOMPARE(quarantined, m_campaign->object("inbox_ru")["campaign_projects"_L1].toInt());
        int frozen = 0;
        for (const QStringList& row : rowsOf(m_campaign->file(u"accounts.csv"_s))) {
            const std::optional<bool> isFrozen = registry.isFrozen(row.at(0));
            QVERIFY2(isFrozen.has_value(), qPrintable(row.at(0)));
            QCOMPARE(*isFrozen, m_campaign->accounts().contains(row.at(0)));
            frozen += *isFrozen ? 1 : 0;
        }
        QCOMPARE(frozen, m_campaign->object("inbox_ru")["campaign_accounts"_L1].toInt());
        QCOMPARE(registry.isFrozen(m_coOwner), std::optional(false));
    }

    void applyingItAgainChangesNothing()
    {
        const QByteArray before = readAll(m_registry->effectsFile());
        const Ran ran = apply(plan());
        CORDON_ENDED(ran, 0);
        QCOMPARE(ran.json()["run"_L1].toInt(), m_run);
        QVERIFY(ran.json()["sent_nothing"_L1].toBool());
        QCOMPARE(readAll(m_registry->effectsFile()), before);
        // Where nothing will be sent, nobody has to log in.
        const Ran anonymous = m_ctl->json({u"apply"_s, plan()});
        CORDON_ENDED(anonymous, 0);
        QCOMPARE(anonymous.json()["run"_L1].toInt(), m_run);
    }

    void theCacheKnowsWhatWasDone()
    {
        const Ran ran = m_ctl->json({u"groups"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"state:frozen"_s});
        CORDON_ENDED(ran, 0);
        QCOMPARE(ran.json()["total_groups"_L1].toInt(), 1);
        QCOMPARE(ran.json()["groups"_L1][0]["accounts"_L1], m_campaign->object("inbox_ru")["campaign_accounts"_L1]);
        QCOMPARE(ran.json()["groups"_L1][0]["open"_L1].toInt(), 0);
    }

    void theLedgerVerifiesHereAndFromAFileAlone()
    {
        const Ran here = m_ctl->json({u"ledger"_s, u"verify"_s});
        CORDON_ENDED(here, 0);
        QVERIFY(here.json()["ok"_L1].toBool());
        QVERIFY(here.json()["entries"_L1].toInt() >= 2 * steps()); // an intent and an outcome each

        const QString file = m_folder.filePath(u"ledger.jsonl"_s);
        CORDON_ENDED((*m_ctl)({u"ledger"_s, u"export"_s, u"-o"_s, file}), 0);
        const Ctl elsewhere(m_folder.filePath(u"no-workspace"_s));
        const Ran alone = elsewhere.json({u"ledger"_s, u"verify"_s, file});
        CORDON_ENDED(alone, 0);
        QVERIFY(alone.json()["ok"_L1].toBool());
        QCOMPARE(alone.json()["entries"_L1].toInt(), here.json()["entries"_L1].toInt() + 1); // the export itself

        QList<QByteArray> lines = readAll(file).split('\n');
        lines[1000].replace("\"actor\":\"r", "\"actor\":\"s"); // line 0 is the header: entry 1000
        const QString changed = m_folder.filePath(u"changed.jsonl"_s);
        writeAll(changed, lines.join('\n'));
        const Ran caught = elsewhere.json({u"ledger"_s, u"verify"_s, changed});
        CORDON_ENDED(caught, 5);
        QVERIFY(!caught.json()["ok"_L1].toBool());
        QCOMPARE(caught.json()["first_bad"_L1].toInt(), 1000);
    }

    void theReportReconciles()
    {
        const QString folder = m_folder.filePath(u"report"_s);
        const Ran ran = m_ctl->json({u"report"_s, u"--run"_s, QString::number(m_run), u"--format"_s, u"md,html,csv"_s,
                                     u"--level"_s, u"partner"_s, u"-o"_s, folder});
        CORDON_ENDED(ran, 0);
        QVERIFY(ran.json()["reconciled"_L1].toBool());
        const QJsonObject totals = ran.json()["totals"_L1].toObject();
        const QJsonObject truth = m_campaign->object("inbox_ru");
        QCOMPARE(totals["accounts"_L1], truth["campaign_accounts"_L1]);
        QCOMPARE(totals["projects"_L1], truth["campaign_projects"_L1]);
        QCOMPARE(totals["per_day"_L1].toObject(), m_campaign->object("campaign_projects_per_day"));
        QCOMPARE(totals["left_alone"_L1]["accounts"_L1], truth["legit_accounts"_L1]);
        QCOMPARE(totals["left_alone"_L1]["projects"_L1], truth["legit_projects"_L1]);
        const QJsonArray files = ran.json()["files"_L1].toArray();
        QCOMPARE(files.size(), 3);
        for (const QJsonValue& file : files) {
            const QByteArray bytes = readAll(folder + u'/' + file["name"_L1].toString());
            QVERIFY(!bytes.isEmpty());
            for (const QStringList& row : rowsOf(m_campaign->file(u"accounts.csv"_s))) {
                QVERIFY2(!bytes.contains(row.at(1).toUtf8()), qPrintable(row.at(1))); // masked below internal
            }
        }
    }

    void reversingItRestoresTheRegistry()
    {
        const QString reversal = m_folder.filePath(u"reversal.plan"_s);
        const Ran made = m_ctl->json({u"reverse"_s, QString::number(m_run), u"--reason"_s,
                                      u"The provider says that its own team did this."_s, u"-o"_s, reversal});
        CORDON_ENDED(made, 0);
        QCOMPARE(made.json()["steps"_L1].toInt(), steps() - 1); // the co-owner is as he was
        QVERIFY(!made.json()["residue"_L1].toArray().isEmpty());
        const Ran applied = apply(reversal);
        CORDON_ENDED(applied, 0);
        QCOMPARE(applied.json()["done"_L1].toInt(), steps() - 1);
        CORDON_ENDED((*m_ctl)({u"ledger"_s, u"verify"_s}), 0);

        QJsonObject after = m_registry->stop();
        QVERIFY(!after.isEmpty());
        withoutResidue(after);
        for (const QString& member : m_fresh.keys()) {
            QVERIFY2(after[member] == m_fresh[member], qPrintable(member));
        }
        QCOMPARE(after.keys(), m_fresh.keys());
    }

private:
    [[nodiscard]] QString plan() const { return m_folder.filePath(u"campaign.plan"_s); }
    /// A step for each subject, and one to make the co-owner good.
    [[nodiscard]] int steps() const
    {
        const QJsonObject truth = m_campaign->object("inbox_ru");
        return truth["campaign_accounts"_L1].toInt() + truth["campaign_projects"_L1].toInt() + 1;
    }
    [[nodiscard]] Ran apply(const QString& file) const
    {
        return m_ctl->json({u"apply"_s, file, u"--credentials"_s, m_registry->credentialsFile()});
    }

    /// What the plan named as residue, on the campaign's projects alone, is put back.
    void withoutResidue(QJsonObject& state) const
    {
        QJsonObject projects = state["projects"_L1].toObject();
        const QJsonObject before = m_fresh["projects"_L1].toObject();
        for (const QString& name : m_campaign->projects()) {
            QJsonObject project = projects[name].toObject();
            QCOMPARE(project["lifecycle_status"_L1].toString(), u"quarantine-exit"_s);
            for (const QString& member : {u"lifecycle_status"_s, u"changed"_s, u"note"_s}) {
                project[member] = before[name][member];
            }
            projects[name] = project;
        }
        state["projects"_L1] = projects;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Campaign> m_campaign;
    std::unique_ptr<Ctl> m_ctl;
    std::unique_ptr<SimulatorProcess> m_registry;
    QJsonObject m_fresh;
    QString m_coOwner;
    int m_run = 0;
};

QTEST_GUILESS_MAIN(TestFoundingCase)
#include "tst_founding_case.moc"
