// SPDX-License-Identifier: Apache-2.0
// Sessions, checks and refusals by a clock of the test's own (warehouse-contract.md 1.4 to 1.7).
#include "tests/unit/simulator/clocked_site.h"

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestSite : public QObject {
    Q_OBJECT

private:
    ClockedSite m_on;

private Q_SLOTS:
    void init() { QVERIFY(m_on.start()); }

    void aSessionDiesTwelveHoursAfterItWasWritten();
    void jsonDoesNotRefreshTheSession();
    void aForgedCookieIsNobody();
    void loggingOutEndsTheSession();
    void aFrozenPersonIsThrownOut();
    void postsNeedTheToken();
    void repeatedKeysAreRefused();
    void strangersAreSentToTheLogIn();
    void wrongPathsAndMethods_data();
    void wrongPathsAndMethods();
    void aFailedEffectIsAServerError();
    void hostileTextIsEscapedAndFound();
};

void TestSite::aSessionDiesTwelveHoursAfterItWasWritten()
{
    Browser visitor = m_on.admin();
    m_on.now += std::chrono::hours(11);
    const QByteArray old = visitor.cookie();
    QCOMPARE(visitor.get("/admin/").status, 200);
    QVERIFY(visitor.cookie() != old);
    m_on.now += std::chrono::hours(11);
    QCOMPARE(m_on.browser(old).get("/admin/").status, 303); // the data lives, its signature is too old
    QCOMPARE(visitor.get("/admin/").status, 200);
    m_on.now += std::chrono::hours(13);
    QCOMPARE(visitor.get("/admin/").status, 303);
    const Answer post = visitor.post("/admin/users/SpamBot1/");
    QCOMPARE(post.status, 400);
    QVERIFY(post.body.contains("<title>400 Bad CSRF Token</title>"));
}

void TestSite::jsonDoesNotRefreshTheSession()
{
    Browser visitor = m_on.admin();
    visitor.accept = "application/json";
    QVERIFY(headerOf(visitor.get("/admin/journals/"), "Set-Cookie").isEmpty());
    visitor.accept.clear();
    QVERIFY(!headerOf(visitor.get("/admin/journals/"), "Set-Cookie").isEmpty());
}

void TestSite::aForgedCookieIsNobody()
{
    QByteArray cookie = m_on.site->openSession(m_on.users[0].username);
    QCOMPARE(m_on.browser(cookie).get("/admin/").status, 200);
    cookie.back() = cookie.back() == 'A' ? 'B' : 'A';
    QCOMPARE(m_on.browser(cookie).get("/admin/").status, 303);
    QCOMPARE(m_on.browser("a.b").get("/admin/").status, 303);
    QCOMPARE(m_on.browser("a.b.c").get("/admin/").status, 303);
}

void TestSite::loggingOutEndsTheSession()
{
    Browser visitor = m_on.admin();
    const QByteArray cookie = visitor.cookie();
    QVERIFY(visitor.get("/account/logout/").body.contains(visitor.token));
    const Answer out = visitor.post("/account/logout/");
    QCOMPARE(placeOf(out), QByteArray("/"));
    QVERIFY(headerOf(out, "Set-Cookie").contains("Max-Age=0"));
    QCOMPARE(m_on.browser(cookie).get("/admin/").status, 303);
}

void TestSite::aFrozenPersonIsThrownOut()
{
    Browser root = m_on.admin();
    Browser other = m_on.as(m_on.users[1]);
    root.post("/admin/users/registry-moderator/", {{"is_active", "y"}, {"is_frozen", "y"}, {"is_moderator", "y"}});
    QCOMPARE(placeOf(other.get("/admin/")), QByteArray("/account/login/?next=/admin/"));
    QVERIFY(other.get("/account/login/").body.contains("Your account has been suspended."));
}

void TestSite::postsNeedTheToken()
{
    Browser visitor = m_on.admin();
    const QByteArray token = std::exchange(visitor.token, "wrong");
    const Answer refused = visitor.post("/admin/projects/Zip.Tool/malware_reports/quarantine/");
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.contains("<title>400 Bad CSRF Token</title>"));
    // A query parameter is no place for it, a header is, and wins.
    QCOMPARE(
        visitor.send("POST", "/admin/projects/zip-tool/malware_reports/quarantine/?csrf_token=" + token, {}).status,
        400);
    QVERIFY(m_on.effects.empty());
    Request request;
    request.method = "POST";
    request.target = "/admin/projects/zip-tool/malware_reports/quarantine/";
    request.headers = {{"cookie", "session_id=" + visitor.cookie()}, {"x-csrf-token", token}};
    QCOMPARE(m_on.site->handle(request).status, 303);
    QCOMPARE(m_on.effects.size(), 2U);
    // Nobody is asked who he is before the token is right.
    QCOMPARE(m_on.browser().post("/admin/users/SpamBot1/").status, 400);
    Browser stranger = m_on.browser();
    stranger.get("/account/login/");
    QCOMPARE(placeOf(stranger.post("/admin/users/SpamBot1/")),
             QByteArray("/account/login/?next=/admin/users/SpamBot1/"));
}

void TestSite::repeatedKeysAreRefused()
{
    Browser visitor = m_on.admin();
    QCOMPARE(visitor.post("/admin/users/SpamBot1/", {{"is_frozen", "y"}, {"is_frozen", "y"}}).status, 400);
    QVERIFY(m_on.effects.empty());
}

