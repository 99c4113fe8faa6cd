// SPDX-License-Identifier: Apache-2.0
// The site without a socket, with a clock of the test's own: log-in, sessions, checks, limits.
#include "app/simulator/seed.h"
#include "app/simulator/site.h"
#include "app/simulator/totp.h"
#include "tests/support/support.h"
#include "tests/unit/simulator/browser.h"

#include <QTemporaryDir>

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestSite : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Site> m_site;
    std::vector<User> m_users;
    Instant m_now{};
    std::vector<Effect> m_effects;

    [[nodiscard]] Browser browser(const QByteArray& cookie = {})
    {
        return Browser([this](const Request& request) { return m_site->handle(request); }, cookie);
    }
    [[nodiscard]] Browser admin()
    {
        Browser made = browser(m_site->openSession(m_users[0].username));
        made.get("/admin/");
        return made;
    }
    [[nodiscard]] Browser moderator()
    {
        Browser made = browser(m_site->openSession(m_users[1].username));
        made.get("/admin/");
        return made;
    }
    [[nodiscard]] QByteArray code(const User& user) const
    {
        return hotp(*fromBase32(user.totpSecret), totpStep(m_now)).toLatin1();
    }
    /// Log-in page and password; where the second step stands.
    QByteArray passwordStep(Browser& visitor, const User& user, const QByteArray& next = {})
    {
        visitor.get("/account/login/");
        return placeOf(
            visitor.post("/account/login/",
                         {{"username", user.username.toUtf8()}, {"password", user.password.toUtf8()}, {"next", next}}));
    }
    Answer logIn(Browser& visitor, const User& user, const QByteArray& next = {})
    {
        const QByteArray place = passwordStep(visitor, user, next);
        visitor.get(place);
        return visitor.post(place, {{"method", "totp"}, {"totp_value", code(user)}});
    }

private Q_SLOTS:
    void init();

    void theLogInEndsWhereItWasAskedFor();
    void aBadNextLeadsHome();
    void formErrorsAre200WithWords_data();
    void formErrorsAre200WithWords();
    void tenWrongPasswordsLockOut();
    void aWrongCodeIsSaidAndTheSixthLocksOut();
    void aCodeWorksOnce();
    void theTwoFactorTokenExpires();
    void twoLogInsWithinASecondCollide();
    void anUnknownDeviceMustBeConfirmed();
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

void TestSite::init()
{
    m_now = Instant(std::chrono::sys_days(std::chrono::year(2025) / 7 / 10) + std::chrono::milliseconds(250));
    m_effects.clear();
    writeAll(m_folder.filePath(u"accounts.csv"_s), "username,email,date_joined\n"
                                                   "SpamBot1,n@inbox.ru,2025-06-09T13:41:07Z\n");
    writeAll(m_folder.filePath(u"projects.csv"_s), "project,owner,created\n"
                                                   "Zip.Tool,SpamBot1,2025-06-11T10:17:00Z\n");
    auto seeded = seed(m_folder.path());
    CORDON_VERIFY(seeded);
    m_users = seeded->users;
    m_site = std::make_unique<Site>(
        std::move(seeded->registry), std::move(seeded->guard), [this] { return m_now; },
        [this](Instant, const QString&, const QByteArray&, const Effects& effects) {
            m_effects.insert(m_effects.end(), effects.begin(), effects.end());
            return true;
        });
}

void TestSite::theLogInEndsWhereItWasAskedFor()
{
    Browser visitor = browser();
    QCOMPARE(visitor.get("/account/login/?next=/admin/users/").status, 200);
    const QByteArray anonymous = visitor.cookie();
    const QByteArray token = visitor.token;
    const Answer done = logIn(visitor, m_users[0], "/admin/users/?q=a b");
    QCOMPARE(done.status, 303);
    QCOMPARE(headerOf(done, "Location"), QByteArray("http://registry.test/admin/users/?q=a%20b"));
    QVERIFY(visitor.cookie() != anonymous);
    QCOMPARE(visitor.get("/admin/users/").status, 200);
    QVERIFY(visitor.token != token);
    QCOMPARE(placeOf(visitor.get("/account/login/")), QByteArray("/manage/projects/"));
    QCOMPARE(placeOf(visitor.post("/account/login/")), QByteArray("/manage/projects/"));
    QCOMPARE(placeOf(visitor.get("/account/two-factor/?x")), QByteArray("/manage/projects/"));
}

