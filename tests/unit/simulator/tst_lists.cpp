// SPDX-License-Identifier: Apache-2.0
// Lists, journals and what everybody can read (warehouse-contract.md sections 3 and 4).
#include "tests/unit/simulator/small_registry.h"

#include <QJsonArray>

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kSimpleJson = "application/vnd.pypi.simple.v1+json";
const QByteArray kDomains = "/admin/prohibited_email_domains/";

QJsonObject jsonOf(const Answer& answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

} // namespace

class TestLists : public QObject {
    Q_OBJECT

private:
    SmallRegistry m_small;

private Q_SLOTS:
    void init() { QVERIFY(m_small.start()); }

    void theUsersListIsSearched_data();
    void theUsersListIsSearched();
    void theUsersListHasPages();
    void domainsAreAddedAndRemoved();
    void journalsAreFilteredAndPaged();
    void aBadJournalQuestionIs400InJson_data();
    void aBadJournalQuestionIs400InJson();
    void theSimpleIndexTellsTheState();
};

void TestLists::theUsersListIsSearched_data()
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

void TestLists::theUsersListIsSearched()
{
    QFETCH(QByteArray, q);
    QFETCH(int, found);
    Browser person = m_small.admin();
    const Answer answer = person.get("/admin/users/?q=" + q.toPercentEncoding());
    QCOMPARE(answer.status, found < 0 ? 500 : 200);
    const QByteArray count = "of " + QByteArray::number(found) + " entries";
    QVERIFY(found < 0 || answer.body.contains(count));
    QVERIFY(found != 0 || answer.body.contains("Showing  to  of 0 entries"));
}

void TestLists::theUsersListHasPages()
{
    Browser person = m_small.admin();
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

void TestLists::domainsAreAddedAndRemoved()
{
    Browser person = m_small.admin();
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
    QCOMPARE(m_small.effects(),
             (QStringList{u"domain Other.co.uk permitted prohibited"_s, u"domain zip.net permitted prohibited"_s,
                          u"domain bar.com permitted prohibited"_s, u"domain zip.net prohibited permitted"_s}));
}

void TestLists::journalsAreFilteredAndPaged()
{
    Browser person = m_small.admin();
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

void TestLists::aBadJournalQuestionIs400InJson_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("page") << QByteArray("page=x");
    QTest::newRow("size") << QByteArray("size=101");
    QTest::newRow("depth") << QByteArray("page=101&size=100");
    QTest::newRow("sort") << QByteArray("sort[0][field]=id");
    QTest::newRow("field") << QByteArray("filter[0][field]=id&filter[0][value]=1");
    QTest::newRow("date") << QByteArray("filter[0][field]=submitted_date&filter[0][value]=x");
}

void TestLists::aBadJournalQuestionIs400InJson()
{
    QFETCH(QByteArray, query);
    Browser person = m_small.admin();
    person.accept = "application/json";
    const Answer answer = person.get("/admin/journals/?" + query);
    QCOMPARE(answer.status, 400);
    QVERIFY(!jsonOf(answer)["message"_L1].toString().isEmpty());
}

void TestLists::theSimpleIndexTellsTheState()
{
    Browser person = m_small.admin();
    Browser anybody = browserOver(m_small.registry->url());
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
    const Answer nothing = anybody.get("/simple/nothing/");
    QCOMPARE(nothing.status, 404);
    const auto type = std::find_if(nothing.headers.begin(), nothing.headers.end(),
                                   [](const auto& header) { return header.first == "Content-Type"; });
    QVERIFY(type != nothing.headers.end() && type->second.startsWith("text/plain"));
    QCOMPARE(nothing.body, QByteArray("404 Not Found"));
    anybody.accept.clear();
    QVERIFY(anybody.get("/simple/").body.contains("<a href=\"/simple/zip-tool/\">Zip.Tool</a>"));
    QVERIFY(anybody.get("/simple/zip-tool/").body.contains("Links for Zip.Tool"));
    QCOMPARE(anybody.get("/").status, 200);
    QCOMPARE(anybody.get("/manage/projects/").status, 200);
}

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
