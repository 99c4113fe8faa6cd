// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"
#include "tests/unit/registry/fake_transport.h"

using namespace cordon;
using namespace cordon::test;

class TestLogin : public QObject {
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
    void aGoodCookieNeedsNoPassword();
    void aRefusedCookieIsFollowedByThePassword();
    void aCookieAloneThatIsRefusedNeedsAPerson();
    void aCookieWithoutANameIsAskedForIt_data();
    void aCookieWithoutANameIsAskedForIt();
    void anotherPersonsCookieIsNoticed_data();
    void anotherPersonsCookieIsNoticed();
    void troubleAtLogInIsToldInWords_data();
    void troubleAtLogInIsToldInWords();
    void theNextCodeIsTriedOnce();
    void twoLogInsInOneSecondAreTriedAgain();
};

void TestLogin::aGoodCookieNeedsNoPassword()
{
    auto connector = connectorWith({answer(200, admin("")), {}});
    Credentials credentials = kPassword;
    credentials.sessionCookie = u"open"_s;
    const auto who = connector->logIn(credentials, {});
    CORDON_VERIFY(who);
    QCOMPARE(who->username, u"moddy"_s);
    QVERIFY(who->superuser);
    QCOMPARE(m_log->requests.size(), std::size_t(1));
    QCOMPARE(sent(0), "GET https://pypi.test/admin/ip-addresses/");
    QCOMPARE(m_log->cookies.back(), "session_id=open");
    QCOMPARE(connector->sessionCookie(), u"open"_s);

    auto moderator = connectorWith({answer(403), answer(200, admin("", "Page", "MODDY"))});
    const auto plain = moderator->logIn(credentials, {});
    CORDON_VERIFY(plain);
    QVERIFY(!plain->superuser);
}

void TestLogin::aRefusedCookieIsFollowedByThePassword()
{
    auto connector = connectorWith({answer(303, {}, "/account/login/?next=%2Fadmin%2F"), answer(200, kLogin),
                                    answer(303, {}, "/account/two-factor/?token"), answer(200, kTotp),
                                    answer(303, {}, "/"), answer(200, admin(""))});
    Credentials credentials = kPassword;
    credentials.sessionCookie = u"stale"_s;
    const auto who = connector->logIn(credentials, {});
    CORDON_VERIFY(who);
    QCOMPARE(sent(2), "POST https://pypi.test/account/login/");
    QCOMPARE(m_log->requests[2].body, "csrf_token=a&username=moddy&password=word");
    QCOMPARE(sent(4), "POST https://pypi.test/account/two-factor/?token");
    QCOMPARE(m_log->requests[4].body, "csrf_token=a&totp_value=287082&method=totp");
    QVERIFY(m_log->cookies.back().isEmpty());
}

void TestLogin::aCookieAloneThatIsRefusedNeedsAPerson()
{
    auto connector = connectorWith({answer(303, {}, "/account/login/")});
    const auto who = connector->logIn({u"moddy"_s, {}, {}, u"stale"_s}, {});
    QVERIFY(!who);
    QCOMPARE(who.error().kind, ErrorKind::NeedsPerson);
    QCOMPARE(m_log->requests.size(), std::size_t(1));

    auto nothing = connectorWith({});
    QCOMPARE(nothing->logIn({}, {}).error().kind, ErrorKind::NeedsPerson);
    QVERIFY(m_log->requests.empty());
}

void TestLogin::aCookieWithoutANameIsAskedForIt_data()
{
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("name");
    QTest::newRow("user name") << QByteArray("moddy") << userPage("Moddy") << u"Moddy"_s;
    QTest::newRow("not a user name") << QByteArray("Mo D. Dy") << QByteArray() << QString();
    QTest::newRow("somebody else's page") << QByteArray("moddy") << userPage("other") << QString();
    QTest::newRow("nothing shown") << QByteArray() << QByteArray() << QString();
}

void TestLogin::aCookieWithoutANameIsAskedForIt()
{
    QFETCH(QByteArray, shown);
    QFETCH(QByteArray, page);
    QFETCH(QString, name);
    auto connector = connectorWith({answer(200, admin("", "Page", shown)), answer(200, page)});
    const auto who = connector->logIn({{}, {}, {}, u"open"_s}, {});
    QCOMPARE(who.has_value(), !name.isEmpty());
    if (who)
        QCOMPARE(who->username, name);
    else
        QCOMPARE(who.error().kind, ErrorKind::NeedsPerson);
}

void TestLogin::anotherPersonsCookieIsNoticed_data()
{
    QTest::addColumn<HttpAnswer>("own");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("the display name") << answer(200, userPage("moddy", false, "Mo Dy")) << true;
    QTest::newRow("another display name") << answer(200, userPage("moddy", false, "Other")) << false;
    QTest::newRow("no such account") << answer(404) << false;
    QTest::newRow("down") << lost(ExchangeState::Unknown) << false;
}

void TestLogin::anotherPersonsCookieIsNoticed()
{
    QFETCH(HttpAnswer, own);
    QFETCH(bool, accepted);
    auto connector = connectorWith({answer(200, admin("", "Page", "Mo Dy")), own});
    QCOMPARE(connector->logIn({u"moddy"_s, {}, {}, u"open"_s}, {}).has_value(), accepted);
}

