// SPDX-License-Identifier: Apache-2.0
// The registry over real loopback HTTP: what a moderator's client meets (warehouse-contract.md).
#include "app/simulator/totp.h"
#include "tests/support/support.h"
#include "tests/unit/simulator/wire.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kSimpleJson = "application/vnd.pypi.simple.v1+json";
const QByteArray kQuarantine = "/admin/projects/Zip.Tool/malware_reports/quarantine/";
const QByteArray kClear = "/admin/projects/zip_tool/remove_from_quarantine/";
const QByteArray kDomains = "/admin/prohibited_email_domains/";

QJsonObject jsonOf(const Answer& answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

} // namespace

class TestHttp : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Simulator> m_registry;

    [[nodiscard]] QString effectsFile() const { return m_folder.filePath(u"effects.jsonl"_s); }
    [[nodiscard]] std::unique_ptr<Simulator> started(const QString& effects = {}) const
    {
        Options options;
        options.data = m_folder.path();
        options.effects = effects;
        auto registry = Simulator::start(options);
        return registry ? std::move(*registry) : nullptr;
    }
    [[nodiscard]] Browser admin() { return adminOver(*m_registry); }
    Browser loggedIn(const User& user)
    {
        Browser visitor = browserOver(m_registry->url());
        visitor.get("/account/login/");
        const QByteArray place = placeOf(visitor.post(
            "/account/login/", {{"username", user.username.toUtf8()}, {"password", user.password.toUtf8()}}));
        visitor.get(place);
        const QString code = hotp(*fromBase32(user.totpSecret), totpStep(systemNow()));
        visitor.post(place, {{"totp_value", code.toLatin1()}});
        visitor.get("/admin/");
        return visitor;
    }
    /// The lines of the effects file, "kind subject before after".
    [[nodiscard]] QStringList effects() const
    {
        QStringList lines;
        for (const QByteArray& line : readAll(effectsFile()).split('\n')) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            if (!row.isEmpty()) {
                lines += u"%1 %2 %3 %4"_s.arg(row["kind"_L1].toString(), row["subject"_L1].toString(),
                                              row["before"_L1].toString(), row["after"_L1].toString());
            }
        }
        return lines;
    }

private Q_SLOTS:
    void init();

    void theWholeLogInCrossesTheWire();
    void flashesPileUpUntilAPageShowsThem();
    void aQuarantineFreezesAndRepeats();
    void clearingLeavesTheFrozen();
    void theUserPageHasItsAnchors();
    void aPartialFormClearsTheRest();
    void aFormTooLongInItsNameStaysOnThePage();
    void freezingProhibitsTheDomainAndFailsTheSecondTime();
    void aModeratorMayQuarantineAndNoMore();
    void theProjectPageHasItsAnchors();
    void theUsersListIsSearched_data();
    void theUsersListIsSearched();
    void theUsersListHasPages();
    void domainsAreAddedAndRemoved();
    void journalsAreFilteredAndPaged();
    void aBadJournalQuestionIs400InJson_data();
    void aBadJournalQuestionIs400InJson();
    void theSimpleIndexTellsTheState();
    void effectLinesHaveTheContractsForm();
    void twoFreshRegistriesAreEqualToTheByte();
    void aLongFormIsRead();
    void aRegistryStopsWhileClientsHoldOn();
    void onlyLoopbackIsListenedOn_data();
    void onlyLoopbackIsListenedOn();
    void aTakenPortIsSaid();
    void aRoundTripIsWaitedFor();
};

