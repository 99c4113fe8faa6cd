// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"
#include "tests/unit/registry/fake_transport.h"

using namespace cordon;
using namespace cordon::test;

class TestConnector : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<RegistryConnector> connectorWith(std::deque<HttpAnswer> answers)
    {
        m_log = std::make_shared<FakeTransport::Log>();
        return makeWarehouseConnector(std::make_unique<FakeTransport>(std::move(answers), m_log),
                                      [] { return Instant(std::chrono::seconds(59)); });
    }
    [[nodiscard]] QByteArray sent(std::size_t at) const
    {
        return m_log->requests.at(at).method + ' ' + m_log->requests.at(at).url.toEncoded();
    }

    std::shared_ptr<FakeTransport::Log> m_log;

private Q_SLOTS:
    void readsRejectWhatIsNotThePage_data();
    void readsRejectWhatIsNotThePage();
    void readsFollowOwnRedirectsOnly();
    void impossibleNamesAreNotThere();
    void theJournalTellsWho_data();
    void theJournalTellsWho();
    void theJournalIsAskedWhereThePageIsCut();
    void noticesComeWithTheNextRead();
    void aBanSendsTheWholeFormBack();
    void aBanReadsTheAccountAgainWhenItMust();
    void verbsGoToTheirPlaces_data();
    void verbsGoToTheirPlaces();
    void whatCannotBeSentIsRejectedUnsent_data();
    void whatCannotBeSentIsRejectedUnsent();
    void aPostCarriesTokenRefererAndOrigin();
    void aLostSessionAsksForALogIn();
    void theNewestCookieIsKept();
};

void TestConnector::readsRejectWhatIsNotThePage_data()
{
    QTest::addColumn<HttpAnswer>("page");
    QTest::addColumn<int>("kind");
    const int registry = int(ErrorKind::Registry);
    QTest::newRow("log-in page with 200") << answer(200, kLogin) << registry;
    QTest::newRow("maintenance") << answer(200, "<h1>Soon</h1>") << registry;
    QTest::newRow("another subject") << answer(200, userPage("other") + projectPage("Other", false)) << registry;
    QTest::newRow("not HTML") << [] {
        HttpAnswer json = answer(200, userPage("zippy"));
        json.headers.front().second = "application/json";
        return json;
    }() << registry;
    QTest::newRow("403") << answer(403) << registry;
    QTest::newRow("500") << answer(500) << registry;
    QTest::newRow("503") << answer(503) << registry;
    QTest::newRow("lost") << lost(ExchangeState::Unknown) << registry;
    QTest::newRow("session over") << answer(303, {}, "/account/login/?next=x") << int(ErrorKind::NeedsPerson);
    QTest::newRow("led away") << answer(301, {}, "https://evil.test/") << registry;
}

void TestConnector::readsRejectWhatIsNotThePage()
{
    QFETCH(HttpAnswer, page);
    QFETCH(int, kind);
    for (const Subject& subject : {accountSubject(u"zippy"), projectSubject(u"zippy"), domainSubject(u"zippy.test")}) {
        auto connector = connectorWith({page});
        const auto seen = connector->read(subject, {});
        QVERIFY(!seen);
        QCOMPARE(int(seen.error().kind), kind);
        QCOMPARE(m_log->requests.size(), std::size_t(1));
    }
    std::stop_source stop;
    stop.request_stop();
    auto connector = connectorWith({lost(ExchangeState::NotSent)});
    QCOMPARE(connector->read(accountSubject(u"zippy"), stop.get_token()).error().kind, ErrorKind::Cancelled);
}

void TestConnector::readsFollowOwnRedirectsOnly()
{
    auto connector = connectorWith({answer(301, {}, "/admin/users/ZipPy/"), answer(200, userPage("ZipPy", true))});
    const auto seen = connector->read(accountSubject(u"zippy"), {});
    CORDON_VERIFY(seen);
    QCOMPARE(seen->name, u"ZipPy"_s);
    QCOMPARE(seen->state, u"frozen"_s);
    QCOMPARE(sent(1), "GET https://pypi.test/admin/users/ZipPy/");

    const auto round = answer(301, {}, "/admin/users/zippy/");
    auto circles = connectorWith({round, round, round, round, round});
    QVERIFY(!circles->read(accountSubject(u"zippy"), {}));
    QCOMPARE(m_log->requests.size(), std::size_t(4));
}

