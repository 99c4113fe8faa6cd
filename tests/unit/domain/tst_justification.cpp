// SPDX-License-Identifier: Apache-2.0
#include "core/domain/justification.h"
#include "tests/support/support.h"

#include <QJsonArray>
#include <QTest>

using namespace cordon;
using namespace Qt::StringLiterals;

namespace {

Justification complete()
{
    return {u"squatting"_s,
            u"Names held in bulk without code."_s,
            {u"case 12"_s},
            u"nora"_s,
            parseInstant(u"2025-07-09T10:00:00Z").value_or(Instant{}),
            std::nullopt};
}

} // namespace

class TestJustification : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBuiltInPoliciesAreThoseOfTheContract()
    {
        const auto policies = parsePolicies(test::readAll(test::sourceFile(u"resources/policies.json"_s)));
        CORDON_VERIFY(policies);
        QStringList codes;
        for (const Policy& policy : *policies) {
            codes.append(policy.code);
            QVERIFY(policy.meaning.endsWith(u'.'));
        }
        QCOMPARE(codes.join(u' '), u"spam squatting malware typosquatting dependency-confusion credential-theft "
                                   "account-abuse other reversal"_s);
    }

    void badPolicyListsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("word");
        QTest::newRow("no JSON") << "["_ba << u"cannot be used"_s;
        QTest::newRow("no list") << "{}"_ba << u"no list"_s;
        QTest::newRow("empty") << "[]"_ba << u"empty"_s;
        QTest::newRow("no code") << R"([{"title":"A","meaning":"B"}])"_ba << u"entry 1"_s;
        QTest::newRow("odd code") << R"([{"code":"A b","title":"A","meaning":"B"}])"_ba << u"entry 1"_s;
        QTest::newRow("no meaning") << R"([{"code":"a","title":"A"}])"_ba << u"meaning"_s;
        QTest::newRow("twice")
            << R"([{"code":"a","title":"A","meaning":"B"},{"code":"a","title":"A","meaning":"B"}])"_ba << u"twice"_s;
        QTest::newRow("no object") << "[1]"_ba << u"entry 1"_s;
    }
    void badPolicyListsAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, word);
        const auto policies = parsePolicies(json);
        QVERIFY(!policies);
        QCOMPARE(policies.error().kind, ErrorKind::BadInput);
        QVERIFY2(policies.error().what.contains(word), qPrintable(policies.error().what));
    }

    void aPlanNeedsAWholeJustification()
    {
        const std::vector<Policy> policies{{u"squatting"_s, u"T"_s, u"M."_s}, {u"spam"_s, u"T"_s, u"M."_s}};
        CORDON_VERIFY(checkJustification(complete(), policies));
        Justification why = complete();
        why.policy = u"nuked"_s;
        QVERIFY(checkJustification(why, policies).error().next.contains(u"squatting, spam"));
        why.policy.clear();
        QVERIFY(checkJustification(why, policies).error().what.contains(u"no policy"));
        why = complete();
        why.reason = u" \u200B\n"_s;
        QVERIFY(checkJustification(why, policies).error().what.contains(u"no reason"));
        why = complete();
        why.author.clear();
        QVERIFY(checkJustification(why, policies).error().what.contains(u"no author"));
    }

    void jsonGoesBothWays()
    {
        Justification why = complete();
        QCOMPARE(justificationFromJson(toJson(why)).value_or(Justification{}), why);
        QVERIFY(!toJson(why).contains(u"review_by"_s));
        why.reviewBy = why.at + std::chrono::days(90);
        why.evidence.clear();
        QCOMPARE(justificationFromJson(toJson(why)).value_or(Justification{}), why);
    }

    void badJsonIsRefused_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        for (const char* member : {"policy", "reason", "author", "at", "evidence"}) {
            QTest::newRow(member) << QString::fromLatin1(member) << QJsonValue(3);
        }
        QTest::newRow("time") << u"at"_s << QJsonValue(u"yesterday"_s);
        QTest::newRow("review") << u"review_by"_s << QJsonValue(u"soon"_s);
        QTest::newRow("evidence of numbers") << u"evidence"_s << QJsonValue(QJsonArray{1});
    }
    void badJsonIsRefused()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject object = toJson(complete());
        object.insert(member, value);
        const Result<Justification> why = justificationFromJson(object);
        QVERIFY(!why);
        QVERIFY2(why.error().what.contains(member), qPrintable(why.error().what));
    }
};

QTEST_GUILESS_MAIN(TestJustification)
#include "tst_justification.moc"
