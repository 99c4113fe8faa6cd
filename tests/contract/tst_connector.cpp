// SPDX-License-Identifier: Apache-2.0
// The connector against the simulated registry: both follow the same contract, and neither knows the
// other. What really happened is read from the effects file, which the registry alone writes.
#include "app/simulator/simulator.h"
#include "core/registry/connector.h"
#include "core/registry/transport.h"
#include "tests/support/support.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>

using namespace cordon;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<Transport> transportTo(const QString& origin)
{
    auto made = makeQtTransport(origin);
    return made ? std::move(*made) : nullptr;
}

} // namespace

class TestConnectorContract : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<simulator::Simulator> m_registry;
    std::unique_ptr<RegistryConnector> m_connector;

    [[nodiscard]] QString effectsFile() const { return m_folder.filePath(u"effects.jsonl"_s); }
    [[nodiscard]] std::unique_ptr<RegistryConnector> connector() const
    {
        return makeWarehouseConnector(transportTo(m_registry->url()), systemNow);
    }
    [[nodiscard]] Credentials credentialsOf(const QString& role) const
    {
        for (const simulator::User& user : m_registry->users()) {
            if (user.role == role)
                return {user.username, user.password, user.totpSecret, {}};
        }
        return {};
    }
    [[nodiscard]] Credentials openSession() const
    {
        return {credentialsOf(u"superuser"_s).username, {}, {}, m_registry->openSessionCookie()};
    }
    /// "actor kind subject before after" of each state change so far.
    [[nodiscard]] QStringList effects() const
    {
        QStringList lines;
        const auto bytes = test::readAll(effectsFile()).split('\n');
        for (const QByteArray& line : bytes) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            if (!row.isEmpty())
                lines.append(u"%1 %2 %3 %4"_s.arg(row["kind"_L1].toString(), row["subject"_L1].toString(),
                                                  row["before"_L1].toString(), row["after"_L1].toString()));
        }
        return lines;
    }
    [[nodiscard]] SubjectSeen seen(const Subject& subject)
    {
        const auto read = m_connector->read(subject, {});
        if (!read)
            qWarning("%s", qPrintable(read.error().sentence()));
        return read.value_or(SubjectSeen{});
    }
    [[nodiscard]] SendClass send(Verb verb, const Subject& subject)
    {
        const Sent sent = m_connector->send(verb, subject, seen(subject), {});
        if (sent.result != SendClass::Accepted)
            qInfo("%s", qPrintable(sent.answer));
        return sent.result;
    }
    /// The administration's own page, over a session of ours.
    QByteArray adminPage(const QString& path)
    {
        const auto transport = transportTo(m_registry->url());
        transport->setCookie("session_id", m_registry->openSessionCookie().toLatin1());
        HttpRequest request;
        request.url = QUrl(m_registry->url() + path);
        return transport->exchange(request, {}).body;
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void aCookieOpensTheSession();
    void passwordAndCodeOpenASession();
    void aSecondLogInWithinTheSameStepWorks();
    void aStaleCookieFallsBackToThePassword();
    void wrongCredentialsNeedAPerson_data();
    void wrongCredentialsNeedAPerson();
    void aModeratorIsNoSuperuser();
    void aRegistryThatIsDownIsSaidSo();
    void accountsAndProjectsAreReadAsTheyAre();
    void otherSpellingsFindTheSame();
    void unknownSubjectsDoNotExist();
    void aQuarantineIsSeenWithWhoAndWhen();
    void aBanKeepsEveryOtherFlag();
    void aMailDomainIsProhibitedAndPermitted();
    void aModeratorMayNotClear();
    void anEndedSessionIsNoticed();
    void theRegistrysWordsComeWithTheNextRead();
    void aWholeStepIsQuick();
};

void TestConnectorContract::init()
{
    test::writeAll(m_folder.filePath(u"accounts.csv"_s), "username,email,email_verified,date_joined,state\n"
                                                         "SpamBot1,n@inbox.ru,true,2025-06-09T13:41:07.25Z,active\n"
                                                         "amber,amber@uni.test,true,2019-02-03T00:00:00Z,active\n"
                                                         "cold,cold@uni.test,true,2019-02-03T23:59:59Z,frozen\n");
    test::writeAll(m_folder.filePath(u"projects.csv"_s), "project,owner,created,state\n"
                                                         "Zip.Py_Tool,SpamBot1,2025-06-11T10:17:00Z,active\n"
                                                         "amber-lib,amber,2020-01-01T00:00:00Z,active\n");
    test::writeAll(m_folder.filePath(u"roles.csv"_s), "project,username,role\n"
                                                      "Zip.Py_Tool,SpamBot1,Owner\n"
                                                      "Zip.Py_Tool,amber,Maintainer\n"
                                                      "amber-lib,amber,Owner\n");
    QFile::remove(effectsFile());
    simulator::Options options;
    options.data = m_folder.path();
    options.effects = effectsFile();
    auto started = simulator::Simulator::start(options);
    CORDON_VERIFY(started);
    m_registry = std::move(*started);
    m_connector = connector();
    CORDON_VERIFY(m_connector->logIn(openSession(), {}));
}