void TestLogin::troubleAtLogInIsToldInWords_data()
{
    QTest::addColumn<QList<HttpAnswer>>("answers");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("words");
    const auto form = answer(200, kLogin);
    const auto second = answer(303, {}, "/account/two-factor/?token");
    const auto secondForm = answer(200, kTotp);
    const int person = int(ErrorKind::NeedsPerson);
    const int registry = int(ErrorKind::Registry);
    HttpAnswer locked = answer(429);
    locked.headers.emplace_back("Retry-After", "240");
    using List = QList<HttpAnswer>;
    QTest::newRow("down") << List{lost(ExchangeState::NotSent)} << registry << u"cannot be reached"_s;
    QTest::newRow("lost") << List{form, lost(ExchangeState::Unknown)} << registry << u"cannot be reached"_s;
    QTest::newRow("another site") << List{answer(200, "<h1>Hello</h1>")} << registry << u"no log-in form"_s;
    QTest::newRow("broken") << List{answer(500)} << registry << u"status 500"_s;
    QTest::newRow("busy") << List{answer(503)} << registry << u"Wait a while"_s;
    QTest::newRow("away") << List{answer(303, {}, "https://evil.test/")} << registry << u"another place"_s;
    QTest::newRow("wrong password")
        << List{form,
                answer(200, kLogin + "<ul id='password-errors'><li>The password is invalid. Try again.</li></ul>")}
        << person << u"The password is invalid. Try again."_s;
    QTest::newRow("unknown user")
        << List{form, answer(200, kLogin + "<ul id='username-errors'><li>No user found with that username</li></ul>")}
        << person << u"No user found"_s;
    QTest::newRow("no reason") << List{form, answer(200, kLogin)} << person << u"no reason"_s;
    QTest::newRow("bad token") << List{form, answer(400, "Bad CSRF Token")} << registry << u"status 400"_s;
    QTest::newRow("wrong code") << List{form, second, secondForm, answer(200, kWrongCode), answer(200, kWrongCode)}
                                << person << u"Invalid TOTP code."_s;
    QTest::newRow("no codes set up") << List{form, second, answer(200, "<h1>Key</h1>")} << person << u"second factor"_s;
    QTest::newRow("locked out") << List{form, second, secondForm, locked} << person << u"Wait 4 minutes"_s;
    QTest::newRow("locked out for some time")
        << List{form, second, secondForm, answer(429)} << person << u"some minutes"_s;
    QTest::newRow("unknown machine") << List{form, second, secondForm, answer(303, {}, "/account/confirm-login/")}
                                     << person << u"Open the link in that mail"_s;
    QTest::newRow("thrown back twice") << List{form, second, answer(303, {}, "/account/login/"),
                                               form, second, answer(303, {}, "/account/login/")}
                                       << person << u"broke the log-in off"_s;
    const auto in = answer(303, {}, "/");
    QTest::newRow("no second factor") << List{form, in, answer(303, {}, "/manage/account/two-factor/?next=x")} << person
                                      << u"second factor"_s;
    QTest::newRow("unverified") << List{form, in, answer(303, {}, "/manage/unverified-account/")} << person
                                << u"verify its mail address"_s;
    QTest::newRow("observer") << List{form, in, answer(403), answer(403)} << person << u"may not use"_s;
    QTest::newRow("maintenance") << List{form, in, answer(200, "<h1>Soon</h1>"), answer(200, "<h1>Soon</h1>")}
                                 << registry << u"something else"_s;
}

void TestLogin::troubleAtLogInIsToldInWords()
{
    QFETCH(QList<HttpAnswer>, answers);
    QFETCH(int, kind);
    QFETCH(QString, words);
    auto connector = connectorWith(std::deque<HttpAnswer>(answers.begin(), answers.end()));
    const auto who = connector->logIn(kPassword, {});
    QVERIFY(!who);
    QVERIFY2(who.error().sentence().contains(words), qPrintable(who.error().sentence()));
    QCOMPARE(int(who.error().kind), kind);
    QCOMPARE(m_log->requests.size(), std::size_t(answers.size()));
}

void TestLogin::theNextCodeIsTriedOnce()
{
    auto connector = connectorWith({answer(200, kLogin), answer(303, {}, "/account/two-factor/?t"), answer(200, kTotp),
                                    answer(200, kWrongCode), answer(303, {}, "/"), answer(200, admin(""))});
    CORDON_VERIFY(connector->logIn(kPassword, {}));
    QVERIFY(m_log->requests[3].body != m_log->requests[4].body);

    Credentials noSecret = kPassword;
    noSecret.totpSecret = u"not base 32: 0189"_s;
    auto without = connectorWith({answer(200, kLogin), answer(303, {}, "/account/two-factor/?t"), answer(200, kTotp)});
    const auto who = without->logIn(noSecret, {});
    QVERIFY(!who && who.error().kind == ErrorKind::NeedsPerson);
}

void TestLogin::twoLogInsInOneSecondAreTriedAgain()
{
    auto connector = connectorWith({answer(200, kLogin), answer(303, {}, "/account/two-factor/?t"),
                                    answer(303, {}, "/account/login/"), answer(200, kLogin),
                                    answer(303, {}, "/account/two-factor/?t"), answer(200, kTotp), answer(303, {}, "/"),
                                    answer(200, admin(""))});
    CORDON_VERIFY(connector->logIn(kPassword, {}));
}

QTEST_GUILESS_MAIN(TestLogin)
#include "tst_login.moc"
