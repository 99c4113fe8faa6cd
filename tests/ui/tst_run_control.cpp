// SPDX-License-Identifier: Apache-2.0
// A run that does not go straight: paused, cancelled, cut off, closed upon, and started by somebody
// who may not. Keys alone; the registry's own record is the referee.
#include "core/actions/session.h"
#include "tests/ui/console.h"
#include "tests/ui/wire.h"
#include "ui/theme/theme.h"

#include <QJsonObject>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

/// Slow enough that a person can step in.
const QStringList kSlow{u"--rtt"_s, u"15"_s};
constexpr int kPausePatience = 60'000;
constexpr int kAccounts = 58; // outlook.com
const QString kFound = u"58 accounts"_s;

int ended()
{
    return Person::reads("runProgress").section(u'/', 0, 0).toInt();
}

/// The figure behind a word of the run's totals.
int total(const QString& word)
{
    for (const QString& part : Person::reads("runTotals").split(u" · "_s)) {
        if (part.startsWith(word)) {
            return part.section(u' ', -1).remove(u',').toInt();
        }
    }
    return 0; // what there is none of is not said
}

/// Accounts by how often they changed.
QMap<QString, int> changes(const SimulatorProcess& registry)
{
    QMap<QString, int> counted;
    for (const QJsonObject& effect : registry.effects()) {
        ++counted[effect["subject"_L1].toString()];
    }
    return counted;
}

bool nothingTwice(const SimulatorProcess& registry)
{
    const QMap<QString, int> all = changes(registry);
    return std::all_of(all.begin(), all.end(), [](int times) { return times == 1; });
}

} // namespace

class TestRunControl : public QObject {
    Q_OBJECT

    std::unique_ptr<Console> m_console;