void TestConnectorContract::cleanup()
{
    m_connector.reset();
    m_registry.reset();
}

void TestConnectorContract::aCookieOpensTheSession()
{
    const auto other = connector();
    const auto who = other->logIn(openSession(), {});
    CORDON_VERIFY(who);
    QCOMPARE(who->username, credentialsOf(u"superuser"_s).username);
    QVERIFY(who->superuser);
    // The cookie is re-issued with every page; a later program goes on with the newest.
    const auto next = connector();
    CORDON_VERIFY(next->logIn({who->username, {}, {}, other->sessionCookie()}, {}));
    // Without a name the registry's own pages tell it.
    const auto nameless = connector()->logIn({{}, {}, {}, other->sessionCookie()}, {});
    CORDON_VERIFY(nameless);
    QCOMPARE(nameless->username, who->username);
}

void TestConnectorContract::passwordAndCodeOpenASession()
{
    const auto other = connector();
    const auto who = other->logIn(credentialsOf(u"superuser"_s), {});
    CORDON_VERIFY(who);
    QVERIFY(who->superuser);
    QVERIFY(!other->sessionCookie().isEmpty());
    CORDON_VERIFY(other->whoAmI({}));
}

void TestConnectorContract::aSecondLogInWithinTheSameStepWorks()
{
    const Credentials credentials = credentialsOf(u"superuser"_s);
    CORDON_VERIFY(connector()->logIn(credentials, {}));
    CORDON_VERIFY(connector()->logIn(credentials, {}));
}

void TestConnectorContract::aStaleCookieFallsBackToThePassword()
{
    Credentials credentials = credentialsOf(u"superuser"_s);
    credentials.sessionCookie = u"forged.cookie"_s;
    CORDON_VERIFY(connector()->logIn(credentials, {}));
}

void TestConnectorContract::wrongCredentialsNeedAPerson_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("words");
    QTest::newRow("password") << u"password"_s << u"The password is invalid"_s;
    QTest::newRow("user name") << u"username"_s << u"No user found"_s;
    QTest::newRow("code") << u"totp"_s << u"Invalid TOTP code"_s;
    QTest::newRow("cookie") << u"cookie"_s << u"has ended"_s;
}

void TestConnectorContract::wrongCredentialsNeedAPerson()
{
    QFETCH(QString, part);
    QFETCH(QString, words);
    Credentials credentials = credentialsOf(u"superuser"_s);
    if (part == u"password"_s)
        credentials.password += u"x"_s;
    if (part == u"username"_s)
        credentials.username = u"nobody-of-that-name"_s;
    if (part == u"totp"_s)
        credentials.totpSecret = u"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"_s;
    if (part == u"cookie"_s)
        credentials = {credentials.username, {}, {}, u"forged"_s};
    const auto who = connector()->logIn(credentials, {});
    QVERIFY(!who);
    QCOMPARE(who.error().kind, ErrorKind::NeedsPerson);
    QVERIFY2(who.error().sentence().contains(words), qPrintable(who.error().sentence()));
}

void TestConnectorContract::aModeratorIsNoSuperuser()
{
    const auto who = connector()->logIn(credentialsOf(u"moderator"_s), {});
    CORDON_VERIFY(who);
    QVERIFY(!who->superuser);
}

void TestConnectorContract::aRegistryThatIsDownIsSaidSo()
{
    const Credentials credentials = credentialsOf(u"superuser"_s);
    const auto waiting = connector();
    const Subject subject = projectSubject(u"amber-lib");
    const SubjectSeen before = seen(subject);
    m_registry.reset();
    const auto who = waiting->logIn(credentials, {});
    QVERIFY(!who);
    QCOMPARE(who.error().kind, ErrorKind::Registry);
    QVERIFY(who.error().sentence().contains(u"cannot be reached"_s));
    QCOMPARE(m_connector->read(subject, {}).error().kind, ErrorKind::Registry);
    QCOMPARE(m_connector->send(Verb::Quarantine, subject, before, {}).result, SendClass::NotSent);
}

