// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/dates.h"
#include "core/registry/warehouse/pages.h"
#include "tests/support/support.h"

using namespace cordon;
using namespace cordon::warehouse;
using namespace Qt::StringLiterals;

namespace {

/// A page as an administrator sees it, in our own words, with what matters around `content`.
QByteArray admin(const QByteArray& content, const QByteArray& heading = "Something")
{
    return "<!DOCTYPE html><html><head><title>" + heading +
           " \xc2\xb7 Admin</title></head><body><nav><form id='logout' method='post'>"
           "<input name='csrf_token' type='hidden' value='tok-1'></form></nav>"
           "<div class='mt-3 user-panel d-flex'><div class='info'><a>moddy</a></div></div><h1 class='m-0'>" +
           heading + "</h1>" + content + "</body></html>";
}

QByteArray flag(const QByteArray& name, bool on)
{
    QByteArray id = name;
    id.replace('_', '-');
    return "<input type='checkbox' name='" + name + "' id='" + id + "' value='y'" + (on ? " checked>" : ">");
}

QByteArray userContent(const QByteArray& name = "SpamBot1", bool frozen = false, const QByteArray& leftOut = {})
{
    QByteArray flags;
    for (const char* each : {"is_active", "is_superuser", "is_support", "is_moderator", "is_psf_staff", "is_observer",
                             "prohibit_password_reset", "hide_avatar"}) {
        if (leftOut != each)
            flags += flag(each, QByteArray(each) == "is_active" || QByteArray(each) == "hide_avatar");
    }
    return "<h3 class='widget-user-username'><a href='/user/x/'>" + name +
           "</a></h3><p class='text-muted'>Last login on Jun 9, 2025</p><p class='text-muted'>Joined on Jun 7, 2025</p>"
           "<span class='font-weight-bold'>User ID</span><p><code>0d5ac0ca-1d4e-4b59-8a4f-0f8ad2a0a001</code></p>"
           "<form method='post'><input name='csrf_token' value='tok-1' type='hidden'>"
           "<div><input id='user-name' name='name' value='Spam &amp; Bot'></div>" +
           flags + flag("is_frozen", frozen) +
           "<button type='submit'>Save</button></form>"
           "<form><input name='emails-0-email' value='spam@bot.test'></form>";
}

QByteArray journalTable(const QByteArray& rows)
{
    return "<div class='card' id='journals'><span class='badge'>9</span><table><thead><tr><th>Version</th>"
           "<th>Submitted By</th><th>Date</th><th>Action</th></tr></thead><tbody>" +
           rows + "</tbody></table></div>";
}

QByteArray journalRow(const QByteArray& by, const QByteArray& date, const QByteArray& action)
{
    return "<tr><td>None</td><td><a href='/admin/users/" + by + "/'>" + by + "</a></td><td>" + date + "</td><td>" +
           action + "</td></tr>";
}

QByteArray projectContent(const QByteArray& state = {})
{
    return state +
           "<div id='maintainers'><table><tr><th>Role</th><th>Username</th></tr>"
           "<tr><td>Owner</td><td><a href='/admin/users/SpamBot1/'>SpamBot1</a></td></tr>"
           "<tr><td>Maintainer</td><td><a href='/admin/users/amber/'>amber</a></td></tr>"
           "<tr><td><select></select></td><td><input name='username'></td></tr></table></div>" +
           journalTable(journalRow("moddy", "2025-07-08 10:00:00.000012", "project quarantined") +
                        journalRow("SpamBot1", "2025-06-11 10:17:00.5", "create"));
}

const QByteArray kQuarantineCard =
    "<div class='card card-danger'><div class='card-header'><h3 class='card-title'><i class='fa'></i> Quarantined</h3>"
    "<time datetime='2025-07-08 10:00:00.000012'>then</time></div><p>Note: Quarantined by moddy.</p></div>";

HtmlPage parsed(const QByteArray& bytes)
{
    return HtmlPage(bytes);
}

QString iso(const std::optional<Instant>& at)
{
    return at ? formatInstant(*at) : u"nothing"_s;
}

} // namespace