void TestHttp::init()
{
    QByteArray accounts = "username,email,email_verified,date_joined,two_factor\r\n"
                          "SpamBot1,n@Inbox.ru,true,2025-06-09T13:41:07Z,\r\n"
                          "spam_2,m@inbox.ru,true,2025-06-09T13:42:07Z,totp\r\n"
                          "amber,amber@uni.test,true,2019-02-03T00:00:00Z,webauthn\r\n";
    for (int i = 10; i < 60; ++i) {
        accounts += "crowd" + QByteArray::number(i) + ",c@crowd.test,true,2020-01-01T00:00:00Z,\r\n";
    }
    writeAll(m_folder.filePath(u"accounts.csv"_s), accounts);
    writeAll(m_folder.filePath(u"projects.csv"_s), "project,owner,created,releases,total_bytes,state\r\n"
                                                   "Zip.Tool,SpamBot1,2025-06-11T10:17:00Z,1,640,\r\n"
                                                   "amber-lib,amber,2020-01-01T00:00:00Z,,,\r\n"
                                                   "old-lib,amber,2018-01-01T00:00:00Z,,,archived\r\n");
    writeAll(m_folder.filePath(u"roles.csv"_s), "project,username,role\r\n"
                                                "Zip.Tool,SpamBot1,Owner\r\n"
                                                "Zip.Tool,amber,Maintainer\r\n");
    writeAll(m_folder.filePath(u"uploads.csv"_s),
             "project,version,account,uploaded,size,filename\r\n"
             "zip-tool,1.0,SpamBot1,2025-06-12T00:00:00Z,640,zip_tool-1.0.tar.gz\r\n");
    QFile::remove(effectsFile());
    m_registry = started(effectsFile());
    QVERIFY(m_registry);
}

void TestHttp::theWholeLogInCrossesTheWire()
{
    Browser person = loggedIn(m_registry->users()[0]);
    QCOMPARE(person.get("/admin/ip-addresses/").status, 200);
    QCOMPARE(loggedIn(m_registry->users()[1]).get("/admin/ip-addresses/").status, 403);
}

void TestHttp::flashesPileUpUntilAPageShowsThem()
{
    Browser person = admin();
    person.post(kQuarantine);
    person.post("/admin/users/SpamBot1/freeze/", {{"username", "spambot1"}});
    QCOMPARE(person.get("/simple/amber-lib/").status, 200);
    const QStringList expected{u"danger: Wrong confirmation input"_s,
                               u"success: Project Zip.Tool quarantined.\nPlease update related Help Scout "
                               "conversations."_s};
    QCOMPARE(alertsOn(person.get("/admin/malware_reports/")), expected);
    QVERIFY(alertsOn(person.get("/admin/malware_reports/")).isEmpty());
}

void TestHttp::aQuarantineFreezesAndRepeats()
{
    Browser person = admin();
    const Answer first = person.post(kQuarantine);
    QCOMPARE(first.status, 303);
    QCOMPARE(headerOf(first, "Location"), QByteArray(m_registry->url().toLatin1() + "/admin/malware_reports/"));
    const QStringList once{u"project Zip.Tool active quarantine-enter"_s, u"account SpamBot1 unfrozen frozen"_s,
                           u"account amber unfrozen frozen"_s};
    QCOMPARE(effects(), once);
    person.post("/admin/projects/ZIP_tool/malware_reports/quarantine/");
    QCOMPARE(effects(), once + QStringList{u"project Zip.Tool quarantine-enter quarantine-enter"_s});
    QVERIFY(tagOf(person.get("/admin/users/amber/"), u"is-frozen"_s).contains(" checked"_L1));
    const QByteArray list = person.get("/admin/quarantine/").body;
    QVERIFY(list.contains("quarantine-table"));
    QVERIFY(list.contains("<a href=\"/admin/projects/Zip.Tool/\">Zip.Tool</a>"));
    QVERIFY(list.contains("Quarantined by registry-admin."));
    QVERIFY(!list.contains("amber-lib"));
}

void TestHttp::clearingLeavesTheFrozen()
{
    Browser person = admin();
    person.post(kQuarantine);
    const Answer cleared = person.post(kClear);
    QCOMPARE(placeOf(cleared), QByteArray("/admin/projects/zip-tool/"));
    QCOMPARE(effects().back(), u"project Zip.Tool quarantine-enter quarantine-exit"_s);
    QVERIFY(tagOf(person.get("/admin/users/amber/"), u"is-frozen"_s).contains(" checked"_L1));
    person.post(kClear);
    QCOMPARE(effects().size(), 4);
    QVERIFY(!person.get("/admin/projects/zip-tool/").body.contains("card-danger"));
}