void TestSite::aBadNextLeadsHome()
{
    for (const QByteArray next : {"", "//evil.test/", "https://evil.test/", "/\\evil.test", "relative"}) {
        init();
        Browser visitor = browser();
        QCOMPARE(placeOf(logIn(visitor, m_users[0], next)), QByteArray("/"));
    }
}

void TestSite::formErrorsAre200WithWords_data()
{
    QTest::addColumn<QByteArray>("username");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("nobody") << QByteArray("nobody") << QByteArray("x") << QByteArray("username-errors")
                            << QByteArray("No user found with that username");
    QTest::newRow("an address") << QByteArray("a@b.c") << QByteArray("x") << QByteArray("username-errors")
                                << QByteArray("Usernames are not the same as email addresses.");
    QTest::newRow("no name") << QByteArray() << QByteArray("x") << QByteArray("username-errors")
                             << QByteArray("This field is required.");
    QTest::newRow("no password") << QByteArray("registry-admin") << QByteArray() << QByteArray("password-errors")
                                 << QByteArray("This field is required.");
    QTest::newRow("wrong password") << QByteArray("registry-admin") << QByteArray("x") << QByteArray("password-errors")
                                    << QByteArray("The password is invalid. Try again.");
    QTest::newRow("endless password") << QByteArray("registry-admin") << QByteArray(5000, 'x')
                                      << QByteArray("password-errors")
                                      << QByteArray("The password is invalid. Try again.");
    QTest::newRow("an account without password")
        << QByteArray("SpamBot1") << QByteArray("x") << QByteArray("password-errors")
        << QByteArray("The password is invalid. Try again.");
}

void TestSite::formErrorsAre200WithWords()
{
    QFETCH(QByteArray, username);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, words);
    Browser visitor = browser();
    visitor.get("/account/login/");
    const Answer answer = visitor.post("/account/login/", {{"username", username}, {"password", password}});
    QCOMPARE(answer.status, 200);
    const qsizetype at = answer.body.indexOf(QByteArray("id=\"" + place + "\""));
    QVERIFY(at > 0);
    QVERIFY(answer.body.mid(at, answer.body.indexOf("</ul>", at) - at).contains(words));
}

void TestSite::tenWrongPasswordsLockOut()
{
    Browser visitor = browser();
    User user = m_users[0];
    const QString right = std::exchange(user.password, u"wrong"_s);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(passwordStep(visitor, user).isEmpty());
    }
    visitor.get("/account/login/");
    const Answer locked =
        visitor.post("/account/login/", {{"username", user.username.toUtf8()}, {"password", right.toUtf8()}});
    QCOMPARE(locked.status, 200);
    QVERIFY(locked.body.contains("You have been locked out for 5 minutes."));
    m_now += std::chrono::minutes(6);
    user.password = right;
    QVERIFY(passwordStep(visitor, user).startsWith("/account/two-factor/?"));
}

void TestSite::aWrongCodeIsSaidAndTheSixthLocksOut()
{
    Browser visitor = browser();
    const QByteArray place = passwordStep(visitor, m_users[0]);
    QVERIFY(visitor.get(place).body.contains("id=\"totp-auth-form\""));
    QVERIFY(visitor.post(place, {{"totp_value", "12345"}}).body.contains("TOTP code must be 6 digits."));
    for (int i = 0; i < 5; ++i) {
        const Answer wrong = visitor.post(place, {{"totp_value", code(m_users[1])}});
        QCOMPARE(wrong.status, 200);
        QVERIFY(
            wrong.body.contains("<div id=\"totp-errors\"><ul class=\"form-errors\" aria-live=\"assertive\"><li>Invalid "
                                "TOTP code.</li>"));
    }
    const Answer locked = visitor.post(place, {{"totp_value", code(m_users[0])}});
    QCOMPARE(locked.status, 429);
    QCOMPARE(headerOf(locked, "Retry-After"), QByteArray("300"));
    QVERIFY(locked.body.contains("Too Many Failed Login Attempts"));
}

