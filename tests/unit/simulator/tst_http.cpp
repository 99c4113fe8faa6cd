// SPDX-License-Identifier: Apache-2.0
// What a moderator's client meets over real loopback HTTP (warehouse-contract.md).
#include "tests/unit/simulator/small_registry.h"

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestHttp : public QObject {
    Q_OBJECT

private:
    SmallRegistry m_small;

private Q_SLOTS:
    void init() { QVERIFY(m_small.start()); }

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
    void effectLinesHaveTheContractsForm();
};

void TestHttp::theWholeLogInCrossesTheWire()
{
    Browser person = m_small.loggedIn(m_small.registry->users()[0]);
    QCOMPARE(person.get("/admin/ip-addresses/").status, 200);
    QCOMPARE(m_small.loggedIn(m_small.registry->users()[1]).get("/admin/ip-addresses/").status, 403);
}

void TestHttp::flashesPileUpUntilAPageShowsThem()
{
    Browser person = m_small.admin();
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
    Browser person = m_small.admin();
    const Answer first = person.post(kQuarantine);
    QCOMPARE(first.status, 303);
    QCOMPARE(headerOf(first, "Location"), QByteArray(m_small.registry->url().toLatin1() + "/admin/malware_reports/"));
    const QStringList once{u"project Zip.Tool active quarantine-enter"_s, u"account SpamBot1 unfrozen frozen"_s,
                           u"account amber unfrozen frozen"_s};
    QCOMPARE(m_small.effects(), once);
    person.post("/admin/projects/ZIP_tool/malware_reports/quarantine/");
    QCOMPARE(m_small.effects(), once + QStringList{u"project Zip.Tool quarantine-enter quarantine-enter"_s});
    QVERIFY(tagOf(person.get("/admin/users/amber/"), u"is-frozen"_s).contains(" checked"_L1));
    const QByteArray list = person.get("/admin/quarantine/").body;
    QVERIFY(list.contains("quarantine-table"));
    QVERIFY(list.contains("<a href=\"/admin/projects/Zip.Tool/\">Zip.Tool</a>"));
    QVERIFY(list.contains("Quarantined by registry-admin."));
    QVERIFY(!list.contains("amber-lib"));
}

void TestHttp::clearingLeavesTheFrozen()
{
    Browser person = m_small.admin();
    person.post(kQuarantine);
    const Answer cleared = person.post(kClear);
    QCOMPARE(placeOf(cleared), QByteArray("/admin/projects/zip-tool/"));
    QCOMPARE(m_small.effects().back(), u"project Zip.Tool quarantine-enter quarantine-exit"_s);
    QVERIFY(tagOf(person.get("/admin/users/amber/"), u"is-frozen"_s).contains(" checked"_L1));
    person.post(kClear);
    QCOMPARE(m_small.effects().size(), 4);
    QVERIFY(!person.get("/admin/projects/zip-tool/").body.contains("card-danger"));
}

void TestHttp::theUserPageHasItsAnchors()
{
    Browser person = m_small.admin();
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
    Browser person = m_small.admin();
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
    QCOMPARE(m_small.effects(), QStringList{u"account amber unfrozen frozen"_s});
    // A POST to another case of the name is moved away, and does nothing.
    QCOMPARE(person.post("/admin/users/AMBER/", {{"is_active", "y"}}).status, 301);
    QCOMPARE(m_small.effects().size(), 1);
}

void TestHttp::aFormTooLongInItsNameStaysOnThePage()
{
    Browser person = m_small.admin();
    const Answer answer = person.post("/admin/users/amber/", {{"name", QByteArray(101, 'x')}, {"is_frozen", "y"}});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("class=\"help-block\""));
    QVERIFY(m_small.effects().isEmpty());
}

void TestHttp::freezingProhibitsTheDomainAndFailsTheSecondTime()
{
    Browser person = m_small.admin();
    QCOMPARE(person.post("/admin/users/spambot1/freeze/", {{"username", "SpamBot1"}}).status, 301);
    QCOMPARE(placeOf(person.post("/admin/users/SpamBot1/freeze/", {{"username", "SpamBot1"}})),
             QByteArray("/admin/users/"));
    QCOMPARE(m_small.effects(),
             (QStringList{u"account SpamBot1 unfrozen frozen"_s, u"domain inbox.ru permitted prohibited"_s}));
    QCOMPARE(person.post("/admin/users/spam_2/freeze/", {{"username", "spam_2"}}).status, 500);
    QCOMPARE(m_small.effects().size(), 2);
    QVERIFY(!tagOf(person.get("/admin/users/spam_2/"), u"is-frozen"_s).contains(" checked"_L1));
}

void TestHttp::aModeratorMayQuarantineAndNoMore()
{
    Browser person = m_small.loggedIn(m_small.registry->users()[1]);
    QVERIFY(tagOf(person.get("/admin/users/amber/"), u"is-frozen"_s).contains(" disabled"_L1));
    QCOMPARE(person.post(kQuarantine).status, 303);
    QCOMPARE(person.post(kClear).status, 403);
    QCOMPARE(person.post("/admin/users/amber/", {{"is_active", "y"}}).status, 403);
    QCOMPARE(person.post("/admin/users/amber/freeze/", {{"username", "amber"}}).status, 403);
    QCOMPARE(person.post("/admin/prohibited_email_domains/add/", {{"email_domain", "a.test"}}).status, 403);
    QCOMPARE(person.get("/admin/quarantine/").status, 200);
    QCOMPARE(m_small.effects().size(), 3);
}

void TestHttp::theProjectPageHasItsAnchors()
{
    Browser person = m_small.admin();
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

void TestHttp::effectLinesHaveTheContractsForm()
{
    Browser person = m_small.admin();
    person.post(kQuarantine);
    const QByteArray line = readAll(m_small.effectsFile()).split('\n').value(0);
    const QJsonObject row = QJsonDocument::fromJson(line).object();
    QCOMPARE(row.keys(),
             (QStringList{u"actor"_s, u"after"_s, u"at"_s, u"before"_s, u"kind"_s, u"route"_s, u"subject"_s}));
    QCOMPARE(row["actor"_L1].toString(), u"registry-admin"_s);
    QCOMPARE(row["route"_L1].toString(), QString::fromLatin1(kQuarantine));
    const auto at = parseInstant(row["at"_L1].toString());
    QVERIFY(at);
    QVERIFY(std::chrono::abs(systemNow() - *at) < std::chrono::minutes(1));
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
