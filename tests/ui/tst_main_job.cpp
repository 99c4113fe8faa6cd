// SPDX-License-Identifier: Apache-2.0
// The founding case in the window, with keys alone: from first launch to the exported report and
// the reversal. The referee is the registry's own record of what really happened.
#include "core/actions/left_alone.h"
#include "tests/cli/campaign.h"
#include "tests/ui/console.h"
#include "ui/theme/theme.h"

#include <QDir>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

/// Subjects of one kind whose last effect leaves them so.
QSet<QString> endedAs(const std::vector<QJsonObject>& effects, const QString& kind, const QString& word)
{
    QMap<QString, QString> last;
    for (const QJsonObject& effect : effects) {
        if (effect["kind"_L1].toString() == kind) {
            last.insert(effect["subject"_L1].toString(), effect["after"_L1].toString());
        }
    }
    QSet<QString> names;
    for (auto one = last.begin(); one != last.end(); ++one) {
        if (one.value() == word) {
            names.insert(kind == u"account"_s ? foldedUser(one.key()) : normalizedProject(one.key()));
        }
    }
    return names;
}

} // namespace

/// One story: each test goes on where the one before ended.
class TestMainJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        ui::applyTheme(ui::ThemeChoice::Light);
        m_console = std::make_unique<Console>();
        QVERIFY(!m_console->registry.url().isEmpty());
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void init()
    {
        if (m_broken) {
            QSKIP("the story broke off before");
        }
    }
    void cleanup() { m_broken = m_broken || QTest::currentTestFailed(); }

    void aFreshMachineIsToldWhatToDo()
    {
        bool told = false;
        for (const QLabel* label : m_console->window->findChildren<QLabel*>()) {
            told = told || (label->isVisible() && label->text().contains(u"Ctrl+N"_s));
        }
        QVERIFY(told);
        QVERIFY(m_console->makeWorkspace());
        QVERIFY(Person::sees("trayCounts", u"Nothing ticked"_s));
    }

    void theCampaignIsImported() { QVERIFY(Console::importCampaign()); }

    void twoFiltersFindTheWave()
    {
        Person::ctrl(Qt::Key_2);
        QVERIFY(Console::filter(u"domain:inbox.ru joined:2025-06-09..2025-06-25"_s, u"257 accounts"_s));
        QVERIFY(Person::hasFocus("accountsView"));
        Person::ctrl(Qt::Key_A);
        QVERIFY(Person::sees("trayCounts", u"257 accounts + 0 projects"_s));
        Person::ctrl(Qt::Key_3);
        QVERIFY(Console::filter(u"domain:inbox.ru empty:yes created:2025-06-26..2025-07-12"_s, u"1,526 projects"_s));
        QVERIFY(Person::hasFocus("projectsView"));
        Person::ctrl(Qt::Key_A);
        QVERIFY(Person::sees("trayCounts", u"257 accounts + 1,526 projects"_s));
    }

    void thePersonLeavesOutTheFewThatOnlyAPersonCanTell()
    {
        const auto spared = readLeftAlone(sourceFile(u"resources/demo/left-alone.csv"_s));
        CORDON_VERIFY(spared);
        for (const LeftAloneReason& one : *spared) {
            const bool account = one.subject.kind == SubjectKind::Account;
            Person::ctrl(account ? Qt::Key_2 : Qt::Key_3);
            QVERIFY(
                Console::filter(QString(u"name:"_s % one.subject.name), account ? u"1 account "_s : u"1 project "_s));
            QVERIFY(Person::waitFor([&] { return Person::cursorRow() == one.subject.name; }, kPatience));
            Person::type(u"x"_s);
        }
        QVERIFY(Person::sees("trayCounts", u"254 accounts + 1,525 projects"_s));
        Person::key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Person::isAsked("leftOutDialog"));
        for (std::size_t i = 0; i < spared->size(); ++i) {
            for (const LeftAloneReason& one : *spared) {
                if (Person::hears().contains(QString(u' ' % one.subject.name % u' '))) {
                    Person::retype(one.why);
                }
            }
            Person::key(Qt::Key_Tab); // Take back
            Person::key(Qt::Key_Tab); // the next reason
        }
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::isBack());
        QVERIFY(Console::filter(u"domain:inbox.ru"_s, u"275 accounts + 1,561 projects match"_s));
    }

    void verbsAreStagedAndJustified()
    {
        Person::type(u"fq"_s);
        QVERIFY(Console::justify(u"Accounts of one mail domain fill the registry with empty projects."_s));
        QVERIFY(m_console->logIn());
        QVERIFY(Person::sees("trayAdvice", u"F9"_s));
    }

    void theCheckShowsTheNumberOfTheScreen()
    {
        m_steps = Console::check();
        QCOMPARE(m_steps, 1780); // 254 + 1,525, and one that makes good
        QVERIFY(Person::sees("planWords", u"amberzephyr3974"_s));
        QVERIFY(m_console->registry.effects().empty()); // nothing was sent
    }

    void nothingGoesOutWithoutTheRightNumberHeldForASecond()
    {
        QVERIFY(Person::hasFocus("countEdit"));
        Person::hold();
        QVERIFY(Person::sees("statusMessage", u"Type the number"_s));
        Person::type(u"1779"_s);
        Person::hold();
        QVERIFY(m_console->registry.effects().empty());
        Person::retype(QString::number(m_steps));
        Person::hold(ui::HoldButton::kHoldMs / 3);
        QVERIFY(Person::sees("statusMessage", u"Let go too early"_s));
        QVERIFY(Person::reads("runProgress").isEmpty());
        QVERIFY(m_console->registry.effects().empty());
    }

    void theRunDoesExactlyThat()
    {
        Person::hold();
        QVERIFY(Person::sees("runProgress", u"/1780"_s));
        QVERIFY(Person::sees("runProgress", u"1780/1780"_s, kRunPatience));
        QVERIFY(Person::sees("runTotals", u"done 1,780"_s, kRunPatience));
        QVERIFY(Person::sees("statusMessage", u"1,780 of 1,780 done"_s));
        const auto effects = m_console->registry.effects();
        // One line beyond the steps: the co-owner was frozen with a quarantine, and made good.
        QCOMPARE(int(effects.size()), m_steps + 1);
        QCOMPARE(endedAs(effects, u"account"_s, u"frozen"_s).size(), 254);
        QCOMPARE(endedAs(effects, u"project"_s, u"quarantine-enter"_s).size(), 1525);
        QCOMPARE(endedAs(effects, u"account"_s, u"unfrozen"_s), QSet<QString>{u"amberzephyr3974"_s});
        const auto truth = sharedData(u"inboxru-recon"_s);
        if (!truth) {
            return; // the numbers must do where this clone stands alone
        }
        const Campaign campaign(*truth);
        QCOMPARE(endedAs(effects, u"account"_s, u"frozen"_s), campaign.accounts());
        QCOMPARE(endedAs(effects, u"project"_s, u"quarantine-enter"_s), campaign.projects());
    }

    void theReportIsWrittenAndReconciles()
    {
        Person::ctrl(Qt::Key_E);
        QVERIFY(Person::isAsked("reportDialog"));
        QVERIFY(Person::sees("reportAnswer", u"The totals add up."_s, 3 * kPatience));
        QVERIFY(Person::reads("reportPreview").contains(u"inbox.ru"_s));
        QVERIFY(Person::tabTo("reportFolder"));
        Person::retype(reportFolder());
        QVERIFY(Person::tabTo("reportWrite"));
        Person::key(Qt::Key_Return);
        QVERIFY(Person::sees("reportAnswer", u"Written: 3 files"_s, 3 * kPatience));
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::isBack());
        const QStringList files = QDir(reportFolder()).entryList(QDir::Files);
        QCOMPARE(files.size(), 3);
        for (const QString& file : files) {
            const QString path = QDir(reportFolder()).filePath(file);
            QVERIFY(QFileInfo(path).size() > 1000);
            QCOMPARE(QFileInfo(path).permissions() & QFileDevice::Permissions(0x0077), QFileDevice::Permissions());
        }
        const QByteArray told = readAll(QDir(reportFolder()).filePath(files.filter(u".md"_s).value(0)));
        for (const char* figure : {"254", "1,525", "1,780", "amberzephyr3974"}) {
            QVERIFY2(told.contains(figure), figure);
        }
        // Why each was left alone, in the words that were typed.
        QByteArray all;
        for (const QString& file : files) {
            all += readAll(QDir(reportFolder()).filePath(file));
        }
        const auto spared = readLeftAlone(sourceFile(u"resources/demo/left-alone.csv"_s));
        CORDON_VERIFY(spared);
        for (const LeftAloneReason& one : *spared) {
            QVERIFY2(all.contains(one.why.toUtf8()), qPrintable(one.why));
        }
    }

    void theRunIsTakenBack()
    {
        Person::ctrl(Qt::Key_4);
        QVERIFY(Person::hasFocus("runsView"));
        Person::ctrl(Qt::Key_Z);
        QVERIFY(Person::isAsked("reverseDialog"));
        QVERIFY(Person::hasFocus("reverseReason"));
        Person::type(u"The provider says that its own security team did this."_s);
        QVERIFY(Person::tabTo("reverseCheck"));
        Person::key(Qt::Key_Return);
        QVERIFY(Person::isBack());
        const int steps = Console::checked();
        QCOMPARE(steps, m_steps - 1); // the co-owner is as he was
        const std::size_t before = m_console->registry.effects().size();
        QVERIFY(Console::commit(steps));
        QVERIFY(Person::sees("runTotals", u"done 1,779"_s, kRunPatience));
        QVERIFY(Person::sees("statusMessage", u"1,779 of 1,779 done"_s));
        const auto effects = m_console->registry.effects();
        QCOMPARE(int(effects.size() - before), steps);
        QCOMPARE(endedAs(effects, u"account"_s, u"frozen"_s), QSet<QString>());
        QCOMPARE(endedAs(effects, u"project"_s, u"quarantine-enter"_s), QSet<QString>());
    }

    void theRecordHolds()
    {
        Person::ctrl(Qt::Key_5);
        QVERIFY(Person::hasFocus("ledgerView"));
        QVERIFY(Person::asksFor(u"verify the ledger"_s));
        QVERIFY(Person::isBack());
        QVERIFY(Person::sees("ledgerVerdict", u"holds"_s, 3 * kPatience));
    }

    void closingAsksNothingMore()
    {
        Person::ctrl(Qt::Key_Q);
        QVERIFY(Person::waitFor([&] { return !m_console->window->isVisible(); }, kPatience));
    }

    void cleanupTestCase() { m_console.reset(); }

private:
    [[nodiscard]] QString reportFolder() const { return m_console->folder.filePath(u"report"_s); }

    std::unique_ptr<Console> m_console;
    int m_steps = 0;
    bool m_broken = false;
};

QTEST_MAIN(TestMainJob)
#include "tst_main_job.moc"
