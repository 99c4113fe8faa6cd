// SPDX-License-Identifier: Apache-2.0
// What scripts rely on: names, options, exit codes, the members of every document (cli.md).
#include "tests/cli/campaign.h"
#include "tests/support/simulator_process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

const QList<QStringList> kCommands{{u"init"_s},
                                   {u"import"_s},
                                   {u"groups"_s},
                                   {u"list"_s},
                                   {u"timeline"_s},
                                   {u"facets"_s},
                                   {u"explain"_s},
                                   {u"select"_s},
                                   {u"plan"_s},
                                   {u"show"_s},
                                   {u"apply"_s},
                                   {u"runs"_s},
                                   {u"run"_s},
                                   {u"reverse"_s},
                                   {u"ledger"_s},
                                   {u"ledger"_s, u"list"_s},
                                   {u"ledger"_s, u"verify"_s},
                                   {u"ledger"_s, u"export"_s},
                                   {u"report"_s},
                                   {u"registry"_s, u"add"_s},
                                   {u"login"_s},
                                   {u"status"_s},
                                   {u"protect"_s},
                                   {u"protect"_s, u"add"_s},
                                   {u"protect"_s, u"remove"_s},
                                   {u"protect"_s, u"list"_s},
                                   {u"demo"_s},
                                   {u"completion"_s}};

} // namespace