void TestHttp::theUserPageHasItsAnchors()
{
    Browser person = admin();
    const Answer page = person.get("/admin/users/SpamBot1/");
    QVERIFY(page.body.contains("<h3 class=\"widget-user-username\"><a href=\"/user/SpamBot1/\">SpamBot1</a></h3>"));
    QVERIFY(page.body.contains("<p class=\"text-muted\">Joined on Jun 9, 2025</p>"));
    QVERIFY(page.body.contains("<span class=\"font-weight-bold\">User ID</span> <code>"));
    QVERIFY(page.body.contains("name=\"emails-0-email\" type=\"text\" value=\"n@Inbox.ru\""));
    QVERIFY(
        page.body.contains("<a href=\"/admin/projects/zip-tool/\">Zip.Tool</a></td><td>Owner</td><td></td><td>1</td>"
                           "<td>640</td>"));
    QVERIFY(page.body.contains("<div id=\"freezeModal\""));
    QVERIFY(tagOf(page, u"is-active"_s).contains(" checked"_L1));
    for (const QString& flag : {u"is-frozen"_s, u"is-observer"_s, u"is-superuser"_s, u"is-support"_s, u"is-moderator"_s,
                                u"is-psf-staff"_s, u"prohibit-password-reset"_s, u"hide-avatar"_s}) {
        QVERIFY2(!tagOf(page, flag).isEmpty(), qPrintable(flag));
        QVERIFY(!tagOf(page, flag).contains(" checked"_L1));
        QVERIFY(!tagOf(page, flag).contains(" disabled"_L1));
    }
}

void TestHttp::aPartialFormClearsTheRest()
{
    Browser person = admin();
    person.post("/admin/users/amber/", {{"name", "Amber"}, {"is_active", "y"}, {"is_psf_staff", "on"}});
    const Answer staff = person.get("/admin/users/amber/");
    QCOMPARE(alertsOn(staff), QStringList{u"success: User &#39;amber&#39; updated"_s});
    QVERIFY(tagOf(staff, u"is-psf-staff"_s).contains(" checked"_L1));
    const Answer posted = person.post("/admin/users/amber/", {{"is_frozen", "y"}, {"hide_avatar", "false"}});
    QCOMPARE(posted.status, 303);
    QCOMPARE(placeOf(posted), QByteArray("/admin/users/amber/"));
    const Answer page = person.get("/admin/users/amber/");
    QVERIFY(tagOf(page, u"is-frozen"_s).contains(" checked"_L1));
    QVERIFY(!tagOf(page, u"is-active"_s).contains(" checked"_L1));
    QVERIFY(!tagOf(page, u"is-psf-staff"_s).contains(" checked"_L1));
    QVERIFY(!tagOf(page, u"hide-avatar"_s).contains(" checked"_L1));
    QVERIFY(tagOf(page, u"user-name"_s).contains("value=\"Amber\""_L1));
    QCOMPARE(effects(), QStringList{u"account amber unfrozen frozen"_s});
    // A POST to another case of the name is moved away, and does nothing.
    QCOMPARE(person.post("/admin/users/AMBER/", {{"is_active", "y"}}).status, 301);
    QCOMPARE(effects().size(), 1);
}

void TestHttp::aFormTooLongInItsNameStaysOnThePage()
{
    Browser person = admin();
    const Answer answer = person.post("/admin/users/amber/", {{"name", QByteArray(101, 'x')}, {"is_frozen", "y"}});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("class=\"help-block\""));
    QVERIFY(effects().isEmpty());
}

void TestHttp::freezingProhibitsTheDomainAndFailsTheSecondTime()
{
    Browser person = admin();
    QCOMPARE(person.post("/admin/users/spambot1/freeze/", {{"username", "SpamBot1"}}).status, 301);
    QCOMPARE(placeOf(person.post("/admin/users/SpamBot1/freeze/", {{"username", "SpamBot1"}})),
             QByteArray("/admin/users/"));
    QCOMPARE(effects(),
             (QStringList{u"account SpamBot1 unfrozen frozen"_s, u"domain inbox.ru permitted prohibited"_s}));
    QCOMPARE(person.post("/admin/users/spam_2/freeze/", {{"username", "spam_2"}}).status, 500);
    QCOMPARE(effects().size(), 2);
    QVERIFY(!tagOf(person.get("/admin/users/spam_2/"), u"is-frozen"_s).contains(" checked"_L1));
}

