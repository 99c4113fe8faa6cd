// SPDX-License-Identifier: Apache-2.0
// Log-in and second factor by a clock of the test's own (warehouse-contract.md 1.2, 1.3).
#include "tests/unit/simulator/clocked_site.h"

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestLogin : public QObject {
    Q_OBJECT

private:
    ClockedSite m_on;

private Q_SLOTS:
    void init() { QVERIFY(m_on.start()); }

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
};

void TestLogin::theLogInEndsWhereItWasAskedFor()
{
    Browser visitor = m_on.browser();
    QCOMPARE(visitor.get("/account/login/?next=/admin/users/").status, 200);
    const QByteArray anonymous = visitor.cookie();
    const QByteArray token = visitor.token;
    const Answer done = m_on.logIn(visitor, m_on.users[0], "/admin/users/?q=a b");
    QCOMPARE(done.status, 303);
    QCOMPARE(headerOf(done, "Location"), QByteArray("http://registry.test/admin/users/?q=a%20b"));
    QVERIFY(visitor.cookie() != anonymous);
    QCOMPARE(visitor.get("/admin/users/").status, 200);
    QVERIFY(visitor.token != token);
    QCOMPARE(placeOf(visitor.get("/account/login/")), QByteArray("/manage/projects/"));
    QCOMPARE(placeOf(visitor.post("/account/login/")), QByteArray("/manage/projects/"));
    QCOMPARE(placeOf(visitor.get("/account/two-factor/?x")), QByteArray("/manage/projects/"));
}

void TestLogin::aBadNextLeadsHome()
{
    for (const QByteArray next : {"", "//evil.test/", "https://evil.test/", "/\\evil.test", "relative"}) {
        init();
        Browser visitor = m_on.browser();
        QCOMPARE(placeOf(m_on.logIn(visitor, m_on.users[0], next)), QByteArray("/"));
    }
}

void TestLogin::formErrorsAre200WithWords_data()
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

void TestLogin::formErrorsAre200WithWords()
{
    QFETCH(QByteArray, username);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, words);
    Browser visitor = m_on.browser();
    visitor.get("/account/login/");
    const Answer answer = visitor.post("/account/login/", {{"username", username}, {"password", password}});
    QCOMPARE(answer.status, 200);
    const qsizetype at = answer.body.indexOf(QByteArray("id=\"" + place + "\""));
    QVERIFY(at > 0);
    QVERIFY(answer.body.mid(at, answer.body.indexOf("</ul>", at) - at).contains(words));
}

void TestLogin::tenWrongPasswordsLockOut()
{
    Browser visitor = m_on.browser();
    User user = m_on.users[0];
    const QString right = std::exchange(user.password, u"wrong"_s);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(m_on.passwordStep(visitor, user).isEmpty());
    }
    visitor.get("/account/login/");
    const Answer locked =
        visitor.post("/account/login/", {{"username", user.username.toUtf8()}, {"password", right.toUtf8()}});
    QCOMPARE(locked.status, 200);
    QVERIFY(locked.body.contains("You have been locked out for 5 minutes."));
    m_on.now += std::chrono::minutes(6);
    user.password = right;
    QVERIFY(m_on.passwordStep(visitor, user).startsWith("/account/two-factor/?"));
}

void TestLogin::aWrongCodeIsSaidAndTheSixthLocksOut()
{
    Browser visitor = m_on.browser();
    const QByteArray place = m_on.passwordStep(visitor, m_on.users[0]);
    QVERIFY(visitor.get(place).body.contains("id=\"totp-auth-form\""));
    QVERIFY(visitor.post(place, {{"totp_value", "12345"}}).body.contains("TOTP code must be 6 digits."));
    for (int i = 0; i < 5; ++i) {
        const Answer wrong = visitor.post(place, {{"totp_value", m_on.code(m_on.users[1])}});
        QCOMPARE(wrong.status, 200);
        QVERIFY(
            wrong.body.contains("<div id=\"totp-errors\"><ul class=\"form-errors\" aria-live=\"assertive\"><li>Invalid "
                                "TOTP code.</li>"));
    }
    const Answer locked = visitor.post(place, {{"totp_value", m_on.code(m_on.users[0])}});
    QCOMPARE(locked.status, 429);
    QCOMPARE(headerOf(locked, "Retry-After"), QByteArray("300"));
    QVERIFY(locked.body.contains("Too Many Failed Login Attempts"));
}

void TestLogin::aCodeWorksOnce()
{
    Browser first = m_on.browser();
    QCOMPARE(m_on.logIn(first, m_on.users[0]).status, 303);
    m_on.now += std::chrono::seconds(2);
    Browser second = m_on.browser();
    QCOMPARE(m_on.logIn(second, m_on.users[0]).status, 200);
    m_on.now += std::chrono::seconds(30);
    QCOMPARE(m_on.logIn(second, m_on.users[0]).status, 303);
}

void TestLogin::theTwoFactorTokenExpires()
{
    Browser visitor = m_on.browser();
    const QByteArray place = m_on.passwordStep(visitor, m_on.users[0]);
    m_on.now += std::chrono::seconds(301);
    QCOMPARE(placeOf(visitor.get(place)), QByteArray("/account/login/"));
    QVERIFY(visitor.get("/account/login/").body.contains("Invalid or expired two factor login."));
    QVERIFY(!visitor.get("/account/login/").body.contains("Invalid or expired"));
    QCOMPARE(placeOf(visitor.post("/account/two-factor/?garbled", {{"totp_value", "123456"}})),
             QByteArray("/account/login/"));
}

void TestLogin::twoLogInsWithinASecondCollide()
{
    Browser first = m_on.browser();
    QCOMPARE(m_on.logIn(first, m_on.users[0]).status, 303);
    m_on.now += std::chrono::milliseconds(100);
    Browser second = m_on.browser();
    QCOMPARE(placeOf(second.get(m_on.passwordStep(second, m_on.users[0]))), QByteArray("/account/login/"));
    m_on.now += std::chrono::seconds(1);
    QCOMPARE(second.get(m_on.passwordStep(second, m_on.users[0])).status, 200);
}

void TestLogin::anUnknownDeviceMustBeConfirmed()
{
    Browser visitor = m_on.browser();
    visitor.remoteAddress = u"127.0.0.2"_s;
    QCOMPARE(placeOf(m_on.logIn(visitor, m_on.users[0])), QByteArray("/account/confirm-login/"));
    QVERIFY(visitor.get("/account/confirm-login/").body.contains("Please confirm this login"));
    QCOMPARE(visitor.get("/admin/").status, 303);
    const std::vector<Mail> mails = m_on.site->takeMails();
    QCOMPARE(mails.size(), 1U);
    QCOMPARE(mails[0].to, m_on.users[0].username);
    const QUrl link(mails[0].link);
    const QByteArray target = link.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);

    Browser elsewhere = m_on.browser();
    QCOMPARE(placeOf(elsewhere.get(target)), QByteArray("/account/login/"));
    QCOMPARE(placeOf(visitor.get("/account/confirm-login/?token=garbled")), QByteArray("/account/login/"));
    QCOMPARE(placeOf(visitor.get(target)), QByteArray("/manage/projects/"));
    QCOMPARE(visitor.get("/admin/").status, 200);
    m_on.now += std::chrono::seconds(40);
    Browser again = m_on.browser();
    again.remoteAddress = u"127.0.0.2"_s;
    QCOMPARE(placeOf(m_on.logIn(again, m_on.users[0])), QByteArray("/"));
}

QTEST_GUILESS_MAIN(TestLogin)
#include "tst_login.moc"