void TestConnector::impossibleNamesAreNotThere()
{
    auto connector = connectorWith({});
    for (const QString& name : {u"../../x"_s, u"a/b"_s, u"a b"_s, u"\u0430bc"_s, QString(60, u'a')}) {
        const auto seen = connector->read({SubjectKind::Account, name, name}, {});
        CORDON_VERIFY(seen);
        QVERIFY(!seen->exists);
    }
    for (const QString& name : {u"no dots"_s, u"x..y"_s, u"%.ru"_s, u"a_b.ru"_s, u"inbox.ru/../"_s})
        QVERIFY(!connector->read({SubjectKind::Domain, name, name}, {})->exists);
    QVERIFY(m_log->requests.empty());

    auto gone = connectorWith({answer(404), answer(404)});
    QVERIFY(!gone->read(accountSubject(u"zippy"), {})->exists);
    QVERIFY(!gone->read(projectSubject(u"zippy"), {})->exists);
}

void TestConnector::theJournalTellsWho_data()
{
    QTest::addColumn<bool>("quarantined");
    QTest::addColumn<QByteArray>("journal");
    QTest::addColumn<QString>("who");
    const QByteArray create = journalRow("2025-06-11 10:17:00", "spam", "create");
    const QByteArray enter = journalRow("2025-07-08 10:00:00", "moddy", "project quarantined");
    const QByteArray exit = journalRow("2025-07-09 10:00:00", "chief", "project quarantine cleared");
    QTest::newRow("never") << false << create << QString();
    QTest::newRow("quarantined") << true << enter + create << u"moddy"_s;
    QTest::newRow("cleared") << false << exit + enter + create << u"chief"_s;
    QTest::newRow("in any order") << false << enter + create + exit << u"chief"_s;
    QTest::newRow("journal lags behind the state") << false << enter + create << QString();
}

void TestConnector::theJournalTellsWho()
{
    QFETCH(bool, quarantined);
    QFETCH(QByteArray, journal);
    auto connector = connectorWith({answer(200, projectPage("Zip.Py", quarantined, journal))});
    const auto seen = connector->read(projectSubject(u"zip-py"), {});
    CORDON_VERIFY(seen);
    QCOMPARE(seen->name, u"Zip.Py"_s);
    QTEST(seen->changedBy, "who");
    QCOMPARE(seen->changedAt.has_value(), !seen->changedBy.isEmpty());
    QVERIFY(seen->since);
    QCOMPARE(formatInstant(*seen->since), u"2025-06-11T10:17:00Z"_s);
}

void TestConnector::theJournalIsAskedWhereThePageIsCut()
{
    QByteArray rows;
    for (int i = 0; i < 30; ++i)
        rows += journalRow("2025-07-10 10:00:00", "spam", "new release");
    HttpAnswer json = answer(200, R"({"data":[{"name":"Zippy","action":"project quarantined","submitted_by":"moddy",
                                     "submitted_date":"2025-07-08T10:00:00"}]})");
    json.headers.front().second = "application/json";
    auto connector = connectorWith({answer(200, projectPage("Zippy", true, rows)), json});
    const auto seen = connector->read(projectSubject(u"zippy"), {});
    CORDON_VERIFY(seen);
    QCOMPARE(seen->changedBy, u"moddy"_s);
    QVERIFY(sent(1).startsWith("GET https://pypi.test/admin/journals/?"));
    QVERIFY(sent(1).contains("=Zippy&"));

    for (const HttpAnswer& broken : {answer(200, "<h1>x</h1>"), answer(404), lost(ExchangeState::Unknown)}) {
        auto other = connectorWith({answer(200, projectPage("Zippy", true)), broken});
        const auto unread = other->read(projectSubject(u"zippy"), {});
        QVERIFY(!unread);
        QCOMPARE(unread.error().kind, ErrorKind::Registry);
    }
}

void TestConnector::noticesComeWithTheNextRead()
{
    const QByteArray flash = "<div class='alert alert-danger alert-dismissible'>Domain not found.\xe2\x80\xae</div>";
    auto connector = connectorWith({answer(200, userPage("zippy") + flash), answer(200, userPage("zippy"))});
    const auto seen = connector->read(accountSubject(u"zippy"), {});
    CORDON_VERIFY(seen);
    QCOMPARE(seen->notices, std::vector<QString>{u"Domain not found.\u27e6U+202E\u27e7"_s});
    QVERIFY(connector->read(accountSubject(u"zippy"), {})->notices.empty());
}

