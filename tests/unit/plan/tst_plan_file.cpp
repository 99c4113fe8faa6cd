// SPDX-License-Identifier: Apache-2.0
#include "core/domain/canonical_json.h"
#include "tests/support/support.h"
#include "tests/unit/plan/world.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace cordon;
using namespace cordon::test;

namespace {

/// One of everything: collateral, a protected, an excluded and a domain, in few bytes.
Plan everything()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.account(u"cold"_s, true);
    scene.account(u"Kind"_s, false, true);
    scene.project(u"a_B"_s, u"bad"_s, {u"Kind"_s});
    scene.project(u"c"_s, u"bad"_s);
    scene.domain(u"inbox.ru"_s, 5);
    scene.snapshot.accounts[0].account.uuid = u"0f8e"_s;
    scene.select({accountSubject(u"bad"), accountSubject(u"cold"), projectSubject(u"a.b"), projectSubject(u"c"),
                  domainSubject(u"inbox.ru")});
    scene.order.verbs = {Verb::Quarantine, Verb::Ban, Verb::Prohibit, Verb::Remove};
    scene.order.registry = u"https://example.org"_s;
    scene.order.why.reviewBy = at("2025-08-01");
    return compile(scene.order, scene.snapshot, policies()).value();
}

QJsonObject objectOf(const Plan& plan)
{
    return QJsonDocument::fromJson(planBytes(plan)).object();
}

using Change = std::function<void(QJsonObject&)>;

Change set(const QString& name, const QJsonValue& value)
{
    return [=](QJsonObject& object) { object.insert(name, value); };
}
/// Changes one member of one entry of a list.
Change setIn(const QString& list, int index, const QString& name, const QJsonValue& value)
{
    return [=](QJsonObject& object) {
        QJsonArray array = object.value(list).toArray();
        QJsonObject entry = array.at(index).toObject();
        entry.insert(name, value);
        array.replace(index, entry);
        object.insert(list, array);
    };
}
Change repeatIn(const QString& list, int index)
{
    return [=](QJsonObject& object) {
        QJsonArray array = object.value(list).toArray();
        array.insert(index, array.at(index));
        object.insert(list, array);
    };
}

} // namespace

class TestPlanFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsReadIsWhatWasWritten();
    void fileHasTheMembersThatScriptsRelyOn();
    void hashIsThatOfTheBytes();
    void everyChangedByteIsRefusedOrChangesTheHash();
    void otherSpellingsOfTheSameAreRefused_data();
    void otherSpellingsOfTheSameAreRefused();
    void wrongValuesAreRefused_data();
    void wrongValuesAreRefused();
    void newerFormatIsRefusedWithAWord();
    void tooLargeIsRefusedUnread();
    void hostileNamesSurvive();
    void wordsTellEverything();
    void wordsOfAReversal();
    void longListsAreCut();
};

void TestPlanFile::whatIsReadIsWhatWasWritten()
{
    const Plan plan = everything();
    QVERIFY(!plan.collateral.empty() && !plan.protectedSubjects.empty() && !plan.excluded.empty());
    const Result<Plan> read = readPlan(planBytes(plan));
    CORDON_VERIFY(read);
    QCOMPARE(planBytes(*read), planBytes(plan));
    QCOMPARE(read->steps.size(), plan.steps.size());
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        QCOMPARE(read->steps[i].subject.key, plan.steps[i].subject.key);
        QVERIFY(read->steps[i].pin == plan.steps[i].pin);
        QVERIFY(read->steps[i].inverse == plan.steps[i].inverse);
    }
    QCOMPARE(read->holders.size(), plan.holders.size());
    QCOMPARE(read->facts[3].holders.size(), plan.facts[3].holders.size());
}

void TestPlanFile::fileHasTheMembersThatScriptsRelyOn()
{
    const QJsonObject object = objectOf(everything());
    QCOMPARE(object[u"format"].toString(), u"cordon-plan/1"_s);
    QCOMPARE(object[u"irreversible"].toInteger(), 2);
    QCOMPARE(object[u"calls"].toInteger(), object[u"steps"].toArray().size() * kCallsPerStep);
    const QJsonObject step = object[u"steps"][0].toObject();
    QCOMPARE(step[u"subject"].toString(), u"account:bad"_s);
    QCOMPARE(step[u"verb"].toString(), u"ban"_s);
    QCOMPARE(step[u"expected"].toString(), u"active"_s);
    QCOMPARE(step[u"inverse"].toString(), u"reinstate"_s);
    const QJsonObject bystander = object[u"collateral"][u"accounts"][0].toObject();
    QCOMPARE(bystander[u"name"].toString(), u"Kind"_s);
    QCOMPARE(bystander[u"made_good"].toBool(), true);
    QCOMPARE(object[u"excluded"][0][u"subject"].toString(), u"account:cold"_s);
    QCOMPARE(object[u"excluded"][0][u"why"].toString(), u"already frozen"_s);
    QCOMPARE(object[u"protected"][0][u"subject"].toString(), u"account:Kind"_s);
}