class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreReadAsThePagesWriteThem_data();
    void timesAreReadAsThePagesWriteThem();
    void aUserPageTellsNameIdDayAndState();
    void theFlagsFormComesBackAsABrowserWouldSendIt();
    void aPageWithoutAllFlagsIsNoUserPage_data();
    void aPageWithoutAllFlagsIsNoUserPage();
    void aProjectPageTellsStateAndRoles_data();
    void aProjectPageTellsStateAndRoles();
    void columnsMayMove();
    void pagesThatAreSomethingElseProveNothing_data();
    void pagesThatAreSomethingElseProveNothing();
    void prohibitedDomainsAreFoundByHeader();
    void flashesCarryTheirClass();
    void logInErrorsAreRead();
    void theJournalIsReadFromJson();
    void hostileBytesAreOnlyText_data();
    void hostileBytesAreOnlyText();
};

void TestPages::timesAreReadAsThePagesWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read");
    QTest::newRow("date") << u"Nov 23, 2026"_s << u"2026-11-23T00:00:00Z"_s;
    QTest::newRow("full month") << u"June 7, 2025"_s << u"2025-06-07T00:00:00Z"_s;
    QTest::newRow("with time") << u"Nov 23, 2026, 7:45:31 AM"_s << u"2026-11-23T07:45:31Z"_s;
    QTest::newRow("narrow blank") << u"Nov 23, 2026, 7:45:31\u202fPM"_s << u"2026-11-23T19:45:31Z"_s;
    QTest::newRow("midnight") << u"Nov 23, 2026, 12:00:01 AM"_s << u"2026-11-23T00:00:01Z"_s;
    QTest::newRow("noon") << u"Nov 23, 2026, 12:00:01 PM"_s << u"2026-11-23T12:00:01Z"_s;
    QTest::newRow("naive") << u"2026-11-23 07:45:31.000123"_s << u"2026-11-23T07:45:31.000123Z"_s;
    QTest::newRow("with UTC") << u"2026-11-23 07:45:31 UTC"_s << u"2026-11-23T07:45:31Z"_s;
    QTest::newRow("ISO") << u"2026-11-23T07:45:31+00:00"_s << u"2026-11-23T07:45:31Z"_s;
    QTest::newRow("French") << u"23 nov. 2026"_s << u"nothing"_s;
    QTest::newRow("no such month") << u"Nox 23, 2026"_s << u"nothing"_s;
    QTest::newRow("no such day") << u"Feb 30, 2026"_s << u"nothing"_s;
    QTest::newRow("None") << u"None"_s << u"nothing"_s;
}

void TestPages::timesAreReadAsThePagesWriteThem()
{
    QFETCH(QString, text);
    QTEST(iso(shownTime(text)), "read");
}

void TestPages::aUserPageTellsNameIdDayAndState()
{
    for (const bool frozen : {false, true}) {
        const auto user = readUserPage(parsed(admin(userContent("SpamBot1", frozen))));
        QVERIFY(user);
        QCOMPARE(user->username, u"SpamBot1"_s);
        QCOMPARE(user->displayName, u"Spam & Bot"_s);
        QCOMPARE(user->uuid, u"0d5ac0ca-1d4e-4b59-8a4f-0f8ad2a0a001"_s);
        QCOMPARE(iso(user->joined), u"2025-06-07T00:00:00Z"_s);
        QCOMPARE(user->frozen, frozen);
    }
}

void TestPages::theFlagsFormComesBackAsABrowserWouldSendIt()
{
    const auto user = readUserPage(parsed(admin(userContent())));
    QVERIFY(user);
    const Fields expected{{u"name"_s, u"Spam & Bot"_s}, {u"is_active"_s, u"y"_s}, {u"hide_avatar"_s, u"y"_s}};
    QCOMPARE(user->form, expected);

    // A flag that Warehouse adds one day must come back, too, and no key twice.
    QByteArray newer = userContent();
    newer.replace("<button",
                  "<input type='checkbox' name='is_new' checked><input type='checkbox' name='is_new' checked>"
                  "<input name='nameless-value'><input value='no name'><button");
    const auto later = readUserPage(parsed(admin(newer)));
    QVERIFY(later);
    Fields more = expected;
    more.push_back({u"is_new"_s, u"on"_s});
    more.push_back({u"nameless-value"_s, QString()});
    QCOMPARE(later->form, more);
}

