// SPDX-License-Identifier: Apache-2.0
#include "core/registry/connector.h"
#include "core/registry/transport.h"
#include "tests/support/support.h"

#include <deque>

using namespace cordon;
using namespace Qt::StringLiterals;

namespace {

/// A transport that answers from a script and keeps what was asked.
class FakeTransport : public Transport {
public:
    struct Log {
        std::vector<HttpRequest> requests;
        std::vector<QByteArray> cookies; ///< as set; empty: cleared
    };

    FakeTransport(std::deque<HttpAnswer> answers, std::shared_ptr<Log> log)
        : m_answers(std::move(answers)), m_log(std::move(log))
    {
    }
    HttpAnswer exchange(const HttpRequest& request, std::stop_token) override
    {
        m_log->requests.push_back(request);
        if (m_answers.empty())
            return {};
        const HttpAnswer answer = m_answers.front();
        m_answers.pop_front();
        return answer;
    }
    QString origin() const override { return u"https://pypi.test"_s; }
    void setCookie(const QByteArray& name, const QByteArray& value) override
    {
        m_log->cookies.push_back(name + '=' + value);
    }
    void clearCookies() override { m_log->cookies.push_back({}); }

private:
    std::deque<HttpAnswer> m_answers;
    std::shared_ptr<Log> m_log;
};

HttpAnswer answer(int status, const QByteArray& body = {}, const QByteArray& location = {})
{
    HttpAnswer made;
    made.state = ExchangeState::Complete;
    made.status = status;
    made.body = body;
    made.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
    if (!location.isEmpty())
        made.headers.emplace_back("Location", location);
    return made;
}

HttpAnswer lost(ExchangeState state)
{
    HttpAnswer made;
    made.state = state;
    made.trouble = u"It broke."_s;
    return made;
}

QByteArray admin(const QByteArray& content, const QByteArray& heading = "Page", const QByteArray& signedIn = "moddy")
{
    return "<form id='logout'><input name='csrf_token' value='tok'></form><div class='user-panel'><p class='info'>" +
           signedIn + "</p></div><h1>" + heading + "</h1>" + content;
}

QByteArray userPage(const QByteArray& name, bool frozen = false, const QByteArray& shown = "Somebody")
{
    QByteArray flags;
    for (const char* each : {"is_active", "is_superuser", "is_support", "is_moderator", "is_psf_staff", "is_observer",
                             "prohibit_password_reset", "hide_avatar"})
        flags += QByteArray("<input type='checkbox' name='") + each + "'" +
                 (qstrcmp(each, "is_active") == 0 ? " checked>" : ">");
    return admin("<h3 class='widget-user-username'><a>" + name +
                 "</a></h3><form><input id='user-name' name='name' value='" + shown + "'>" + flags +
                 "<input type='checkbox' name='is_frozen' id='is-frozen'" + (frozen ? " checked>" : ">") + "</form>");
}

QByteArray projectPage(const QByteArray& name, bool quarantined, const QByteArray& journal = {})
{
    return admin(QByteArray(quarantined ? "<div class='card card-danger'><h3>Quarantined</h3></div>" : "") +
                     "<div id='maintainers'><table><tr><th>Username</th><th>Role</th></tr></table></div>"
                     "<div id='journals'><table><tr><th>Date</th><th>Submitted by</th><th>Action</th></tr>" +
                     journal + "</table></div>",
                 name);
}

QByteArray journalRow(const QByteArray& date, const QByteArray& by, const QByteArray& action)
{
    return "<tr><td>" + date + "</td><td>" + by + "</td><td>" + action + "</td></tr>";
}

const QByteArray kLogin = "<form id='login-form'><input name='csrf_token' value='a'><input name='password'></form>";
const QByteArray kTotp =
    "<form id='totp-auth-form'><input name='csrf_token' value='a'><input name='totp_value'></form>";
const QByteArray kWrongCode = "<form id='totp-auth-form'><input name='totp_value'>"
                              "<ul id='totp-errors'><li>Invalid TOTP code.</li></ul></form>";

const Credentials kPassword{u"moddy"_s, u"word"_s, u"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"_s, {}};

} // namespace

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

void TestConnector::aGoodCookieNeedsNoPassword()
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

void TestConnector::aRefusedCookieIsFollowedByThePassword()
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

void TestConnector::aCookieAloneThatIsRefusedNeedsAPerson()
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

void TestConnector::aCookieWithoutANameIsAskedForIt_data()
{
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("name");
    QTest::newRow("user name") << QByteArray("moddy") << userPage("Moddy") << u"Moddy"_s;
    QTest::newRow("not a user name") << QByteArray("Mo D. Dy") << QByteArray() << QString();
    QTest::newRow("somebody else's page") << QByteArray("moddy") << userPage("other") << QString();
    QTest::newRow("nothing shown") << QByteArray() << QByteArray() << QString();
}

void TestConnector::aCookieWithoutANameIsAskedForIt()
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

void TestConnector::anotherPersonsCookieIsNoticed_data()
{
    QTest::addColumn<HttpAnswer>("own");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("the display name") << answer(200, userPage("moddy", false, "Mo Dy")) << true;
    QTest::newRow("another display name") << answer(200, userPage("moddy", false, "Other")) << false;
    QTest::newRow("no such account") << answer(404) << false;
    QTest::newRow("down") << lost(ExchangeState::Unknown) << false;
}

void TestConnector::anotherPersonsCookieIsNoticed()
{
    QFETCH(HttpAnswer, own);
    QFETCH(bool, accepted);
    auto connector = connectorWith({answer(200, admin("", "Page", "Mo Dy")), own});
    QCOMPARE(connector->logIn({u"moddy"_s, {}, {}, u"open"_s}, {}).has_value(), accepted);
}

void TestConnector::troubleAtLogInIsToldInWords_data()
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

void TestConnector::troubleAtLogInIsToldInWords()
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

void TestConnector::theNextCodeIsTriedOnce()
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

void TestConnector::twoLogInsInOneSecondAreTriedAgain()
{
    auto connector = connectorWith({answer(200, kLogin), answer(303, {}, "/account/two-factor/?t"),
                                    answer(303, {}, "/account/login/"), answer(200, kLogin),
                                    answer(303, {}, "/account/two-factor/?t"), answer(200, kTotp), answer(303, {}, "/"),
                                    answer(200, admin(""))});
    CORDON_VERIFY(connector->logIn(kPassword, {}));
}

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
