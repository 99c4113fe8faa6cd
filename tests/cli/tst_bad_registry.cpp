// SPDX-License-Identifier: Apache-2.0
// Registries that are down and log-ins that are refused: nothing is sent, the plan stays to be run.
#include "tests/cli/campaign.h"
#include "tests/support/simulator_process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestBadRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_registry = std::make_unique<SimulatorProcess>(sourceFile(u"resources/demo"_s));
        QVERIFY(!m_registry->url().isEmpty());
        m_ctl = std::make_unique<Ctl>(m_folder->filePath(u"workspace"_s));
        CORDON_ENDED((*m_ctl)({u"init"_s}), 0);
        CORDON_ENDED((*m_ctl)({u"import"_s, sourceFile(u"resources/demo"_s)}), 0);
        CORDON_ENDED((*m_ctl)({u"registry"_s, u"add"_s, u"rehearsal"_s, m_registry->url()}), 0);
        CORDON_ENDED((*m_ctl)({u"select"_s, u"few"_s, u"--where"_s, u"domain:inbox.ru joined:2025-06-09"_s}), 0);
        CORDON_ENDED((*m_ctl)({u"plan"_s, u"--select"_s, u"few"_s, u"--verbs"_s, u"ban"_s, u"--policy"_s, u"spam"_s,
                               u"--reason"_s, u"A rehearsal."_s, u"-o"_s, plan()}),
                     0);
    }

    void aRegistryThatIsDownIsSaid()
    {
        QVERIFY(!m_registry->stop().isEmpty());
        const Ran applied = apply(m_registry->credentialsFile());
        CORDON_ENDED(applied, 4);
        QVERIFY2(applied.err.contains(m_registry->url().toUtf8()), applied.words().constData());
        QVERIFY2(applied.err.contains("cannot be reached"), applied.words().constData());
        QVERIFY(applied.out.isEmpty());
        const Ran status = m_ctl->json({u"status"_s, u"rehearsal"_s});
        CORDON_ENDED(status, 4);
        QVERIFY(!status.json()["reachable"_L1].toBool(true));
        nothingHappened();
    }

    void aRefusedLogInIsSaidAndTheRightOneWorksAfterwards_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("wrong password") << u"password"_s << u"not the password"_s << u"password"_s;
        QTest::newRow("wrong user") << u"username"_s << u"nobody-here"_s << u"nobody-here"_s;
        QTest::newRow("wrong TOTP secret") << u"totp_secret"_s << u"JBSWY3DPEHPK3PXP"_s << u"code"_s;
        QTest::newRow("no TOTP secret") << u"totp_secret"_s << QString() << u"TOTP"_s;
    }
    void aRefusedLogInIsSaidAndTheRightOneWorksAfterwards()
    {
        QFETCH(QString, member);
        QFETCH(QString, value);
        QFETCH(QString, says);
        QJsonObject credentials = m_registry->credentials();
        credentials.remove(u"session_cookie"_s);
        const QString right = secretFile(u"right"_s, credentials);
        credentials[member] = value;
        const QString wrong = secretFile(u"wrong"_s, credentials);

        const Ran applied = apply(wrong);
        CORDON_ENDED(applied, 6);
        QVERIFY2(applied.err.contains(says.toUtf8()), applied.words().constData());
        const Ran login = (*m_ctl)({u"login"_s, u"rehearsal"_s, u"--credentials"_s, wrong});
        CORDON_ENDED(login, 6);
        if (member == u"password") { // once: wrong codes are counted, and lock the account
            const Ran status = m_ctl->json({u"status"_s, u"rehearsal"_s, u"--credentials"_s, wrong});
            CORDON_ENDED(status, 6);
            QVERIFY(status.json()["reachable"_L1].toBool() && !status.json()["logged_in"_L1].toBool(true));
        }
        for (const QByteArray& secret :
             {m_registry->credentials()["password"_L1].toString().toUtf8(), "not the password"_ba, "JBSWY3D"_ba}) {
            QVERIFY(!applied.err.contains(secret));
            QVERIFY(!login.err.contains(secret));
        }
        QVERIFY(m_registry->effects().empty());
        nothingHappened();

        const Ran done = apply(right);
        CORDON_ENDED(done, 0);
        QCOMPARE(done.json()["done"_L1], done.json()["steps"_L1]);
        QVERIFY(!m_registry->effects().empty());
    }

    void credentialsThatCannotBeUsedAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("openToOthers");
        QTest::addColumn<QString>("says");
        const QByteArray fine = R"({"username":"a","password":"b","totp_secret":"JBSWY3DPEHPK3PXP"})";
        QTest::newRow("others may read it") << fine << true << u"can be read by others"_s;
        QTest::newRow("not JSON") << "user: a"_ba << false << u"does not hold a JSON object"_s;
        QTest::newRow("nothing of use") << R"({"username":"a"})"_ba << false << u"neither"_s;
    }
    void credentialsThatCannotBeUsedAreRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, openToOthers);
        QFETCH(QString, says);
        const QString file = m_folder->filePath(u"credentials"_s);
        writeAll(file, content);
        QVERIFY(QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                                (openToOthers ? QFileDevice::ReadOther : QFileDevice::ReadOwner)));
        const Ran ran = apply(file);
        CORDON_ENDED(ran, 3);
        QVERIFY2(ran.err.contains(says.toUtf8()), ran.words().constData());
        nothingHappened();
    }

    void withoutCredentialsAPersonIsNeeded()
    {
        const Ran ran = m_ctl->json({u"apply"_s, plan()});
        CORDON_ENDED(ran, 6);
        QVERIFY2(ran.err.contains("--credentials"), ran.words().constData());
        nothingHappened();
    }

    void aPlanOfAnotherRegistryIsNotRunHere()
    {
        const SimulatorProcess other(sourceFile(u"resources/demo"_s));
        const Ran ran = m_ctl->json(
            {u"apply"_s, plan(), u"--registry"_s, other.url(), u"--credentials"_s, other.credentialsFile()});
        CORDON_ENDED(ran, 2);
        QVERIFY2(ran.err.contains("bound to"), ran.words().constData());
        QVERIFY(other.effects().empty());
        nothingHappened();
    }

    void aChangedPlanFileIsNotRun()
    {
        QByteArray bytes = readAll(plan());
        QVERIFY(bytes.contains("A rehearsal."));
        writeAll(plan(), bytes.left(bytes.size() / 2));
        const Ran ran = apply(m_registry->credentialsFile());
        CORDON_ENDED(ran, 3);
        QVERIFY2(!ran.err.isEmpty(), ran.words().constData());
        QVERIFY(m_registry->effects().empty());
        nothingHappened();
    }

private:
    [[nodiscard]] QString plan() const { return m_folder->filePath(u"few.plan"_s); }
    [[nodiscard]] Ran apply(const QString& credentials) const
    {
        return m_ctl->json({u"apply"_s, plan(), u"--credentials"_s, credentials});
    }
    [[nodiscard]] QString secretFile(const QString& name, const QJsonObject& credentials) const
    {
        const QString file = m_folder->filePath(name);
        writeAll(file, QJsonDocument(credentials).toJson());
        QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return file;
    }
    void nothingHappened() const
    {
        const Ran runs = m_ctl->json({u"runs"_s});
        CORDON_ENDED(runs, 0);
        QCOMPARE(runs.json()["runs"_L1].toArray().size(), 0);
        CORDON_ENDED((*m_ctl)({u"ledger"_s, u"verify"_s}), 0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SimulatorProcess> m_registry;
    std::unique_ptr<Ctl> m_ctl;
};

QTEST_GUILESS_MAIN(TestBadRegistry)
#include "tst_bad_registry.moc"