    /// A campaign that is checked and going out, some steps of it done.
    bool runBegins(const QString& url = {})
    {
        m_console = std::make_unique<Console>(kSlow);
        const QString where = url.isEmpty() ? m_console->registry.url() : url;
        return begins(where);
    }
    bool begins(const QString& url)
    {
        return !url.isEmpty() && QTest::qWaitForWindowActive(m_console->window.get()) &&
               m_console->prepareSmallPlan(u"outlook.com"_s, kFound) &&
               m_console->logIn(url, m_console->registry.credentialsFile()) && Console::check() == kAccounts &&
               Console::commit(kAccounts) && Person::waitFor([] { return ended() >= 3; }, kPausePatience);
    }
    static bool isPaused()
    {
        return Person::waitFor([] { return Person::reads("runState").startsWith(u"Paused"_s); }, kPausePatience);
    }

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::ThemeChoice::Light); }
    void cleanup() { m_console.reset(); }

    void escapePausesResumeGoesOnAndTheRestCanBeCancelled()
    {
        QVERIFY(runBegins());
        Person::key(Qt::Key_Escape);
        QVERIFY(isPaused());
        const int first = ended();
        QVERIFY(first >= 3 && first < kAccounts);
        QCOMPARE(int(m_console->registry.effects().size()), first); // the step in flight has ended
        QVERIFY(Person::sees("bannerText", u"has not ended"_s));

        QVERIFY(Person::asksFor(u"resume the run"_s));
        QVERIFY(Person::isBack());
        QVERIFY(Person::waitFor([&] { return ended() >= first + 2; }, kPausePatience));
        Person::key(Qt::Key_Escape);
        QVERIFY(isPaused());
        const int second = ended();
        QVERIFY(second < kAccounts);

        QVERIFY(Person::asksFor(u"cancel the rest"_s));
        QVERIFY(Person::isAsked("Cancel the rest?"));
        Person::key(Qt::Key_Return); // Back is where the focus is: nothing happens
        QVERIFY(Person::isBack());
        QCOMPARE(total(u"skipped"_s), 0);
        QVERIFY(Person::asksFor(u"cancel the rest"_s));
        QVERIFY(Person::isAsked("Cancel the rest?"));
        Person::key(Qt::Key_Tab);
        Person::key(Qt::Key_Return);
        QVERIFY(Person::isBack());
        QVERIFY(Person::waitFor([] { return total(u"waiting"_s) == 0; }, kPatience));
        QCOMPARE(total(u"skipped"_s), kAccounts - second);
        QCOMPARE(total(u"done"_s), second);
        QCOMPARE(changes(m_console->registry).size(), second);
        QVERIFY(nothingTwice(m_console->registry));
        QVERIFY(Person::waitFor([] { return Person::reads("bannerText").isEmpty(); }, kPatience));
    }

    void aRegistryThatGoesAwayLosesNothing()
    {
        m_console = std::make_unique<Console>(kSlow);
        Wire wire(m_console->registry.url());
        QVERIFY(begins(wire.url()));
        wire.pull();
        QVERIFY(Person::waitFor([] { return !Person::reads("runState").startsWith(u"Running"_s); }, kPausePatience));
        const QString said = Person::reads("runState");
        QVERIFY2(!said.isEmpty() && !said.startsWith(u"Finished"_s), qPrintable(said));
        QVERIFY(total(u"waiting"_s) + total(u"uncertain"_s) > 0);
        QVERIFY(Person::sees("bannerText", u"has not ended"_s));

        QVERIFY(wire.putBack());
        for (int i = 0; i < 5 && total(u"done"_s) + total(u"already"_s) < kAccounts; ++i) {
            QVERIFY(Person::asksFor(u"resume the run"_s));
            QVERIFY(Person::isBack());
            QVERIFY(Person::waitFor(
                [] {
                    const QString now = Person::reads("runState");
                    return !now.startsWith(u"Running"_s) && !now.startsWith(u"Pausing"_s);
                },
                kPausePatience));
        }
        QCOMPARE(total(u"done"_s) + total(u"already"_s), kAccounts);
        QCOMPARE(changes(m_console->registry).size(), kAccounts);
        QVERIFY(nothingTwice(m_console->registry));
    }

    void closingWithARunInProgressAsksAndLosesNothing()
    {
        QVERIFY(runBegins());
        Person::ctrl(Qt::Key_Q);
        QVERIFY(Person::isAsked("closeDialog"));
        Person::key(Qt::Key_Escape); // no: it goes on
        QVERIFY(Person::isBack());
        const int before = ended();
        QVERIFY(Person::waitFor([&] { return ended() > before; }, kPausePatience));
        Person::ctrl(Qt::Key_Q);
        QVERIFY(Person::isAsked("closeDialog"));
        Person::key(Qt::Key_Tab);
        Person::key(Qt::Key_Return);
        QVERIFY(Person::waitFor([&] { return !m_console->window->isVisible(); }, kPausePatience));
        QVERIFY(int(m_console->registry.effects().size()) < kAccounts);

        m_console->open(); // the next morning
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        QVERIFY(m_console->openWorkspace());
        QVERIFY(Person::sees("bannerText", u"has not ended"_s));
        QVERIFY(m_console->logIn());
        QVERIFY(Person::tabTo("bannerButton"));
        Person::key(Qt::Key_Space);
        QVERIFY(Person::sees("runState", u"Paused"_s));
        QVERIFY(Person::asksFor(u"resume the run"_s));
        QVERIFY(Person::waitFor([] { return total(u"done"_s) + total(u"already"_s) == kAccounts; }, kPausePatience));
        QCOMPARE(changes(m_console->registry).size(), kAccounts);
        QVERIFY(nothingTwice(m_console->registry));
    }

    void aSecondProgramOnlyReads()
    {
        m_console = std::make_unique<Console>();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        QVERIFY(m_console->makeWorkspace());
        QVERIFY(Console::importCampaign());
        Person::ctrl(Qt::Key_Q);
        QVERIFY(Person::waitFor([&] { return !m_console->window->isVisible(); }, kPatience));
        m_console->window.reset();
        const auto other = Session::open(m_console->workspace(), OpenMode::ReadWrite);
        CORDON_VERIFY(other);

        m_console->open();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        QVERIFY(m_console->openWorkspace());
        QVERIFY(Person::sees("bannerText", u"Reading only"_s));
        QVERIFY(Person::sees("filterStatus", u"990 accounts + 2,708 projects"_s)); // it shows everything
        Person::ctrl(Qt::Key_2);
        Person::ctrl(Qt::Key_A);
        Person::type(u"fj"_s);
        QVERIFY(Person::hasFocus("accountsView"));
        Person::key(Qt::Key_F9);
        Person::hold();
        QVERIFY(Person::reads("checkState").isEmpty());
        QVERIFY(Person::sees("trayAdvice", u"reading only"_s));
        QVERIFY(m_console->registry.effects().empty());
    }

    void aLogInThatFailsSaysWhy_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("wrong password") << u"registryPassword"_s << u"not the password"_s << u"password"_s;
        QTest::newRow("wrong code") << u"registryTotp"_s << u"JBSWY3DPEHPK3PXP"_s << u"code"_s;
        QTest::newRow("no such secret") << u"registryTotp"_s << u"1!1"_s << u"TOTP"_s;
        QTest::newRow("nobody there") << u"registryUrl"_s << u"http://127.0.0.1:9"_s << u"reached"_s;
        QTest::newRow("not encrypted") << u"registryUrl"_s << u"http://registry.example"_s << u"https"_s;
    }
    void aLogInThatFailsSaysWhy()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, says);
        m_console = std::make_unique<Console>();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        QVERIFY(m_console->makeWorkspace());
        const QJsonObject secrets = m_console->registry.credentials();
        Person::ctrl(Qt::Key_L);
        QVERIFY(Person::isAsked("registryDialog"));
        const std::pair<const char*, QString> fields[] = {{"registryUrl", m_console->registry.url()},
                                                          {"registryUser", secrets["username"_L1].toString()},
                                                          {"registryPassword", secrets["password"_L1].toString()},
                                                          {"registryTotp", secrets["totp_secret"_L1].toString()}};
        for (const auto& one : fields) {
            QVERIFY(Person::tabTo(one.first));
            Person::retype(field == QLatin1String(one.first) ? value : one.second);
        }
        Person::key(Qt::Key_Return);
        QVERIFY(Person::waitFor([&] { return Person::reads("registryAnswer").contains(says, Qt::CaseInsensitive); },
                                2 * kPatience));
        QVERIFY(Person::isAsked("registryDialog")); // still there, to be mended
        QVERIFY(!Person::reads("registryAnswer").contains(secrets["password"_L1].toString()));
        Person::key(Qt::Key_Escape);
        QVERIFY(Person::isBack());
    }
};

QTEST_MAIN(TestRunControl)
#include "tst_run_control.moc"