void TestConnector::aBanSendsTheWholeFormBack()
{
    const auto back = answer(303, {}, "/admin/users/ZipPy/");
    auto connector = connectorWith({answer(200, userPage("ZipPy")), back, answer(200, userPage("ZipPy", true)), back});
    const Subject subject = accountSubject(u"zippy");
    const auto before = connector->read(subject, {});
    CORDON_VERIFY(before);
    QCOMPARE(connector->send(Verb::Ban, subject, *before, {}).result, SendClass::Accepted);
    QCOMPARE(sent(1), "POST https://pypi.test/admin/users/ZipPy/");
    QCOMPARE(m_log->requests[1].body, "csrf_token=tok&name=Somebody&is_active=on&is_frozen=y");

    const auto after = connector->read(subject, {});
    QCOMPARE(after->state, u"frozen"_s);
    QCOMPARE(connector->send(Verb::Reinstate, subject, *after, {}).result, SendClass::Accepted);
    QCOMPARE(m_log->requests[3].body, "csrf_token=tok&name=Somebody&is_active=on");
}

void TestConnector::aBanReadsTheAccountAgainWhenItMust()
{
    const auto back = answer(303, {}, "/admin/users/one/");
    auto connector = connectorWith(
        {answer(200, userPage("one")), answer(200, userPage("two")), answer(200, userPage("one")), back, answer(404)});
    const Subject one = accountSubject(u"one");
    const auto seen = connector->read(one, {});
    (void)connector->read(accountSubject(u"two"), {});
    QCOMPARE(connector->send(Verb::Ban, one, *seen, {}).result, SendClass::Accepted);
    QCOMPARE(sent(2), "GET https://pypi.test/admin/users/one/");
    // Once sent, the form is no longer what the registry has.
    QCOMPARE(connector->send(Verb::Ban, one, *seen, {}).result, SendClass::NotSent);
    QCOMPARE(m_log->requests.back().method, "GET");
}

void TestConnector::verbsGoToTheirPlaces_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("place");
    const QByteArray domains = admin("<table><tr><th>Domain Name</th></tr></table>");
    QTest::newRow("quarantine") << int(Verb::Quarantine) << u"project:Zip_Py"_s << projectPage("Zip_Py", false)
                                << QByteArray("/admin/projects/zip-py/malware_reports/quarantine/")
                                << QByteArray("csrf_token=tok") << QByteArray("/admin/malware_reports/");
    QTest::newRow("clear") << int(Verb::Clear) << u"project:Zip_Py"_s << projectPage("Zip_Py", false)
                           << QByteArray("/admin/projects/zip-py/remove_from_quarantine/")
                           << QByteArray("csrf_token=tok") << QByteArray("/admin/projects/Zip_Py/");
    QTest::newRow("prohibit") << int(Verb::Prohibit) << u"domain:inbox.ru"_s << domains
                              << QByteArray("/admin/prohibited_email_domains/add/")
                              << QByteArray("csrf_token=tok&email_domain=inbox.ru&comment=")
                              << QByteArray("/admin/prohibited_email_domains/");
    QTest::newRow("permit") << int(Verb::Permit) << u"domain:inbox.ru"_s << domains
                            << QByteArray("/admin/prohibited_email_domains/remove/")
                            << QByteArray("csrf_token=tok&domain_name=inbox.ru")
                            << QByteArray("/admin/prohibited_email_domains/");
}

void TestConnector::verbsGoToTheirPlaces()
{
    QFETCH(int, verb);
    QFETCH(QString, subject);
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, place);
    auto connector = connectorWith({answer(200, page), answer(303, {}, place), answer(303, {}, "/admin/")});
    const auto parsed = parseSubject(subject);
    CORDON_VERIFY(parsed);
    const auto seen = connector->read(*parsed, {});
    CORDON_VERIFY(seen);
    const Sent done = connector->send(Verb(verb), *parsed, *seen, {});
    QCOMPARE(sent(1), "POST https://pypi.test" + address);
    QCOMPARE(m_log->requests[1].body, body);
    QVERIFY2(done.result == SendClass::Accepted, qPrintable(done.answer));
    QCOMPARE(connector->send(Verb(verb), *parsed, *seen, {}).result, SendClass::Unknown);
}