void TestPlanFile::hashIsThatOfTheBytes()
{
    const Plan plan = everything();
    QCOMPARE(hex(planHash(plan)), hex(sha256(planBytes(plan))));
}

void TestPlanFile::everyChangedByteIsRefusedOrChangesTheHash()
{
    const Plan plan = everything();
    const QByteArray bytes = planBytes(plan);
    const Digest hash = planHash(plan);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        for (const char flip : {'\x01', '\x20'}) {
            QByteArray changed = bytes;
            changed[i] = static_cast<char>(bytes[i] ^ flip);
            const Result<Plan> read = readPlan(changed);
            QVERIFY2(!read || planHash(*read) != hash, qPrintable(QString::number(i)));
        }
        QVERIFY(!readPlan(bytes.first(i)));
    }
}

void TestPlanFile::otherSpellingsOfTheSameAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray bytes = planBytes(everything());
    QTest::newRow("indented") << QJsonDocument::fromJson(bytes).toJson();
    QTest::newRow("newline at the end") << QByteArray(bytes + '\n');
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" + bytes);
    QTest::newRow("escaped letter") << QByteArray(bytes).replace("\"bad\"", "\"b\\u0061d\"");
    QTest::newRow("member twice") << QByteArray(bytes).replace("{\"calls\":", "{\"calls\":1,\"calls\":");
    QTest::newRow("number as float") << QByteArray(bytes).replace("\"irreversible\":2", "\"irreversible\":2.0");
    QTest::newRow("other zone") << QByteArray(bytes).replace("2025-07-15T10:00:00Z", "2025-07-15T12:00:00+02:00");
}

void TestPlanFile::otherSpellingsOfTheSameAreRefused()
{
    QFETCH(const QByteArray, bytes);
    const Result<Plan> read = readPlan(bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::BadInput);
}