void TestSite::aCodeWorksOnce()
{
    Browser first = browser();
    QCOMPARE(logIn(first, m_users[0]).status, 303);
    m_now += std::chrono::seconds(2);
    Browser second = browser();
    QCOMPARE(logIn(second, m_users[0]).status, 200);
    m_now += std::chrono::seconds(30);
    QCOMPARE(logIn(second, m_users[0]).status, 303);
}

void TestSite::theTwoFactorTokenExpires()
{
    Browser visitor = browser();
    const QByteArray place = passwordStep(visitor, m_users[0]);
    m_now += std::chrono::seconds(301);
    QCOMPARE(placeOf(visitor.get(place)), QByteArray("/account/login/"));
    QVERIFY(visitor.get("/account/login/").body.contains("Invalid or expired two factor login."));
    QVERIFY(!visitor.get("/account/login/").body.contains("Invalid or expired"));
    QCOMPARE(placeOf(visitor.post("/account/two-factor/?garbled", {{"totp_value", "123456"}})),
             QByteArray("/account/login/"));
}

void TestSite::twoLogInsWithinASecondCollide()
{
    Browser first = browser();
    QCOMPARE(logIn(first, m_users[0]).status, 303);
    m_now += std::chrono::milliseconds(100);
    Browser second = browser();
    QCOMPARE(placeOf(second.get(passwordStep(second, m_users[0]))), QByteArray("/account/login/"));
    m_now += std::chrono::seconds(1);
    QCOMPARE(second.get(passwordStep(second, m_users[0])).status, 200);
}

void TestSite::anUnknownDeviceMustBeConfirmed()
{
    Browser visitor = browser();
    visitor.remoteAddress = u"127.0.0.2"_s;
    QCOMPARE(placeOf(logIn(visitor, m_users[0])), QByteArray("/account/confirm-login/"));
    QVERIFY(visitor.get("/account/confirm-login/").body.contains("Please confirm this login"));
    QCOMPARE(visitor.get("/admin/").status, 303);
    const std::vector<Mail> mails = m_site->takeMails();
    QCOMPARE(mails.size(), 1U);
    QCOMPARE(mails[0].to, m_users[0].username);
    const QUrl link(mails[0].link);
    const QByteArray target = link.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);

    Browser elsewhere = browser();
    QCOMPARE(placeOf(elsewhere.get(target)), QByteArray("/account/login/"));
    QCOMPARE(placeOf(visitor.get("/account/confirm-login/?token=garbled")), QByteArray("/account/login/"));
    QCOMPARE(placeOf(visitor.get(target)), QByteArray("/manage/projects/"));
    QCOMPARE(visitor.get("/admin/").status, 200);
    m_now += std::chrono::seconds(40);
    Browser again = browser();
    again.remoteAddress = u"127.0.0.2"_s;
    QCOMPARE(placeOf(logIn(again, m_users[0])), QByteArray("/"));
}

void TestSite::aSessionDiesTwelveHoursAfterItWasWritten()
{
    Browser visitor = admin();
    m_now += std::chrono::hours(11);
    const QByteArray old = visitor.cookie();
    QCOMPARE(visitor.get("/admin/").status, 200);
    QVERIFY(visitor.cookie() != old);
    m_now += std::chrono::hours(11);
    QCOMPARE(browser(old).get("/admin/").status, 303); // the data lives, its signature is too old
    QCOMPARE(visitor.get("/admin/").status, 200);
    m_now += std::chrono::hours(13);
    QCOMPARE(visitor.get("/admin/").status, 303);
    const Answer post = visitor.post("/admin/users/SpamBot1/");
    QCOMPARE(post.status, 400);
    QVERIFY(post.body.contains("<title>400 Bad CSRF Token</title>"));
}

void TestSite::jsonDoesNotRefreshTheSession()
{
    Browser visitor = admin();
    visitor.accept = "application/json";
    QVERIFY(headerOf(visitor.get("/admin/journals/"), "Set-Cookie").isEmpty());
    visitor.accept.clear();
    QVERIFY(!headerOf(visitor.get("/admin/journals/"), "Set-Cookie").isEmpty());
}

