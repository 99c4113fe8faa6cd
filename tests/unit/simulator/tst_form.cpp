// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/form.h"
#include "tests/support/support.h"

using namespace cordon::simulator;
using namespace Qt::StringLiterals;

class TestForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreDecoded()
    {
        const Form form = Form::parse("a=1+2&b=%C3%A4%3d&c&=x&a%20b=");
        QCOMPARE(form.text(u"a"_s), u"1 2"_s);
        QCOMPARE(form.text(u"b"_s), u"\u00e4="_s);
        QVERIFY(form.value(u"c"_s));
        QVERIFY(form.value(u"a b"_s));
        QVERIFY(!form.value(u"d"_s));
        QVERIFY(!form.hasDuplicates());
        QVERIFY(Form::parse("a=1&b=2&a=1").hasDuplicates());
        QVERIFY(Form::parse("a=1&%61=2").hasDuplicates());
    }

    void wordsAreSplitAsAShellDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("blanks") << u"  a  b "_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("single quotes keep backslashes") << u"'spam\\_1' x"_s << QStringList{u"spam\\_1"_s, u"x"_s};
        QTest::newRow("a bare backslash is eaten") << u"spam\\_1"_s << QStringList{u"spam_1"_s};
        QTest::newRow("double quotes") << u"\"a \\\"b\\_\""_s << QStringList{u"a \"b\\_"_s};
        QTest::newRow("quotes join") << u"email:'%@x y'"_s << QStringList{u"email:%@x y"_s};
        QTest::newRow("an empty word") << u"''"_s << QStringList{QString()};
        QTest::newRow("nothing") << QString() << QStringList();
    }
    void wordsAreSplitAsAShellDoes()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        const auto split = shellWords(text);
        QVERIFY(split);
        QCOMPARE(QStringList(split->begin(), split->end()), words);
    }

    void anOddQuoteIsAnError()
    {
        QVERIFY(!shellWords(u"it's"_s));
        QVERIFY(!shellWords(u"a \"b"_s));
        QVERIFY(!shellWords(u"a\\"_s));
    }

    void patternsMatchAsInSql_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("fits");
        QTest::newRow("the same, any case") << u"Spam"_s << u"sPAM"_s << true;
        QTest::newRow("only the whole") << u"spam1"_s << u"spam"_s << false;
        QTest::newRow("percent") << u"n@Spam.co"_s << u"%@spam.co"_s << true;
        QTest::newRow("percent in the middle goes back") << u"abcbcd"_s << u"a%bcd"_s << true;
        QTest::newRow("two percents") << u"xaybz"_s << u"%a%b%"_s << true;
        QTest::newRow("underscore is one") << u"a1"_s << u"a_"_s << true;
        QTest::newRow("underscore is not none") << u"a"_s << u"a_"_s << false;
        QTest::newRow("escaped underscore") << u"a1"_s << u"a\\_"_s << false;
        QTest::newRow("escaped underscore itself") << u"a_"_s << u"a\\_"_s << true;
        QTest::newRow("empty text") << QString() << u"%"_s << true;
        QTest::newRow("empty pattern") << u"a"_s << QString() << false;
    }
    void patternsMatchAsInSql()
    {
        QFETCH(QString, text);
        QFETCH(QString, pattern);
        QFETCH(bool, fits);
        QCOMPARE(ilike(text, pattern), fits);
    }
};

QTEST_GUILESS_MAIN(TestForm)
#include "tst_form.moc"