void TestPages::aPageWithoutAllFlagsIsNoUserPage_data()
{
    QTest::addColumn<QByteArray>("missing");
    for (const char* each : {"is_active", "is_superuser", "is_support", "is_moderator", "is_psf_staff", "is_observer",
                             "prohibit_password_reset", "hide_avatar"})
        QTest::newRow(each) << QByteArray(each);
}

void TestPages::aPageWithoutAllFlagsIsNoUserPage()
{
    QFETCH(QByteArray, missing);
    QVERIFY(!readUserPage(parsed(admin(userContent("SpamBot1", false, missing)))));
}

void TestPages::aProjectPageTellsStateAndRoles_data()
{
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<QString>("state");
    QTest::newRow("active") << QByteArray() << u"active"_s;
    QTest::newRow("quarantined") << kQuarantineCard << u"quarantine-enter"_s;
    QTest::newRow("archived") << QByteArray("<div class='card card-info'><div class='card-header'>Archived</div></div>")
                              << u"archived"_s;
    QTest::newRow("another card that names it")
        << QByteArray("<div class='card card-danger'><h3>Delete</h3><p>Quarantined</p></div>") << u"active"_s;
    QTest::newRow("the word elsewhere") << QByteArray("<div class='card'><h3>Quarantined</h3></div>") << u"active"_s;
}

void TestPages::aProjectPageTellsStateAndRoles()
{
    QFETCH(QByteArray, card);
    const auto project = readProjectPage(parsed(admin(projectContent(card), "Zippy_Tool")));
    QVERIFY(project);
    QCOMPARE(project->name, u"Zippy_Tool"_s);
    QTEST(project->state, "state");
    const std::vector<QString> roles{u"SpamBot1"_s, u"amber"_s};
    QCOMPARE(project->roleHolders, roles);
    QCOMPARE(project->journal.size(), std::size_t(2));
    QCOMPARE(project->journal[0].by, u"moddy"_s);
    QCOMPARE(project->journal[0].action, u"project quarantined"_s);
    QCOMPARE(formatInstant(project->journal[0].at), u"2025-07-08T10:00:00.000012Z"_s);
    QCOMPARE(formatInstant(project->journal[1].at), u"2025-06-11T10:17:00.500000Z"_s);
}

void TestPages::columnsMayMove()
{
    QByteArray moved = projectContent();
    moved.replace("<th>Version</th><th>Submitted By</th><th>Date</th>",
                  "<th>x</th><th>submitted_by</th><th>Submitted date</th>");
    const auto project = readProjectPage(parsed(admin(moved, "Zippy_Tool")));
    QVERIFY(project);
    QCOMPARE(project->journal.size(), std::size_t(2));

    QByteArray gone = projectContent();
    gone.replace("<th>Action</th>", "<th>What</th>");
    const auto without = readProjectPage(parsed(admin(gone, "Zippy_Tool")));
    QVERIFY(without);
    QVERIFY(without->journal.empty());
}

void TestPages::pagesThatAreSomethingElseProveNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("log-in") << QByteArray("<form id='login-form'><input name='csrf_token' value='x'></form>");
    QTest::newRow("maintenance") << QByteArray("<h1>We will be back</h1>");
    QTest::newRow("not signed in") << admin(userContent() + projectContent(), "Zippy").replace("logout", "login");
    QTest::newRow("admin, but another page") << admin("<p>Dashboard</p>", "The dashboard!");
    QTest::newRow("JSON") << QByteArray("{\"data\":[]}");
}

void TestPages::pagesThatAreSomethingElseProveNothing()
{
    QFETCH(QByteArray, bytes);
    const HtmlPage page(bytes);
    QVERIFY(!readUserPage(page));
    QVERIFY(!readProjectPage(page));
    QVERIFY(!readDomainsPage(page));
}

void TestPages::prohibitedDomainsAreFoundByHeader()
{
    const auto rows = readDomainsPage(parsed(
        admin("<table><tr><th>Other</th></tr></table><table><thead><tr><th>Domain Name</th><th>MX record?</th>"
              "<th>Prohibited by</th><th>Prohibited on</th></tr></thead><tbody><tr><td>inbox.ru</td><td></td>"
              "<td><a>moddy</a></td><td>Nov 23, 2026, 7:45:31 AM</td></tr><tr><td>cut.off</td></tr></tbody></table>")));
    QVERIFY(rows);
    QCOMPARE(rows->size(), std::size_t(2));
    QCOMPARE(rows->at(0).domain, u"inbox.ru"_s);
    QCOMPARE(rows->at(0).by, u"moddy"_s);
    QCOMPARE(iso(rows->at(0).at), u"2026-11-23T07:45:31Z"_s);
    QCOMPARE(rows->at(1).domain, u"cut.off"_s);
    QVERIFY(rows->at(1).by.isEmpty());
}