void TestConnectorContract::accountsAndProjectsAreReadAsTheyAre()
{
    const SubjectSeen bot = seen(accountSubject(u"spambot1"));
    QVERIFY(bot.exists);
    QCOMPARE(bot.name, u"SpamBot1"_s);
    QCOMPARE(bot.state, u"active"_s);
    QCOMPARE(bot.uuid.size(), 36);
    QVERIFY(bot.since);
    QCOMPARE(formatInstant(*bot.since), u"2025-06-09T00:00:00Z"_s);

    const SubjectSeen cold = seen(accountSubject(u"cold"));
    QCOMPARE(cold.state, u"frozen"_s);
    QCOMPARE(formatDay(cold.since.value_or(Instant())), u"2019-02-03"_s);

    const SubjectSeen project = seen(projectSubject(u"zip-py-tool"));
    QVERIFY(project.exists);
    QCOMPARE(project.name, u"Zip.Py_Tool"_s);
    QCOMPARE(project.state, u"active"_s);
    std::vector<QString> holders = project.roleHolders;
    std::sort(holders.begin(), holders.end());
    const std::vector<QString> expected{u"amber"_s, u"spambot1"_s};
    QCOMPARE(holders, expected);
    QVERIFY(project.changedBy.isEmpty());
}

void TestConnectorContract::otherSpellingsFindTheSame()
{
    // The registry moves a read to its own spelling; a verb goes there at once.
    QCOMPARE(seen(accountSubject(u"SPAMBOT1")).name, u"SpamBot1"_s);
    QCOMPARE(seen(projectSubject(u"ZIP__py.tool")).name, u"Zip.Py_Tool"_s);
    QCOMPARE(send(Verb::Ban, accountSubject(u"SPAMBOT1")), SendClass::Accepted);
    QCOMPARE(effects(), QStringList{u"account SpamBot1 unfrozen frozen"_s});
}

void TestConnectorContract::unknownSubjectsDoNotExist()
{
    QVERIFY(!seen(accountSubject(u"nobody-at-all")).exists);
    QVERIFY(!seen(projectSubject(u"no-such-project")).exists);
    QCOMPARE(send(Verb::Ban, accountSubject(u"nobody-at-all")), SendClass::Rejected);
    QVERIFY(effects().isEmpty());
}

void TestConnectorContract::aQuarantineIsSeenWithWhoAndWhen()
{
    const Subject subject = projectSubject(u"zip-py-tool");
    const Instant start = systemNow();
    QCOMPARE(send(Verb::Quarantine, subject), SendClass::Accepted);
    const SubjectSeen during = seen(subject);
    QCOMPARE(during.state, u"quarantine-enter"_s);
    QCOMPARE(during.changedBy, credentialsOf(u"superuser"_s).username);
    QVERIFY(during.changedAt && *during.changedAt >= start && *during.changedAt <= systemNow());
    QVERIFY(isInTargetState(Verb::Quarantine, during.state));
    // Everyone with a role is frozen by it.
    QCOMPARE(seen(accountSubject(u"amber")).state, u"frozen"_s);
    QCOMPARE(effects().size(), 3);

    QCOMPARE(send(Verb::Clear, subject), SendClass::Accepted);
    const SubjectSeen after = seen(subject);
    QVERIFY(isInTargetState(Verb::Clear, after.state));
    QCOMPARE(after.changedBy, credentialsOf(u"superuser"_s).username);
    QVERIFY(after.changedAt > during.changedAt);
    QCOMPARE(effects().back(), u"project Zip.Py_Tool quarantine-enter quarantine-exit"_s);

    QCOMPARE(send(Verb::Reinstate, accountSubject(u"amber")), SendClass::Accepted);
    QCOMPARE(seen(accountSubject(u"amber")).state, u"active"_s);
}

void TestConnectorContract::aBanKeepsEveryOtherFlag()
{
    const Credentials moderator = credentialsOf(u"moderator"_s);
    const QString path = u"/admin/users/%1/"_s.arg(moderator.username);
    const auto ticked = [this, &path] {
        QStringList ids;
        const QString page = QString::fromUtf8(adminPage(path));
        static const QRegularExpression boxes(u"id=\"([a-z-]+)\" value=\"y\" checked"_s);
        for (auto it = boxes.globalMatch(page); it.hasNext();)
            ids.append(it.next().captured(1));
        return ids;
    };
    const QStringList before = ticked();
    QVERIFY(before.contains(u"is-moderator"_s));
    const Subject subject = accountSubject(moderator.username);
    QCOMPARE(send(Verb::Ban, subject), SendClass::Accepted);
    QCOMPARE(seen(subject).state, u"frozen"_s);
    QStringList during = ticked();
    QCOMPARE(during.removeAll(u"is-frozen"_s), 1);
    QCOMPARE(during, before);
    QCOMPARE(send(Verb::Reinstate, subject), SendClass::Accepted);
    QCOMPARE(ticked(), before);
}

