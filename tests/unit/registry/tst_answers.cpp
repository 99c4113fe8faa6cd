// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/answers.h"
#include "core/registry/warehouse/routes.h"
#include "tests/support/support.h"

using namespace cordon;
using namespace cordon::warehouse;
using namespace Qt::StringLiterals;

namespace {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

HttpAnswer complete(int status, const Headers& headers = {}, const QByteArray& body = {})
{
    HttpAnswer answer;
    answer.state = ExchangeState::Complete;
    answer.status = status;
    answer.headers = headers;
    answer.body = body;
    return answer;
}

const Instant kNow = *parseInstant(u"2026-11-23T10:00:00Z");

Expected expected()
{
    return {u"https://pypi.org"_s, QUrl(u"https://pypi.org/admin/users/x/"_s),
            [](const QUrl& place) { return place.path() == u"/admin/users/x/"_s; }};
}

} // namespace

Q_DECLARE_METATYPE(HttpAnswer)

class TestAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerHasItsClass_data();
    void everyAnswerHasItsClass();
    void waitingTimesAreBounded_data();
    void waitingTimesAreBounded();
    void refusalsAreToldInTheRegistrysWords();
    void statesAreTheRegistrysWords();
};

void TestAnswers::everyAnswerHasItsClass_data()
{
    QTest::addColumn<HttpAnswer>("answer");
    QTest::addColumn<QString>("result");
    const auto to = [](const char* place) { return Headers{{"Location", place}}; };
    QTest::newRow("303 back") << complete(303, to("/admin/users/x/")) << u"accepted"_s;
    QTest::newRow("303 back, absolute") << complete(303, to("https://pypi.org/admin/users/x/")) << u"accepted"_s;
    QTest::newRow("303 elsewhere") << complete(303, to("/admin/")) << u"unknown"_s;
    QTest::newRow("303 to another host") << complete(303, to("https://evil.test/admin/users/x/")) << u"unknown"_s;
    QTest::newRow("303 to nowhere") << complete(303) << u"unknown"_s;
    QTest::newRow("303 to log-in") << complete(303, to("/account/login/?next=%2Fadmin%2F")) << u"auth-lost"_s;
    QTest::newRow("303 to second factor") << complete(303, to("/manage/account/two-factor/?next=x")) << u"auth-lost"_s;
    QTest::newRow("303 to unverified") << complete(303, to("/manage/unverified-account/")) << u"auth-lost"_s;
    for (const int status : {301, 307, 308})
        QTest::addRow("%d", status) << complete(status, to("/admin/users/X/")) << u"rejected"_s;
    QTest::newRow("400 token") << complete(400, {}, "<title>400 Bad CSRF Token</title><h1>400 Bad CSRF Token</h1>")
                               << u"auth-lost"_s;
    QTest::newRow("400 origin") << complete(400, {}, "<h1>400 Bad CSRF Origin</h1>") << u"rejected"_s;
    for (const int status : {400, 403, 404, 405, 409})
        QTest::addRow("%d", status) << complete(status, {}, "<h1>no</h1>") << u"rejected"_s;
    QTest::newRow("429") << complete(429) << u"throttled"_s;
    QTest::newRow("503 with a time") << complete(503, {{"Retry-After", "7"}}) << u"throttled"_s;
    QTest::newRow("503") << complete(503) << u"unknown"_s;
    QTest::newRow("503 with garbage") << complete(503, {{"Retry-After", "soon"}}) << u"unknown"_s;
    QTest::newRow("503 negative") << complete(503, {{"Retry-After", "-7"}}) << u"unknown"_s;
    for (const int status : {200, 204, 300, 401, 408, 418, 500, 502, 504, 520})
        QTest::addRow("%d", status) << complete(status, to("/admin/users/x/")) << u"unknown"_s;
    HttpAnswer lost = complete(303, to("/admin/users/x/"));
    lost.state = ExchangeState::Unknown;
    QTest::newRow("lost on the way") << lost << u"unknown"_s;
    lost.state = ExchangeState::NotSent;
    QTest::newRow("never sent") << lost << u"not-sent"_s;
}