void TestConnector::whatCannotBeSentIsRejectedUnsent_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("exists");
    QTest::newRow("remove") << int(Verb::Remove) << u"zippy"_s << int(SubjectKind::Project) << true;
    QTest::newRow("dismiss") << int(Verb::Dismiss) << u"zippy"_s << int(SubjectKind::Project) << true;
    QTest::newRow("not there") << int(Verb::Quarantine) << u"zippy"_s << int(SubjectKind::Project) << false;
    QTest::newRow("does not fit") << int(Verb::Ban) << u"zippy"_s << int(SubjectKind::Project) << true;
    QTest::newRow("climbs out") << int(Verb::Quarantine) << u"../users/x"_s << int(SubjectKind::Project) << true;
    QTest::newRow("no domain") << int(Verb::Prohibit) << u"%"_s << int(SubjectKind::Domain) << true;
}

void TestConnector::whatCannotBeSentIsRejectedUnsent()
{
    QFETCH(int, verb);
    QFETCH(QString, name);
    QFETCH(int, kind);
    QFETCH(bool, exists);
    auto connector = connectorWith({});
    SubjectSeen seen;
    seen.exists = exists;
    seen.name = name;
    const Sent done = connector->send(Verb(verb), {SubjectKind(kind), name, name}, seen, {});
    QCOMPARE(done.result, SendClass::Rejected);
    QVERIFY(!done.answer.isEmpty());
    QVERIFY(m_log->requests.empty());
}

void TestConnector::aPostCarriesTokenRefererAndOrigin()
{
    auto connector = connectorWith({answer(200, admin("")), answer(303, {}, "/admin/malware_reports/")});
    SubjectSeen seen;
    seen.exists = true;
    // No page was read in this session yet: a token is fetched first.
    QCOMPARE(connector->send(Verb::Quarantine, projectSubject(u"zippy"), seen, {}).result, SendClass::Accepted);
    QCOMPARE(sent(0), "GET https://pypi.test/admin/");
    const auto& headers = m_log->requests[1].headers;
    const auto value = [&headers](const QByteArray& name) {
        for (const auto& header : headers) {
            if (header.first == name)
                return header.second;
        }
        return QByteArray();
    };
    QCOMPARE(value("Origin"), "https://pypi.test");
    QCOMPARE(value("Referer"), "https://pypi.test/admin/");
    QCOMPARE(value("Content-Type"), "application/x-www-form-urlencoded");
}

void TestConnector::aLostSessionAsksForALogIn()
{
    auto connector =
        connectorWith({answer(200, projectPage("zippy", false)), answer(400, "<h1>400 Bad CSRF Token</h1>"),
                       answer(303, {}, "/account/login/"), lost(ExchangeState::NotSent), answer(200, "<h1>Soon</h1>")});
    const Subject subject = projectSubject(u"zippy");
    const auto seen = connector->read(subject, {});
    QCOMPARE(connector->send(Verb::Quarantine, subject, *seen, {}).result, SendClass::AuthLost);
    // The dead token is not used again: the next send asks for a page and is led to the log-in.
    QCOMPARE(connector->send(Verb::Quarantine, subject, *seen, {}).result, SendClass::AuthLost);
    QCOMPARE(connector->send(Verb::Quarantine, subject, *seen, {}).result, SendClass::NotSent);
    QCOMPARE(connector->send(Verb::Quarantine, subject, *seen, {}).result, SendClass::AuthLost);
    QCOMPARE(std::count_if(m_log->requests.begin(), m_log->requests.end(),
                           [](const HttpRequest& r) { return r.method == "POST"; }),
             1);
}

void TestConnector::theNewestCookieIsKept()
{
    HttpAnswer page = answer(200, userPage("zippy"));
    page.headers.emplace_back("Set-Cookie", "user_id__insecure=x; Path=/");
    page.headers.emplace_back("set-cookie", "session_id=newer; HttpOnly; Path=/; SameSite=lax");
    auto connector = connectorWith({page});
    CORDON_VERIFY(connector->read(accountSubject(u"zippy"), {}));
    QCOMPARE(connector->sessionCookie(), u"newer"_s);
}

QTEST_GUILESS_MAIN(TestConnector)
#include "tst_connector.moc"