void TestConnectorContract::aMailDomainIsProhibitedAndPermitted()
{
    const Subject subject = domainSubject(u"inbox.ru");
    QCOMPARE(seen(subject).state, u"permitted"_s);
    QCOMPARE(send(Verb::Prohibit, subject), SendClass::Accepted);
    const SubjectSeen during = seen(subject);
    QCOMPARE(during.state, u"prohibited"_s);
    QCOMPARE(during.changedBy, credentialsOf(u"superuser"_s).username);
    QVERIFY(during.changedAt);
    QCOMPARE(send(Verb::Permit, subject), SendClass::Accepted);
    QCOMPARE(seen(subject).state, u"permitted"_s);
    QCOMPARE(effects().size(), 2);
}

void TestConnectorContract::aModeratorMayNotClear()
{
    m_connector = connector();
    CORDON_VERIFY(m_connector->logIn(credentialsOf(u"moderator"_s), {}));
    const Subject subject = projectSubject(u"zip-py-tool");
    QCOMPARE(send(Verb::Quarantine, subject), SendClass::Accepted);
    const qsizetype before = effects().size();
    QCOMPARE(send(Verb::Clear, subject), SendClass::Rejected);
    QCOMPARE(send(Verb::Reinstate, accountSubject(u"amber")), SendClass::Rejected);
    QCOMPARE(send(Verb::Prohibit, domainSubject(u"inbox.ru")), SendClass::Rejected);
    QCOMPARE(seen(subject).state, u"quarantine-enter"_s);
    QCOMPARE(effects().size(), before);
}

void TestConnectorContract::anEndedSessionIsNoticed()
{
    const Subject subject = projectSubject(u"zip-py-tool");
    const SubjectSeen before = seen(subject);
    // Somebody logs this session out from elsewhere.
    const auto elsewhere = transportTo(m_registry->url());
    elsewhere->setCookie("session_id", m_connector->sessionCookie().toLatin1());
    HttpRequest request;
    request.url = QUrl(m_registry->url() + u"/account/logout/"_s);
    const QString page = QString::fromUtf8(elsewhere->exchange(request, {}).body);
    static const QRegularExpression token(u"name=\"csrf_token\"[^>]*value=\"([^\"]+)\""_s);
    request.method = "POST";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "csrf_token=" + token.match(page).captured(1).toLatin1();
    QCOMPARE(elsewhere->exchange(request, {}).status, 303);

    QCOMPARE(m_connector->send(Verb::Quarantine, subject, before, {}).result, SendClass::AuthLost);
    QCOMPARE(m_connector->read(subject, {}).error().kind, ErrorKind::NeedsPerson);
    QCOMPARE(m_connector->whoAmI({}).error().kind, ErrorKind::NeedsPerson);
    QVERIFY(effects().isEmpty());
    CORDON_VERIFY(m_connector->logIn(openSession(), {}));
    QCOMPARE(send(Verb::Quarantine, subject), SendClass::Accepted);
}

void TestConnectorContract::theRegistrysWordsComeWithTheNextRead()
{
    const Subject subject = domainSubject(u"inbox.ru");
    const SubjectSeen before = seen(subject);
    // The form is taken and nothing happens: only the notice and the read tell.
    QCOMPARE(m_connector->send(Verb::Permit, subject, before, {}).result, SendClass::Accepted);
    const SubjectSeen after = seen(subject);
    QCOMPARE(after.state, u"permitted"_s);
    QCOMPARE(after.notices, std::vector<QString>{u"Domain not found."_s});
    QVERIFY(effects().isEmpty());
}

void TestConnectorContract::aWholeStepIsQuick()
{
    const Subject subject = projectSubject(u"zip-py-tool");
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        const Verb verb = i % 2 ? Verb::Clear : Verb::Quarantine;
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(send(verb, subject), SendClass::Accepted);
        QVERIFY(isInTargetState(verb, seen(subject).state));
        times.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    qInfo("read, send, read: median %.2f ms, slowest %.2f ms", times[30], times.back());
    // The fastest, so that a busy machine does not fail it: a delayed acknowledgement slows every step.
    QVERIFY2(times.front() < 100, qPrintable(QString::number(times.front())));
}

QTEST_GUILESS_MAIN(TestConnectorContract)
#include "tst_connector.moc"