void TestHttp::aModeratorMayQuarantineAndNoMore()
{
    Browser person = loggedIn(m_registry->users()[1]);
    QVERIFY(tagOf(person.get("/admin/users/amber/"), u"is-frozen"_s).contains(" disabled"_L1));
    QCOMPARE(person.post(kQuarantine).status, 303);
    QCOMPARE(person.post(kClear).status, 403);
    QCOMPARE(person.post("/admin/users/amber/", {{"is_active", "y"}}).status, 403);
    QCOMPARE(person.post("/admin/users/amber/freeze/", {{"username", "amber"}}).status, 403);
    QCOMPARE(person.post(kDomains + "add/", {{"email_domain", "a.test"}}).status, 403);
    QCOMPARE(person.get("/admin/quarantine/").status, 200);
    QCOMPARE(effects().size(), 3);
}

void TestHttp::theProjectPageHasItsAnchors()
{
    Browser person = admin();
    person.post(kQuarantine);
    const QByteArray page = person.get("/admin/projects/zip-tool/").body;
    QVERIFY(page.contains("<h1>Zip.Tool</h1>"));
    QVERIFY(page.contains("<title>Zip.Tool \u00b7 "));
    QVERIFY(page.contains(
        "<div class=\"card card-danger\"><div class=\"card-header\"><h3 class=\"card-title\">Quarantined"));
    QVERIFY(page.contains("<time datetime=\"20"));
    QVERIFY(page.contains("Note: Quarantined by registry-admin."));
    QVERIFY(page.contains("<a href=\"/admin/users/SpamBot1/\">SpamBot1</a></td><td>Owner</td>"));
    QVERIFY(page.contains("<a href=\"/admin/users/amber/\">amber</a></td><td>Maintainer</td>"));
    QVERIFY(page.contains("id=\"deleteRoleModal-"));
    QVERIFY(page.contains("id=\"journals\"><span class=\"badge\">3</span>"));
    QVERIFY(page.contains("<a href=\"/admin/projects/zip-tool/release/1.0\">Zip.Tool-1.0</a>"));
    QVERIFY(person.get("/admin/projects/old-lib/").body.contains("<div class=\"card card-info\">"));
}

void TestHttp::theUsersListIsSearched_data()
{
    QTest::addColumn<QByteArray>("q");
    QTest::addColumn<int>("found");
    QTest::newRow("whole name") << QByteArray("spambot1") << 1;
    QTest::newRow("part of a name") << QByteArray("spam") << 0;
    QTest::newRow("wildcard") << QByteArray("spam%") << 2;
    QTest::newRow("underscore is a wildcard") << QByteArray("crowd1_") << 10;
    QTest::newRow("a literal underscore") << QByteArray("'spam\\_2'") << 1;
    QTest::newRow("words are OR-ed") << QByteArray("amber spambot1") << 2;
    QTest::newRow("mail") << QByteArray("email:%@inbox.ru") << 2;
    QTest::newRow("unknown prefix finds everybody") << QByteArray("domain:x") << 55;
    QTest::newRow("odd quote") << QByteArray("it's") << -1;
    QTest::newRow("bad uuid") << QByteArray("id:7") << -1;
    QTest::newRow("another uuid") << QByteArray("id:5e0f2f0e-54b5-4c52-9f0b-5b6d1f6f2a11") << 0;
}

void TestHttp::theUsersListIsSearched()
{
    QFETCH(QByteArray, q);
    QFETCH(int, found);
    Browser person = admin();
    const Answer answer = person.get("/admin/users/?q=" + q.toPercentEncoding());
    QCOMPARE(answer.status, found < 0 ? 500 : 200);
    const QByteArray count = "of " + QByteArray::number(found) + " entries";
    QVERIFY(found < 0 || answer.body.contains(count));
    QVERIFY(found != 0 || answer.body.contains("Showing  to  of 0 entries"));
}