void TestSite::strangersAreSentToTheLogIn()
{
    Browser stranger = m_on.browser();
    QCOMPARE(headerOf(stranger.get("/admin/users/?q=a%20b&page=2"), "Location"),
             QByteArray("http://registry.test/account/login/?next=/admin/users/%3Fq%3Da%2520b%26page%3D2"));
    stranger.accept = "application/json";
    QCOMPARE(stranger.get("/admin/journals/").status, 303);
    QCOMPARE(stranger.get("/admin/users/nobody/").status, 404);
    QCOMPARE(stranger.get("/admin/projects/nothing/").status, 404);
}

void TestSite::wrongPathsAndMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("no such path") << QByteArray("GET") << QByteArray("/admin/nonsense/") << 404 << QByteArray();
    QTest::newRow("no such path, no slash") << QByteArray("GET") << QByteArray("/nonsense") << 404 << QByteArray();
    QTest::newRow("slash missing") << QByteArray("GET") << QByteArray("/admin/users?q=x") << 301
                                   << QByteArray("http://registry.test/admin/users/?q=x");
    QTest::newRow("slash missing in a POST") << QByteArray("POST") << QByteArray("/admin/users/SpamBot1") << 301
                                             << QByteArray("http://registry.test/admin/users/SpamBot1/");
    QTest::newRow("user in another case") << QByteArray("GET") << QByteArray("/admin/users/spambot1/") << 301
                                          << QByteArray("http://registry.test/admin/users/SpamBot1/");
    QTest::newRow("project in another spelling") << QByteArray("GET") << QByteArray("/admin/projects/Zip.Tool/") << 301
                                                 << QByteArray("http://registry.test/admin/projects/zip-tool/");
    QTest::newRow("GET of a predicate view")
        << QByteArray("GET") << QByteArray("/admin/projects/zip-tool/remove_from_quarantine/") << 404 << QByteArray();
    QTest::newRow("GET of freeze") << QByteArray("GET") << QByteArray("/admin/users/SpamBot1/freeze/") << 405
                                   << QByteArray("POST");
    QTest::newRow("POST of a list") << QByteArray("POST") << QByteArray("/admin/users/") << 405
                                    << QByteArray("GET, HEAD, OPTIONS");
    QTest::newRow("PUT of the log-in") << QByteArray("PUT") << QByteArray("/account/login/") << 405
                                       << QByteArray("GET, HEAD, OPTIONS, POST");
    QTest::newRow("HEAD is GET") << QByteArray("HEAD") << QByteArray("/admin/users/") << 200 << QByteArray();
    QTest::newRow("page is no number") << QByteArray("GET") << QByteArray("/admin/users/?page=x") << 400
                                       << QByteArray();
}

void TestSite::wrongPathsAndMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, header);
    Browser visitor = m_on.admin();
    const Answer answer = visitor.send(method, target, "csrf_token=" + visitor.token);
    QCOMPARE(answer.status, status);
    QCOMPARE(headerOf(answer, status == 405 ? "Allow" : "Location"), header);
}

void TestSite::aFailedEffectIsAServerError()
{
    auto seeded = seed(m_on.folder());
    CORDON_VERIFY(seeded);
    m_on.site = std::make_unique<Site>(
        std::move(seeded->registry), std::move(seeded->guard), [this] { return m_on.now; },
        [](Instant, const QString&, const QByteArray&, const Effects&) { return false; });
    Browser visitor = m_on.admin();
    QCOMPARE(visitor.post("/admin/projects/zip-tool/malware_reports/quarantine/").status, 500);
    QCOMPARE(visitor.post("/admin/projects/zip-tool/remove_from_quarantine/").status, 500);
    QCOMPARE(visitor.post("/admin/users/SpamBot1/").status, 500);
    QCOMPARE(visitor.post("/admin/users/SpamBot1/freeze/", {{"username", "SpamBot1"}}).status, 500);
    QCOMPARE(visitor.post("/admin/prohibited_email_domains/add/", {{"email_domain", "a.test"}}).status, 500);
    QCOMPARE(visitor.post("/admin/prohibited_email_domains/remove/", {{"domain_name", "a.test"}}).status, 500);
}

void TestSite::hostileTextIsEscapedAndFound()
{
    // The import refuses such names; a registry that is not ours need not.
    const QString hostile = u"a'<b>&\"/x\n"_s;
    auto seeded = seed(m_on.folder());
    CORDON_VERIFY(seeded);
    AccountRow account;
    account.username = hostile;
    account.displayName = u"<script>"_s;
    account.emails.push_back({u"<i>@x.test"_s});
    ProjectRow project;
    project.name = hostile;
    AccountRow& holder = seeded->registry.addAccount(account);
    seeded->registry.addRole(seeded->registry.addProject(project), holder, u"<u>"_s);
    m_on.site = std::make_unique<Site>(
        std::move(seeded->registry), std::move(seeded->guard), [this] { return m_on.now; }, nullptr);
    Browser visitor = m_on.admin();
    const QByteArray name = "a%27%3Cb%3E%26%22%2Fx%0A";
    for (const QByteArray& target : {QByteArray("/admin/users/" + name + "/"),
                                     QByteArray("/admin/projects/" + name + "/"), QByteArray("/admin/users/")}) {
        const Answer page = visitor.get(target);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("a&#39;&lt;b&gt;&amp;&quot;/x\n</a>"));
        for (const char* raw : {"<b>", "<i>", "<u>", "<script>"}) {
            QVERIFY2(!page.body.contains(raw), raw);
        }
    }
    QCOMPARE(placeOf(visitor.post("/admin/users/" + name + "/")), QByteArray("/admin/users/" + name + "/"));
    QCOMPARE(alertsOn(visitor.get("/admin/")),
             QStringList{u"success: User &#39;a\\&#39;&lt;b&gt;&amp;&quot;/x\\n&#39; updated"_s});
}

QTEST_GUILESS_MAIN(TestSite)
#include "tst_site.moc"
