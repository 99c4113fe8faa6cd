// SPDX-License-Identifier: Apache-2.0
// What keys and the brush write into the filter: always a filter that parses and means it.
#include "core/query/filter.h"
#include "tests/support/support.h"
#include "ui/models/filter_text.h"
#include "ui/models/words.h"

using namespace cordon;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

class TestFilterText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTermIsQuotedWhereItNeedsToBe_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("term");
        QTest::newRow("plain") << u"inbox.ru"_s << u"name:inbox.ru"_s;
        QTest::newRow("blank") << u"a b"_s << u"name:\"a b\""_s;
        QTest::newRow("quote") << u"a\"b"_s << u"name:\"a\\\"b\""_s;
        QTest::newRow("backslash") << u"a\\b"_s << u"name:\"a\\\\b\""_s;
        QTest::newRow("OR") << u"OR"_s << u"name:\"OR\""_s;
        QTest::newRow("nothing") << QString() << u"name:\"\""_s;
        QTest::newRow("parenthesis") << u"(x"_s << u"name:\"(x\""_s;
        QTest::newRow("range") << u"a..b"_s << u"name:a..b"_s;
    }
    void aTermIsQuotedWhereItNeedsToBe()
    {
        QFETCH(QString, value);
        QTEST(filterTerm(u"name"_s, value), "term");
        QVERIFY2(value.isEmpty() || Filter::parse(filterTerm(u"name"_s, value)).has_value(), qPrintable(value));
    }

    void aTermTakesThePlaceOfItsField_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("term");
        QTest::addColumn<QString>("after");
        const QString day = u"joined:2025-06-09"_s;
        QTest::newRow("into nothing") << QString() << day << day;
        QTest::newRow("at the end") << u"domain:inbox.ru"_s << day << QString(u"domain:inbox.ru "_s + day);
        QTest::newRow("in place") << u"joined:2024 empty:yes"_s << day << QString(day + u" empty:yes"_s);
        QTest::newRow("twice") << u"joined:1 a joined:2"_s << day << QString(day + u" a"_s);
        QTest::newRow("negated stays") << u"-joined:2024"_s << day << QString(u"-joined:2024 "_s + day);
        QTest::newRow("inside parentheses stays")
            << u"(joined:1 OR a)"_s << day << QString(u"(joined:1 OR a) "_s + day);
        QTest::newRow("inside quotes stays") << u"\"joined:1 x\""_s << day << QString(u"\"joined:1 x\" "_s + day);
        QTest::newRow("any case") << u"JOINED:1"_s << day << day;
        QTest::newRow("removed") << u"joined:1 a"_s << QString() << u"a"_s;
    }
    void aTermTakesThePlaceOfItsField()
    {
        QFETCH(QString, text);
        QFETCH(QString, term);
        QTEST(withTerm(text, u"joined"_s, term), "after");
    }

    void addingATermTwiceAddsItOnce()
    {
        QCOMPARE(withAddedTerm({}, u"name:a"_s), u"name:a"_s);
        QCOMPARE(withAddedTerm(u"x  y"_s, u"name:a"_s), u"x y name:a"_s);
        QCOMPARE(withAddedTerm(u"x name:a"_s, u"name:a"_s), u"x name:a"_s);
        QCOMPARE(withAddedTerm(u"name:\"a b\""_s, u"name:\"a b\""_s), u"name:\"a b\""_s);
        QCOMPARE(withAddedTerm(u"name:\"a \\\" b\" c"_s, u"d"_s), u"name:\"a \\\" b\" c d"_s);
    }

    void aRangeIsDaysWhereBothEndsAreMidnights()
    {
        const Instant from = parseInstant(u"2025-06-09"_s).value();
        const Instant to = parseInstant(u"2025-06-25"_s).value();
        QCOMPARE(timeRange(from, to), u"2025-06-09..2025-06-25"_s);
        const QString withTimes = timeRange(from + std::chrono::minutes(1), to);
        QVERIFY2(withTimes.startsWith(u"2025-06-09T00:01:00"_s), qPrintable(withTimes));
        QVERIFY(Filter::parse(QString(u"joined:"_s + withTimes)).has_value());
    }

    void figuresReadAlikeOnEveryMachine()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(figure(1525), u"1,525"_s);
        QCOMPARE(counted(1, u"account"_s), u"1 account"_s);
        QCOMPARE(counted(0, u"account"_s), u"0 accounts"_s);
        QCOMPARE(counted(2, u"person"_s, u"people"_s), u"2 people"_s);
        QCOMPARE(accountsAndProjects(254, 1525), u"254 accounts + 1,525 projects"_s);
        QCOMPARE(accountsAndProjects(1, 1), u"1 account + 1 project"_s);
        QLocale::setDefault(QLocale::c());
    }

    void durationsAreShort_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << qint64(0) << u"0 s"_s;
        QTest::newRow("seconds") << qint64(59) << u"59 s"_s;
        QTest::newRow("a minute") << qint64(60) << u"1 min"_s;
        QTest::newRow("more than one") << qint64(61) << u"2 min"_s;
        QTest::newRow("an hour") << qint64(3600) << u"1 h 0 min"_s;
        QTest::newRow("hours") << qint64(7384) << u"2 h 3 min"_s;
    }
    void durationsAreShort()
    {
        QFETCH(qint64, seconds);
        QTEST(duration(seconds), "words");
    }
};

QTEST_GUILESS_MAIN(TestFilterText)
#include "tst_filter_text.moc"