void TestHttp::theUsersListHasPages()
{
    Browser person = admin();
    const Answer first = person.get("/admin/users/");
    for (const char* header : {"Image", "Username", "Name", "Email", "PyPI Roles", "Active", "2FA", "Frozen"}) {
        QVERIFY(first.body.contains(QByteArray("<th>" + QByteArray(header) + "</th>")));
    }
    QVERIFY(first.body.contains("Showing 1 to 25 of 55 entries"));
    QVERIFY(first.body.contains(
        "<li class=\"page-item next\"><a class=\"page-link\" href=\"/admin/users/?q=&amp;page=2\""));
    const Answer last = person.get("/admin/users/?page=99");
    QVERIFY(last.body.contains("Showing 51 to 55 of 55 entries"));
    QVERIFY(last.body.contains("<li class=\"page-item next disabled\">"));
    QVERIFY(!person.get("/admin/users/?q=amber").body.contains("pagination"));
}

void TestHttp::domainsAreAddedAndRemoved()
{
    Browser person = admin();
    const auto add = [&](const QByteArray& domain) {
        person.post(kDomains + "add/", {{"email_domain", domain}, {"is_mx_record", ""}, {"comment", "spam <b>"}});
        return alertsOn(person.get(kDomains)).join(u'|');
    };
    QCOMPARE(add("mail.Other.co.uk"), u"success: Prohibited email domain added."_s);
    QCOMPARE(add("http://zip.net/x"), u"success: Prohibited email domain added."_s);
    QCOMPARE(add("foo@bar.com"), u"success: Prohibited email domain added."_s);
    QCOMPARE(add("localhost"), u"danger: Invalid domain name &#39;localhost&#39;"_s);
    QCOMPARE(add("x.BAR.com"), u"danger: Email domain &#39;BAR.com&#39; already exists."_s);
    QCOMPARE(add(""), u"danger: Email domain is required."_s);
    const QByteArray list = person.get(kDomains).body;
    QVERIFY(list.indexOf("<td>bar.com</td>") < list.indexOf("<td>zip.net</td>"));
    QVERIFY(list.indexOf("<td>zip.net</td>") < list.indexOf("<td>Other.co.uk</td>"));
    QVERIFY(list.contains("spam &lt;b&gt;"));
    QVERIFY(person.get(kDomains + "?q=zip%25").body.contains("of 1 entries"));

    const auto remove = [&](const QByteArray& domain) {
        person.post(kDomains + "remove/", {{"domain_name", domain}});
        return alertsOn(person.get(kDomains)).join(u'|');
    };
    QCOMPARE(remove("ZIP.net"), u"success: Prohibited email domain &#39;zip.net&#39; removed."_s);
    QCOMPARE(remove("zip.net"), u"danger: Domain not found."_s);
    QCOMPARE(remove(""), u"danger: Domain name is required."_s);
    QCOMPARE(effects(),
             (QStringList{u"domain Other.co.uk permitted prohibited"_s, u"domain zip.net permitted prohibited"_s,
                          u"domain bar.com permitted prohibited"_s, u"domain zip.net prohibited permitted"_s}));
}