void TestSite::aForgedCookieIsNobody()
{
    QByteArray cookie = m_site->openSession(m_users[0].username);
    QCOMPARE(browser(cookie).get("/admin/").status, 200);
    cookie.back() = cookie.back() == 'A' ? 'B' : 'A';
    QCOMPARE(browser(cookie).get("/admin/").status, 303);
    QCOMPARE(browser("a.b").get("/admin/").status, 303);
    QCOMPARE(browser("a.b.c").get("/admin/").status, 303);
}

void TestSite::loggingOutEndsTheSession()
{
    Browser visitor = admin();
    const QByteArray cookie = visitor.cookie();
    QVERIFY(visitor.get("/account/logout/").body.contains(visitor.token));
    const Answer out = visitor.post("/account/logout/");
    QCOMPARE(placeOf(out), QByteArray("/"));
    QVERIFY(headerOf(out, "Set-Cookie").contains("Max-Age=0"));
    QCOMPARE(browser(cookie).get("/admin/").status, 303);
}

void TestSite::aFrozenPersonIsThrownOut()
{
    Browser root = admin();
    Browser other = moderator();
    root.post("/admin/users/registry-moderator/", {{"is_active", "y"}, {"is_frozen", "y"}, {"is_moderator", "y"}});
    QCOMPARE(placeOf(other.get("/admin/")), QByteArray("/account/login/?next=/admin/"));
    QVERIFY(other.get("/account/login/").body.contains("Your account has been suspended."));
}

void TestSite::postsNeedTheToken()
{
    Browser visitor = admin();
    const QByteArray token = std::exchange(visitor.token, "wrong");
    const Answer refused = visitor.post("/admin/projects/Zip.Tool/malware_reports/quarantine/");
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.contains("<title>400 Bad CSRF Token</title>"));
    // A query parameter is no place for it, a header is, and wins.
    QCOMPARE(
        visitor.send("POST", "/admin/projects/zip-tool/malware_reports/quarantine/?csrf_token=" + token, {}).status,
        400);
    QVERIFY(m_effects.empty());
    Request request;
    request.method = "POST";
    request.target = "/admin/projects/zip-tool/malware_reports/quarantine/";
    request.headers = {{"cookie", "session_id=" + visitor.cookie()}, {"x-csrf-token", token}};
    QCOMPARE(m_site->handle(request).status, 303);
    QCOMPARE(m_effects.size(), 2U);
    // Nobody is asked who he is before the token is right.
    QCOMPARE(browser().post("/admin/users/SpamBot1/").status, 400);
    Browser stranger = browser();
    stranger.get("/account/login/");
    QCOMPARE(placeOf(stranger.post("/admin/users/SpamBot1/")),
             QByteArray("/account/login/?next=/admin/users/SpamBot1/"));
}

void TestSite::repeatedKeysAreRefused()
{
    Browser visitor = admin();
    QCOMPARE(visitor.post("/admin/users/SpamBot1/", {{"is_frozen", "y"}, {"is_frozen", "y"}}).status, 400);
    QVERIFY(m_effects.empty());
}

void TestSite::strangersAreSentToTheLogIn()
{
    Browser stranger = browser();
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
    Browser visitor = admin();
    const Answer answer = visitor.send(method, target, "csrf_token=" + visitor.token);
    QCOMPARE(answer.status, status);
    QCOMPARE(headerOf(answer, status == 405 ? "Allow" : "Location"), header);
}

void TestSite::aFailedEffectIsAServerError()
{
    auto seeded = seed(m_folder.path());
    CORDON_VERIFY(seeded);
    m_site = std::make_unique<Site>(
        std::move(seeded->registry), std::move(seeded->guard), [this] { return m_now; },
        [](Instant, const QString&, const QByteArray&, const Effects&) { return false; });
    Browser visitor = admin();
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
    auto seeded = seed(m_folder.path());
    CORDON_VERIFY(seeded);
    AccountRow account;
    account.username = hostile;
    account.displayName = u"<script>"_s;
    account.emails.push_back({u"<i>@x.test"_s});
    ProjectRow project;
    project.name = hostile;
    AccountRow& holder = seeded->registry.addAccount(account);
    seeded->registry.addRole(seeded->registry.addProject(project), holder, u"<u>"_s);
    m_site = std::make_unique<Site>(
        std::move(seeded->registry), std::move(seeded->guard), [this] { return m_now; }, nullptr);
    Browser visitor = admin();
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