void TestPlanFile::wrongValuesAreRefused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("word");
    const QString steps = u"steps"_s;
    QTest::newRow("no format") << set(u"format"_s, u"zip"_s) << u"\"format\":\"cordon-plan/1\""_s;
    QTest::newRow("unknown member") << set(u"zzz"_s, 1) << u"zzz is unknown"_s;
    QTest::newRow("unknown member of a step") << setIn(steps, 0, u"x"_s, 1) << u"steps[0].x is unknown"_s;
    QTest::newRow("missing") << Change([](QJsonObject& o) { o.remove(u"facts"_s); }) << u"facts is missing"_s;
    QTest::newRow("registry no text") << set(u"registry"_s, 1) << u"registry is not a text"_s;
    QTest::newRow("unknown verb") << set(u"verbs"_s, QJsonArray{u"nuke"_s}) << u"verbs"_s;
    QTest::newRow("dismiss") << set(u"verbs"_s, QJsonArray{u"dismiss"_s}) << u"verbs"_s;
    QTest::newRow("verbs out of order") << set(u"verbs"_s, QJsonArray{u"ban"_s, u"quarantine"_s}) << u"verbs"_s;
    QTest::newRow("no verbs") << set(u"verbs"_s, QJsonArray()) << u"verb"_s;
    QTest::newRow("verb that the plan does not name") << set(u"verbs"_s, QJsonArray{u"ban"_s}) << u"does not name"_s;
    QTest::newRow("steps no list") << set(steps, u"x"_s) << u"steps is not a list"_s;
    QTest::newRow("step no object") << set(steps, QJsonArray{1}) << u"steps[0] is not an object"_s;
    QTest::newRow("verb does not fit") << setIn(steps, 0, u"verb"_s, u"quarantine"_s) << u"steps[0].verb"_s;
    QTest::newRow("no subject") << setIn(steps, 0, u"subject"_s, u"account:"_s) << u"steps[0].subject"_s;
    QTest::newRow("unknown kind") << setIn(steps, 0, u"subject"_s, u"team:x"_s) << u"steps[0].subject"_s;
    QTest::newRow("unknown state") << setIn(steps, 0, u"expected"_s, u"asleep"_s) << u"steps[0].expected"_s;
    QTest::newRow("state needs no verb") << setIn(steps, 0, u"expected"_s, u"frozen"_s) << u"steps[0].expected"_s;
    QTest::newRow("wrong inverse") << setIn(steps, 0, u"inverse"_s, u"permit"_s) << u"steps[0].inverse"_s;
    QTest::newRow("no inverse") << setIn(steps, 0, u"inverse"_s, QJsonValue()) << u"steps[0].inverse"_s;
    QTest::newRow("compensating ban") << setIn(steps, 0, u"compensates"_s, true) << u"steps[0]"_s;
    QTest::newRow("cause of nothing") << setIn(steps, 0, u"because"_s, u"a-b"_s) << u"steps[0].because"_s;
    QTest::newRow("cause not before") << setIn(steps, 2, u"because"_s, u"zz"_s) << u"makes good"_s;
    QTest::newRow("compensates no bool") << setIn(steps, 0, u"compensates"_s, 0) << u"steps[0].compensates"_s;
    QTest::newRow("twice") << repeatIn(steps, 0) << u"repeats a verb"_s;
    QTest::newRow("pin of both") << setIn(steps, 0, u"pin"_s,
                                          QJsonObject{{u"uuid"_s, u"0f"_s}, {u"since"_s, u"2025-06-11T09:00:00Z"_s}})
                                 << u"steps[0].pin"_s;
    QTest::newRow("pin without time") << setIn(steps, 0, u"pin"_s,
                                               QJsonObject{{u"uuid"_s, QJsonValue()}, {u"since"_s, u"June"_s}})
                                      << u"steps[0].pin.since is not a time"_s;
    QTest::newRow("empty uuid") << setIn(steps, 0, u"pin"_s,
                                         QJsonObject{{u"uuid"_s, u""_s}, {u"since"_s, QJsonValue()}})
                                << u"steps[0].pin.uuid"_s;
    QTest::newRow("collateral") << set(u"collateral"_s, QJsonObject{{u"accounts"_s, QJsonArray{}}}) << u"collateral"_s;
    QTest::newRow("collateral without name")
        << set(u"collateral"_s,
               QJsonObject{{u"accounts"_s,
                            QJsonArray{QJsonObject{{u"name"_s, u""_s}, {u"why"_s, u""_s}, {u"made_good"_s, true}}}},
                           {u"projects"_s, QJsonArray{}},
                           {u"domains"_s, QJsonArray{}}})
        << u"collateral.accounts[0].name"_s;
    QTest::newRow("excluded twice") << repeatIn(u"excluded"_s, 0) << u"excluded[1]"_s;
    QTest::newRow("facts twice") << repeatIn(u"facts"_s, 0) << u"facts[1]"_s;
    QTest::newRow("holder nobody describes")
        << setIn(u"facts"_s, 2, u"holders"_s, QJsonArray{u"ghost"_s}) << u"holder"_s;
    QTest::newRow("holder state") << setIn(u"holders"_s, 0, u"state"_s, u"odd"_s) << u"holders[0]"_s;
    QTest::newRow("residue") << set(u"residue"_s, QJsonArray{1}) << u"residue"_s;
    QTest::newRow("reverses") << set(u"reverses"_s, u"abc"_s) << u"SHA-256"_s;
    QTest::newRow("calls negative") << set(u"calls"_s, -1) << u"calls"_s;
    QTest::newRow("calls fraction") << set(u"calls"_s, 1.5) << u"calls"_s;
    QTest::newRow("irreversible") << set(u"irreversible"_s, 0) << u"irreversible"_s;
    QTest::newRow("no justification") << set(u"justification"_s, QJsonObject()) << u"justification"_s;
    QTest::newRow("blank reason") << Change([](QJsonObject& o) {
        QJsonObject why = o.value(u"justification"_s).toObject();
        why.insert(u"reason"_s, u" "_s);
        o.insert(u"justification"_s, why);
    }) << u"justification is not complete"_s;
    QTest::newRow("project not registered so") << setIn(steps, 1, u"subject"_s, u"domain:Inbox.RU"_s) << u"steps[1]"_s;
}