class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_registry = std::make_unique<SimulatorProcess>(sourceFile(u"resources/demo"_s));
        QVERIFY(!m_registry->url().isEmpty());
        m_ctl = std::make_unique<Ctl>(file(u"workspace"_s));
        // In the order a person would go; each test below may rely on it.
        for (const QStringList& step :
             {QStringList{u"init"_s}, QStringList{u"import"_s, sourceFile(u"resources/demo"_s)},
              QStringList{u"registry"_s, u"add"_s, u"rehearsal"_s, m_registry->url()},
              QStringList{u"select"_s, u"first"_s, u"--where"_s, u"domain:inbox.ru joined:2025-06-09"_s},
              planning(u"quarantine,ban"_s)}) {
            CORDON_ENDED((*m_ctl)(step), 0);
        }
        QVERIFY(QFile::copy(file(u"plan"_s), file(u"plan-1"_s))); // the tests write plans of that name
        CORDON_ENDED((*m_ctl)({u"apply"_s, file(u"plan-1"_s), u"--credentials"_s, m_registry->credentialsFile()}), 0);
    }

    void everyCommandExplainsItself_data()
    {
        QTest::addColumn<QStringList>("command");
        for (const QStringList& command : kCommands) {
            QTest::addRow("%s", qPrintable(command.join(u' '))) << command;
        }
    }
    void everyCommandExplainsItself()
    {
        QFETCH(QStringList, command);
        const Ran ran = runProgram(u"cordonctl"_s, command + QStringList{u"--help"_s});
        CORDON_ENDED(ran, 0);
        QVERIFY2(ran.out.contains("Usage: ") && ran.out.contains(command.last().toUtf8()), ran.words().constData());
        QVERIFY2(ran.err.isEmpty(), ran.words().constData());
        // Every option is described.
        const QList<QByteArray> lines = ran.out.split('\n');
        for (qsizetype at = 0; at + 1 < lines.size(); ++at) {
            if (lines[at].startsWith("  -")) { // a long one is described on the next line
                const bool here = lines[at].trimmed().split(' ').size() > 2;
                QVERIFY2(here || lines[at + 1].startsWith(QByteArray(20, ' ')), lines[at].constData());
            }
        }
    }

    void bothProgramsTellTheirVersion()
    {
        for (const QString& name : {u"cordonctl"_s, u"cordon-simulator"_s}) {
            const Ran ran = runProgram(name, {u"--version"_s});
            CORDON_ENDED(ran, 0);
            QVERIFY2(ran.out.startsWith(name.toUtf8()), ran.words().constData());
        }
    }

    void wrongUseIsExitTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QStringList& arguments, const QString& says) {
            QTest::newRow(name) << arguments << says;
        };
        row("nothing", {}, u"subcommand"_s);
        row("unknown command", {u"obliterate"_s}, u"obliterate"_s);
        row("unknown option", {u"groups"_s, u"--of"_s, u"accounts"_s, u"--upside-down"_s}, u"--upside-down"_s);
        row("option left out", {u"groups"_s}, u"--of"_s);
        row("no such table", {u"groups"_s, u"--of"_s, u"people"_s}, u"people"_s);
        row("no such grouping", {u"groups"_s, u"--of"_s, u"accounts"_s, u"--by"_s, u"domain,year"_s}, u"--by"_s);
        row("no duration", {u"timeline"_s, u"--of"_s, u"accounts"_s, u"--bin"_s, u"1 fortnight"_s}, u"--bin"_s);
        row("no sort field", {u"list"_s, u"--of"_s, u"accounts"_s, u"--sort"_s, u"beauty"_s}, u"beauty"_s);
        row("two sources", {u"select"_s, u"x"_s, u"--where"_s, u"a"_s, u"--expr"_s, u"b"_s}, u"--expr"_s);
        row("no such verb", planning(u"vaporise"_s), u"vaporise"_s);
        row("a verb that fits nothing", planning(u"prohibit"_s), u"prohibit"_s);
        row("no such level", {u"report"_s, u"--run"_s, u"1"_s, u"--level"_s, u"secret"_s, u"-o"_s, file(u"r"_s)},
            u"secret"_s);
        row("no such format", {u"report"_s, u"--run"_s, u"1"_s, u"--format"_s, u"docx"_s, u"-o"_s, file(u"r"_s)},
            u"docx"_s);
        row("no such label", {u"report"_s, u"--run"_s, u"1"_s, u"--tlp"_s, u"TLP:PINK"_s, u"-o"_s, file(u"r"_s)},
            u"TLP:PINK"_s);
        for (const QString& rate : {u"0"_s, u"-1"_s, u"nan"_s, u"inf"_s, u"fast"_s}) {
            row(qPrintable(u"no rate: "_s + rate), {u"apply"_s, file(u"plan"_s), u"--rate"_s, rate}, u"above 0"_s);
        }
        row("no such shell", {u"completion"_s, u"csh"_s}, u"csh"_s);
    }
    void wrongUseIsExitTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ran ran = (*m_ctl)(arguments);
        CORDON_ENDED(ran, 2);
        QVERIFY2(ran.err.contains(says.toUtf8()), ran.words().constData());
        QVERIFY2(ran.out.isEmpty(), ran.words().constData());
        QVERIFY(!QFileInfo::exists(file(u"r"_s)));
    }

    void aJustificationIsNeeded_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no such policy") << u"because"_s << u"A rehearsal."_s;
        QTest::newRow("no sentence") << u"spam"_s << u"  "_s;
    }
    void aJustificationIsNeeded()
    {
        QFETCH(QString, policy);
        QFETCH(QString, reason);
        const Ran ran = (*m_ctl)({u"plan"_s, u"--select"_s, u"first"_s, u"--verbs"_s, u"ban"_s, u"--policy"_s, policy,
                                  u"--reason"_s, reason, u"-o"_s, file(u"unjustified"_s)});
        QVERIFY2(ran.ended && (ran.code == 2 || ran.code == 3), ran.words().constData());
        QVERIFY(!QFileInfo::exists(file(u"unjustified"_s)));
    }

    void documentsHaveTheirMembers_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("members");
        QTest::addColumn<QString>("inside"); // the first of this list, whose members follow
        QTest::addColumn<QStringList>("itsMembers");
        const auto row = [](const char* name, const QStringList& arguments, const char* members,
                            const QString& inside = {}, const char* itsMembers = "") {
            QTest::newRow(name) << arguments << QString::fromLatin1(members).split(u' ') << inside
                                << QString::fromLatin1(itsMembers).split(u' ', Qt::SkipEmptyParts);
        };
        row("init", {u"init"_s}, "workspace cache_schema journal_schema");
        row("import", {u"import"_s, sourceFile(u"resources/demo"_s)},
            "accounts projects uploads roles reports domains unresolved rejected generation");
        row("groups",
            {u"groups"_s, u"--of"_s, u"accounts"_s, u"--by"_s, u"domain,burst"_s, u"--gap"_s, u"2h"_s, u"--limit"_s,
             u"3"_s},
            "total_groups groups", u"groups"_s, "domain from to first last accounts projects uploads flagged open");
        row("list", {u"list"_s, u"--of"_s, u"projects"_s, u"--sort"_s, u"created:desc"_s, u"--limit"_s, u"2"_s},
            "rows next", u"rows"_s, "key name owner");
        row("timeline", {u"timeline"_s, u"--of"_s, u"accounts"_s, u"--bin"_s, u"1d"_s}, "bin bins", u"bins"_s,
            "at count");
        row("select", {u"select"_s, u"s"_s, u"--expr"_s, u"first + first - first"_s},
            "name accounts projects domains provenance");
        row("plan", planning(u"reinstate"_s),
            "plan hash steps irreversible collateral protected excluded calls estimate_s");
        row("runs", {u"runs"_s}, "runs", u"runs"_s, "run state steps done");
        row("run", {u"run"_s, u"1"_s}, "steps", u"steps"_s, "subject verb state attempts attributed_to");
        row("apply", {u"apply"_s, file(u"plan-1"_s), u"--credentials"_s, m_registry->credentialsFile()},
            "run done already skipped failed uncertain parked");
        row("reverse", {u"reverse"_s, u"1"_s, u"--reason"_s, u"It was wrong."_s, u"-o"_s, file(u"reversal"_s)},
            "plan hash steps irreversible collateral protected excluded calls estimate_s residue");
        row("ledger list", {u"ledger"_s, u"list"_s}, "entries", u"entries"_s, "sequence at actor says hash");
        row("ledger verify", {u"ledger"_s, u"verify"_s}, "entries head ok first_bad");
        row("report", {u"report"_s, u"--run"_s, u"1"_s, u"--format"_s, u"md"_s, u"-o"_s, file(u"reports"_s)},
            "files ledger_head reconciled totals", u"files"_s, "name sha256");
        row("status", {u"status"_s, u"rehearsal"_s, u"--credentials"_s, m_registry->credentialsFile()},
            "name url reachable logged_in");
        row("protect", {u"protect"_s, u"add"_s, u"domain:gmail.com"_s}, "protected");
    }
    void documentsHaveTheirMembers()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, members);
        QFETCH(QString, inside);
        QFETCH(QStringList, itsMembers);
        const Ran ran = m_ctl->json(arguments);
        CORDON_ENDED(ran, 0);
        QCOMPARE(ran.out.count('\n'), 1); // one document, and nothing else
        const QJsonObject document = ran.json();
        for (const QString& member : members) {
            QVERIFY2(document.contains(member), qPrintable(member));
        }
        const QJsonObject first = document[inside][0].toObject();
        for (const QString& member : itsMembers) {
            QVERIFY2(first.contains(member), qPrintable(member));
        }
    }

    void listsAlsoComeAsJsonLines()
    {
        const Ran ran = (*m_ctl)({u"--jsonl"_s, u"groups"_s, u"--of"_s, u"accounts"_s, u"--limit"_s, u"5"_s});
        CORDON_ENDED(ran, 0);
        const QList<QByteArray> lines = ran.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        for (const QByteArray& line : lines) {
            QVERIFY(QJsonDocument::fromJson(line).object().contains(u"domain"_s));
        }
    }

    void pagesFollowEachOther()
    {
        QStringList names;
        QString after;
        do {
            const Ran page = m_ctl->json(QStringList{u"list"_s, u"--of"_s, u"accounts"_s, u"--where"_s,
                                                     u"domain:inbox.ru"_s, u"--limit"_s, u"100"_s} +
                                         (after.isEmpty() ? QStringList() : QStringList{u"--after"_s, after}));
            CORDON_ENDED(page, 0);
            const QJsonArray rows = page.json()["rows"_L1].toArray();
            for (const QJsonValue& row : rows) {
                names << row["name"_L1].toString();
            }
            after = page.json()["next"_L1].toString();
        } while (!after.isEmpty() && names.size() < 1'000);
        QCOMPARE(names.size(), 275);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 275);
    }

    void addressesAreMaskedUntilAskedFor()
    {
        for (const QStringList& output : {QStringList{}, QStringList{u"--json"_s}}) {
            const QStringList list{u"list"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"domain:inbox.ru"_s};
            const Ran masked = (*m_ctl)(output + list);
            CORDON_ENDED(masked, 0);
            QVERIFY(masked.out.contains("@inbox.ru") && !masked.out.contains("zzfx."));
            const Ran whole = (*m_ctl)(output + list + QStringList{u"--reveal"_s});
            CORDON_ENDED(whole, 0);
            QVERIFY(whole.out.contains("zzfx."));
        }
    }

    void aShownPlanMasksAddressesUntilAskedFor()
    {
        CORDON_ENDED(
            (*m_ctl)({u"plan"_s, u"--select"_s, u"first"_s, u"--verbs"_s, u"ban"_s, u"--policy"_s, u"spam"_s,
                      u"--reason"_s, u"First seen\nwith canary.7f3a@inbox.ru in it."_s, u"-o"_s, file(u"shown"_s)}),
            0);
        for (const QStringList& output : {QStringList{}, QStringList{u"--json"_s}}) {
            const Ran masked = (*m_ctl)(output + QStringList{u"show"_s, file(u"shown"_s)});
            CORDON_ENDED(masked, 0);
            QVERIFY2(masked.out.contains("@inbox.ru") && !masked.out.contains("canary.7f3a"),
                     masked.words().constData());
            const Ran whole = (*m_ctl)(output + QStringList{u"show"_s, file(u"shown"_s), u"--reveal"_s});
            CORDON_ENDED(whole, 0);
            QVERIFY2(whole.out.contains("canary.7f3a@inbox.ru"), whole.words().constData());
        }
        CORDON_ENDED((*m_ctl)({u"timeline"_s, u"--of"_s, u"accounts"_s, u"--reveal"_s}), 0);
    }

    void aProtectedSubjectNeedsASecondPerson()
    {
        CORDON_ENDED((*m_ctl)({u"protect"_s, u"add"_s, u"account:amberzephyr3974"_s}), 0);
        CORDON_ENDED(
            (*m_ctl)({u"select"_s, u"one"_s, u"--where"_s, u"name:amberzephyr3974"_s, u"--of"_s, u"accounts"_s}), 0);
        const Ran plan = m_ctl->json({u"plan"_s, u"--select"_s, u"one"_s, u"--verbs"_s, u"ban"_s, u"--policy"_s,
                                      u"spam"_s, u"--reason"_s, u"A rehearsal."_s, u"-o"_s, file(u"protected"_s)});
        CORDON_ENDED(plan, 0);
        QCOMPARE(plan.json()["protected"_L1].toArray().size(), 1);
        const QByteArray effects = readAll(m_registry->effectsFile());
        const Ran applied =
            (*m_ctl)({u"apply"_s, file(u"protected"_s), u"--credentials"_s, m_registry->credentialsFile()});
        CORDON_ENDED(applied, 6);
        QCOMPARE(readAll(m_registry->effectsFile()), effects);
    }

    void completionScriptsKnowEveryCommand_data()
    {
        QTest::addColumn<QString>("shell");
        for (const char* shell : {"bash", "zsh", "fish"}) {
            QTest::newRow(shell) << QString::fromLatin1(shell);
        }
    }
    void completionScriptsKnowEveryCommand()
    {
        QFETCH(QString, shell);
        const Ran ran = runProgram(u"cordonctl"_s, {u"completion"_s, shell});
        CORDON_ENDED(ran, 0);
        for (const QStringList& command : kCommands) {
            QVERIFY2(ran.out.contains(command.last().toUtf8()), qPrintable(command.last()));
        }
    }

    void theBashScriptCompletes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("completed");
        QTest::newRow("command") << u"led"_s << u"ledger"_s;
        QTest::newRow("below a command") << u"ledger ver"_s << u"verify"_s;
        QTest::newRow("option") << u"groups --wh"_s << u"--where"_s;
        QTest::newRow("behind an argument") << u"select name --ex"_s << u"--expr"_s;
    }
    void theBashScriptCompletes()
    {
        QFETCH(QString, typed);
        QFETCH(QString, completed);
        const Ran script = runProgram(u"cordonctl"_s, {u"completion"_s, u"bash"_s});
        writeAll(file(u"completion"_s), script.out);
        QProcess bash;
        bash.start(u"bash"_s, {u"-c"_s,
                               u"cd /; . \"$1\"; COMP_WORDS=(cordonctl $2); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); "
                               "_cordonctl; echo \"${COMPREPLY[*]}\""_s,
                               u"bash"_s, file(u"completion"_s), typed});
        QVERIFY(bash.waitForFinished(20'000));
        QCOMPARE(QString::fromUtf8(bash.readAllStandardOutput()).trimmed(), completed);
    }

private:
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QStringList planning(const QString& verbs) const
    {
        return {u"plan"_s, u"--select"_s, u"first"_s,        u"--verbs"_s, verbs,          u"--policy"_s,
                u"spam"_s, u"--reason"_s, u"A rehearsal."_s, u"-o"_s,      file(u"plan"_s)};
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SimulatorProcess> m_registry;
    std::unique_ptr<Ctl> m_ctl;
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