void TestAnswers::everyAnswerHasItsClass()
{
    QFETCH(HttpAnswer, answer);
    const Sent sent = classify(answer, expected(), kNow);
    QTEST(word(sent.result), "result");
    QCOMPARE(sent.httpStatus, answer.status);
}

void TestAnswers::waitingTimesAreBounded_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("seconds");
    QTest::newRow("seconds") << QByteArray("120") << QByteArray() << 120;
    QTest::newRow("none at all") << QByteArray("0") << QByteArray() << 0;
    QTest::newRow("huge") << QByteArray("99999999999") << QByteArray() << 3600;
    QTest::newRow("beyond numbers") << QByteArray("999999999999999999999") << QByteArray() << -1;
    QTest::newRow("negative") << QByteArray("-5") << QByteArray() << -1;
    QTest::newRow("garbage") << QByteArray("later") << QByteArray() << -1;
    QTest::newRow("empty") << QByteArray() << QByteArray() << -1;
    QTest::newRow("date") << QByteArray("Mon, 23 Nov 2026 10:05:00 GMT") << QByteArray() << 300;
    QTest::newRow("past date") << QByteArray("Mon, 23 Nov 2020 10:05:00 GMT") << QByteArray() << 0;
    QTest::newRow("date by a skewed clock")
        << QByteArray("Tue, 24 Nov 2026 10:01:00 GMT") << QByteArray("Tue, 24 Nov 2026 10:00:00 GMT") << 60;
}

void TestAnswers::waitingTimesAreBounded()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, date);
    const auto wait = retryAfter(complete(429, {{"retry-after", value}, {"Date", date}}), kNow);
    QTEST(wait ? int(wait->count()) : -1, "seconds");
}

void TestAnswers::refusalsAreToldInTheRegistrysWords()
{
    const Sent sent =
        classify(complete(403, {}, "<html><title>403 Forbidden</title><h1>Access\u202e denied</h1>"), expected(), kNow);
    QVERIFY2(sent.answer.contains(u"403"_s) && sent.answer.contains(u"Access\u27e6U+202E\u27e7 denied"_s),
             qPrintable(sent.answer));
    QVERIFY(classify(complete(404, {}, "plain words"), expected(), kNow).answer.contains(u"plain words"_s));
    QVERIFY(classify(complete(404, {}, QByteArray(100'000, 'x')), expected(), kNow).answer.size() < 1000);
    QVERIFY(!classify(complete(404), expected(), kNow).answer.isEmpty());
}

void TestAnswers::statesAreTheRegistrysWords()
{
    QCOMPARE(targetState(Verb::Quarantine), u"quarantine-enter"_s);
    QCOMPARE(targetState(Verb::Ban), u"frozen"_s);
    QCOMPARE(targetState(Verb::Reinstate), u"active"_s);
    QCOMPARE(targetState(Verb::Prohibit), u"prohibited"_s);
    QCOMPARE(targetState(Verb::Permit), u"permitted"_s);
    QCOMPARE(targetState(Verb::Remove), u"removed"_s);
    QCOMPARE(targetState(Verb::Clear), u"quarantine-exit"_s);
    QVERIFY(isInTargetState(Verb::Clear, u"active"));
    QVERIFY(isInTargetState(Verb::Clear, u"quarantine-exit"));
    QVERIFY(isInTargetState(Verb::Clear, u"archived"));
    QVERIFY(!isInTargetState(Verb::Clear, u"quarantine-enter"));
    QVERIFY(isInTargetState(Verb::Dismiss, u"active"));
    QVERIFY(!isInTargetState(Verb::Quarantine, u"active"));
    QVERIFY(isInTargetState(Verb::Ban, u"frozen"));
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