void TestPlanFile::wrongValuesAreRefused()
{
    QFETCH(const Change, change);
    QFETCH(const QString, word);
    QJsonObject object = objectOf(everything());
    change(object);
    const Result<Plan> read = readPlan(canonicalJson(object));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::BadInput);
    QVERIFY2(read.error().sentence().contains(word), qPrintable(read.error().sentence()));
}

void TestPlanFile::newerFormatIsRefusedWithAWord()
{
    QJsonObject object = objectOf(everything());
    object.insert(u"format"_s, u"cordon-plan/2"_s);
    const Result<Plan> read = readPlan(canonicalJson(object));
    QVERIFY(!read);
    QVERIFY2(read.error().what.contains(u"cordon-plan/2"), qPrintable(read.error().what));
}

void TestPlanFile::tooLargeIsRefusedUnread()
{
    const Result<Plan> read = readPlan(QByteArray(kLargestPlanFile + 1, ' '));
    QVERIFY(!read);
    QVERIFY(read.error().what.contains(u"64 MiB"));
}

void TestPlanFile::hostileNamesSurvive()
{
    Scene scene;
    const QString name = u"<b>\u202Eevil\n\x01\"\\: \U0001F600"_s;
    scene.account(name);
    scene.project(name, name);
    scene.select({accountSubject(name), projectSubject(name)});
    scene.order.verbs = {Verb::Quarantine, Verb::Ban};
    const Result<Plan> plan = compile(scene.order, scene.snapshot, policies());
    CORDON_VERIFY(plan);
    const Result<Plan> read = readPlan(planBytes(*plan));
    CORDON_VERIFY(read);
    QCOMPARE(read->steps[0].subject.name, name);
    const QString words = planInWords(*plan);
    QVERIFY(!words.contains(u'\u202E') && !words.contains(QChar(1)));
    QVERIFY(!words.contains(u"evil\n"));
}

void TestPlanFile::wordsTellEverything()
{
    const QString words = planInWords(everything());
    for (const QString& part :
         {u"1 ban"_s, u"2 quarantine"_s, u"1 reinstate, making good"_s, u"Policy: spam"_s,
          u"A wave of empty projects."_s, u"https://example.org/1"_s, u"By mod at 2025-07-15T10:00:00Z"_s,
          u"reviewed by 2025-08-01"_s, u"account Kind: Maintainer of a_B"_s, u"(made good)"_s, u"(NOT made good)"_s,
          u"account cold: already frozen"_s, u"quarantine-exit"_s, u"1. ban account bad (now active)"_s,
          u"2 steps cannot be taken back"_s, u"second person must approve"_s, u"Registry: https://example.org"_s}) {
        QVERIFY2(words.contains(part), qPrintable(part + u"\n" + words));
    }
}

void TestPlanFile::wordsOfAReversal()
{
    Scene scene;
    scene.account(u"bad"_s);
    scene.select({accountSubject(u"bad")});
    scene.order.verbs = {Verb::Ban};
    const Plan plan = compile(scene.order, scene.snapshot, policies()).value();
    const Plan back = compileReversal(plan, {{0, true, u"active"_s}}, {}, why(u"reversal"_s), policies()).value();
    const QString words = planInWords(back);
    QVERIFY(words.contains(u"Takes back plan "_s + hex(planHash(plan))));
    QVERIFY(words.contains(u"Every step can be taken back."));
    const Plan nothing = compileReversal(plan, {}, {}, why(u"reversal"_s), policies()).value();
    QVERIFY(planInWords(nothing).contains(u"nothing to do: 0 steps"));
}

void TestPlanFile::longListsAreCut()
{
    Scene scene;
    for (int i = 0; i < 30000; ++i) {
        const QString name = u"a%1"_s.arg(i);
        scene.account(name, i < 100);
        scene.select({accountSubject(name)});
    }
    scene.order.verbs = {Verb::Ban};
    scene.order.mutationsPerSecond = 1;
    const QString words = planInWords(compile(scene.order, scene.snapshot, policies()).value());
    QVERIFY(words.contains(u"Selected, but left out (100)"));
    QVERIFY(words.contains(u"... and 80 more"));
    QVERIFY(words.contains(u"... 29,892 more ..."));
    QVERIFY(words.contains(u"29,900 ban"));
    QVERIFY(words.contains(u"9 hours"));
    QVERIFY(words.count(u'\n') < 60);
}

QTEST_GUILESS_MAIN(TestPlanFile)
#include "tst_plan_file.moc"
