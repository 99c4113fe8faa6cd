// SPDX-License-Identifier: Apache-2.0
// `cordonctl demo`: the whole job in one command, as a new user's first look at it.
#include "tests/cli/campaign.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kDemoMs = 240'000; // instrumented, on a busy machine

QString grouped(int number)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number);
}

/// Programs that have this text among their arguments.
QStringList programsWith(const QString& argument)
{
    QStringList found;
    const QStringList ids = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
    for (const QString& id : ids) {
        if (readAll(u"/proc/"_s + id + u"/cmdline"_s).contains(argument.toUtf8())) {
            found << id;
        }
    }
    return found;
}

} // namespace

class TestDemo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        CORDON_NEEDS_SHARED(folder, "inboxru-recon");
        m_campaign = std::make_unique<Campaign>(folder);
        Circumstances patient;
        patient.patienceMs = kDemoMs;
        // With --json the story goes to standard error, and both can be read from one run.
        const Ran ran = runProgram(u"cordonctl"_s, {u"--json"_s, u"demo"_s, u"--dir"_s, demoFolder()}, patient);
        CORDON_ENDED(ran, 0);
        m_document = ran.json();
        m_story = QString::fromUtf8(ran.err);
    }

    void itPrintsTheCampaignsFigures()
    {
        const QJsonObject truth = m_campaign->object("inbox_ru");
        const int accounts = truth["campaign_accounts"_L1].toInt();
        const int projects = truth["campaign_projects"_L1].toInt();
        says(u"Imported %1 accounts on %2 mail domains, %3 projects"_s.arg(
            grouped(m_campaign->number("accounts")), grouped(m_campaign->number("groups_by_registrable_domain")),
            grouped(m_campaign->number("projects"))));
        says(u"campaign: %1 accounts, %2 projects"_s.arg(grouped(accounts), grouped(projects)));
        says(u"The plan has %1 steps, 0 of them irreversible"_s.arg(grouped(accounts + projects + 1)));
        says(u"collateral: account amberzephyr3974"_s);
        says(u"%1 of %1 steps done"_s.arg(grouped(accounts + projects + 1)));
        says(u"nothing was sent"_s);
        says(u"%1 of %1 steps done. What stays"_s.arg(grouped(accounts + projects)));
        says(u"Left alone on the domain: %1 accounts and %2 projects"_s.arg(
            grouped(truth["legit_accounts"_L1].toInt()), grouped(truth["legit_projects"_L1].toInt())));
        says(u"replay"_s);
        says(u"every link holds"_s);
    }

    void itPrintsWavesAndDays()
    {
        const QJsonObject waves = m_campaign->object("campaign_accounts_per_join_day");
        QStringList told;
        for (auto wave = waves.begin(); wave != waves.end(); ++wave) {
            told << u"%1 on %2"_s.arg(grouped(wave.value().toInt()), wave.key());
        }
        says(u"in %1 waves: %2"_s.arg(QString::number(told.size()), told.join(u", "_s)));
        const QJsonObject days = m_campaign->object("campaign_projects_per_day");
        says(u"on %1 days"_s.arg(days.size()));
        for (auto day = days.begin(); day != days.end(); ++day) {
            const QRegularExpression line(u"^ +%1 +%2$"_s.arg(day.key(), QString::number(day.value().toInt())),
                                          QRegularExpression::MultilineOption);
            QVERIFY2(line.match(m_story).hasMatch(), qPrintable(day.key()));
        }
    }

    void itUsesDesignsWordsAndPlainText()
    {
        for (const QChar letter : std::as_const(m_story)) {
            QVERIFY(letter == u'\n' || letter.isPrint());
        }
        QVERIFY(!m_story.contains(m_campaign->folder())); // it has not read the answers, nor anything beside them
    }

    void theReportFilesStand()
    {
        const QDir folder(demoFolder() + u"/report"_s);
        const QStringList names = folder.entryList(QDir::Files, QDir::Name);
        QCOMPARE(names.size(), 3);
        for (const QString& name : names) {
            says(folder.filePath(name));
            QCOMPARE(QFileInfo(folder.filePath(name)).permissions() & QFileDevice::Permissions(0x0077),
                     QFileDevice::Permissions());
        }
        const QByteArray csv = readAll(folder.filePath(names.filter(u".csv"_s).value(0)));
        const int subjects = m_campaign->object("inbox_ru")["accounts"_L1].toInt() +
                             m_campaign->object("inbox_ru")["projects"_L1].toInt();
        QVERIFY(csv.count("\r\n") > subjects); // every subject on the domain, acted on or left alone
        const QByteArray markdown = readAll(folder.filePath(names.filter(u".md"_s).value(0)));
        QVERIFY(markdown.contains("replay"));
        QVERIFY(markdown.contains("agree."));
        const QList<QByteArray> reasons = readAll(sourceFile(u"resources/demo/left-alone.csv"_s)).split('"');
        QVERIFY(reasons.size() > 3);
        for (qsizetype at = 1; at < reasons.size(); at += 2) { // the texts between quotes
            QVERIFY2(markdown.contains(reasons[at]), reasons[at].constData());
        }
    }

    void theHtmlIsSelfContainedAndHasNoScript()
    {
        const QDir folder(demoFolder() + u"/report"_s);
        const QByteArray html = readAll(folder.filePath(folder.entryList({u"*.html"_s}).value(0)));
        QVERIFY(html.size() > 10'000);
        QVERIFY(html.contains("<svg"));
        QVERIFY(html.contains("default-src 'none'"));
        const QString text = QString::fromUtf8(html);
        for (const QString& forbidden : {u"<script"_s, u"javascript:"_s, u" src="_s, u"<link"_s, u"@import"_s,
                                         u"url("_s, u"<iframe"_s, u"<object"_s, u" on[a-z]+="_s}) {
            const QRegularExpression found(forbidden == " on[a-z]+="_L1 ? forbidden
                                                                        : QRegularExpression::escape(forbidden),
                                           QRegularExpression::CaseInsensitiveOption);
            QVERIFY2(!found.match(text).hasMatch(), qPrintable(forbidden));
        }
        QStringList waves;
        const QJsonObject joins = m_campaign->object("campaign_accounts_per_join_day");
        for (const QJsonValue& wave : joins) {
            waves << grouped(wave.toInt());
        }
        QVERIFY(text.contains(waves.join(u" / "_s)));
    }

    void theWorkspaceItLeavesIsARealOne()
    {
        const Ctl ctl(demoFolder() + u"/workspace"_s);
        const Ran runs = ctl.json({u"runs"_s});
        CORDON_ENDED(runs, 0);
        QCOMPARE(runs.json()["runs"_L1].toArray().size(), 2);
        CORDON_ENDED(ctl({u"ledger"_s, u"verify"_s}), 0);
    }

    void afterItsEndNothingRunsOn() { QCOMPARE(programsWith(demoFolder()), QStringList()); }

    void aFolderThatIsInUseIsLeftAlone()
    {
        const Ran ran = runProgram(u"cordonctl"_s, {u"demo"_s, u"--dir"_s, demoFolder()});
        CORDON_ENDED(ran, 3);
        QVERIFY(ran.err.contains("is not empty"));
        QVERIFY(ran.out.isEmpty());
    }

    void endedInTheMiddleNothingRunsOn_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("code"); // -1: it could not choose
        QTest::newRow("killed hard") << SIGKILL << -1;
        QTest::newRow("Ctrl-C") << SIGINT << 1;
    }
    void endedInTheMiddleNothingRunsOn()
    {
        QFETCH(int, signal);
        QFETCH(int, code);
        const QTemporaryDir folder;
        QProcess process;
        Circumstances piped;
        piped.mergeOutputs = true; // as in `cordonctl demo 2>&1 | less`
        startBound(process, u"cordonctl"_s, {u"demo"_s, u"--dir"_s, folder.filePath(u"demo"_s)}, piped);
        QElapsedTimer waited;
        waited.start();
        while (readAll(folder.filePath(u"demo/effects.jsonl"_s)).count('\n') < 20 && waited.elapsed() < 120'000) {
            QVERIFY(!process.waitForFinished(5));
        }
        QCOMPARE(programsWith(folder.path()).size(), 2);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(120'000));
        const QByteArray told = process.readAllStandardOutput();
        QVERIFY(told.startsWith("1. Imported") && told.contains("\n3. The plan has"));
        if (code >= 0) {
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), code);
        }
        QTRY_COMPARE_WITH_TIMEOUT(programsWith(folder.path()), QStringList(), 20'000);
    }

    void itsDocumentSaysTheSame()
    {
        for (const QString& member : {u"workspace"_s, u"registry"_s, u"campaign"_s, u"run"_s, u"report"_s}) {
            QVERIFY2(m_document.contains(member), qPrintable(member));
        }
        QVERIFY(m_document["report"_L1]["reconciled"_L1].toBool());
        const QJsonObject totals = m_document["report"_L1]["totals"_L1].toObject();
        QCOMPARE(totals["per_day"_L1].toObject(), m_campaign->object("campaign_projects_per_day"));
        QCOMPARE(totals["accounts"_L1], m_campaign->object("inbox_ru")["campaign_accounts"_L1]);
        QCOMPARE(totals["left_alone"_L1]["projects"_L1], m_campaign->object("inbox_ru")["legit_projects"_L1]);
    }

private:
    [[nodiscard]] QString demoFolder() const { return m_folder.filePath(u"demo"_s); }
    void says(const QString& words) const { QVERIFY2(m_story.contains(words), qPrintable(words + u'\n' + m_story)); }

    QTemporaryDir m_folder;
    std::unique_ptr<Campaign> m_campaign;
    QString m_story;
    QJsonObject m_document;
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
