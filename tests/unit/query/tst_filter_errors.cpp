// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"
#include "tests/support/support.h"

#include <random>

using namespace cordon;

namespace {

void row(const char* filter, int position, const char* expected)
{
    QTest::newRow(filter) << QString::fromUtf8(filter) << position << QString::fromUtf8(expected);
}

} // namespace

class FilterErrorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesThePlaceAndWhatWasExpected_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("expected"); // a part of it
        row("domian:inbox.ru", 0, "did you mean \"domain\"?");
        row("x mail:y", 2, "did you mean \"email\"?");
        row("dom:x", 0, "did you mean \"domain\"?");
        row("colour:red", 0, "there is no \"colour\"");
        row("https://example.org", 0, "put quotes around");
        row(":x", 0, "a field name before the colon");
        row("a campaign:7", 2, "not answered yet");
        row("similar:x", 0, "not answered yet");
        row("domain:", 7, "a value right behind domain:");
        row("domain: x", 7, "a value right behind domain:");
        row("domain:a.ru,", 12, "a value right behind the comma");
        row("domain:a.ru, b.ru", 12, "a value right behind the comma");
        row("name:,a", 5, "a value");
        row("domain:\"\"", 7, "not empty");
        row("name:*", 5, "not empty");
        row("name:~", 6, "not empty");
        row("domain:a..b", 7, "a mail domain like inbox.ru");
        row("name:a*b", 6, "a * at the end");
        row("name:>5", 5, "> and < go with numbers and times");
        row("kind:person", 5, "account, project, domain");
        row("empty:maybe", 6, "yes, no");
        row("empty:~yes", 7, "* and ~ go with texts");
        row("state:asleep", 6, "active, frozen, quarantine-enter");
        row("verb:nuke", 5, "quarantine, clear, ban");
        row("reports:many", 8, "a whole number");
        row("reports:>", 9, "a whole number");
        row("reports:>=x", 10, "a whole number");
        row("reports:-1", 8, "a whole number");
        row("bytes:9999999999999999999", 6, "a whole number");
        row("bytes:5..3", 9, "an end not below the start");
        row("bytes:x..3", 6, "a whole number");
        row("bytes:3..x", 9, "a whole number");
        row("bytes:..", 6, "before or after the two dots");
        row("joined:yesterday", 7, "a date like 2025-06-09");
        row("joined:2025-13-01", 7, "a date like 2025-06-09");
        row("joined:2025-02-29", 7, "a date like 2025-06-09");
        row("joined:>2025-06", 8, "a date like 2025-06-09");
        row("joined:2025-06-09T10:00:00", 7, "2025-06-09T10:00:00Z"); // no zone
        row("joined:2025-06-09..x", 19, "a date like 2025-06-09");
        row("joined:2025-06-25..2025-06-09", 19, "an end after the start");
        row("joined:2025-06-09..2025-06-09", 19, "an end after the start");
        row("joined:2025-06-09*", 7, "* and ~ go with texts");
        row("in:wave*", 3, "* and ~ go with texts");
        row("(a OR b", 7, "a closing parenthesis for the one that opens at 1");
        row("a (b (c)", 8, "opens at 3");
        row("a OR b)", 6, "an opening parenthesis before");
        row(")", 0, "a word or field:value");
        row("()", 1, "a word or field:value");
        row("a OR", 4, "a word or field:value");
        row("a OR   ", 7, "a word or field:value");
        row("OR a", 0, "a word or field:value");
        row("(a OR OR b)", 6, "a word or field:value");
        row("a , b", 2, "a word or field:value");
        row("a \"b", 2, "a closing quote");
        row("name:\"b", 5, "a closing quote");
        row("\"a\"b", 3, "white space");
        row("a\"b\"", 1, "white space");
        row("name:foo(bar)", 8, "white space before this parenthesis");
        row("\"a\"(b)", 3, "white space before this parenthesis");
        row("-", 1, "right behind the -");
        row("- a", 2, "right behind the -");
        row("--a", 1, "right behind the -");
        row("(-)", 2, "right behind the -");
        row("-OR", 1, "a word or field:value");
        row("a AND b", 2, "without AND and NOT");
        row("NOT b", 0, "without AND and NOT");
    }
    void namesThePlaceAndWhatWasExpected()
    {
        QFETCH(QString, filter);
        QFETCH(int, position);
        QFETCH(QString, expected);
        const auto parsed = Filter::parse(filter);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().position, position);
        QVERIFY2(parsed.error().expected.contains(expected), qPrintable(parsed.error().expected));
        QVERIFY(parsed.error().sentence().contains(u"character " + QString::number(position + 1) + u' '));
        QVERIFY2(!parsed.error().sentence().endsWith(u"?.") && !parsed.error().sentence().endsWith(u".."),
                 qPrintable(parsed.error().sentence()));
    }

    void parenthesesTouchWhatIsNoText()
    {
        for (const QStringView filter : {u"(a)(b)", u"-(a)", u"a OR(b)", u"((a))", u"\"foo(bar)\""}) {
            QVERIFY2(Filter::parse(filter).has_value(), qPrintable(filter.toString()));
        }
    }

    void nestingHasABottom()
    {
        const auto nested = [](qsizetype depth) { return QString(QString(depth, u'(') + u'a' + QString(depth, u')')); };
        QVERIFY(Filter::parse(nested(50)).has_value());
        const auto parsed = Filter::parse(nested(100'000));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().position, 50);
        // One after the other is not one inside the other.
        QVERIFY(Filter::parse(QStringLiteral("(a) ").repeated(1000)).has_value());
    }

    void hostileTextIsShownVisibly()
    {
        const auto parsed = Filter::parse(u"evil\u202Efield:x");
        QVERIFY(!parsed);
        QVERIFY(!parsed.error().expected.contains(QChar(0x202E)));
        QVERIFY(parsed.error().expected.contains(u"U+202E"));
    }

    void quotesTakeEscapes()
    {
        QVERIFY(Filter::parse(uR"("say \"hi\" \\ there")").has_value());
        QVERIFY(!Filter::parse(uR"("open \")").has_value());
    }

    /// Any heap of the language's pieces either parses or names a place inside the text.
    void anyTextIsAnswered()
    {
        const QString pieces[] = {QStringLiteral("domain:"), QStringLiteral("joined:"), QStringLiteral("OR"),
                                  QStringLiteral("("),       QStringLiteral(")"),       QStringLiteral("-"),
                                  QStringLiteral("\""),      QStringLiteral("*"),       QStringLiteral("~"),
                                  QStringLiteral(","),       QStringLiteral(" "),       QStringLiteral(".."),
                                  QStringLiteral(">"),       QStringLiteral("a"),       QStringLiteral("2025-06-09"),
                                  QStringLiteral("\\"),      QStringLiteral("empty"),   QStringLiteral("\u202E")};
        std::mt19937 random(20250715);
        int parsedOnes = 0;
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            for (auto length = random() % 12; length > 0; --length) {
                text += pieces[random() % std::size(pieces)];
            }
            const auto parsed = Filter::parse(text);
            parsedOnes += parsed ? 1 : 0;
            QVERIFY2(parsed || (parsed.error().position >= 0 && parsed.error().position <= text.size()),
                     qPrintable(text));
            QVERIFY2(parsed || !parsed.error().expected.isEmpty(), qPrintable(text));
        }
        QVERIFY(parsedOnes > 500);
    }
};

QTEST_APPLESS_MAIN(FilterErrorsTest)
#include "tst_filter_errors.moc"
