// SPDX-License-Identifier: Apache-2.0
#include "core/query/selection.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::tinyIndex;

namespace {

constexpr const char* kRows = R"(
    account a1 a1@one.example 2025-06-09
    account a2 a2@one.example 2025-06-09
    account a3 a3@two.example 2025-06-09
    account a4 a4@two.example 2025-06-09
    project P_one a1 2025-06-10
    project p-two ghost 2025-06-10
)";

Subject named(const QString& text)
{
    return parseSubject(text).value();
}

std::vector<Subject> subjects(const QString& words)
{
    std::vector<Subject> out;
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts)) {
        out.push_back(named(word));
    }
    return out;
}

QString describe(const Index& index, const Selection& selection)
{
    QStringList words;
    for (const Subject& subject : selection.subjects(index)) {
        words << word(subject.kind) + u':' + subject.name;
    }
    return words.join(u' ');
}

std::optional<std::vector<Subject>> stored(const QString& name)
{
    static const QMap<QString, QString> kSets = {
        {QStringLiteral("a"), QStringLiteral("account:a1 account:a2 account:a3")},
        {QStringLiteral("b"), QStringLiteral("account:a3 account:a4")},
        {QStringLiteral("c"), QStringLiteral("account:a1 account:a3")},
        {QStringLiteral("d"), QStringLiteral("account:a3 project:p-one domain:one.example")},
        {QStringLiteral("inbox-ru"), QStringLiteral("account:a4")},
        {QStringLiteral("left alone"), QStringLiteral("account:a2 account:gone")},
        {QStringLiteral("-odd"), QStringLiteral("account:a1")},
    };
    const auto found = kSets.constFind(name);
    return found == kSets.cend() ? std::nullopt : std::optional(subjects(*found));
}

} // namespace

class SelectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resolvesAnySpellingAndNamesWhatIsMissing()
    {
        const auto index = tinyIndex(kRows);
        const auto found = resolve(
            *index, subjects(QStringLiteral("project:p.ONE account:A2 domain:one.example account:gone account:ghost")));
        QCOMPARE(describe(*index, found.set), QStringLiteral("account:a2 project:P_one domain:one.example"));
        QCOMPARE(found.set.count(), std::int64_t{3});
        QCOMPARE(found.missing, subjects(QStringLiteral("account:gone account:ghost"))); // a stub is nobody yet
    }

    void testsSubjects()
    {
        const auto index = tinyIndex(kRows);
        const Selection set = resolve(*index, subjects(QStringLiteral("account:a1 domain:two.example"))).set;
        QVERIFY(set.test(*index, named(QStringLiteral("account:A1"))));
        QVERIFY(set.test(*index, named(QStringLiteral("domain:two.example"))));
        QVERIFY(!set.test(*index, named(QStringLiteral("account:a2"))));
        QVERIFY(!set.test(*index, named(QStringLiteral("project:a1"))));
        QVERIFY(!set.test(*index, named(QStringLiteral("account:gone"))));
        QVERIFY(Selection::none(*index) == resolve(*index, {}).set);
    }

    void evaluatesExpressions_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("members");
        const auto row = [](const char* expression, const char* members) {
            QTest::newRow(expression) << QString::fromLatin1(expression) << QString::fromLatin1(members);
        };
        row("a", "account:a1 account:a2 account:a3");
        row("  a  ", "account:a1 account:a2 account:a3");
        row("a + b", "account:a1 account:a2 account:a3 account:a4");
        row("a - b", "account:a1 account:a2");
        row("a & b", "account:a3");
        row("a+b&c", "account:a1 account:a2 account:a3");
        row("(a + b) & c", "account:a1 account:a3");
        row("(a + b)&(c)", "account:a1 account:a3");
        row("a - b & c", "account:a1 account:a2");
        row("a - b + c", "account:a1 account:a2 account:a3"); // left to right
        row("a - (b + c)", "account:a2");
        row("a + b - c & d", "account:a1 account:a2 account:a4"); // the contract's example
        row("b - inbox-ru", "account:a3");
        row("a - \"left alone\"", "account:a1 account:a3");
        row("a -\"left alone\"", "account:a1 account:a3");
        row("(a)-(b)", "account:a1 account:a2");
        row("a - \"-odd\"", "account:a2 account:a3");
        row("d & a + d & d", "account:a3 project:P_one domain:one.example");
        row("d - a", "project:P_one domain:one.example");
    }
    void evaluatesExpressions()
    {
        QFETCH(QString, expression);
        QFETCH(QString, members);
        const auto index = tinyIndex(kRows);
        const auto set = evaluateExpression(expression, *index, stored);
        CORDON_VERIFY(set);
        QCOMPARE(describe(*index, *set), members);
    }

    void namesThePlaceOfWhatIsWrong_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("character");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* expression, int character, const char* words) {
            QTest::newRow(expression) << QString::fromUtf8(expression) << character << QString::fromUtf8(words);
        };
        row("", 1, "the name of a selection");
        row("a +", 4, "the name of a selection");
        row("+ a", 1, "the name of a selection");
        row("a - ", 5, "the name of a selection");
        row("a & & b", 5, "the name of a selection");
        row("a b", 3, "between two names");
        row("a)", 2, "between two names");
        row("(a + b", 7, "opens at 1");
        row("a + (b", 7, "opens at 5");
        row("()", 2, "the name of a selection");
        row("a - \"b", 5, "a closing quote");
        row("a + \"\"", 5, "no selection named \"\"");
        row("a + nope", 5, "no selection named \"nope\"");
        row("(a + b) & (nope)", 12, "no selection named \"nope\"");
        row("a-b", 1, "A minus needs white space");
        row("a\u202E", 1, "U+202E");
    }
    void namesThePlaceOfWhatIsWrong()
    {
        QFETCH(QString, expression);
        QFETCH(int, character);
        QFETCH(QString, words);
        const auto index = tinyIndex(kRows);
        const auto set = evaluateExpression(expression, *index, stored);
        QVERIFY(!set);
        QCOMPARE(set.error().kind, ErrorKind::BadInput);
        const QString sentence = set.error().sentence();
        QVERIFY2(sentence.contains(u"character " + QString::number(character) + u" of the expression"),
                 qPrintable(sentence));
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
    }

    void nestingHasABottom()
    {
        const auto index = tinyIndex(kRows);
        const QString deep = QString(QString(100'000, u'(') + u'a');
        const auto set = evaluateExpression(deep, *index, stored);
        QVERIFY(!set);
        QVERIFY(set.error().what.contains(u"fewer parentheses"));
        QVERIFY(!evaluateExpression(u"a", *index, {}));
    }
};

QTEST_APPLESS_MAIN(SelectionTest)
#include "tst_selection.moc"