void TestHttp::journalsAreFilteredAndPaged()
{
    Browser person = admin();
    person.post(kQuarantine);
    person.accept = "application/json";
    const auto ask = [&person](const QByteArray& query) { return jsonOf(person.get("/admin/journals/?" + query)); };
    const QJsonObject all = ask({});
    QCOMPARE(all["total"_L1].toInt(), 7);
    QCOMPARE(all["last_page"_L1].toInt(), 1);
    const QJsonObject newest = all["data"_L1].toArray()[0].toObject();
    QCOMPARE(newest["action"_L1].toString(), u"project quarantined"_s);
    QCOMPARE(newest["name"_L1].toString(), u"Zip.Tool"_s);
    QCOMPARE(newest["submitted_by"_L1].toString(), u"registry-admin"_s);
    QCOMPARE(newest["project_link"_L1].toString(), u"/admin/projects/zip-tool/"_s);
    QVERIFY(newest["version"_L1].isNull());

    QCOMPARE(ask("filter[0][field]=name&filter[0][value]=zip-tool")["total"_L1].toInt(), 0);
    QCOMPARE(ask("filter[0][field]=name&filter[0][value]=Zip.Tool")["total"_L1].toInt(), 3);
    QCOMPARE(ask("filter%5B0%5D%5Bfield%5D=name&filter%5B0%5D%5Bvalue%5D=Zip.Tool&filter%5B1%5D%5Bfield%5D=action&"
                 "filter%5B1%5D%5Bvalue%5D=project%20quar")["total"_L1]
                 .toInt(),
             1);
    QCOMPARE(ask("filter[0][field]=submitted_by&filter[0][value]=AMBER")["total"_L1].toInt(), 4);
    QCOMPARE(ask("filter[0][field]=version&filter[0][value]=1.0")["total"_L1].toInt(), 0);
    QCOMPARE(ask("filter[0][field]=submitted_date&filter[0][value]=2018-01-01T00:00:00")["total"_L1].toInt(), 2);
    const QJsonObject second = ask("size=2&page=2&sort[0][field]=name&sort[0][dir]=asc");
    QCOMPARE(second["last_page"_L1].toInt(), 4);
    QCOMPARE(second["data"_L1].toArray()[1].toObject()["name"_L1].toString(), u"amber-lib"_s);
    QCOMPARE(ask("page=9")["data"_L1].toArray().size(), 0);
    QCOMPARE(ask("sort[0][field]=submitted_by")["data"_L1].toArray()[0].toObject()["submitted_by"_L1].toString(),
             u"registry-admin"_s);

    person.accept = "application/xml";
    QCOMPARE(person.get("/admin/journals/").status, 404);
    person.accept = "text/html";
    QVERIFY(person.get("/admin/journals/").body.contains("form id=\"logout\""));
}

void TestHttp::aBadJournalQuestionIs400InJson_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("page") << QByteArray("page=x");
    QTest::newRow("size") << QByteArray("size=101");
    QTest::newRow("depth") << QByteArray("page=101&size=100");
    QTest::newRow("sort") << QByteArray("sort[0][field]=id");
    QTest::newRow("field") << QByteArray("filter[0][field]=id&filter[0][value]=1");
    QTest::newRow("date") << QByteArray("filter[0][field]=submitted_date&filter[0][value]=x");
}

void TestHttp::aBadJournalQuestionIs400InJson()
{
    QFETCH(QByteArray, query);
    Browser person = admin();
    person.accept = "application/json";
    const Answer answer = person.get("/admin/journals/?" + query);
    QCOMPARE(answer.status, 400);
    QVERIFY(!jsonOf(answer)["message"_L1].toString().isEmpty());
}

void TestHttp::theSimpleIndexTellsTheState()
{
    Browser person = admin();
    Browser anybody = browserOver(m_registry->url());
    anybody.accept = kSimpleJson;
    const auto status = [&anybody](const QByteArray& name) {
        return jsonOf(anybody.get("/simple/" + name + "/"))["project-status"_L1].toObject()["status"_L1].toString();
    };
    QCOMPARE(status("zip-tool"), u"active"_s);
    QCOMPARE(status("old-lib"), u"archived"_s);
    QCOMPARE(jsonOf(anybody.get("/simple/zip-tool/"))["files"_L1].toArray().size(), 1);
    QCOMPARE(anybody.get("/pypi/zip-tool/json").status, 200);

    person.post(kQuarantine);
    const QJsonObject held = jsonOf(anybody.get("/simple/zip-tool/"));
    QCOMPARE(status("zip-tool"), u"quarantined"_s);
    QVERIFY(held["files"_L1].toArray().isEmpty() && held["versions"_L1].toArray().isEmpty());
    QCOMPARE(jsonOf(anybody.get("/simple/"))["projects"_L1].toArray().size(), 2);
    QCOMPARE(anybody.get("/pypi/zip-tool/json").status, 404);

    person.post(kClear);
    QCOMPARE(status("zip-tool"), u"active"_s);
    QCOMPARE(placeOf(anybody.get("/simple/Zip.Tool/")), QByteArray("/simple/zip-tool/"));
    QCOMPARE(placeOf(anybody.get("/pypi/Zip.Tool/json")), QByteArray("/pypi/zip-tool/json"));
    QCOMPARE(anybody.get("/simple/nothing/").status, 404);
    anybody.accept.clear();
    QVERIFY(anybody.get("/simple/").body.contains("<a href=\"/simple/zip-tool/\">Zip.Tool</a>"));
    QVERIFY(anybody.get("/simple/zip-tool/").body.contains("Links for Zip.Tool"));
    QCOMPARE(anybody.get("/").status, 200);
    QCOMPARE(anybody.get("/manage/projects/").status, 200);
}