void TestPages::flashesCarryTheirClass()
{
    const HtmlPage page(admin("<div class='alert alert-danger alert-dismissible'><button>\xc3\x97</button> Domain not "
                              "found. </div><div class='alert alert-success alert-dismissible'>Done <b>x</b></div>"
                              "<div class='alert alert-info alert-dismissible'>By the way</div>"
                              "<div class='alert alert-info'>always here</div>"));
    const auto flashes = readFlashes(page);
    QCOMPARE(flashes.size(), std::size_t(3));
    QVERIFY(flashes[0].kind == Flash::Kind::Danger && flashes[0].text == u"Domain not found."_s);
    QVERIFY(flashes[1].kind == Flash::Kind::Success && flashes[1].text == u"Done x"_s);
    QVERIFY(flashes[2].kind == Flash::Kind::Info && flashes[2].text == u"By the way"_s);
    QCOMPARE(csrfToken(page), u"tok-1"_s);
    QCOMPARE(signedInAs(page), u"moddy"_s);
}

void TestPages::logInErrorsAreRead()
{
    const LoginPage first =
        readLoginPage(parsed("<form id='login-form'><input name='password'>"
                             "<ul id='password-errors'><li>The password is wrong.</li></ul></form>"));
    QVERIFY(first.passwordForm && !first.totpForm);
    QCOMPARE(first.errors, std::vector<QString>{u"The password is wrong."_s});
    const LoginPage second = readLoginPage(parsed(
        "<form id='totp-auth-form'><input name='totp_value'><div id='totp-errors'><ul><li>No.</li></ul></div></form>"));
    QVERIFY(!second.passwordForm && second.totpForm);
    QCOMPARE(second.errors, std::vector<QString>{u"No."_s});
}

void TestPages::theJournalIsReadFromJson()
{
    const auto rows = readJournals(R"({"data":[
        {"id":7,"name":"Zippy","action":"project quarantined","submitted_by":"moddy","submitted_date":"2025-07-08T10:00:00.000012"},
        {"id":8,"name":"Zippy","action":"odd date","submitted_by":"moddy","submitted_date":"soon"}, 5],"total":3})");
    QVERIFY(rows);
    QCOMPARE(rows->size(), std::size_t(1));
    QCOMPARE(formatInstant(rows->at(0).at), u"2025-07-08T10:00:00.000012Z"_s);
    QCOMPARE(rows->at(0).by, u"moddy"_s);
    for (const char* other : {"", "[]", "{\"data\":{}}", "{\"message\":\"slow\"}", "<html>", "{\"data\":[{]}"})
        QVERIFY2(!readJournals(other), other);
}

void TestPages::hostileBytesAreOnlyText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("NUL and bad UTF-8") << admin(QByteArray("a\0b\xff\xfe", 5) + userContent());
    QTest::newRow("100,000 deep") << admin(QByteArray("<div>").repeated(100'000));
    QTest::newRow("entities") << QByteArray("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>&a;&a;</p>");
    QTest::newRow("unfinished") << admin(userContent()).chopped(60);
    QTest::newRow("attributes") << QByteArray("<input ") + QByteArray("a='b' ").repeated(100'000) + ">";
    QTest::newRow("bytes") << QByteArray::fromHex("00fffe3c3c3c21446f").repeated(999);
}

void TestPages::hostileBytesAreOnlyText()
{
    QFETCH(QByteArray, bytes);
    const HtmlPage page(bytes);
    const auto user = readUserPage(page);
    QVERIFY(!readProjectPage(page));
    QVERIFY(!readDomainsPage(page));
    QVERIFY(!user || user->username == u"SpamBot1"_s);
    for (const HtmlNode& paragraph : page.find("//p"))
        QVERIFY(!paragraph.text().contains(u"root:"_s));
}

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