void TestHttp::effectLinesHaveTheContractsForm()
{
    Browser person = admin();
    person.post(kQuarantine);
    const QByteArray line = readAll(effectsFile()).split('\n').value(0);
    const QJsonObject row = QJsonDocument::fromJson(line).object();
    QCOMPARE(row.keys(),
             (QStringList{u"actor"_s, u"after"_s, u"at"_s, u"before"_s, u"kind"_s, u"route"_s, u"subject"_s}));
    QCOMPARE(row["actor"_L1].toString(), u"registry-admin"_s);
    QCOMPARE(row["route"_L1].toString(), QString::fromLatin1(kQuarantine));
    const auto at = parseInstant(row["at"_L1].toString());
    QVERIFY(at);
    QVERIFY(std::chrono::abs(systemNow() - *at) < std::chrono::minutes(1));
}

void TestHttp::twoFreshRegistriesAreEqualToTheByte()
{
    const auto other = started();
    QVERIFY(other);
    const QByteArray fresh = m_registry->state();
    QCOMPARE(other->state(), fresh);
    QVERIFY(other->users()[0].password == m_registry->users()[0].password);
    Browser person = loggedIn(m_registry->users()[0]);
    QCOMPARE(m_registry->state(), fresh); // a log-in is no change
    person.post(kQuarantine);
    QVERIFY(m_registry->state() != fresh);
}

void TestHttp::aLongFormIsRead()
{
    Browser person = admin();
    const Answer answer =
        person.post("/admin/users/amber/", {{"is_active", "y"}, {"padding", QByteArray(300000, 'x')}});
    QCOMPARE(answer.status, 303);
    QCOMPARE(person.post("/admin/users/amber/", {{"padding", QByteArray(9000000, 'x')}}).status, 413);
}

void TestHttp::aRegistryStopsWhileClientsHoldOn()
{
    Browser first = admin();
    Browser second = admin();
    QElapsedTimer timer;
    timer.start();
    m_registry->stop();
    QVERIFY(timer.elapsed() < 2000);
    QCOMPARE(first.get("/admin/").status, 0);
    QVERIFY(!m_registry->state().isEmpty());
    QVERIFY(m_registry->url().startsWith("http://127.0.0.1:"_L1));
}

void TestHttp::onlyLoopbackIsListenedOn_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("everybody") << u"0.0.0.0:0"_s << false;
    QTest::newRow("everybody, IPv6") << u"[::]:0"_s << false;
    QTest::newRow("a name") << u"example.org:80"_s << false;
    QTest::newRow("a private address") << u"192.168.0.1:0"_s << false;
    QTest::newRow("no port") << u"127.0.0.1"_s << false;
    QTest::newRow("no number") << u"127.0.0.1:http"_s << false;
    QTest::newRow("too large") << u"127.0.0.1:65536"_s << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("localhost") << u"localhost:0"_s << true;
    QTest::newRow("another loopback") << u"127.0.0.9:0"_s << true;
}

void TestHttp::onlyLoopbackIsListenedOn()
{
    QFETCH(QString, listen);
    QFETCH(bool, accepted);
    Options options;
    options.data = m_folder.path();
    options.listen = listen;
    const auto registry = Simulator::start(options);
    QCOMPARE(registry.has_value(), accepted);
    QVERIFY(accepted || registry.error().kind == ErrorKind::BadInput);
}

void TestHttp::aTakenPortIsSaid()
{
    Options options;
    options.data = m_folder.path();
    options.listen = m_registry->url().mid(7);
    const auto second = Simulator::start(options);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Io);
}

void TestHttp::aRoundTripIsWaitedFor()
{
    Options options;
    options.data = m_folder.path();
    options.roundTrip = std::chrono::milliseconds(50);
    const auto slow = Simulator::start(options);
    CORDON_VERIFY(slow);
    Browser person = browserOver((*slow)->url());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(person.get("/").status, 200);
    QVERIFY(timer.elapsed() >= 50);
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
